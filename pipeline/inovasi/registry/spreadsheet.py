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

from inovasi.registry.rows import Row, Value
from inovasi.registry.schema import Table

# White space and quotes before the sign are skipped too: some spreadsheets strip them.
_CELL_START = r"(^|[;\t\r\n])([\s\"]*)"
# The full-width signs are formula signs in East Asian editions.
_SIGN = re.compile(_CELL_START + r"(?=['=+\-@＝＋－＠])")
_GUARD = re.compile(_CELL_START + "'")
# Tab and line break at the very start are dangerous by themselves (OWASP, CSV injection).
_LEADING = re.compile(r"[\t\r\n]")
_NEEDS_QUOTES = re.compile(r"[\",\r\n]|^\s|\s$")
_TEXTUAL = frozenset({"text", "list"})


def guard(text: str) -> str:
    """``text`` with an apostrophe wherever a spreadsheet could read a formula."""
    return _SIGN.sub(r"\1\2'", text)


def unguard(text: str) -> str:
    """The original of a guarded text."""
    return _GUARD.sub(r"\1\2", text)


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
        text = _plain(value)
        if is_text:
            text = guard(text)
        if _NEEDS_QUOTES.search(text):
            text = '"' + text.replace('"', '""') + '"'
        yield text


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)
