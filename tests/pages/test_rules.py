"""The Rules page."""

from __future__ import annotations

import pytest

from tests.pages import walk
from workbench.scenario import validate

AMOUNT = {"when": [{"column": "amount", "op": ">=", "value": 500}], "answer": "fraud", "name": "large"}


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def rules(opened):
    return walk.session(opened).scenario.rules


@pytest.fixture(scope="module")
def payments():
    return walk.until_collected(walk.story("rules", "card_payments"))


def test_an_empty_page_says_what_rules_are_for_and_offers_a_start(payments):
    assert not payments.exception and "No rules yet" in walk.said(payments)
    assert {"Add a rule", "Suggest one rule", "Suggest a small tree"} <= {button.label for button in payments.button}


def test_a_rule_is_added_changed_and_priced(payments):
    widget(payments.button, "rules.add").click().run()
    assert not payments.exception and rules(payments)[0].answer == "fraud"
    widget(payments.selectbox, "rule.0.0.column").select("amount").run()
    widget(payments.selectbox, "rule.0.0.op").select(">").run()
    widget(payments.number_input, "rule.0.0.value").set_value(900.0).run()
    condition = rules(payments)[0].when[0]
    assert (condition.column, condition.op, condition.value) == ("amount", ">", 900.0)
    assert "Your rules would cost" in walk.said(payments) and "always giving the constant answer that costs least" in walk.said(
        payments
    )
    assert "Your rules decide" in walk.said(payments)
    widget(payments.text_input, "rule.0.name").set_value("large").run()
    assert rules(payments)[0].name == "large"


def test_conditions_on_names_take_one_or_several(payments):
    widget(payments.button, "rules.condition").click().run()
    widget(payments.selectbox, "rule.0.1.column").select("is_new_device").run()
    widget(payments.selectbox, "rule.0.1.op").select("in").run()
    widget(payments.multiselect, "rule.0.1.value").set_value(["yes", "no"]).run()
    assert rules(payments)[0].when[1].value == ("yes", "no")
    widget(payments.selectbox, "rule.0.1.op").select("missing").run()
    assert rules(payments)[0].when[1].value is None and not payments.exception
    widget(payments.button, "rules.remove.1").click().run()
    assert len(rules(payments)[0].when) == 1


def test_rules_are_reordered_deleted_and_brought_back(payments):
    widget(payments.button, "rules.add").click().run()
    assert [rule.name for rule in rules(payments)] == ["large", ""]
    widget(payments.button, "rules.up").click().run()
    assert [rule.name for rule in rules(payments)] == ["", "large"]
    widget(payments.button, "rules.delete").click().run()
    assert [rule.name for rule in rules(payments)] == ["large"]
    widget(payments.button, "undo").click().run()
    assert [rule.name for rule in rules(payments)] == ["", "large"]
    widget(payments.selectbox, "rules.fallback").select("ok").run()
    assert walk.session(payments).scenario.rules_fallback == "ok"


def test_a_suggestion_takes_the_place_of_the_rules_and_says_what_it_is_worth(payments):
    widget(payments.button, "rules.suggest.small tree").click().run()
    assert {rule.origin for rule in rules(payments)} == {"small tree"}
    assert "undo brings those back" in walk.said(payments)
    assert "learned again without the cases they are tried on" in walk.said(payments)
    widget(payments.selectbox, "rule.0.answer").select("ok").run()
    assert {rule.origin for rule in rules(payments)} == {"edited"}
    assert "look better here than they will be" in walk.said(payments)


def test_a_suggestion_that_is_not_worth_making_is_not_made():
    noise = walk.until_collected(walk.story("rules"))
    widget(noise.button, "rules.suggest.one rule").click().run()
    assert not rules(noise) and "there is no rule to suggest" in walk.said(noise)


def test_a_rule_that_cannot_be_used_is_named_and_can_be_corrected_or_deleted():
    gone = validate(
        {
            "data": {"source": "sample:card_payments", "target": "label"},
            "rules": [{**AMOUNT, "when": [{"column": "gone", "op": "missing"}]}],
        }
    )
    opened = walk.story("rules", "card_payments")
    session = walk.session(opened)
    session.scenario = session.scenario.replaced("rules", [rule.model_dump() for rule in gone.rules])
    opened = walk.until_collected(walk.to(opened, "rules"))
    assert "Rule 1 ('large'), condition 1, names the column 'gone'" in walk.said(opened) and not opened.exception
    widget(opened.button, "rules.delete").click().run()
    assert "No rules yet" in walk.said(opened)


def test_hostile_names_labels_and_rules_are_text():
    content = "x,kind,label\n" + "".join(
        f"{i % 5},{walk.HOSTILE if i % 2 else 'b'},{walk.HOSTILE if i % 3 else 'no'}\n" for i in range(60)
    )
    opened = walk.until_collected(walk.to(walk.upload(walk.app(), content), "rules"))
    session = walk.session(opened)
    hostile = {"name": walk.HOSTILE, "when": [{"column": "kind", "op": "==", "value": walk.HOSTILE}], "answer": "no"}
    session.scenario = session.scenario.replaced("rules", [hostile])
    opened.run()
    assert not opened.exception and "<b>x</b>" not in walk.words(opened)


def test_without_a_table_it_says_what_is_missing():
    assert "rules you would follow without a model" in walk.said(walk.to(walk.app(), "rules"))
