"""Fallible as a library: evidence is collected once, slowly; prices are computed from it, many times, instantly.

    import workbench

    scenario = workbench.load("scenario.toml")
    dataset = workbench.read("payments.csv")
    framing = workbench.frame(dataset, scenario)                  # rows with a target, classes, features
    evidence = workbench.collect(framing, ["majority", "logistic regression"])   # slow: out-of-fold probabilities (R, n, K)
    prices = workbench.price(evidence, scenario)                  # fast: currency per case
    outcomes = workbench.policies(evidence, scenario, prices)
    run = workbench.run(scenario)                                 # all of it, with the verdict

Nothing here imports scikit-learn, scipy or plotly before it is needed: names are looked up when they are used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from workbench.data.dataset import Dataset
    from workbench.data.framing import Framing, frame
    from workbench.data.readiness import Finding, check
    from workbench.data.reading import read
    from workbench.errors import UserError
    from workbench.evidence.collecting import collect
    from workbench.evidence.evidence import Evidence, Prediction
    from workbench.experience.outcome import Exchange, Outcome
    from workbench.experience.policies import policies
    from workbench.pricing.costs import CostModel
    from workbench.pricing.estimate import Estimate
    from workbench.pricing.prices import Comparison, Price, Prices, price
    from workbench.run import Appraisal, Run, appraise, run
    from workbench.scenario import Scenario, load
    from workbench.verdict import Verdict, decide

__all__ = [
    "Appraisal",
    "Comparison",
    "CostModel",
    "Dataset",
    "Estimate",
    "Evidence",
    "Exchange",
    "Finding",
    "Framing",
    "Outcome",
    "Prediction",
    "Price",
    "Prices",
    "Run",
    "Scenario",
    "UserError",
    "Verdict",
    "appraise",
    "check",
    "collect",
    "decide",
    "frame",
    "load",
    "policies",
    "price",
    "read",
    "run",
]

_HOMES = {
    "Appraisal": "run",
    "Comparison": "pricing.prices",
    "CostModel": "pricing.costs",
    "Dataset": "data.dataset",
    "Estimate": "pricing.estimate",
    "Evidence": "evidence.evidence",
    "Exchange": "experience.outcome",
    "Finding": "data.readiness",
    "Framing": "data.framing",
    "Outcome": "experience.outcome",
    "Prediction": "evidence.evidence",
    "Price": "pricing.prices",
    "Prices": "pricing.prices",
    "Run": "run",
    "Scenario": "scenario",
    "UserError": "errors",
    "Verdict": "verdict",
    "appraise": "run",
    "check": "data.readiness",
    "collect": "evidence.collecting",
    "decide": "verdict",
    "frame": "data.framing",
    "load": "scenario",
    "policies": "experience.policies",
    "price": "pricing.prices",
    "read": "data.reading",
    "run": "run",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for from its home, the first time it is asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'workbench' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"workbench.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
