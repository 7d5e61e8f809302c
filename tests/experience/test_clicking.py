"""Every policy's price against people clicking on the very screens that the prototype shows, case by case."""

import numpy as np
import pytest

from tests.experience.made import make_evidence, multiclass, scenario, with_rules
from workbench.experience.behaviour import behaviour
from workbench.experience.policies import find, policies
from workbench.experience.settled import settled
from workbench.experience.trial import screen
from workbench.pricing.prices import price

N, AGAIN = 400, 60
y, p = multiclass(N, 4, signal=1.4, seed=5)
MADE = with_rules(make_evidence(y, {"m": p}), p.max(axis=1) > 0.8, p.argmax(axis=1))
PEOPLE = {
    "wage_per_hour": 120.0,
    "read": 1.5,
    "pick": 0.7,
    "confirm": 3.0,
    "by_hand": 25.0,
    "accepts_right": 0.85,
    "notices_wrong": 0.6,
    "picks_wrong_though_right_shown": 0.1,
    "by_hand_error": 0.15,
    "by_hand_errors": {"b": 0.3},
    "undo": 6.0,
    "undo_fee": 0.4,
    "notices_in_time": 0.55,
    "unrecovered": 0.25,
    "takes_back_right": 0.05,
}
COSTS = {"wrong": 4.0, "review": 0.3, "matrix": {"a": {"b": 9.0, "ask": 2.5}, "c": {"a": 6.0, "c": -1.0}}}
WAYS = {
    "act": {},
    "confirm": {},
    "one answer": {"k": 1},
    "two answers": {"k": 2},
    "three answers": {"k": 3},
    "sets": {"coverage": 0.8},
    "sets, coverage left open": {},
    "undo": {},
    "defer": {"capacity": 0.25},
    "cascade": {"capacity": 0.25},
    "manual": {},
}


def people_do(seen, policy, truth, cost, who, rng):
    """Money, seconds and work by hand of many people with one screen. Written from what people do, not from the formulas."""
    k = cost.shape[1]
    u, nothing = rng.random(AGAIN), np.zeros(AGAIN)
    shown = [one.action for one in seen.shown]
    wrong = [action for action in shown if action != truth]
    slip = rng.choice(wrong, AGAIN) if wrong else np.full(AGAIN, truth)
    fails = rng.random(AGAIN) < who.errors[truth]
    found = np.where(fails, (truth + rng.integers(1, k, AGAIN)) % k, truth)
    if seen.mode == "acted":
        return cost[shown[0], truth] + nothing, nothing, nothing
    if seen.mode == "by hand":
        paid = who.review_price if policy in ("defer", "cascade") else who.hand_price
        return cost[found, truth] + paid, nothing + who.by_hand, nothing + 1
    if seen.mode == "undo":
        back = u < (0.0 if shown[0] >= k else who.notices_in_time if wrong else who.takes_back_right)
        mixed = who.unrecovered * cost[shown[0], truth] + (1 - who.unrecovered) * cost[found, truth]
        seconds = np.where(back, who.undo + who.by_hand, 0.0)
        return np.where(back, who.undo_fee + mixed, cost[shown[0], truth]) + who.wage * seconds, seconds, back
    slips = who.picks_wrong if len(shown) > 1 else 0.0
    by_hand = (u >= who.accepts_right + slips) if truth in shown else (u < who.notices_wrong)
    picked = np.where((u < who.accepts_right) & (truth in shown), truth, slip)
    looked = who.confirm if seen.mode == "confirm" else len(shown) * who.read + np.where(by_hand, 0.0, who.pick)
    seconds = looked + np.where(by_hand, who.by_hand, 0.0)
    return cost[np.where(by_hand, found, picked), truth] + who.wage * seconds, seconds, by_hand


@pytest.mark.parametrize("way", WAYS)
def test_a_price_is_what_people_come_to_who_click_through_the_prototype(way):
    policy = "top-k" if "answer" in way else way.split(",")[0]
    chosen = scenario(people=PEOPLE, costs=COSTS, policies=WAYS[way] | {"compare": [policy]})
    prices = price(MADE, chosen, quick=True)
    outcome = find(policies(MADE, chosen, prices, quick=True), policy, "no model" if policy == "manual" else "m")
    known = settled(policy, "m", MADE, prices.costs, chosen, range(N))
    who, rng = behaviour(chosen, MADE.classes), np.random.default_rng(8)
    done = np.empty((3, AGAIN, N))
    for case in range(N):
        seen = screen(policy, MADE.predictions["m"].proba[0, case], "cheapest", prices.costs, case, chosen, known[case])
        done[:, :, case] = people_do(seen, policy, int(y[case]), prices.costs.cost[0], who, rng)
    by_person = done.mean(axis=2)
    error = np.maximum(by_person.std(axis=1, ddof=1) / np.sqrt(AGAIN), 1e-9)
    said = np.array([outcome.cost_per_case.estimate, outcome.seconds_per_case, outcome.human_share])
    assert (np.abs(by_person.mean(axis=1) - said) < 4 * error + 1e-6).all(), (way, by_person.mean(axis=1), said, error)
