"""Pages a second, fetched and archived, against a server on this machine, with pacing off.

    python benchmarks/crawl.py [--articles 3000] [--hosts 1 4]

The pages are those of tests/scrape/pages, under addresses of their own and each with a comment of its own, so that no
two are equal; nginx (Debian: nginx-light) serves them. What is timed is the whole command ``inovasi scrape``, from the
start of Python to the last record on the disk, and beside it wget in its WARC mode, where it is installed.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "crawl"))

from nginx_server import Nginx  # noqa: E402 - found by the line above


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=3000, help="pages in all")
    parser.add_argument("--hosts", type=int, nargs="*", default=[1, 4], help="on how many hosts (127.0.0.1, .2, ...)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = lay_out(folder / "site", given.articles)
        print(f"{given.articles} pages, {size / given.articles / 1000:.1f} kB on average")
        with Nginx(folder / "site", folder / "nginx", listen="0.0.0.0") as server:
            for hosts in given.hosts:
                seconds = scrape(folder / f"hosts-{hosts}", server.port, hosts, given.articles)
                print(f"inovasi scrape, {hosts} host(s): {given.articles / seconds:6.0f} pages/s ({seconds:.1f} s)")
            if shutil.which("wget"):
                seconds = wget(folder, server.port)
                print(f"wget --warc-file:          {given.articles / seconds:6.0f} pages/s ({seconds:.1f} s)")


def lay_out(root: Path, count: int) -> int:
    """Write the site; returns the bytes of all its pages. Page n belongs to the sitemap of host n modulo 16."""
    pages = [path.read_bytes() for path in sorted((ROOT / "tests" / "scrape" / "pages").glob("*.html"))]
    size = 0
    for number, page in zip(range(count), itertools.cycle(pages), strict=False):
        file = root / address(number)
        file.parent.mkdir(parents=True, exist_ok=True)
        marked = page.replace(b"<body", f"<!-- {number} --><body".encode(), 1) + f"\n<!-- {number} -->\n".encode()
        file.write_bytes(marked)
        size += len(marked)
    (root / "robots.txt").write_text("User-agent: *\nAllow: /\n", encoding="ascii")
    return size


def address(number: int) -> str:
    return f"berita/2024/{number % 12 + 1:02d}/kabar-dari-desa-nomor-{number}.html"


def scrape(folder: Path, port: int, hosts: int, count: int) -> float:
    """Seconds of one crawl of all pages, shared out among ``hosts`` sources."""
    folder.mkdir()
    root = folder.parent / "site"
    text = '[scrape]\ncontact = "you@example.org"\nallow_private = true\ndelay = 0\nparallel = 16\n'
    for host in range(hosts):
        base = f"http://127.0.0.{host + 1}:{port}/"
        urls = "".join(f"<url><loc>{base}{address(n)}</loc></url>" for n in range(host, count, hosts))
        (root / f"{hosts}-{host}.xml").write_text(f"<urlset>{urls}</urlset>", encoding="utf-8")
        text += f'[[sources]]\nname = "host-{host}"\nurl = "{base}"\nkeywords = []\nfind = ["sitemap"]\n'
        text += f'sitemaps = ["/{hosts}-{host}.xml"]\n'
    (folder / "inovasi.toml").write_text(text, encoding="utf-8")
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "inovasi", "scrape", "--json"], cwd=folder, check=True, capture_output=True, text=True
    )
    seconds = time.perf_counter() - start
    fetched = sum(int(line.split('"new": ')[1].split(",")[0]) for line in done.stdout.splitlines())
    if fetched != count:
        raise SystemExit(f"{fetched} of {count} pages were fetched:\n{done.stderr}")
    return seconds


def wget(folder: Path, port: int) -> float:
    """Seconds of wget for the same pages into a WARC file."""
    listed = folder / "wget.txt"
    pages = (folder / "site" / "berita").rglob("*.html")
    base = f"http://127.0.0.1:{port}"
    listed.write_text("\n".join(f"{base}/{path.relative_to(folder / 'site')}" for path in pages), encoding="utf-8")
    out = folder / "wget"
    out.mkdir()
    command = ["wget", "-q", "--delete-after", "--warc-file=wget", "-i", str(listed)]
    start = time.perf_counter()
    subprocess.run(command, cwd=out, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
