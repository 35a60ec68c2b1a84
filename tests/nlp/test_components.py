"""The pipeline as spaCy users meet it: named factories, their order, and what they leave on the Doc."""

from __future__ import annotations

import subprocess
import sys

import pytest
from spacy.language import Language

from inovasi.nlp.doc import reading_of
from inovasi.nlp.model import COMPONENTS
from inovasi.nlp.reader_model import ENTITIES, SPANS, TRAINED


def test_the_pipeline_has_all_components_in_the_order_they_need(nlp: Language) -> None:
    assert tuple(name for name in nlp.pipe_names if name not in TRAINED) == COMPONENTS
    assert nlp.pipe_names.index(ENTITIES) < nlp.pipe_names.index("inovasi_regions")
    assert nlp.pipe_names.index(SPANS) == nlp.pipe_names.index("inovasi_candidates") + 1


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_component_is_found_by_name_without_importing_inovasi(name: str) -> None:
    code = f"import spacy; nlp = spacy.blank('xx'); nlp.add_pipe({name!r}); nlp('Inovasi Sikopi diluncurkan.')"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_the_acronym_component_alone_finds_expansions() -> None:
    nlp = Language()
    nlp.add_pipe("inovasi_sentences")
    nlp.add_pipe("inovasi_acronyms")
    [expansion] = reading_of(nlp("Ada SIKOPI (Sistem Kontrol Perizinan) di sana.")).expansions
    assert expansion.long == "Sistem Kontrol Perizinan"
    assert Language.has_factory("inovasi_acronyms")
