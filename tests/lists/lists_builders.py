"""Rows of lists, made up for these tests."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from inovasi.lists.listed import Listed, listed_of
from inovasi.lists.read import Record
from inovasi.lists.rows import rows_of

cells = st.fixed_dictionaries(
    {
        "name": st.sampled_from(
            ("Si Pandai", "SIPANDAI", "Sipandae", "Aplikasi Si Pandai", "PPDB Online", "Rumah Padi", "")
        )
    },
    optional={
        "mention_id": st.sampled_from(("a", "b", "c", "d", 5)),
        "article_id": st.sampled_from(("x", "y")),
        "published": st.sampled_from(("2019-05-01", "2023")),
        "region": st.sampled_from(("Muba", "OKI", "Malang", "Kota Malang", "Sumatera Selatan", "Negeri Ufuk")),
        "expansion": st.sampled_from(("Sistem Pelayanan dan Data Ibu", "Sinergi Petani Padi")),
        "agency": st.sampled_from(("Dinas Sosial", "RSUD Kayuagung")),
    },
)


def as_list(rows: Sequence[dict[str, object]]) -> Listed:
    return listed_of(rows_of([Record(i, row) for i, row in enumerate(rows, 2)], "list", lambda issue: None))
