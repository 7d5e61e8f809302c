"""Tables made up at random, of which the truth is known: how likely each class is in each row, and what every answer costs."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from workbench.data.dataset import Dataset
from workbench.data.framing import frame
from workbench.data.reading import read_bytes
from workbench.evidence.collecting import collect
from workbench.evidence.evidence import Prediction
from workbench.experience.cells import CLASS_SHARES
from workbench.experience.policies import policies
from workbench.experience.race import race
from workbench.pricing.costs import build_costs
from workbench.pricing.decisions import cheapest_answers, expected_cost
from workbench.pricing.prices import price
from workbench.scenario import Scenario, validate

TARGET = "outcome"
AMOUNT = "amount"
LETTERS = tuple("abcdefghij")


@dataclass(frozen=True, eq=False)
class Made:
    """One table. frame: n rows with the target. proba (n, K): how likely each class really was. parts: the scenario."""

    frame: pd.DataFrame
    proba: np.ndarray
    parts: dict[str, Any]

    @property
    def scenario(self) -> Scenario:
        return validate(self.parts)

    @property
    def rarer(self) -> int:
        """Cases of all classes but the most frequent one."""
        return len(self.frame) - int(self.frame[TARGET].value_counts().iloc[0])

    def dataset(self) -> Dataset:
        return read_bytes("made.csv", self.frame.to_csv(index=False).encode())

    def costs(self) -> np.ndarray:
        """(1 or n, A, K)."""
        classes = LETTERS[: self.proba.shape[1]]
        return build_costs(self.scenario, classes, lambda name: self.frame[name].to_numpy()).cost

    def gain_of_knowing(self) -> float:
        """What answering by the true probabilities would save, as a share of what knowing only class shares and amounts costs."""
        cost, shares = self.costs(), self.proba.mean(axis=0, keepdims=True)
        expected = expected_cost(self.proba, cost)
        constant = cheapest_answers(np.repeat(shares, len(expected), axis=0), cost)
        unknowing = float(expected[np.arange(len(expected)), constant].mean())
        return (unknowing - float(expected.min(axis=1).mean())) / abs(unknowing) if unknowing else 0.0

    def gain_with_people(self) -> float:
        """What the best design over the true probabilities would save, as a share of the cheapest way without a model.

        Where people have a price, they alone and screens with no model behind them are such ways.
        """
        evidence = collect(frame(self.dataset(), self.scenario), (CLASS_SHARES,))
        evidence = evidence.with_prediction(Prediction("truth", "model", self.proba[np.newaxis].astype(np.float32)))
        prices = price(evidence, self.scenario, quick=True)
        found = race(evidence, self.scenario, prices, policies(evidence, self.scenario, prices, quick=True), quick=True)
        least = min(design.all_in for design in found.designs)
        return (found.cheapest.mean - least) / abs(found.cheapest.mean) if found.cheapest.mean else 0.0


def noise(seed: int) -> Made:
    """200 to 5,000 rows that say nothing about the target, 1 to 50 % of the rarer class; one in six has three to six classes.

    Drawn again where every row is of the same class, as such a table is refused.
    """
    rng = np.random.default_rng((1, seed))
    while True:
        n = round(_log_uniform(rng, 200, 5_000))
        k = int(rng.integers(3, 7)) if rng.random() < 1 / 6 else 2
        made = _made(rng, _columns(rng, n), np.tile(_shares(rng, k, 0.01), (n, 1)), priced=seed % 2 == 1)
        if made.rarer:
            return made


def signal(seed: int) -> Made:
    """1,500 to 5,000 rows where knowing the true probabilities gains at least a tenth of what not knowing them costs.

    Drawn again until that is so, in every second table with people as an opponent too, and 60 cases are not of the most frequent
    class.
    """
    rng = np.random.default_rng((2, seed))
    priced = seed % 2 == 1
    while True:
        n = round(_log_uniform(rng, 1_500, 5_000))
        k = int(rng.integers(3, 7)) if rng.random() < 1 / 6 else 2
        columns = _columns(rng, n)
        made = _made(rng, columns, _told(rng, columns, _shares(rng, k, 0.02)), priced)
        if made.rarer >= 60 and made.gain_of_knowing() >= 0.1 and (not priced or made.gain_with_people() >= 0.1):
            return made


def mixed(seed: int, n: int, fresh: int) -> Made:
    """n rows to learn from and `fresh` more from the same source, with little, some or much to be learned; two classes."""
    rng = np.random.default_rng((3, n, seed))
    columns = _columns(rng, n + fresh)
    return _made(rng, columns, _told(rng, columns, _shares(rng, 2, 0.15)), priced=False)


def _log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _shares(rng: np.random.Generator, k: int, least: float) -> np.ndarray:
    if k == 2:
        rarer = _log_uniform(rng, least, 0.5)
        return np.array([1 - rarer, rarer])
    return rng.permutation(np.maximum(rng.dirichlet(np.full(k, 2.0)), least))


def _columns(rng: np.random.Generator, n: int) -> pd.DataFrame:
    """Two to six columns of numbers, one to three of categories, an amount; some with gaps."""
    columns: dict[str, Any] = {f"x{i}": rng.normal(size=n).round(4) for i in range(int(rng.integers(2, 7)))}
    for i in range(int(rng.integers(1, 4))):
        columns[f"c{i}"] = rng.choice([f"v{j}" for j in range(int(rng.integers(2, 12)))], n)
    frame = pd.DataFrame(columns)
    for name in frame.columns:
        if rng.random() < 0.3:
            frame.loc[rng.random(n) < rng.uniform(0.02, 0.3), name] = None
    frame[AMOUNT] = np.exp(rng.normal(3.0, 0.8, n)).round(2)
    return frame


def _told(rng: np.random.Generator, columns: pd.DataFrame, shares: np.ndarray) -> np.ndarray:
    """Return probabilities (n, K) with these mean shares, that depend on some of the columns, now and then in a crooked way."""
    k, n = len(shares), len(columns)
    z = np.zeros((n, k))
    for name in columns.columns.drop(AMOUNT):
        if rng.random() < 0.6:
            z[:, 1:] += (
                _effect(rng, columns[name])[:, None] * rng.normal(0, 1, k - 1) if k > 2 else _effect(rng, columns[name])[:, None]
            )
    if rng.random() < 0.3:
        z[:, 1:] += (np.abs(columns["x0"].fillna(0)) * rng.uniform(0.5, 1.5)).to_numpy()[:, None]
    if rng.random() < 0.3:
        z[:, 1:] += (columns["x0"] * columns["x1"]).fillna(0).to_numpy()[:, None] * rng.uniform(0.5, 1.5)
    for _ in range(200):  # intercepts that give the shares wanted
        proba = np.exp(z - z.max(axis=1, keepdims=True))
        proba /= proba.sum(axis=1, keepdims=True)
        z += np.log(shares / shares.sum() / proba.mean(axis=0))
    return proba


def _effect(rng: np.random.Generator, column: pd.Series) -> np.ndarray:
    if column.dtype.kind == "f":
        return column.fillna(0).to_numpy() * rng.uniform(0.3, 1.5) * rng.choice([-1, 1])
    codes, _ = pd.factorize(column)
    return rng.normal(0, 0.8, 20)[codes]


def _made(rng: np.random.Generator, columns: pd.DataFrame, proba: np.ndarray, priced: bool) -> Made:
    k = proba.shape[1]
    codes = (rng.random(len(proba))[:, None] > proba.cumsum(axis=1)[:, :-1]).sum(axis=1)
    frame = columns.assign(**{TARGET: np.array(LETTERS)[codes]})
    costs = _costs(rng, k)
    parts: dict[str, Any] = {
        "data": {"target": TARGET} | ({"positive": "b"} if k == 2 else {}),
        "costs": costs,
        "evidence": {"seed": int(rng.integers(2**31))},
    }
    if priced:
        parts |= _people(rng, parts)
    return Made(frame, proba, parts)


def _costs(rng: np.random.Generator, k: int) -> dict[str, Any]:
    """Mistakes of 1 to 33, in three tables of ten a gain for finding a rare class, in three of ten an amount at stake."""
    matrix: dict[str, dict[str, Any]] = {
        truth: {answer: round(_log_uniform(rng, 1, 33 if truth != "a" else 8), 2) for answer in LETTERS[:k] if answer != truth}
        for truth in LETTERS[:k]
    }
    if rng.random() < 0.3:
        matrix["b"]["b"] = -round(float(rng.uniform(1, 10)), 1)
    if rng.random() < 0.3:
        plus, times = round(float(rng.uniform(0, 5)), 2), round(_log_uniform(rng, 0.1, 2), 2)
        matrix["b"]["a"] = {"column": AMOUNT, "plus": plus, "times": times}
    if rng.random() < 0.15:
        for truth in LETTERS[:k]:
            matrix[truth]["ask"] = round(_log_uniform(rng, 0.5, 8), 2)
    return {"wrong": 1.0, "matrix": matrix}


def _people(rng: np.random.Generator, parts: dict[str, Any]) -> dict[str, Any]:
    """Work by hand that costs a tenth to twice a middling mistake, by wage or by a price a case, and people who err."""
    matrix = parts["costs"]["matrix"]
    plain = [cell for row in matrix.values() for cell in row.values() if not isinstance(cell, dict) and cell > 0]
    by_hand = float(np.median(plain)) * _log_uniform(rng, 0.05, 1.7)
    people = {
        "by_hand_error": round(float(rng.uniform(0.01, 0.3)), 2),
        "notices_wrong": round(float(rng.uniform(0.2, 0.95)), 2),
        "accepts_right": round(float(rng.uniform(0.7, 0.98)), 2),
        "read": round(float(rng.uniform(0.5, 5)), 1),
        "confirm": round(float(rng.uniform(1, 8)), 1),
    }
    if rng.random() < 1 / 3:
        return {"people": people, "costs": parts["costs"] | {"review": round(by_hand, 2)}}
    return {"people": people | {"wage_per_hour": 36.0, "by_hand": round(by_hand * 100, 1)}}
