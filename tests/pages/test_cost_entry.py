"""Saying what answers cost: by case, for answers that are no class, one mistake at a time."""

from __future__ import annotations

import pytest

from tests.pages import walk

GAPS = "kind,amount,worth,label\n" + "".join(
    f"{'ab'[i % 2]},{'' if i % 5 == 0 else i % 7},{i % 9},{'yes' if i % 4 == 0 else 'no'}\n" for i in range(80)
)
MANY = "x,amount,label\n" + "".join(f"{i % 11},{i % 3 + 1},{('Crete', 'Kenya', 'Lisbon', 'Norway')[i % 4]}\n" for i in range(120))


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def open_up(opened, name: str):
    """Open a popover or an expander whose inside is only worked out while it is open."""
    revision = walk.session(opened).revision
    opened.session_state[f"{name}#{revision}"] = True
    return opened.run()


def costs_of(opened):
    return walk.session(opened).scenario.costs


def table(content: str = GAPS):
    return walk.to(walk.upload(walk.app(), content), "frame")


def test_a_price_is_made_to_depend_on_a_column_and_back_again():
    opened = open_up(table(), "by.yes.no")
    widget(opened.selectbox, "by.column.yes.no").set_value("worth").run()
    widget(opened.number_input, "by.plus.yes.no").set_value(15.0).run()
    widget(opened.number_input, "by.times.yes.no").set_value(2.0).run()
    cell = costs_of(opened).matrix["yes"]["no"]
    assert (cell.plus, cell.times, cell.column) == (15.0, 2.0, "worth")
    assert "15 + 2 × worth" in walk.said(opened)
    assert "From $15 to $31 in this table." in walk.said(opened)
    widget(opened.selectbox, "by.column.yes.no").set_value("the same in every case").run()
    assert costs_of(opened).matrix["yes"]["no"] == 15.0
    assert not opened.exception


@pytest.mark.parametrize(("column", "found"), [("amount", "missing or infinite in 16 of 80 cases"), ("kind", "holds no numbers")])
def test_a_column_that_cannot_price_is_refused_in_three_parts_and_nothing_is_lost(column, found):
    opened = table()
    widget(opened.number_input, "cost.no.yes").set_value(4.0).run()
    before = walk.session(opened).scenario
    open_up(opened, "by.yes.no")
    widget(opened.selectbox, "by.column.yes.no").set_value(column).run()
    assert walk.session(opened).scenario == before
    assert f"'{column}'" in walk.said(opened)
    assert found in walk.said(opened)
    assert not opened.exception


def test_a_price_that_is_emptied_is_that_of_any_mistake_again():
    opened = table()
    widget(opened.number_input, "cost.no.yes").set_value(4.0).run()
    widget(opened.number_input, "cost.no.yes").set_value(None).run()
    assert costs_of(opened).matrix == {}
    assert widget(opened.number_input, "cost.no.yes").value == 1.0


def test_an_answer_that_is_no_class_is_added_priced_used_and_removed():
    opened = add_answer(walk.to(walk.story("frame", "audience_engagement"), "frame"), walk.HOSTILE, -30.0)
    assert costs_of(opened).matrix["flat"][walk.HOSTILE] == -30.0
    assert "<b>x</b>" not in walk.words(opened)
    opened = walk.until_collected(walk.to(opened, "costs"))
    assert not opened.exception
    assert "Of 1,000 cases, it says flat to" in walk.said(opened)
    assert "which the product may say too" in walk.said(opened)
    widget(opened.number_input, f"cost.flat.{walk.HOSTILE}").set_value(-31.0).run()
    open_up(opened, "answers")
    widget(opened.button, "answers.remove").click().run()
    assert walk.HOSTILE not in costs_of(opened).matrix["flat"]
    assert not opened.exception


def test_an_answer_without_a_name_or_with_a_name_that_is_taken_is_refused():
    for name in ("", "flat"):
        opened = add_answer(walk.story("frame", "audience_engagement"), name, 1.0)
        assert opened.error
        assert costs_of(opened).matrix["flat"] == {"engaged": 12.0, "flat": 0.0}


def test_among_many_classes_one_mistake_at_a_time_is_priced_and_taken_back():
    opened = open_up(walk.until_collected(walk.to(walk.upload(walk.app(), MANY), "costs")), "single")
    widget(opened.selectbox, "single.answer").set_value("Norway").run()
    widget(opened.number_input, "cost.Crete.Norway").set_value(3.0).run()
    assert costs_of(opened).matrix == {"Crete": {"Norway": 3.0}}
    widget(opened.button, "single.back").click().run()
    assert costs_of(opened).matrix == {}
    assert not opened.exception


def add_answer(opened, name: str, price: float):
    open_up(opened, "answers")
    widget(opened.text_input, "answers.name").set_value(name)
    widget(opened.number_input, "answers.price").set_value(price)
    next(one for one in opened.button if one.label == "Add it").click().run()
    return opened


def test_a_preset_says_what_it_sets_and_is_undone():
    opened = open_up(walk.story("frame", "card_payments"), "presets")
    before = costs_of(opened)
    assert "Missing fraud costs the amount of the case" in walk.said(opened)
    widget(opened.button, "presets.miss").click().run()
    assert costs_of(opened).matrix == {"fraud": {"ok": 200.0}, "ok": {"fraud": 20.0}}
    assert widget(opened.number_input, "cost.fraud.ok").value == 200.0
    widget(opened.button, "undo").click().run()
    assert costs_of(opened) == before


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("costs.csv", "truth,ok,fraud\nok,0,20\n", "no row for the truth 'fraud'"),
        ("costs.csv", "truth,ok,fraud\nok,0,many\nfraud,1,0\n", "costs 'many'"),
        ("costs.toml", '[costs.matrix.fraud]\nok = { column = "nothing" }\n', "no column 'nothing'"),
        ("costs.toml", "[costs.matrix.frod]\nok = 3.0\n", "'frod', which is not among the 2 classes"),
        ("costs.toml", "[costs]\nwrong = nan\n", "costs.wrong"),
    ],
)
def test_costs_from_a_file_that_cannot_be_used_are_refused_and_nothing_is_lost(name, content, found):
    opened = open_up(walk.story("frame", "card_payments"), "costs.files")
    before = walk.session(opened).scenario
    bring(opened, name, content)
    assert found in walk.said(opened)
    assert walk.session(opened).scenario == before
    assert not opened.exception


def test_costs_from_a_file_take_the_place_of_those_there_were():
    opened = open_up(walk.story("frame", "card_payments"), "costs.files")
    bring(opened, "costs.csv", "truth,ok,fraud,ask\nok,0,20,1\nfraud,7 + 2 * amount,0,1\n")
    assert "7 + 2 × amount" in walk.said(opened)
    assert costs_of(opened).matrix["ok"] == {"ask": 1.0}
    assert costs_of(opened).wrong == 20.0
    assert not opened.exception


def bring(opened, name: str, content: str):
    widget(opened.file_uploader, "costs.upload").upload(name, content.encode(), "text/plain")
    return opened.run()


def test_groups_and_an_order_of_many_classes_are_entered_and_taken_back():
    opened = open_up(walk.until_collected(walk.to(walk.upload(walk.app(), MANY), "costs")), "kinds")
    widget(opened.text_input, "group.name").set_value("warm")
    widget(opened.multiselect, "group.members").set_value(["Crete", "Kenya"])
    next(one for one in opened.button if one.label == "Add the group").click().run()
    assert costs_of(opened).groups == {"warm": ("Crete", "Kenya")}
    open_up(opened, "kinds")
    assert "change nothing until a close mistake has a price" in walk.said(opened)
    widget(opened.number_input, "costs.close").set_value(0.25).run()
    open_up(opened, "kinds")
    widget(opened.text_area, "order.text").set_value("Crete\nNowhere\n")
    widget(opened.button, "order.use").click().run()
    assert "Line 2 of the order, 'Nowhere'" in walk.said(opened)
    open_up(opened, "kinds")
    widget(opened.text_area, "order.text").set_value("Lisbon\nNorway\nCrete\nKenya")
    widget(opened.button, "order.use").click().run()
    assert (costs_of(opened).close, costs_of(opened).order) == (0.25, ("Lisbon", "Norway", "Crete", "Kenya"))
    open_up(opened, "kinds")
    widget(opened.button, "group.remove.warm").click().run()
    assert costs_of(opened).groups == {}
    assert not opened.exception


def test_costs_that_cannot_be_used_are_named_and_put_right_on_the_page_that_needs_them():
    opened = walk.until_collected(walk.to(walk.upload(walk.app(), GAPS), "costs"))
    cell = {"column": "amount", "plus": 1.0}
    walk.session(opened).scenario = walk.session(opened).scenario.changed("costs", matrix={"yes": {"no": cell}})
    opened.run()
    assert "'amount' is missing or infinite in 16 of 80 cases" in walk.said(opened)
    open_up(opened, "by.yes.no")
    widget(opened.selectbox, "by.column.yes.no").set_value("worth").run()
    assert "missing or infinite" not in walk.said(opened)
    assert "1 + worth" in walk.said(opened)
    assert not opened.exception


def test_the_amount_at_stake_is_named_where_it_can_be_lost():
    opened = open_up(table(), "presets")
    widget(opened.selectbox, "presets.column").set_value("worth").run()
    assert walk.session(opened).scenario.data.amount == "worth"
    open_up(opened, "presets")
    widget(opened.button, "presets.amount").click().run()
    assert costs_of(opened).matrix["yes"]["no"].column == "worth"
    assert not opened.exception
