"""``--backend stanza`` with real models: the small ones in tests/data/stanza."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from inovasi.errors import UsageError
from inovasi.nlp.doc import reading_of
from inovasi.nlp.model import BY_STANZA, COMPONENTS, load
from inovasi.nlp.reader_model import TRAINED
from inovasi.types import Reader

MODELS = Path(__file__).parents[1] / "data" / "stanza"
OPTIONS = ("--backend", "stanza", "--stanza-models", MODELS)
TEXT = (
    "SEKAYU – Bupati Musi Banyuasin Rahmat Hidayatullah meresmikan layanan antar obat pada Senin (4/3/2024). "
    "Menurut Sari Wulandari, layanan itu sudah dipakai 200 pasien di Kota Palembang.\n\n"
    "Dinas Kesehatan menambah lima petugas."
)

needs_stanza = pytest.mark.skipif(find_spec("stanza") is None, reason="stanza is not installed: make stanza")


@pytest.fixture(scope="module")
def stanza_nlp() -> Language:
    return load(Reader(backend="stanza", stanza_models=str(MODELS)))


@pytest.fixture(scope="module")
def doc(stanza_nlp: Language) -> Doc:
    return stanza_nlp(TEXT)


@needs_stanza
def test_components_that_stanza_replaces_are_left_out(stanza_nlp: Language) -> None:
    assert not set(BY_STANZA) & set(stanza_nlp.pipe_names)
    assert {*COMPONENTS, *TRAINED} - set(BY_STANZA) == set(stanza_nlp.pipe_names)


@needs_stanza
def test_tokens_fit_the_text(doc: Doc) -> None:
    assert doc.text == TEXT
    assert all(TEXT[token.idx : token.idx + len(token)] == token.text for token in doc)
    words = [token.text for token in doc if not token.is_space]
    assert words[:4] == ["SEKAYU", "–", "Bupati", "Musi"]
    assert words[-2:] == ["petugas", "."]


@needs_stanza
def test_sentences(doc: Doc) -> None:
    assert [sentence.text.split()[0] for sentence in doc.sents] == ["SEKAYU", "Menurut", "Dinas"]


@needs_stanza
def test_every_word_has_a_part_of_speech(doc: Doc) -> None:
    tags = {token.text: token.pos_ for token in doc}
    assert all(tags.values())
    assert (tags["meresmikan"], tags["200"], tags["di"], tags["."]) == ("VERB", "NUM", "ADP", "PUNCT")


@needs_stanza
def test_entities(doc: Doc) -> None:
    found = {(entity.text, entity.label_) for entity in doc.ents}
    assert {("Sari Wulandari", "PER"), ("Kota Palembang", "LOC")} & found
    assert [(e.start, e.end) for e in reading_of(doc).entities] == [(e.start_char, e.end_char) for e in doc.ents]


@needs_stanza
@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x97", " \t\x85\n \x80 ", "a", ".", "\n\nSatu.", "Satu. \n"])
def test_little_or_nothing_is_read_as_it_is(stanza_nlp: Language, text: str) -> None:
    assert stanza_nlp(text).text == text


ODD = st.text(
    alphabet=st.sampled_from(
        list("aAbkuSI08.,;:!?()[]{}\"'“”’–-/%&@ \t\n\r\x0b\x1c\x85\xa0\x97\u200b\u2028\ufeffé😀漢")
    ),
    max_size=120,
)


@needs_stanza
@settings(max_examples=60, deadline=None)
@given(text=ODD | st.lists(st.sampled_from(TEXT.split(" ")), max_size=40).map("  ".join))
def test_any_text_comes_back_whole(stanza_nlp: Language, text: str) -> None:
    doc = stanza_nlp.make_doc(text)
    assert doc.text == text
    assert all(token.is_space or not any(c.isspace() for c in token.text) for token in doc)


@needs_stanza
@pytest.mark.parametrize(
    "text",
    [TEXT.replace("\n", " ") * 40, "x" * 30_000, "(" * 12_000, "\n" * 12_000, "- a\n" * 4_000],
    ids=["one long line", "one word", "brackets", "empty lines", "a list"],
)
def test_long_texts_are_read_in_stretches(stanza_nlp: Language, text: str) -> None:
    assert stanza_nlp.make_doc(text).text == text


@needs_stanza
def test_a_cut_between_stretches_shows_nowhere(stanza_nlp: Language) -> None:
    line = "Dinas Kesehatan menambah lima petugas di Kota Palembang. "
    doc = stanza_nlp.make_doc(line * 300)
    assert {sentence.text for sentence in doc.sents} == {line.strip()}


@needs_stanza
def test_a_multi_word_token_stays_whole_and_labels_become_ours() -> None:
    """As stanza's own Indonesian models have it, which the small ones here do not."""
    from stanza.models.common.doc import Document

    from inovasi.nlp.stanza_backend import StanzaTokenizer

    text = "Sari menyetujuinya kini."
    rows = [
        {"id": 1, "text": "Sari", "upos": "PROPN", "start_char": 0, "end_char": 4, "ner": "S-PERSON"},
        {"id": (2, 3), "text": "menyetujuinya", "start_char": 5, "end_char": 18, "ner": "O"},
        {"id": 2, "text": "menyetujui", "upos": "VERB"},
        {"id": 3, "text": "nya", "upos": "PRON"},
        {"id": 4, "text": "kini", "upos": "ADV", "start_char": 19, "end_char": 23, "ner": "S-DATE"},
        {"id": 5, "text": ".", "upos": "PUNCT", "start_char": 23, "end_char": 24, "ner": "O"},
    ]
    read = Document([rows], text)
    read.build_ents()
    doc = StanzaTokenizer(Vocab(), lambda _: read)(text)
    assert [(token.text, token.pos_) for token in doc] == [
        ("Sari", "PROPN"),
        ("menyetujuinya", "VERB"),
        ("kini", "ADV"),
        (".", "PUNCT"),
    ]
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Sari", "PER")]


@needs_stanza
def test_parts_of_speech_and_entities_are_optional(tmp_path: Path) -> None:
    shutil.copy(MODELS / "tokenize.pt", tmp_path)
    doc = load(Reader(backend="stanza", stanza_models=str(tmp_path)))(TEXT)
    assert (len(list(doc.sents)), len(doc.ents), {token.pos_ for token in doc}) == (3, 0, {"", "SPACE"})


@needs_stanza
def test_the_layout_of_stanza_itself_gives_the_same(doc: Doc, tmp_path: Path) -> None:
    for name in ("tokenize", "pos", "ner"):
        (tmp_path / "id" / name).mkdir(parents=True)
        shutil.copy(MODELS / f"{name}.pt", tmp_path / "id" / name / "csui.pt")
    own = load(Reader(backend="stanza", stanza_models=str(tmp_path)))(TEXT)
    assert own.to_json() == doc.to_json()


@needs_stanza
def test_models_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "tokenize.pt").write_bytes(b"no model")
    with pytest.raises(UsageError, match="stanza cannot read the models there") as caught:
        load(Reader(backend="stanza", stanza_models=str(tmp_path)))
    assert caught.value.input == str(tmp_path)


@needs_stanza
def test_the_command_line_reads_an_article_without_any_connection(root: Path) -> None:
    code = (
        "import sys\n"
        "def watch(event, arguments):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo'):\n"
        "        raise SystemExit(f'{event} {arguments}')\n"
        "sys.addaudithook(watch)\n"
        "from inovasi.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    arguments = ["extract", root / "corpora" / "articles" / "k004.txt", "--workers", "1", *OPTIONS]
    result = subprocess.run([sys.executable, "-c", code, *map(str, arguments)], capture_output=True, encoding="utf-8")
    assert (result.returncode, result.stderr) == (0, "")
    record = json.loads(result.stdout)
    assert record["agencies"]
    assert record["regions"]


@needs_stanza
def test_the_bytes_do_not_depend_on_the_number_of_workers(run, news: Path) -> None:
    one = run("extract", news, "--workers", 1, *OPTIONS)
    two = run("extract", news, "--workers", 2, *OPTIONS)
    assert (one.returncode, one.stderr) == (two.returncode, two.stderr) == (0, "")
    assert len(one.stdout.splitlines()) == 3
    assert one.stdout == two.stdout


@needs_stanza
def test_compare_lists_what_only_one_reader_found(run, root: Path, tmp_path: Path) -> None:
    articles = sorted((root / "corpora" / "articles").glob("k00*.txt"))
    target = tmp_path / "compared.jsonl"
    command = ("extract", *articles, "--compare", "stanza", "--stanza-models", MODELS)
    result = run(*command, "--workers", 1)
    assert result.returncode == 0
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert found
    for item in found:
        assert list(item) == ["article_id", "layer", "value", "found_by", "start", "end", "sentence"]
        assert item["found_by"] in {"spacy", "stanza"}
        assert item["start"] < item["end"]
    (talk,) = result.stderr.splitlines()
    assert talk.startswith(f"inovasi: {len(articles)} articles, {len(found)} disagreements: ")
    again = run(*command, "--workers", 2, "-o", target)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", result.stderr)
    assert target.read_text(encoding="utf-8") == result.stdout


@needs_stanza
@pytest.mark.parametrize("workers", [1, 2])
def test_without_models_the_folder_is_named(run, news: Path, tmp_path: Path, workers: int) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = run("extract", news, "--backend", "stanza", "--stanza-models", empty, "--workers", workers)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"inovasi: {empty}: no stanza models there")


@needs_stanza
def test_without_a_folder_it_is_the_one_of_stanza(run, news: Path, tmp_path: Path) -> None:
    result = run("extract", news, "--backend", "stanza", STANZA_RESOURCES_DIR=str(tmp_path / "own"))
    assert result.returncode == 2
    assert result.stderr.startswith(f"inovasi: {tmp_path / 'own'}: no stanza models there")
    assert 'stanza.download("id")' in result.stderr


@pytest.mark.parametrize("option", [("--backend", "stanza"), ("--compare", "stanza")])
def test_without_the_package_the_message_says_how_to_get_it(run, news: Path, tmp_path: Path, option) -> None:
    """A folder before all others, whose ``stanza`` cannot be imported, stands for an environment without it."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "stanza.py").write_text("raise ModuleNotFoundError(\"No module named 'stanza'\")\n", encoding="utf-8")
    result = run("extract", news, *option, "--stanza-models", MODELS, PYTHONPATH=str(hidden))
    assert (result.returncode, result.stdout) == (2, "")
    assert "No module named 'stanza'" in result.stderr
    assert "pip install 'inovasi[stanza]'" in result.stderr
    assert "Traceback" not in result.stderr
