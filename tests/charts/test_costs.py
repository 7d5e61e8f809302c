"""Pictures of the Costs page: bounded, safe, and told in words."""

import json

import numpy as np

from workbench.charts import confusion, costs, curve, theme, threshold
from workbench.charts.placing import Room, beside
from workbench.pricing.amount_lines import AmountLine
from workbench.pricing.estimate import Estimate
from workbench.wording import format_line

HOSTILE = "<b>x</b>"
POINTS = np.linspace(0, 1, 5_000)
CURVE = curve.Curve(POINTS, 100 + (POINTS - 0.07) ** 2 * 900, (0.05, 0.11), Estimate(300, 280, 320), HOSTILE)
HERE = curve.Mark(0.3, 160.0, "here", Estimate(160, 150, 170))


def drawn(dark=False):
    return threshold.chart(CURVE, HERE, [curve.Mark(0.5, 270.0, "usual")], HOSTILE, dark=dark)


def test_a_browser_is_sent_a_bounded_number_of_points_and_the_lowest_is_among_them():
    x, y = drawn().data[0].x, drawn().data[0].y
    assert len(x) <= theme.MAX_POINTS
    assert min(y) == CURVE.cost.min()


def test_names_from_users_are_text_in_light_and_dark():
    assert all(HOSTILE not in json.dumps(drawn(dark).to_plotly_json(), default=str) for dark in (False, True))


def test_the_alternative_text_says_where_the_valley_is():
    assert "between 5 % and 11 %" in threshold.alt(CURVE, HERE, "USD")


def test_percent_tells_small_probabilities_apart():
    assert [format_line(p) for p in (0.004, 0.07, 0.5, 1.0, 0.996)] == ["0.4 %", "7 %", "50 %", "100 %", "99.6 %"]


def test_the_answer_names_the_line_and_its_worth_or_says_it_cannot_be_told():
    sure = costs.answer_line("fraud", 0.07, Estimate(1120, 800, 1500), "USD")
    assert sure == "Say fraud from 7 % upwards, not from 50 %: that alone is worth $1,120 (95 %: $800 to $1,500) per 1,000 cases."
    assert "cannot tell" in costs.answer_line("fraud", 0.07, Estimate(10, -800, 900), "USD")
    assert "usual line is the right one" in costs.answer_line("fraud", 0.5, Estimate(0, 0, 0), "USD")
    assert "probabilities are off" in costs.answer_line("fraud", 0.07, Estimate(-50, -80, -20), "USD")


def test_a_large_matrix_has_no_text_in_its_cells():
    small = confusion.chart(np.ones((2, 2)), np.ones((2, 2)), "ab", "ab", "USD")
    large = confusion.chart(np.ones((9, 9)), np.ones((9, 9)), "abcdefghi", "abcdefghi", "USD")
    assert small.data[0].texttemplate
    assert not large.data[0].texttemplate


def test_a_name_takes_the_first_place_that_is_free_of_the_curve_and_of_other_names():
    room = Room((0.0, 100.0), (0.0, 100.0), 300.0, np.array([0.0, 100.0]), np.array([60.0, 60.0]))
    first = room.place(50.0, 58.0, "here", beside())
    second = room.place(50.0, 58.0, "tuned", beside())
    assert first.yanchor == "top"
    assert second != first


def test_counts_have_a_decimal_only_below_ten():
    assert [costs.format_cases(n) for n in (940.6, 37.4, 2.35, 1.0, 0.0)] == [
        "941 cases", "37 cases", "2.4 cases", "1 case", "0 cases",
    ]  # fmt: skip


def test_the_line_by_amount_is_said_in_one_sentence():
    found = [AmountLine(50.0, 0.3, "above"), AmountLine(1504.0, 0.03, "above")]
    assert costs.by_amount_in_words(found, "amount", "fraud") == (
        "Say fraud from 30 % upwards where amount is 50, from 3 % where it is 1,500."
    )
    ends = [AmountLine(2.0, 1.2, "never"), AmountLine(9.0, 0.4, "below"), AmountLine(99.0, -1.0, "always")]
    assert costs.by_amount_in_words(ends, "amount", "fraud") == (
        "Say fraud never where amount is 2, below 40 % where it is 9, always where it is 99."
    )


def test_an_axis_of_shares_is_written_as_sentences_are():
    assert theme.shares(0.0, 1.0)["ticktext"] == ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]
    assert theme.shares(0.0, 0.06)["ticktext"] == ["0 %", "2 %", "4 %", "6 %"]
