"""All of it: from a scenario and its table to the verdict. The pages and the command line both come through here."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.data.framing import Framing, frame
from workbench.data.made_up import is_made_up
from workbench.data.readiness import Finding, check
from workbench.data.roles import existing
from workbench.errors import UserError
from workbench.scenario import Scenario
from workbench.verdict import Verdict, decide

if TYPE_CHECKING:
    import pandas as pd

    from workbench.data.dataset import Dataset
    from workbench.evidence.evidence import Evidence
    from workbench.evidence.progress import Progress
    from workbench.experience.outcome import Exchange, Outcome
    from workbench.outlook.outlook import Outlook
    from workbench.pricing.prices import Prices
    from workbench.trust.borne import Borne

MOST_CASES_QUICKLY = 5_000
"""Up to so many cases a quick verdict says who bears the mistakes."""


@dataclass(frozen=True, eq=False)
class Appraisal:
    """Everything that follows from evidence and a scenario, computed in one go so that all figures agree.

    best_policy: the cheapest of what a decision may choose from, what having a model costs included
    (`workbench.experience.policies.best_policy`). exchange: what it is worth in right decisions. Both are None before a policy
    could be priced. bearing: works out `borne`.
    """

    scenario: Scenario
    evidence: Evidence
    prices: Prices
    outcomes: tuple[Outcome, ...]
    best_policy: Outcome | None
    exchange: Exchange | None
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    bearing: Callable[[], Borne | None] = field(default=lambda: None, repr=False)

    @property
    def borne(self) -> Borne | None:
        """Who bears the best model's mistakes, worked out once and when first asked for; None where no groups are named."""
        return self.bearing()


@dataclass(frozen=True)
class Timings:
    """Wall-clock seconds of each stage. outlook: 0 where it was not worked out."""

    read: float
    evidence: float
    prices: float
    total: float
    outlook: float = 0.0


@dataclass(frozen=True, eq=False)
class Run:
    """A finished run. notes: what there is to say about it as a whole, one plain sentence each.

    outlook: what would flip the verdict, where it was worked out (`look_ahead`).
    """

    appraisal: Appraisal
    dataset: Dataset
    framing: Framing
    timings: Timings
    notes: tuple[str, ...] = ()
    outlook: Outlook | None = None


def appraise(evidence: Evidence, scenario: Scenario, findings: tuple[Finding, ...] = (), quick: bool = False) -> Appraisal:
    """Price every candidate and policy on evidence already collected, and decide.

    quick: intervals from a normal approximation, for while a slider moves; the bootstrap otherwise. Nothing is refitted. Over
    many cases a quick verdict leaves out who bears the mistakes: that takes longer than all prices, and waits until figures rest.
    """
    from workbench.evidence.joined import joined
    from workbench.experience.exchange import exchange
    from workbench.experience.policies import best_policy, policies
    from workbench.pricing.prices import price
    from workbench.trust.borne import borne
    from workbench.trust.burden import burden

    evidence = joined(evidence, scenario)
    prices = price(evidence, scenario, quick=quick)
    outcomes = tuple(policies(evidence, scenario, prices, quick=quick))
    best = best_policy(outcomes, prices, scenario)
    worth = None if best is None else exchange(best, evidence, prices, quick=quick)
    bearing = cache(lambda: borne(evidence, scenario, prices, quick=quick))
    told = () if quick and len(evidence.y) > MOST_CASES_QUICKLY else burden(bearing(), prices.costs.currency)
    verdict = decide(evidence, scenario, prices, outcomes, worth, findings, quick=quick, burden=told)
    return Appraisal(scenario, evidence, prices, outcomes, best, worth, verdict, findings, bearing)


def run(
    scenario: Scenario,
    progress: Callable[[Progress], None] | None = None,
    *,
    source: str | Path | None = None,
    dataset: Dataset | None = None,
    cancelled: threading.Event | None = None,
) -> Run:
    """Read the table, collect evidence, price it, decide. A scenario that names no table, but class shares, is simulated.

    source: the file to read in place of `scenario.data.source`, which is otherwise looked for from the current folder.
    dataset: a table that is already read; no file is opened. Raises UserError when the input cannot be used.
    """
    from workbench.evidence.collecting import collect
    from workbench.outlook.inputs import check_ranges

    if source is None and dataset is None and is_made_up(scenario):
        return _without_a_table(scenario)
    spent: dict[str, float] = {}
    started = time.perf_counter()
    with _timed(spent, "read"):
        table = _read(scenario, source) if dataset is None else dataset
        framing = frame(table, scenario)
        findings = check(framing, scenario.data.accepted_flags)
        _check_prices(framing, scenario)
        idle = check_ranges(scenario, framing.classes, np.bincount(framing.y, minlength=len(framing.classes)))
    with _timed(spent, "evidence"):
        evidence = collect(framing, scenario.evidence, progress=progress, cancelled=cancelled)
    with _timed(spent, "prices"):
        appraisal = appraise(evidence, scenario, findings)
    timings = Timings(**spent, total=time.perf_counter() - started)
    return Run(appraisal, table, framing, timings, (*_notes(scenario, table), *_idle(idle)))


def _without_a_table(scenario: Scenario) -> Run:
    """Price a model of a stated quality on made-up cases; nothing is read and nothing is fitted."""
    from workbench.evidence.simulated_cases import simulated_evidence
    from workbench.outlook.inputs import check_ranges

    spent: dict[str, float] = {"read": 0.0}
    started = time.perf_counter()
    with _timed(spent, "evidence"):
        evidence = simulated_evidence(scenario)
        idle = check_ranges(scenario, evidence.framing.classes, evidence.framing.sizes)
        _check_without_a_table(scenario, evidence)
    with _timed(spent, "prices"):
        appraisal = appraise(evidence, scenario)
    timings = Timings(**spent, total=time.perf_counter() - started)
    return Run(appraisal, evidence.framing.dataset, evidence.framing, timings, (*_left_out(scenario), *_idle(idle)))


def _check_without_a_table(scenario: Scenario, evidence: Evidence) -> None:
    """Refuse costs kept for comparing and people that do not fit the classes; no column can enter a price."""
    from workbench.experience.behaviour import behaviour
    from workbench.pricing.inputs import cost_column

    _check_alternatives(scenario, evidence.framing.classes, lambda name: cost_column(evidence, name), evidence.framing.sizes)
    behaviour(scenario, evidence.framing.classes)


def _left_out(scenario: Scenario) -> tuple[str, ...]:
    """Name what is stated and needs a table: left out without a word it would look as if it had been counted."""
    needs = {
        "rules": scenario.rules,
        "past answers": scenario.decision.today.kind == "column",
        "predictions": scenario.data.predictions,
        "calibrating predictions": scenario.data.calibrate_predictions,
        "groups": scenario.data.groups,
        "time": scenario.data.time,
        "entity": scenario.data.entity,
        "amount": scenario.data.amount,
        "candidates": scenario.evidence.candidates,
    }
    named = [name for name, value in needs.items() if value]
    return (f"Left out, as there is no table: {', '.join(named)}.",) if named else ()


def look_ahead(appraisal: Appraisal) -> Outlook:
    """Work out which guess matters most, how likely a model is to pay and what would flip the verdict."""
    from workbench.outlook.outlook import outlook

    return outlook(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, appraisal.findings)


def with_outlook(found: Run) -> Run:
    """Return the run with its outlook, and how long that took besides."""
    spent: dict[str, float] = {}
    with _timed(spent, "outlook"):
        ahead = look_ahead(found.appraisal)
    timings = replace(found.timings, outlook=spent["outlook"], total=found.timings.total + spent["outlook"])
    return replace(found, outlook=ahead, timings=timings)


@contextmanager
def _timed(spent: dict[str, float], stage: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    spent[stage] = time.perf_counter() - started


def _read(scenario: Scenario, source: str | Path | None) -> Dataset:
    from workbench.data.reading import read

    chosen = source or scenario.data.source
    if chosen is None:
        raise UserError(
            "No table is named.",
            "Candidates are compared on past cases, and the scenario does not say where they are.",
            'Name one with --data FILE, or in the scenario: [data] source = "cases.csv". '
            "With no data at all, leave out [data] and give the share of each class under [prevalence].",
        )
    return read(chosen, scenario.data.kinds)


def _check_prices(framing: Framing, scenario: Scenario) -> None:
    """Refuse costs, people, rules and past answers that do not fit the table before minutes are spent on evidence.

    Raises UserError.
    """
    from workbench.evidence.outside import refuse_unpriced
    from workbench.evidence.rules_seen import check_answers, ruled
    from workbench.experience.behaviour import behaviour
    from workbench.pricing.costs import build_costs
    from workbench.pricing.processes import check_today

    def column(name: str) -> pd.Series:
        values = framing.dataset.table[existing(framing.dataset, name, "costs")].iloc[framing.rows]
        # Folds that go forward in time leave cases unscored: whether a gap is among those is seen when they are priced.
        return values if framing.time is None else values.dropna()

    sizes = np.bincount(framing.y, minlength=len(framing.classes))
    costs = build_costs(scenario, framing.classes, column, sizes)
    _check_alternatives(scenario, framing.classes, column, sizes)
    behaviour(scenario, framing.classes)
    check_today(scenario.decision.today, framing, costs)
    ruled(framing, scenario.rules)
    check_answers(scenario, framing.classes)
    if scenario.data.predictions is not None:
        refuse_unpriced(framing, scenario)


def _check_alternatives(scenario: Scenario, classes: Sequence[str], column: Callable[[str], Any], sizes: np.ndarray) -> None:
    """Refuse costs that are kept for comparing and could not be compared, and name them."""
    from workbench.pricing.costs import build_costs

    for name, costs in scenario.alternatives.items():
        try:
            build_costs(scenario.model_copy(update={"costs": costs}), classes, column, sizes)
        except UserError as problem:
            raise UserError(
                f"The alternative costs {name[:80]!r} cannot be used. {problem.what}",
                f"They are kept to be compared with the others. {problem.why}",
                f"{problem.do} Or take these costs out of [alternatives].",
            ) from None


def _notes(scenario: Scenario, table: Dataset) -> tuple[str, ...]:
    notes = []
    if scenario.data.fingerprint not in (None, table.fingerprint):
        notes.append(f"{table.name} is not the table this scenario was saved with: its content differs.")
    # A setting that is kept and changes nothing would look as if it had been counted.
    if scenario.data.amount:
        notes.append("Kept, and not used by this version: the amount.")
    if scenario.data.calibrate_predictions and scenario.data.predictions is None:
        notes.append("Kept, and changing nothing: calibrating predictions, as no column of predictions is named.")
    return tuple(notes)


def _idle(ranges: tuple[str, ...]) -> tuple[str, ...]:
    """Name stated ranges of inputs that change no figure here, such as what people take where their time has no price."""
    more = f" and {len(ranges) - 5} more" if len(ranges) > 5 else ""
    return (f"Kept, and changing no figure here: the range of {', '.join(ranges[:5])}{more}.",) if ranges else ()


class _CallableModule(ModuleType):
    """`import workbench.run` would otherwise hide the function `workbench.run` behind this module of the same name."""

    def __call__(self, *arguments: Any, **options: Any) -> Run:
        return run(*arguments, **options)


sys.modules[__name__].__class__ = _CallableModule
