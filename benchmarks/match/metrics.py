"""How well clusters fit the answers: pairs, B-cubed, the largest cluster. Exact, and in the time of a sort.

Pairs are never listed: all counts come from how many mentions each cluster shares with each innovation. Two innovations
of one family (editions) may be one or two, so a cluster that joins them is neither right nor wrong: such pairs are left
out of what counts as found, in both measures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Ids = np.ndarray


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares between 0 and 1; ``largest`` is the number of mentions of the largest cluster."""

    pair_precision: float
    pair_recall: float
    pair_f1: float
    b3_precision: float
    b3_recall: float
    b3_f1: float
    clusters: int
    largest: int


def score(found: Ids, truth: Ids, family: Ids) -> Scores:
    """Compare two groupings of the same mentions, given as one id a mention (any integers).

    Each value of ``truth`` lies in one family. Raises ValueError where the lengths differ or there are no mentions.
    """
    if not len(found) == len(truth) == len(family) or not len(found):
        raise ValueError(f"as many answers as mentions, and at least one: {len(found)}, {len(truth)}, {len(family)}")
    found, truth, family = (np.unique(ids, return_inverse=True)[1].ravel() for ids in (found, truth, family))
    cells, size = _counted(found, truth)
    cluster, innovation = cells // (truth.max() + 1), cells % (truth.max() + 1)
    in_cluster, in_truth = np.bincount(found), np.bincount(truth)
    undecided = _of_family(cluster, innovation, size, truth, family) - size
    right = pairs_of(size).sum()
    # A pair of editions is seen from both of its cells, hence the half.
    claimed = pairs_of(in_cluster).sum() - (size * undecided).sum() / 2
    precision = float(right / claimed) if claimed else 1.0
    wanted = pairs_of(in_truth).sum()
    recall = float(right / wanted) if wanted else 1.0
    b3_precision = float((size * size / (in_cluster[cluster] - undecided)).sum() / len(found))
    b3_recall = float((size * size / in_truth[innovation]).sum() / len(found))
    return Scores(
        precision,
        recall,
        f1(precision, recall),
        b3_precision,
        b3_recall,
        f1(b3_precision, b3_recall),
        len(in_cluster),
        int(in_cluster.max()),
    )


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def apart(one: Ids, other: Ids) -> Ids:
    """For each mention whether two groupings of the same mentions give it different mates."""
    one, other = (np.unique(ids, return_inverse=True)[1].ravel() for ids in (one, other))
    together = np.unique(one.astype(np.int64) * (other.max(initial=0) + 1) + other, return_inverse=True)[1].ravel()
    mates = np.bincount(together)[together]
    found: Ids = (np.bincount(one)[one] != mates) | (np.bincount(other)[other] != mates)
    return found


def pairs_of(sizes: Ids) -> Ids:
    """Of groups with these numbers of members, the numbers of their pairs."""
    return sizes.astype(np.int64) * (sizes - 1) // 2


def _counted(left: Ids, right: Ids) -> tuple[Ids, Ids]:
    """The pairs of ids that occur, as one number each, and how often."""
    return np.unique(left.astype(np.int64) * (right.max() + 1) + right, return_counts=True)


def _of_family(cluster: Ids, innovation: Ids, size: Ids, truth: Ids, family: Ids) -> Ids:
    """For each cell, how many mentions of its whole family its cluster has."""
    family_of = np.zeros(truth.max() + 1, np.int64)
    family_of[truth] = family
    key = cluster.astype(np.int64) * (family.max() + 1) + family_of[innovation]
    _, at = np.unique(key, return_inverse=True)
    return np.bincount(at.ravel(), weights=size).astype(np.int64)[at.ravel()]
