"""Is the registry consistent? Every promise of the schema, looked up row by row in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from inovasi.registry.columns import Column
from inovasi.registry.rows import Tables, Value, load_list
from inovasi.registry.schema import TABLES

_NAME = ("name", "alias")

# (table, entity type): column -> the properties whose statements may back it.
_BACKED: Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]] = {
    ("innovations", "innovation"): {
        "name": _NAME,
        "other_names": _NAME,
        "awards": ("award",),
        "officials": ("official",),
        **{
            name: (name,)
            for name in (
                "expansion", "description", "agency", "region", "stage", "initiator", "digital", "form", "affairs",
                "status", "started", "replicated_from", "replicated_by",
            )
        },
    },
    ("agencies", "agency"): {
        "name": _NAME, "other_names": _NAME, "standard": ("standard",), "region_code": ("region",)
    },
    ("officials", "official"): {
        "name": _NAME, "other_names": _NAME, "roles": ("role",), "region_code": ("region",)
    },
    ("agency_names", "agency"): {"name": _NAME},
    ("official_roles", "official"): {
        "role": ("role",), "status": ("status",), "agency": ("agency",), "region_code": ("region",)
    },
    ("claims", "claim"): {
        **{name: (name,) for name in ("count", "what", "who", "award", "named")}, "region_code": ("region",)
    },
    ("awards", "award"): {name: (name,) for name in ("text", "contest", "level", "scope", "year")},
    ("expansions", "expansion"): {"short": ("short",), "long": ("long",)},
}  # fmt: skip

# Entity type -> its table.
_WITH_LASTING_IDS: Mapping[str, str] = {"innovation": "innovations", "agency": "agencies", "official": "officials"}
# Table, entity type -> the column with the entity's id, where that is not the table's own key.
_OWNER: Mapping[str, str] = {"agency_names": "agency_id", "official_roles": "official_id"}


def check_tables(tables: Tables) -> list[str]:
    """Every inconsistency as one sentence, in a fixed order; an empty list means that the registry is sound.

    Checked: foreign keys resolve; no redirect is of an id in use; every quote is the article's text at its offsets;
    every published value has a statement; every statement has its entity; counts are right.
    """
    return [
        *(*_foreign_keys(tables), *_redirects(tables), *_quotes(tables)),
        *(*_unbacked(tables), *_orphans(tables), *_counts(tables)),
    ]


def _redirects(tables: Tables) -> Iterator[str]:
    """That no id is both in use and out of use, and that each leads to what is there."""
    in_use = {kind: _ids(tables, name) for kind, name in _WITH_LASTING_IDS.items()}
    for record in tables.records("redirects"):
        there = in_use.get(str(record["entity_type"]), set())
        if record["old_id"] in there:
            yield f"{_where('redirects', record)}: the id is still in use"
        if record["new_id"] not in there:
            yield f"{_where('redirects', record)}: there is no {record['entity_type']} {record['new_id']}"


def _foreign_keys(tables: Tables) -> Iterator[str]:
    for name, table in TABLES.items():
        for column in table.columns:
            if column.references is None:
                continue
            known = _ids(tables, column.references)
            for record in tables.records(name):
                if record[column.name] is not None and record[column.name] not in known:
                    yield f"{_where(name, record)}: {column.name} {record[column.name]} is not in {column.references}"
    known = _ids(tables, "innovations")
    for record in tables.records("claims"):
        for missing in sorted(set(load_list(record["innovation_ids"])) - known):
            yield f"{_where('claims', record)}: innovation_ids has {missing}, which is not in innovations"


def _quotes(tables: Tables) -> Iterator[str]:
    texts = {record["id"]: str(record["text"] or "") for record in tables.records("articles")}
    for name in ("mentions", "agency_mentions", "official_mentions", "awards", "claims", "statements"):
        for record in tables.records(name):
            start, end, text = record["start"], record["end"], texts.get(record["article_id"], "")
            if not isinstance(start, int) or not isinstance(end, int):
                yield f"{_where(name, record)}: it has no place in its article"
            elif not 0 <= start < end <= len(text):
                yield f"{_where(name, record)}: {start} to {end} is outside the article's {len(text)} characters"
            elif text[start:end] != record["quote"]:
                yield f"{_where(name, record)}: the article has {text[start:end]!r}, not {record['quote']!r}"
            elif name == "statements" and str(record["quote"]).strip() not in str(record["sentence"]):
                yield f"{_where(name, record)}: the sentence does not hold the quote {record['quote']!r}"


def _unbacked(tables: Tables) -> Iterator[str]:
    stated = {
        (record["entity_type"], record["entity_id"], record["property"], record["value"])
        for record in tables.records("statements")
    }
    regions = {record["code"]: record["name"] for record in tables.records("regions")}
    for (name, kind), properties in _BACKED.items():
        columns = [column for column in TABLES[name].columns if column.name in properties]
        for record in tables.records(name):
            for column in columns:
                for value in _values(record[column.name], column, regions):
                    if not any(
                        (kind, record[_OWNER.get(name, "id")], found, value) in stated
                        for found in properties[column.name]
                    ):
                        yield f"{_where(name, record)}: no sentence backs {column.name} {value!r}"


def _values(cell: Value, column: Column, regions: Mapping[Value, Value]) -> list[str]:
    """The values of one cell as statements spell them."""
    if cell is None:
        return []
    if column.kind == "list":
        return [str(item) for item in load_list(cell)]
    if column.kind == "boolean":
        return [str(cell).lower()]
    return [str(regions.get(cell, cell) if column.references == "regions" else cell)]


def _orphans(tables: Tables) -> Iterator[str]:
    kinds = {kind: _ids(tables, name) for (name, kind) in _BACKED if name not in _OWNER}
    kinds["region"] = _ids(tables, "regions")
    for record in tables.records("statements"):
        if record["entity_id"] not in kinds.get(str(record["entity_type"]), set()):
            yield f"{_where('statements', record)}: {record['entity_type']} {record['entity_id']} does not exist"


def _counts(tables: Tables) -> Iterator[str]:
    mentions: Counter[Value] = Counter()
    articles: dict[Value, set[Value]] = defaultdict(set)
    for record in tables.records("mentions"):
        mentions[record["innovation_id"]] += 1
        articles[record["innovation_id"]].add(record["article_id"])
    for record in tables.records("innovations"):
        key, sources = record["id"], record["n_sources"]
        found = len(articles[key])
        if record["n_mentions"] != mentions[key] or record["n_articles"] != found:
            yield f"{_where('innovations', record)}: its counts do not fit {mentions[key]} mentions in {found} articles"
        if not isinstance(sources, int) or not 1 <= sources <= found:
            yield f"{_where('innovations', record)}: {sources} sources do not fit {found} articles"
    for record in tables.records("claims"):
        if record["n_named"] != len(load_list(record["named"])):
            yield f"{_where('claims', record)}: n_named {record['n_named']} does not fit the names"
    for record in tables.records("articles"):
        if record["n_chars"] != len(str(record["text"] or "")):
            yield f"{_where('articles', record)}: n_chars {record['n_chars']} does not fit the text"


def _ids(tables: Tables, name: str) -> set[Value]:
    place = TABLES[name].names.index(TABLES[name].key[0])
    return {row[place] for row in tables.rows[name]}


def _where(name: str, record: Mapping[str, Value]) -> str:
    return f"{name} {', '.join(str(record[column]) for column in TABLES[name].key)}"
