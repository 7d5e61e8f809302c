"""Each sample story, through the whole pipeline, ends in the verdict that was built into it, and for the reason built into it."""

from __future__ import annotations

import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from workbench.data import samples
from workbench.data.samples import open_sample
from workbench.experience.outcome import Outcome
from workbench.experience.policies import find
from workbench.experience.studies.measured import measured
from workbench.experience.studies.plan import read_plan
from workbench.experience.studies.results import Results, results
from workbench.experience.studies.trial import Trial
from workbench.run import Appraisal, Run, appraise, run
from workbench.scenario import Scenario, dumps, loads

VERDICTS = {
    "card_payments": "build",
    "travel_suggestions": "redesign",
    "audience_engagement": "dont",
    "support_tickets": "dont",
}
MODELS = ("logistic regression", "gradient boosting")


@cache
def story(key: str) -> Run:
    scenario, dataset = open_sample(key)
    return run(scenario, dataset=dataset)


def cheapest(key: str, policy: str, candidate: str | None = None) -> Outcome:
    found = [o for o in story(key).appraisal.outcomes if o.policy == policy and candidate in (None, o.candidate)]
    return min(found, key=lambda outcome: outcome.cost_per_case.estimate)


def cost(key: str, candidate: str) -> float:
    return story(key).appraisal.prices[candidate].cost_per_case.estimate


def best_model_cost(key: str) -> float:
    return min(cost(key, name) for name in MODELS)


def test_every_story_has_an_expected_verdict():
    assert set(VERDICTS) == {sample.key for sample in samples.SAMPLES}


# Their models take seconds each.
LONG = ("travel_suggestions", "support_tickets")
STORIES = [pytest.param(key, marks=pytest.mark.slow) if key in LONG else key for key in VERDICTS]


@pytest.mark.parametrize("key", STORIES)
def test_the_verdict_is_the_one_built_into_the_story(key):
    verdict = story(key).appraisal.verdict

    assert verdict.code == VERDICTS[key], verdict
    assert verdict.reasons


@pytest.mark.parametrize("key", STORIES)
def test_nothing_in_a_story_is_flagged_as_a_leak(key):
    assert [finding for finding in story(key).appraisal.findings if finding.severity == "stop"] == []


# Card payments


def test_always_ok_is_right_98_percent_of_the_time_and_dearer_than_a_model_that_is_right_less_often():
    prices = story("card_payments").appraisal.prices
    best = min((prices[name] for name in MODELS), key=lambda price: price.cost_per_case.estimate)
    answered_right = best.counts[: len(prices.costs.classes)].trace() / best.counts.sum()

    assert prices["majority"].metrics.accuracy == pytest.approx(0.982)
    assert answered_right < prices["majority"].metrics.accuracy
    assert best.cost_per_case.high < prices["majority"].cost_per_case.low


def test_the_line_for_stopping_a_payment_lies_far_below_one_half():
    assert story("card_payments").appraisal.prices["logistic regression"].threshold < 0.2


def test_holding_payments_for_a_phone_call_gains_next_to_nothing():
    appraisal = story("card_payments").appraisal
    act = cheapest("card_payments", "act").cost_per_case.estimate

    assert cheapest("card_payments", "defer").cost_per_case.estimate > act - 2 * appraisal.prices.smallest_gain


def test_who_pays_online_bears_more_of_the_mistakes_and_no_region_does():
    verdict, borne = story("card_payments").appraisal.verdict, story("card_payments").appraisal.borne
    (told,) = [reason for reason in verdict.reasons if "bear more of the mistakes" in reason]

    assert borne is not None
    assert 'cases with entry_mode "online" bear more of the mistakes' in told
    assert not any(gap.significant for gap in borne.gaps_of("region"))


@pytest.mark.parametrize("key", [story for story in STORIES if story != "card_payments"])
def test_where_groups_were_drawn_at_random_nobody_bears_more(key):
    borne = story(key).appraisal.borne

    assert borne is not None
    assert not any(gap.significant for gap in borne.gaps)


# Travel suggestions


@pytest.mark.slow
def test_the_top_answer_is_right_four_times_in_ten_and_among_three_three_times_in_four():
    metrics = story("travel_suggestions").appraisal.prices["logistic regression"].metrics

    assert 0.35 < metrics.accuracy < 0.5
    assert 0.7 < metrics.top3_accuracy < 0.8


@pytest.mark.slow
def test_acting_on_the_top_answer_costs_more_than_the_agent_with_a_catalogue():
    assert best_model_cost("travel_suggestions") > cheapest("travel_suggestions", "manual").cost_per_case.estimate


@pytest.mark.slow
def test_showing_three_answers_beats_the_agent_and_the_three_most_popular():
    three = cheapest("travel_suggestions", "top-k", "logistic regression").cost_per_case
    by_interest = cheapest("travel_suggestions", "top-k", "one rule").cost_per_case
    popular = cheapest("travel_suggestions", "top-k", "cheapest answer").cost_per_case

    assert three.high < by_interest.low < popular.low
    assert three.high < cheapest("travel_suggestions", "manual").cost_per_case.low


# Audience engagement


def test_no_model_gains_on_boosting_nothing():
    constant = cost("audience_engagement", "cheapest answer")

    assert constant == pytest.approx(0.31 * 14.0)
    assert best_model_cost("audience_engagement") > constant - story("audience_engagement").appraisal.prices.smallest_gain


def test_a_perfect_answer_would_have_been_worth_having():
    prices = story("audience_engagement").appraisal.prices

    assert cost("audience_engagement", "cheapest answer") - prices.perfect > 4 * (prices.hurdle + prices.smallest_gain)


@pytest.mark.parametrize("name", MODELS)
def test_ranking_posts_is_as_good_as_a_coin(name):
    assert story("audience_engagement").appraisal.prices[name].metrics.roc_auc == pytest.approx(0.5, abs=0.04)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_shuffles_of_who_engaged_end_the_same_way(seed, tmp_path):
    lines = (samples.sample("audience_engagement").folder / "data.csv").read_text(encoding="utf-8").splitlines()
    posts, engaged = zip(*(line.rsplit(",", 1) for line in lines[1:]), strict=True)
    shuffled = np.random.default_rng(seed).permutation(engaged)
    again = tmp_path / "data.csv"
    again.write_text("\n".join([lines[0], *map(",".join, zip(posts, shuffled, strict=True))]) + "\n", encoding="utf-8")

    scenario, _ = open_sample("audience_engagement")
    verdict = run(scenario, source=again).appraisal.verdict

    assert verdict.code == "dont", verdict


# Support tickets


@pytest.mark.slow
def test_the_words_of_a_ticket_name_the_team_two_or_three_times_in_four_and_among_three_nine_times_in_ten():
    metrics = story("support_tickets").appraisal.prices["word patterns"].metrics

    assert 0.6 < metrics.accuracy < 0.75
    assert metrics.top3_accuracy > 0.9


@pytest.mark.slow
def test_sending_tickets_off_by_themselves_costs_more_than_sorting_them_by_hand():
    tickets = story("support_tickets").appraisal
    acting = [outcome.cost_per_case for outcome in tickets.outcomes if outcome.policy == "act"]

    assert min(cost.low for cost in acting) > 1.5 * tickets.prices["today"].cost_per_case.high


@cache
def study() -> Results:
    """The study of made-up participants that is shipped with the tickets."""
    document = json.loads((samples.sample("support_tickets").folder / "study.json").read_bytes())
    people = document["participants"]
    trials = [Trial.model_validate(kept["trial"]) for one in people for kept in one["trials"]]
    return results(read_plan(json.dumps(document["plan"])), trials, [one["preference"]["variant"] for one in people])


def as_measured(scenario: Scenario) -> Scenario:
    return scenario.replaced("people", measured(study(), scenario.people, when="2024-07-31").model_dump())


@cache
def tickets_as_measured() -> Appraisal:
    tickets = story("support_tickets").appraisal
    return appraise(tickets.evidence, as_measured(tickets.scenario), tickets.findings)


@pytest.mark.slow
def test_on_guessed_behaviour_no_screen_over_the_tickets_pays_and_measured_behaviour_turns_that():
    before, after = story("support_tickets").appraisal.verdict, tickets_as_measured().verdict

    assert (before.code, after.code) == ("dont", "redesign")
    assert before.next_step.startswith("Watch people use a screen")
    assert "don't act on the model alone" in after.sentence
    assert "Showing three answers by word patterns" in after.sentence


@pytest.mark.slow
def test_taking_the_measurement_back_turns_the_verdict_back():
    tickets = story("support_tickets").appraisal
    again = tickets_as_measured().scenario.replaced("people", tickets.scenario.people.model_dump())

    assert appraise(tickets.evidence, again, quick=True).verdict.code == "dont"


@pytest.mark.slow
def test_the_study_says_that_its_participants_are_made_up_wherever_its_numbers_go():
    people = tickets_as_measured().scenario.people

    assert "made up" in study().plan.name and "made up" in study().plan.consent
    assert all("participants made up" in source for source in people.sources.values())
    assert {"notices_wrong", "accepts_right", "by_hand_error", "read", "by_hand"} <= set(people.sources)


@pytest.mark.slow
def test_measured_behaviour_survives_being_saved():
    scenario = tickets_as_measured().scenario
    assert loads(dumps(scenario)) == scenario


@pytest.mark.slow
def test_three_teams_to_pick_from_cost_less_than_half_of_what_a_ticket_costs_today_once_people_were_watched():
    tickets = tickets_as_measured()
    three = find(tickets.outcomes, "top-k", "word patterns").cost_per_case
    others = [outcome.cost_per_case for outcome in tickets.outcomes if outcome.policy != "top-k"]

    assert three.high < 0.5 * tickets.prices["today"].cost_per_case.low
    assert three.high < min(cost.low for cost in others)


@pytest.mark.slow
def test_who_does_not_read_the_text_has_no_three_teams_worth_showing():
    three, popular, *blind = (
        find(tickets_as_measured().outcomes, "top-k", name).cost_per_case
        for name in ("word patterns", "cheapest answer", *MODELS, "one rule")
    )

    assert three.high < min(cost.low for cost in (popular, *blind))
    assert min(cost.low for cost in (popular, *blind)) > tickets_as_measured().prices["today"].cost_per_case.high


def test_the_made_up_people_are_drawn_again_as_they_were():
    home = samples.sample("support_tickets").folder
    make = made(home / "make_study.py")
    assert make.content(study().plan) == (home / "study.json").read_bytes()


def made(script: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("made_up_study", script)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_other_folds_of_the_tickets_end_the_same_way(seed):
    scenario, dataset = open_sample("support_tickets")
    scenario = scenario.changed("evidence", seed=seed, candidates=("majority", "cheapest answer", "one rule", "word patterns"))

    found = run(scenario, dataset=dataset).appraisal
    after = appraise(found.evidence, as_measured(scenario), found.findings).verdict

    assert found.verdict.code == "dont", found.verdict
    assert after.code == "redesign", after
    assert "three answers by word patterns" in after.sentence
