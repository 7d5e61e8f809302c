"""What goes into a study: enough cases, the same share of wrong suggestions in every variant, and nothing that was not chosen."""

import numpy as np
import pytest

from tests.experience.studies.plans import THREE, TWO, evidence_of, planned, study, wrong_shares
from workbench.errors import UserError
from workbench.experience.studies.plan import plan, read_plan
from workbench.pricing.prices import price


def refused(**design) -> UserError:
    with pytest.raises(UserError) as raised:
        planned(**design)
    return raised.value


@pytest.mark.parametrize("variants", [TWO, THREE, [{"screen": "top-k"}, {"screen": "undo"}, {"screen": "confirm"}]])
@pytest.mark.parametrize("share", [0.25, 0.5])
def test_every_variant_shows_the_same_share_of_wrong_suggestions(variants, share):
    shares = wrong_shares(planned(variants=variants, wrong_share=share, cases=24))

    judged = [found for found, one in zip(shares, variants, strict=True) if one["screen"] != "manual"]
    assert judged == [pytest.approx(share)] * len(judged)


def test_each_block_of_cases_has_the_same_number_of_wrong_suggestions():
    made = planned(variants=TWO, wrong_share=0.35, cases=24)
    per = made.per_variant
    wrong = [
        [not made.cases[slot[v]].shown[v].right for slot in made.slots[block * per : (block + 1) * per]]
        for block in range(2)
        for v in range(2)
    ]
    assert [sum(one) for one in wrong] == [4, 4, 4, 4]


def test_wrong_means_that_the_right_answer_is_not_shown():
    for case in planned().cases:
        for shown in case.shown:
            assert shown.right == (case.truth in [one.label for one in shown.suggestions])


def test_no_case_is_in_two_slots_and_most_classes_come_up():
    made = planned(cases=40)
    by_slot = [set(slot) for slot in made.slots]

    assert sum(map(len, by_slot)) == len(set.union(*by_slot)) == len(made.cases)
    assert {case.truth for case in made.cases} == set("abcde")
    assert not {case.case for case in made.practice} & {case.case for case in made.cases}


def test_where_a_list_shows_the_right_answer_it_is_not_always_the_first():
    made = planned(cases=40)
    lists = [(made.cases[slot[1]], made.cases[slot[1]].shown[1]) for slot in made.slots]
    places = [[one.label for one in shown.suggestions].index(case.truth) for case, shown in lists if shown.right]

    assert 0.1 < np.mean(np.array(places) > 0) < 0.6


def test_the_same_seed_gives_the_same_plan_and_a_plan_comes_back_from_text_as_it_was():
    evidence, wanted = evidence_of(), study()
    made, again, other = (plan(evidence, price(evidence, wanted, quick=True), wanted, seed) for seed in (3, 3, 4))
    assert made == again != other
    assert read_plan(made.model_dump_json()) == made


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"version": 2}', "[" * 5_000, b"\xff\xfe"])
def test_what_is_no_plan_is_refused_in_plain_words(text):
    with pytest.raises(UserError, match="could not be read"):
        read_plan(text)


def test_a_plan_whose_slots_name_a_case_that_is_not_there_is_refused():
    with pytest.raises(UserError):
        read_plan(planned().model_dump_json().replace('"slots":[[', '"slots":[[599,'))


def test_nothing_but_the_chosen_columns_goes_in():
    text = planned(prototype={"columns": ["words"]}).model_dump_json()
    assert "matter number" in text
    assert "secret-" not in text
    assert all(case.title == "" for case in planned(prototype={"columns": ["words"]}).cases)


def test_the_id_of_a_case_is_shown_only_where_its_column_was_chosen():
    assert all(case.title == case.case for case in planned(prototype={"columns": ["words", "id"]}).cases)


def test_what_a_screen_does_in_real_life_adds_up_to_all_cases():
    made = planned(variants=[*TWO, {"screen": "defer"}])
    for variant in made.variants:
        world = variant.world
        assert world.right.share + world.wrong.share + world.by_hand.share + world.alone.share == pytest.approx(1.0)
    confirm, top, defer = (variant.world for variant in made.variants)
    assert confirm.right.share < top.right.share
    assert (confirm.right.lines, top.right.lines) == (1.0, 3.0)
    assert defer.alone.share > 0 and defer.right.share == 0
    assert top.wrong.listed == pytest.approx(9.0)


@pytest.mark.parametrize(
    ("variants", "words"),
    [
        ([{"screen": "confirm"}], "1 variant"),
        ([], "0 variants"),
        ([{"screen": "confirm"}, {"screen": "confirm", "candidate": "model"}], "the same"),
        ([{"screen": "manual"}, {"screen": "manual", "candidate": "model"}], "the same"),
        ([{"screen": "confirm"}, {"screen": "act"}], "cannot be studied"),
        ([{"screen": "confirm"}, {"screen": "top-k", "candidate": "no such"}], "no such"),
    ],
)
def test_what_cannot_be_compared_is_refused(variants, words):
    assert words in refused(variants=variants).what


def test_too_few_cases_for_each_variant_are_refused():
    assert "5 cases over 3 variants" in refused(variants=THREE, cases=5).what


def test_too_few_wrong_suggestions_are_counted_and_the_share_that_is_possible_is_said():
    few = evidence_of(n=100, signal=4.0)
    error = refused(evidence=few, cases=60, wrong_share=0.5)
    assert "wrong suggestions by model" in error.what
    possible = int(error.do.split(" %")[0].split()[-1]) / 100
    wrong_shares(planned(evidence=few, cases=60, wrong_share=possible))


def test_a_perfect_model_has_no_wrong_suggestions_to_show():
    error = refused(evidence=evidence_of(n=120, signal=12.0))
    assert "0 wrong suggestions" in error.what
    assert "0 %" in error.do


def test_without_a_model_people_can_still_be_watched_over_a_guesser():
    evidence, wanted = evidence_of(), study(variants=[{"screen": "confirm", "candidate": "majority"}, {"screen": "manual"}])
    made = plan(evidence, price(evidence, wanted, quick=True), wanted, 0)
    assert all(case.shown[0].suggestions[0].words.startswith("always says") for case in made.cases)


def test_prices_beyond_what_a_study_holds_are_told_and_not_kept():
    case = {"column": "amount", "times": 1e15, "plus": 1e15}
    problem = refused(costs={"wrong": 9.0, "matrix": {"a": {"b": case}}})
    assert problem.what.startswith("This study would hold more than a study can:")
    assert problem.why and problem.do


def test_a_table_of_very_many_columns_asks_which_of_them_people_see(monkeypatch):
    monkeypatch.setattr("workbench.experience.studies.plan.MOST_NAMED", 1)
    problem = refused(prototype={"columns": ["words", "amount"]}, cases=8)
    assert problem.what == "A case has 2 columns, and the screen of a study shows 1 at most."
    assert "Choose the columns" in problem.do
