"""WordPress's list of posts, as servers really give it."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from getting import EVERYTHING, Answer, Web

from inovasi.errors import FetchFailed, NotOffered
from inovasi.scrape.fetch.values import Response
from inovasi.scrape.find.values import Found, Wanted
from inovasi.scrape.find.wordpress import find_posts
from inovasi.types import Source

HOME = "https://kabar.example/"
API = "https://kabar.example/wp-json/wp/v2/posts"


def post(number: int, **changes: object) -> dict[str, object]:
    made: dict[str, object] = {
        "link": f"https://kabar.example/2019/07/{number % 28 + 1:02d}/berita-desa-{number}/",
        "date_gmt": f"2019-07-{number % 28 + 1:02d}T03:00:00",
        "modified_gmt": f"2019-08-{number % 28 + 1:02d}T03:00:00",
        "title": {"rendered": f"Berita desa &#8211; {number}"},
    }
    return made | changes


class Rest:
    """A server of posts, newest first. ``sizes``: posts on a page whatever is asked; ``totals``: says how many."""

    def __init__(
        self, posts: list[dict[str, object]], *, size: int = 10, totals: bool = True, searches: bool = True
    ) -> None:
        self.posts, self.size, self.totals, self.searches = posts, size, totals, searches
        self.asked: list[str] = []

    def __call__(self, url: str) -> Response:
        self.asked.append(url)
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if not parts.path.startswith("/wp-json/"):
            return Web({})(url)
        posts = self.posts
        if self.searches and "search" in query:
            posts = [item for item in posts if query["search"] in json.dumps(item)]
        page = int(query.get("page", "1"))
        part = posts[(page - 1) * self.size : page * self.size]
        if page > 1 and not part:
            refused = json.dumps({"code": "rest_post_invalid_page_number", "data": {"status": 400}})
            return Web({url: (400, refused)})(url)
        headers = {"x-wp-totalpages": str(-(-len(posts) // self.size))} if self.totals else {}
        return Web({url: (200, json.dumps(part), headers)})(url)


def urls(found: list[Found]) -> list[str]:
    return [item.url for item in found]


def source(*keywords: str) -> Source:
    return Source("kabar", HOME, keywords=keywords)


def test_a_post_has_address_title_and_both_moments() -> None:
    get = Web({})
    rest = Rest([post(3)])
    assert list(find_posts(source(), EVERYTHING, rest)) == [
        Found(
            "https://kabar.example/2019/07/04/berita-desa-3/",
            "Berita desa – 3",
            "2019-07-04T03:00:00Z",
            "2019-08-04T03:00:00Z",
        )
    ]
    query = parse_qs(urlsplit(rest.asked[0]).query)
    assert query["per_page"] == ["100"]
    assert query["_fields"] == ["link,date_gmt,modified_gmt,title"]
    assert (query["orderby"], query["order"]) == (["date"], ["desc"])
    assert get.asked == []


@pytest.mark.parametrize("count", [1, 9, 10, 11, 35, 40])
@pytest.mark.parametrize("totals", [True, False])
def test_every_page_is_read_whatever_size_the_server_likes(count: int, totals: bool) -> None:
    posts = [post(number) for number in range(count)]
    rest = Rest(posts, size=10, totals=totals)
    assert urls(list(find_posts(source(), EVERYTHING, rest))) == [item["link"] for item in posts]
    assert len(rest.asked) <= count // 10 + 2


def test_posts_that_move_to_the_next_page_meanwhile_come_once() -> None:
    pages = {1: [post(5), post(4)], 2: [post(4), post(3)], 3: [post(2)]}

    def get(url: str) -> Response:
        page = int(parse_qs(urlsplit(url).query)["page"][0])
        return Web({url: (200, json.dumps(pages.get(page, [])), {"X-WP-TotalPages": "3"})})(url)

    assert [item.url[-2] for item in find_posts(source(), EVERYTHING, get)] == ["5", "4", "3", "2"]


def test_keywords_are_searched_one_after_the_other_without_doubles() -> None:
    posts = [
        post(number, title=title) for number, title in enumerate(["inovasi satu", "KIPP inovasi", "KIPP tiga", "pasar"])
    ]
    rest = Rest(posts)
    assert [item.title for item in find_posts(source("inovasi", "KIPP"), EVERYTHING, rest)] == [
        "inovasi satu",
        "KIPP inovasi",
        "KIPP tiga",
    ]


def test_a_server_that_ignores_the_search_is_read_once() -> None:
    rest = Rest([post(number) for number in range(30)], searches=False)
    assert len(list(find_posts(source("inovasi", "KIPP", "Sinovik"), EVERYTHING, rest))) == 30
    assert len(rest.asked) == 4


def test_since_is_asked_for_and_checked() -> None:
    rest = Rest([post(number) for number in range(27, -1, -1)], size=5)
    wanted = Wanted("2019-07-20", lambda url: False, False)
    found = list(find_posts(source(), wanted, rest))
    assert {item.published[:10] for item in found if item.published} == {f"2019-07-{day}" for day in range(20, 29)}
    assert parse_qs(urlsplit(rest.asked[0]).query)["after"] == ["2019-07-19T23:59:59"]
    assert len(rest.asked) == 3


def test_a_page_of_known_posts_ends_the_paging_if_wanted() -> None:
    rest = Rest([post(number) for number in range(40)], size=10)
    known = {str(post(number)["link"]) for number in range(10, 40)}
    wanted = Wanted(None, known.__contains__, True)
    assert len(list(find_posts(source(), wanted, rest))) == 20
    assert len(rest.asked) == 2
    assert len(list(find_posts(source(), Wanted(None, known.__contains__, False), rest))) == 40


ONE = json.dumps([post(1)])
WARNING = "<br />\n<b>Warning</b>: Undefined array key [0] in <b>/home/x.php</b> on line <b>[12]</b><br />\n"


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (ONE, 1),
        (b"\xef\xbb\xbf" + ONE.encode(), 1),
        (WARNING + ONE, 1),
        ("\n\n" + ONE + "\n", 1),
        (json.dumps([post(1, status="draft"), post(2, status="publish")]), 1),
        (json.dumps([post(1, link="https://lain.example/a/"), post(2)]), 1),
        (json.dumps([post(1, link=None), post(2, title="Judul polos", date_gmt=None, modified_gmt=3)]), 1),
        ("[]", 0),
    ],
)
def test_oddities_before_and_in_the_list(answer: Answer, count: int) -> None:
    def get(url: str) -> Response:
        first = "page=1&" in url
        return Web({url: answer if first else (400, "{}")})(url)

    assert len(list(find_posts(source(), EVERYTHING, get))) == count


@pytest.mark.parametrize(
    "answer",
    [
        (404, "tidak ada"),
        (401, json.dumps({"code": "rest_disabled"})),
        (403, "<h1>Forbidden</h1>"),
        "<!doctype html><script>var a = [];</script><h1>Beranda</h1>",
        "{}",
        "",
        json.dumps([1, 2]),
        "[" * 100_000,
        None,
    ],
)
def test_what_is_no_list_of_posts_is_not_offered(answer: Answer) -> None:
    class Any(Web):
        def __call__(self, url: str) -> Response:
            self.pages = {HOME: "<h1>Kabar</h1>", url if "wp/v2" in url else "": answer}
            return super().__call__(url)

    with pytest.raises(NotOffered):
        next(find_posts(source(), EVERYTHING, Any({})))


@pytest.mark.parametrize(
    ("home", "endpoint"),
    [
        (
            (200, "", {"Link": '<https://kabar.example/index.php/wp-json/>; rel="https://api.w.org/"'}),
            "index.php/wp-json/wp/v2/posts?",
        ),
        (
            (200, "", {"Link": '</a.css>; rel=preload, <https://kabar.example/api/>; rel="https://api.w.org/"'}),
            "api/wp/v2/posts?",
        ),
        ('<link rel="https://api.w.org/" href="/situs/wp-json/">', "situs/wp-json/wp/v2/posts?"),
        ('<link rel="https://api.w.org/" href="https://kabar.example/?rest_route=/">', "?rest_route=/wp/v2/posts&"),
        ('<script src="/wp-includes/js/a.js"></script>', "?rest_route=/wp/v2/posts&"),
    ],
)
def test_the_home_page_says_where_the_posts_are(home: Answer, endpoint: str) -> None:
    asked: list[str] = []

    def get(url: str) -> Response:
        asked.append(url)
        right = url.startswith(HOME + endpoint)
        return Web({HOME: home, url if right else "": ONE if "page=1" in url else "[]"})(url)

    assert len(list(find_posts(source(), EVERYTHING, get))) == 1


def test_a_host_that_allows_ten_posts_a_page_is_asked_again_plainly() -> None:
    def get(url: str) -> Response:
        refused = "per_page" in url
        return Web({url: (400, "{}") if refused else ONE if "page=1" in url else (400, "{}")})(url)

    assert len(list(find_posts(source(), EVERYTHING, get))) == 1


def test_posts_may_lie_where_the_home_page_redirects_to() -> None:
    new = post(1, link="https://baru.example/2019/07/02/berita-desa-1/")

    def get(url: str) -> Response:
        web = Web(
            {url.replace("kabar", "baru"): json.dumps([new]) if "page=1" in url else "[]"},
            {url: url.replace("kabar", "baru")},
        )
        return web(url)

    assert len(list(find_posts(source(), EVERYTHING, get))) == 1


def test_a_later_page_that_fails_is_an_error_after_what_was_found() -> None:
    def get(url: str) -> Response:
        answer: Answer = (200, ONE, {"X-WP-TotalPages": "3"}) if "page=1&" in url else (500, "")
        return Web({url: answer})(url)

    found = find_posts(source(), EVERYTHING, get)
    assert next(found).url == post(1)["link"]
    with pytest.raises(FetchFailed, match="500") as caught:
        next(found)
    assert not isinstance(caught.value, NotOffered)


def test_a_server_with_endless_pages_comes_to_an_end() -> None:
    asked: list[str] = []

    def get(url: str) -> Response:
        asked.append(url)
        return Web({url: (200, ONE, {"X-WP-TotalPages": "999999"})})(url)

    assert len(list(find_posts(source(), EVERYTHING, get))) == 1
    assert len(asked) < 10
