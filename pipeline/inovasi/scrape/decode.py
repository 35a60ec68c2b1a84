"""Bytes -> text. Pure: nothing here opens a file.

The order is: byte order mark, then UTF-8, then what the page or the server declares, then windows-1252. UTF-8 comes
before the declaration because bytes that are valid UTF-8 by chance are so rare, and wrong declarations so common.
"""

from __future__ import annotations

import codecs
import re

from inovasi.errors import UnreadableInput

_BOMS = (
    # UTF-32-LE begins with the mark of UTF-16-LE, so it stands first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What people rename to .txt or .html by mistake; the name makes the advice useful.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_SERVED = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
# Latin-1 is read as windows-1252, as browsers do: real Latin-1 text has no use for its C1 controls.
_LATIN = frozenset({"iso8859-1", "latin-1", "ascii", "cp1252"})
_SAVE = "Save it as UTF-8 text."
# The C1 controls as windows-1252 has them. The five bytes without a meaning there become U+FFFD.
_C1 = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
# A byte that UTF-8 could not read, as Python's surrogateescape keeps it, read as windows-1252.
_ESCAPED = {0xDC00 + code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0x100)}
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BLANK = re.compile(r"[\s\ufeff\u200b-\u200f\u2060]*")
_BINARY_SHARE = 0.02


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Text of ``data`` as UTF-8/16/32 with a mark, UTF-8, ``declared`` (a charset name), or windows-1252.

    Raises ``UnreadableInput`` for nothing but white space and for what is not text. ``name`` is what the user gave.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableInput(name, f"it is {what}, not text", _SAVE)
    text = mend(_decoded(data, name, declared))
    if _BLANK.fullmatch(text):
        raise UnreadableInput(name, "it is empty", "Fill it or leave it out.")
    if len(_CONTROL.findall(text)) > _BINARY_SHARE * len(text):
        raise UnreadableInput(name, "it is binary, not text", _SAVE)
    return text


def _decoded(data: bytes, name: str, declared: str | None) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableInput(
                    name, f"it is not the {encoding} it says it is ({error.reason})", _SAVE
                ) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data, declared)


def _legacy(data: bytes, declared: str | None) -> str:
    """Text of bytes that are not valid UTF-8 as a whole."""
    lenient = data.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    good = sum(1 for char in lenient if char > "\x7f") - bad
    if good > bad:
        # A UTF-8 page into which someone pasted a few windows-1252 bytes; decoding all of it as windows-1252 would
        # spoil every other character.
        return data.decode("utf-8", "surrogateescape").translate(_ESCAPED)
    encoding = known_charset(declared)
    if encoding:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1").translate(_C1)


def known_charset(declared: str | None) -> str | None:
    """The Python codec for a declared charset; None where windows-1252 or nothing at all is meant."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip("\"' ")).name
    except (LookupError, ValueError):
        return None
    # Python also knows codecs that make bytes from bytes ("hex", "zlib"): not one is a charset.
    if name in _LATIN or name.startswith("utf-8") or not getattr(codecs.lookup(name), "_is_text_encoding", True):
        return None
    return name


def decode_page(data: bytes, name: str, content_type: str | None = None) -> str:
    """Text of an HTML page without NUL; its charset as the server's Content-Type has it, else the page's own head.

    Raises ``UnreadableInput`` as ``decode`` does.
    """
    served = _SERVED.search(content_type or "")
    return decode(data, name, served.group(1) if served else html_charset(data)).replace("\x00", "")


def html_charset(data: bytes) -> str | None:
    """The charset that the head of an HTML page declares, if it does (first 4 kB, as browsers look)."""
    found = _CHARSET.search(data[:4096])
    return found.group(1).decode("ascii", "replace") if found else None


def mend(text: str) -> str:
    """Same length, same offsets: C1 controls become windows-1252 punctuation, lone surrogates U+FFFD.

    The first are windows-1252 bytes that an earlier tool took for Latin-1; the second cannot be written as UTF-8.
    """
    return text.translate(_C1 | _SURROGATES) if not text.isascii() else text


def plain(text: str) -> str:
    """Newlines as LF, no byte order mark at the front, no NUL. Nothing else is touched."""
    return text.removeprefix("\ufeff").replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
