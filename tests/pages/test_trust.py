"""Trust: groups are chosen on the page, mistakes are told by group, and nothing is fitted again for it."""

from __future__ import annotations

import pytest

from tests.pages import walk

GROUPED = "kind,age,label\n" + "".join(
    f"{'ab'[i % 2]},{18 + i % 50},{'yes' if (i % 2 == 0 and i % 3 == 0) or i % 10 == 0 else 'no'}\n" for i in range(240)
)


@pytest.fixture(scope="module")
def payments():
    return walk.until_collected(walk.story("trust"))


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def test_it_says_first_who_bears_the_mistakes(payments):
    assert not payments.exception
    assert 'no group of "desk" stands out: the largest gap, ' in walk.said(payments)
    assert "all cases" in walk.said(payments)
    assert "Two fair wishes that cannot both be had." in walk.said(payments)


def test_another_column_and_another_candidate_need_no_new_evidence(payments):
    session = walk.session(payments)
    job, before = session.job, session.job.evidence
    widget(payments.multiselect, "groups").set_value(["desk", "followers"]).run()
    widget(payments.selectbox, "view.group").select("followers").run()
    assert not payments.exception
    assert walk.session(payments).scenario.data.groups == ("desk", "followers")
    assert walk.session(payments).scenario.view.group == "followers"
    assert 'by "followers"' in walk.said(payments) or '"followers"' in walk.said(payments)
    widget(payments.selectbox, "view.candidate").select("random").run()
    assert "With random" in walk.said(payments)
    assert walk.session(payments).job is job
    assert walk.session(payments).job.evidence is before


def test_pairs_of_groups_are_there_once_there_are_two_columns(payments):
    widget(payments.multiselect, "groups").set_value(["desk", "followers"]).run()
    widget(payments.selectbox, "view.group").select("followers").run()
    assert not payments.exception
    assert widget(payments.selectbox, "group-crossed").options == ["desk"]


def test_without_groups_the_page_teaches_and_suggests_columns():
    scenario = walk.session(walk.story()).scenario.changed("data", groups=())
    opened = walk.until_collected(walk.to(walk.app(s=walk.link(scenario)), "trust"))
    assert "No groups are chosen yet" in walk.said(opened)
    assert not opened.exception
    widget(opened.button, "group-0").click().run()
    assert len(walk.session(opened).scenario.data.groups) == 1
    assert not opened.exception
    assert "No groups are chosen yet" not in walk.said(opened)


def test_a_group_that_is_not_there_is_said_and_can_be_taken_out():
    scenario = walk.session(walk.story()).scenario.changed("data", groups=("desk", "no such column"))
    opened = walk.to(walk.app(s=walk.link(scenario)), "trust")
    assert not opened.exception
    assert "There is no column 'no such column'" in walk.said(opened)
    widget(opened.multiselect, "groups").set_value(["desk"]).run()
    assert walk.session(opened).scenario.data.groups == ("desk",)
    walk.until_collected(opened)
    assert "There is no column" not in walk.said(opened)


def test_another_target_is_no_group_any_more():
    opened = walk.upload(walk.app(), GROUPED)
    opened = walk.until_collected(walk.to(opened, "trust"))
    widget(opened.multiselect, "groups").set_value(["kind", "age"]).run()
    frame = walk.to(opened, "frame")
    widget(frame.selectbox, "target").select("kind").run()
    assert walk.session(frame).scenario.data.groups == ("age",)
    assert not frame.exception


def test_names_and_values_of_a_table_are_shown_as_text():
    table = f"{walk.HOSTILE},label\n" + "".join(
        f"{walk.HOSTILE if i % 2 else 'b'},{'yes' if i % 4 == 0 else 'no'}\n" for i in range(120)
    )
    opened = walk.until_collected(walk.to(walk.upload(walk.app(), table), "trust"))
    scenario = walk.session(opened).scenario
    column = next(name for name in widget(opened.multiselect, "groups").options if "<b>" in name)
    widget(opened.multiselect, "groups").set_value([column]).run()
    assert not opened.exception
    assert walk.session(opened).scenario.data.groups and scenario.data.groups == ()
    assert "<b>x</b> $y$ [z](http://evil)" not in walk.words(opened)
