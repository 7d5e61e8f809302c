"""What a browser may send, and what an answer costs. A wrong team costs 9, an hour 36, work by hand takes 40 seconds."""

import pytest

from tests.experience.studies.plans import THREE, planned
from workbench.errors import UserError
from workbench.experience.studies.trial import Trial, record, settle
from workbench.experience.studies.williams import assignment, case_of, shown_of

PLAN = planned(variants=THREE, cases=24, practice=1)
SHOWN = assignment(PLAN, 0)
CONFIRM = next(order for order, one in enumerate(SHOWN) if one.variant == 0 and not one.practice and shown_of(PLAN, one).right)
LIST = next(order for order, one in enumerate(SHOWN) if one.variant == 1 and not one.practice)


def sent(order, **other):
    first = shown_of(PLAN, SHOWN[order]).suggestions[0].label
    return {"choice": first, "action": "accept", "t_first": 2.0, "t_final": 2.0, **other}


def test_what_was_shown_and_whether_it_was_right_comes_from_the_plan():
    kept = record(PLAN, 0, CONFIRM, sent(CONFIRM, confidence=4, helpful=True))
    case = case_of(PLAN, SHOWN[CONFIRM])

    assert (kept.participant, kept.order, kept.variant, kept.practice) == (0, CONFIRM, 0, False)
    assert (kept.true_label, kept.suggestion_right, kept.shown) == (case.truth, True, case.shown[0].suggestions)
    assert Trial.model_validate_json(kept.model_dump_json()) == kept


@pytest.mark.parametrize(
    "other",
    [
        {"t_first": -1.0},
        {"t_final": float("nan")},
        {"t_final": float("inf")},
        {"t_final": 1e9},
        {"t_first": 3.0, "t_final": 2.0},
        {"choice": "no such team"},
        {"choice": None},
        {"choice": "x" * 10_000},
        {"action": "delete everything"},
        {"action": "abstain"},
        {"confidence": 6},
        {"confidence": 0},
        {"reason": "x" * 501},
        {"suggestion_right": False},
        {"participant": 12},
    ],
)
def test_what_is_no_answer_to_what_was_shown_is_refused(other):
    with pytest.raises(UserError):
        record(PLAN, 0, CONFIRM, sent(CONFIRM, **other))


def test_only_an_answer_that_was_shown_can_be_accepted_or_picked():
    missing = next(name for name in PLAN.answers if name not in {one.label for one in shown_of(PLAN, SHOWN[LIST]).suggestions})
    with pytest.raises(UserError, match="was not shown"):
        record(PLAN, 0, LIST, sent(LIST, action="pick", choice=missing))
    assert record(PLAN, 0, LIST, sent(LIST, action="manual", choice=missing)).choice == missing


@pytest.mark.parametrize("order", [-1, len(SHOWN), 10_000])
def test_there_is_no_answer_to_a_case_that_is_not_there(order):
    with pytest.raises(UserError, match="no case"):
        record(PLAN, 0, order, {"choice": "a", "action": "accept", "t_first": 1, "t_final": 1})


def test_a_right_answer_costs_the_time_it_took_and_a_wrong_one_its_price_besides():
    right = settle(PLAN, record(PLAN, 0, CONFIRM, sent(CONFIRM)))
    truth = case_of(PLAN, SHOWN[CONFIRM]).truth
    other = next(name for name in PLAN.answers if name != truth)
    wrong = settle(PLAN, record(PLAN, 0, CONFIRM, sent(CONFIRM, action="manual", choice=other, t_final=30.0)))

    assert (right.cost, right.mistake, right.total) == (0.0, False, pytest.approx(0.02))
    assert (wrong.cost, wrong.mistake, wrong.total) == (9.0, True, pytest.approx(9.3))


@pytest.mark.parametrize("action", ["abstain", "send"])
def test_a_case_that_was_given_up_still_has_to_be_worked_by_somebody(action):
    given_up = settle(PLAN, record(PLAN, 0, CONFIRM, sent(CONFIRM, action=action, choice=None, t_final=10.0)))
    assert given_up.cost == pytest.approx(0.1 * 9.0)
    assert given_up.total == pytest.approx(0.9 + 0.01 * (10 + 40))


def test_running_out_of_time_is_kept_as_such():
    kept = record(PLAN, 0, CONFIRM, sent(CONFIRM, choice=None, action="manual", t_final=120.0, timeout=True))
    assert kept.timeout and kept.choice is None
