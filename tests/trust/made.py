"""Tiny evidence with group columns beside it, so that every figure can be counted on fingers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from tests.pricing import made
from workbench.evidence.evidence import Evidence
from workbench.pricing.prices import Prices, price
from workbench.scenario import Scenario, validate
from workbench.trust.borne import Borne, borne

MATRIX = {"no": {"yes": 1.0}, "yes": {"no": 10.0}}


def scenario(*columns: str, **parts: Any) -> Scenario:
    return validate({"costs": {"matrix": MATRIX}, "data": {"groups": columns}, **parts})


def evidence(y: Any, said: Any, columns: dict[str, Any], **options: Any) -> Evidence:
    """Two classes. said (n,) or (R, n): what the model answers, 1 for the positive class; it is quite sure each time."""
    return tabled(made.evidence(y, made.binary("model", np.where(np.asarray(said) == 1, 0.99, 0.01)), **options), columns)


def tabled(found: Evidence, columns: dict[str, Any]) -> Evidence:
    """Put columns beside the cases: text as categories, everything else as it is."""
    table = pd.DataFrame({name: pd.Series(values) for name, values in columns.items()})
    for name in table:
        table[name] = (
            table[name].astype("category") if table[name].dtype.kind in "OU" or table[name].dtype == "str" else table[name]
        )
    framing: Any = found.framing
    framing.dataset = SimpleNamespace(table=table, columns=tuple(SimpleNamespace(name=str(name)) for name in table))
    framing.target = "label"
    return found


def borne_of(found: Evidence, asked: Scenario, **options: Any) -> Borne:
    prices: Prices = price(found, asked, quick=True)
    bearing = borne(found, asked, prices, quick=options.pop("quick", True), **options)
    assert bearing is not None
    return bearing
