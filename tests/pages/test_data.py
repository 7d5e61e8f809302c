"""Data: readiness first, then columns that can be left out or read as another type."""

from __future__ import annotations

from pages.parts import columns, opening, readiness
from tests.pages import walk
from workbench.data.framing import frame

LEAK = "code,size,after,label\n" + "".join(
    f"{i % 5},{(i * 7) % 11},{'late' if i % 4 == 0 else 'early'},{'yes' if i % 4 == 0 else 'no'}\n" for i in range(400)
)


def test_the_page_answers_first_and_names_what_is_set_aside():
    said = walk.said(walk.story("data"))
    assert "Nothing stands in the way: 3,000 cases" in said
    assert "post_id" in said


def test_a_leak_is_shown_and_can_be_accepted_and_taken_back():
    opened = walk.to(walk.upload(walk.app(), LEAK), "data")
    assert "one thing to look at" in walk.said(opened)
    opened.checkbox[0].check().run()
    assert walk.session(opened).scenario.data.accepted_flags == ("after",)
    assert "Nothing stands in the way" in walk.said(opened)
    opened.checkbox[0].uncheck().run()
    assert walk.session(opened).scenario.data.accepted_flags == ()


def test_a_column_can_be_left_out_where_it_is_flagged():
    opened = walk.to(walk.upload(walk.app(), LEAK), "data")
    next(button for button in opened.button if button.key.startswith("leave.")).click().run()
    assert walk.session(opened).scenario.data.exclude == ("after",)
    assert "Set aside" in walk.said(opened)


def test_a_columns_type_can_be_changed_and_the_table_is_read_again(monkeypatch):
    opened = walk.to(walk.upload(walk.app(), LEAK), "data")
    asked = []
    monkeypatch.setattr(columns.state, "change", lambda part, **values: asked.append((part, values)))
    monkeypatch.setattr(columns.state, "afresh", lambda: None)
    monkeypatch.setattr(columns.state, "scenario", lambda: walk.session(opened).scenario)
    columns.apply_edits({0: {"Type": "category"}, 2: {"Use": False}}, ("code", "size", "after"))
    assert asked == [("data", {"kinds": {"code": "category"}, "exclude": ("after",), "accepted_flags": ()})]
    monkeypatch.undo()
    session = walk.session(opened)
    session.scenario = session.scenario.changed("data", kinds={"code": "category"})
    opened.run()
    assert not opened.exception
    assert not opened.error


NAMED = "ref,same,size,label\n" + "".join(f"{1000 + i},x,{(i * 7) % 11},{'yes' if i % 4 == 0 else 'no'}\n" for i in range(200))


def test_what_is_set_aside_is_not_ticked_and_the_page_sends_nobody_to_itself():
    opened = walk.to(walk.upload(walk.app(), NAMED), "data")
    framing = framed(opened)
    assert {aside.column for aside in framing.set_aside} == {"ref", "same"}
    shown = columns._shown([framing.dataset.column(name) for name in ("ref", "same", "size")], set(), framing)
    assert shown["Use"] == [False, False, True]
    assert "If it is none, tick Use below." in walk.said(opened)
    assert "Data page" not in walk.said(opened)
    assert "Nothing; or" not in walk.said(opened)


def test_a_column_taken_for_an_identifier_is_used_once_it_is_ticked(monkeypatch):
    opened = walk.to(walk.upload(walk.app(), NAMED), "data")
    framing = framed(opened)
    asked = []
    monkeypatch.setattr(columns.state, "change", lambda part, **values: asked.append(values))
    monkeypatch.setattr(columns.state, "afresh", lambda: None)
    monkeypatch.setattr(columns.state, "scenario", lambda: walk.session(opened).scenario)
    columns.apply_edits({0: {"Use": True}, 1: {"Use": True}}, ("ref", "same", "size"), framing)
    assert asked == [{"kinds": {}, "exclude": (), "accepted_flags": ("ref",)}]


def framed(opened):
    session = walk.session(opened)
    return frame(opening.dataset(session.dataset_key, {}), session.scenario)


def test_repairs_are_told():
    opened = walk.to(walk.upload(walk.app(), walk.SMALL.replace("kind,amount", "kind,kind")), "data")
    assert "used twice" in walk.said(opened)


def test_without_a_table_there_is_one_way_on():
    opened = walk.to(walk.app(), "data")
    opened.button(key="go-start").click().run()
    assert opened.title[0].value == "What can I find out in fifteen minutes?"


def test_a_problem_comes_before_everything_else():
    assert readiness.in_words(None, None, ValueError("x"), ()) == "Not as the question is put now."
