"""The pipeline as a spaCy ``Language``, built from the code of this package: no download, no model hub."""

from __future__ import annotations

from spacy.language import Language

from inovasi.nlp import factories  # noqa: F401 - registers the component factories
from inovasi.nlp.reader_model import ENTITIES, install, shipped_reader
from inovasi.nlp.tokenizer import make_tokenizer
from inovasi.types import Reader

DEFAULT = Reader()
# The rules, in the order in which they need each other; ``install`` puts the trained components between them.
COMPONENTS = (
    "inovasi_sentences",
    "inovasi_regions",
    "inovasi_agencies",
    "inovasi_officials",
    "inovasi_acronyms",
    "inovasi_candidates",
    "inovasi_innovations",
    "inovasi_claims",
    "inovasi_votes",
)
# What stanza does by itself.
BY_STANZA = ("inovasi_sentences", ENTITIES)


class Indonesian(Language):
    """Language "id" with our own tokenizer; the stock class would build its 15,963 rules first."""

    lang = "id"


def blank(reader: Reader = DEFAULT) -> Indonesian:
    """The tokenizer of the backend alone.

    Raises UsageError when ``reader`` asks for stanza and it, or its models, are not there.
    """
    nlp = Indonesian()
    if reader.backend == "stanza":
        from inovasi.nlp.stanza_backend import load_stanza

        nlp.tokenizer = load_stanza(nlp.vocab, reader.stanza_models)
    else:
        nlp.tokenizer = make_tokenizer(nlp)
    nlp.max_length = 50_000_000  # no parser here: memory grows linearly, so long pages need no cut
    return nlp


def load(reader: Reader = DEFAULT, trained: bytes | None = None) -> Language:
    """Return the pipeline with all components, in the order in which they need each other.

    ``trained`` is a trained reader (``reader_model.to_bytes``) to use in place of the one that comes with the package.
    Raises UsageError as ``blank``.
    """
    nlp = blank(reader)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    if reader.models:
        install(nlp, shipped_reader() if trained is None else trained)
    if reader.backend == "stanza":
        for name in BY_STANZA:
            if name in nlp.pipe_names:
                nlp.remove_pipe(name)
    return nlp
