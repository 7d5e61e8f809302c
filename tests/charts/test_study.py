"""The picture of what people did against what was assumed, and what is said about it."""

import pytest

from tests.experience.studies.clicking import Habits, clicked
from tests.experience.studies.plans import planned
from workbench.charts import study, study_words
from workbench.experience.studies.results import results


@pytest.fixture(scope="module")
def careless():
    """Eight people who take most wrong suggestions; one in five was assumed."""
    plan = planned(cases=12, practice=0)
    return results(plan, clicked(plan, 8, dict.fromkeys(range(2), Habits(notices_wrong=0.2))), [0, 1, 1])


def test_over_reliance_comes_first_and_what_was_assumed_stands_beside_it(careless):
    first = study.rows(careless)[0]
    assert (first.what, first.assumed) == (study.MISSED, pytest.approx(0.2))
    assert first.far
    assert 0.2 < first.seen.low < first.seen.estimate < first.seen.high <= 1


def test_the_sentence_has_number_interval_and_assumption(careless):
    told = study_words.answer(careless)
    assert "of wrong suggestions" in told
    assert "against 20 % that was assumed" in told
    assert "95 %:" in told


def test_picture_and_text_for_those_who_cannot_see_it_tell_the_same(careless):
    figure = study.chart(careless)
    assert len(figure.layout.annotations) == len(study.rows(careless))
    assert all(row.name[:80] in study.alt(careless) for row in study.rows(careless))
    assert study.title(careless).startswith("Farthest from what was assumed: more wrong suggestions taken")


def test_the_table_tells_both_intervals_and_who_liked_what(careless):
    table = study_words.table(careless)
    assert all("case by case" in cell for cell in table["Wrong suggestions taken"])
    assert table["Liked better by"] == ["1 person", "2 people"]
    assert len(study_words.pairs(careless)) == 1


def test_how_many_more_people_it_takes_is_said(careless):
    assert "more people" in study_words.needed(careless)[0] or "enough people" in study_words.needed(careless)[0]


def test_how_sure_and_how_small_a_difference_can_be_asked_for(careless):
    assert "within 3 points" in study_words.needed(careless, 3)[0]
    assert study_words.tells_apart(careless)
    assert "where they differ by 5 points or more" in study_words.needed(careless, 3, 5)[1]


def test_before_anybody_met_a_wrong_suggestion_nothing_is_claimed():
    plan = planned(cases=4, practice=0, wrong_share=0)
    found = results(plan, clicked(plan, 1, dict.fromkeys(range(2), Habits())))
    assert "nobody has met a wrong suggestion yet" in study_words.answer(found)
    assert "cannot be told" in study_words.needed(found)[0]


def test_few_people_tell_how_they_behaved_but_not_which_screen_is_cheapest():
    plan = planned(cases=12, practice=0)
    found = results(plan, clicked(plan, 1, dict.fromkeys(range(2), Habits(notices_wrong=0.2))))
    assert "which screen is cheapest cannot be told from 1 person" in study_words.answer(found)
    assert study_words.table(found)["Probably cheapest"] == ["too few people"] * 2
    assert len(study_words.needed(found)) == 1
