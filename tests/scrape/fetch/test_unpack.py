"""Undoing gzip and deflate, in whatever pieces they come, never beyond the cap."""

from __future__ import annotations

import gzip
import zlib

import pytest
from fetching import outcome
from hypothesis import given
from hypothesis import strategies as st

from inovasi.errors import FetchFailed
from inovasi.scrape.fetch.failures import Passing
from inovasi.scrape.fetch.unpack import Unpacker, is_packed, unpack

URL = "http://contoh.test/"


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, "Deflate": raw_deflate}
CODINGS = st.lists(st.sampled_from(sorted(PACK)), min_size=1, max_size=2)


def pack(data: bytes, codings: list[str]) -> bytes:
    for coding in codings:
        data = PACK[coding](data)
    return data


def in_pieces(packed: bytes, size: int, encoding: str, cap: int) -> bytes:
    unpacker = Unpacker(URL, encoding, cap)
    for start in range(0, len(packed), size):
        unpacker.feed(packed[start : start + size])
    return unpacker.finish()


@given(st.binary(max_size=5000), CODINGS, st.integers(1, 700))
def test_what_was_packed_comes_out_again_in_any_pieces(data: bytes, codings: list[str], size: int) -> None:
    assert in_pieces(pack(data, codings), size, ", ".join(codings), 5000) == data


@given(st.binary(max_size=2000), CODINGS, st.integers(1, 700), st.integers(0, 2000))
def test_never_more_than_the_cap_comes_out(data: bytes, codings: list[str], size: int, cap: int) -> None:
    out = outcome(lambda: in_pieces(pack(data, codings), size, ", ".join(codings), cap))
    if isinstance(out, FetchFailed):
        assert f"more than {cap:,} bytes unpacked" in out.reason
        # Between two codings there may be more bytes than at the end.
        assert max(len(data), len(pack(data, codings[:-1]))) > cap
    else:
        assert out == data
        assert len(data) <= cap


@given(st.binary(min_size=1, max_size=2000), CODINGS, st.integers(1, 700), st.data())
def test_what_is_cut_is_a_failure_that_may_pass(
    data: bytes, codings: list[str], size: int, draw: st.DataObject
) -> None:
    packed = pack(data, codings)
    cut = packed[: draw.draw(st.integers(1, len(packed) - 1))]
    with pytest.raises(Passing, match="ends too early"):
        in_pieces(cut, size, ", ".join(codings), 10_000)


@given(st.binary(max_size=300), CODINGS, st.integers(1, 50))
def test_arbitrary_bytes_come_out_or_fail(data: bytes, codings: list[str], size: int) -> None:
    out = outcome(lambda: in_pieces(data, size, ", ".join(codings), 1000))
    assert isinstance(out, FetchFailed) or len(out) <= 1000


def test_a_bomb_is_noticed_at_its_first_pieces() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    unpacker = Unpacker(URL, "gzip", 1_000_000)
    unpacker.feed(bomb[:900])
    with pytest.raises(FetchFailed, match="more than 1,000,000 bytes unpacked"):
        unpacker.feed(bomb[900:1100])
    assert len(bomb) > 40_000


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize(
    "tail",
    [b"", b"\x00" * 500, b"\x1f", b"\n<!-- cached -->", b"\n" + gzip.compress(b"x")],
    ids=["nothing", "padding", "half a head", "a comment", "a late member"],
)
def test_what_a_server_adds_after_a_gzip_member_does_not_count(size: int, tail: bytes) -> None:
    packed = gzip.compress(b"satu ") + gzip.compress(b"dua")
    assert in_pieces(packed + tail, size, "gzip", 100) == b"satu dua"


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("gzip", True),
        ("br", True),
        ("identity, gzip", True),
        ("", False),
        ("identity", False),
        ("UTF-8", False),
        (" , ", False),
    ],
)
def test_what_counts_as_packed(encoding: str, expected: bool) -> None:
    assert is_packed(encoding) is expected


@pytest.mark.parametrize("encoding", ["br", "zstd", "compress", "gzip, br", "x" * 500, "Br", "gz\u0131p"])
def test_codings_that_nobody_asked_for_are_named(encoding: str) -> None:
    with pytest.raises(FetchFailed, match="which we do not ask for"):
        unpack(URL, b"", encoding, 100)
