"""Rows as CSV and as Markdown tables to read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from benchmarks.extract.figures import ALL_RELEVANT, LAYERS, ONE_IN_TEN, Row

COLUMNS = ("part", "pipeline", "on", "figure", "value", "note")
LABELS = ("PER", "ORG", "LOC", "all")


def as_csv(rows: Iterable[Row]) -> str:
    """One line a figure; six digits are more than any of them is good for."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        value = "" if row.value is None else f"{row.value:.6g}"
        writer.writerow((row.part, row.pipeline, row.on, row.figure, value, row.note))
    return out.getvalue()


def as_markdown(rows: Sequence[Row], about: Sequence[str]) -> str:
    """All tables, with ``about`` (machine, versions, what the data are) as a list on top."""
    blocks = ["# Results", "\n".join(f"- {line}" for line in about)]
    for title, make in SECTIONS.items():
        lines = list(make(rows))
        if lines:
            blocks += [f"## {title}", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table; figures stand at the right."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "|".join("---" if i == 0 else "---:" for i in range(len(head))) + "|"
    for cells in body:
        yield "| " + " | ".join(cells) + " |"


def _speed(rows: Sequence[Row]) -> Iterator[str]:
    part = [row for row in rows if row.part == "speed"]
    if not part:
        return
    head = ["pipeline", "words/s, all relevant", "words/s, one in ten", "left out: relevant", "ordinary mix"]
    streams = (ALL_RELEVANT, ONE_IN_TEN)
    body = []
    for name in _pipelines(part):
        find = _finder(part, name)
        cells = [name, *(_range(find, stream) for stream in streams)]
        cells += [_percent(find(stream, "left out by the gate")) for stream in streams]
        cells += [_number(find("", "load s"), 1), _number(find("", "peak MB"), 0)]
        body.append(cells)
    yield from table([*head, "load, s", "peak, MB"], body)
    yield from _absent(part)


def _targets(rows: Sequence[Row]) -> Iterator[str]:
    part = [row for row in rows if row.part == "target"]
    if part:
        body = ([f"{row.on}, {row.figure}", _number(row.value, 2), row.note] for row in part)
        yield from table(["whole default pipeline", "measured", "wanted"], body)


def _growth(rows: Sequence[Row]) -> Iterator[str]:
    part = [row for row in rows if row.part == "growth"]
    if not any(row.value for row in part):
        yield from _absent(part)
        return
    body = []
    for on in dict.fromkeys(row.on for row in part):
        by_figure = {row.figure: row for row in part if row.on == on}
        small, large, ratio = (by_figure[name] for name in ("s for 100 KB", "s for 1 MB", "ratio"))
        body.append([f"`{on}`", *(_number(r.value, 2) for r in (small, large)), _number(ratio.value, 1), ratio.note])
    yield from table(["text", "100 KB, s", "1 MB, s", "ratio", "wanted"], body)


def _expansions(rows: Sequence[Row]) -> Iterator[str]:
    yield from _per_folder(rows, ["expansions precision", "expansions recall", "expansions f1"], ["P", "R", "F1"])


def _layers(rows: Sequence[Row]) -> Iterator[str]:
    figures = [f"{layer} f1" for layer in LAYERS] + ["right agency", "right region", "right expansion"]
    heads = ["innovations", "expansions", "agencies", "officials", "with role", "claims"]
    ours = [row for row in rows if row.pipeline.startswith("inovasi")]
    yield from _per_folder(ours, figures, [*heads, "right agency", "right region", "right expansion"])


def _per_folder(rows: Sequence[Row], figures: Sequence[str], heads: Sequence[str]) -> Iterator[str]:
    part = [row for row in rows if row.part == "quality"]
    notes = {(row.pipeline, row.on): row.note for row in part}
    body = []
    for folder in dict.fromkeys(row.on for row in part if row.on):
        for name in _pipelines(part):
            find = _finder(part, name)
            if find(folder, figures[0]) is not None:
                body.append(
                    [name, folder, notes[name, folder], *(_number(find(folder, figure), 3) for figure in figures)]
                )
    if body:
        yield from table(["pipeline", "articles", "known to", *heads], body)
        yield from _absent(part)


def _entities(rows: Sequence[Row]) -> Iterator[str]:
    part = [row for row in rows if row.part == "entities"]
    if not part:
        return
    body = []
    for name in _pipelines(part):
        by_figure = {row.figure: row.value for row in part if row.pipeline == name}
        cells = [by_figure.get(figure) for figure in ("all precision", "all recall")]
        cells += [by_figure.get(f"{label} f1") for label in LABELS]
        if any(cell is not None for cell in cells):
            body.append([name, *(_number(cell, 3) for cell in cells)])
    yield from table(["pipeline", "P", "R", *(f"F1 {label}" for label in LABELS)], body)
    yield from _absent(part)


SECTIONS: dict[str, Callable[[Sequence[Row]], Iterator[str]]] = {
    "Speed": _speed,
    "Speed: what is wanted": _targets,
    "Growth with the length of a text": _growth,
    "Short forms and what they stand for": _expansions,
    "F1 of all layers": _layers,
    "Persons, organisations, places": _entities,
}


def _pipelines(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row.pipeline for row in rows if row.value is not None))


def _finder(rows: Sequence[Row], pipeline: str) -> Callable[[str, str], float | None]:
    values = {(row.on, row.figure): row.value for row in rows if row.pipeline == pipeline}
    return lambda on, figure: values.get((on, figure))


def _range(find: Callable[[str, str], float | None], stream: str) -> str:
    low, middle, high = (_number(find(stream, f"words/s{end}"), 0) for end in (" lowest", "", " highest"))
    return f"{middle} ({low} to {high})" if middle else ""


def _absent(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        if row.value is None and row.note:
            yield f"\n{row.pipeline}: not measured, {row.note}."


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:,.{digits}f}"


def _percent(share: float | None) -> str:
    return "" if not share else f"{share:.0%}"
