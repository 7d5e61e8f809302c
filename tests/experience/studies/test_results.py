"""What a study finds, against people of known behaviour. A wrong team costs 9, an hour 36, work by hand 40 seconds."""

from functools import cache

import numpy as np
import pytest

from tests.experience.studies.clicking import Habits, clicked
from tests.experience.studies.plans import PEOPLE, THREE, TWO, evidence_of, planned, study
from workbench.experience.policies import find, policies
from workbench.experience.studies.answers import gathered
from workbench.experience.studies.life import by_hand, in_life, persons
from workbench.experience.studies.planned import World
from workbench.experience.studies.results import results
from workbench.experience.studies.trial import settle
from workbench.pricing.prices import price

CAREFUL = Habits(accepts_right=0.93, notices_wrong=0.9, slips=0.02, errors=0.1, look=6.0, hand=40.0)
TRUSTING = Habits(accepts_right=0.97, notices_wrong=0.4, slips=0.02, errors=0.1, look=3.0, hand=40.0)
HABITS = {0: TRUSTING, 1: CAREFUL, 2: CAREFUL}


@cache
def found(people=30, variants=3, seed=0):
    plan = planned(variants=THREE[:variants], cases=24)
    trials = clicked(plan, people, HABITS, seed)
    return plan, trials, results(plan, trials, preferences=[1, 1, 0, None, 9])


def test_what_people_do_is_found_again():
    _, _, told = found()
    confirm, lists, hand = told.variants

    assert (told.people, told.finished, told.trials) == (30, 30, 30 * 24)
    assert confirm.shares.missed.clustered.low < 0.6 < confirm.shares.missed.clustered.high
    assert confirm.shares.turned_down.clustered.low < 0.03 < confirm.shares.turned_down.clustered.high
    assert lists.shares.missed.clustered.low < 0.1 < lists.shares.missed.clustered.high
    assert lists.shares.slipped.clustered.low < 0.02 / 0.95 < lists.shares.slipped.clustered.high
    assert told.errors.clustered.low < 0.1 < told.errors.clustered.high
    assert hand.shares is None


def test_seconds_are_found_again_within_people_and_between_variants():
    _, _, told = found()
    hand = told.variants[2].seconds
    assert hand.typical.low < 40.0 < hand.typical.high
    assert hand.mean.estimate == pytest.approx(40.0 * np.exp(0.3**2 / 2), rel=0.05)
    slower = next(pair for pair in told.pairs if (pair.first, pair.second) == (0, 2))
    assert slower.quicker.low > 1.0 and slower.people == 30


def test_who_takes_fewer_wrong_suggestions_on_a_list_is_seen_within_people():
    _, _, told = found()
    fewer = told.pairs[0]
    assert (fewer.first, fewer.second) == (0, 1)
    assert fewer.missed.high < 0.0
    assert fewer.missed.low < 0.1 - 0.6 < fewer.missed.high


def test_what_was_realised_is_the_mean_of_what_each_trial_cost():
    plan, trials, told = found()
    costs = [settle(plan, one).total for one in trials if one.variant == 1 and not one.practice]
    assert told.variants[1].realised.estimate == pytest.approx(np.mean(costs))
    assert told.variants[1].realised.low < told.variants[1].realised.estimate < told.variants[1].realised.high


def test_preferences_are_counted_and_what_is_no_variant_is_not():
    _, _, told = found()
    assert [one.preferences for one in told.variants] == [1, 2, 0]
    assert told.variants[1].preferred.estimate == pytest.approx(2 / 3)


def test_the_variant_on_which_people_notice_more_is_probably_cheapest():
    _, _, told = found()
    assert told.variants[told.cheapest].screen == "top-k"
    assert sum(one.cheapest for one in told.variants) == pytest.approx(1.0)
    assert sum(one.cheapest_resampled for one in told.variants) == pytest.approx(1.0)
    assert told.variants[1].cheapest > 0.8 and told.variants[1].cheapest_resampled > 0.8


def test_nobody_has_answered_yet():
    plan = planned(variants=THREE, cases=24)
    told = results(plan, [])
    assert (told.people, told.finished, told.trials) == (0, 0, 0)
    assert all(one.seconds is None and one.realised is None for one in told.variants)
    assert sum(one.cheapest for one in told.variants) == pytest.approx(1.0)


def test_a_single_answer_tells_little_and_breaks_nothing():
    plan, trials, _ = found()
    told = results(plan, [one for one in trials if not one.practice][:1])
    assert (told.people, told.finished, told.trials) == (1, 0, 1)


def test_practice_and_a_case_that_was_sent_twice_are_not_counted():
    plan, trials, told = found()
    assert results(plan, [*trials, *trials]).trials == told.trials == len([one for one in trials if not one.practice])


def test_a_case_that_ran_out_of_time_is_told_and_is_no_rejection():
    plan, trials, told = found()
    lost = [one.model_copy(update={"timeout": True, "choice": None}) if one.order % 9 == 4 else one for one in trials]
    after = results(plan, lost)
    assert sum(one.lost for one in after.variants) == len([one for one in lost if one.timeout])
    assert after.variants[0].shares.missed.cases < told.variants[0].shares.missed.cases


@pytest.mark.parametrize("screen", ["confirm", "top-k", "sets", "undo", "manual", "defer"])
def test_people_who_behave_as_assumed_cost_what_the_policy_is_priced_at(screen):
    evidence = evidence_of()
    others = {"screen": "manual" if screen != "manual" else "confirm"}
    wanted = study(variants=[{"screen": screen}, others], cases=8).changed("policies", compare=[screen])
    prices = price(evidence, wanted, quick=True)
    priced = policies(evidence, wanted, prices, quick=True)
    outcome = find(priced, screen, "no model" if screen == "manual" else prices.best_model) or find(priced, screen, "")
    plan = planned(variants=[{"screen": screen}, others], cases=8)
    nobody = gathered(plan, [])
    drawn = persons(nobody, 0)

    cost = in_life(plan, 0, nobody, by_hand(plan, nobody, drawn, 0, prior=1e9), drawn, 0, prior=1e9)

    assert cost.mean() == pytest.approx(outcome.cost_per_case.estimate, rel=0.01)


DEAR = {"matrix": {"a": {"b": {"column": "amount"}, "c": {"column": "amount", "times": 2.0}}}, "wrong": 5.0}


@pytest.mark.parametrize(
    "other", [{"costs": DEAR}, {"prevalence": {"a": 0.6, "b": 0.1}}, {"costs": {"review": 0.3, "wrong": 9.0}}]
)
@pytest.mark.parametrize("screen", ["top-k", "defer"])
def test_that_holds_where_costs_differ_by_case_classes_are_rarer_in_life_and_handing_over_has_a_price(screen, other):
    evidence, design = evidence_of(), {"variants": [{"screen": screen}, {"screen": "confirm"}], "cases": 8, **other}
    prices = price(evidence, study(**design), quick=True)
    outcome = find(policies(evidence, study(**design), prices, quick=True), screen, prices.best_model)
    plan = planned(**design)
    nobody = gathered(plan, [])
    drawn = persons(nobody, 0)

    cost = in_life(plan, 0, nobody, by_hand(plan, nobody, drawn, 0, prior=1e9), drawn, 0, prior=1e9)

    assert cost.mean() == pytest.approx(outcome.cost_per_case.estimate, rel=0.02)


def test_that_holds_where_people_take_back_what_was_right():
    people, wanted = PEOPLE | {"takes_back_right": 0.2}, [{"screen": "undo"}, {"screen": "manual"}]
    scenario = study(variants=wanted, cases=8, people=people).changed("policies", compare=["undo"])
    prices = price(evidence_of(), scenario, quick=True)
    outcome = find(policies(evidence_of(), scenario, prices, quick=True), "undo", prices.best_model)
    plan = planned(variants=wanted, cases=8, people=people)
    nobody = gathered(plan, [])
    drawn = persons(nobody, 0)

    cost = in_life(plan, 0, nobody, by_hand(plan, nobody, drawn, 0, prior=1e9), drawn, 0, prior=1e9)

    assert cost.mean() == pytest.approx(outcome.cost_per_case.estimate, rel=0.01)
    # A fifth of right actions is worked again, which nobody does at first.
    careful = policies(evidence_of(), scenario.changed("people", takes_back_right=0.0), quick=True)
    assert outcome.cost_per_case.estimate > 1.05 * find(careful, "undo", prices.best_model).cost_per_case.estimate


ERRING = PEOPLE | {"by_hand_errors": {"a": 0.6, "b": 0.0}}


@pytest.mark.parametrize("screen", ["confirm", "top-k", "manual", "defer"])
def test_that_holds_where_people_err_more_with_one_class_which_is_commoner_in_life(screen):
    wanted = [{"screen": screen}, {"screen": "manual" if screen != "manual" else "confirm"}]
    evidence, design = evidence_of(), {"variants": wanted, "cases": 8, "people": ERRING, "prevalence": {"a": 0.5}, "costs": DEAR}
    scenario = study(**design).changed("policies", compare=[screen])
    prices = price(evidence, scenario, quick=True)
    priced = policies(evidence, scenario, prices, quick=True)
    plan = planned(**design)
    nobody = gathered(plan, [])
    drawn = persons(nobody, 0)

    cost = in_life(plan, 0, nobody, by_hand(plan, nobody, drawn, 0, prior=1e9), drawn, 0, prior=1e9)

    outcome = find(priced, screen, "no model" if screen == "manual" else prices.best_model)
    assert cost.mean() == pytest.approx(outcome.cost_per_case.estimate, rel=0.02)


def test_a_class_that_people_were_seen_to_get_wrong_costs_more_where_it_is_commoner_in_life():
    plan = planned(variants=[{"screen": "manual"}, {"screen": "confirm"}], cases=24, prevalence={"a": 0.6})
    trials = clicked(plan, 30, {0: CAREFUL, 1: CAREFUL})
    mistaken = [
        one.model_copy(update={"choice": "b"}) if one.true_label == "a" and one.action == "manual" else one for one in trials
    ]
    cost = results(plan, mistaken).variants[0].in_life.estimate
    right = plan.wage * results(plan, mistaken).hand_seconds.mean.estimate
    assert cost - right == pytest.approx(9.0 * (0.6 * 1.0 + 0.4 * CAREFUL.errors), abs=0.5)


def test_a_plan_that_did_not_tell_classes_apart_takes_the_errors_of_all():
    plan, trials, told = found()
    variants = [
        one.model_copy(update={"world": World(**{name: part.model_copy(update={"slips": ()}) for name, part in one.world})})
        for one in plan.variants
    ]
    older = plan.model_copy(update={"variants": tuple(variants)})
    hand = by_hand(older, gathered(older, trials), persons(gathered(older, trials), 0), 0)
    assert not hand.own and hand.error.mean() == pytest.approx(told.errors.share, abs=0.02)
    assert results(older, trials).variants[2].in_life.estimate == pytest.approx(told.variants[2].in_life.estimate, rel=0.1)


def test_the_same_trials_give_the_same_numbers():
    plan, trials, told = found()
    assert results(plan, trials).variants[0].in_life == told.variants[0].in_life


def test_two_variants_alone_make_one_pair():
    plan = planned(variants=TWO, cases=24)
    assert len(results(plan, clicked(plan, 4, HABITS)).pairs) == 1
