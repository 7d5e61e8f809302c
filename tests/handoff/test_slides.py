"""The slides say what the pages say: the same figures, what each is set against, no negative money, few words."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from tests.experience.made import make_evidence, multiclass, scenario
from workbench.experience.race import race
from workbench.handoff.slides import MOST_WORDS, _saved, slides
from workbench.money import format_money
from workbench.outlook.outlook import outlook
from workbench.pricing.estimate import Estimate
from workbench.run import appraise

PAID = {"people": {"wage_per_hour": 30.0, "by_hand": 60.0}}
TODAY = {"decision": {"today": {"kind": "human", "cost": 2.0, "accuracy": 0.9}, "volume_per_year": 10_000}}


@cache
def appraisal(signal: float, wrong: float = 9.0, prediction: float = 0.1):
    y, p = multiclass(500, 6, signal=signal)
    chosen = scenario(costs={"wrong": wrong, "prediction": prediction}, **PAID, **TODAY)
    return appraise(make_evidence(y, {"logistic regression": p}), chosen, quick=True)


@pytest.fixture(params=[0.0, 1.5, 4.0])
def seen(request):
    return appraisal(request.param)


def test_every_sentence_is_short_and_no_money_is_negative(seen):
    for slide in slides(seen, quick=True):
        assert len(slide.sentence.split()) <= MOST_WORDS + 1, slide.sentence
        assert "-" not in slide.number


def test_the_best_without_a_model_is_what_the_verdict_holds_a_model_against(seen):
    ran = race(seen.evidence, seen.scenario, seen.prices, seen.outcomes, quick=True)
    second = slides(seen, quick=True)[1]
    assert ran.cheapest.label in second.caption
    assert second.number == format_money(ran.cheapest.all_in * 1000, "USD")


def test_what_is_saved_says_against_what_and_what_is_counted(seen):
    for slide in slides(seen, quick=True):
        if slide.number.endswith(("saved", "dearer")):
            assert "against" in slide.caption
            assert "what having a model costs" in slide.caption


def test_what_a_study_found_of_how_people_watch_gets_a_slide_and_made_up_people_are_named():
    seen = appraisal(1.5)
    assert "noticed" not in " ".join(slide.caption for slide in slides(seen, True))
    for source, sentence in (("12 people", "We watched"), ("18 people, study X, participants made up", "Made-up people")):
        people = {"notices_wrong": [0.6, 0.75, 0.85], "sources": {"notices_wrong": f"measured: {source}"}}
        watched = replace(seen, scenario=seen.scenario.changed("people", **people))
        shown = next(slide for slide in slides(watched, True) if "noticed" in slide.caption)
        assert shown.sentence.startswith(sentence)
        assert (shown.number, "60 % to 85 %" in shown.caption) == ("75 %", True)


def test_the_nearest_turn_of_the_verdict_is_the_last_slide_once_it_is_known():
    seen = appraisal(1.5)
    found = outlook(seen.evidence, seen.scenario, seen.prices, seen.outcomes)
    assert found.flips
    *before, last = slides(seen, True, found)
    assert tuple(before) == slides(seen, True)
    assert (last.sentence, last.picture) == ("This would change our mind.", "outlook")
    assert found.flips[0].told("USD")[1:] in last.caption


def test_a_screen_is_praised_only_where_it_is_cheaper_than_doing_without():
    screens = [next(s for s in slides(appraisal(signal), True) if s.picture == "policies") for signal in (0.0, 1.5, 4.0)]
    assert screens[0].sentence == "No screen with this model beats doing without."
    assert screens[0].number.endswith("dearer")
    assert screens[1].number.endswith("saved")
    assert screens[2].number.endswith("saved")


@pytest.mark.parametrize(
    ("saved", "having", "sentence", "number"),
    [
        (Estimate(50, 40, 60), 10, "A model saves money, and it is no accident.", "$50 saved"),
        (Estimate(50, 40, 60), 90, "A model saves less than having one costs.", "$50 saved"),
        (Estimate(-50, -60, -40), 10, "Acting on the model costs more than doing without.", "$50 dearer"),
        (Estimate(0, 0, 0), 0, "The model makes no difference.", "$0 saved"),
        (Estimate(-20, -50, 10), 90, "A model saves less than having one costs.", "at most $10 saved"),
        (Estimate(10, -20, 40), 0, "Whether a model saves anything cannot be told yet.", "$20 dearer to $40 saved"),
    ],
)
def test_a_model_is_judged_as_on_the_compare_page(saved, having, sentence, number):
    assert _saved(saved, having, "USD") == (sentence, number)


def test_a_line_that_these_cases_cannot_tell_from_the_usual_one_gets_no_slide():
    rng = np.random.default_rng(0)
    y = (rng.random(400) < 0.5).astype(int)
    chosen = scenario(costs={"matrix": {"b": {"a": 14.0}, "a": {"b": 12.0}}})
    found = appraise(
        make_evidence(y, {"logistic regression": np.clip(0.5 + 0.05 * rng.normal(size=400), 0, 1)}), chosen, quick=True
    )
    assert "line" not in [slide.picture for slide in slides(found, quick=True)]
