"""Can this data answer the question? Small checks; each is one line in the list and says what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workbench.data.duplicates import find_duplicates
from workbench.data.framing import Framing
from workbench.data.kinds import listed
from workbench.data.labels import alike
from workbench.data.leak import TEXTS, alone, named_in, sample
from workbench.data.outside import ANSWERS, detected

FOLDS = 5
FEW_CASES = 30
LEAK_AUC = 0.98
MOST_SCORES = 5


@dataclass(frozen=True)
class Finding:
    """One check's word: a stable check name, how serious, the column it is about (or None), a sentence, what to do."""

    check: str
    severity: Literal["stop", "warn", "note"]
    column: str | None
    sentence: str
    do: str


@dataclass(frozen=True)
class Check:
    """name: stable, used in files. find: returns its findings, an empty list when all is well, None when it does not apply."""

    name: str
    title: str
    meaning: str
    find: Callable[[Framing, Sequence[str]], list[Finding] | None]


def check(framing: Framing, accepted: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Run every check, most serious findings first. `accepted`: columns someone has checked and found to be no leak."""
    findings = [finding for one in CHECKS for finding in one.find(framing, accepted) or []]
    return tuple(sorted(findings, key=lambda finding: ("stop", "warn", "note").index(finding.severity)))


def rows_a_class(framing: Framing, accepted: Sequence[str] = ()) -> list[Finding]:
    """Too few cases to learn from, in all or of one class."""
    counts = np.bincount(framing.y, minlength=len(framing.classes))
    n = len(framing.y)
    if n < FOLDS:
        do = f"Collect at least {FEW_CASES} cases of each class."
        return [
            Finding(
                "rows a class",
                "stop",
                framing.target,
                f"There are {n} cases, fewer than the {FOLDS} folds they are divided into.",
                do,
            )
        ]
    rare = [f"{name[:40]!r} ({count:,})" for name, count in zip(framing.classes, counts, strict=True) if count < FEW_CASES]
    if not rare:
        return []
    unseen = int((counts < FOLDS).sum())
    sentence = f"{len(rare):,} of {len(counts):,} classes have fewer than {FEW_CASES} cases: {listed(rare)}."
    if unseen:
        sentence += (
            f" {unseen:,} of them {'has' if unseen == 1 else 'have'} fewer than {FOLDS}, too few for every fold to learn from."
        )
    return [
        Finding("rows a class", "warn", framing.target, sentence, "Collect more of them, or join classes that are treated alike.")
    ]


def labels_alike(framing: Framing, accepted: Sequence[str] = ()) -> list[Finding]:
    """Classes that are probably one, written in two ways."""
    findings = []
    for group in alike(framing.classes)[:5]:
        sentence = f"{listed([repr(name[:40]) for name in group])} differ only in case, spaces or hidden characters."
        do = "If they mean the same, write them the same way in the table; now each is a class of its own."
        findings.append(Finding("labels alike", "warn", framing.target, sentence, do))
    return findings


def missing_target(framing: Framing, accepted: Sequence[str] = ()) -> list[Finding] | None:
    """Rows whose answer is not known."""
    total = len(framing.dataset.table)
    missing = total - len(framing.rows)
    if not missing:
        return []
    share = missing / total
    sentence = f"{missing:,} of {total:,} rows ({100 * share:.1f} %) have no value in {framing.target!r} and were set aside."
    do = "Ask why: if the answer is missing more often for some cases, the rest does not stand for all."
    return [Finding("missing target", "warn" if share > 0.2 else "note", framing.target, sentence, do)]


def id_like(framing: Framing, accepted: Sequence[str] = ()) -> list[Finding]:
    """Columns that name the case; and whole numbers that differ in nearly every row and are used all the same."""
    findings = [
        Finding(
            "id-like",
            "note",
            aside.column,
            f"{aside.column!r} is set aside. {aside.reason}",
            "Nothing, unless it does say something about the case.",
        )
        for aside in framing.set_aside
        if aside.reason.startswith("It looks like an identifier")
    ]
    n = len(framing.dataset.table)
    for column in framing.features:
        values = framing.dataset.table[column.name]
        if column.name not in accepted and n >= 20 and column.distinct >= 0.95 * n and values.dtype.kind in "iu":
            sentence = f"{column.name!r} holds {column.distinct:,} different whole numbers in {n:,} rows and is used."
            findings.append(Finding("id-like", "note", column.name, sentence, "Leave it out if it only names the case."))
    return findings


def constant(framing: Framing, accepted: Sequence[str] = ()) -> list[Finding]:
    """Columns that say the same, or nothing, in every row."""
    return [
        Finding(
            "constant",
            "note",
            aside.column,
            f"{aside.column!r} is set aside. {aside.reason}",
            "Nothing; or find out why it does not vary.",
        )
        for aside in framing.set_aside
        if aside.reason.startswith(("It is empty", "It is constant"))
    ]


def leak(framing: Framing, accepted: Sequence[str] = ()) -> list[Finding] | None:
    """One column that predicts the answer alone: it may have been filled in after the answer was known."""
    if len(framing.rows) < 4 * FOLDS:
        return None
    positions = sample(framing)
    y = framing.y[positions]
    findings = []
    for column in framing.features:
        if column.name in accepted:
            continue
        looked = positions[:TEXTS] if column.kind == "text" else positions
        values = framing.dataset.table[column.name].iloc[framing.rows[looked]]
        if column.kind == "text":
            values = named_in(values, framing.classes)
        area, error = alone(values, y[: len(looked)], len(framing.classes))
        # Beyond its noise (95 %): on few cases a good column reaches the line by luck.
        if area - 1.96 * error >= LEAK_AUC:
            sentence = f"{column.name!r} alone tells {framing.target!r} nearly without error (AUC {area:.3f} on other rows)."
            do = "Ask whether it is known when the decision is made. If not, leave it out; if it is, accept it and run again."
            findings.append(Finding("leak", "warn", column.name, sentence, do))
    return findings


def scores_of_a_model(framing: Framing, accepted: Sequence[str] = ()) -> list[Finding]:
    """Columns named like the scores of some model, and used to learn from: then a model is learned on top of another."""
    used = [column.name for column in framing.features if column.kind == "number" and column.name not in accepted]
    found = detected(framing.dataset, framing.target, framing.classes)
    prefixes = [prefix for prefix, what in found.items() if what != ANSWERS]
    return [
        Finding(
            "scores of a model",
            "warn",
            name,
            f"{name!r} is named as the scores of a model for {framing.target!r} would be, and candidates learn from it.",
            "Where it is one, compare it as predictions brought from outside, or leave it out; where it is none, accept it.",
        )
        for name in used
        if any(name.startswith(f"{prefix}_") for prefix in prefixes)
    ][:MOST_SCORES]


def duplicates(framing: Framing, accepted: Sequence[str] = ()) -> list[Finding]:
    """Rows that repeat, and rows that look the same and have different answers."""
    found = find_duplicates(framing)
    n = len(framing.rows)
    findings = []
    if found.repeats and not found.expected:
        rows = f"{found.repeats:,} of {n:,} rows ({100 * found.repeats / n:.1f} %)"
        sentence = f"{rows} repeat another one in every feature and in the answer."
        do = "Find out why. Copies on both sides of a fold flatter a model: drop them, or say whose case it is (entity)."
        findings.append(Finding("duplicates", "warn" if found.repeats > 0.01 * n else "note", None, sentence, do))
    if found.conflicting:
        sentence = (
            f"{found.conflicting:,} of {n:,} rows look the same as another and have a different answer; "
            f"no candidate can get more than {100 * (1 - found.error_floor):.1f} % right."
        )
        do = "Add a column that tells such cases apart, or check how the answers were given."
        findings.append(Finding("conflicting duplicates", "warn" if found.error_floor > 0.05 else "note", None, sentence, do))
    return findings


def many_missing(framing: Framing, accepted: Sequence[str] = ()) -> list[Finding]:
    """Features that are missing in more than half of the rows."""
    n = len(framing.dataset.table)
    return [
        Finding(
            "many missing",
            "note",
            column.name,
            f"{column.name!r} is missing in {column.missing:,} of {n:,} rows ({100 * column.missing / n:.0f} %).",
            "Make sure that it will be filled in, as often and for the same reasons, when the product runs.",
        )
        for column in framing.features
        if column.missing > 0.5 * n
    ]


def high_cardinality(framing: Framing, accepted: Sequence[str] = ()) -> list[Finding]:
    """Categories with so many values that most are hardly ever seen."""
    n = len(framing.dataset.table)
    grouped = "group its values if they have a natural order or family; rare ones say little by themselves."
    whose = "If it says whose case it is, such as a customer, name it so under What other columns are for; otherwise "
    return [
        Finding(
            "high cardinality",
            "note",
            column.name,
            f"{column.name!r} has {column.distinct:,} different values, {n / column.distinct:.0f} rows each on average.",
            whose + grouped if framing.entity is None else grouped[:1].upper() + grouped[1:],
        )
        for column in framing.features
        if column.kind == "category" and column.distinct > 100
    ]


CHECKS: tuple[Check, ...] = (
    Check("rows a class", "Enough cases of each class", "Few cases of a class leave its price uncertain.", rows_a_class),
    Check("labels alike", "Each class has one spelling", "Two spellings of one answer are learned as two classes.", labels_alike),
    Check("missing target", "The answer is known", "Rows without an answer cannot be learned from or scored.", missing_target),
    Check(
        "leak", "No column gives the answer away", "A column filled in after the answer will be empty when it is needed.", leak
    ),
    Check(
        "scores of a model",
        "No other model is learned from",
        "A model on top of another is no fair comparison, and needs both to run.",
        scores_of_a_model,
    ),
    Check("duplicates", "Cases do not repeat", "A case that is learned from and scored flatters a model.", duplicates),
    Check("id-like", "Identifiers are set aside", "A name of a case says nothing about the next one.", id_like),
    Check("constant", "Columns vary", "A column that never varies tells nothing apart.", constant),
    Check("many missing", "Columns are filled in", "What is mostly missing today may be missing tomorrow.", many_missing),
    Check("high cardinality", "Categories repeat", "A value seen once or twice teaches nothing.", high_cardinality),
)
