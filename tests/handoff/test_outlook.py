"""The outlook in JSON and in text: the same figures, and nothing where nothing was worked out."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache

from tests.outlook.made import on_paper, prices
from workbench.handoff.outlook_json import outlook_json
from workbench.run import appraise, look_ahead

BUSINESS = {"build": 300.0, "years": 1.0, "discount": 0.0}


@cache
def found():
    known = prices(decision={"volume_per_year": 1000}, business=BUSINESS)
    appraisal = appraise(on_paper(), known, quick=True)
    return appraisal, look_ahead(appraisal)


def test_every_part_of_the_outlook_is_plain_values():
    appraisal, ahead = found()
    document = outlook_json(ahead, appraisal)
    outlook, business = document["outlook"], document["business"]
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert outlook["money"] == "a year"
    assert {"input": ["costs", "prediction"], "at_low": 2200.0, "at_high": 700.0} in [
        {key: round(value, 6) if isinstance(value, float) else value for key, value in bar.items()} for bar in outlook["tornado"]
    ]
    assert outlook["flips"][0]["becomes"] != appraisal.verdict.code
    assert 0 <= outlook["probability_that_a_model_wins"] <= 1
    assert (business["spent_first"], round(business["yearly"]["estimate"], 6)) == (300.0, 1700.0)


def test_a_run_without_a_look_ahead_has_a_business_case_only():
    appraisal, _ = found()
    assert outlook_json(None, appraisal)["outlook"] is None
    bare = replace(appraisal, scenario=prices())
    assert outlook_json(None, bare) == {"outlook": None, "business": None}


def test_the_text_says_what_the_json_says():
    from workbench.handoff import as_text

    appraisal, ahead = found()
    document = outlook_json(ahead, appraisal)
    told = as_text._outlook(document)
    for sentence in (*document["business"]["sentences"], *document["outlook"]["sentences"]):
        assert sentence in told
    assert document["outlook"]["flips"][0]["sentence"] in told
    assert as_text._outlook({"outlook": None, "business": None}) == ""
