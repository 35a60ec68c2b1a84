"""The version, where every room may read it: the package itself loads pipelines, so rooms may not import it."""

from __future__ import annotations

__version__ = "0.1.0"
