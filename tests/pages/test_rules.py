"""The Rules page."""

from __future__ import annotations

import pytest

from tests.pages import walk


# Of 300 cases, those with an amount of 60 and more that come from far away are nearly always a yes.
def line(i: int) -> str:
    amount = i * 37 % 100
    truth = "yes" if amount >= 60 and i % 3 and i % 11 else "no"
    return f"{amount},{'far' if i % 3 else 'near'},2025-0{1 + i % 9}-15,{truth}\n"


TABLE = "amount,region,day,label\n" + "".join(map(line, range(300)))


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def rules(opened):
    return walk.session(opened).scenario.rules


def opened_on(content: str, candidates: tuple[str, ...] = ("cheapest answer", "one rule")):
    opened = walk.to(walk.upload(walk.app(), content), "rules")
    session = walk.session(opened)
    session.scenario = session.scenario.changed("evidence", candidates=candidates).changed("costs", wrong=10.0)
    return walk.until_collected(opened)


@pytest.fixture(scope="module")
def cases():
    return opened_on(TABLE)


def test_an_empty_page_says_what_rules_are_for_and_offers_a_start(cases):
    assert not cases.exception and "No rules yet" in walk.said(cases)
    assert {"Add a rule", "Suggest one rule", "Suggest a small tree"} <= {button.label for button in cases.button}


def test_a_rule_is_added_changed_and_priced(cases):
    widget(cases.button, "rules.add").click().run()
    assert not cases.exception and rules(cases)[0].answer == "yes"
    widget(cases.selectbox, "rule.0.0.column").select("amount").run()
    widget(cases.selectbox, "rule.0.0.op").select(">").run()
    widget(cases.number_input, "rule.0.0.value").set_value(90.0).run()
    condition = rules(cases)[0].when[0]
    assert (condition.column, condition.op, condition.value) == ("amount", ">", 90.0)
    assert "Your rules would cost" in walk.said(cases) and "always giving the constant answer" in walk.said(cases)
    assert "Your rules decide 9 % of the cases; the others get" in walk.said(cases)
    widget(cases.text_input, "rule.0.name").set_value("large").run()
    assert rules(cases)[0].name == "large"


def test_conditions_take_names_one_or_several_and_dates(cases):
    widget(cases.button, "rules.condition").click().run()
    widget(cases.selectbox, "rule.0.1.column").select("region").run()
    widget(cases.selectbox, "rule.0.1.op").select("in").run()
    widget(cases.multiselect, "rule.0.1.value").set_value(["far", "near"]).run()
    assert rules(cases)[0].when[1].value == ("far", "near")
    widget(cases.selectbox, "rule.0.1.op").select("missing").run()
    assert rules(cases)[0].when[1].value is None and not cases.exception
    widget(cases.selectbox, "rule.0.1.column").select("day").run()
    assert rules(cases)[0].when[1].op == ">=" and str(rules(cases)[0].when[1].value).startswith("2025-0")
    assert widget(cases.date_input, "rule.0.1.value").value.year == 2025
    widget(cases.button, "rules.remove.1").click().run()
    assert len(rules(cases)[0].when) == 1


def test_rules_are_reordered_deleted_and_brought_back(cases):
    widget(cases.button, "rules.add").click().run()
    assert [rule.name for rule in rules(cases)] == ["large", ""]
    widget(cases.button, "rules.up").click().run()
    assert [rule.name for rule in rules(cases)] == ["", "large"]
    widget(cases.button, "rules.delete").click().run()
    assert [rule.name for rule in rules(cases)] == ["large"]
    widget(cases.button, "undo").click().run()
    assert [rule.name for rule in rules(cases)] == ["", "large"]
    widget(cases.selectbox, "rules.fallback").select("no").run()
    assert walk.session(cases).scenario.rules_fallback == "no"


def test_a_suggestion_takes_the_place_of_the_rules_and_says_what_it_is_worth(cases):
    widget(cases.button, "rules.suggest.small tree").click().run()
    assert {rule.origin for rule in rules(cases)} == {"small tree"}
    assert "undo brings those back" in walk.said(cases)
    assert "learned again without the cases they are tried on" in walk.said(cases)
    widget(cases.selectbox, "rule.0.answer").select("no").run()
    assert {rule.origin for rule in rules(cases)} == {"edited"}
    assert "look better here than they will be" in walk.said(cases)


def test_a_suggestion_that_is_not_worth_making_is_not_made():
    noise = opened_on(walk.SMALL, ("cheapest answer",))
    widget(noise.button, "rules.suggest.one rule").click().run()
    assert not rules(noise) and "there is no rule to suggest" in walk.said(noise)


def test_a_rule_that_cannot_be_used_is_named_and_can_be_deleted():
    opened = opened_on(TABLE, ("cheapest answer",))
    session = walk.session(opened)
    gone = {"when": [{"column": "gone", "op": "missing"}], "answer": "no", "name": "old"}
    session.scenario = session.scenario.replaced("rules", [gone])
    opened.run()
    assert "Rule 1 ('old'), condition 1, names the column 'gone'" in walk.said(opened) and not opened.exception
    widget(opened.button, "rules.delete").click().run()
    assert "No rules yet" in walk.said(opened)


def test_hostile_names_labels_and_rules_are_text():
    rows = "".join(f"{i % 5},{walk.HOSTILE if i % 2 else 'b'},{walk.HOSTILE if i % 3 else 'no'}\n" for i in range(60))
    opened = opened_on(f"x,kind,label\n{rows}", ("cheapest answer",))
    session = walk.session(opened)
    hostile = {"name": walk.HOSTILE, "when": [{"column": "kind", "op": "==", "value": walk.HOSTILE}], "answer": "no"}
    session.scenario = session.scenario.replaced("rules", [hostile])
    opened.run()
    assert not opened.exception and "<b>x</b>" not in walk.words(opened)


def test_without_a_table_it_says_what_is_missing():
    assert "rules you would follow without a model" in walk.said(walk.to(walk.app(), "rules"))
