"""All that can be said of a decision beyond its prices: what matters most, how likely it is to pay, and what would flip it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from workbench.data.readiness import Finding
from workbench.evidence.evidence import Evidence
from workbench.experience.outcome import Outcome
from workbench.outlook.advantage import advantage
from workbench.outlook.chance import Chance, chance
from workbench.outlook.flips import Flip, flips
from workbench.outlook.guess import Guess
from workbench.outlook.inputs import check_ranges, exactly, guesses
from workbench.outlook.tornado import Bar, tornado
from workbench.pricing.prices import Prices
from workbench.scenario import Scenario

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Outlook:
    """guesses: inputs nobody measured. bars: the tornado. flips: where the verdict turns, nearest first; None until looked for.

    now: what the best design with a model saves at the likely values. yearly: money is a year's; per 1,000 cases where no volume
    is stated. bars and chance are empty before there is a model.
    """

    guesses: tuple[Guess, ...]
    bars: tuple[Bar, ...] = ()
    chance: Chance | None = None
    flips: tuple[Flip, ...] | None = ()
    yearly: bool = False
    now: float = 0.0


def outlook(
    evidence: Evidence,
    scenario: Scenario,
    prices: Prices,
    outcomes: Sequence[Outcome],
    findings: Sequence[Finding] = (),
    progress: Progress = lambda stage, share: None,
    ready: Callable[[Outlook], None] = lambda found: None,
) -> Outlook:
    """Work it all out: some seconds where costs depend on the case or there are many classes, less otherwise.

    progress: told the stage and the share of it that is done. ready: given what is there before the flips, which take longest.
    Raises UserError where a stated range cannot be used.
    """
    scenario = exactly(scenario, evidence.classes)
    check_ranges(scenario, evidence.classes, np.bincount(evidence.y, minlength=len(evidence.classes)))
    found = Outlook(guesses(scenario, evidence), yearly=scenario.decision.volume_per_year is not None)
    question = advantage(evidence, scenario, prices, outcomes)
    if question is None:
        return found
    won = chance(
        question, found.guesses, seed=scenario.evidence.seed, progress=lambda share: progress("drawing every guess", share)
    )
    now = question.per_case * question.cases
    bars = tornado(question, found.guesses, lambda share: progress("pricing every guess at its ends", share))
    found = replace(found, bars=bars, chance=won, flips=None, now=now)
    ready(found)
    turns = flips(evidence, scenario, found.guesses, findings, lambda share: progress("looking for what would flip it", share))
    return replace(found, flips=turns)
