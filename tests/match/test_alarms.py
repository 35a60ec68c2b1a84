"""A big cluster whose parts do not agree reaches people; one that agrees, or that they took apart, does not."""

from __future__ import annotations

from dataclasses import replace

from match_builders import MUBA, mention, run

from inovasi.match.alarms import issues_of
from inovasi.types import Cluster, Resolution

MEANINGS = (
    "Sinergi Pemuda Tani",
    "Simpanan Beras Keluarga Tabah",
    "Sistem Pemetaan Lahan",
    "Siaga Pertolongan Pertama Anak",
    "Silaturahmi Pedagang Pasar",
    "Siswa Peduli Hutan Lestari",
    "Sungai Permai Tanpa Limbah",
    "Sahabat Petugas Jenazah",
    "Santri Pelajari Bahasa Isyarat",
    "Sedekah Pangan Akhir Pekan",
    "Sepeda Perpustakaan Dusun",
    "Sinyal Peringatan Kebakaran",
)


def tell(expansions: list[str | None]) -> Resolution:
    """One article a day tells of an innovation of the same name."""
    return run(
        *(
            (f"a{i:02}", f"2019-01-{i + 1:02}", [mention(("SIPETA", "Si Peta")[i % 2], MUBA, expansion=expansion)])
            for i, expansion in enumerate(expansions)
        )
    )


def chained() -> Resolution:
    """One acronym with a dozen meanings, tied together by the articles that spell none of them out."""
    return tell([*[None] * 8, *MEANINGS])


def test_a_cluster_that_hangs_together_by_its_hub_alone_is_named() -> None:
    found = chained()
    (cluster,) = found.clusters
    (loose,) = found.loose
    assert (loose.mention, loose.size, loose.names) == ("a00:sipeta", 20, 1)
    assert loose.agreement < 0.7
    (issue,) = issues_of(found)
    assert (issue.stage, issue.input, issue.fatal) == ("resolve", cluster.id, False)
    assert "20 mentions with one name" in issue.reason
    assert f"{loose.agreement:.2f}" in issue.reason


def test_a_cluster_that_agrees_is_not_named_however_big() -> None:
    found = tell([None, MEANINGS[0]] * 10)
    assert [len(cluster.mention_ids) for cluster in found.clusters] == [20]
    assert found.loose == ()
    assert [*issues_of(found)] == []


def test_the_note_follows_the_id_and_ends_where_people_took_the_cluster_apart() -> None:
    found = chained()
    (cluster,) = found.clusters
    (note,) = issues_of(replace(found, clusters=(replace(cluster, id="inv-elsewhere0"),)))
    assert note.input == "inv-elsewhere0"
    parts = (Cluster(cluster.id, cluster.mention_ids[:8]), Cluster("inv-another000", cluster.mention_ids[8:]))
    assert [*issues_of(replace(found, clusters=parts))] == []
