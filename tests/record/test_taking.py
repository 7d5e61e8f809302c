"""Taking part: one place each, one answer each, and a link that is good or tells why not."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.record.made import DAY, MONDAY, Clock, answered, begun_in, same, trial
from workbench.errors import UserError
from workbench.record import bounds, studies
from workbench.record.kept import Begun
from workbench.record.keys import new_key
from workbench.record.store import Store


def test_those_who_join_get_one_number_after_another(store: Store, begun: Begun) -> None:
    joined = [studies.join(store, begun.study_key) for _ in range(3)]
    assert [one.number for one in joined] == [0, 1, 2]
    assert len({one.key for one in joined}) == 3


def test_two_who_join_at_once_get_two_numbers(store: Store, begun: Begun) -> None:
    with ThreadPoolExecutor(8) as crowd:
        joined = list(crowd.map(lambda _: studies.join(store, begun.study_key).number, range(16)))
    assert sorted(joined) == list(range(16))


def test_an_answer_is_there_for_whoever_opens_the_store_next(store: Store, begun: Begun) -> None:
    one = answered(store, begun, orders=2)
    found = studies.trials(store, begun.owner_key)
    assert [(kept.number, kept.order) for kept in found] == [(0, 0), (0, 1)]
    assert same(found[1].trial_json, trial(0, 1))
    assert studies.resume(store, begun.study_key, one.key).next == 2


def test_the_first_answer_stands_after_a_double_click(store: Store, begun: Begun) -> None:
    one = studies.join(store, begun.study_key)
    assert studies.keep(store, one.key, 0, trial(choice="yes"))
    assert not studies.keep(store, one.key, 0, trial(choice="no", action="manual"))
    assert [json.loads(kept.trial_json)["choice"] for kept in studies.trials(store, begun.owner_key)] == ["yes"]


def test_of_two_tabs_that_answer_the_same_case_at_once_one_is_kept(store: Store, begun: Begun) -> None:
    one = studies.join(store, begun.study_key)
    with ThreadPoolExecutor(8) as tabs:
        new = list(tabs.map(lambda tab: studies.keep(store, one.key, 0, trial(t_final=2.0 + tab)), range(16)))
    assert sum(new) == 1
    assert len(studies.trials(store, begun.owner_key)) == 1


def test_who_comes_back_goes_on_with_the_first_case_that_is_open(store: Store, begun: Begun) -> None:
    one = answered(store, begun, orders=3)
    studies.preference(store, one.key, '{"variant": 1}')
    back = studies.resume(store, begun.study_key, one.key)
    assert (back.number, back.answered, back.next, back.preferred) == (0, (0, 1, 2), 3, True)


def test_what_was_left_open_can_be_filled_in_and_what_was_said_stands(store: Store, begun: Begun) -> None:
    one = answered(store, begun, orders=1)
    assert studies.amend(store, one.key, 0, trial(choice="no", confidence=4))
    said = json.loads(studies.trials(store, begun.owner_key)[0].trial_json)
    assert (said["choice"], said["confidence"]) == ("yes", 4)
    assert not studies.amend(store, one.key, 1, trial(0, 1, confidence=4))


def test_the_first_preference_stands(store: Store, begun: Begun) -> None:
    one = studies.join(store, begun.study_key)
    assert studies.preference(store, one.key, '{"variant": 1}')
    assert not studies.preference(store, one.key, '{"variant": 0}')
    (said,) = studies.preferences(store, begun.owner_key)
    assert (said.number, said.preference_json) == (0, '{"variant":1}')


@pytest.mark.parametrize("link", ["", "x", "x" * 22, "é" * 22, "../../etc/passwd", "' OR 1=1 --", "\ud800" * 22, "x" * 100_000])
def test_a_mistyped_link_leads_nowhere_and_tells_of_no_other_study(store: Store, begun: Begun, link: str) -> None:
    for opened in (studies.find, studies.join, lambda at, key: studies.resume(at, key, new_key())):
        with pytest.raises(UserError) as refused:
            opened(store, link)
        assert refused.value.what == "This link leads to no study."


def test_the_owners_key_opens_nothing_for_those_who_take_part(store: Store, begun: Begun) -> None:
    with pytest.raises(UserError, match="leads to no study"):
        studies.find(store, begun.owner_key)
    with pytest.raises(UserError, match="no study with this key"):
        studies.trials(store, begun.study_key)


def test_a_place_in_one_study_is_none_in_another(store: Store, begun: Begun) -> None:
    elsewhere = answered(store, begun_in(store), orders=1)
    with pytest.raises(UserError, match="Your place in this study was not found"):
        studies.resume(store, begun.study_key, elsewhere.key)


def test_an_expired_link_tells_the_day_it_ended(store: Store, begun: Begun, clock: Clock) -> None:
    one = answered(store, begun, orders=1)
    clock.now = MONDAY + 30 * DAY
    for tried in (lambda: studies.find(store, begun.study_key), lambda: studies.keep(store, one.key, 1, trial(0, 1))):
        with pytest.raises(UserError, match=r"This study ended on 21 October 2026\."):
            tried()
    assert len(studies.trials(store, begun.owner_key)) == 1


def test_a_stopped_study_can_be_looked_at_and_takes_no_more(store: Store, begun: Begun) -> None:
    one = answered(store, begun, orders=1)
    studies.stop(store, begun.owner_key)
    assert studies.find(store, begun.study_key).status == "stopped"
    for tried in (lambda: studies.join(store, begun.study_key), lambda: studies.keep(store, one.key, 1, trial(0, 1))):
        with pytest.raises(UserError, match="takes no more answers"):
            tried()


def test_a_revoked_link_is_good_for_nothing_and_a_new_one_goes_on(store: Store, begun: Begun) -> None:
    one = answered(store, begun, orders=1)
    studies.revoke(store, begun.owner_key)
    for tried in (lambda: studies.find(store, begun.study_key), lambda: studies.keep(store, one.key, 1, trial(0, 1))):
        with pytest.raises(UserError, match="withdrawn"):
            tried()
    link = studies.renew(store, begun.owner_key)
    assert studies.resume(store, link, one.key).next == 1
    with pytest.raises(UserError, match="leads to no study"):
        studies.find(store, begun.study_key)


def test_a_full_study_says_so(store: Store, begun: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "PARTICIPANTS", 2)
    answered(store, begun, 0), answered(store, begun, 0)
    with pytest.raises(UserError, match="has 2 participants, and that is the most"):
        studies.join(store, begun.study_key)


@pytest.mark.parametrize(
    "nonsense",
    ["", "no json", "[1]", "{", '{"a": NaN}', '{"a": 1e999}', '{"a": "\\ud800"}', "[" * 100_000, '{"a": ' + "9" * 5_000 + "}"],
)
def test_an_answer_that_is_no_answer_is_refused_and_nothing_is_kept(store: Store, begun: Begun, nonsense: str) -> None:
    one = studies.join(store, begun.study_key)
    with pytest.raises(UserError, match="An answer "):
        studies.keep(store, one.key, 0, nonsense)
    assert studies.trials(store, begun.owner_key) == ()


@pytest.mark.parametrize("order", [-1, bounds.ORDERS, 10**30])
def test_an_answer_out_of_order_is_refused(store: Store, begun: Begun, order: int) -> None:
    one = studies.join(store, begun.study_key)
    with pytest.raises(UserError, match="no place in the order"):
        studies.keep(store, one.key, order, trial())


def test_an_answer_has_a_bound(store: Store, begun: Begun) -> None:
    one = studies.join(store, begun.study_key)
    with pytest.raises(UserError, match="and 64,000 is the most"):
        studies.keep(store, one.key, 0, json.dumps({"reason": "x" * 64_000}))


def test_a_study_that_is_full_of_answers_keeps_those_it_has(store: Store, begun: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    one = answered(store, begun, orders=1)
    monkeypatch.setattr(bounds, "STUDY_BYTES", 4_000)
    with pytest.raises(UserError, match="no room for more answers in it"):
        studies.keep(store, one.key, 1, trial(0, 1, reason="x" * 500, versions={"a" * 200: "b" * 200, "c" * 200: "d" * 200}))
    assert len(studies.trials(store, begun.owner_key)) == 1


def test_who_withdraws_leaves_nothing_behind(store: Store, begun: Begun) -> None:
    one, other = answered(store, begun, orders=2), answered(store, begun, orders=1)
    studies.withdraw(store, one.key)
    assert [where.number for where in studies.progress(store, begun.owner_key)] == [other.number]
    with pytest.raises(UserError, match="Your place in this study was not found"):
        studies.keep(store, one.key, 2, trial(0, 2))


def test_one_can_withdraw_after_the_study_is_over_and_its_link_withdrawn(store: Store, begun: Begun, clock: Clock) -> None:
    one = answered(store, begun, orders=2)
    studies.revoke(store, begun.owner_key)
    clock.now = MONDAY + 365 * DAY
    studies.withdraw(store, one.key)
    assert studies.trials(store, begun.owner_key) == ()
