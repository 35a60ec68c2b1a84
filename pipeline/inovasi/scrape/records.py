"""One JSON value -> one article. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from inovasi.errors import UnreadableInput
from inovasi.scrape.article.dates import stamp_date
from inovasi.scrape.article.moments import find_when
from inovasi.scrape.decode import mend
from inovasi.scrape.identity import article_id, clean_url, host_of
from inovasi.types import Article, Issue

_SHAPE = 'An article is an object with "text" or "html", and if known "id", "url", "title", "published".'


def parse_json(text: str, name: str) -> Any:  # noqa: ANN401 - JSON has no narrower type before it is looked at
    """The value of a JSON text. Raises ``UnreadableInput`` if it is broken or nested too deeply."""
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated")
        reason = f"its JSON is cut off at {where}" if cut else f"it is not valid JSON ({error.msg}, {where})"
        raise UnreadableInput(name, reason, "Repair it or fetch it again.") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 100,000 opening brackets
        raise UnreadableInput(name, "its JSON cannot be read", "Remove what is nested or too long in it.") from error


def read_record(value: object, name: str, issues: Callable[[Issue], None]) -> Article:
    """The article of one JSON object. ``text`` is kept character by character: offsets of other tools point into it.

    Raises ``UnreadableInput`` if it is no article. A date that is not understood is an issue, and None.
    """
    if not isinstance(value, dict):
        raise UnreadableInput(name, f"it is {_kind(value)}, not an article", _SHAPE)
    title, url = _string(value.get("title")), clean_url(value.get("url"))
    given = value.get("published")
    published = stamp_date(str(given)) if given else None
    when = find_when(str(given)) if published else None
    stated = _stated(value, name, url)
    if published is None:
        published, moment = stated.published, stated.published_at
    else:  # the record knows better than its page, which may yet tell the time of day
        moment = when.moment if when else None
        moment = moment or (stated.published_at if published == stated.published else None)
    if given and published is None:
        issues(
            Issue("read", name, f"its date is not understood ({given!s:.40})", "Write it as 2019-10-24.", fatal=False)
        )
    url = url or stated.url
    return replace(
        stated,
        id=article_id(value.get("id"), url, stated.text),
        title=title or stated.title,
        url=url,
        published=published,
        published_at=moment,
        source=host_of(url),
    )


def _stated(value: dict[str, object], name: str, url: str | None) -> Article:
    """The text of a record, or what its page says."""
    text, html = value.get("text"), value.get("html")
    if isinstance(text, str) and text.strip():
        return Article("", mend(text).replace("\x00", "\ufffd"), origin=name)
    if isinstance(html, str) and html.strip():
        # here, since trafilatura is slow to import and most JSON has text
        from inovasi.scrape.article.page import article_of, read_page

        return article_of(read_page(mend(html).replace("\x00", ""), name, url), name)
    keys = ", ".join(map(str, list(value)[:6])) or "nothing"
    reason = "its text is empty" if isinstance(text, str) else f"it has neither text nor html (it has: {keys})"
    raise UnreadableInput(name, reason, _SHAPE)


def _string(value: object) -> str | None:
    return mend(value).strip() or None if isinstance(value, str) else None


def _kind(value: object) -> str:
    names = {list: "a list", str: "a string", bool: "a truth value", int: "a number", float: "a number"}
    return names.get(type(value), "null")
