"""Everything that is measured, by name and in the order of the tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from benchmarks.extract.loaded import Loaded, Models


@dataclass(frozen=True, slots=True)
class Pipeline:
    """``loader`` is "module:function" in this folder, imported only in the process that measures it.

    ``torch``: whether it needs torch; who does not should not pay for torch being installed. ``finds``: ``layers``,
    ``expansions``, ``entities``.
    """

    loader: str
    finds: frozenset[str] = frozenset()
    torch: bool = False

    def load(self, models: Models) -> Loaded:
        module, function = self.loader.split(":")
        load: Callable[[Models], Loaded] = getattr(import_module(f"benchmarks.extract.{module}"), function)
        return load(models)


FULL, RULES = "inovasi", "inovasi, rules only"
UNGATED, STANZA_BACKEND = "inovasi, no gate", "inovasi, stanza backend"
SPACY_NER, STANZA_NER = "spaCy NER", "stanza tokenize+NER"
TOKENIZER = "spaCy blank tokenizer"
SCHWARTZ_HEARST, SCISPACY = "Schwartz-Hearst (abbreviations)", "Schwartz-Hearst (scispacy)"

_EVERYTHING = frozenset({"layers", "expansions"})

PIPELINES: dict[str, Pipeline] = {
    FULL: Pipeline("readers:full", _EVERYTHING),
    RULES: Pipeline("readers:rules_only", _EVERYTHING),
    UNGATED: Pipeline("readers:ungated", _EVERYTHING | {"entities"}),
    STANZA_BACKEND: Pipeline("readers:stanza_backend", _EVERYTHING, torch=True),
    SPACY_NER: Pipeline("peers:spacy_ner", frozenset({"entities"})),
    STANZA_NER: Pipeline("peers:stanza_ner", frozenset({"entities"}), torch=True),
    TOKENIZER: Pipeline("peers:spacy_tokenizer"),
    SCHWARTZ_HEARST: Pipeline("peers:schwartz_hearst", frozenset({"expansions"})),
    SCISPACY: Pipeline("peers:scispacy_detector", frozenset({"expansions"})),
}
