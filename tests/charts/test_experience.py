"""Policies on money against time."""

import json
from types import SimpleNamespace

from workbench.charts import experience
from workbench.pricing.estimate import Estimate


def outcome(policy, candidate, cost, seconds, **parameters):
    interval = Estimate(cost, cost - 0.01, cost + 0.01)
    return SimpleNamespace(
        policy=policy, candidate=candidate, cost_per_case=interval, seconds_per_case=seconds, parameters=parameters
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
    assert "against $520 when the top answer is acted on, and people spend 6.0 s more a case" in told


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
