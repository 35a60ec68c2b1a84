"""The ways to find articles by their names, and the first of a source's that works."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from inovasi.errors import FetchFailed, NotOffered
from inovasi.scrape.find.feeds import find_entries
from inovasi.scrape.find.listings import find_listed
from inovasi.scrape.find.sitemaps import find_addresses
from inovasi.scrape.find.values import FindArticles, Found, Get, Wanted
from inovasi.scrape.find.wordpress import find_posts
from inovasi.types import Finder, Source

FINDERS: Mapping[Finder, FindArticles] = MappingProxyType(
    {"wordpress": find_posts, "rss": find_entries, "sitemap": find_addresses, "listing": find_listed}
)


def find(source: Source, wanted: Wanted, get: Get) -> tuple[Finder, Iterator[Found]]:
    """The first way of ``source.find`` that works, and what it finds. Asks for pages until there is a first article;
    the iterator asks for the others.

    A way that gives nothing at all makes room for the next one, unless ``since`` may be the reason. If no way works,
    raises FetchFailed with the reason of each.
    """
    reasons: dict[str, list[str]] = {}
    advice = "Correct `url` and `find` in its entry, or look at the site in a browser."
    silent: Finder | None = None
    for name in source.find:
        found = FINDERS[name](source, wanted, get)
        try:
            first = next(found)
        except StopIteration:
            if wanted.since is not None:
                return name, iter(())
            silent = silent or name
            reasons.setdefault("it gives no article", []).append(name)
        except FetchFailed as error:
            reasons.setdefault(error.reason, []).append(name)
            if not isinstance(error, NotOffered) and len(reasons) == 1:
                advice = error.advice  # the site itself is out of reach; what to do about that comes first
        else:
            return name, chain([first], found)
    if silent is not None:
        return silent, iter(())
    said = "; ".join(f"{', '.join(names)}: {reason}" for reason, names in reasons.items())
    raise FetchFailed(source.name, f"no way to find its articles works ({said or 'none is given'})", advice)
