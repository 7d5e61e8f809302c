"""A checklist for products that may be wrong, held against the design that was chosen: what the prototype does about each point.

The points are those of Amershi et al., CHI 2019 (G1 to G18), and of the People + AI Guidebook on errors (E) and trust (T), in
words of our own. Each rule looks only at the design, so the list moves with every choice that is made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

import numpy as np

from workbench.experience import guideline_rules as rules
from workbench.experience import guideline_rules_later as later
from workbench.experience.bands import SLACK
from workbench.experience.guideline_design import Design, Found, Met, Word
from workbench.experience.presets import origin
from workbench.experience.seen import why_no_numbers
from workbench.experience.trial import WORDS
from workbench.pricing.prevalence import real_mix, real_proba
from workbench.pricing.wilson import wilson
from workbench.scenario import Scenario

if TYPE_CHECKING:
    from workbench.evidence.evidence import Evidence, Prediction
    from workbench.experience.outcome import Outcome

__all__ = ["Design", "Item", "checklist", "design_of", "standing"]

BEHAVIOUR = ("notices_wrong", "accepts_right")
SURE = ("model", "simulated", "external")
Rule = Callable[[Design], Found]


@dataclass(frozen=True)
class Item:
    """One point. met: whether this design meets it. does: what the prototype does about it. do: what is still to be done."""

    code: str
    title: str
    met: Met
    does: str
    do: str


POINTS: tuple[tuple[str, str, Rule], ...] = (
    ("G1", "Say what it is for", rules.what_it_is_for),
    ("G2", "Say how well it does it", rules.how_well),
    ("G3", "Come at the right moment", rules.right_moment),
    ("G4", "Show what the decision needs", rules.what_is_needed),
    ("G5", "Speak as people there speak", rules.own_words),
    ("G6", "Treat groups of people alike", rules.groups_alike),
    ("G7", "Be there when it is wanted", rules.when_wanted),
    ("G8", "Be easy to wave aside", rules.waved_aside),
    ("G9", "Be easy to put right", rules.put_right),
    ("G10", "Do less when in doubt", rules.in_doubt),
    ("G11", "Say why", rules.say_why),
    ("G12", "Remember what was just done", later.remember),
    ("G13", "Learn from what people do", later.learn),
    ("G14", "Change with care", later.change_with_care),
    ("G15", "Ask what was wrong", later.ask_back),
    ("G16", "Say what an answer changes", later.what_it_changes),
    ("G17", "Let people set how it behaves", later.settings),
    ("G18", "Say when it has changed", later.say_changed),
    ("E1", "See mistakes as people see them", later.mistakes_seen),
    ("E2", "Know where mistakes come from", later.where_from),
    ("E3", "Have a way on after a mistake", later.way_on),
    ("T1", "Say how sure it is, in a form that keeps its promise", later.how_sure),
    ("T2", "Know how far people trust it", later.how_trusted),
)


def checklist(design: Design) -> tuple[Item, ...]:
    """Hold every point against a design."""
    return tuple(Item(code, title, *rule(design)) for code, title, rule in POINTS)


def standing(items: tuple[Item, ...]) -> dict[Met, int]:
    """Count how many points are met, partly met, not met, and do not apply."""
    return {met: sum(item.met == met for item in items) for met in get_args(Met)}


def design_of(outcome: Outcome, evidence: Evidence, scenario: Scenario) -> Design:
    """Return what the checklist asks about a way of behaving, with what stands behind it and how the prototype is set."""
    seen = evidence.predictions.get(outcome.candidate)
    hidden = "" if seen is None else why_no_numbers(seen)
    return Design(
        policy=outcome.policy,  # type: ignore[arg-type]
        prototype=scenario.prototype,
        question=scenario.decision.question,
        by_rule=seen is not None and seen.kind == "rule",
        hidden=hidden,
        by_hand=outcome.human_share,
        groups=scenario.data.groups,
        talked=scenario.decision.talked_to_users,
        measured=any(origin(scenario.people, name) == "measured" for name in BEHAVIOUR),
        wrong=outcome.wrong_share,
        words=() if seen is None else words_said(seen, evidence, scenario),
    )


def words_said(seen: Prediction, evidence: Evidence, scenario: Scenario) -> tuple[Word, ...]:
    """Return what the words that say how sure it is came to, as often as each class is met in real life.

    A word holds unless so few of the answers it was said of were right that this is no chance (Wilson's interval).
    """
    if seen.kind not in SURE or seen.answering not in ("cheapest", "given"):
        return ()
    mix = real_mix(scenario.prevalence, evidence.classes, np.bincount(evidence.y, minlength=len(evidence.classes)))
    weight = np.ones(len(evidence.classes)) if mix is None else mix.weight
    proba, counts = real_proba(seen.proba[0].astype(float), weight), weight[evidence.y]
    sure, right = proba.max(axis=1) + SLACK, proba.argmax(axis=1) == evidence.y
    found, above = [], np.inf
    for floor, word in WORDS:
        said = counts * ((sure >= floor) & (sure < above))
        above = floor
        if said.any():
            share, worth = float(said @ right / said.sum()), float(said.sum() ** 2 / (said @ said))
            found.append(Word(word, share, bool(wilson(share * worth, worth)[1] >= floor)))
    return tuple(found)
