"""Frame: the decision in words, how it is done today, and what mistakes cost."""

from __future__ import annotations

from tests.pages import walk


def test_the_decision_is_said_in_words():
    said = walk.said(walk.story("frame", "card_payments"))
    assert "Should this payment be stopped while the shopper waits? 1,200,000 times a year. Today every case gets “ok”." in said


def test_a_price_that_depends_on_the_case_is_shown_in_words():
    assert "15 + amount" in walk.said(walk.story("frame", "card_payments"))


def test_the_price_of_a_mistake_is_changed_by_truth_and_answer():
    opened = walk.story("frame", "card_payments")
    number(opened, "cost.ok.fraud").set_value(35.0).run()
    matrix = walk.session(opened).scenario.costs.matrix
    assert matrix["ok"]["fraud"] == 35.0
    assert matrix["fraud"]["ok"].column == "amount"


def test_many_classes_share_one_price():
    opened = walk.story("frame", "travel_suggestions")
    number(opened, "costs.wrong").set_value(12.0).run()
    assert walk.session(opened).scenario.costs.wrong == 12.0


def test_today_can_become_a_person_and_only_then_asks_what_one_costs():
    opened = walk.story("frame", "card_payments")
    choose(opened, "today.kind", "human")
    number(opened, "today.cost").set_value(3.5).run()
    today = walk.session(opened).scenario.decision.today
    assert (today.kind, today.cost) == ("human", 3.5)


def test_a_person_of_today_starts_from_the_scenarios_people_and_is_right_in_per_cent():
    opened = walk.story("frame", "card_payments")
    choose(opened, "today.kind", "human")
    today = walk.session(opened).scenario.decision.today
    assert (today.cost, today.seconds, today.accuracy) == (4.43, 420.0, 0.92)  # 38 an hour, 7 minutes, 8 % wrong
    assert number(opened, "today.accuracy").value == 92.0
    number(opened, "today.accuracy").set_value(90.0).run()
    assert walk.session(opened).scenario.decision.today.accuracy == 0.9


def test_a_person_may_be_right_more_often_in_one_class_than_in_another():
    opened = walk.story("frame", "card_payments")
    choose(opened, "today.kind", "human")
    next(box for box in opened.checkbox if box.key.startswith("today.by_class")).check().run()
    number(opened, "today.accuracy.fraud").set_value(60.0).run()
    assert walk.session(opened).scenario.decision.today.accuracy == {"ok": 0.92, "fraud": 0.6}
    assert "right in 60 % to 92 %, by class" in walk.said(opened)
    next(box for box in opened.checkbox if box.key.startswith("today.by_class")).uncheck().run()
    assert walk.session(opened).scenario.decision.today.accuracy == 0.76 and not opened.exception


def test_rules_that_nobody_wrote_are_asked_for():
    opened = walk.story("frame", "card_payments")
    choose(opened, "today.kind", "rules")
    assert "No rule is written yet" in walk.said(opened) and not opened.exception
    assert walk.session(opened).scenario.decision.today.kind == "rules"


def test_past_decisions_are_read_from_a_column_that_holds_answers():
    content = "x,decided,label\n" + "".join(
        f"{i % 7},{'yes' if i % 5 == 0 else 'no'},{'yes' if i % 4 == 0 else 'no'}\n" for i in range(60)
    )
    opened = walk.to(walk.upload(walk.app(), content), "frame")
    choose(opened, "today.kind", "column")
    today = walk.session(opened).scenario.decision.today
    assert (today.kind, today.column) == ("column", "decided")
    assert "Today's decisions are in the column “decided”." in walk.said(opened)
    opened = walk.until_collected(walk.to(opened, "compare"))
    assert "Answers as they were given in the past, in 'decided'" in walk.said(opened) and not opened.exception


def test_past_decisions_in_other_words_are_said_to_stand_for_answers():
    content = "x,decided,label\n" + "".join(
        f"{i % 7},{'reject' if i % 5 == 0 else 'pay *now*'},{'yes' if i % 4 == 0 else 'no'}\n" for i in range(60)
    )
    opened = walk.to(walk.upload(walk.app(), content), "frame")
    choose(opened, "today.kind", "column")
    assert "Say which answer each word stands for" in walk.said(opened)
    choose(opened, "today.means.reject", "yes")
    choose(opened, "today.means.pay *now*", "no")
    assert walk.session(opened).scenario.decision.today.means == {"reject": "yes", "pay *now*": "no"}
    assert "Say which answer" not in walk.said(opened) and not opened.exception
    opened = walk.until_collected(walk.to(opened, "compare"))
    assert "'pay *now*' as 'no'" in walk.said(opened) and not opened.error


def test_a_table_without_past_decisions_says_so():
    content = "x,label\n" + "".join(f"{i % 7},{'yes' if i % 4 == 0 else 'no'}\n" for i in range(60))
    opened = walk.to(walk.upload(walk.app(), content), "frame")
    choose(opened, "today.kind", "column")
    assert "No other column of this table holds past decisions" in walk.said(opened)
    assert walk.session(opened).scenario.decision.today.kind == "none"


def test_what_a_person_costs_today_is_called_assumed_until_somebody_says_it():
    opened = walk.to(walk.upload(walk.app(), walk.SMALL), "frame")
    choose(opened, "today.kind", "human")
    assert "Assumed from the people on Experience" in walk.said(opened)
    number(opened, "today.cost").set_value(4.0).run()
    assert "Assumed from the people on Experience" not in walk.said(opened)


def test_a_number_that_may_be_empty_is_emptied_and_one_that_may_not_stays():
    opened = walk.story("frame", "card_payments")
    number(opened, "decision.volume_per_year").set_value(None).run()
    number(opened, "costs.review").set_value(None).run()
    number(opened, "costs.prediction").set_value(None).run()
    scenario = walk.session(opened).scenario
    assert (scenario.decision.volume_per_year, scenario.costs.review, scenario.costs.prediction) == (None, None, 0.002)
    assert number(opened, "decision.volume_per_year").value is None
    assert number(opened, "costs.prediction").value == 0.002
    assert not opened.exception


def test_a_wage_can_be_emptied():
    opened = walk.until_collected(walk.story("experience", "audience_engagement"))
    number(opened, "people.wage_per_hour").set_value(None).run()
    assert walk.session(opened).scenario.people.wage_per_hour is None


def test_what_is_beyond_a_limit_becomes_the_limit_and_that_is_said():
    opened = walk.story("frame", "card_payments")
    number(opened, "decision.volume_per_year").set_value(0.0).run()
    assert walk.session(opened).scenario.decision.volume_per_year == 1.0
    assert number(opened, "decision.volume_per_year").value == 1.0
    assert "the least is 1" in walk.said(opened)


def test_what_nobody_said_is_called_not_stated():
    opened = walk.to(walk.upload(walk.app(), walk.SMALL), "frame")
    assert "How it is done today is not stated." in walk.said(opened)
    assert "Nothing is done today" not in walk.said(opened)


def test_another_target_takes_the_old_ones_prices_with_it_in_one_step_to_undo():
    opened = walk.story("frame", "card_payments")
    before = walk.session(opened).scenario
    choose(opened, "target", "entry_mode")
    after = walk.session(opened).scenario
    assert (after.data.target, after.costs.matrix, after.decision.today.kind) == ("entry_mode", {}, "none")
    opened.button(key="undo").click().run()
    assert walk.session(opened).scenario == before


def test_a_target_that_cannot_be_answered_is_said_in_three_parts():
    opened = walk.story("frame", "card_payments")
    choose(opened, "target", "payment_id")
    assert opened.error
    assert not opened.exception


def test_the_other_class_can_be_the_one_looked_for():
    opened = walk.story("frame", "card_payments")
    choose(opened, "data.positive", "ok")
    assert walk.session(opened).scenario.data.positive == "ok"


def number(opened, name: str):
    return next(field for field in opened.number_input if field.key.startswith(f"{name}#"))


def choose(opened, name: str, value: str):
    return next(box for box in opened.selectbox if box.key.startswith(f"{name}#")).set_value(value).run()
