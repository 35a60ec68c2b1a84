"""Which capture answers which question."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from inovasi.scrape.archive.archive import Archive
from inovasi.scrape.fetch.values import Response

Respond = Callable[..., Response]
A, B, C = "https://a.example/1", "https://a.example/2", "https://a.example/3"


def test_an_address_is_found_in_whatever_way_it_is_written(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        capture = archive.add(respond("https://a.example/bérita satu"), "contoh", "article")
        assert archive.latest("https://a.example/bérita satu") == capture
        assert archive.latest(capture.url) == capture


def test_the_newest_capture_is_the_latest_whatever_its_status(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.add(respond(A, b"satu"), "contoh", "article")
        newer = archive.add(respond(A, b"", 500, at="2024-05-07T00:00:00Z"), "contoh", "article")
        assert archive.latest(A) == newer
        assert archive.latest(B) is None


def test_since_takes_what_was_retrieved_or_confirmed_then_or_later(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.add(respond(A, at="2024-05-06T00:00:00Z"), "contoh", "article")
        confirmed = archive.add(respond(A, b"", 304, at="2024-05-08T00:00:00Z"), "contoh", "article")
        assert archive.since(A, "2024-05-08T00:00:00Z") == confirmed
        assert archive.since(A, "2024-05-08") == confirmed
        assert archive.since(A, "2024-05-08T00:00:01Z") is None
        assert confirmed.retrieved == "2024-05-06T00:00:00Z"


@pytest.mark.parametrize(("status", "known"), [(200, True), (404, True), (410, True), (403, False), (500, False)])
def test_an_address_is_known_if_its_page_is_there_or_gone(
    tmp_path: Path, respond: Respond, status: int, known: bool
) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.add(respond(A, b"", status), "contoh", "article")
        assert archive.known(A) is known
        assert not archive.known(B)


def test_a_redirect_is_known_if_its_end_is(tmp_path: Path, respond: Respond) -> None:
    def redirect(url: str, location: str) -> Response:
        return respond(url, b"", 301, headers=(("Location", location),))

    with Archive.open(tmp_path, write=True) as archive:
        archive.add(redirect(A, "/2#x"), "contoh", "article")
        archive.add(redirect(B, C), "contoh", "article")
        assert not archive.known(A)
        archive.add(respond(C), "contoh", "article")
        assert archive.known(A)
        archive.add(redirect(C, A), "contoh", "article")
        assert not archive.known(A)
        archive.add(redirect(A, "http://["), "contoh", "article")
        assert not archive.known(A)


def test_known_may_look_at_earlier_captures_only(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.add(respond(A, at="2024-05-06T00:00:00Z"), "contoh", "article")
        assert archive.known(A, before="2024-05-07T00:00:00Z")
        assert not archive.known(A, before="2024-05-06T00:00:00Z")


def test_articles_come_by_source_and_address_whatever_the_order_of_the_crawl(tmp_path: Path, respond: Respond) -> None:
    pages = [(source, f"https://{source}.example/{number}") for source in "ba" for number in (10, 2)]
    orders = []
    for number, order in enumerate(itertools.permutations(pages)):
        with Archive.open(tmp_path / str(number), write=True) as archive:
            for source, url in order:
                archive.add(respond(url, url.encode()), source, "article")
            orders.append([(c.source, c.url, c.digest, c.retrieved) for c in archive.articles()])
    assert orders[0] == sorted(orders[0])
    assert orders == orders[:1] * len(orders)


def test_articles_are_the_newest_whole_pages_of_articles(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        archive.add(respond(A, b"lama"), "a", "article")
        archive.add(respond(A, b"baru"), "a", "article")
        archive.add(respond(A, b"", 404), "a", "article")
        archive.add(respond(B, b"daftar"), "a", "finding")
        archive.add(respond(C, b"satu"), "a", "article")
        archive.add(respond(C, b"dua"), "b", "article")

        def bodies(*sources: str) -> list[bytes]:
            return [archive.response(capture).body for capture in archive.articles(sources or None)]

        assert bodies() == [b"baru", b"dua"]
        assert bodies("a") == [b"baru", b"satu"]
        assert bodies("b", "a", "b") == [b"baru", b"satu", b"dua"]
        assert bodies("c") == []
        assert list(archive.articles([])) == []


def test_more_articles_than_are_read_at_a_time(tmp_path: Path, respond: Respond) -> None:
    urls = sorted(f"https://a.example/{number}" for number in range(1201))
    with Archive.open(tmp_path, write=True) as archive:
        for url in reversed(urls):
            archive.add(respond(url), "a", "article")
        assert [capture.url for capture in archive.articles()] == urls
        assert [capture.url for capture in archive.articles(["a"])] == urls


def test_parts_come_in_the_order_of_their_pages(tmp_path: Path, respond: Respond) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        for number in (10, 2, 3, 2):
            archive.add(respond(f"{A}?page={number}", b"%d" % number), "a", "part", part_of=A)
        archive.add(respond(f"{A}?page=4", b"", 404), "a", "part", part_of=A)
        archive.add(respond(f"{B}?page=2"), "a", "part", part_of=B)
        parts = archive.parts(A)
    assert [part.url for part in parts] == [f"{A}?page=2", f"{A}?page=3", f"{A}?page=10"]
    assert {part.part_of for part in parts} == {A}
