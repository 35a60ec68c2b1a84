"""The one description of the published tables.

SQLite DDL, Parquet schema, datapackage.json, pandas types and the Markdown documentation are all generated from
``TABLES`` (see ``dialects.py``), so they cannot drift apart. Raise ``SCHEMA_VERSION`` whenever a column changes.

Cells: ``text`` str, ``integer`` int, ``number`` float, ``boolean`` bool, ``date`` a full ISO 8601 day as str,
``list`` a JSON array as str (the same string in SQLite, CSV and Parquet). An unknown value is None, never "".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

SCHEMA_VERSION = 1

Kind = Literal["text", "integer", "number", "boolean", "date", "list"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``required`` forbids None; ``references`` names the table whose primary key it holds."""

    name: str
    kind: Kind
    description: str
    required: bool = False
    references: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table. ``search`` are the columns of its full-text index; ``indexes`` speed up reading by those columns."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    search: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in self.columns)


def _text(name: str, description: str) -> Column:
    return Column(name, "text", description)


def _need(name: str, description: str) -> Column:
    return Column(name, "text", description, required=True)


def _count(name: str, description: str) -> Column:
    return Column(name, "integer", description, required=True)


def _list(name: str, description: str) -> Column:
    return Column(name, "list", f"{description} (JSON array; [] when there is none)", required=True)


def _link(name: str, references: str, description: str) -> Column:
    return Column(name, "text", description, references=references)


def _need_link(name: str, references: str, description: str) -> Column:
    return Column(name, "text", description, required=True, references=references)


def _maybe_place(what: str) -> tuple[Column, ...]:
    """The three columns that say where ``what`` stands in the article."""
    return (
        Column("start", "integer", f"First character of {what} in articles.text (0-based, Unicode code points)"),
        Column("end", "integer", f"One past the last character of {what} in articles.text"),
        _text("quote", f"The text of {what}: articles.text from start to end"),
    )


def _place(what: str) -> tuple[Column, ...]:
    return tuple(replace(column, required=True) for column in _maybe_place(what))


_FORM = (
    _text("stage", "Tahapan of the home ministry's form (inisiatif, uji coba, penerapan), only where stated"),
    _text("initiator", "Inisiator of the home ministry's form, only where stated"),
    Column("digital", "boolean", "Jenis of the home ministry's form: true digital, false not, empty where not stated"),
    _text("form", "Bentuk of the home ministry's form, only where stated"),
    _text("affairs", "Urusan (government affairs) of the home ministry's form, only where stated"),
)

_ARTICLES = Table(
    "articles",
    "The news articles that were read. All offsets of this registry point into their text.",
    ("id",),
    (
        _need("id", "Article id"),
        _text("url", "Address of the article"),
        _text("title", "Headline"),
        _text("published", "Date of publication as the source gives it (ISO 8601)"),
        _text("source", "Outlet: host name of the URL"),
        _text("origin", "File that the article was read from, as the user gave it"),
        _text("retrieved", "Time of retrieval (ISO 8601), where the file tells it"),
        _count("n_chars", "Length of text in Unicode code points"),
        _need("sha256", "SHA-256 of text in UTF-8: equal for identical texts"),
        _text("text", "The body. NUL and lone surrogates, which UTF-8 tables cannot hold, are U+FFFD"),
    ),
    search=("title", "text"),
    indexes=(("source",), ("sha256",)),
)

_REGIONS = Table(
    "regions",
    "Provinces, regencies, cities and districts that the other tables name, with all regions above them.",
    ("code",),
    (
        _need("code", "Official code of the home ministry (16.06)"),
        _need("name", "Official name; the code itself where the gazetteer does not know it"),
        _need("kind", "provinsi, kabupaten, kota or kecamatan; unknown where the gazetteer does not know the code"),
        _link("parent", "regions", "Code of the region above; empty for a province"),
    ),
)

_AGENCIES = Table(
    "agencies",
    "Government organisations, each under all its names.",
    ("id",),
    (
        _need("id", "Agency id"),
        _need("name", "Preferred name"),
        _need("kind", "Type of agency (dinas, rsud, puskesmas, pemda, kementerian ...)"),
        _text("standard", "Long form of the name where it is known"),
        _link("region_code", "regions", "Region that the agency belongs to"),
        _list("other_names", "Other names in the articles"),
        _count("n_articles", "Number of articles that name the agency"),
    ),
)

_OFFICIALS = Table(
    "officials",
    "Persons with a public role.",
    ("id",),
    (
        _need("id", "Official id"),
        _need("name", "Name without titles and degrees"),
        _list("roles", "Roles that the articles give the person"),
        _link("region_code", "regions", "Region of the role"),
        _list("other_names", "Other names in the articles"),
        _count("n_articles", "Number of articles that name the person"),
    ),
)

_INNOVATIONS = Table(
    "innovations",
    "One row per real-world innovation. Every value has its sentences in statements (entity_type innovation).",
    ("id",),
    (
        _need("id", "Lasting innovation id"),
        _need("name", "Most frequent spelling; on a tie, the earliest mention's"),
        _list("other_names", "Other spellings and aliases, most frequent first"),
        _text("expansion", "What the name stands for"),
        _text("description", "A sentence about the innovation, quoted from an article"),
        _text("agency", "Agency that runs the innovation"),
        _link("agency_id", "agencies", "The same agency in agencies, where it was resolved"),
        _text("region", "Official name of the region"),
        _link("region_code", "regions", "Official code of the region"),
        Column("first_reported", "date", "Earliest date of publication among its articles"),
        Column("last_reported", "date", "Latest date of publication among its articles"),
        _list("awards", "Awards that the articles tie to the innovation"),
        _list("officials", "Officials that the articles tie to the innovation"),
        *_FORM,
        _count("n_mentions", "Number of mentions"),
        _count("n_articles", "Number of articles"),
        _count("n_sources", "Number of independent sources: outlets (an article without one is its own); a text that "
               "several articles repeat counts once, for the earliest"),
        Column("confidence", "number", "1 - product of (1 - confidence) over distinct texts (best mention of each), "
               "at most 0.99: how sure the extractor is that this is an innovation", required=True),
    ),
    search=("name", "other_names", "expansion", "description", "agency", "region"),
    indexes=(("name",),),
)  # fmt: skip

_MENTIONS = Table(
    "mentions",
    "One innovation as one article presents it.",
    ("id",),
    (
        _need("id", "Mention id"),
        _need_link("innovation_id", "innovations", "Innovation that the mention speaks of"),
        _need_link("article_id", "articles", "Article of the mention"),
        _count("position", "Place in its innovation: 0 is the founding mention"),
        _need("name", "Name in this article"),
        _list("aliases", "Other names in this article"),
        _text("expansion", "What the name stands for, in this article"),
        _text("description", "A sentence about the innovation, quoted from this article"),
        _text("agency", "Agency, as this article names it"),
        _link("agency_id", "agencies", "The same agency in agencies, where it was resolved"),
        _text("region", "Region, as the extractor read it"),
        _link("region_code", "regions", "Official code of the region"),
        _list("awards", "Awards in this article"),
        _list("officials", "Officials that this article ties to the innovation"),
        *_FORM,
        Column("confidence", "number", "How sure the extractor is that this is an innovation, 0 to 1", required=True),
        _list("found_by", "Rules that proposed the name"),
        *_maybe_place("the name's first place"),
    ),
)

_EXPANSIONS = Table(
    "expansions",
    "Short forms that an article itself spells out.",
    ("id",),
    (
        _need("id", "Expansion id: hash of article, forms and places"),
        _need_link("article_id", "articles", "Article that spells it out"),
        _need("short", "The short form"),
        _need("long", "What it stands for"),
        _need("kind", "acronym (letters align), gloss or translation"),
        Column("score", "number", "Quality of the alignment, 0 to 1", required=True),
        _list(
            "alignment", "Steps [character of short, character of long, how]; how is initial, syllable, inner, digit"
        ),
        Column("short_start", "integer", "First character of the short form in articles.text (0-based)"),
        Column("short_end", "integer", "One past its last character"),
        Column("long_start", "integer", "First character of the long form in articles.text (0-based)"),
        Column("long_end", "integer", "One past its last character"),
    ),
    indexes=(("short",),),
)

_CLAIMS = Table(
    "claims",
    "Sentences that count innovations: X has N innovations.",
    ("id",),
    (
        _need("id", "Claim id: hash of article, place and content"),
        _need_link("article_id", "articles", "Article that makes the claim"),
        _count("count", "The number claimed"),
        _need("what", "What is counted, in the article's words"),
        _text("who", "Who is said to have them"),
        _link("region_code", "regions", "Region of the claim"),
        _text("award", "Award that they are said to have won"),
        _list("named", "Names that the article itself ties to the claim"),
        _count("n_named", "How many names the article ties to the claim"),
        _list("innovation_ids", "Ids of the innovations behind those names, where they are in innovations"),
        *_maybe_place("the claim"),
    ),
)

_PAIRS = Table(
    "pairs",
    "Pairs of mentions that were compared, with the named reasons behind each score.",
    ("left", "right"),
    (
        _need_link("left", "mentions", "The mention with the smaller id"),
        _need_link("right", "mentions", "The mention with the greater id"),
        Column("score", "number", "Score of the pair: higher speaks for one innovation", required=True),
        _need("decision", "same, different or unsure"),
        _list("reasons", "Objects {feature, value, weight, note}; weight above 0 speaks for one innovation"),
    ),
)

_STATEMENTS = Table(
    "statements",
    "One row per value and place that supports it: the sentence behind everything that is published.",
    ("statement_id",),
    (
        _need("statement_id", "Hash of entity, property, value, article and place"),
        _need("entity_type", "innovation, agency, official, region, claim or expansion"),
        _need("entity_id", "Primary key of the entity in its table"),
        _need("property", "name, alias, expansion, description, agency, region, award, official, role, stage, ..."),
        _need("value", "The value as published (true and false for digital); quote holds the article's wording"),
        _need_link("article_id", "articles", "Article of the evidence"),
        *_place("the evidence"),
        _need("sentence", "The sentence around the quote"),
        _text("url", "Address of the article"),
        _text("retrieved", "Time of retrieval (ISO 8601), where known"),
        _need("extractor_version", "Version of the program that read the article"),
    ),
    indexes=(("entity_type", "entity_id"),),
)

# Ordered so that a table comes after every table it references.
TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        _ARTICLES, _REGIONS, _AGENCIES, _OFFICIALS, _INNOVATIONS, _MENTIONS, _EXPANSIONS, _CLAIMS, _PAIRS, _STATEMENTS,
    )
}  # fmt: skip
