"""Where to draw the line. Six payments; letting a fraud through costs 100, a false stop 5: the costs put the line at 5 / 105."""

from types import SimpleNamespace

import numpy as np
import pytest

from workbench.evidence.evidence import Evidence, Prediction
from workbench.pricing.confusion import Confusion, confusion, dearest
from workbench.pricing.costs import CostModel
from workbench.pricing.estimate import Estimate
from workbench.pricing.line import cost_at, line, plateau, worth_of_moving
from workbench.pricing.prices import Metrics, Price, Prices
from workbench.pricing.thresholds import CostCurve

Y = np.array([0, 0, 0, 0, 1, 1], dtype=np.int32)
SCORES = np.array([0.01, 0.02, 0.10, 0.60, 0.30, 0.90], dtype=np.float32)
COST = np.array([[0.0, 100.0], [5.0, 0.0]])


def evidence(repeats=1):
    proba = np.stack([np.column_stack((1 - SCORES, SCORES))] * repeats)
    fold = np.tile(np.array([0, 1, 0, 1, 0, 1], dtype=np.int8), (repeats, 1))
    shares = np.tile([4 / 6, 2 / 6], (repeats, 2, 1))
    framing = SimpleNamespace(rows=np.arange(6), time=None, entity=None, classes=("ok", "fraud"))
    return Evidence(framing, "key", np.arange(6), Y, fold, shares, 1.0, {"model": Prediction("model", "model", proba)})


def prices(cost=COST[np.newaxis], threshold=None):
    model = CostModel(("ok", "fraud"), ("ok", "fraud"), cost, "USD")
    counts = np.array([[2.0, 0.0], [2.0, 2.0]])
    nothing = Estimate(0.0, 0.0, 0.0)
    price = Price("model", "model", nothing, np.zeros(6), counts, Metrics(), 0.0, threshold=threshold)
    return Prices(model, (price,), 0.0, 0.0, 0.1, "cheapest answer", "model", None, None)


def test_the_costs_put_the_line_far_below_a_half():
    drawn = line(prices()["model"], prices(), evidence())
    assert drawn.by_costs == pytest.approx(5 / 105)
    assert drawn.best == drawn.by_costs


def test_a_line_that_differs_by_case_is_not_shown_as_one_number_and_the_tuned_one_is_recommended():
    by_row = np.tile(COST, (6, 1, 1))
    by_row[0, 0, 1] = 40.0
    drawn = line(prices(by_row, threshold=0.2)["model"], prices(by_row, threshold=0.2), evidence())
    assert (drawn.by_costs, drawn.best) == (None, 0.2)


def test_while_there_is_no_tuned_line_the_cheapest_of_the_curve_is_recommended_never_the_usual_one():
    by_row = np.tile(COST, (6, 1, 1))
    by_row[0, 0, 1] = 40.0
    drawn = line(prices(by_row)["model"], prices(by_row), evidence())
    assert drawn.tuned is None
    assert 0.1 < drawn.best < 0.3
    assert drawn.plateau[0] <= drawn.best <= drawn.plateau[1]


@pytest.mark.parametrize("tuned", [0.0, 0.05, 0.2, 0.5, 0.95, 1.0])
def test_the_recommended_line_lies_where_it_hardly_matters(tuned):
    by_row = np.tile(COST, (6, 1, 1))
    drawn = line(prices(by_row, tuned)["model"], prices(by_row, tuned), evidence())
    assert drawn.plateau[0] <= drawn.best <= drawn.plateau[1]


@pytest.mark.parametrize(("threshold", "total"), [(0.05, 10.0), (0.5, 105.0), (0.0, 20.0), (1.0, 200.0)])
def test_the_priced_matrix_adds_up_to_the_cost_shown(threshold, total):
    cost, matrix = cost_at("model", prices(), evidence(), threshold)
    assert cost.estimate * 6 == pytest.approx(total)
    assert matrix.total == pytest.approx(cost.estimate * 1000)
    assert matrix.cases.sum() == pytest.approx(1000)


@pytest.mark.parametrize("threshold", [0.0, 0.1, 0.3, 0.5, 0.95])
def test_counting_cases_and_going_through_them_agree(threshold):
    counted = cost_at("model", prices(), evidence(), threshold)
    gone_through = cost_at("model", prices(), evidence(repeats=2), threshold)
    by_row = cost_at("model", prices(np.tile(COST, (6, 1, 1))), evidence(), threshold)
    for other in (gone_through, by_row):
        assert other[0].estimate == pytest.approx(counted[0].estimate)
        assert other[1].money.ravel() == pytest.approx(counted[1].money.ravel())


def test_moving_the_line_is_worth_the_difference_of_the_costs():
    worth = worth_of_moving("model", prices(), evidence(), old=0.5, new=0.05)
    assert worth.estimate * 6 == pytest.approx(105 - 10)
    back = worth_of_moving("model", prices(), evidence(), old=0.05, new=0.5)
    assert back.estimate == pytest.approx(-worth.estimate)


def test_moving_the_line_is_worth_the_same_when_costs_are_written_out_by_case():
    by_row = prices(np.tile(COST, (6, 1, 1)))
    counted = worth_of_moving("model", prices(), evidence(), 0.5, 0.05, quick=True)
    gone_through = worth_of_moving("model", by_row, evidence(), 0.5, 0.05, quick=True)
    assert (gone_through.low, gone_through.high) == pytest.approx((counted.low, counted.high))


def test_the_plateau_stops_where_the_cost_leaves_it():
    curve = CostCurve(np.array([0.0, 0.1, 0.2, 0.3, 0.4]), np.array([5.1, 9.0, 5.0, 5.1, 7.0]))
    assert plateau(curve, 0.2) == (0.2, 0.3)


def test_a_flat_curve_is_all_plateau():
    assert plateau(CostCurve(np.array([0.0, 0.5, 1.0]), np.ones(3)), 0.0) == (0.0, 1.0)


def test_a_candidate_s_matrix_adds_up_whether_costs_differ_by_case_or_not():
    plain = confusion(prices()["model"], prices(), evidence())
    by_row = prices(np.tile(COST, (6, 1, 1)))
    assert plain.total == pytest.approx(10 / 6 * 1000)
    assert confusion(by_row["model"], by_row, evidence()).money.ravel() == pytest.approx(plain.money.ravel())


def test_the_dearest_mistakes_come_first_and_what_costs_nothing_is_no_mistake():
    matrix = Confusion(("a", "b"), ("a", "b"), np.array([[900.0, 1.0], [60.0, 39.0]]), np.array([[0.0, 70.0], [300.0, -5.0]]))
    assert [(cell.truth, cell.answer, cell.money) for cell in dearest(matrix)] == [("a", "b", 300.0), ("b", "a", 70.0)]
