"""Made-up mention sets of any size with known answers.

    python benchmarks/match/generate.py N --out FILE.parquet [--seed 5]

Columns: mention_id, name, expansion, agency, region_code, region, published, article_id, awards, and the answers
innovation_id and family (innovations of one family are editions of each other: whether they are the same is for people
to say, so their pairs are not counted). Every rate and its reason is in rates.py. The same size and seed give the same
bytes. Nothing of the package under test is used, except its table of official regions.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.match.acronyms import Draw  # noqa: E402 - found from the root
from benchmarks.match.innovations import Country, Innovation, innovations, kinds, read_country  # noqa: E402
from benchmarks.match.noise import award, told  # noqa: E402
from benchmarks.match.rates import NOISE, WORLD  # noqa: E402
from benchmarks.match.words import CONTESTS  # noqa: E402

SEED = 5
FIRST_DAY, DAYS = date(2016, 1, 1), 3653
ROWS = 50_000  # a batch
FIELDS = ("mention_id", "name", "expansion", "agency", "region_code", "region", "published", "article_id", "awards")
SCHEMA = pa.schema([*((name, pa.string()) for name in FIELDS), ("innovation_id", pa.int32()), ("family", pa.int32())])
# An article that names several innovations of a region names such as were in the news within this many days.
SAME_ARTICLE_DAYS = 45


@dataclass(frozen=True)
class Plan:
    """Who is mentioned when and where: arrays over mentions, in the order in which they are written."""

    country: Country
    found: list[Innovation]
    sizes: np.ndarray
    innovation: np.ndarray
    day: np.ndarray
    article: np.ndarray
    place: np.ndarray  # which of its article's mentions it is


def generate(size: int, seed: int = SEED) -> pa.Table:
    """``size`` mentions with their answers, in an order that tells nothing."""
    return pa.Table.from_batches(list(batches(plan(size, seed), seed, Counter())), SCHEMA)


def plan(size: int, seed: int = SEED) -> Plan:
    rng = np.random.default_rng(seed)
    country = read_country(WORLD.region_skew, seed)
    sizes = cluster_sizes(rng, size)
    found = innovations(country, WORLD, draws(rng), len(sizes))
    who = np.repeat(np.arange(len(sizes)), sizes)
    day = _days(rng, found, who)
    region = np.array([one.region for one in found])[who]
    order = np.lexsort((rng.random(size), day, region))
    article, day = _articles(rng, who[order], day[order], region[order])
    by_article = np.argsort(article, kind="stable")
    article = article[by_article]
    place = np.arange(size) - np.searchsorted(article, article)
    return Plan(country, found, sizes, who[order][by_article], day[by_article], article, place)


def draws(rng: np.random.Generator) -> Draw:
    """Numbers in [0, 1), one a call; made in blocks, because one at a time costs twenty times as much."""

    def stream() -> Iterator[float]:
        while True:
            yield from rng.random(1 << 16).tolist()

    return stream().__next__


def cluster_sizes(rng: np.random.Generator, size: int) -> np.ndarray:
    """Numbers of mentions, heavy-tailed, that add up to ``size``."""
    chances = np.arange(1, WORLD.largest + 2) ** -WORLD.tail
    summed = np.cumsum((chances[:-1] - chances[1:]) / (1 - chances[-1]))
    drawn = np.searchsorted(summed, rng.random(size)) + 1
    whole = np.cumsum(np.minimum(drawn, WORLD.largest))
    many = int(np.searchsorted(whole, size)) + 1
    sizes = np.minimum(drawn, WORLD.largest)[:many]
    sizes[-1] -= whole[many - 1] - size
    return sizes


def _days(rng: np.random.Generator, found: list[Innovation], who: np.ndarray) -> np.ndarray:
    """News fades: most is written in the first two years. An edition starts after what it is an edition of."""
    start = rng.integers(0, DAYS - 60, len(found))
    family = np.array([one.family for one in found])
    later = (start[family] + rng.random(len(found)) * (DAYS - 30 - start[family])).astype(np.int64)
    start = np.where(family == np.arange(len(found)), start, later)[who]
    day = start + rng.exponential(500, len(who)).astype(np.int64)
    return np.where(day < DAYS, day, start + (rng.random(len(who)) * (DAYS - start)).astype(np.int64))


def _articles(
    rng: np.random.Generator, who: np.ndarray, day: np.ndarray, region: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Mentions (by region and day) into articles, none with an innovation twice; article numbers tell nothing."""
    goes_on = (rng.random(len(who)) < NOISE.article_goes_on).tolist()
    people, days, places = who.tolist(), day.tolist(), region.tolist()
    article, number, first, inside = [], -1, 0, set[int]()
    for at, one in enumerate(people):
        fits = at and goes_on[at] and places[at] == places[at - 1] and days[at] - days[first] <= SAME_ARTICLE_DAYS
        if not fits or one in inside:
            number, first, inside = number + 1, at, set()
        inside.add(one)
        days[at] = days[first]
        article.append(number)
    return rng.permutation(number + 1)[np.array(article)], np.array(days)


def batches(plan: Plan, seed: int, seen: Counter[str]) -> Iterator[pa.RecordBatch]:
    """The mentions, ``ROWS`` at a time; ``seen`` counts the noise."""
    rng = np.random.default_rng((seed, 1))
    draw = draws(rng)
    contests = np.where(
        rng.random(len(plan.sizes)) < np.where(plan.sizes < 10, NOISE.award_few, NOISE.award_many),
        rng.integers(0, len(CONTESTS), len(plan.sizes)),
        -1,
    )
    names = rng.permutation(len(plan.found))  # so that ids say nothing about age or kinship
    dates = [(FIRST_DAY + timedelta(days=day)).isoformat() for day in range(DAYS)]
    for start in range(0, len(plan.innovation), ROWS):
        some = slice(start, start + ROWS)
        who = plan.innovation[some]
        family = names[np.array([plan.found[one].family for one in who.tolist()])]
        columns = _columns(plan, some, contests, dates, draw, seen)
        arrays = [*map(pa.array, columns), pa.array(names[who], pa.int32()), pa.array(family, pa.int32())]
        yield pa.RecordBatch.from_arrays(
            [array.cast(SCHEMA.field(at).type) for at, array in enumerate(arrays)], schema=SCHEMA
        )


def _columns(
    plan: Plan, some: slice, contests: np.ndarray, dates: list[str], draw: Draw, seen: Counter[str]
) -> list[list[str | None]]:
    columns: list[list[str | None]] = [[] for _ in FIELDS]
    add = [column.append for column in columns]
    at = (plan.innovation[some], plan.day[some], plan.article[some], plan.place[some])
    for who, day, article, place in zip(*(numbers.tolist() for numbers in at), strict=True):
        name, expansion, agency, code, region = told(plan.found[who], plan.country, NOISE, draw, seen)
        date_told = dates[day] if (article * 2654435761 >> 7) % 1000 < NOISE.published * 1000 else None
        prize = contests[who] >= 0 and draw() < NOISE.award_told
        add[0](f"m{article:07d}-{place}")
        add[1](name)
        add[2](expansion)
        add[3](agency)
        add[4](code)
        add[5](region)
        add[6](date_told)
        add[7](f"a{article:07d}")
        add[8](award(int(contests[who]), int(dates[day][:4]), draw) if prize else None)
    return columns


def write(size: int, out: Path, seed: int = SEED) -> dict[str, float]:
    """Write the mentions to a Parquet file; returns the shares of all that was done to them."""
    planned = plan(size, seed)
    seen: Counter[str] = Counter()
    out.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(out, SCHEMA) as writer:
        for batch in batches(planned, seed, seen):
            writer.write_batch(batch)
    return shares(planned, seen)


def write_split(size: int, added: int, first: Path, later: Path, seed: int = SEED) -> None:
    """``size`` mentions to one file, and to another the ``added`` latest of the same made-up country."""
    planned = plan(size + added, seed)
    late = latest(planned, added)
    first.parent.mkdir(parents=True, exist_ok=True)
    start = 0
    with pq.ParquetWriter(first, SCHEMA) as early_writer, pq.ParquetWriter(later, SCHEMA) as late_writer:
        for batch in batches(planned, seed, Counter()):
            some = pa.array(late[start : start + len(batch)])
            early_writer.write_batch(batch.filter(pc.invert(some)))
            late_writer.write_batch(batch.filter(some))
            start += len(batch)


def latest(planned: Plan, many: int) -> np.ndarray:
    """For each mention whether it is one of the ``many`` that were written last, told or not."""
    found = np.zeros(len(planned.day), np.bool_)
    found[np.lexsort((planned.place, planned.article, planned.day))[len(found) - many :]] = True
    return found


def shares(planned: Plan, seen: Counter[str]) -> dict[str, float]:
    """Shares of mentions for noise; of innovations for kinds; and how sizes are spread."""
    many = len(planned.innovation)
    sizes = planned.sizes
    return {
        **{name: count / many for name, count in sorted(seen.items())},
        **kinds(planned.found),
        "innovations": float(len(sizes)),
        "single": float((sizes == 1).mean()),
        "largest": float(sizes.max()),
        "hundred_or_more": float((sizes >= 100).sum()),
        "mentions_per_article": many / (int(planned.article.max()) + 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("size", type=int, metavar="N", help="number of mentions")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.parquet")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    for name, share in write(arguments.size, arguments.out, arguments.seed).items():
        print(f"{name:24} {share:.4f}".rstrip("0").rstrip("."))
    return 0


if __name__ == "__main__":
    sys.exit(main())
