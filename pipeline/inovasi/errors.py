"""The exception tree. Each error carries the offending input and what the user can do about it.

Errors are raised where they happen and caught once, at the stage boundary, where they become an ``Issue``.
"""

from __future__ import annotations

from inovasi.types import Issue


class InovasiError(Exception):
    """Base of all errors of this package.

    ``input`` names what could not be handled (a file, a URL, an article id), ``advice`` what to do about it.
    """

    stage = "run"

    def __init__(self, input: str, reason: str, advice: str) -> None:
        super().__init__(f"{input}: {reason}. {advice}")
        self.input = input
        self.reason = reason
        self.advice = advice

    def __reduce__(self) -> tuple[type[InovasiError], tuple[str, str, str]]:
        """Errors cross process borders; the default would call ``__init__`` with one argument and fail."""
        return type(self), (self.input, self.reason, self.advice)

    def issue(self) -> Issue:
        """The same as a line of the run's issue log."""
        return Issue(stage=self.stage, input=self.input, reason=self.reason, advice=self.advice)


class UnreadableInput(InovasiError):
    """A file or record that cannot be turned into an article."""

    stage = "read"


class FetchFailed(InovasiError):
    """A page that could not be fetched, or may not be; ``input`` is its address."""

    stage = "fetch"


class NotOffered(FetchFailed):
    """A site that does not offer this way of finding its articles; another way may work."""


class ArchiveError(InovasiError):
    """An archive of pages that cannot be read or written."""

    stage = "archive"


class ExtractionFailed(InovasiError):
    """An article that the pipeline could not process."""

    stage = "extract"


class MatchingFailed(InovasiError):
    """Mentions that could not be matched."""

    stage = "match"


class GazetteerError(InovasiError):
    """A gazetteer file that is missing or malformed."""

    stage = "gazetteer"


class RegistryError(InovasiError):
    """A registry that cannot be written or read."""

    stage = "registry"


class JudgementError(InovasiError):
    """A file of judgements that cannot be read or written."""

    stage = "judge"


class UsageError(InovasiError):
    """Wrong usage: the command line or a setting (exit code 2)."""

    stage = "usage"
