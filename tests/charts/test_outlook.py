"""The tornado: bounded, safe, its ends named by the guess's own values, and told in words."""

from __future__ import annotations

import json

from workbench.charts import outlook
from workbench.outlook.guess import guess
from workbench.outlook.named import Named, cell
from workbench.outlook.told import matters_most, range_in_words
from workbench.outlook.tornado import Bar

HOSTILE = "<b>x</b>"
ALARM = guess(("costs", "matrix", "a", "b"), Named("a false alarm", "money", *cell("a false alarm")), 20.0)
SHARE = guess(("prevalence", HOSTILE), Named(HOSTILE, "share", "{}", "{}"), 0.5)
BARS = (Bar(ALARM, 310_000.0, -20_000.0), *(Bar(SHARE, 90_000.0, 120_000.0 + i) for i in range(20)))


def drawn(dark=False):
    return outlook.tornado(BARS, 100_000.0, HOSTILE, yearly=True, dark=dark)


def test_names_from_users_are_text_in_light_and_dark():
    assert all(HOSTILE not in json.dumps(drawn(dark).to_plotly_json(), default=str) for dark in (False, True))


def test_few_bars_are_drawn_the_most_important_on_top():
    figure = drawn()
    assert len(figure.data[0].x) == outlook.MOST_BARS
    assert max(figure.data[0].y) == figure.data[0].y[0]
    assert "13 guesses that matter less" in outlook.alt(BARS, "USD")


def test_the_value_of_the_guess_stands_at_the_end_to_which_it_leads():
    _, left, right = drawn().layout.annotations[:3]
    assert left.x == -20_000.0
    assert left.text.endswith("40") and right.text.endswith("10")
    assert right.x == 310_000.0


def labels(bar, now):
    return [note.text for note in outlook.tornado((bar,), now, "USD", yearly=True).layout.annotations[1:]]


def test_where_both_ends_are_on_one_side_both_values_stand_there_in_the_order_drawn():
    above, below = Bar(ALARM, 130_000.0, 120_000.0), Bar(ALARM, 80_000.0, 90_000.0)
    assert labels(above, 100_000.0) == ["$40 | $10"]
    assert labels(below, 100_000.0) == ["$10 | $40"]
    assert labels(Bar(ALARM, 110_000.0, 90_000.0), 100_000.0) == ["$40", "$10"]


def test_neither_half_of_a_bar_hides_the_other():
    lower, upper = outlook.tornado((Bar(ALARM, 130_000.0, 120_000.0),), 100_000.0, "USD", yearly=True).data
    assert (upper.base[0], upper.x[0]) == (100_000.0, 20_000.0)
    assert (lower.base[0], lower.x[0]) == (120_000.0, 10_000.0)


def test_what_matters_most_is_said_with_its_range_and_whose_it_is():
    told = matters_most(BARS, "USD", yearly=True)
    assert told.startswith(
        "A false alarm matters most: between $10 and $40 (assumed range) the yearly value runs from $310k to -$20,000."
    )
    assert range_in_words(ALARM, "USD") == "$10 to $40, assumed range"
    assert matters_most((), "USD", yearly=True) == "No guess within its range changes what a model saves."
