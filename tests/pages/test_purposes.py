"""Columns with a purpose of their own, predictions from another model among them, and how often folds are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from pages.parts import story
from tests.pages import walk


def table(times: float = 1.0) -> str:
    random = np.random.default_rng(0)
    true = 1.5 * random.normal(size=400)
    score = 1 / (1 + np.exp(-times * true))
    label = np.where(random.random(400) < 1 / (1 + np.exp(-true)), "yes", "no")
    rows = zip(range(400), random.integers(0, 50, 400), np.arange(400) % 4, score, label, strict=True)
    return "day,who,size,vendor_yes,label\n" + "".join(f"{a},p{b},{c},{d:.6f},{e}\n" for a, b, c, d, e in rows)


def field(fields, name: str):
    return next(one for one in fields if one.key.startswith(f"{name}#"))


def test_time_entity_and_groups_are_chosen_on_the_data_page():
    opened = walk.to(walk.upload(walk.app(), table()), "data")
    field(opened.selectbox, "data.time").set_value("day").run()
    field(opened.selectbox, "data.entity").set_value("who").run()
    field(opened.multiselect, "data.groups").set_value(["size"]).run()
    chosen = walk.session(opened).scenario.data
    assert (chosen.time, chosen.entity, chosen.groups) == ("day", "who", ("size",))
    field(opened.selectbox, "data.time").select_index(0).run()
    assert walk.session(opened).scenario.data.time is None
    assert not opened.exception


def test_predictions_that_claim_too_much_are_chosen_priced_and_mended():
    opened = walk.to(walk.upload(walk.app(), table(4.0)), "data")
    choice = field(opened.selectbox, "data.predictions")
    assert choice.options == ["None", "vendor (a score for yes)"]
    choice.set_value("vendor").run()
    assert "It holds predictions brought from outside." in walk.said(opened)
    walk.until_collected(walk.to(opened, "compare"))
    assert "By the probabilities of your predictions" in walk.said(walk.at_rest(opened))
    assert "These scores are not calibrated: they claim to know more than they do" in walk.said(opened)
    field(opened.checkbox, "data.calibrate_predictions").check().run()
    assert not opened.exception
    assert "not calibrated" not in walk.said(opened)
    assert "Scores made into probabilities on other folds." in walk.said(opened)
    assert "Its probabilities claim to know more than they do; that is put right on other folds" in walk.said(opened)


def test_scores_that_cannot_be_used_are_refused_and_nothing_else_is_lost():
    opened = walk.to(walk.upload(walk.app(), table()), "data")
    session = walk.session(opened)
    session.scenario, session.revision = session.scenario.changed("data", predictions="nothing"), session.revision + 1
    opened.run()
    assert "No column holds predictions under the name 'nothing'" in walk.said(opened)
    field(opened.selectbox, "data.predictions").select_index(0).run()
    assert "No column holds" not in walk.said(opened)
    assert "400 cases" in walk.said(opened)


def test_numbers_that_are_no_probabilities_are_refused_and_can_be_calibrated_there():
    header, *rows = table().splitlines()
    cells = [row.split(",") for row in rows]
    times_forty = "\n".join([header, *(",".join([*row[:3], str(40 * float(row[3])), row[4]]) for row in cells)])
    opened = walk.to(walk.upload(walk.app(), times_forty), "data")
    field(opened.selectbox, "data.predictions").set_value("vendor").run()
    assert "in 'vendor_yes', which is no probability" in walk.said(opened)
    field(opened.checkbox, "data.calibrate_predictions").check().run()
    assert "no probability" not in walk.said(opened)


PAGES = tuple(stop.name for stop in story.STOPS)


@pytest.mark.parametrize(
    ("predictions", "pages"),
    [("vendor", ("compare", "costs", "decide")), pytest.param("says", PAGES, marks=pytest.mark.slow)],
    ids=["a score on a few pages", "answers on every page"],
)
def test_repeats_are_chosen_and_the_pages_work_with_them_and_with_predictions(predictions: str, pages: tuple[str, ...]):
    answers = table().replace("label", "says,label", 1).replace(",yes\n", ",yes,yes\n").replace(",no\n", ",no,no\n", 150)
    answers = answers.replace(",no\n", ",yes,no\n").replace(",no,yes,no\n", ",no,no\n")
    opened = walk.to(walk.upload(walk.app(), answers), "data")
    field(opened.selectbox, "data.predictions").set_value(predictions).run()
    walk.until_collected(walk.to(opened, "compare"))
    field(opened.selectbox, "evidence.repeats").set_value(2).run()
    walk.until_collected(opened)
    assert walk.session(opened).job.evidence.fold.shape == (2, 400)
    for page in pages:
        walk.to(opened, page)
        assert not opened.exception, page
        assert not opened.error, page
