"""A run as plain JSON values: the figures of pages and command line, for scripts. The keys are a contract (interfaces.md)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

import workbench
from workbench.handoff.guidelines_json import guidelines_json
from workbench.handoff.outlook_json import outlook_json
from workbench.handoff.rules import rules_json
from workbench.handoff.slices import slices_json

if TYPE_CHECKING:
    from workbench.data.dataset import Dataset
    from workbench.data.framing import Framing
    from workbench.data.readiness import Finding
    from workbench.evidence.evidence import Evidence, Prediction
    from workbench.experience.outcome import Exchange, Outcome
    from workbench.pricing.estimate import Estimate
    from workbench.pricing.prices import Comparison, Price, Prices
    from workbench.run import Run
    from workbench.verdict import Verdict

VERSION = 1
METRICS = ("accuracy", "balanced_accuracy", "top3_accuracy", "log_loss", "brier", "roc_auc", "mae")


def as_json(run: Run) -> dict[str, Any]:
    """Return nested dicts and lists of plain strings, numbers, booleans and None; no NaN, no infinity, always the same order."""
    appraisal = run.appraisal
    scenario, prices = appraisal.scenario, appraisal.prices
    document = {
        "version": VERSION,
        "scenario_name": scenario.name,
        "seed": scenario.evidence.seed,
        "workbench_version": workbench.__version__,
        "simulated": appraisal.evidence.simulated,
        "data": _data(run),
        "task": run.framing.task,
        "currency": scenario.decision.currency,
        "candidates": [_candidate(price, prices, appraisal.evidence) for price in prices.candidates],
        "perfect": {"cost_per_case": prices.perfect},
        "best_baseline": prices.best_baseline,
        "best_model": prices.best_model,
        "hurdle": prices.hurdle,
        "smallest_gain": prices.smallest_gain,
        "saving_per_case": _saving(prices.saving),
        "share_of_perfect": _estimate(prices.share_of_perfect),
        "policies": [_policy(outcome) for outcome in appraisal.outcomes],
        "best_policy": None if appraisal.best_policy is None else appraisal.best_policy.policy,
        "best_policy_candidate": None if appraisal.best_policy is None else appraisal.best_policy.candidate,
        "exchange_rate": _exchange(appraisal.exchange),
        "guidelines": guidelines_json(appraisal),
        "rules": rules_json(appraisal),
        **slices_json(appraisal.borne),
        "readiness": readiness_json(appraisal.findings),
        "verdict": _verdict(appraisal.verdict),
        **outlook_json(run.outlook, appraisal),
        "timings": vars(run.timings),
    }
    return plain(document)


def check_json(framing: Framing, findings: tuple[Finding, ...], suggested: bool) -> dict[str, Any]:
    """Return what `check` found. `suggested`: nobody named the target, it was guessed."""
    roles = {column.name: "feature" for column in framing.features} | {framing.target: "target"}
    reasons = {aside.column: aside.reason for aside in framing.set_aside}
    document = {
        "version": VERSION,
        "workbench_version": workbench.__version__,
        "data": table_json(framing.dataset, framing),
        "target": {"column": framing.target, "suggested": suggested},
        "task": framing.task,
        "columns": [
            {
                "name": column.name,
                "kind": column.kind,
                "missing": column.missing,
                "distinct": column.distinct,
                "role": roles.get(column.name, "set aside"),
                "reason": reasons.get(column.name),
            }
            for column in framing.dataset.columns
        ],
        "readiness": readiness_json(findings),
        "ready": all(finding.severity != "stop" for finding in findings),
    }
    return plain(document)


def table_json(dataset: Dataset, framing: Framing) -> dict[str, Any]:
    counts = np.bincount(framing.y, minlength=len(framing.classes)).tolist()
    return {
        "rows": len(dataset.table),
        "rows_used": len(framing.rows),
        "columns": len(dataset.columns),
        "fingerprint": dataset.fingerprint,
        "classes": dict(zip(framing.classes, counts, strict=True)),
        "notes": [*dataset.notes, *framing.notes],
    }


def readiness_json(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [
        {
            "check": finding.check,
            "severity": finding.severity,
            "column": finding.column,
            "sentence": finding.sentence,
            "do": finding.do,
        }
        for finding in findings
    ]


def plain(value: Any) -> Any:
    """Return the value with numpy numbers as Python's, tuples as lists, and numbers that are none (NaN, infinity) as None."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _data(run: Run) -> dict[str, Any]:
    evidence = run.appraisal.evidence
    table = table_json(run.dataset, run.framing)
    rows = {"rows": table.pop("rows"), "rows_used": table.pop("rows_used"), "rows_scored": len(evidence.rows)}
    if evidence.simulated:
        # What is scored is made up: nothing was read, so there are no rows and no content to recognise.
        rows |= {"rows": 0, "rows_used": 0}
        table |= {"columns": 0, "fingerprint": None}
    return {**rows, **table, "notes": [*table["notes"], *evidence.notes, *run.appraisal.prices.notes, *run.notes]}


def _estimate(estimate: Estimate | None) -> dict[str, Any] | None:
    return None if estimate is None else vars(estimate)


def _candidate(price: Price, prices: Prices, evidence: Evidence) -> dict[str, Any]:
    return {
        "name": price.name,
        "kind": price.kind,
        "cost_per_case": _estimate(price.cost_per_case),
        "cost_at_threshold": _estimate(price.cost_at_threshold),
        **{name: getattr(price.metrics, name) for name in METRICS},
        "right_share": prices.right_share(price),
        "threshold": price.threshold,
        "seconds": price.seconds,
        "sentence": price.sentence or None,
        **_probabilities(evidence.predictions.get(price.name), price, prices, evidence),
    }


def _probabilities(prediction: Prediction | None, price: Price, prices: Prices, evidence: Evidence) -> dict[str, Any]:
    """Return what was done to probabilities, and what they make the candidate expect to cost; None where that says nothing."""
    from workbench.pricing.reliability import expectation

    found: dict[str, Any] = {"calibration": None, "expected_cost_per_case": None, "beyond_expected": None}
    if prediction is None or prediction.kind == "baseline":
        return found
    found["calibration"] = None if prediction.calibration is None else vars(prediction.calibration)
    if prediction.answering == "cheapest":
        expected = expectation(prediction, price, prices.costs, evidence)
        found |= {"expected_cost_per_case": expected.expected, "beyond_expected": _estimate(expected.beyond)}
    return found


def _saving(comparison: Comparison | None) -> dict[str, Any] | None:
    if comparison is None:
        return None
    return {
        **vars(comparison.saving),
        "probability_positive": comparison.probability_positive,
        "probability_better": comparison.probability_better,
        "detectable": comparison.detectable,
        "cases_needed": comparison.cases_needed,
    }


def _policy(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.policy,
        "candidate": outcome.candidate,
        "parameters": outcome.parameters,
        "cost_per_case": _estimate(outcome.cost_per_case),
        "seconds_per_case": outcome.seconds_per_case,
        "wrong_share": outcome.wrong_share,
        "human_share": outcome.human_share,
        "measured": outcome.measured,
    }


def _exchange(exchange: Exchange | None) -> dict[str, Any] | None:
    if exchange is None:
        return None
    return {
        "policy": exchange.policy,
        "candidate": exchange.candidate,
        "right_now": exchange.right_now,
        "right_equivalent": _estimate(exchange.right_equivalent),
        "beyond": exchange.beyond,
        "sentence": exchange.sentence,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "code": verdict.code,
        "sentence": verdict.sentence,
        "reasons": list(verdict.reasons),
        "next_step": verdict.next_step,
        "would_change": list(verdict.would_change),
    }
