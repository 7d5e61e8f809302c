"""The map of what pays, and right answers needed: what is said is what is drawn, and names are only text."""

from __future__ import annotations

import numpy as np
import pytest

from tests.pages.walk import HOSTILE
from workbench.charts import break_even, quality, right_answers, theme
from workbench.pricing.breakeven import between
from workbench.pricing.estimate import Estimate
from workbench.pricing.reached import Reached
from workbench.pricing.right_answers import RightAnswers

X = between(np.array([[0.0, 100.0], [5.0, -20.0]]), 0.1)
FRAUD = quality.Words("fraud")
MONEY = quality.Words("fraud", by_case=True)


def place(caught: float, alarmed: float, name: str = "gradient boosting", kind: str = "model") -> Reached:
    shares = [Estimate(share, max(share - 0.05, 0.0), min(share + 0.05, 1.0)) for share in (caught, alarmed)]
    curve = np.array([[1.0, 1.0], [alarmed, caught], [0.0, 0.0]])
    return Reached(name, kind, *shares, *shares, 0.3, curve)


def test_the_sentence_says_what_is_needed_where_the_candidate_is_and_what_it_reaches():
    assert quality.answer(X, place(0.8, 0.2), FRAUD) == (
        "It pays once it catches 70 % of fraud at 20 % false alarms; gradient boosting catches 80 % (95 %: 75 % to 85 %)."
    )


def test_where_prices_differ_by_case_the_sentence_is_about_money():
    assert "saves 70 % of what is at stake in fraud at 20 %" in quality.answer(X, place(0.8, 0.2), MONEY)


def test_too_many_false_alarms_are_said_to_pay_with_no_recall():
    dear = between(np.array([[0.0, 10.0], [5.0, 0.0]]), 0.1)
    assert quality.answer(dear, place(0.9, 0.5), FRAUD) == (
        "At the 50 % false alarms of gradient boosting nothing pays; 22 % are the most, even with all of fraud caught."
    )


def test_before_there_is_a_model_the_sentence_says_the_two_ends_of_the_border():
    assert quality.answer(X, None, FRAUD).startswith(
        "It pays once it catches 62 % of fraud without a false alarm; with all of it, 100 %"
    )


def test_a_hurdle_that_nothing_clears_and_prices_that_decide_alone_are_said_in_words():
    dear = between(np.array([[0.0, 100.0], [5.0, -20.0]]), 0.1, hurdle=9.0)
    assert quality.answer(dear, place(0.8, 0.2), FRAUD).startswith("Not even a model that is never wrong pays")
    free = between(np.array([[0.0, 100.0], [-5.0, 0.0]]), 0.1)
    assert quality.answer(free, place(0.8, 0.2), FRAUD).startswith("With these prices one answer is always the cheaper one")
    for found in (dear, free):
        drawn = break_even.chart(found, [place(0.8, 0.2)], FRAUD, "gradient boosting")
        assert any(note.text == "nothing pays" for note in drawn.layout.annotations)


def test_the_border_on_the_map_is_where_nothing_is_gained():
    drawn = break_even.chart(X, [place(0.8, 0.2)], FRAUD, "gradient boosting")
    edge = next(trace for trace in drawn.data if trace.mode == "lines" and trace.fill is None and trace.line.width == 2.5)
    gains = [X.advantage(recall, alarms) for alarms, recall in zip(edge.x, edge.y, strict=True)]
    assert np.allclose(gains, 0.0, atol=1e-9)


def test_the_map_zooms_in_where_few_false_alarms_are_allowed():
    rare = between(np.array([[0.0, 100.0], [20.0, 0.0]]), 0.002)
    drawn = break_even.chart(rare, [place(0.5, 0.001)], FRAUD, "gradient boosting")
    assert drawn.layout.xaxis.range[1] < 0.1


@pytest.mark.parametrize("dark", [False, True])
def test_every_candidate_is_drawn_with_its_interval_and_named_as_text(dark):
    places = [place(0.8, 0.2), place(0.5, 0.1, HOSTILE, "external"), place(0.3, 0.02, "one rule", "rule")]
    drawn = break_even.chart(X, places, quality.Words(HOSTILE), HOSTILE, dark)
    marks = [trace for trace in drawn.data if trace.mode == "markers"]
    assert [(trace.x[0], trace.y[0]) for trace in marks] == [(0.2, 0.8), (0.1, 0.5), (0.02, 0.3)]
    assert all(trace.error_y.array[0] > 0 for trace in marks)
    assert "<b>" not in str(drawn.to_dict())
    assert theme.safe(HOSTILE, 40) in [note.text for note in drawn.layout.annotations]
    assert "which pays" in quality.alt(X, places, FRAUD) and "which does not pay" in quality.alt(X, places, FRAUD)


def test_a_name_at_the_very_corner_is_drawn_in_spite_of_rounding():
    drawn = break_even.chart(X, [place(-1e-16, -1e-18, "today", "process")], FRAUD, "today")
    name = next(note for note in drawn.layout.annotations if note.text == "today")
    assert (name.x, name.y) == (0.0, 0.0)


RIGHT = RightAnswers("gradient boosting", "model", Estimate(0.71, 0.66, 0.76), Estimate(0.63, 0.6, 0.66))


def test_many_classes_are_told_by_right_answers():
    assert right_answers.answer(RIGHT) == (
        "Acting on it pays once 63 % (95 %: 60 % to 66 %) of its answers are right; "
        "gradient boosting is right in 71 % (95 %: 66 % to 76 %)."
    )
    assert right_answers.title([RIGHT]).startswith("Gradient boosting is right often enough")
    assert "No model" in right_answers.answer(None)


@pytest.mark.parametrize(
    ("needed", "words"),
    [
        (None, "makes no mistake here"),
        (Estimate(1.2, 1.1, 1.3), "Not even right answers every time pay"),
        (Estimate(-0.2, -0.3, -0.1), "It pays however often it is wrong"),
    ],
)
def test_needs_that_no_share_can_meet_are_said_in_words(needed, words):
    found = RightAnswers(HOSTILE, "model", Estimate(0.71, 0.66, 0.76), needed)
    assert words in right_answers.answer(found)
    drawn = right_answers.chart([found], HOSTILE)
    assert len(drawn.data) == (2 if needed is not None and needed.estimate <= 1 else 1)
    assert "<b>" not in str(drawn.to_dict())
    assert right_answers.alt([found])


def test_who_has_to_be_beaten_is_named_in_the_answer():
    by_hand = quality.Words("fraud", opponent="today's process")
    assert quality.answer(X, place(0.8, 0.2), by_hand).startswith("Against today's process, it pays once it catches 70 %")
