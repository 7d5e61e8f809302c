"""The page of those who take part in a study: it shows the study and nothing else, and keeps every answer at once."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache

import pytest

from pages.parts import stored
from tests.experience.studies.plans import planned
from tests.pages import walk
from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.trial import Trial
from workbench.experience.studies.williams import assignment, case_of, shown_of
from workbench.record import bounds, studies


@cache
def plan_of(tell: str = "end", **design) -> StudyPlan:
    return planned(prototype={"columns": ["words"], "tell": tell, "title": "Sorting desk"}, cases=4, practice=1, **design)


def begun(plan: StudyPlan):
    return studies.begin(stored.store(), plan.model_dump_json(), "Sorting")


def taking(key: str, **query: str):
    return walk.app(study=key, **query)


def joined(plan: StudyPlan):
    keys = begun(plan)
    opened = taking(keys.study_key)
    opened.button(key="take-begin").click().run()
    return keys, opened


def button(opened, ending: str):
    return next(one for one in opened.button if one.key and one.key.endswith(ending))


def kept(keys) -> list[Trial]:
    return [Trial.model_validate_json(one.trial_json) for one in studies.trials(stored.store(), keys.owner_key)]


def answer(opened, plan: StudyPlan, order: int, number: int = 0):
    """Take the first suggestion, or where there is none the first of all answers."""
    mode = shown_of(plan, assignment(plan, number)[order]).mode
    button(opened, {"confirm": "-offer-0", "pick": "-offer-0", "by hand": "-manual-0"}[mode]).click()
    return opened.run()


def test_consent_comes_first_and_nothing_is_kept_before_it():
    keys = begun(plan_of())
    opened = taking(keys.study_key)
    assert "We do not ask who you are" in walk.said(opened)
    assert "5 cases" in walk.said(opened)
    assert not opened.exception
    assert studies.progress(stored.store(), keys.owner_key) == ()


def test_whoever_takes_part_sees_the_study_and_nothing_of_the_app():
    _, opened = joined(plan_of())
    assert not opened.sidebar.children
    assert "Sorting desk" in walk.said(opened)
    assert "Fallible" not in walk.words(opened)
    assert "fallible" not in opened.session_state
    assert "secret" not in walk.words(opened)


def test_each_answer_is_kept_at_once_and_the_next_case_shown():
    plan = plan_of()
    keys, opened = joined(plan)
    assert "Practice." in walk.said(opened)
    answer(opened, plan, 0)
    assert "Now it counts" in walk.said(opened)
    (first,) = kept(keys)
    assert (first.order, first.practice, first.case) == (0, True, 0)
    assert first.choice == shown_of(plan, assignment(plan, 0)[0]).suggestions[0].label
    answer(opened, plan, 1)
    assert [one.order for one in kept(keys)] == [0, 1]
    assert not opened.exception


def test_the_whole_study_ends_with_a_preference_and_thanks():
    plan = plan_of()
    keys, opened = joined(plan)
    for order in range(len(assignment(plan, 0))):
        answer(opened, plan, order)
    assert "Which way of working did you like better?" in walk.said(opened)
    opened.button(key="take-like-1").click().run()
    assert "Thank you" in walk.said(opened)
    assert [one.preference_json for one in studies.preferences(stored.store(), keys.owner_key)] == ['{"variant":1}']


def test_who_comes_back_goes_on_where_they_were():
    plan = plan_of()
    keys, opened = joined(plan)
    answer(opened, plan, 0)
    again = taking(keys.study_key, p=opened.query_params["p"])
    assert "2 of 5" in walk.said(again)
    answer(again, plan, 1)
    assert [one.order for one in kept(keys)] == [0, 1]


def test_the_slower_of_two_tabs_is_told_and_follows_on():
    plan = plan_of()
    keys, opened = joined(plan)
    other = taking(keys.study_key, p=opened.query_params["p"])
    answer(opened, plan, 0)
    before = kept(keys)
    answer(other, plan, 0)
    assert "answered in another tab" in walk.said(other)
    assert "2 of 5" in walk.said(other)
    assert kept(keys) == before


def test_an_answer_of_ones_own_comes_after_what_was_suggested_was_turned_down():
    plan = plan_of()
    keys, opened = joined(plan)
    button(opened, "-change").click().run()
    button(opened, "-manual-2").click().run()
    (first,) = kept(keys)
    assert (first.action, first.choice) == ("manual", plan.answers[2])
    assert first.t_first <= first.t_final


def test_the_truth_is_told_only_once_it_was_answered_and_what_was_asked_is_added():
    plan = plan_of("each", record=("confidence", "helpful"))
    keys, opened = joined(plan)
    answer(opened, plan, 0)
    assert f"It was {case_of(plan, assignment(plan, 0)[0]).truth}" in "".join(
        one.value.replace("*", "").replace("\\", "") for one in (*opened.success, *opened.error)
    )
    button(opened, "take-next-0").click().run()
    answer(opened, plan, 1)
    assert not opened.success and not opened.error, "nobody says how sure they were after they were told"
    button_group(opened, "take-sure-1").set_value(4).run()
    assert opened.success or opened.error
    assert "How sure you were: 4" in walk.said(opened).replace("*", "")
    button_group(opened, "take-helped-1").set_value(False)
    button(opened, "take-next-1").click().run()
    assert [(one.confidence, one.helpful) for one in kept(keys)] == [(None, None), (4, False)]


def button_group(opened, key: str):
    return next(one for one in opened.button_group if one.key == key)


def test_a_case_that_took_too_long_is_kept_as_such(monkeypatch: pytest.MonkeyPatch):
    plan = plan_of(timeout=5)
    keys, opened = joined(plan)
    from pages.parts import taking_sitting

    with monkeypatch.context() as late:
        late.setattr(taking_sitting.Sitting, "seconds", lambda self: 900.0)
        answer(opened, plan, 0)
    (first,) = kept(keys)
    assert (first.timeout, first.choice, first.t_final) == (True, None, 5.0)
    assert "The time for this case is up." in walk.said(opened)
    button(opened, "take-next-0").click().run()
    assert "2 of 5" in walk.said(opened)


def test_what_was_answered_can_be_deleted_by_whoever_answered_it():
    plan = plan_of()
    keys, opened = joined(plan)
    answer(opened, plan, 0)
    assert kept(keys)
    for order in range(1, len(assignment(plan, 0))):
        answer(opened, plan, order)
    opened.button(key="take-delete").click().run()
    assert kept(keys) == []
    assert "I agree, begin" in [one.label for one in opened.button]


@pytest.mark.parametrize("key", ["", "x", "A" * 22, "../../etc/passwd", "<b>x</b>" * 500])
def test_a_link_that_is_mistyped_gets_a_plain_sentence(key: str):
    opened = walk.app(study=key)
    assert len(opened.error) == 1
    assert not opened.exception
    assert "Traceback" not in walk.words(opened)


def test_blanks_round_a_key_are_no_part_of_it():
    keys = begun(plan_of())
    assert taking(f" {keys.study_key}\n").button(key="take-begin")


def test_an_address_without_a_key_is_still_no_way_into_the_app():
    opened = walk.AppTest.from_file(str(walk.ROOT / "app.py"), default_timeout=walk.SECONDS)
    opened.context["url"] = "http://localhost:8501/take"
    opened.run()
    assert "This address is not complete." in walk.said(opened)
    assert not opened.sidebar.children


def test_a_withdrawn_link_and_a_study_that_is_over_say_so():
    keys = begun(plan_of())
    studies.stop(stored.store(), keys.owner_key)
    assert "takes no more answers" in walk.said(taking(keys.study_key))
    studies.revoke(stored.store(), keys.owner_key)
    assert "withdrawn" in walk.said(taking(keys.study_key))


def test_a_study_that_is_stopped_meanwhile_keeps_nothing_more_and_says_so():
    plan = plan_of()
    keys, opened = joined(plan)
    studies.stop(stored.store(), keys.owner_key)
    answer(opened, plan, 0)
    assert "stopped" in walk.said(opened)
    assert kept(keys) == []


def test_two_clicks_on_begin_are_one_participant():
    keys = begun(plan_of())
    opened = taking(keys.study_key)
    opened.button(key="take-begin").click().run()
    opened.run()
    assert len(studies.progress(stored.store(), keys.owner_key)) == 1


def test_somebody_elses_or_a_damaged_key_begins_anew():
    keys = begun(plan_of())
    opened = taking(keys.study_key, p="B" * 22)
    assert "begin anew" in walk.said(opened)
    assert opened.button(key="take-begin")


def test_an_expired_link_and_a_study_that_is_full_say_so(monkeypatch: pytest.MonkeyPatch):
    keys = begun(plan_of())
    opened = taking(keys.study_key)
    monkeypatch.setattr(bounds, "PARTICIPANTS", 0)
    opened.button(key="take-begin").click().run()
    assert "that is the most a study can have" in walk.said(opened)
    later = replace(stored.store(), clock=lambda: time.time() + 40 * 24 * 3600)
    monkeypatch.setattr(stored, "store", lambda: later)
    assert "This study ended on" in walk.said(taking(keys.study_key))


def test_markup_in_a_plan_is_shown_as_text():
    plan = plan_of().model_copy(update={"consent": walk.HOSTILE, "name": walk.HOSTILE})
    keys = studies.begin(stored.store(), plan.model_dump_json(), walk.HOSTILE)
    opened = taking(keys.study_key)
    assert walk.HOSTILE in walk.said(opened)
    assert walk.HOSTILE not in walk.words(opened)
