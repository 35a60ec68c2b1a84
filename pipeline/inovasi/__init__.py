"""inovasi: from Indonesian regional news to a registry of public-sector innovations.

``import inovasi`` is light; spaCy is imported only when a pipeline is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inovasi.version import __version__

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["__version__", "load"]


def load() -> Language:
    """Return the Indonesian pipeline as a spaCy ``Language``; see ``inovasi.nlp.model.load``."""
    from inovasi.nlp.model import load as load_model

    return load_model()
