"""Other views of what answers cost, side by side on the same cases."""

from __future__ import annotations

import pytest

from tests.pricing.made import baselines, binary, evidence
from workbench.errors import UserError
from workbench.outlook.alternatives import IN_USE, CostView, agreement, renamed, saved, scenarios, unusable, view
from workbench.pricing.prices import price
from workbench.scenario import MOST_ALTERNATIVES, Costs, Scenario, validate
from workbench.verdict import Verdict

CHEAP, DEAR = Costs(wrong=1.0), Costs(wrong=9.0)
TWO = Scenario(costs=CHEAP, alternatives={"sales": CHEAP, "finance": DEAR})


def test_the_costs_in_use_come_first_and_under_their_name_where_they_were_saved():
    assert {name: one.costs for name, one in scenarios(TWO).items()} == {"sales": CHEAP, "finance": DEAR}
    changed = TWO.model_copy(update={"costs": Costs(wrong=2.0)})
    assert list(scenarios(changed)) == [IN_USE, "sales", "finance"]
    assert scenarios(changed)[IN_USE] is changed


def test_each_view_tells_what_wins_what_it_saves_after_its_fee_and_the_verdict():
    y = [0, 0, 0, 1, 1, 0, 0, 0, 1, 1]
    seen = evidence(y, *baselines(y), binary("model", [0.1, 0.2, 0.1, 0.9, 0.8] * 2))
    verdict = Verdict("build", "Build it.", (), "Go on.")
    cheap = price(seen, validate({"costs": {"wrong": 10.0, "prediction": 0.5}}), quick=True)
    found = view("cheap", cheap, verdict)
    assert (found.winner, found.code) == ("model", "build")
    assert found.saving.estimate == pytest.approx(10 * 0.4 - 0.5)
    dear = price(seen, validate({"costs": {"wrong": 10.0, "prediction": 50.0}}), quick=True)
    assert view("dear", dear, verdict).winner == "majority"


def test_one_sentence_says_whether_the_view_matters():
    a, b, c = (CostView(name, name) for name in "abc")
    assert agreement([a, a, b]) == "Under 2 of 3 views of the costs the same thing wins: a."
    assert agreement([a, a]) == "Under both views of the costs the same thing wins: a."
    assert agreement([a, a, a]) == "Under all 3 views of the costs the same thing wins: a."
    assert agreement([a, b, c]).startswith("Under each of the 3 views of the costs another thing wins")
    assert agreement([a]).startswith("Under these costs a wins.")
    assert agreement([unusable("x", UserError("no such column", "", ""))]).startswith("None of these costs")


def test_costs_are_saved_under_a_name_of_their_own_and_renamed_in_their_place():
    named = saved({"sales": CHEAP}, "  the view\nof finance ", DEAR)
    assert list(named) == ["sales", "the view of finance"]
    assert list(renamed(named, "sales", "marketing")) == ["marketing", "the view of finance"]
    for name in ("", " ", "sales", IN_USE):
        with pytest.raises(UserError):
            saved(named, name, DEAR)


def test_no_more_are_saved_than_can_be_compared():
    full = {str(number): CHEAP for number in range(MOST_ALTERNATIVES)}
    with pytest.raises(UserError, match="20 sets of costs"):
        saved(full, "one more", DEAR)
