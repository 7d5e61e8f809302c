"""Links: what is in them, what is not, and whose table they can reach."""

from __future__ import annotations

from pages.parts import cache, opening, share
from tests.pages import walk
from workbench.handoff import share as links
from workbench.scenario import Scenario


def test_an_empty_scenario_leaves_the_address_bare():
    query = {"s": "old", "sample": "x"}
    share.to_query(query, Scenario())
    assert query == {}


def test_a_link_names_the_page_it_was_copied_from():
    assert share.address("http://host/costs?s=old", "new") == "http://host/costs?s=new"


def test_a_link_over_an_upload_holds_no_row_of_it():
    opened = walk.upload(walk.app(), walk.SMALL.replace("a,0", "a,987654"))
    carried = links.decode(walk.carried(opened))
    assert carried.data.source == "cases.csv"
    assert "987654" not in carried.model_dump_json()


def test_a_fingerprint_alone_reaches_nobodys_upload():
    first = walk.upload(walk.app(), walk.SMALL)
    guest = walk.app(s=walk.carried(first))
    assert walk.session(guest).dataset_key is None
    assert "waiting for cases.csv" in walk.said(guest)


def test_the_same_table_is_held_once_and_each_keeps_its_own_file_name():
    first, second = (walk.upload(walk.app(), walk.SMALL, name) for name in ("first.csv", "second.csv"))
    assert "first.csv: 60 cases" in walk.said(first)
    assert "second.csv: 60 cases" in walk.said(second)
    again = walk.upload(walk.app(), walk.SMALL, "first.csv")
    assert walk.session(again).dataset_key == walk.session(first).dataset_key


def test_a_sample_is_read_once_for_all():
    assert cache.sample("card_payments")[1] is cache.sample("card_payments")[1]


def test_a_scenario_written_by_hand_finds_its_sample_by_what_it_names():
    scenario, _ = cache.sample("card_payments")
    assert opening.over_its_data(scenario)[1] == "sample:card_payments"
