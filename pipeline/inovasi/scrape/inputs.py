"""Files and folders -> articles. The one place of this room that touches the disk (with ``warc``)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from inovasi.errors import UnreadableInput
from inovasi.scrape.decode import decode, decode_page, plain
from inovasi.scrape.identity import article_id, unique
from inovasi.scrape.records import parse_json, read_record
from inovasi.types import Article, Issue

SUFFIXES = (".txt", ".html", ".htm", ".json", ".jsonl", ".warc", ".warc.gz")
# Of one page, one line of .jsonl, or one .json file. A longer collection belongs into .jsonl, which is read by lines.
MAX_BYTES = 64_000_000
_KINDS = "Known are " + ", ".join(SUFFIXES) + "."

Report = Callable[[Issue], None]


def read_articles(paths: Iterable[Path], issues: Report) -> Iterator[Article]:
    """Every article in ``paths`` in a fixed order, each with an id of its own. Never raises for bad input: whatever
    cannot be read is reported to ``issues`` and the rest goes on. Holds one article (and an id each) at a time."""

    def every() -> Iterator[Article]:
        for path in _found(paths, issues):
            yield from read_file(path, issues)

    yield from unique(every(), issues)


def find_inputs(paths: Iterable[Path], issues: Report | None = None) -> list[Path]:
    """The files that ``read_articles`` would read, in its order: as given, folders sorted by path. A file named twice
    counts once. With ``issues``, what cannot be used is reported there; ``read_file`` reports it otherwise."""
    return list(_found(paths, issues or (lambda issue: None)))


def _found(paths: Iterable[Path], issues: Report) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in map(Path, paths):
        try:
            files = _folder(path, issues) if path.is_dir() else [_file(path)]
        except UnreadableInput as error:
            issues(error.issue())
            continue
        except OSError as error:  # a name that is too long, a loop of links
            issues(_refused(path, error).issue())
            continue
        for file in files:
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield file


def _file(path: Path) -> Path:
    if not path.exists():
        raise UnreadableInput(str(path), "it does not exist", "Check the name.")
    if suffix_of(path) is None:
        raise UnreadableInput(str(path), f"its kind ({path.suffix or 'no suffix'}) is not known", _KINDS)
    return path


def _folder(folder: Path, issues: Report) -> list[Path]:
    """Known files under ``folder``, sorted by path. Hidden files and folders, and links to folders, are passed over."""
    files: list[Path] = []
    for root, folders, names in os.walk(folder, onerror=lambda error: issues(_refused(folder, error).issue())):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [Path(root, name) for name in names if not name.startswith(".") and suffix_of(Path(name))]
    if not files:
        raise UnreadableInput(str(folder), "there is nothing readable in it", _KINDS)
    return sorted(files, key=lambda file: file.relative_to(folder).parts)


def suffix_of(path: Path) -> str | None:
    """The known suffix of a file's name (``.warc.gz`` is one), or None."""
    name = path.name.lower()
    return next((suffix for suffix in reversed(SUFFIXES) if name.endswith(suffix)), None)


def read_file(path: Path, issues: Report) -> Iterator[Article]:
    """The articles of one file, with the ids they would have if they were alone. Never raises for bad input."""
    try:
        _file(path)
        yield from _read(path, issues)
    except UnreadableInput as error:
        issues(error.issue())
    except OSError as error:
        issues(_refused(path, error).issue())
    except MemoryError:
        issues(UnreadableInput(str(path), "it does not fit into memory", "Split it.").issue())
    except Exception as error:  # noqa: BLE001 - the one boundary of a file: lxml and trafilatura raise what they like
        reason = f"it cannot be read ({type(error).__name__}: {error!s:.200})"
        issues(UnreadableInput(str(path), reason, "Report it with the file, and leave it out until then.").issue())


def _read(path: Path, issues: Report) -> Iterator[Article]:
    suffix, name = suffix_of(path), str(path)
    if suffix in (".warc", ".warc.gz"):
        from inovasi.scrape.warc import read_warc  # here: .txt and .json should not wait for warcio and trafilatura

        yield from read_warc(path, issues, MAX_BYTES)
    elif suffix == ".jsonl":
        yield from _lines(path, issues)
    elif suffix == ".json":
        yield from _json(parse_json(decode(_bytes(path), name), name), name, issues)
    elif suffix == ".txt":
        text = plain(decode(_bytes(path), name))
        yield Article(id=article_id(None, None, text), text=text, origin=name)
    else:
        yield _html(_bytes(path), name)


def _html(data: bytes, name: str) -> Article:
    from inovasi.scrape.article.page import article_of, read_page  # here, for the reason above

    return article_of(read_page(decode_page(data, name), name), name)


def _json(value: object, name: str, issues: Report) -> Iterator[Article]:
    """One article, or a list of them; what is wrong with one of a list does not stop the others."""
    if not isinstance(value, list):
        yield read_record(value, name, issues)
        return
    if not value:
        raise UnreadableInput(name, "the list in it is empty", "Fill it or leave it out.")
    for number, item in enumerate(value, start=1):
        yield from _one(item, f"{name}[{number}]", issues)


def _one(item: object, name: str, issues: Report) -> Iterator[Article]:
    try:
        yield read_record(item, name, issues)
    except UnreadableInput as error:
        issues(error.issue())


def _lines(path: Path, issues: Report) -> Iterator[Article]:
    """One article a line. A line that cannot be read is an issue that names it (``file:line``)."""
    number = used = 0
    with path.open("rb") as file:
        if file.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            raise UnreadableInput(str(path), "it is UTF-16", "Save it as UTF-8.")
        file.seek(0)
        while line := file.readline(MAX_BYTES + 1):
            number += 1
            name = f"{path}:{number}"
            whole = len(line) <= MAX_BYTES
            while len(line) > MAX_BYTES and not line.endswith(b"\n"):
                line = file.readline(MAX_BYTES + 1)  # pass over the rest of it without keeping it
                if not line:
                    break
            if not line.strip() and whole:
                continue
            used += 1
            try:
                if not whole:
                    raise UnreadableInput(name, f"it is larger than {MAX_BYTES / 1e6:.0f} MB", "Leave it out.")
                yield read_record(parse_json(decode(line, name), name), name, issues)
            except UnreadableInput as error:
                issues(error.issue())
    if not used:
        raise UnreadableInput(str(path), "it is empty", "Fill it or leave it out.")


def _bytes(path: Path) -> bytes:
    """All of a file, but never more than ``MAX_BYTES`` (a device or a pipe may have no size to look up)."""
    if not path.is_file():
        raise UnreadableInput(str(path), "it is not an ordinary file", "Save it as a file.")
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        advice = "Split it." if suffix_of(path) != ".json" else "Write the articles as .jsonl, one a line."
        raise UnreadableInput(str(path), f"it is larger than {MAX_BYTES / 1e6:.0f} MB", advice)
    return data


def _refused(path: Path, error: OSError) -> UnreadableInput:
    return UnreadableInput(str(error.filename or path), error.strerror or str(error), "Check the name and the rights.")
