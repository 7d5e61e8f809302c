"""Calibration in words and as a picture."""

from __future__ import annotations

from workbench.charts import calibration
from workbench.pricing.estimate import Estimate
from workbench.pricing.reliability import Bin, Expectation, Reliability

BINS = (Bin(0.1, 0.12, 0.05, 0.2, 60), Bin(0.9, 0.7, 0.6, 0.8, 60))


def test_what_a_model_expects_is_told_beside_what_it_costs():
    dearer = Expectation(1.1, 1.24, Estimate(0.14, 0.09, 0.18))
    said = calibration.costs_as_expected("model", dearer, "USD")
    assert said == (
        "By the probabilities of model, 1,000 cases would cost $1,100; they cost $1,240, "
        "$140 (95 %: $90 to $180) more than expected."
    )
    cheaper = Expectation(1.24, 1.1, Estimate(-0.14, -0.18, -0.09))
    assert "$140 (95 %: $90 to $180) less" in calibration.costs_as_expected("model", cheaper, "USD")
    right = Expectation(1.1, 1.12, Estimate(0.02, -0.05, 0.09))
    assert right.holds and "no further off than these cases can tell" in calibration.costs_as_expected("model", right, "USD")


def test_the_title_says_how_it_is_where_the_model_is_surest():
    said = calibration.title("model", Reliability(BINS, (), "yes"))
    assert said.startswith("The likeliest cases of yes, by model: 90 % said, 70 % seen (95 %: 60 % to 80 %).")
    assert said.endswith("what is said and what is seen are 11.0 points apart.")


def test_before_and_after_are_told_apart_by_shape_and_name():
    figure = calibration.chart(Reliability(BINS, BINS, "<b>x</b>"))
    assert [trace.marker.symbol for trace in figure.data[1:]] == ["circle-open", "diamond"]
    assert {"○ as it came", "◆ as it is priced"} <= {note.text for note in figure.layout.annotations}
    assert "&lt;b&gt;" in figure.layout.xaxis.title.text
    assert len(calibration.chart(Reliability(BINS, (), None), dark=True).data) == 2


def test_those_who_cannot_see_it_are_told_every_bin():
    assert calibration.alt("model", Reliability(BINS, (), "yes")).endswith("says 10 %, seen 12 %; says 90 %, seen 70 %.")
