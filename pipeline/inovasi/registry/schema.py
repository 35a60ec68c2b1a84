"""The one description of the published tables.

SQLite DDL, Parquet schema, datapackage.json, pandas types and the Markdown documentation are all generated from
``TABLES`` (see ``dialects.py``), so they cannot drift apart. Raise ``SCHEMA_VERSION`` whenever a column changes.
``columns.py`` says what the cells hold.
"""

from __future__ import annotations

from collections.abc import Mapping

from inovasi.registry.columns import (
    Column,
    Table,
    count,
    link,
    list_column,
    maybe_place,
    need,
    need_link,
    place,
    text_column,
)
from inovasi.registry.record_tables import (
    AGENCIES,
    AGENCY_MENTIONS,
    AGENCY_NAMES,
    OFFICIAL_MENTIONS,
    OFFICIAL_ROLES,
    OFFICIALS,
)

SCHEMA_VERSION = 5

_FORM = (
    text_column("stage", "Tahapan of the home ministry's form (inisiatif, uji coba, penerapan), only where stated"),
    text_column("initiator", "Inisiator of the home ministry's form, only where stated"),
    Column("digital", "boolean", "Jenis of the home ministry's form: true digital, false not, empty where not stated"),
    text_column("form", "Bentuk of the home ministry's form, only where stated"),
    text_column("affairs", "Urusan (government affairs) of the home ministry's form, only where stated"),
)

_COURSE = (
    text_column("status", "berlanjut, berhenti or direplikasi, only where stated as a fact; see innovations"),
    Column("started", "integer", "Year in which the innovation began, only where stated; see innovations"),
    list_column("replicated_from", "Regions whose innovation it is, where another region took it over, as written"),
    list_column("replicated_by", "Regions that took the innovation over, as written"),
)

_ARTICLES = Table(
    "articles",
    "The news articles that were read. All offsets of this registry point into their text.",
    ("id",),
    (
        need("id", "Article id"),
        text_column("url", "Address of the article"),
        text_column("title", "Headline"),
        text_column("published", "Date of publication as the source gives it (ISO 8601)"),
        text_column("source", "Outlet: host name of the URL"),
        text_column("origin", "File that the article was read from, as the user gave it"),
        text_column("retrieved", "Time of retrieval (ISO 8601), where the file tells it"),
        text_column("published_at", "Moment of publication, with the offset of its zone where the page tells it"),
        text_column("modified_at", "Moment of the last change, likewise"),
        text_column("author", "Who wrote it, as the page says"),
        text_column("outlet", "The name that the site gives itself"),
        text_column("section", "Rubric of the outlet"),
        text_column("story", "Articles that print the same text have the same story: the id of the first of them"),
        count("n_chars", "Length of text in Unicode code points"),
        need("sha256", "SHA-256 of text in UTF-8: equal for identical texts"),
        text_column("text", "The body. NUL and lone surrogates, which UTF-8 tables cannot hold, are U+FFFD"),
    ),
    search=("title", "text"),
    indexes=(("source",), ("sha256",)),
)

_REGIONS = Table(
    "regions",
    "Provinces, regencies, cities and districts that the other tables name, with all regions above them.",
    ("code",),
    (
        need("code", "Official code of the home ministry (16.06)"),
        need("name", "Official name; the code itself where the gazetteer does not know it"),
        need("kind", "provinsi, kabupaten, kota or kecamatan; unknown where the gazetteer does not know the code"),
        link("parent", "regions", "Code of the region above; empty for a province"),
    ),
)

_INNOVATIONS = Table(
    "innovations",
    "One row per real-world innovation. Every value has its sentences in statements (entity_type innovation). Of "
    "several values the majority counts; of status the one of the latest publication, of started the earliest year; "
    "lists hold what any mention has.",
    ("id",),
    (
        need("id", "Lasting innovation id"),
        need("name", "Most frequent spelling; on a tie, the earliest mention's"),
        list_column("other_names", "Other spellings and aliases, most frequent first"),
        text_column("expansion", "What the name stands for"),
        text_column("description", "A sentence about the innovation, quoted from an article"),
        text_column("agency", "Agency that runs the innovation"),
        link("agency_id", "agencies", "The same agency in agencies, where it was resolved"),
        text_column("region", "Official name of the region"),
        link("region_code", "regions", "Official code of the region"),
        Column("first_reported", "date", "Earliest date of publication among its articles"),
        Column("last_reported", "date", "Latest date of publication among its articles"),
        list_column("awards", "Awards that the articles tie to the innovation"),
        list_column("officials", "Officials that the articles tie to the innovation"),
        *_FORM,
        *_COURSE,
        count("n_mentions", "Number of mentions"),
        count("n_articles", "Number of articles"),
        count("n_sources", "Number of independent sources: outlets (an article without one is its own); a story that "
               "several articles print counts once, for the earliest"),
        Column("confidence", "number", "1 - product of (1 - confidence) over distinct texts (best mention of each), "
               "at most 0.99: how sure the extractor is that this is an innovation", required=True),
    ),
    search=("name", "other_names", "expansion", "description", "agency", "region"),
    indexes=(("name",),),
)  # fmt: skip

_REDIRECTS = Table(
    "redirects",
    "Ids that are no longer in use, and where each leads now. No redirect leads to another one.",
    ("old_id",),
    (
        need("old_id", "Id of an earlier build; nothing else ever gets it"),
        need("entity_type", "innovation, agency or official"),
        need("new_id", "Id of what stands for it now, in innovations, agencies or officials"),
    ),
)

_HISTORY = Table(
    "history",
    "What happened to ids of innovations, agencies and officials: founded (new_id), merged (old_id into new_id), split "
    "(new_id off old_id), gone (old_id), returned (new_id is in use again), redirected (old_id leads elsewhere now). "
    "Rows are only ever added.",
    ("id",),
    (
        need("id", "Number of the row"),
        need("entity_type", "innovation, agency or official"),
        text_column("date", "Latest date (publication, retrieval) of the mentions involved; moment of the judgement"),
        need("what", "founded, merged, split, redirected, returned or gone"),
        *(text_column(f"{side}_id", f"The {side} id") for side in ("old", "new")),
        need("mention_id", "Founding mention (or member) of what it is about; later builds may lack it"),
        need("why", "The judgement, the score, or what was new"),
        text_column("by", "Who decided, where a person did"),
    ),
    indexes=(("old_id",), ("new_id",)),
)

_MENTIONS = Table(
    "mentions",
    "One innovation as one article presents it.",
    ("id",),
    (
        need("id", "Mention id"),
        need_link("innovation_id", "innovations", "Innovation that the mention speaks of"),
        need_link("article_id", "articles", "Article of the mention"),
        count("position", "Place in its innovation: 0 is the founding mention"),
        need("name", "Name in this article"),
        list_column("aliases", "Other names in this article"),
        text_column("expansion", "What the name stands for, in this article"),
        text_column("description", "A sentence about the innovation, quoted from this article"),
        text_column("agency", "Agency, as this article names it"),
        link("agency_id", "agencies", "The same agency in agencies, where it was resolved"),
        text_column("region", "Region, as the extractor read it"),
        link("region_code", "regions", "Official code of the region"),
        list_column("awards", "Awards in this article"),
        list_column("officials", "Officials that this article ties to the innovation"),
        *_FORM,
        *_COURSE,
        Column("confidence", "number", "How sure the extractor is that this is an innovation, 0 to 1", required=True),
        list_column("found_by", "Rules that proposed the name"),
        *maybe_place("the name's first place"),
    ),
)

_AWARDS = Table(
    "awards",
    "Awards of innovations, one row per award and mention. Every value has its sentences in statements (entity_type "
    "award); contest, scope and year may stand elsewhere in the article than the phrase.",
    ("id",),
    (
        need("id", "Award id: hash of mention, place and content"),
        need_link("innovation_id", "innovations", "Innovation that won it"),
        need_link("mention_id", "mentions", "Mention that says so"),
        need_link("article_id", "articles", "Article of the mention"),
        need("text", "The award as the article words it"),
        text_column("contest", "Contest: its name in the gazetteer, or as written"),
        text_column("level", "Rank in one spelling: Top 45, Juara 1, Juara Harapan 2, Terbaik 1, Finalis ..."),
        text_column("scope", "nasional, provinsi, kabupaten/kota or internasional"),
        Column("year", "integer", "Year of the contest"),
        *place("the award"),
    ),
    indexes=(("contest", "year"),),
)

_EXPANSIONS = Table(
    "expansions",
    "Short forms that an article itself spells out.",
    ("id",),
    (
        need("id", "Expansion id: hash of article, forms and places"),
        need_link("article_id", "articles", "Article that spells it out"),
        need("short", "The short form"),
        need("long", "What it stands for"),
        need("kind", "acronym (letters align), gloss or translation"),
        Column("score", "number", "Quality of the alignment, 0 to 1", required=True),
        list_column(
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
        need("id", "Claim id: hash of article, place and content"),
        need_link("article_id", "articles", "Article that makes the claim"),
        count("count", "The number claimed"),
        need("what", "What is counted, in the article's words"),
        text_column("who", "Who is said to have them"),
        link("region_code", "regions", "Region of the claim"),
        text_column("award", "Award that they are said to have won"),
        list_column("named", "Names that the article itself ties to the claim"),
        count("n_named", "How many names the article ties to the claim"),
        list_column("innovation_ids", "Ids of the innovations behind those names, where they are in innovations"),
        *maybe_place("the claim"),
    ),
)

_PAIRS = Table(
    "pairs",
    "Pairs of mentions that were compared, with the named reasons behind each score.",
    ("left", "right"),
    (
        need_link("left", "mentions", "The mention with the smaller id"),
        need_link("right", "mentions", "The mention with the greater id"),
        Column("score", "number", "Score of the pair: higher speaks for one innovation", required=True),
        need("decision", "same, different or unsure"),
        list_column("reasons", "Objects {feature, value, weight, note}; weight above 0 speaks for one innovation"),
    ),
)

_STATEMENTS = Table(
    "statements",
    "One row per value and place that supports it: the sentence behind everything that is published.",
    ("statement_id",),
    (
        need("statement_id", "Hash of entity, property, value, article and place"),
        need("entity_type", "innovation, agency, official, region, claim, expansion or award"),
        need("entity_id", "Primary key of the entity in its table"),
        need(
            "property",
            "name, alias, expansion, description, agency, region, award, official, role, stage, status, started, ...",
        ),
        need("value", "The value as published (true and false for digital); quote holds the article's wording"),
        need_link("article_id", "articles", "Article of the evidence"),
        *place("the evidence"),
        need("sentence", "The sentence around the quote"),
        text_column("url", "Address of the article"),
        text_column("retrieved", "Time of retrieval (ISO 8601), where known"),
        need("extractor_version", "Version of the program that read the article"),
    ),
    indexes=(("entity_type", "entity_id"),),
)

# Ordered so that a table comes after every table it references.
TABLES: Mapping[str, Table] = {
    table.name: table for table in (
        _ARTICLES, _REGIONS, AGENCIES, AGENCY_NAMES, AGENCY_MENTIONS, OFFICIALS, OFFICIAL_ROLES,
        OFFICIAL_MENTIONS, _INNOVATIONS, _MENTIONS, _AWARDS, _EXPANSIONS, _CLAIMS, _PAIRS, _REDIRECTS, _HISTORY,
        _STATEMENTS,
    )
}  # fmt: skip
