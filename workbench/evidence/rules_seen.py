"""The team's own rules as a candidate: their answers as they are, and what a case's rule tells about the truth.

Rules that were written down are carried out as they are: nothing was learned, so nothing can have been learned by heart. Rules
that were suggested and not changed since were learned from the very cases they would be tried on; what is priced for them is the
way of finding them: conditions are learned again without each fold, and keep the answers that the rules gave to the cases they
now cover. Suggested rules that somebody changed lie between the two: they are carried out as they are, and it is said that they
look better than they will be.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from weakref import WeakKeyDictionary

import numpy as np

from workbench.data.framing import Framing
from workbench.data.labels import label
from workbench.data.roles import nearest
from workbench.data.rule_words import in_words, place, shown
from workbench.data.rules import ABSTAIN, Rulings, rows_of, rulings
from workbench.errors import UserError
from workbench.evidence.evidence import ABSTAINS, Evidence, Prediction
from workbench.evidence.foldwise import truth_by_group
from workbench.evidence.rule_tree import DEPTHS, refitted
from workbench.scenario import Rule, Scenario

NAME = "your rules"
MOST_TOLD = 5
MOST_KEPT = 4
LEARNED_HERE = (
    "Some of these rules were suggested from the same cases and changed since: they look better here than they will be."
)
LEARNED_AGAIN = "These rules were suggested from the cases. They are priced as learned again without the cases they are tried on."

_known: WeakKeyDictionary[Framing, dict[Hashable, Rulings]] = WeakKeyDictionary()
_made: WeakKeyDictionary[Framing, dict[Hashable, Prediction]] = WeakKeyDictionary()


def depends_on(scenario: Scenario) -> Hashable:
    """Return what the candidate depends on: the rules, and which answers have a price."""
    return (scenario.rules, scenario.rules_fallback, priced_answers(scenario)) if scenario.rules else None


def your_rules(evidence: Evidence, scenario: Scenario) -> Prediction | None:
    """Return the candidate "your rules", or None without rules, or without a table to try them on.

    Raises UserError naming the rule: a column that is gone, a comparison or a value that does not fit, an answer that is neither
    a class nor priced.
    """
    if not scenario.rules or evidence.simulated:
        return None
    key = (depends_on(scenario), evidence.key)
    kept = _made.setdefault(evidence.framing, {})
    if key not in kept:
        made = _made_from(evidence, scenario)
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = made
    return kept[key]


def untouched(rules: Sequence[Rule]) -> int | None:
    """Return the depth of the suggestion that all these rules come from, unchanged; None where somebody wrote or changed one."""
    origins = {rule.origin for rule in rules}
    return DEPTHS.get(origins.pop()) if len(origins) == 1 else None


def _made_from(evidence: Evidence, scenario: Scenario) -> Prediction:
    framing, rules = evidence.framing, scenario.rules
    found = ruled(framing, rules)
    names, codes, fallback = check_answers(scenario, framing.classes)
    fired = np.where(found.fired == ABSTAIN, len(rules), found.fired)
    said = np.append(codes, fallback)[fired]
    depth = untouched(rules)
    if depth is None:
        answers, by_rule = said[evidence.rows], fired[evidence.rows] < len(rules)
        proba = truth_by_group(fired, len(rules) + 1, evidence)
    else:
        answers, by_rule, proba = refitted(evidence, depth, scenario.evidence.seed, said)
    learned = any(rule.origin != "written" for rule in rules)
    return Prediction(
        NAME,
        "rule",
        proba,
        "given",
        sentence=_sentence(scenario),
        answers=answers,
        answer_names=names,
        learned=learned,
        fired=by_rule,
    )


def ruled(framing: Framing, rules: tuple[Rule, ...]) -> Rulings:
    """Return what rules say about every framed case, worked out once. Raises UserError where a rule cannot be tried."""
    kept = _known.setdefault(framing, {})
    key = tuple(rule.when for rule in rules)
    if key not in kept:
        _refuse_the_target(rules, framing.target)
        while len(kept) >= MOST_KEPT:
            kept.pop(next(iter(kept)), None)
        known = [column.name for column in framing.dataset.columns if column.name != framing.target]
        kept[key] = rulings(rules, rows_of(framing, rules), known)
    return kept[key]


def _refuse_the_target(rules: tuple[Rule, ...], target: str) -> None:
    for position, rule in enumerate(rules):
        for number, condition in enumerate(rule.when, start=1):
            if condition.column == target:
                raise UserError(
                    f"{place(rule, position, number)} looks at {shown(target)}, which is the target.",
                    "When a case is decided, nobody knows what will turn out right; a rule that does would never be wrong.",
                    "Use a column that is known when the case is decided.",
                )


def check_answers(scenario: Scenario, classes: Sequence[str]) -> tuple[tuple[str, ...], np.ndarray, int]:
    """Return the different answers of the rules, the code (m,) of each rule's, and that of what answers where none matches.

    Raises UserError where an answer is neither a class nor priced.
    """
    known = dict.fromkeys((*classes, *priced_answers(scenario)))
    wanted = [(place(rule, i), rule.answer) for i, rule in enumerate(scenario.rules)]
    stated = [
        *wanted,
        *([] if scenario.rules_fallback is None else [("What answers where no rule matches", scenario.rules_fallback)]),
    ]
    named: dict[str, int] = {}
    codes = []
    for told, answer in stated:
        name = str(label(answer))
        if name not in known:
            raise UserError(
                f"{told} answers {shown(answer)}, which is no class of the target and has no price.",
                "An answer that has no price cannot be compared with the others.",
                f"{nearest(name, list(known))} Or give {shown(answer)} a price under each truth on the Costs page.",
            )
        codes.append(named.setdefault(name, len(named)))
    fallback = ABSTAINS if scenario.rules_fallback is None else codes.pop()
    return tuple(named), np.array(codes, dtype=np.intp), fallback


def priced_answers(scenario: Scenario) -> tuple[str, ...]:
    """Return the answers that the costs name, as labels."""
    return tuple(dict.fromkeys(str(label(answer)) for row in scenario.costs.matrix.values() for answer in row))


def _sentence(scenario: Scenario) -> str:
    last = scenario.rules_fallback
    otherwise = "otherwise the constant answer that costs least" if last is None else f"otherwise {last[:40]}"
    return f"{_told(scenario.rules)}; {otherwise}. {warning(scenario.rules)}".strip()


def warning(rules: Sequence[Rule]) -> str:
    """Say what rules that were learned from the same cases are worth; nothing where somebody wrote them all."""
    if all(rule.origin == "written" for rule in rules):
        return ""
    return LEARNED_HERE if untouched(rules) is None else LEARNED_AGAIN


def _told(rules: Sequence[Rule]) -> str:
    more = f"; and {len(rules) - MOST_TOLD} more" if len(rules) > MOST_TOLD else ""
    return "; ".join(map(in_words, rules[:MOST_TOLD])) + more
