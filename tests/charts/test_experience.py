"""Policies on money against time."""

import json
from types import SimpleNamespace

from workbench.charts import experience
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
    shown = experience.points(OUTCOMES, "model", 0.0, "cheapest answer")
    assert [point.name for point in shown] == ["act", "show three", "act, no model", "by hand"]


def test_the_answer_sets_the_best_screen_against_acting():
    shown = experience.points(OUTCOMES, "model", 0.0, "cheapest answer")
    told = experience.answer(shown, "USD")
    assert told.startswith("Show three answers to choose from: $310")
    assert "against $520 when the model's top answer is acted on, and people spend 6.0 s more a case" in told


def test_asking_a_model_is_counted_once_and_only_where_it_is_asked():
    shown = {point.name: point.cost.estimate for point in experience.points(OUTCOMES, "model", 0.2, "cheapest answer")}
    assert round(shown["show three"]) == 510
    assert round(shown["by hand"]) == 440


def test_names_do_not_cover_each_other_where_there_is_room():
    x, y = [30.0, 35.0, 40.0, 33.0], [100.0, 102.0, 104.0, 180.0]
    places = experience.placed(x, y, [8, 10, 12, 6])
    boxes = [
        experience._box(px, py, dx, dy, n * experience.LETTER)
        for px, py, (dx, dy), n in zip(x, y, places, [8, 10, 12, 6], strict=True)
    ]
    assert not any(experience._overlap(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


def test_names_from_users_are_text():
    shown = experience.points([outcome("act", "<i>m</i>", 0.5, 0.0)], "<i>m</i>", 0.0, "cheapest answer")
    figure = experience.money_against_time(shown, "<i>USD</i>")
    assert "<i>" not in json.dumps(figure.to_plotly_json(), default=str)


def test_seconds_are_told_as_people_say_them():
    assert [experience.seconds(value) for value in (0.44, 67.2, 240.0)] == ["0.4 s", "67 s", "4.0 min"]


def test_where_a_person_does_it_today_their_seconds_are_told_against_today():
    shown = experience.points(OUTCOMES, "model", 0.0, "cheapest answer")
    assert "; people spend 6.0 s a case, 39 s less than today." in experience.answer(shown, "USD", today=45.0)
    assert "; people spend 6.0 s a case, as today." in experience.answer(shown, "USD", today=6.0)


def test_where_nobody_would_hand_a_case_over_that_is_said_and_not_drawn():
    idle = outcome("defer", "model", 0.3, 0.0, capacity=0.1)
    shown = experience.points([outcome("act", "model", 0.3, 0.0), idle], "model", 0.0, "cheapest answer")
    assert "handing a case over is never worth it here" in experience.answer(shown, "USD")
    assert experience.title(shown, "USD") == "With this model, no screen is cheaper than acting"
    assert len(experience.money_against_time(shown, "USD").data) == 1


def test_where_acting_is_cheapest_the_title_says_what_the_next_best_costs_more():
    others = [outcome("act", "model", 0.3, 0.0), outcome("confirm", "model", 0.4, 5.0), outcome("defer", "model", 0.9, 9.0)]
    shown = experience.points(others, "model", 0.0, "cheapest answer")
    assert experience.title(shown, "USD") == "With this model, acting is cheapest: to confirm first costs $100 more per 1,000"


def test_a_list_of_one_and_a_screen_with_no_model_are_named_in_plain_words():
    one, same = outcome("top-k", "model", 0.3, 6.0, k=1), outcome("top-k", "cheapest answer", 0.4, 9.0, k=3)
    by_rule = outcome("top-k", "one rule", 0.5, 9.0, k=3)
    shown = experience.points([one, same, by_rule], "model", 0.0, "cheapest answer", also=[by_rule])
    assert [point.doing for point in shown] == [
        "Show one answer to take or leave",
        "Show everyone the same three answers",
        "Show three answers to choose from, by one rule",
    ]
    assert [point.name for point in shown] == ["show one", "same three for everyone", "show three, one rule"]


def test_points_that_lie_on_each_other_share_one_name():
    two = [outcome("top-k", "model", 0.31, 6.0, k=3), outcome("top-k", "cheapest answer", 0.31, 6.0, k=3)]
    shown = experience.points([*two, outcome("act", "model", 0.52, 0.0)], "model", 0.0, "cheapest answer")
    names = [name.text for name in experience.money_against_time(shown, "USD").layout.annotations]
    assert sorted(names) == ["<b>show three, with or without a model</b>", "act"]


def test_what_is_left_is_told_with_what_it_is_made_of():
    assert experience.left_in_words(1800, 0, 64, "USD").endswith(
        "save $1,860 more per 1,000 ($1,800 in mistakes + $64 to have a model)."
    )
    assert experience.left_in_words(1800, 0, 0, "USD").endswith("save $1,800 more per 1,000.")


def test_a_screen_with_no_model_is_not_told_as_one_with_a_model():
    shown = experience.points(
        [outcome("act", "cheapest answer", 0.9, 0.0), outcome("top-k", "cheapest answer", 0.4, 120.0, k=3)],
        "cheapest answer",
        0.0,
        "cheapest answer",
    )
    told = experience.answer(shown, "USD", today=240.0)
    assert "against $900 to act with no model; people spend 120 s a case, 120 s less than today." in told
    assert experience.title(shown, "USD").startswith("With no model, the screen is worth $500 per 1,000")


def test_what_takes_nobodys_time_is_said_to():
    shown = experience.points([outcome("act", "model", 0.3, 0.0)], "model", 0.0, "cheapest answer")
    assert experience.answer(shown, "USD", today=240.0).endswith("; it takes nobody's time, against 4.0 min a case today.")


def test_a_screen_that_stands_on_an_unstated_wage_says_so():
    shown = experience.points(OUTCOMES, "model", 0.0, "cheapest answer")
    assert experience.answer(shown, "USD", people_priced=False).endswith(
        "this assumes it, and the verdict leaves such screens out."
    )
    assert "Nobody has said" not in experience.answer(shown, "USD")
    acting = experience.points([outcome("act", "model", 0.1, 0.0), *OUTCOMES[1:]], "model", 0.0, "cheapest answer")
    assert "Nobody has said" not in experience.answer(acting, "USD", people_priced=False)


def test_to_hand_over_nothing_is_called_acting():
    shown = experience.points(
        [outcome("act", "model", 0.52, 0.0), outcome("defer", "model", 0.52 - 1e-12, 0.0)], "model", 0.0, "cheapest answer"
    )
    assert experience.answer(shown, "USD").startswith("Carry out the top answer: $520")


def test_a_name_wider_than_the_picture_is_cut_short_in_words():
    three = [outcome(policy, "cheapest answer", 0.5, 4.0, k=1) for policy in ("confirm", "top-k")]
    shown = experience.points([outcome("act", "model", 0.9, 0.0), *three], "model", 0.0, "cheapest answer")
    names = [note["text"] for note in json.loads(experience.money_against_time(shown, "USD").to_json())["layout"]["annotations"]]
    assert all(len(name) <= experience.LONGEST + 7 for name in names)
    assert any(name.endswith(("and 1 alike", "and 1 alike</b>")) for name in names)
