"""The only reader of the environment.

| variable | means | default |
|---|---|---|
| ``INOVASI_WORKERS`` | processes that read articles, as ``--workers`` | decided by the engine |
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from inovasi.errors import UsageError

WORKERS = "INOVASI_WORKERS"


def workers(environment: Mapping[str, str] | None = None) -> int | None:
    """The number of worker processes that the environment asks for; None leaves it to the engine.

    Raises UsageError when the variable is set to anything but a whole number above 0.
    """
    value = (os.environ if environment is None else environment).get(WORKERS, "").strip()
    if not value:
        return None
    if not value.isascii() or not value.isdecimal() or int(value) < 1:
        raise UsageError(f"{WORKERS}={value}", "not a number of processes", "Set it to 1 or more, or unset it.")
    return int(value)


def user() -> str | None:
    """The name that this person is logged in with; None where the system does not tell."""
    import getpass

    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return None


def available_cpus() -> int:
    """CPUs that this process may use: a container or ``taskset`` often allows fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
