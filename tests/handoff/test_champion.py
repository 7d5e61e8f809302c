"""A run fails against its champion only when it is dearer by more than chance explains."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import UserError
from workbench.handoff.champion import load, worse_than


def document(cost: float, half_width: float, model: str | None = "logistic regression", currency: str = "USD") -> dict[str, Any]:
    interval = {"estimate": cost, "low": cost - half_width, "high": cost + half_width}
    candidates = [
        {"name": "cheapest answer", "cost_per_case": interval},
        {"name": "logistic regression", "cost_per_case": interval},
    ]
    return {"best_model": model, "best_baseline": "cheapest answer", "currency": currency, "candidates": candidates}


@pytest.mark.parametrize(
    ("before", "now", "is_worse"),
    [
        (1.0, 1.0, False),
        (1.0, 0.2, False),
        (1.0, 1.49, False),  # both intervals explain sqrt(0.3^2 + 0.4^2) = 0.5
        (1.0, 1.51, True),
    ],
)
def test_dearer_counts_beyond_both_intervals_together(before: float, now: float, is_worse: bool) -> None:
    assert (worse_than(document(before, 0.3), document(now, 0.4)) is not None) == is_worse


def test_a_run_without_a_model_is_compared_by_its_best_baseline() -> None:
    assert "cheapest answer costs 5" in (worse_than(document(1.0, 0.1), document(5.0, 0.1, model=None)) or "")


def test_two_currencies_are_not_compared() -> None:
    with pytest.raises(UserError, match="'EUR'"):
        worse_than(document(1.0, 0.1, currency="EUR"), document(1.0, 0.1))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        "[" * 100_000,
        json.dumps(document(1.0, 0.1) | {"candidates": []}),
        json.dumps(document(float("nan"), 0.1)),
        json.dumps(document(float("inf"), 0.1)),
        json.dumps(document(10**400, 0)),
    ],
)
def test_a_file_that_is_no_run_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "old.json").write_text(content)
    with pytest.raises(UserError, match="not the JSON of an earlier run"):
        load(tmp_path / "old.json")


def test_a_missing_champion_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not the JSON of an earlier run"):
        load(tmp_path / "old.json")
