"""``inovasi scrape`` as a process of its own, killed at any moment; then the same command again."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from site_server import Site

from inovasi.config import read_config
from inovasi.scrape.archive.archive import Archive

ARTICLES = 300
KILLS = 20


def start(config: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "inovasi", "scrape", "--config", str(config)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)


def finish(config: Path) -> str:
    process = start(config)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err.decode()
    return out.decode()


def until(process: subprocess.Popen[bytes], site: Site, requests: int) -> None:
    """Wait until the site was asked so often, or the crawl is over."""
    while process.poll() is None and len(site.hits.paths) < requests:
        time.sleep(0.0005)


def articles(config: Path) -> dict[str, str]:
    with Archive.open(Path(read_config(config).crawl.archive), write=False) as archive:
        return {capture.url: capture.digest for capture in archive.articles()}


def test_a_crawl_killed_at_twenty_moments_ends_equal_to_an_undisturbed_one(configure, tmp_path: Path) -> None:
    chance = random.Random(4)
    with Site(articles=ARTICLES) as site:
        calm = configure(site.url, scrape='archive = "calm"')
        finish(calm)
        undisturbed, requests = articles(calm), len(site.hits.paths)
        site.hits.clear()
        config = configure(site.url, scrape='archive = "killed"')
        killed = 0
        for moment in sorted(chance.sample(range(1, requests - 100), KILLS)):
            process = start(config)
            until(process, site, moment)
            time.sleep(chance.random() / 500)  # not always between the same two steps
            process.send_signal(signal.SIGKILL)
            process.communicate()
            killed += process.returncode == -signal.SIGKILL
        assert killed == KILLS
        finish(config)
        assert articles(config) == undisturbed
        # A page that was under way when the process died is asked for again; no other is.
        assert sum(Counter(site.hits.paths).values()) <= requests + KILLS
        site.hits.clear()
        finish(config)
        assert set(site.hits.statuses) == {304}


def test_ctrl_c_keeps_what_came_in_and_the_next_run_goes_on(configure) -> None:
    with Site(articles=ARTICLES) as site:
        config = configure(site.url)
        process = start(config)
        until(process, site, 100)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130, err.decode()
        assert b"Traceback" not in err
        kept = len(articles(config))
        assert 50 < kept < ARTICLES
        finish(config)
        assert set(articles(config)) == set(site.articles)
        assert max(Counter(site.hits.paths).values()) <= 2
        assert len(site.hits.paths) <= ARTICLES + 20
