"""Other views of the costs on the Costs page: saved, taken up, renamed, deleted, compared."""

from __future__ import annotations

import pytest

from pages.parts import cache
from tests.pages import walk
from tests.pages.test_cost_entry import open_up, widget


def save(opened, name: str):
    open_up(opened, "views")
    widget(opened.text_input, "views.name").set_value(name)
    next(one for one in opened.button if one.label == "Save them").click().run()
    return opened


def test_costs_are_saved_compared_side_by_side_taken_up_and_deleted():
    opened = walk.until_collected(walk.story("costs"))
    save(opened, f"today {walk.HOSTILE}")
    widget(opened.number_input, "cost.engaged.flat").set_value(400.0).run()
    save(opened, "generous")
    named = walk.session(opened).scenario.alternatives
    assert {name: costs.matrix["engaged"]["flat"] for name, costs in named.items()} == {
        f"today {walk.HOSTILE}": 14.0, "generous": 400.0,
    }  # fmt: skip
    opened = walk.at_rest(opened)
    assert "views of the costs" in walk.said(opened)
    assert "Saves per 1,000" in walk.said(opened)
    assert "<b>x</b>" not in walk.words(opened)
    widget(opened.button, "views.use").click().run()
    assert widget(opened.number_input, "cost.engaged.flat").value == 14.0
    open_up(opened, "views")
    widget(opened.button, "views.delete").click().run()
    assert list(walk.session(opened).scenario.alternatives) == ["generous"]
    save(opened, "generous")
    assert "'generous' is taken" in walk.said(opened)
    assert not opened.exception


def test_saving_a_view_prices_nothing_again_and_is_undone(monkeypatch):
    opened = walk.until_collected(walk.story("costs"))
    walk.at_rest(opened)
    monkeypatch.setattr(cache, "_appraise", lambda *_, **__: pytest.fail("priced again"))
    before = walk.session(opened).scenario
    save(opened, "generous")
    assert list(walk.session(opened).scenario.alternatives) == ["generous"]
    widget(opened.button, "undo").click().run()
    assert walk.session(opened).scenario == before
    assert not opened.exception
