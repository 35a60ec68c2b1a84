"""The file of judgements: JSON Lines, one judgement a line, only ever appended to."""

from __future__ import annotations

import os
from pathlib import Path

from inovasi.errors import JudgementError
from inovasi.match.judgements import Judgement, as_line, dangling, from_line
from inovasi.types import Issue

NAME = "judgements.jsonl"
_BOM = b"\xef\xbb\xbf"


def read_judgements(path: Path) -> tuple[tuple[Judgement, ...], tuple[Issue, ...]]:
    """The judgements of ``path`` in the order of its lines, and what is odd about the file (notes).

    A file that does not exist has none. A last line that was cut off (no line end, and no judgement) is passed over
    with a note. Raises JudgementError, which names file and line, for any other line that is no judgement.
    """
    judgements: list[Judgement] = []
    issues: list[Issue] = []
    for number, text, whole in _lines(_bytes(path)):
        try:
            judgements.append(from_line(text.decode("utf-8"), number))
        except ValueError as error:
            reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            if whole:
                advice = "Repair or remove this line (after a git merge, look for lines that git added)."
                raise JudgementError(f"{path}:{number}", reason, advice) from error
            issues.append(_torn(f"{path}:{number}"))
    for judgement in dangling(judgements):
        reason = f"it undoes {judgement.undoes}, which does not stand above it"
        advice = "It has no effect; remove it, or put the line back that it undoes."
        issues.append(Issue("judge", f"{path}:{judgement.line}", reason, advice, fatal=False))
    return tuple(judgements), tuple(issues)


def append_judgement(path: Path, judgement: Judgement) -> tuple[Issue, ...]:
    """Add one line at the end of ``path`` (made if it is missing) and wait until the disk has it.

    A last line that was cut off, which nobody was told to be kept, is taken out first and comes back as a note. Raises
    JudgementError when the file cannot be written.
    """
    issues: tuple[Issue, ...] = ()
    try:
        new = not path.exists()
        with path.open("ab+") as file:
            file.seek(0)
            before = file.read()
            tail = before.rpartition(b"\n")[2]
            start = b""
            if tail and _is_judgement(tail):
                start = b"\n"
            elif tail:
                file.truncate(len(before) - len(tail))
                number = before.count(b"\n") + 1
                issues = (_torn(f"{path}:{number}"),)
            # One write at the end of the file: a second program that appends cannot come in between.
            os.write(file.fileno(), start + as_line(judgement).encode() + b"\n")
            os.fsync(file.fileno())
        if new:
            _sync_folder(path.parent)
    except OSError as error:
        reason = f"the judgement cannot be kept ({error.strerror or error})"
        raise JudgementError(str(path), reason, "Check free space and permissions; nothing was decided.") from error
    return issues


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes().removeprefix(_BOM)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError as error:
        raise JudgementError(str(path), f"it cannot be read ({error.strerror})", "Check name and rights.") from error


def _lines(data: bytes) -> list[tuple[int, bytes, bool]]:
    """(number, text, whether it has its line end) of each line that is not blank."""
    parts = data.split(b"\n")
    numbered = enumerate(parts, start=1)
    return [(n, text.strip(), n < len(parts)) for n, text in numbered if text.strip()]


def _is_judgement(text: bytes) -> bool:
    try:
        from_line(text.removeprefix(_BOM).decode("utf-8"))
    except ValueError:
        return False
    return True


def _torn(where: str) -> Issue:
    reason = "the last line was cut off in the middle"
    return Issue("judge", where, reason, "It is passed over; judge that pair again.", fatal=False)


def _sync_folder(folder: Path) -> None:
    """So that a new file's name survives a power cut too; not every system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
