"""CSV that a spreadsheet can open safely, and the way back.

A text from the web may start with ``=``: opened in a spreadsheet it would run as a formula. So an apostrophe goes in
front of it. Indonesian spreadsheets split at ``;``, not at ``,``: there the middle of a text can become a cell of its
own, so the apostrophe also goes after every ``;``, tab and line break that a formula sign follows. A text that has an
apostrophe in such a place gets one more: ``unguard(guard(text)) == text`` for every text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from inovasi.registry.columns import Table
from inovasi.registry.rows import Row, Value

# The full-width signs are formula signs in East Asian editions.
_SIGNS = r"'=+\-@＝＋－＠"
# White space and quotes before a sign do not disarm it; tab and line break at the very start count by themselves.
_START = re.compile(rf"[\t\r\n]|[\s\"]*+[{_SIGNS}]")
# The whole run is consumed, sign or not: a search that starts again inside a run takes quadratic time.
_INNER = re.compile(rf"([;\t\r\n][\s\";]*+)([{_SIGNS}]?)")
_INNER_GUARDED = re.compile(r"([;\t\r\n][\s\";]*+)'?")
_NEEDS_QUOTES = re.compile(r"[\",\r\n]|^\s|\s$")
# Ids, dates, most names: nothing to guard, nothing to quote. One search instead of four for most cells.
_PLAIN = re.compile(r"[0-9A-Za-z](?:[^\",;\t\r\n]*[^\s\",;])?")
_TEXTUAL = frozenset({"text", "list"})


def guard(text: str) -> str:
    """``text`` with an apostrophe wherever a spreadsheet could read a formula."""
    inner = _INNER.sub(lambda run: f"{run[1]}'{run[2]}" if run[2] else run[1], text)
    return f"'{inner}" if _START.match(text) else inner


def unguard(text: str) -> str:
    """The original of a guarded text."""
    return _INNER_GUARDED.sub(r"\1", text.removeprefix("'"))


def write_csv(path: Path, table: Table, rows: Iterable[Row]) -> None:
    """Write RFC 4180 CSV with a header row: UTF-8, LF, quotes only where needed, true/false, unknown values empty.

    Written by hand: the csv module quotes a lone CR in some Python versions only.
    """
    guarded = [column.kind in _TEXTUAL for column in table.columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(table.names) + "\n")
        for row in rows:
            file.write(",".join(_cells(row, guarded)) + "\n")


def _cells(row: Row, guarded: Sequence[bool]) -> Iterable[str]:
    for value, is_text in zip(row, guarded, strict=True):
        text = _spell(value)
        if not text or _PLAIN.fullmatch(text):
            yield text
            continue
        if is_text:
            text = guard(text)
        if _NEEDS_QUOTES.search(text):
            text = '"' + text.replace('"', '""') + '"'
        yield text


def _spell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)
