"""One JSON value -> one article. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from inovasi.errors import UnreadableInput
from inovasi.scrape.dates import stamp_date
from inovasi.scrape.decode import mend
from inovasi.scrape.identity import article_id, clean_url, host_of
from inovasi.scrape.moments import find_when
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
    text, published = value.get("text"), stamp_date(str(given)) if given else None
    when = find_when(str(given)) if published else None
    stated = Article("", "", published_at=when.moment if when else None)
    if isinstance(text, str) and text.strip():
        text = mend(text).replace("\x00", "\ufffd")
    elif isinstance(html := value.get("html"), str) and html.strip():
        from inovasi.scrape.page import (  # here, since trafilatura is slow to import and most JSON has text
            article_of,
            read_page,
        )

        page = read_page(mend(html).replace("\x00", ""), name, url)
        text, title, url = page.text, title or page.title, url or page.url
        stated = article_of(page, name)
        if published not in (None, page.published):  # the record knows better
            stated = replace(stated, published_at=when.moment if when else None)
        published = published or page.published
    else:
        keys = ", ".join(map(str, list(value)[:6])) or "nothing"
        reason = "its text is empty" if isinstance(text, str) else f"it has neither text nor html (it has: {keys})"
        raise UnreadableInput(name, reason, _SHAPE)
    if given and published is None:
        issues(
            Issue("read", name, f"its date is not understood ({given!s:.40})", "Write it as 2019-10-24.", fatal=False)
        )
    return replace(
        stated,
        id=article_id(value.get("id"), url, text),
        text=text,
        title=title,
        url=url,
        published=published,
        source=host_of(url),
        origin=name,
    )


def _string(value: object) -> str | None:
    return mend(value).strip() or None if isinstance(value, str) else None


def _kind(value: object) -> str:
    names = {list: "a list", str: "a string", bool: "a truth value", int: "a number", float: "a number"}
    return names.get(type(value), "null")
