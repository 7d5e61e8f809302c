"""What is open comes first where a figure rests on a price nobody stated."""

from tests.outlook.made import ALARM, on_paper, prices
from workbench.data.readiness import Finding
from workbench.handoff.brief import SECONDS, SHARES, assumed, open_questions
from workbench.scenario import Scenario


def test_prices_and_volume_that_nobody_stated_come_first():
    first, second, *rest = open_questions(Scenario())
    assert first == "Prices are placeholders: nobody has said what a wrong answer costs."
    assert second == "Build and running costs, and the yearly volume, are not stated: savings cannot be told as money a year."
    assert len(rest) == 2


def test_what_is_stated_is_no_longer_open():
    stated = Scenario().changed("costs", wrong=9.0).changed("decision", volume_per_year=1000, talked_to_users=True)
    assert open_questions(stated)[0] == "Build and running costs are not stated: savings are told before them."
    built = stated.changed("business", build=10.0)
    assert open_questions(built) == ("How people behave with the product is assumed, not measured.",)
    without = built.changed("decision", volume_per_year=None)
    assert open_questions(without)[0] == "The yearly volume is not stated: savings cannot be told as money a year."


def test_how_much_is_measured_about_people_is_told_and_what_comes_from_a_preset():
    known = Scenario().changed("people", by_hand=[60, 70, 90], sources={"by_hand": "measured: 12 people", "confirm": "Preset, x"})
    told = "Of 8 numbers for how people behave with the product 1 is measured, the rest assumed."
    assert open_questions(known)[-2] == told
    rows = dict(assumed(known, on_paper()))
    assert rows["Seconds to work a case by hand"] == "70 s (measured)"
    assert rows["Seconds to confirm one"] == "2 s (preset)"
    assert rows["Seconds to pick one"] == "0.8 s"
    drawn = Scenario().changed("people", sources={"by_hand": "measured: 18 people, study X, participants made up, 2026-01-01"})
    assert "1 comes from made-up people: nobody was watched" in open_questions(drawn)[-2]
    assert dict(assumed(drawn, on_paper()))["Seconds to work a case by hand"].endswith("(made up)")
    every = dict.fromkeys((*SECONDS, *SHARES), "measured: 12 people")
    assert "was measured" in open_questions(Scenario().changed("people", sources=every))[-2]


def test_class_shares_today_and_the_business_are_assumptions_like_prices():
    rows = dict(assumed(prices(), on_paper()))
    assert (rows['Cases that are "a"'], rows["Cases a year"], rows["Today's process"]) == (
        "50 % (as in the table)",
        "not stated",
        "not stated",
    )
    stated = prices(
        prevalence={"b": 0.02},
        decision={"volume_per_year": 5000, "today": {"kind": "human", "cost": 2.5, "accuracy": {"b": 0.9}}},
        business={"build": 900.0, "run_per_year": 100.0, "labels": 300, "per_label": 0.5},
    )
    rows = dict(assumed(stated, on_paper()))
    assert rows['Cases that are "b"'] == "2 % (stated for real life)"
    assert rows["Today's process"] == "people, right by class: b 90 %, $2.50 a case"
    told = ("Cases a year", "To build", "To run, a year", "Labelling first", "Years in use", "Discount a year")
    assert [rows[name] for name in told] == ["5,000", "$900", "$100", "300 cases at $0.50", "3", "8 %"]
    close = prices().changed("costs", groups={"both": ["a", "b"]}, close=0.5)
    assert dict(assumed(close, on_paper()))["A mistake inside one of the groups both"] == "$0.50"


def test_errors_by_class_behaviour_by_confidence_and_undoing_are_listed_where_they_count():
    band = {"confidence": 0.9, "accepts_right": 0.9, "notices_wrong": 0.3}
    people = {"by_hand_errors": {"spam": 0.12}, "bands": [band], "notices_in_time": 0.4}
    rows = dict(assumed(prices(people=people, policies={"compare": ["undo", "confirm"]}), on_paper()))
    assert rows['People are wrong by hand when it is "spam"'] == "12 %"
    assert rows["People notice a wrong suggestion, shown at 90 % or more"] == "30 %"
    assert rows["People notice a wrong action in time"] == "40 %"
    assert "People notice a wrong action in time" not in dict(assumed(prices(), on_paper()))


def test_serious_concerns_about_the_data_are_open_and_notes_are_not():
    serious = Finding("few", "warn", None, "Few cases.", "Collect more.")
    note = Finding("few", "note", None, "A note.", "Nothing.")
    assert "Few cases. Collect more." in open_questions(Scenario(), [serious, note])
    assert not any("A note." in line for line in open_questions(Scenario(), [note]))


def test_ranges_are_listed_where_somebody_stated_them_and_counted_where_not():
    stated = prices(uncertain=[{"input": ALARM, "low": 8.0, "high": 15.0}])
    rows = dict(assumed(stated, on_paper()))
    assert rows['Range of saying "b" when it is "a"'] == "$8 to $15, stated"
    assert rows["Guesses with an assumed range"] == "3 of 4"
    wrong = prices(uncertain=[{"input": ALARM, "low": 12.0, "high": 15.0}])
    assert "its range is 12 to 15" in dict(assumed(wrong, on_paper()))["Ranges that cannot be used"]
