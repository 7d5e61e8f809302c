"""The checklist against a design: what each rule looks at, and what it then says."""

from typing import get_args

import numpy as np
import pytest

from tests.experience.made import binary, make_evidence, scenario
from workbench.experience.guideline_design import Word
from workbench.experience.guidelines import POINTS, Design, checklist, design_of, standing, words_said
from workbench.experience.policies import find, policies
from workbench.scenario import PolicyName, Prototype

EVERY = get_args(PolicyName)


def item(code, design):
    return next(one for one in checklist(design) if one.code == code)


def met(code, policy="top-k", prototype=None, **rest):
    return item(code, Design(policy, Prototype(**(prototype or {})), **rest)).met


@pytest.mark.parametrize("policy", EVERY)
def test_every_point_is_answered_in_sentences_for_every_way_of_behaving(policy):
    found = checklist(Design(policy))
    assert [one.code for one in found] == [*(f"G{number}" for number in range(1, 19)), "E1", "E2", "E3", "T1", "T2"]
    assert sum(standing(found).values()) == len(POINTS)
    for one in found:
        assert one.does.endswith((".", '"')) and one.met in ("yes", "partly", "no", "not applicable")
        assert one.do.endswith(".") if one.met in ("partly", "no") else one.do == ""


def test_with_people_alone_what_a_product_would_say_does_not_apply():
    found = {one.code: one.met for one in checklist(Design("manual"))}
    assert found["G9"] == found["T1"] == found["G10"] == "not applicable"
    assert found["G4"] == "partly"


@pytest.mark.parametrize(
    ("code", "worse", "better"),
    [
        ("G1", {}, {"prototype": {"title": "Tickets"}}),
        ("G1", {}, {"question": "Where does it go?", "prototype": {"question": "Which team?"}}),
        ("G2", {"prototype": {"confidence": "none"}}, {"prototype": {"confidence": "words"}}),
        ("G3", {"policy": "act"}, {"policy": "confirm"}),
        ("G4", {}, {"prototype": {"columns": ("text",)}}),
        ("G5", {}, {"prototype": {"labels": {"a": "Accounts"}}, "talked": True}),
        ("G6", {}, {"groups": ("region",)}),
        ("G7", {"policy": "defer"}, {"policy": "top-k"}),
        ("G8", {"policy": "act"}, {"policy": "undo"}),
        ("G9", {"policy": "act"}, {"policy": "undo"}),
        ("G9", {"policy": "undo"}, {"policy": "confirm"}),
        ("G10", {"policy": "act"}, {"policy": "confirm"}),
        ("G10", {"policy": "confirm"}, {"policy": "sets"}),
        ("G11", {}, {"by_rule": True}),
        ("G12", {"prototype": {"template": "queue"}}, {"prototype": {"template": "inbox"}}),
        ("G13", {"policy": "act"}, {"policy": "top-k"}),
        ("G15", {"prototype": {"reason": False}}, {"prototype": {"reason": True}}),
        ("G15", {"prototype": {"reason": True}}, {"prototype": {"reason": True, "helpful": True}}),
        ("G16", {"prototype": {"tell": "end"}}, {"prototype": {"tell": "each"}}),
        ("E1", {"prototype": {"tell": "end"}}, {"prototype": {"tell": "each"}}),
        ("E2", {}, {"groups": ("region",)}),
        ("E3", {"policy": "act"}, {"policy": "defer"}),
        ("T1", {"prototype": {"confidence": "none"}}, {"prototype": {"confidence": "number"}}),
        ("T1", {"prototype": {"confidence": "number"}, "hidden": "Nobody checked."}, {"prototype": {"confidence": "words"}}),
        ("T2", {}, {"measured": True}),
    ],
)
def test_a_better_choice_moves_its_point(code, worse, better):
    order = ("no", "partly", "yes")
    assert order.index(met(code, **better)) > order.index(met(code, **worse))


@pytest.mark.parametrize("code", ["G14", "G17", "G18"])
def test_what_no_prototype_can_show_is_never_called_met(code):
    assert all(met(code, policy) != "yes" for policy in EVERY)


def test_what_is_said_names_the_design():
    assert "for 12 s" in item("G9", Design("undo", Prototype(undo_seconds=12.0))).does
    assert '"No match"' in item("G8", Design("top-k", Prototype(none_of_these="No match"))).does
    assert "17 % of cases" in item("G3", Design("defer", by_hand=0.17)).does
    assert "4 % of cases end wrong" in item("G2", Design("top-k", wrong=0.04)).do


def test_words_that_promise_more_than_comes_true_are_told_with_what_came_true():
    y = np.arange(400) % 2
    said = np.where(np.arange(400) % 8 < 5, y, 1 - y)  # right five times in eight
    bold, fair = (np.where(said == 1, p, 1 - p) for p in (0.95, 0.625))
    evidence = make_evidence(y, {"bold": bold, "fair": fair})
    chosen = scenario(people={"wage_per_hour": 40.0})
    outcomes = policies(evidence, chosen, quick=True)
    over, kept = (design_of(find(outcomes, "confirm", name), evidence, chosen) for name in ("bold", "fair"))
    assert over.words == (Word("almost certain", 0.625, False),)
    assert item("T1", over).met == "partly" and '"almost certain" 62 %' in item("T1", over).does
    assert kept.words == (Word("likely", 0.625, True),) and item("T1", kept).met == "yes"


def test_words_are_held_against_classes_as_often_as_they_are_met_in_real_life():
    y = np.repeat([0, 1], 100)
    evidence = make_evidence(y, {"m": np.where(np.arange(200) % 4 == 0, 1 - y, y) * 0.5 + 0.25})
    (even,), (rare,) = (
        words_said(evidence.predictions["m"], evidence, scenario(prevalence=mix))[:1] for mix in ({}, {"b": 0.02})
    )
    assert (even.word, even.right) == ("likely", pytest.approx(0.75))
    assert rare.word == "almost certain" and rare.right > 0.97


def test_a_design_is_read_from_the_outcome_the_evidence_and_the_scenario():
    y, p = binary(200)
    evidence = make_evidence(y, {"m": p, "one rule": p}, rules=("one rule",))
    chosen = scenario(
        people={"wage_per_hour": 40.0, "sources": {"notices_wrong": "measured in a study of 12"}},
        decision={"question": "Pay it?", "talked_to_users": True},
    )
    outcomes = policies(evidence, chosen, quick=True)
    found = design_of(find(outcomes, "defer", "m"), evidence, chosen)
    assert (found.policy, found.by_rule, found.measured, found.talked) == ("defer", False, True, True)
    assert found.hidden.startswith("Nobody checked")
    assert design_of(find(outcomes, "defer", "one rule"), evidence, chosen).by_rule
    assert design_of(find(outcomes, "manual", "no model"), evidence, chosen).policy == "manual"
