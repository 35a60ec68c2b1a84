"""A list against a registry: only what it is like is looked at, and the answer is that of looking at everything."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from lists_builders import as_list

from inovasi.lists.anchored import link_to
from inovasi.lists.links import Known
from inovasi.lists.listed import Listed
from inovasi.lists.near import near
from inovasi.lists.registered import Used, innovations_of, mentions_of, open_registered
from inovasi.match.weights import HAND
from inovasi.refresh import Inputs, Watch, refresh
from inovasi.types import Reader

REGIONS = ("Kabupaten Musi Banyuasin", "Kota Padang", "Kabupaten Ogan Komering Ilir", "Kabupaten Karangasem")
BODIES = ("Dinas Kesehatan", "Dinas Sosial", "Dinas Perikanan")
PARTS = [f"{a}{b}" for a in "bdgklmnprst" for b in ("a", "i", "u", "eng")]
INDEX = "registry.matching.sqlite"

Row = dict[str, object]


def invented(rng: random.Random) -> str:
    return " ".join("".join(rng.choices(PARTS, k=2)).title() for _ in range(2))


def article(rng: random.Random, names: Sequence[str]) -> str:
    region, body = rng.choice(REGIONS), rng.choice(BODIES)
    told = [f"{body} {region} meluncurkan inovasi {name} pada Senin (4/3/2024)." for name in rng.sample(names, 2)]
    return f"SEKAYU – {' '.join(told)} Inovasi itu dipakai warga {region} setiap hari.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A registry of the sample articles and of some that name few innovations, by which these meet in many regions."""
    folder = tmp_path_factory.mktemp("near")
    rng = random.Random(8)
    names = [invented(rng) for _ in range(25)]
    (folder / "news").mkdir()
    for number in range(60):
        (folder / "news" / f"{number}.txt").write_text(article(rng, names), encoding="utf-8")
    inputs = Inputs((root / "corpora" / "articles", folder / "news"))
    refresh(inputs, folder / "registry", 1, Watch(lambda issue: None, lambda results: results), Reader(gate=False))
    return folder / "registry"


@pytest.fixture
def registry(built: Path, tmp_path: Path) -> Path:
    """A copy without an index."""
    return shutil.copytree(built, tmp_path / "registry", ignore=shutil.ignore_patterns("*.matching.sqlite"))


def everything(path: Path) -> tuple[Known, ...]:
    with open_registered(path) as connection:
        return tuple(mentions_of(connection))


def nearby(path: Path, listed: Listed, said: list[str]) -> tuple[Known, ...]:
    with open_registered(path) as connection:
        return near(connection, listed.entries, HAND, said.append)


def linked(path: Path, listed: Listed, known: Sequence[Known]) -> tuple[object, ...]:
    """Ids and confidences of the list, and its pairs."""
    entries = [*listed.entries, *(one.entry for one in known)]
    anchors = [*[None] * len(listed.entries), *(one.anchor for one in known)]
    with open_registered(path) as connection:
        links = link_to(entries, anchors, Used(connection))
    rows = len(listed.entries)
    pairs = zip(links.pairs.left.tolist(), links.pairs.right.tolist(), links.pairs.score.tolist(), strict=True)
    told = {(entries[i].id, entries[j].id, score) for i, j, score in pairs}
    return links.ids[:rows], links.confidence[:rows], links.places[:rows], told


def some_list(rng: random.Random, known: Sequence[Known]) -> Listed:
    """Rows that say what the registry has in other ways, and some that it does not have."""
    rows: list[Row] = []
    for one in rng.sample(known, rng.randint(0, 12)):
        name = list(one.entry.name)
        if rng.random() < 0.4:
            name[rng.randrange(len(name))] = rng.choice("aiueo")
        spelled = rng.choice((str.upper, str.lower, str))("".join(name))
        told: Mapping[str, object] = {"region": one.entry.region, "agency": one.entry.agency}
        rows.append({"name": spelled, **{key: value for key, value in told.items() if rng.random() < 0.7}})
    rows += [{"name": invented(rng), "region": rng.choice(REGIONS)} for _ in range(rng.randint(0, 4))]
    return as_list([*rows, *rng.sample(rows, len(rows) // 3)])


@pytest.mark.parametrize("seed", range(25))
def test_what_a_list_is_like_gives_the_same_answer_as_the_whole_registry(built: Path, seed: int) -> None:
    whole = everything(built)
    listed = some_list(random.Random(seed), whole)
    some = nearby(built, listed, [])
    assert {one.entry.id for one in some} <= {one.entry.id for one in whole}
    assert linked(built, listed, some) == linked(built, listed, whole)


def test_only_what_a_list_is_like_is_looked_at(built: Path) -> None:
    whole = everything(built)
    (chosen,) = random.Random(3).sample(whole, 1)
    some = nearby(built, as_list([{"name": chosen.entry.name, "region": chosen.entry.region}]), [])
    assert chosen in some
    assert len(some) < len(whole) / 4
    by_innovation = {one.anchor for one in some}
    assert {one.entry.id for one in some} == {one.entry.id for one in whole if one.anchor in by_innovation}


def test_a_new_id_is_none_that_the_registry_has_or_had(registry: Path) -> None:
    listed = as_list([{"name": "Gerobak Sigap Warga", "region": "Muba"}])
    ((name,), *_) = linked(registry, listed, ())
    with open_registered(registry) as connection:
        used = Used(connection)
        assert name not in used
        assert all(innovation in used for innovation in innovations_of(connection))


def broken(index: Path) -> None:
    data = bytearray(index.read_bytes())
    data[4096:] = bytes(len(data) - 4096)  # the first page is that of the tables
    index.write_bytes(data)


DAMAGE: tuple[Callable[[Path], object], ...] = (
    lambda index: index.unlink(),
    lambda index: index.write_bytes(b""),
    lambda index: index.write_bytes(b"no database " * 1000),
    lambda index: index.write_bytes(index.read_bytes()[: index.stat().st_size // 2]),
    broken,
)


@pytest.mark.parametrize("damage", DAMAGE, ids=["gone", "empty", "text", "half", "zeros"])
def test_the_index_is_made_once_and_again_where_it_is_damaged(registry: Path, damage: Callable[[Path], object]) -> None:
    listed = some_list(random.Random(5), everything(registry))
    said: list[str] = []
    expected = nearby(registry, listed, said)
    assert expected
    assert len(said) == 1
    before = (registry / INDEX).stat()
    assert nearby(registry, listed, said) == expected
    assert (registry / INDEX).stat().st_mtime_ns == before.st_mtime_ns
    assert len(said) == 1
    damage(registry / INDEX)
    assert nearby(registry, listed, said) == expected
    assert nearby(registry, listed, said) == expected
    assert len(said) == 2


def test_the_index_is_made_anew_when_the_registry_changed(registry: Path, built: Path, tmp_path: Path) -> None:
    """A build leaves the file where it is, and the next list is compared with what the build brought."""
    rows: list[Row] = [{"name": "Gerobak Sigap Warga", "region": "Muba", "agency": "Dinas Sosial"}]
    said: list[str] = []
    assert nearby(registry, as_list(rows), said) == ()
    (tmp_path / "more").mkdir()
    text = article(random.Random(1), ("Gerobak Sigap Warga", "Gerobak Sigap Warga")).replace(REGIONS[1], REGIONS[0])
    (tmp_path / "more" / "new.txt").write_text(text, encoding="utf-8")
    kept = (registry / INDEX).read_bytes()
    watch = Watch(lambda issue: None, lambda results: results)
    written = refresh(Inputs((tmp_path / "more",)), registry, 1, watch, Reader(gate=False)).written
    assert INDEX not in written.files
    assert (registry / INDEX).read_bytes() == kept
    assert nearby(registry, as_list(rows), said) == everything(registry) != ()
    assert len(said) == 2


def test_where_no_index_can_be_kept_the_answer_is_the_same(registry: Path, built: Path) -> None:
    listed = some_list(random.Random(6), everything(registry))
    (registry / INDEX / "in the way").mkdir(parents=True)
    said: list[str] = []
    assert nearby(registry, listed, said) == nearby(built, listed, [])
    assert "for this run only" in said[-1]
    assert sorted(path.name for path in registry.iterdir()) == sorted({path.name for path in built.iterdir()} | {INDEX})


def test_two_lists_against_one_registry_agree_with_each_other(built: Path) -> None:
    """The mentions come in one order, whatever was asked before."""
    listed = some_list(random.Random(7), everything(built))
    assert nearby(built, listed, []) == nearby(built, Listed(listed.mention_ids, listed.entries[::-1], ()), [])
