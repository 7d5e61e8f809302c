"""The money ladder in words."""

from workbench.charts import decide
from workbench.outlook.business import Split
from workbench.outlook.ladder import Step
from workbench.pricing.estimate import Estimate

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


def test_what_a_perfect_answer_would_save_is_told_with_the_part_that_having_a_model_costs():
    step = Step("model, acted on", "", Estimate(1864, 1600, 2100), model=True, chosen=True, having=64)
    bound = Step("perfect answer", "", Estimate(0, 0, 0), bound=True)
    told = decide.title_ladder((step, bound), "USD")
    assert told.endswith("would save $1,860 more per 1,000 ($1,800 in mistakes + $64 to have a model).")


def test_what_is_saved_against_today_is_parted_into_the_screen_and_the_model():
    both = decide.split_in_words(Split(0.7, 0.9), "EUR")
    assert both == "Against today it saves €1,600 per 1,000 cases: €700 from the screen alone, €900 from the model."
    assert "the screen alone would cost €100 more, the model saves €900" in decide.split_in_words(Split(-0.1, 0.9), "EUR")
