"""An extraction as one line of JSON, with the evidence of every value.

The field names are those of ``types.py``; an alignment is written short, as ``[s, l, how]`` triples. Key order is the
order of the dataclass fields, so equal input gives equal bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TextIO

from inovasi.errors import UsageError
from inovasi.types import Article, Extraction, Issue, Step
from inovasi.version import __version__

EXTRACTOR = f"inovasi {__version__}"

# JSON allows these three inside a string, but many readers take them for line ends.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}

_encode = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps makes a new encoder per call

# Enough to rank by, and short enough that no platform's last bit shows in the output.
_DECIMALS = 4


def record(article: Article, extraction: Extraction) -> dict[str, Any]:
    """All that one article yields as plain JSON values, with where the article came from and what read it."""
    layers: dict[str, Any] = plain(extraction)
    return {
        "article_id": layers.pop("article_id"),
        "url": article.url,
        "title": article.title,
        "published": article.published,
        "source": article.source,
        "origin": article.origin,
        "retrieved": article.retrieved,
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "author": article.author,
        "outlet": article.outlet,
        "section": article.section,
        "extractor": EXTRACTOR,
        **layers,
    }


def line(article: Article, extraction: Extraction) -> str:
    """``record`` as one line of JSON, without the line end."""
    return dump(record(article, extraction))


def issue_line(issue: Issue) -> str:
    """One line of the issue log, without the line end."""
    return dump(plain(issue))


def dump(value: dict[str, Any]) -> str:
    """JSON on one line that any UTF-8 file can hold.

    JSON may smuggle in half a surrogate pair, which UTF-8 cannot hold; such a line is written with escapes instead.
    """
    text = _encode(value)
    if text.isascii():
        return text
    text = text.translate(_LINE_ENDS)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, sort_keys=False)
    return text


def plain(value: Any) -> Any:  # noqa: ANN401 - any value of types.py in, any JSON value out
    """A value of ``types.py`` as JSON values; a field added there shows up here by itself."""
    if isinstance(value, Step):
        return [value.s, value.l, value.how]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return round(value, _DECIMALS)
    return value


@contextmanager
def writing(target: Path) -> Iterator[TextIO]:
    """Open ``target`` for text; the file appears, or changes, only when all was written without an error.

    Something that is no regular file (``/dev/stdout``, a pipe) is written to as it is. Raises UsageError when the
    folder is missing or the file cannot be made.
    """
    target = target.resolve()  # through a link, so that its target is replaced and not the link
    whole = not target.exists() or target.is_file()
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp") if whole else target
    try:
        file = draft.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        reason = f"cannot be written ({error.strerror})"
        raise UsageError(
            str(target), reason, "Give a file in a folder that exists and that you may write to."
        ) from error
    try:
        with file:
            yield file
        if whole:
            draft.replace(target)
    finally:
        if whole:
            draft.unlink(missing_ok=True)
