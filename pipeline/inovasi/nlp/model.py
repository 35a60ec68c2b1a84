"""The pipeline as a spaCy ``Language``, built from the code of this package: no download, no model hub."""

from __future__ import annotations

from spacy.language import Language

from inovasi.nlp import factories  # noqa: F401 - registers the component factories
from inovasi.nlp.tokenizer import make_tokenizer
from inovasi.types import Reader

DEFAULT = Reader()

COMPONENTS = (
    "inovasi_sentences",
    "inovasi_regions",
    "inovasi_agencies",
    "inovasi_officials",
    "inovasi_acronyms",
    "inovasi_innovations",
    "inovasi_claims",
)
# What stanza does by itself.
BY_STANZA = frozenset({"inovasi_sentences", "inovasi_entities"})


class Indonesian(Language):
    """Language "id" with our own tokenizer; the stock class would build its 15,963 rules first."""

    lang = "id"


def load(reader: Reader = DEFAULT) -> Language:
    """Return the pipeline with all components, in the order in which they need each other.

    Raises UsageError when ``reader`` asks for stanza and it, or its models, are not there.
    """
    nlp = Indonesian()
    if reader.backend == "stanza":
        from inovasi.nlp.stanza_backend import load_stanza

        nlp.tokenizer = load_stanza(nlp.vocab, reader.stanza_models)
    else:
        nlp.tokenizer = make_tokenizer(nlp)
    nlp.max_length = 50_000_000  # no parser here: memory grows linearly, so long pages need no cut
    for name in COMPONENTS:
        if reader.backend == "stanza" and name in BY_STANZA:
            continue
        nlp.add_pipe(name)
    return nlp
