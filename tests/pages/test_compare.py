"""Compare: candidates arrive, prices follow a cost, a job can be stopped, and the picture says what the figures say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.pages import walk
from workbench.charts import compare
from workbench.evidence.evidence import Kind
from workbench.pricing.costs import CostModel
from workbench.pricing.estimate import Estimate
from workbench.pricing.prices import Comparison, Metrics, Price, Prices


def test_the_page_collects_by_itself_and_answers_in_one_sentence():
    opened = walk.until_collected(walk.story("compare"))
    assert not opened.exception
    assert not opened.error
    assert set(walk.session(opened).job.evidence.predictions) >= {"majority", "one rule", "gradient boosting"}
    assert any(said in walk.said(opened) for said in ("Cannot tell yet whether", "No: ", "No difference: "))
    assert "Don't build it" in walk.said(opened)


def test_every_price_follows_a_cost_at_once():
    opened = walk.until_collected(walk.story("compare"))
    before = walk.said(opened)
    field = next(field for field in opened.number_input if field.key.startswith("cost.engaged.flat#"))
    field.set_value(140.0).run()
    assert not opened.exception
    assert walk.said(opened) != before


def test_a_stopped_comparison_keeps_what_was_ready_and_can_go_on():
    opened = walk.story("compare", "travel_suggestions")
    opened.button(key="cancel-evidence").click().run()
    assert "Stopped." in walk.said(opened)
    assert "majority" in walk.session(opened).job.evidence.predictions
    opened.button(key="restart-evidence").click().run()
    assert "Stopped." not in walk.said(opened)
    opened.button(key="cancel-evidence").click().run()


def test_a_candidate_can_be_left_out():
    opened = walk.story("compare")
    opened.multiselect[0].set_value(["majority", "one rule"]).run()
    assert walk.session(opened).scenario.evidence.candidates == ("majority", "one rule")
    walk.until_collected(opened)
    assert set(walk.session(opened).job.evidence.predictions) == {"majority", "one rule"}


def test_a_price_that_cannot_be_used_is_refused_on_the_page():
    scenario = walk.session(walk.story()).scenario.changed("costs", matrix={"no such class": {"flat": 1.0}})
    opened = walk.to(walk.app(s=walk.link(scenario)), "compare")
    assert not opened.exception
    assert "no such class" in walk.said(opened)


@pytest.mark.parametrize(
    ("saving", "said"),
    [
        ((0.68, 0.28, 1.07), "Model would save $680 (95 %: $280 to $1,070) per 1,000 cases"),
        (
            (-2.0, -2.2, -1.8),
            "No: acting on model would cost $2,000 (95 %: $1,800 to $2,200) more per 1,000 cases than one rule.",
        ),
        ((0.1, -0.2, 0.4), "Cannot tell yet whether model beats one rule"),
        ((0.01, -0.02, 0.04), "No: model would save at most $40 (95 %) per 1,000 cases against one rule, and below $50 a saving"),
    ],
)
def test_the_answer_says_what_the_interval_allows(saving: tuple[float, float, float], said: str):
    assert said in compare.answer(prices(saving))


def test_what_is_sure_enough_to_be_decided_is_not_said_to_be_open():
    said = "Probably: model would save $500 (95 %: -$100 to $1,100) per 1,000 cases against one rule, better with"
    assert compare.answer(prices((0.5, -0.1, 1.1), better=0.88)) == f"{said} a probability of 88 %."
    assert compare.answer(prices((0.5, -0.1, 1.1), better=0.79)).startswith("Cannot tell yet")
    assert compare.answer(prices((0.5, -0.1, 1.1), better=0.88), running=True).startswith("So far: model would save $500")


def test_several_predictions_beat_and_do_not_beats():
    told = prices((0.1, -0.2, 0.4))
    brought = replace(told, best_model="your predictions")
    assert compare.answer(brought).startswith("Cannot tell yet whether your predictions beat one rule")


def test_a_candidate_is_drawn_under_a_name_in_plain_words():
    told = prices(None)
    named = replace(told, candidates=(replace(told.candidates[0], name="prior + row costs"),), best_baseline="prior + row costs")
    assert [row.name for row in compare.rows(named)] == ["class shares and prices"]
    assert "class shares and prices" in compare.answer(named)


def test_where_acting_loses_the_page_points_to_screens():
    assert any("where people look first" in remark for remark in compare.remarks(prices((-2.0, -2.2, -1.8))))
    assert not any("where people look first" in remark for remark in compare.remarks(prices((0.68, 0.28, 1.07))))


def test_what_these_cases_can_show_is_said_where_they_cannot_tell():
    told = prices((0.1, -0.2, 0.4))
    forty = replace(told, candidates=(replace(told.candidates[0], counts=np.full((2, 2), 10.0)), *told.candidates[1:]))
    said = "40 cases can show a difference of $300 per 1,000; about 60 more labelled cases would show the saving that is seen."
    assert said in compare.remarks(forty)
    assert not any("can show a difference" in remark for remark in compare.remarks(prices((0.68, 0.28, 1.07))))


def test_a_saving_below_what_a_model_costs_is_said_to_be():
    assert "less than the $900 that having a model costs" in compare.answer(prices((0.68, 0.28, 1.07), hurdle=0.9))
    said = "No: model would save at most $400 (95 %) per 1,000 cases against one rule, less than the $900"
    assert compare.answer(prices((0.1, -0.2, 0.4), hurdle=0.9)).startswith(said)


def test_both_numbers_are_said_where_having_a_model_costs_something():
    said = compare.answer(prices((0.88, 0.44, 1.33), hurdle=0.06))
    assert said == (
        "Model would save $880 (95 %: $440 to $1,330) per 1,000 cases against one rule, $820 after what having a model costs."
    )


def test_while_candidates_are_still_tried_nothing_is_said_flatly():
    said = compare.answer(prices((-2.0, -2.2, -1.8)), running=True)
    assert said.startswith("So far: acting on model would cost $2,000")
    assert compare.answer(prices(None), running=True).startswith("So far no model is ready. The best without one is one rule")


def test_the_way_to_prices_is_shown_beside_every_page_but_the_one_where_they_are():
    opened = walk.until_collected(walk.to(walk.upload(walk.app(), walk.SMALL), "compare"))
    links = {page: [one.label for one in walk.to(opened, page).sidebar.get("page_link")] for page in ("compare", "frame")}
    assert links == {"compare": ["Say it on Frame"], "frame": []}


def test_prices_nobody_entered_are_called_placeholders_until_one_is():
    opened = walk.until_collected(walk.to(walk.upload(walk.app(), walk.SMALL), "compare"))
    assert walk.said(opened).count("Prices are placeholders") == 2
    next(field for field in opened.number_input if field.key.startswith("cost.yes.no#")).set_value(8.0).run()
    assert "Prices are placeholders" not in walk.said(opened)


def test_costs_that_are_read_together_are_told_to_the_same_digits():
    ranked = (compare.Row("random", Estimate(8045.3, 8035.7, 8054.3), False, False),)
    assert compare._told(ranked[0].cost, "EUR", ranked) == "€8,050 (95 %: €8,040 to €8,050)"
    assert compare._told(Estimate(3080.0, 3080.0, 3080.0), "EUR", ranked) == "€3,080"


def test_without_a_model_the_answer_is_about_the_best_baseline():
    assert compare.answer(prices(None)).startswith("No model has been tried yet. The best without one is one rule")


def test_guessing_is_priced_in_words_too_without_waiting_for_a_picture():
    assert compare.guessing(prices(None)) == "Guessing costs, per 1,000 cases: <b>majority</b> $4,600, one rule $2,700."


def test_the_picture_goes_from_dear_to_cheap_and_tells_models_from_the_rest():
    ranked = compare.rows(prices((0.68, 0.28, 1.07)))
    assert [(row.name, row.model, row.best) for row in ranked] == [
        ("<b>majority</b>", False, False),
        ("one rule", False, False),
        ("model", True, True),
    ]


def test_the_picture_shows_markup_as_text_and_says_in_words_what_it_shows():
    figure = compare.chart(prices((0.68, 0.28, 1.07)))
    assert "<b>majority" not in figure.to_json()
    assert "&lt;b&gt;majority" in "".join(note.text for note in figure.layout.annotations)
    assert compare.alt(prices(None)).startswith("Cost per 1,000 cases, cheapest first: model $2,000")


def prices(saving: tuple[float, float, float] | None, hurdle: float = 0.0, better: float = 0.6) -> Prices:
    candidates = (price("<b>majority</b>", "baseline", 4.6), price("one rule", "baseline", 2.7), price("model", "model", 2.0))
    return Prices(
        costs=CostModel(("no", "yes"), ("no", "yes"), np.zeros((1, 2, 2)), "USD"),
        candidates=candidates,
        perfect=0.0,
        hurdle=hurdle,
        smallest_gain=0.05,
        best_baseline="one rule",
        best_model=None if saving is None else "model",
        saving=None if saving is None else Comparison(Estimate(*saving), better, 0.99, 0.3, 100.0),
        share_of_perfect=None if saving is None else Estimate(0.25, 0.1, 0.4),
    )


def price(name: str, kind: Kind, cost: float) -> Price:
    return Price(name, kind, Estimate(cost, cost - 0.3, cost + 0.3), np.zeros(2), np.zeros((2, 2)), Metrics(accuracy=0.9), 0.1)
