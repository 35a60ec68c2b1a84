"""A news site of its own making, over real HTTP: N articles, to be found by feed, WordPress REST, sitemap and listing.

    with Site(articles=500) as site:
        ...  # site.url, site.articles, site.hits, site.breaks

Every resource has an ETag and a Last-Modified and answers 304; ``site.breaks[path] = Break(status=503, times=2)`` makes
a path (with its query) fail. By path (``python tests/scrape/site_server.py --articles 500``) it prints its address and
serves until its standard input is closed, so that a benchmark can have it in a process of its own.
All names and sentences are made up.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import ThreadingHTTPServer
from socketserver import StreamRequestHandler
from types import TracebackType

from site_posts import Page, Post
from site_routes import make


@dataclass
class Break:
    """How a path fails. ``times``: only the first so many requests; ``reset`` closes the connection without a word;
    ``wait`` seconds pass before the answer; ``raw`` is sent instead of any answer."""

    status: int = 503
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b"broken on purpose\n"
    times: int | None = None
    reset: bool = False
    wait: float = 0.0
    raw: bytes | None = None


@dataclass
class Hits:
    """What was asked: in order, and counted by (path with query) and by status."""

    paths: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, path: str, status: int) -> None:
        with self.lock:
            self.paths.append(path)
            self.statuses[status] += 1

    def clear(self) -> None:
        with self.lock:
            self.paths.clear()
            self.statuses.clear()


class Site:
    """The site and its server. A context manager: it serves inside ``with``."""

    def __init__(
        self,
        articles: int = 500,
        *,
        offers: tuple[str, ...] = ("wordpress", "rss", "sitemap", "listing"),
        host: str = "127.0.0.1",
        port: int = 0,
        listing_size: int = 10,
        feed_size: int = 20,
        post_limit: int = 100,
        sitemap_size: int = 200,
        robots: str = "User-agent: *\nDisallow: /wp-admin/\n",
        full_feed: bool = True,
    ) -> None:
        self.posts = [Post(number) for number in range(articles)]
        self.offers, self.robots, self.full_feed = offers, robots, full_feed
        self.listing_size, self.feed_size, self.post_limit, self.sitemap_size = (
            listing_size, feed_size, post_limit, sitemap_size,
        )  # fmt: skip
        self.breaks: dict[str, Break] = {}
        self.pages: dict[str, Page] = {}  # served as they are, before anything made up
        self.hits = Hits()
        self._made: dict[str, tuple[Page, str, bytes]] = {}
        self._server = _Server((host, port), _Handler)
        self._server.site = self
        self.url = f"http://{host}:{self._server.server_address[1]}/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self.by_path = {post.path: post.number for post in self.posts}

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def articles(self) -> list[str]:
        """The addresses of all articles, oldest first."""
        return [self.address(post.path) for post in self.posts]

    def address(self, path: str) -> str:
        return self.url.rstrip("/") + path

    def revise(self, number: int) -> None:
        """Change one article, and whatever shows it."""
        self.posts[number] = Post(number, self.posts[number].revision + 1)
        self._made.clear()

    def publish(self, count: int) -> None:
        """Add articles, newer than all others."""
        self.posts += [Post(number) for number in range(len(self.posts), len(self.posts) + count)]
        self.by_path = {post.path: post.number for post in self.posts}
        self._made.clear()

    def page(self, target: str) -> tuple[Page, str, bytes]:
        """The page at ``target`` (path and query), its ETag and the head of its answer."""
        made = self._made.get(target)
        if made is None:
            page = self.pages.get(target) or make(self, target)
            tag = f'"{hashlib.sha1(page.body).hexdigest()[:16]}"'
            made = self._made[target] = (page, tag, _head(page, tag))
        return made


def _head(page: Page, tag: str) -> bytes:
    lines = [
        f"HTTP/1.1 {page.status} {'OK' if page.status == 200 else 'Answer'}",
        f"Content-Type: {page.kind}",
        f"ETag: {tag}",
        f"Last-Modified: {format_datetime(page.changed.astimezone(UTC), usegmt=True)}",
        *(f"{name}: {value}" for name, value in page.headers),
        f"Content-Length: {len(page.body)}",
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error of the site."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(StreamRequestHandler):
    """HTTP/1.1 with keep-alive, GET and HEAD. Written out, since http.server parses every header as an e-mail."""

    disable_nagle_algorithm = True
    timeout = 60

    def handle(self) -> None:
        site = self.server.site  # type: ignore[attr-defined]
        while True:
            line = self.rfile.readline(65537)
            if not line.strip():
                return
            method, target = line.decode("latin-1").split(" ")[:2]
            headers: dict[str, str] = {}
            while (row := self.rfile.readline(65537)) not in (b"\r\n", b"\n", b""):
                name, _, value = row.decode("latin-1").partition(":")
                headers[name.strip().lower()] = value.strip()
            if not self._answer(site, method, target, headers) or headers.get("connection", "").lower() == "close":
                return

    def _answer(self, site: Site, method: str, target: str, headers: dict[str, str]) -> bool:
        broken = site.breaks.get(target)
        if broken is not None and (broken.times is None or broken.times > 0):
            if broken.times is not None:
                broken.times -= 1
            return self._fail(site, target, broken)
        page, tag, head = site.page(target)
        if page.status == 200 and _unchanged(headers, tag, page.changed):
            site.hits.add(target, 304)
            self.wfile.write(f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode("latin-1"))
            return True
        site.hits.add(target, page.status)
        self.wfile.write(head if method == "HEAD" else head + page.body)
        return True

    def _fail(self, site: Site, target: str, broken: Break) -> bool:
        if broken.wait:
            time.sleep(broken.wait)
        site.hits.add(target, 0 if broken.reset else broken.status)
        if broken.reset:
            return False
        if broken.raw is not None:
            self.wfile.write(broken.raw)
            return False
        lines = [f"HTTP/1.1 {broken.status} Broken", *(f"{name}: {value}" for name, value in broken.headers)]
        lines += [f"Content-Length: {len(broken.body)}"]
        self.wfile.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + broken.body)
        return True


def _unchanged(headers: dict[str, str], tag: str, changed: datetime) -> bool:
    if (given := headers.get("if-none-match")) is not None:
        return given == "*" or tag in [part.strip().removeprefix("W/") for part in given.split(",")]
    return headers.get("if-modified-since") == format_datetime(changed.astimezone(UTC), usegmt=True)


def main() -> None:
    """Print the address; serve until standard input is closed."""
    parser = argparse.ArgumentParser(description="Serve a made-up news site until standard input is closed.")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    with Site(given.articles, port=given.port) as site:
        print(site.url, flush=True)
        for post in site.posts:
            site.page(post.path)  # rendered before the first request
        sys.stdin.read()


if __name__ == "__main__":
    main()
