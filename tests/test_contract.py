"""The JSON of `run`, key by key, as scripts rely on it."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from workbench.cli import main

KEYS = """version scenario_name seed workbench_version data task currency candidates perfect best_baseline best_model
    saving_per_case share_of_perfect policies best_policy exchange_rate slices readiness verdict timings"""
METRICS = "accuracy balanced_accuracy top3_accuracy log_loss brier roc_auc mae threshold seconds"
CODES = {"build", "redesign", "rules", "labels", "data", "dont", "unclear"}
POLICIES = {"act", "confirm", "top-k", "sets", "undo", "defer", "cascade", "manual"}
FAST = ["--candidates", "majority,random,cheapest answer,one rule,logistic regression", "--quiet"]


def table(labels: list[str], cases: int = 240) -> str:
    """`amount` tells the answer most of the time; `day` counts months; every 24th answer is missing."""
    generator = np.random.default_rng(0)
    truth = generator.integers(0, len(labels), cases)
    amount = np.round(truth * 2 + generator.normal(size=cases), 3)
    paid = generator.integers(1, 90, cases)
    rows = (
        f"{a},{'abc'[i % 3]},{p},2024-{1 + i * 12 // cases:02d}-{1 + i % 28:02d},{labels[t] if i % 24 else ''}"
        for i, (a, p, t) in enumerate(zip(amount, paid, truth, strict=True))
    )
    return "\n".join(["amount,region,paid,day,label", *rows]) + "\n"


def ran(folder: Path, labels: list[str], *options: str) -> dict[str, Any]:
    (folder / "cases.csv").write_text(table(labels))
    out = folder / "out.json"
    assert main(["run", *FAST, "--data", str(folder / "cases.csv"), "--target", "label", *options, "--json", str(out)]) == 0

    def never(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(out.read_text(encoding="utf-8"), parse_constant=never)


def priced(folder: Path, no: str, yes: str) -> dict[str, Any]:
    """Two classes of these names, each mistake with a price of its own."""
    (folder / "costs.toml").write_text(f'[costs.matrix."{yes}"]\n"{no}" = 5.0\n[costs.matrix."{no}"]\n"{yes}" = 1.5\n')
    return ran(folder, [no, yes], "--positive", yes, "--costs", str(folder / "costs.toml"))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return ran(tmp_path_factory.mktemp("plain"), ["ok", "fraud"])


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return ran(tmp_path_factory.mktemp("grouped"), ["ok", "fraud"], "--group", "region", "--group", "paid")


@pytest.fixture(scope="module")
def named_by_numbers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return priced(tmp_path_factory.mktemp("numbers"), "0", "1")


def is_estimate(value: Any) -> bool:
    return set(value) >= {"estimate", "low", "high"} and value["low"] <= value["estimate"] <= value["high"]


def costs(document: dict[str, Any], *kinds: str) -> dict[str, float]:
    return {c["name"]: c["cost_per_case"]["estimate"] for c in document["candidates"] if c["kind"] in kinds}


@pytest.mark.parametrize("labels", [["ok", "fraud"], ["1.0", "2", "10"]])
def test_every_key_is_there_with_values_that_agree(tmp_path: Path, plain: dict[str, Any], labels: list[str]) -> None:
    document = plain if len(labels) == 2 else ran(tmp_path, labels)
    assert set(document) >= set(KEYS.split())
    data = document["data"]
    assert (data["rows"], data["rows_used"], data["rows_scored"], data["columns"]) == (240, 230, 230, 5)
    assert sum(data["classes"].values()) == 230
    assert set(data["classes"]) == {label.removesuffix(".0") for label in labels}
    assert any("10 rows without a value" in note for note in data["notes"])
    assert document["task"] == ("binary" if len(labels) == 2 else "multiclass")
    for candidate in document["candidates"]:
        assert is_estimate(candidate["cost_per_case"])
        assert all(candidate[key] is None or isinstance(candidate[key], int | float) for key in METRICS.split())
        tuned = candidate["cost_at_threshold"]
        assert tuned is None if len(labels) > 2 or candidate["kind"] == "baseline" else is_estimate(tuned)
    without, models = costs(document, "baseline", "rule", "process"), costs(document, "model")
    assert without[document["best_baseline"]] == min(without.values())
    assert models[document["best_model"]] == min(models.values())
    saving = document["saving_per_case"]
    assert is_estimate(saving) and 0 <= saving["probability_positive"] <= 1
    assert math.isclose(saving["estimate"], min(without.values()) - min(models.values()), abs_tol=1e-9)
    assert is_estimate(document["share_of_perfect"])
    assert {policy["name"] for policy in document["policies"]} <= POLICIES
    needed = [policy for policy in document["policies"] if policy["name"] == "sets"]
    assert needed and all({"covered", "lines", "singletons", "no_list"} <= set(policy["measured"]) for policy in needed)
    assert all("coverage" in policy["parameters"] or "k" in policy["parameters"] for policy in needed)
    assert all(is_estimate(policy["cost_per_case"]) and 0 <= policy["human_share"] <= 1 for policy in document["policies"])
    assert document["best_policy"] in POLICIES
    assert document["verdict"]["code"] in CODES
    assert all({"check", "severity", "column", "sentence", "do"} == set(finding) for finding in document["readiness"])
    assert set(document["timings"]) == {"read", "evidence", "prices", "outlook", "total"}


@pytest.mark.parametrize("labels", [["ok", "fraud"], ["a", "b", "c"]])
def test_every_group_is_a_slice_with_its_cost_and_rates(tmp_path: Path, grouped: dict[str, Any], labels: list[str]) -> None:
    document = grouped if len(labels) == 2 else ran(tmp_path, labels, "--group", "region", "--group", "paid")
    assert document["slices_candidate"] == document["best_model"]
    assert [one["value"] for one in document["slices"] if one["column"] == "region"] == ["a", "b", "c"]
    for column in ("region", "paid"):
        assert sum(one["cases"] for one in document["slices"] if one["column"] == column) == 230
    binary = len(labels) == 2
    for one in document["slices"]:
        assert is_estimate(one["cost_per_case"])
        for name in ("false_positive_rate", "false_negative_rate", "selection_rate"):
            assert (one[name] is not None) == binary
            interval = one["intervals"][name]
            assert interval is None if not binary else is_estimate(interval) and interval["cases"] >= 10
        assert (one["wrong_rate"] is None) == binary
    total = sum(one["cases"] * one["cost_per_case"]["estimate"] for one in document["slices"] if one["column"] == "region")
    assert math.isclose(total / 230, costs(document, "model")[document["best_model"]], rel_tol=1e-9)
    assert all(0 < gap["p_value"] <= gap["adjusted"] <= 1 for gap in document["slice_gaps"])


def test_groups_change_no_figure_but_those_by_group(plain: dict[str, Any], grouped: dict[str, Any]) -> None:
    rest = [{key: value for key, value in one.items() if not key.startswith("slice")} for one in (plain, grouped)]
    assert list(numbers({**rest[0], "verdict": None})) == list(numbers({**rest[1], "verdict": None}))
    assert rest[0]["verdict"]["code"] == rest[1]["verdict"]["code"]
    assert set(rest[0]["verdict"]["reasons"]) <= set(rest[1]["verdict"]["reasons"])


def test_too_few_cases_make_no_figure(tmp_path: Path) -> None:
    rows = "".join(
        f"{i % 7},{'rare' if i < 6 else 'some' if i < 40 else 'most'},{'yes' if i % 5 == 0 else 'no'}\n" for i in range(200)
    )
    (tmp_path / "cases.csv").write_text(f"x,who,label\n{rows}")
    out = tmp_path / "out.json"
    assert (
        main(["run", *FAST, "--data", str(tmp_path / "cases.csv"), "--target", "label", "--group", "who", "--json", str(out)])
        == 0
    )
    rare, some = (
        next(one for one in json.loads(out.read_text())["slices"] if one["value"] == value) for value in ("rare", "some")
    )
    assert rare["cost_per_case"] is None and rare["selection_rate"] is None
    assert some["cost_per_case"] is not None and some["false_positive_rate"] is not None
    assert some["false_negative_rate"] is None  # 7 of its 34 cases are "yes"


def test_with_time_the_first_block_is_learned_from_and_not_scored(tmp_path: Path) -> None:
    document = ran(tmp_path, ["ok", "fraud"], "--time", "day")
    assert (document["data"]["rows_used"], document["data"]["rows_scored"]) == (230, 190)  # 5 blocks of 230 // 6 = 38


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in ("timings", "seconds", "fingerprint"):
                yield from numbers(item)
    elif isinstance(value, list):
        for item in value:
            yield from numbers(item)
    elif isinstance(value, int | float):
        yield value


SLOW = pytest.mark.slow
CALLED = [("no", "yes"), ("0.0", "1.0"), pytest.param("False", "True", marks=SLOW), pytest.param("<b>", "=cmd()", marks=SLOW)]


@pytest.mark.parametrize(("no", "yes"), CALLED)
def test_what_the_classes_are_called_changes_no_number(
    tmp_path: Path, named_by_numbers: dict[str, Any], no: str, yes: str
) -> None:
    renamed = priced(tmp_path, no, yes)
    assert list(numbers(named_by_numbers)) == list(numbers(renamed))
    assert named_by_numbers["verdict"]["code"] == renamed["verdict"]["code"]


def test_an_excluded_column_is_no_feature_and_still_prices_mistakes(tmp_path: Path) -> None:
    (tmp_path / "costs.toml").write_text('[costs.matrix.fraud]\nok = { column = "paid" }\n[costs.matrix.ok]\nfraud = 10\n')
    prices = ["--costs", str(tmp_path / "costs.toml")]
    by_exclusion = ran(tmp_path, ["ok", "fraud"], *prices, "--exclude", "paid")
    by_id = ran(tmp_path, ["ok", "fraud"], *prices, "--id", "paid")
    flat = ran(tmp_path, ["ok", "fraud"], "--exclude", "paid")
    assert costs(by_exclusion, "model", "rule", "baseline") == costs(by_id, "model", "rule", "baseline")
    losses = [{c["name"]: c["log_loss"] for c in document["candidates"]} for document in (by_exclusion, flat)]
    # Class shares with the case's own prices are a candidate only where prices differ by case.
    assert losses[1].items() < losses[0].items()
    assert costs(by_exclusion, "baseline") != costs(flat, "baseline")


def test_a_leak_that_somebody_checked_is_a_leak_no_more(tmp_path: Path) -> None:
    rows = "".join(f"{i % 7},{'ok' if i % 2 else 'late'},{i % 2}\n" for i in range(200))
    (tmp_path / "leak.csv").write_text(f"x,state,label\n{rows}")
    found = []
    for options in ([], ["--accept-flag", "state"], ["--exclude", "state"]):
        out = tmp_path / "out.json"
        command = ["run", *FAST, "--data", str(tmp_path / "leak.csv"), "--target", "label", *options, "--json", str(out)]
        assert main(command) == 0
        document = json.loads(out.read_text())
        found.append([finding["column"] for finding in document["readiness"] if finding["check"] == "leak"])
    assert found == [["state"], [], []]


def test_the_same_scenario_gives_the_same_document_but_for_the_clock(tmp_path: Path) -> None:
    def timeless(document: dict[str, Any]) -> dict[str, Any]:
        rest = copy.deepcopy(document)
        del rest["timings"]
        for candidate in rest["candidates"]:
            del candidate["seconds"]
        return rest

    one, again, other = (timeless(ran(tmp_path, ["a", "b", "c"], "--seed", seed)) for seed in "556")
    assert one == again != other
