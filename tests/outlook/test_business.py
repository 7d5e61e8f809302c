"""The business case: a year, all years, what is spent first, and what a perfect model would be worth."""

import pytest

from tests.outlook.made import on_paper, prices
from workbench.experience.policies import policies
from workbench.experience.race import race
from workbench.outlook.business import BusinessCase, business_case, worth_of_perfect
from workbench.outlook.told import business_in_words, perfect_in_words, present_in_words
from workbench.pricing.estimate import Estimate
from workbench.pricing.hurdle import hurdle
from workbench.pricing.prices import price
from workbench.scenario import Scenario


def test_a_year_is_told_with_what_it_costs_to_build_and_when_it_is_earned_back():
    case = BusinessCase(Estimate(196_000, 121_000, 260_000), 90_000, 3, 6, Estimate(0, 0, 0))
    told = business_in_words(case, "model, acted on", "one rule", "USD")
    assert told.startswith("Model, acted on against one rule: saves $196k a year (95 %: $121k to $260k)")
    assert told.endswith("The $90,000 spent before the start are earned back in 6 months.")


def test_what_loses_is_never_earned_back():
    case = BusinessCase(Estimate(-5_000, -9_000, -1_000), 90_000, 3, None, Estimate(0, 0, 0))
    told = business_in_words(case, "m", "o", "USD")
    assert "loses $5,000 a year (95 %: $1,000 to $9,000)" in told
    assert "never earned back" in told


def test_what_takes_longer_than_it_is_in_use_is_not_earned_back():
    case = BusinessCase(Estimate(-18_000, -90_000, 60_000), 61_000, 3, 122, Estimate(0, 0, 0))
    told = business_in_words(case, "m", "o", "USD")
    assert told.endswith("spent before the start are not earned back in 3 years of use: that would take 10 years.")
    a_little = BusinessCase(Estimate(-100, -90_000, 60_000), 61_000, 3, 36.1, Estimate(0, 0, 0))
    assert business_in_words(a_little, "m", "o", "USD").endswith("in 3 years of use: that would take 37 months.")


def test_a_year_counts_fees_running_and_building_once():
    scenario = Scenario().changed("decision", volume_per_year=1000).changed("costs", prediction=0.1)
    scenario = scenario.changed("business", build=600.0, run_per_year=100.0, years=2.0, discount=0.0)
    case = business_case(Estimate(1.2, 1.0, 1.4), scenario)
    assert case.yearly.estimate == pytest.approx(1200 - 100 - 100 - 300)
    assert case.payback_months == pytest.approx(600 / 1000 * 12)


def test_without_a_volume_there_is_no_business_case():
    assert business_case(Estimate(1.2, 1.0, 1.4), Scenario()) is None


def test_labels_are_spent_before_the_start_as_building_is():
    scenario = Scenario().changed("decision", volume_per_year=100).changed("business", years=2.0, discount=0.0)
    labelled = scenario.changed("business", build=100.0, labels=200, per_label=0.5)
    assert hurdle(labelled) == hurdle(scenario.changed("business", build=200.0)) == 1.0
    case = business_case(Estimate(3.0, 2.0, 4.0), labelled)
    assert (case.first, case.yearly.estimate, case.payback_months) == (200.0, 200.0, 8.0)


def test_all_years_are_worth_what_each_brings_discounted_less_what_is_spent_first():
    scenario = Scenario().changed("decision", volume_per_year=100).changed("business", build=100.0, years=2.0, discount=0.25)
    case = business_case(Estimate(2.0, 1.0, 3.0), scenario)
    assert case.present.estimate == pytest.approx(200 / 1.25 + 200 / 1.25**2 - 100)
    assert case.present.low == pytest.approx(100 / 1.25 + 100 / 1.25**2 - 100)
    told = present_in_words(case, "USD")
    assert told == "Over 2 years of use that is worth $190 (95 %: $40 to $330) today, less the $100 spent first."


def test_a_perfect_model_caps_what_may_be_spent():
    known = prices(decision={"volume_per_year": 1000}, business={"run_per_year": 1000.0, "years": 2.0, "discount": 0.0})
    found = price(on_paper(), known, quick=True)
    ran = race(on_paper(), known, found, policies(on_paper(), known, found, quick=True), quick=True)
    perfect = worth_of_perfect(ran, known)
    assert (perfect.yearly, perfect.present) == pytest.approx((5000 - 1000 - 1000, 6000))
    assert perfect_in_words(perfect, "USD").endswith("save $3,000 a year: spending more than $6,000 before the start never pays.")
