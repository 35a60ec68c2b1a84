"""The file of sources that is shipped says what its readers expect of it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

import pytest

import inovasi
from inovasi.gazetteers import rows
from inovasi.types import Finder, SourceKind

FILE = Path(inovasi.__file__).parent / "scrape" / "sources.toml"
REQUIRED = {"name", "url", "kind", "verified"}
OPTIONAL = {"region", "find", "feeds", "sitemaps", "listings", "delay"}
ADDRESSES = ("feeds", "sitemaps", "listings")


@pytest.fixture(scope="module")
def sources() -> list[dict[str, Any]]:
    parsed = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert set(parsed) == {"sources"}
    found = parsed["sources"]
    assert isinstance(found, list)
    return found


@pytest.fixture(scope="module")
def regions() -> dict[str, str]:
    return {row["code"]: row["kind"] for row in rows("regions")}


def test_there_are_many(sources: list[dict[str, Any]]) -> None:
    assert len(sources) >= 120


def test_no_key_is_unknown_or_missing(sources: list[dict[str, Any]]) -> None:
    for source in sources:
        assert set(source) >= REQUIRED, source
        assert set(source) <= REQUIRED | OPTIONAL, source


def test_names_are_well_formed_and_unique(sources: list[dict[str, Any]]) -> None:
    names = [source["name"] for source in sources]
    assert [name for name in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_home_pages_are_web_addresses_that_differ(sources: list[dict[str, Any]]) -> None:
    pages = []
    for source in sources:
        parts = urlsplit(source["url"])
        assert parts.scheme in {"https", "http"}, source
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", parts.netloc), source
        assert parts.path.endswith("/"), source
        assert not parts.query + parts.fragment, source
        pages.append((parts.netloc.removeprefix("www."), parts.path))
    assert [page for page, times in Counter(pages).items() if times > 1] == []


def test_regions_are_provinces_regencies_and_cities(sources: list[dict[str, Any]], regions: dict[str, str]) -> None:
    codes = [source["region"] for source in sources if "region" in source]
    assert [code for code in codes if regions.get(code) not in {"provinsi", "kabupaten", "kota"}] == []


def test_every_province_has_three_or_more(sources: list[dict[str, Any]], regions: dict[str, str]) -> None:
    provinces = {code for code, kind in regions.items() if kind == "provinsi"}
    count = Counter(source["region"][:2] for source in sources if "region" in source)
    assert len(provinces) == 38
    assert {code for code in provinces if count[code] < 3} == set()


def test_sources_stand_in_the_order_of_provinces_after_the_national_ones(sources: list[dict[str, Any]]) -> None:
    provinces = [source.get("region", "")[:2] for source in sources]
    assert provinces == sorted(provinces)


def test_kinds_and_finders_are_known(sources: list[dict[str, Any]]) -> None:
    for source in sources:
        assert source["kind"] in get_args(SourceKind), source
        find = source.get("find", ["rss"])
        assert set(find) <= set(get_args(Finder)), source
        assert len(find) == len(set(find)) > 0, source


def test_addresses_of_feeds_and_listings_are_relative_or_of_the_web(sources: list[dict[str, Any]]) -> None:
    for source in sources:
        for address in (a for key in ADDRESSES for a in source.get(key, [])):
            assert not address.startswith("/"), source  # would lose the path of a home page that has one
            assert urlsplit(address).scheme in {"", "https", "http"}, source
            assert set(re.findall(r"\{.*?\}", address)) <= {"{keyword}"}, source


def test_delays_are_seconds(sources: list[dict[str, Any]]) -> None:
    assert [source for source in sources if not 0 < source.get("delay", 1.0) <= 60] == []


def test_nothing_claims_to_have_been_fetched(sources: list[dict[str, Any]]) -> None:
    assert [source["name"] for source in sources if source["verified"] is not False] == []


def test_a_comment_names_the_province_above_its_sources(sources: list[dict[str, Any]]) -> None:
    titles = re.findall(r"^# (\d\d) \S.*$", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert titles == sorted({source["region"][:2] for source in sources if "region" in source})
