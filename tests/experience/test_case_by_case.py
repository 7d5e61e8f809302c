"""Every way of behaving, worked out again case by case in plain loops, for people who behave in any way, however odd.

Nothing of the product's arithmetic is used here: formulas are those of the methods, written out a second time. What is held
against them is what `policies` returns, with costs in one matrix and with costs that follow a column, for two classes and five.
"""

from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

from tests.experience.made import make_evidence, scenario, with_rules
from workbench.experience.exchange import exchange, left_on_table
from workbench.experience.policies import find, policies
from workbench.pricing.prices import price

NAMES = "abcdef"
N = 80


class Unit(NamedTuple):
    """What an answer given a truth is worth, a second, a fee, and a case worked by hand."""

    answer: object
    second: float
    fee: float
    by_hand: float


class Case:
    """One case, its truth known for the moment: what each thing that may be done with it comes to."""

    def __init__(self, cost, who, truth):
        self.who, self.truth, self.classes = who, truth, cost.shape[1]
        self.error = who["errors"][truth]
        self.money = Unit(lambda answer: cost[answer, truth], who["wage"], 1.0, 0.0)
        self.seconds = Unit(lambda answer: 0.0, 1.0, 0.0, 0.0)
        self.human = Unit(lambda answer: 0.0, 0.0, 0.0, 1.0)

    def found(self, unit):
        wrong = [unit.answer(other) for other in range(self.classes) if other != self.truth]
        return (1 - self.error) * unit.answer(self.truth) + self.error * np.mean(wrong)

    def hand(self, unit, fee=0.0):
        return unit.second * self.who["by_hand"] + unit.fee * fee + unit.by_hand + self.found(unit)

    def handed(self, unit):
        return self.hand(unit, self.who["review"])

    def act(self, unit, answer):
        return unit.answer(answer)

    def confirm(self, unit, answer):
        keeps = self.who["accepts"] if answer == self.truth else 1 - self.who["notices"]
        return unit.second * self.who["confirm"] + keeps * unit.answer(answer) + (1 - keeps) * self.hand(unit)

    def listed(self, unit, shown):
        wrong = [unit.answer(answer) for answer in shown if answer != self.truth]
        if self.truth in shown:
            slips = self.who["slips"] if wrong else 0.0
            picked = self.who["accepts"] + slips
            worth = self.who["accepts"] * unit.answer(self.truth) + (slips * np.mean(wrong) if wrong else 0.0)
        else:
            picked = 1 - self.who["notices"]
            worth = picked * np.mean(wrong)
        return unit.second * (len(shown) * self.who["read"] + picked * self.who["pick"]) + worth + (1 - picked) * self.hand(unit)

    def undo(self, unit, answer):
        if answer in (self.truth, *range(self.classes, 99)):
            return unit.answer(answer)
        seconds = unit.second * (self.who["undo"] + self.who["by_hand"]) + unit.fee * self.who["undo_fee"] + unit.by_hand
        back = seconds + self.who["stays"] * unit.answer(answer) + (1 - self.who["stays"]) * self.found(unit)
        return self.who["in_time"] * back + (1 - self.who["in_time"]) * unit.answer(answer)


UNITS = ("money", "seconds", "human")


def cheapest(cases, proba, way, options):
    """What is expected to cost least, before the truth is known."""
    expected = [sum(p * getattr(case, way)(case.money, one) for p, case in zip(proba, cases, strict=True)) for one in options]
    return options[int(np.argmin(expected))], min(expected)


def share_handed(gain, capacity):
    """The cases that save most go to people; those that tie for the last places share them."""
    share, room = np.zeros(len(gain)), capacity * len(gain)
    for value in sorted({one for one in gain if one > 0}, reverse=True):
        tied = gain == value
        share[tied] = min(1.0, max(room, 0.0) / tied.sum())
        room -= tied.sum()
    return share


def worked_out(made, proba, costs, who, choice, ruled):
    """Money, seconds and share by hand of each policy, and the answers acted on, all by loops."""
    classes, answers = costs.shape[2], range(costs.shape[1])
    least = max(1, min(choice["k"], classes - 1))
    lists = list(combinations(range(classes), least))
    own = 1.0 - proba[np.arange(N), made.y]
    done = {policy: np.zeros((3, N)) for policy in ("act", "confirm", "top-k", "sets", "undo", "manual", "handed")}
    gain, answer = np.zeros(N), np.zeros(N, dtype=int)
    for i in range(N):
        cases, p = [Case(costs[i], who, truth) for truth in range(classes)], proba[i]
        true = cases[made.y[i]]
        answer[i], acting = cheapest(cases, p, "act", answers)
        gain[i] = acting - sum(share * case.handed(case.money) for share, case in zip(p, cases, strict=True))
        shown = {
            "confirm": ("confirm", cheapest(cases, p, "confirm", range(classes))[0]),
            "top-k": ("listed", cheapest(cases, p, "listed", lists)[0]),
            "undo": ("undo", cheapest(cases, p, "undo", answers)[0]),
        }
        elsewhere = np.sort(own[made.fold[0] != made.fold[0, i]])
        place = int(np.ceil(choice["coverage"] * (len(elsewhere) + 1) - 1e-9))
        limit = elsewhere[place - 1] if place <= len(elsewhere) else np.inf
        needed = [one for one in range(classes) if 1.0 - p[one] <= limit]
        for at, unit in enumerate(getattr(true, name) for name in UNITS):
            done["act"][at, i] = true.act(unit, answer[i])
            done["manual"][at, i], done["handed"][at, i] = true.hand(unit), true.handed(unit)
            fits = 0 < len(needed) <= min(5, classes - 1)
            done["sets"][at, i] = true.listed(unit, needed) if fits else true.hand(unit)
            for policy, (way, one) in shown.items():
                done[policy][at, i] = getattr(true, way)(unit, one)
    handed, share = done.pop("handed"), share_handed(gain, choice["capacity"])
    done["defer"] = done["act"] + share * (handed - done["act"])
    if ruled is not None:
        by_rule = np.array([[costs[i, ruled[i], made.y[i]], 0.0, 0.0] for i in range(N)]).T
        first = np.where(ruled >= 0, by_rule, done["act"])
        share = share_handed(np.where(ruled >= 0, -np.inf, gain), choice["capacity"])
        done["cascade"] = first + share * (handed - first)
        done["cascade"][0] -= (ruled >= 0) * choice["prediction"]
    return {policy: figures.mean(axis=1) for policy, figures in done.items()}, answer


def drawn(seed, classes, by_amount):
    """A table, people and prices of any kind; each number is at one of its ends about every third time."""
    rng = np.random.default_rng(seed)

    def any_of(low, high):
        return float(rng.choice([low, high, rng.uniform(low, high)], p=[0.15, 0.15, 0.7]))

    y = np.concatenate([np.arange(classes), rng.integers(0, classes, N - classes)])
    z = np.exp(rng.normal(size=(N, classes)) + rng.uniform(0, 3) * np.eye(classes)[y])
    proba = (z / z.sum(axis=1, keepdims=True)).astype(np.float32)
    accepts = any_of(0, 1)
    who = {"wage": any_of(0, 0.1), "accepts": accepts, "slips": any_of(0, 1 - accepts) * (1 - 1e-9), "notices": any_of(0, 1)}
    who |= {name: any_of(0, most) for name, most in (("read", 20), ("pick", 20), ("confirm", 20), ("by_hand", 200), ("undo", 30))}
    who |= {"undo_fee": any_of(0, 3), "in_time": any_of(0, 1), "stays": any_of(0, 1), "review": any_of(0, 2)}
    who |= {"errors": np.array([any_of(0, 1) for _ in range(classes)])}
    more = int(rng.integers(0, 2))  # an answer that is no class
    plus = rng.normal(2, 6, (classes + more, classes)).round(2)
    times = (rng.normal(0, 0.3, plus.shape) * (rng.random(plus.shape) < 0.5)).round(2) * by_amount
    choice = {"k": int(rng.choice([1, 2, 3, 20])), "coverage": float(rng.choice([0.5, 0.8, 0.99])), "capacity": any_of(0, 1)}
    choice["prediction"] = any_of(0, 0.05)
    return rng, y, proba, who, plus, times, choice


def asked(who, plus, times, choice, classes):
    """The same as a scenario states it."""
    answers = [*NAMES[:classes], "ask"]
    matrix = {
        NAMES[truth]: {
            answers[at]: {"plus": plus[at, truth], "times": times[at, truth], "column": "amount"}
            if times.any()
            else plus[at, truth]
            for at in range(len(plus))
        }
        for truth in range(classes)
    }
    people = {name: who[name] for name in ("read", "pick", "confirm", "by_hand", "undo", "undo_fee")}
    people |= {"wage_per_hour": who["wage"] * 3600, "accepts_right": who["accepts"], "notices_wrong": who["notices"]}
    people |= {"picks_wrong_though_right_shown": who["slips"], "notices_in_time": who["in_time"], "unrecovered": who["stays"]}
    people |= {"by_hand_errors": dict(zip(NAMES, who["errors"].tolist(), strict=False))}
    compare = ("act", "confirm", "top-k", "sets", "undo", "defer", "cascade", "manual")
    chosen = {name: choice[name] for name in ("k", "coverage", "capacity")} | {"compare": compare}
    costs = {"matrix": matrix, "review": who["review"], "prediction": choice["prediction"]}
    return scenario(people=people, costs=costs, policies=chosen)


class Framing(SimpleNamespace):
    """Compared by identity, as a framing is."""

    __hash__ = object.__hash__


@pytest.mark.parametrize("by_amount", [False, True], ids=["one matrix", "by amount"])
@pytest.mark.parametrize("classes", [2, 5])
@pytest.mark.parametrize("seed", range(6))
def test_every_figure_is_what_going_through_the_cases_one_by_one_gives(seed, classes, by_amount):
    rng, y, proba, who, plus, times, choice = drawn(seed, classes, by_amount)
    made = make_evidence(y, {"m": proba}, fold=rng.permutation(np.arange(N) % 5))
    amount = rng.integers(0, 60, N).astype(float)
    dataset = SimpleNamespace(table=pd.DataFrame({"amount": amount}))
    made = replace(made, framing=Framing(**vars(made.framing) | {"dataset": dataset}))
    ruled = np.where(proba.max(axis=1) > 0.7, rng.integers(0, classes, N), -1)
    made = with_rules(made, ruled >= 0, ruled, otherwise=0)
    chosen = asked(who, plus, times, choice, classes)
    costs = plus + times * amount[:, None, None]
    exact = proba.astype(float) / proba.astype(float).sum(axis=1, keepdims=True)
    expected, answer = worked_out(made, exact, costs, who, choice, ruled)

    prices = price(made, chosen, quick=True)
    outcomes = policies(made, chosen, prices, quick=True)
    perfect = costs[np.arange(N), :, y].min(axis=1)
    right = costs[np.arange(N), answer, y] <= perfect
    for policy, figures in expected.items():
        found = find(outcomes, policy, "no model" if policy == "manual" else "m")
        said = (found.cost_per_case.estimate, found.seconds_per_case, found.human_share)
        assert said == pytest.approx(tuple(figures), rel=1e-5, abs=1e-5), policy
        left = left_on_table(found, prices, chosen)
        assert left.total == pytest.approx(figures[0] - perfect.mean(), rel=1e-5, abs=1e-5)
        rate = exchange(found, made, prices, quick=True)
        assert rate.right_now == pytest.approx(right.mean())
        gain = expected["act"][0] - figures[0]
        if rate.right_equivalent is not None and gain > 1e-6:
            fixed = gain / (expected["act"][0] - perfect.mean())
            assert rate.right_equivalent.estimate == pytest.approx(right.mean() + fixed * (1 - right.mean()), abs=1e-5)
