"""The money ladder and the business case in words."""

import pytest

from workbench.charts import decide
from workbench.outlook.business import BusinessCase, Split, business_case
from workbench.outlook.ladder import Step
from workbench.pricing.estimate import Estimate
from workbench.scenario import Scenario

STEPS = (
    Step("by hand", "", Estimate(440, 440, 440)),
    Step("model, showing three answers", "", Estimate(310, 290, 330), model=True, chosen=True),
    Step("perfect answer", "", Estimate(70, 70, 70), bound=True),
)


def test_the_title_says_what_is_chosen_and_what_a_perfect_answer_would_still_save():
    assert decide.title_ladder(STEPS, "USD").endswith("A perfect answer would save $240 more per 1,000.")


def test_steps_are_named_with_their_price_and_only_what_is_uncertain_has_an_interval():
    figure = decide.ladder(STEPS, "USD")
    assert figure.layout.annotations[0].text == "by hand  $440"
    assert ["95 %" in told for told in figure.data[0].hovertext] == [False, True, False]


def test_a_year_is_told_with_what_it_costs_to_build_and_when_it_is_earned_back():
    case = BusinessCase(Estimate(196_000, 121_000, 260_000), 90_000, 3, 6)
    told = decide.business_in_words(case, "model, acted on", "one rule", "USD")
    assert told.startswith("Model, acted on against one rule: saves $196k a year (95 %: $121k to $260k)")
    assert told.endswith("The $90,000 to build it are earned back in 6 months.")


def test_what_loses_is_never_earned_back():
    case = BusinessCase(Estimate(-5_000, -9_000, -1_000), 90_000, 3, None)
    told = decide.business_in_words(case, "m", "o", "USD")
    assert "loses $5,000 a year (95 %: $1,000 to $9,000)" in told
    assert "never earned back" in told


def test_a_year_counts_fees_running_and_building_once():
    scenario = Scenario().changed("decision", volume_per_year=1000).changed("costs", prediction=0.1)
    scenario = scenario.changed("business", build=600.0, run_per_year=100.0, years=2.0, discount=0.0)
    case = business_case(Estimate(1.2, 1.0, 1.4), scenario)
    assert case.yearly.estimate == pytest.approx(1200 - 100 - 100 - 300)
    assert case.payback_months == pytest.approx(600 / 1000 * 12)


def test_without_a_volume_there_is_no_business_case():
    assert business_case(Estimate(1.2, 1.0, 1.4), Scenario()) is None


def test_what_a_perfect_answer_would_save_is_told_with_the_part_that_having_a_model_costs():
    step = Step("model, acted on", "", Estimate(1864, 1600, 2100), model=True, chosen=True, having=64)
    bound = Step("perfect answer", "", Estimate(0, 0, 0), bound=True)
    told = decide.title_ladder((step, bound), "USD")
    assert told.endswith("would save $1,860 more per 1,000 ($1,800 in mistakes + $64 to have a model).")


def test_what_is_saved_against_today_is_parted_into_the_screen_and_the_model():
    both = decide.split_in_words(Split(0.7, 0.9), "EUR")
    assert both == "Against today it saves €1,600 per 1,000 cases: €700 from the screen alone, €900 from the model."
    assert "the screen alone would cost €100 more, the model saves €900" in decide.split_in_words(Split(-0.1, 0.9), "EUR")
