"""What a person wants to know of weights that were learned, as lines of text. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inovasi.match.annotated import Annotated, linked_pairs, tie, true_pairs
from inovasi.match.calibration import Figures, Judged, learn, without
from inovasi.match.learn import Example
from inovasi.match.score import SAME
from inovasi.match.weights import HAND, Weights

Pairs = frozenset[tuple[int, int]]


def report_lines(
    weights: Weights, judged: Judged, examples: Sequence[Example], known: Annotated | None, left_out: Mapping[str, int]
) -> Iterator[str]:
    """Counts, figures of both sets of weights, a table of reliability, linking on annotated mentions, the weights."""
    origin = weights.origin
    yield f"{origin.judged} judged and {origin.annotated} annotated pairs, {sum(e.same for e in examples)} of them same"
    for reason, count in sorted(left_out.items()):
        if count:
            yield f"{count} more teach nothing: {reason}"
    yield "cross-validated: no pair is scored by weights that saw its innovations or articles"
    yield f"{'':12s} log loss    Brier  calibration error  at {SAME}: precision  recall"
    yield from (_row("set by hand", judged.hand), _row("learned", judged.learned))
    better = judged.learned.log_loss < judged.hand.log_loss
    yield f"by log loss, the learned ones are {'better' if better else 'no better: keep those set by hand'}"
    for name, figures in (("set by hand", judged.hand), ("learned", judged.learned)):
        yield f"{name}: pairs by score, their mean score, and the share that is one innovation"
        yield from (f"{one.count:12.1f} {one.score:9.3f} {one.same:9.3f}" for one in figures.bins)
    if known is not None:
        yield from _linking(known, examples)
    scaled = f", log-odds rescaled by {origin.slope:g} {origin.shift:+g}" if origin.slope != 1 or origin.shift else ""
    yield f"weights: within about {origin.spread:g} of those set by hand{scaled}"
    yield f"{'prior':24s} {HAND.prior:8.3f} -> {weights.prior:8.3f}"
    yield from (f"{name:24s} {HAND.of[name]:8.3f} -> {weight:8.3f}" for name, weight in weights.of.items())


def _row(name: str, figures: Figures) -> str:
    return (
        f"{name:12s} {figures.log_loss:8.4f} {figures.brier:8.4f} {figures.gap:18.4f}"
        f" {figures.precision:18.4f} {figures.recall:7.4f}"
    )


def _linking(known: Annotated, examples: Sequence[Example]) -> Iterator[str]:
    true = true_pairs(known)
    yield f"linking the annotated mentions ({len(true)} pairs are one innovation), pairs of one cluster"
    yield _linked("set by hand", linked_pairs(known, HAND), true)
    yield _linked("learned", unseen_pairs(known, examples), true)


def _linked(name: str, found: Pairs, true: Pairs) -> str:
    hits = len(found & true)
    return f"{name:12s} precision {hits / max(1, len(found)):.4f} recall {hits / max(1, len(true)):.4f}"


def unseen_pairs(known: Annotated, examples: Sequence[Example]) -> Pairs:
    """The pairs that linking puts together, each by weights that were learned without its innovation."""
    found: set[tuple[int, int]] = set()
    rest = set(known.innovation)
    for held, weights in without(examples, learn):
        ties = {one for row in held.nonzero()[0].tolist() for one in examples[row].ties}
        ours = {innovation for innovation in rest if tie(innovation) in ties}
        found |= {(i, j) for i, j in linked_pairs(known, weights) if known.innovation[i] in ours}
        rest -= ours
    # What is in no example has no candidate, so no weights bring it together.
    return frozenset(found)
