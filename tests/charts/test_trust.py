"""The picture of cost by group, and its tables, say what the figures say."""

from __future__ import annotations

import numpy as np

from tests.trust import made
from workbench.charts import trust

Y = np.array([1] * 20 + [0] * 20 + [1] * 8 + [0] * 40 + [0] * 4)
SAID = np.array([0] * 5 + [1] * 15 + [1] * 2 + [0] * 18 + [0] * 2 + [1] * 6 + [0] * 40 + [0] * 4)
REGION = ["<b>a</b>"] * 40 + ["b"] * 48 + ["tiny"] * 4


def found(**parts):
    return made.borne_of(made.evidence(Y, SAID, {"region": REGION}), made.scenario("region", **parts))


def test_the_dearest_group_comes_first_and_bands_keep_their_order():
    assert [row.name for row in trust.rows(found(), "region")] == ["<b>a</b>", "b"]
    ages = np.where(np.arange(92) % 2, 20, 60) + np.arange(92) % 7
    bands = made.borne_of(made.evidence(Y, SAID, {"age": ages.astype(float)}), made.scenario("age"))
    assert [row.name for row in trust.rows(bands, "age")] == [one.value for one in bands.slices]


def test_groups_with_too_few_cases_are_named_in_words():
    assert trust.left_out(found(), "region") == "Too few cases to say anything, below 10: tiny (4 cases)."


def test_the_picture_shows_markup_as_text_and_says_in_words_what_it_shows():
    figure = trust.chart(found(), "region", "USD")
    assert "<b>a</b>" not in figure.to_json().replace("\\u003c", "<").replace("\\u003e", ">")
    assert any("&lt;b&gt;a&lt;/b&gt;" in note.text for note in figure.layout.annotations)
    assert any(note.text == "all cases $783" for note in figure.layout.annotations)
    assert trust.alt(found(), "region", "USD").startswith("Cost per 1,000 cases by region: <b>a</b> $1,300")
    assert trust.title(found(), "region", "USD") == (
        "Per 1,000 cases, groups cost from $420 (b) to $1,300 (<b>a</b>); all cases $783."
    )


def test_the_table_tells_shares_with_their_intervals_or_why_there_is_none():
    shown = trust.table(found(), found().of("region"), "USD", "region")
    assert shown["region"] == ["<b>a</b>", "b", "tiny"]
    assert shown['Were "yes"'] == ["50 %", "17 %", "0 %"]
    assert shown["Missed"] == ["25 % (11 % to 47 %), few cases (20)", "too few cases (8)", "too few cases (0)"]
    assert shown["Cost per 1,000"][2] == "too few cases"
    assert all(len(column) == 3 for column in shown.values())


def test_every_gap_is_told_with_what_chance_makes_of_it():
    shown = trust.gap_table(found(), "region", "USD")
    assert shown["Of what"] == ["Cost per 1,000", 'Answered "yes"']  # of the others, fewer than two groups have 30 cases
    assert shown["Highest"] == ["<b>a</b>", "<b>a</b>"]
    assert all(told.endswith("%") for told in shown["Chance makes it in"])
