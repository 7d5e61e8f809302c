"""Rules learned from the cases: one condition, or a small tree, written as ordered rules that people can read and change.

A node splits by a condition; cases that do not meet it, missing values among them, go on to what comes after. Read from the first
leaf to the last, with only the conditions that are met, the leaves are ordered rules, and the last leaf is what answers where no
rule matches. Prices play no part in the conditions, which are chosen by information gain, so that they stay the same whatever
mistakes cost; answers are chosen by whoever knows the prices. A split has to gain more than the best of as many pure chances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.data.framing import Framing
from workbench.data.rules import ABSTAIN, rows_of, rulings
from workbench.evidence.evidence import Evidence
from workbench.evidence.foldwise import SMOOTHING, goes_forward
from workbench.evidence.rule_splits import Grid, Split, best_split, grid
from workbench.scenario import Condition, Rule

DEPTHS = {"one rule": 1, "small tree": 3}
LEAST_CASES = 30


@dataclass(frozen=True, eq=False)
class Leaf:
    """when: the conditions met on the way here; those of the last leaf are left out, as it takes what no other took.

    counts (K,): cases it was learned from, by truth.
    """

    when: tuple[Condition, ...]
    counts: np.ndarray


def learned(framing: Framing, depth: int, seed: int = 0) -> tuple[Leaf, ...]:
    """Learn from all cases. One leaf means that no condition tells more than chance would."""
    seen = grid(framing, seed)
    return _grow(seen, np.arange(len(seen.y)), depth)


def _grow(seen: Grid, cases: np.ndarray, depth: int, when: tuple[Condition, ...] = ()) -> tuple[Leaf, ...]:
    split = best_split(seen, cases, LEAST_CASES) if depth else None
    if split is None:
        return (Leaf(when, np.bincount(seen.y[cases], minlength=seen.classes)),)
    return (*_grow(seen, split.met, depth - 1, _narrowed(when, split)), *_grow(seen, split.rest, depth - 1, when))


def _narrowed(when: tuple[Condition, ...], split: Split) -> tuple[Condition, ...]:
    """A tighter limit on the same column takes the place of the looser one."""
    new = split.condition
    limits = ("<", ">=")
    kept = [old for old in when if not (old.op == new.op and old.op in limits and old.column == new.column)]
    return (*kept, new)


def as_rules(leaves: Sequence[Leaf], answers: Sequence[str], origin: str) -> tuple[tuple[Rule, ...], str]:
    """Return leaves as ordered rules with these answers, and what answers where none matches.

    A rule is left out where the next one answers alike and holds wherever it holds: nothing would change without it.
    """
    last = answers[-1]
    kept: list[tuple[tuple[Condition, ...], str]] = [((), last)]
    for leaf, answer in zip(leaves[-2::-1], answers[-2::-1], strict=True):
        after, said = kept[-1]
        if said != answer or not set(after) <= set(leaf.when):
            kept.append((leaf.when, answer))
    ordered = kept[:0:-1]
    return tuple(
        Rule.model_validate({"when": [one.model_dump() for one in when], "answer": a, "origin": origin}) for when, a in ordered
    ), last


def refitted(evidence: Evidence, depth: int, seed: int, said: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Learn the leaves again without each fold, and answer its cases by them.

    said (m,) int: the code of what rules learned from all cases answer every framed case. A leaf answers what they answer most
    often to the cases it was learned from. Returns answers (n,) on the folds of the first repeat; (n,) whether a rule gave them,
    and not what answers where no rule matches; and (R, n, K) float32: the class shares of the leaf each case falls in.
    """
    framing, forward, lowest = evidence.framing, goes_forward(evidence), int(said.min())
    seen = grid(framing, seed)
    proba = np.empty((*evidence.fold.shape, len(evidence.classes)), dtype=np.float32)
    answers = np.empty(evidence.fold.shape, dtype=np.intp)
    fired = np.empty(evidence.fold.shape, dtype=bool)
    for repeat, (fold, shares) in enumerate(zip(evidence.fold, evidence.shares, strict=True)):
        where = np.full(len(said), -1, dtype=np.intp)
        where[evidence.rows] = fold
        for number, told in enumerate(shares):
            train, test = where < number if forward else where != number, fold == number
            leaves = _grow(seen, np.flatnonzero(train[seen.rows]), depth)
            leaf = leaf_of(framing, leaves)
            truth = _table(leaf[train], framing.y[train], len(leaves), len(told)) + SMOOTHING * told
            mine = leaf[evidence.rows[test]]
            proba[repeat, test] = (truth / truth.sum(axis=1, keepdims=True))[mine]
            answers[repeat, test] = _table(leaf[train], said[train] - lowest, len(leaves)).argmax(axis=1)[mine] + lowest
            fired[repeat, test] = mine < len(leaves) - 1
    return answers[0], fired[0], proba


def _table(rows: np.ndarray, columns: np.ndarray, height: int, width: int | None = None) -> np.ndarray:
    """Count pairs: (height, width)."""
    width = int(columns.max(initial=0)) + 1 if width is None else width
    return np.bincount(rows * width + columns, minlength=height * width).reshape(height, width)


def leaf_of(framing: Framing, leaves: Sequence[Leaf]) -> np.ndarray:
    """Return (m,): the leaf of every framed case."""
    rules = [Rule(when=leaf.when, answer="") for leaf in leaves[:-1]]
    fired = rulings(rules, rows_of(framing, rules)).fired
    return np.where(fired == ABSTAIN, len(rules), fired).astype(np.intp)
