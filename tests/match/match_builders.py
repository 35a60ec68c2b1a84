"""Short ways to write articles with mentions."""

from __future__ import annotations

from inovasi.match.context import readings
from inovasi.match.places import official
from inovasi.match.profile import Profile, profiles_of
from inovasi.match.resolve import resolve
from inovasi.types import Article, Extraction, InnovationMention, Resolution

PALEMBANG = ("Kota Palembang", "16.71")
OKI = ("Kabupaten Ogan Komering Ilir", "16.02")
MUBA = ("Kabupaten Musi Banyuasin", "16.06")
SUMSEL = ("Sumatera Selatan", "16")
TEGAL = ("Kota Tegal", "33.76")


def mention(
    name: str,
    region: tuple[str, str | None] | None = None,
    *,
    expansion: str | None = None,
    agency: str | None = None,
    aliases: tuple[str, ...] = (),
    awards: tuple[str, ...] = (),
) -> InnovationMention:
    place, code = region or (None, None)
    return InnovationMention(name, aliases, expansion, agency=agency, region=place, region_code=code, awards=awards)


def run(*articles: tuple[str, str | None, list[InnovationMention]]) -> Resolution:
    """Resolve articles given as (id, published, innovations)."""
    found = [Article(key, "", published=published) for key, published, _ in articles]
    return resolve(found, [Extraction(key, tuple(innovations)) for key, _, innovations in articles])


def profiles(left: InnovationMention, right: InnovationMention) -> tuple[Profile, Profile]:
    """Two mentions in two articles, ready for scoring."""
    places = official()
    articles = [Article("a", ""), Article("b", "")]
    found = readings(articles, [Extraction("a", (left,)), Extraction("b", (right,))], places)
    first, second = profiles_of(found, places)
    return first, second
