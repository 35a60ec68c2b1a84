"""``inovasi scrape`` and ``inovasi sources`` as a user types them."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from pathlib import Path

from site_server import Break, Site


def test_scrape_prints_a_summary_by_source_and_talks_on_standard_error(run, configure) -> None:
    with Site(articles=12) as site, Site(articles=0, host="127.0.0.2") as empty:
        empty.breaks["/robots.txt"] = Break(status=503)
        configure(site.url, empty.url, scrape="retries = 0")
        done = run("scrape")
        assert done.returncode == 3
        head, first, second = (line.split() for line in done.stdout.splitlines())
        assert head[:4] == ["source", "finder", "found", "new"]
        assert (first[0], first[2:4], first[-1]) == ("site-1", ["12", "12"], "complete")
        assert (second[0], second[-1]) == ("site-2", "failed")
        assert "site-2: no way to find its articles works" in done.stderr


def test_scrape_as_json_has_a_line_for_each_source(run, configure) -> None:
    with Site(articles=5) as site:
        configure(site.url)
        done = run("scrape", "--json", "--limit", 3)
        (line,) = map(json.loads, done.stdout.splitlines())
        assert (line["source"], line["new"], line["end"]) == ("site-1", 3, "limited")
        assert done.returncode == 0


def test_a_crawl_in_which_nothing_works_is_a_failure(run, configure) -> None:
    with Site(articles=0) as site:
        for path in ("/", "/robots.txt"):
            site.breaks[path] = Break(status=503)
        configure(site.url, scrape="retries = 0")
        assert run("scrape").returncode == 1


def test_a_dry_run_lists_what_would_be_fetched_and_keeps_nothing(run, configure, tmp_path: Path) -> None:
    with Site(articles=8) as site:
        configure(site.url)
        done = run("scrape", "--dry-run")
        assert done.returncode == 0, done.stderr
        assert {json.loads(line)["url"] for line in done.stdout.splitlines()} == set(site.articles)
        assert not (tmp_path / "archive").exists()
        assert site.by_path.keys().isdisjoint(site.hits.paths)
        run("scrape", "--limit", 3)
        done = run("scrape", "--dry-run")
        assert len(done.stdout.splitlines()) == 5


def test_without_settings_or_contact_the_user_is_told_what_to_write(run, configure, tmp_path: Path) -> None:
    done = run("scrape")
    assert done.returncode == 2
    assert "inovasi.toml: it does not exist" in done.stderr
    assert 'contact = "you@example.org"' in done.stderr
    path = configure("https://contoh.example/")
    path.write_text(path.read_text("utf-8").replace('contact = "you@example.org"\nallow_private = true', ""), "utf-8")
    done = run("scrape")
    assert done.returncode == 2
    assert "Set contact under [scrape]" in done.stderr
    assert not (tmp_path / "archive").exists()


def test_a_private_address_is_refused_unless_the_settings_allow_it(run, configure, tmp_path: Path) -> None:
    with Site(articles=3) as site:
        path = configure(site.url)
        path.write_text(path.read_text("utf-8").replace("allow_private = true", ""), "utf-8")
        done = run("scrape")
        assert done.returncode == 1
        assert "127.0.0.1, which is not a public address" in done.stderr
        assert "Set allow_private = true" in done.stderr
        assert site.hits.paths == []


def test_a_selector_or_region_that_cannot_be_is_refused_before_anything_is_fetched(run, configure) -> None:
    for line, said in (
        ('link = "h2 >> a"', "'h2 >> a'"),
        ('corrections = [{ drop = ["div["] }]', "'div['"),
        ('region = "99.99"', "there is no region 99.99"),
    ):
        configure("https://contoh.example/", lines=line)
        for command in (["scrape"], ["build", "--from-archive", "--out", "registry"]):
            done = run(*command)
            assert done.returncode == 2
            assert said in done.stderr
            assert "source site-1" in done.stderr


def test_a_name_that_no_source_has_is_refused_with_the_nearest(run, configure) -> None:
    configure("https://contoh.example/")
    done = run("scrape", "--source", "site1")
    assert done.returncode == 2
    assert "perhaps site-1 is meant" in done.stderr
    done = run("scrape", "--source", "antara-sumse", "--since", "yesterday")
    assert done.returncode == 2
    assert "'yesterday' is not a day" in done.stderr


def test_sources_list_needs_no_settings_and_marks_what_was_never_fetched(run, root: Path) -> None:
    done = run("sources", "list", "--json")
    assert done.returncode == 0
    listed = [json.loads(line) for line in done.stdout.splitlines()]
    text = (root / "pipeline/inovasi/scrape/sources.toml").read_text("utf-8")
    assert [one["source"] for one in listed] == [one["name"] for one in tomllib.loads(text)["sources"]]
    assert all(one["verified"] is None for one in listed)
    lines = run("sources", "list").stdout.splitlines()
    assert len(lines) == len(listed) + 1
    assert all("unverified" in line for line in lines[1:])


def test_sources_list_and_test_show_the_health_of_what_was_crawled(run, configure) -> None:
    with Site(articles=6) as site:
        site.breaks[site.posts[2].path] = Break(status=500)
        configure(site.url, scrape="retries = 0")
        run("scrape")
        (line,) = [line for line in run("sources", "list").stdout.splitlines() if line.startswith("site-1 ")]
        name, region, kind, verified, last, articles, errors, url = line.split()
        assert (name, region, kind, articles, errors, url) == ("site-1", "-", "news", "5", "1", site.url)
        assert verified == last != "unverified"
        done = run("sources", "test", "site-1")
        assert done.returncode == 0
        assert "articles      5 in the archive" in done.stdout
        assert f"{site.address(site.posts[2].path)}: the server answers 500" in done.stdout
        assert site.posts[5].title in done.stdout


def test_a_source_that_does_not_work_fails_its_test(run, configure) -> None:
    with Site(articles=4) as site:
        site.breaks["/robots.txt"] = Break(status=503)
        configure(site.url, scrape="retries = 0")
        done = run("sources", "test", "site-1")
        assert done.returncode == 1
        assert "last success  never crawled" in done.stdout


def test_sources_add_writes_an_entry_that_the_next_crawl_uses(run, configure, tmp_path: Path) -> None:
    with Site(articles=7) as site:
        path = configure()
        path.write_text("# mine\n" + path.read_text("utf-8"), encoding="utf-8")
        done = run("sources", "add", site.url, "--name", "kabar", "--region", "16.06")
        assert done.returncode == 0, done.stderr
        assert "wordpress: 7 articles on its first page" in done.stderr
        (entry,) = tomllib.loads(path.read_text("utf-8"))["sources"]
        assert (entry["name"], entry["url"], entry["region"]) == ("kabar", site.url, "16.06")
        assert len(entry["verified"]) == len("2026-01-31")
        assert path.read_text("utf-8").startswith("# mine\n")
        assert done.stdout in path.read_text("utf-8")
        assert run("sources", "add", site.url, "--name", "kabar").returncode == 2
        assert run("sources", "add", site.url, "--name", "kabar-2", "--region", "99.99").returncode == 2
        assert run("scrape").returncode == 0
        with sqlite3.connect(tmp_path / "archive" / "index.sqlite") as index:
            count = "select count(*) from captures where kind = 'article' and status = 200"
            # Without keywords of its own, the source is searched for those of the program.
            assert index.execute(count).fetchone() == (sum(post.innovative for post in site.posts),)
        index.close()
