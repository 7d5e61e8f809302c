"""The owner's page: a study is planned, begun, watched, ended, and taken along."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace

import pytest

from pages.parts import stored, study_plan, study_running
from tests.experience.studies.clicking import Habits, clicked
from tests.experience.studies.plans import planned
from tests.pages import walk
from workbench.handoff import share as links
from workbench.record import studies
from workbench.scenario import Scenario


@pytest.fixture(scope="module")
def suggestions():
    random = Random(0)
    truths = [random.choice("pqrst") for _ in range(500)]
    rows = "".join(f"{one if random.random() < 0.5 else random.choice('pqrst')},{random.randrange(9)},{one}\n" for one in truths)
    return walk.until_collected(walk.to(walk.upload(walk.app(), f"kind,amount,label\n{rows}"), "study"))


def begun(**design):
    plan = planned(cases=4, practice=0, **design)
    return plan, studies.begin(stored.store(), plan.model_dump_json(), "Sorting")


def of_owner(key: str):
    return walk.to(walk.app(owner=key), "study")


def widget(kind, name: str):
    return next(one for one in kind if one.key and one.key.startswith(name))


def test_an_empty_page_teaches_what_a_study_answers():
    opened = walk.to(walk.app(), "study")
    assert "How long" in walk.said(opened)
    assert not opened.exception
    assert not opened.error


def test_while_the_candidate_behind_a_screen_is_still_fitted_that_is_said_and_is_no_error(monkeypatch):
    never = SimpleNamespace(best_model=None)
    appraisal = SimpleNamespace(prices=never, evidence=SimpleNamespace(predictions={"majority": None}))
    design = Scenario().changed("study", variants=[{"screen": "manual"}, {"screen": "confirm"}])
    monkeypatch.setattr(study_plan.state, "scenario", lambda: design)
    monkeypatch.setattr(study_plan.state, "job_stopped", lambda: False)
    monkeypatch.setattr(study_plan.state, "job", lambda: SimpleNamespace(status="running"))
    assert study_plan.is_early(appraisal)
    monkeypatch.setattr(study_plan.state, "job", lambda: SimpleNamespace(status="done"))
    assert not study_plan.is_early(appraisal)


@pytest.mark.slow
def test_a_study_is_proposed_and_shown_as_participants_will_see_it(suggestions):
    assert not suggestions.exception
    assert not suggestions.error
    assert "12 people with 24 cases each are planned" in walk.said(suggestions)
    assert "1 of 26" in walk.said(suggestions)


@pytest.mark.slow
def test_a_design_that_cannot_be_studied_says_why(suggestions):
    before = walk.session(suggestions).scenario
    same = widget(suggestions.selectbox, "study.screen.0").value
    widget(suggestions.selectbox, "study.screen.1").set_value(same).run()
    assert "Two variants are the same" in walk.said(suggestions)
    suggestions.button(key="undo").click().run()
    assert walk.session(suggestions).scenario == before


@pytest.mark.slow
def test_more_cases_than_there_are_of_a_kind_is_told_with_what_would_do(suggestions):
    widget(suggestions.number_input, "study.cases").set_value(200).run()
    widget(suggestions.slider, "study.wrong").set_value(100).run()
    assert "this design takes 100" in walk.said(suggestions) or "takes" in suggestions.error[0].value
    assert len(suggestions.error) == 1
    suggestions.button(key="undo").click().run()
    suggestions.button(key="undo").click().run()
    assert not suggestions.error


@pytest.mark.slow
def test_one_click_begins_a_study_with_a_link_for_participants_and_one_for_its_owner(suggestions):
    suggestions.button(key="study.begin").click().run()
    assert not suggestions.exception
    participants, owners = (one.value for one in suggestions.code[:2])
    assert "/take?study=" in participants
    assert "/study?owner=" in owners
    assert "Nobody has begun yet; 12 are wanted." in walk.said(suggestions)
    opened = walk.app(study=participants.split("=")[1])
    assert opened.button(key="take-begin")
    back = of_owner(owners.split("=")[1])
    assert "Nobody has begun yet" in walk.said(back)
    suggestions.button(key="study.leave").click().run()
    assert suggestions.button(key="study.begin")


def test_a_study_can_be_stopped_opened_again_withdrawn_and_given_another_link():
    _, keys = begun()
    opened = of_owner(keys.owner_key)
    opened.button(key="study.stop").click().run()
    assert studies.owned(stored.store(), keys.owner_key).status == "stopped"
    opened.button(key="study.extend").click().run()
    assert studies.owned(stored.store(), keys.owner_key).status == "open"
    opened.button(key="study.revoke").click().run()
    assert "withdrawn" in walk.said(opened)
    opened.button(key="study.renew").click().run()
    now = studies.owned(stored.store(), keys.owner_key)
    assert (now.status, now.study_key == keys.study_key) == ("open", False)


def test_who_is_where_is_told_and_one_participants_answers_can_be_deleted():
    _, keys = begun()
    for _ in range(2):
        studies.join(stored.store(), keys.study_key)
    opened = of_owner(keys.owner_key)
    assert "0 of 12 wanted have finished, 2 under way." in walk.said(opened)
    opened.selectbox(key="study.whom").select(0).run()
    opened.button(key="study.delete.one").click().run()
    assert [one.number for one in studies.progress(stored.store(), keys.owner_key)] == [1]


def test_a_study_that_is_deleted_is_gone():
    _, keys = begun()
    opened = of_owner(keys.owner_key)
    opened.button(key="study.delete.all").click().run()
    assert not opened.exception
    assert "There is no study with this key." in walk.said(of_owner(keys.owner_key))


@pytest.mark.parametrize("key", ["x", "A" * 22, "<script>alert(1)</script>"])
def test_a_mistyped_owners_link_gets_a_plain_sentence(key: str):
    opened = of_owner(key)
    assert "There is no study with this key." in walk.said(opened)
    assert not opened.exception


def test_a_study_comes_back_from_its_file_and_a_damaged_file_is_refused():
    _, keys = begun()
    saved = studies.as_file(stored.store(), keys.owner_key)
    opened = walk.to(walk.app(), "study")
    upload(opened, saved[:-20])
    assert opened.error
    upload(opened, saved)
    assert "opened from its file" in walk.said(opened)
    assert "Sorting" in walk.said(opened)


def upload(opened, content: bytes):
    widget(opened.file_uploader, "study.file").upload("study.json", content, "application/json")
    opened.run()


def test_what_people_did_is_shown_against_what_was_assumed_and_takes_its_place_in_one_click():
    plan, keys = begun()
    takes = dict.fromkeys(range(2), Habits(notices_wrong=0.4))
    people = [studies.join(stored.store(), keys.study_key) for _ in range(8)]
    for trial in clicked(plan, len(people), takes):
        studies.keep(stored.store(), people[trial.participant].key, trial.order, trial.model_dump_json())
    for one in people:
        studies.preference(stored.store(), one.key, '{"variant":1}')
    opened = walk.to(walk.app(sample="audience_engagement", owner=keys.owner_key), "study")
    assert not opened.exception
    assert "of wrong suggestions" in walk.said(opened)
    assert "8 of 12 wanted have finished" in walk.said(opened)
    before = walk.session(opened).scenario.people
    opened.button(key="study.take").click().run()
    after = walk.session(opened).scenario.people
    low, likely, high = after.notices_wrong
    assert low < likely < high
    assert "measured: 8 people" in after.sources["notices_wrong"]
    assert "Measured behaviour is in use" in walk.said(opened)
    opened.button(key="undo").click().run()
    assert walk.session(opened).scenario.people == before
    assert opened.button(key="study.take")


def test_the_sample_study_opens_in_one_click_over_its_story_and_says_that_nobody_took_part():
    opened = walk.to(walk.app(), "study")
    opened.button(key="study.sample").click().run()
    assert not opened.exception
    assert "Nobody took part in this study" in walk.said(opened)
    assert walk.session(opened).scenario.name == "Support tickets"
    assert "of wrong suggestions" in walk.said(opened)


def test_an_owners_key_is_in_no_address_once_the_study_is_open():
    _, keys = begun()
    opened = of_owner(keys.owner_key)
    assert "Nobody has begun yet" in walk.said(opened)
    assert "owner" not in opened.query_params
    assert keys.owner_key not in walk.said(walk.to(opened, "try_it"))
    assert "Nobody has begun yet" in walk.said(walk.to(opened, "study"))


def test_answers_are_read_again_only_when_somebody_has_answered(monkeypatch: pytest.MonkeyPatch):
    plan, keys = begun()
    people = [studies.join(stored.store(), keys.study_key) for _ in range(2)]
    for trial in clicked(plan, 2, dict.fromkeys(range(2), Habits())):
        studies.keep(stored.store(), people[trial.participant].key, trial.order, trial.model_dump_json())
    opened = of_owner(keys.owner_key)
    read = []
    monkeypatch.setattr(studies, "trials", lambda *given: read.append(given) or ())
    opened.run()
    assert not read
    studies.preference(stored.store(), people[0].key, '{"variant":1}')
    opened.run()
    assert len(read) == 1


def test_results_are_worked_out_again_when_people_finish_and_not_when_they_join(monkeypatch: pytest.MonkeyPatch):
    kept: dict[str, object] = {}
    monkeypatch.setattr(study_running.memory, "recall", kept.get)
    monkeypatch.setattr(study_running.memory, "remember", kept.__setitem__)
    again = study_running._is_worth_another_look
    assert not again("owner", False, 0), "that is what was just drawn"
    assert again("owner", True, 0), "the first one is there: something can be deleted"
    assert not again("owner", True, 0)
    assert again("owner", True, 1)
    assert not again("other", True, 500)
    assert not again("other", True, 505)
    assert again("other", True, 510)
    assert again("other", True, 509), "somebody took their answers back"


def test_without_a_table_there_is_a_way_to_one_and_the_made_up_study_puts_nothing_aside():
    opened = walk.to(walk.app(s=links.encode(Scenario().replaced("prevalence", {"fraud": 0.02, "ok": 0.98}))), "study")
    assert "There is nothing to see in made-up cases" in walk.said(opened)
    assert opened.button(key="go-start")
    opened.button(key="study.sample").click().run()
    assert not opened.exception
    assert "Nobody took part in this study" in walk.said(opened)
    assert walk.session(opened).scenario.prevalence == {"fraud": 0.02, "ok": 0.98}
