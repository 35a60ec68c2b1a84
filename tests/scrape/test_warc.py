"""WARC files written with warcio, whole and damaged."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from inovasi.scrape import inputs
from inovasi.scrape.inputs import read_articles
from inovasi.types import Article, Issue

PAGES = Path(__file__).with_name("pages")
HTML = "text/html; charset=UTF-8"
DATE = "2024-05-06T07:08:09Z"


def body(number: int) -> bytes:
    text = (
        f"Kecamatan Nomor {number} menjalankan inovasi Si Nomor {number} bagi warga di seluruh desa sejak awal tahun."
    )
    head = f"<html><head><title>Berita {number}</title></head>"
    return f"{head}<body><article><p>{text}</p></article></body></html>".encode()


def warc(path: Path, records: list[tuple[str, bytes, str, list[tuple[str, str]]]], *, packed: bool = True) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        _write(writer, writer.create_warcinfo_record(path.name, {"software": "test"}))
        for url, data, status, headers in records:
            http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url, "response", payload=io.BytesIO(data), http_headers=http, warc_headers_dict={"WARC-Date": DATE}
            )
            _write(writer, record)
    return path


def _write(writer: WARCWriter, record: ArcWarcRecord) -> None:
    writer.write_record(record)
    record.raw_stream.close()  # warcio leaves its temporary file to the garbage collector


def plain(number: int) -> tuple[str, bytes, str, list[tuple[str, str]]]:
    return (f"https://www.a.example/{number}", body(number), "200 OK", [("Content-Type", HTML)])


def run(path: Path) -> tuple[list[Article], list[Issue]]:
    issues: list[Issue] = []
    return list(read_articles([path], issues.append)), issues


@pytest.mark.parametrize("packed", [True, False])
def test_html_responses_become_articles(tmp_path: Path, packed: bool, capfd: pytest.CaptureFixture[str]) -> None:
    page = (PAGES / "wordpress-classic.html").read_bytes()
    chunked = b"%x\r\n" % len(body(5)) + body(5) + b"\r\n0\r\n\r\n"
    records = [
        ("https://wartabatanglindi.example/?p=4412", page, "200 OK", [("Content-Type", HTML)]),
        ("https://a.example/x.css", b"p{}", "200 OK", [("Content-Type", "text/css")]),
        ("https://a.example/lama", b"<p>pindah</p>", "301 Moved", [("Content-Type", HTML)]),
        (
            "https://a.example/4",
            gzip.compress(body(4)),
            "200 OK",
            [("Content-Type", HTML), ("Content-Encoding", "gzip")],
        ),
        ("https://a.example/5", chunked, "200 OK", [("Content-Type", HTML), ("Transfer-Encoding", "chunked")]),
        ("https://a.example/6", "“é”".encode("cp1252") + body(6), "200 OK", [("Content-Type", "text/html")]),
    ]
    articles, issues = run(warc(tmp_path / ("a.warc.gz" if packed else "a.warc"), records, packed=packed))
    assert issues == []
    assert [article.url for article in articles] == [
        "https://wartabatanglindi.example/2019/07/lima-inovasi-puskesmas-tanjung-sari/",
        *(f"https://a.example/{n}" for n in (4, 5, 6)),
    ]
    assert "5. E-Antre" in articles[0].text
    assert {(article.retrieved, article.source) for article in articles[1:]} == {(DATE, "a.example")}
    assert capfd.readouterr().err == ""


def test_a_whole_file_gzipped_at_once_is_read_too(tmp_path: Path) -> None:
    loose = warc(tmp_path / "a.warc", [plain(1), plain(2)], packed=False)
    path = tmp_path / "b.warc.gz"
    path.write_bytes(gzip.compress(loose.read_bytes()))
    articles, issues = run(path)
    assert (len(articles), issues) == (2, [])


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_cut_anywhere_keeps_what_came_before(tmp_path: Path, packed: bool) -> None:
    """Every cut inside the last record: the records before it are read, one issue says that the file is cut off."""
    whole = warc(tmp_path / "a.warc.gz", [plain(1), plain(2), plain(3)], packed=packed).read_bytes()
    before = warc(tmp_path / "b.warc.gz", [plain(1), plain(2)], packed=packed).stat().st_size
    path = tmp_path / "c.warc.gz"
    for cut in range(before + 12, len(whole) - 4, 7):
        path.write_bytes(whole[:cut])
        articles, issues = run(path)
        # In the last bytes of a gzip member only its check sum is missing, and the record is whole.
        whole_record = packed and cut > len(whole) - 16
        assert [article.title for article in articles][:2] == ["Berita 1", "Berita 2"], cut
        assert len(articles) == 2 or whole_record, cut
        assert [issue.fatal for issue in issues] == [True], cut
        assert issues[0].input.startswith(str(path))


@pytest.mark.parametrize("change", [-40, 40, 100_000])
def test_a_wrong_length_is_an_issue(tmp_path: Path, change: int, capfd: pytest.CaptureFixture[str]) -> None:
    data = warc(tmp_path / "a.warc", [plain(1), plain(2), plain(3)], packed=False).read_bytes()
    parts = data.split(b"WARC/1.0\r\n")
    head, _, rest = parts[3].partition(b"Content-Length: ")
    number, _, rest = rest.partition(b"\r\n")
    parts[3] = head + b"Content-Length: %d\r\n" % (int(number) + change) + rest
    path = tmp_path / "b.warc"
    path.write_bytes(b"WARC/1.0\r\n".join(parts))
    articles, issues = run(path)
    assert articles[0].title == "Berita 1"
    assert "Berita 2" not in [article.title for article in articles]
    assert issues
    assert all(issue.fatal for issue in issues)
    assert capfd.readouterr().err == ""


def test_damaged_bytes_are_an_issue(tmp_path: Path) -> None:
    data = bytearray(warc(tmp_path / "a.warc.gz", [plain(1), plain(2)]).read_bytes())
    size = warc(tmp_path / "b.warc.gz", [plain(1)]).stat().st_size
    data[size + 200 : size + 260] = b"\x55" * 60
    (tmp_path / "b.warc.gz").write_bytes(data)
    articles, issues = run(tmp_path / "b.warc.gz")
    assert [article.title for article in articles] == ["Berita 1"]
    assert len(issues) == 1


def test_bombs_and_unknown_encodings_lose_only_their_own_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_BYTES", 2_000_000)
    gzipped = [("Content-Type", HTML), ("Content-Encoding", "gzip")]
    records = [
        ("https://a.example/bom", gzip.compress(b"<p>" + b"a" * 50_000_000), "200 OK", gzipped),
        ("https://a.example/zstd", b"x", "200 OK", [("Content-Type", HTML), ("Content-Encoding", "zstd")]),
        ("https://a.example/putus", gzip.compress(body(9) * 50)[:-60], "200 OK", gzipped),
        ("https://a.example/kosong", b"", "200 OK", [("Content-Type", HTML)]),
        plain(5),
    ]
    articles, issues = run(warc(tmp_path / "a.warc.gz", records))
    assert [article.title for article in articles] == ["Berita 5"]
    assert [issue.input.rpartition("/")[2].rstrip(")") for issue in issues] == ["bom", "zstd", "putus", "kosong"]


def test_a_page_without_an_article_is_no_loss(tmp_path: Path) -> None:
    front = b"<html><body><nav><a href='/1'>Satu</a></nav></body></html>"
    records = [("https://a.example/", front, "200 OK", [("Content-Type", HTML)]), plain(2)]
    articles, [issue] = run(warc(tmp_path / "a.warc.gz", records))
    assert len(articles) == 1
    assert not issue.fatal
