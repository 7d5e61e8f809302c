"""Policies on money against time."""

import json
import re
from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest

from workbench.charts import experience
from workbench.charts.experience_names import HEIGHT, LETTER, WIDTH
from workbench.charts.experience_points import inside, numbered, points
from workbench.charts.experience_words import (
    alt,
    answer,
    beside_the_verdict,
    frontier_in_words,
    key_in_words,
    left_in_words,
    room_in_words,
    seconds,
    title,
)
from workbench.charts.placing import LINE
from workbench.experience.catalogue import CATALOGUE
from workbench.pricing.estimate import Estimate


def outcome(policy, candidate, cost, seconds, **parameters):
    interval = Estimate(cost, cost - 0.01, cost + 0.01)
    return SimpleNamespace(
        policy=policy,
        candidate=candidate,
        cost_per_case=interval,
        seconds_per_case=seconds,
        parameters=parameters,
        human_share=float(seconds > 0),
    )


OUTCOMES = [
    outcome("act", "model", 0.52, 0.0),
    outcome("top-k", "model", 0.31, 6.0, k=3),
    outcome("act", "cheapest answer", 0.97, 0.0),
    outcome("manual", "no model", 0.44, 45.0),
    outcome("act", "one rule", 0.71, 0.0),
]


def test_only_the_chosen_candidate_class_shares_and_people_alone_are_shown():
    shown = points(OUTCOMES, "model", {}, "cheapest answer")
    assert [point.name for point in shown] == ["act", "show three", "act, no model", "by hand"]


def test_the_answer_sets_the_best_screen_against_acting():
    shown = points(OUTCOMES, "model", {}, "cheapest answer")
    told = answer(shown, "USD")
    assert told.startswith("Show three answers to choose from: $310")
    assert "against $520 when the model's top answer is acted on, and people spend 6.0 s more a case" in told


def test_asking_a_model_is_counted_once_and_only_where_it_is_asked():
    shown = {point.name: point.cost.estimate for point in points(OUTCOMES, "model", {"model": 0.2}, "cheapest answer")}
    assert round(shown["show three"]) == 510
    assert round(shown["by hand"]) == 440


def boxes(figure):
    """Return (left, top, right, bottom) in pixels of a phone's plot, by name."""
    drawn = json.loads(figure.to_json())["layout"]
    (x0, x1), (y0, y1) = drawn["xaxis"]["range"], drawn["yaxis"]["range"]
    found = {}
    for note in drawn["annotations"]:
        lines = re.sub("</?b>", "", note["text"]).split("<br>")
        wide, high = LETTER * max(map(len, lines)), LINE * len(lines)
        x = (note["x"] - x0) / (x1 - x0) * WIDTH + note["ax"] - wide * {"left": 0, "center": 0.5, "right": 1}[note["xanchor"]]
        y = (y1 - note["y"]) / (y1 - y0) * HEIGHT + note["ay"] - high * {"top": 0, "middle": 0.5, "bottom": 1}[note["yanchor"]]
        found[note["text"]] = (x, y, x + wide, y + high)
    return found


def covers(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def many(seed):
    """Three candidates with eight ways of behaving each, and people alone."""
    rng = np.random.default_rng(seed)
    ways = [policy.name for policy in CATALOGUE if policy.name != "manual"]
    over = [
        outcome(way, name, rng.uniform(0.3, 1.2), 0.0 if way == "act" else rng.uniform(2.0, 40.0), k=3)
        for name in ("model", "one rule", "cheapest answer")
        for way in ways
    ]
    return [*over, outcome("manual", "no model", 0.9, 45.0)]


@pytest.mark.parametrize("seed", range(6))
def test_numbers_of_many_points_neither_cover_each_other_nor_leave_a_phone(seed):
    shown = points(many(seed), "model", {}, "cheapest answer", beside=("one rule",))
    named = boxes(experience.money_against_time(shown, "USD"))
    assert len(named) >= 5
    assert not [(one, other) for one, other in combinations(named, 2) if covers(named[one], named[other])]
    # A line is higher than its letters by more than these three pixels, and there is a margin to the right.
    assert not [name for name, box in named.items() if box[0] < -3 or box[2] > WIDTH + 10 or box[1] < -3 or box[3] > HEIGHT + 3]


@pytest.mark.parametrize("seed", range(12))
def test_no_number_is_nearer_to_another_numbered_mark_than_to_its_own(seed):
    shown = points(many(seed), "model", {}, "cheapest answer", beside=("one rule",))
    figure = experience.money_against_time(shown, "USD")
    marks = numbered(shown)
    (x0, x1), (y0, y1) = figure.layout.xaxis.range, figure.layout.yaxis.range
    at = [((p.seconds - x0) / (x1 - x0) * WIDTH, (y1 - p.cost.estimate) / (y1 - y0) * HEIGHT) for p in marks]
    for text, (left, top, right, bottom) in boxes(figure).items():
        whose = [int(number) - 1 for number in re.sub("</?b>", "", text).split(", ")]
        middle = (left + right) / 2, (top + bottom) / 2
        ranked = sorted(range(len(at)), key=lambda i: np.hypot(at[i][0] - middle[0], at[i][1] - middle[1]))
        assert ranked[0] in whose


def test_each_number_is_told_below_the_picture_the_cheapest_first():
    shown = points(OUTCOMES, "model", {}, "cheapest answer")
    assert key_in_words(shown, "USD")[:2] == [
        "show three: $310 (95 %: $300 to $320), 6.0 s",
        "by hand: $440 (95 %: $430 to $450), 45 s",
    ]
    texts = [note.text for note in experience.money_against_time(shown, "USD").layout.annotations]
    assert sorted(texts) == [f"<b>{number}</b>" for number in range(1, len(key_in_words(shown, "USD")) + 1)]


def test_names_from_users_are_text():
    shown = points([outcome("act", "<i>m</i>", 0.5, 0.0)], "<i>m</i>", {}, "cheapest answer")
    figure = experience.money_against_time(shown, "<i>USD</i>")
    assert "<i>" not in json.dumps(figure.to_plotly_json(), default=str)


def test_seconds_are_told_as_people_say_them():
    assert [seconds(value) for value in (0.44, 67.2, 240.0)] == ["0.4 s", "67 s", "4.0 min"]


def test_where_a_person_does_it_today_their_seconds_are_told_against_today():
    shown = points(OUTCOMES, "model", {}, "cheapest answer")
    assert "; people spend 6.0 s a case, 39 s less than today." in answer(shown, "USD", today=45.0)
    assert "; people spend 6.0 s a case, as today." in answer(shown, "USD", today=6.0)


def test_where_nobody_would_hand_a_case_over_that_is_said_and_not_drawn():
    idle = outcome("defer", "model", 0.3, 0.0, capacity=0.1)
    shown = points([outcome("act", "model", 0.3, 0.0), idle], "model", {}, "cheapest answer")
    assert "handing a case over is never worth it here" in answer(shown, "USD")
    assert title(shown, "USD") == "With this model, no screen is cheaper than acting"
    assert len(experience.money_against_time(shown, "USD").layout.annotations) == 1


def test_where_acting_is_cheapest_the_title_says_what_the_next_best_costs_more():
    others = [outcome("act", "model", 0.3, 0.0), outcome("confirm", "model", 0.4, 5.0), outcome("defer", "model", 0.9, 9.0)]
    shown = points(others, "model", {}, "cheapest answer")
    assert title(shown, "USD") == "With this model, acting is cheapest: to confirm first costs $100 more per 1,000"


def test_a_list_of_one_and_a_screen_with_no_model_are_named_in_plain_words():
    one, same = outcome("top-k", "model", 0.3, 6.0, k=1), outcome("top-k", "cheapest answer", 0.4, 9.0, k=3)
    by_rule = outcome("top-k", "one rule", 0.5, 9.0, k=3)
    shown = points([one, same, by_rule], "model", {}, "cheapest answer", also=[by_rule])
    assert [point.order for point in shown] == [
        "Show one answer to take or leave",
        "Show three answers to choose from, with no model",
        "Show three answers to choose from, by one rule",
    ]
    assert [point.name for point in shown] == ["show one", "show three, no model", "show three, one rule"]


def test_points_that_lie_on_each_other_share_one_label():
    two = [outcome("top-k", "model", 0.31, 6.0, k=3), outcome("confirm", "model", 0.311, 6.0)]
    shown = points([*two, outcome("act", "model", 0.52, 0.0)], "model", {}, "cheapest answer")
    texts = [note.text for note in experience.money_against_time(shown, "USD").layout.annotations]
    assert sorted(texts) == ["<b>1, 2</b>", "<b>3</b>"]


def test_where_the_verdict_speaks_of_a_model_and_people_alone_are_cheapest_one_sentence_says_that_both_agree():
    shown = points([OUTCOMES[0], OUTCOMES[3]], "model", {}, "cheapest answer")
    verdict = "Don't build it: acting on model costs $80 more per 1,000 cases than today's process."
    told = beside_the_verdict(shown, "acting on model", 520.0, verdict, "USD")
    assert told.endswith("What is cheapest here, by hand, needs no model and costs $80 less per 1,000: both say the same.")
    assert beside_the_verdict(shown, "acting on model", 520.0, "Not enough cases.", "USD") == ""
    assert beside_the_verdict(points(OUTCOMES, "model", {}, "x"), "acting on model", 520.0, verdict, "USD") == ""


def test_what_is_left_is_told_with_what_it_is_made_of():
    assert left_in_words(1800, 0, 64, "USD").endswith("save $1,860 more per 1,000 ($1,800 in mistakes + $64 to have a model).")
    assert left_in_words(1800, 0, 0, "USD").endswith("save $1,800 more per 1,000.")


def test_a_screen_with_no_model_is_not_told_as_one_with_a_model():
    shown = points(
        [outcome("act", "cheapest answer", 0.9, 0.0), outcome("top-k", "cheapest answer", 0.4, 120.0, k=3)],
        "cheapest answer",
        {},
        "cheapest answer",
    )
    told = answer(shown, "USD", today=240.0)
    assert "against $900 to act with no model; people spend 120 s a case, 120 s less than today." in told
    assert title(shown, "USD").startswith("With no model, the screen is worth $500 per 1,000")


def test_what_takes_nobodys_time_is_said_to():
    shown = points([outcome("act", "model", 0.3, 0.0)], "model", {}, "cheapest answer")
    assert answer(shown, "USD", today=240.0).endswith("; it takes nobody's time, against 4.0 min a case today.")


def test_a_screen_that_stands_on_an_unstated_wage_says_so():
    shown = points(OUTCOMES, "model", {}, "cheapest answer")
    assert answer(shown, "USD", people_priced=False).endswith("this assumes it, and the verdict leaves such screens out.")
    assert "Nobody has said" not in answer(shown, "USD")
    acting = points([outcome("act", "model", 0.1, 0.0), *OUTCOMES[1:]], "model", {}, "cheapest answer")
    assert "Nobody has said" not in answer(acting, "USD", people_priced=False)


def test_to_hand_over_nothing_is_called_acting():
    shown = points(
        [outcome("act", "model", 0.52, 0.0), outcome("defer", "model", 0.52 - 1e-12, 0.0)], "model", {}, "cheapest answer"
    )
    assert answer(shown, "USD").startswith("Carry out the top answer: $520")


def test_of_money_and_time_only_what_nothing_beats_on_both_is_worth_choosing_from():
    shown = points(OUTCOMES, "model", {}, "cheapest answer")
    assert [point.name for point in shown if point.unbeaten] == ["act", "show three"]
    assert frontier_in_words(shown).startswith("Worth choosing from: act and show three.")
    assert "Worth choosing from: act and show three." in alt(shown, "USD")
    figure = experience.money_against_time(shown, "USD")
    steps = next(trace for trace in figure.data if trace.mode == "lines")
    assert list(zip(steps.x, steps.y, strict=True))[:3] == [(0.0, 520.0), (6.0, 520.0), (6.0, 310.0)]


def test_where_acting_is_cheapest_nothing_else_is_worth_choosing():
    shown = points([outcome("act", "model", 0.1, 0.0), *OUTCOMES[1:]], "model", {}, "cheapest answer")
    assert frontier_in_words(shown) == "Nothing here is cheaper than act, and nothing takes less of people's time."


def test_other_candidates_are_seen_beside_and_named_only_where_nothing_beats_them():
    outcomes = [*OUTCOMES, outcome("top-k", "one rule", 0.25, 7.0, k=3)]
    shown = points(outcomes, "model", {}, "cheapest answer", beside=("one rule",))
    assert [point.name for point in shown if not point.labelled] == ["act, no model", "act, one rule"]
    assert "show three, one rule" in [point.name for point in shown if point.unbeaten]
    assert next(point.name for point in shown if point.best) == "show three"
    assert experience.key(shown) == (("circles", "cheapest answer"), ("squares", "one rule"))


def test_what_merely_stands_beside_does_not_dwarf_the_named_ones():
    shown = points([*OUTCOMES, outcome("act", "one rule", 50.0, 0.0)], "model", {}, "cheapest answer", beside=("one rule",))
    assert [point.name for point in shown if point not in inside(shown)] == ["act, one rule"]


def test_peoples_time_is_a_line_with_what_fits_in_it_in_words():
    shown = points(OUTCOMES, "model", {}, "cheapest answer")
    assert room_in_words(shown, 8.0, "USD") == "The team has 8.0 s a case: enough for the cheapest, which takes 6.0 s."
    told = room_in_words(shown, 4.0, "USD")
    assert told == (
        "The team has 4.0 s a case: too little for show three, which takes 6.0 s. "
        "Within it, act is cheapest, at $210 more per 1,000."
    )
    with_line = experience.money_against_time(shown, "USD", available=8.0).layout
    assert with_line.shapes[0].x0 == 8.0 and any("team has 8.0 s" in note.text for note in with_line.annotations)
    assert not experience.money_against_time(shown, "USD").layout.shapes
    assert not experience.money_against_time(shown, "USD", available=3600.0).layout.shapes


def test_to_hand_over_everything_with_no_model_is_called_working_by_hand():
    over = outcome("defer", "cheapest answer", 0.44 - 1e-12, 45.0)
    shown = points([outcome("act", "model", 0.9, 0.0), over, OUTCOMES[3]], "model", {}, "cheapest answer")
    assert answer(shown, "USD").startswith("Let people work every case by hand: $440")
