"""All candidates keep to one protocol."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

import numpy as np
import pytest

from tests.evidence.framings import mixed, worded
from workbench.evidence.splits import split
from workbench.models.boosting import can_stop_early
from workbench.models.catalogue import CANDIDATES, Candidate, chosen, names
from workbench.models.fold import Fold
from workbench.models.table import tabulate
from workbench.scenario import EvidenceChoice

by_name = pytest.mark.parametrize("candidate", CANDIDATES, ids=names())


@by_name
def test_every_candidate_says_what_it_is(candidate: Candidate) -> None:
    assert candidate.title and candidate.meaning.endswith(".") and candidate.kind in ("baseline", "rule", "model")
    assert candidate.answering in ("cheapest", "likeliest", "drawn") and candidate.effort >= 0


@by_name
@pytest.mark.parametrize("classes", [2, 3])
def test_every_candidate_answers_every_test_row_with_shares_that_sum_to_one(candidate: Candidate, classes: int) -> None:
    framing = worded(80, classes=classes)
    assert candidate.fits(framing)
    rows = partial(split(framing, EvidenceChoice(folds=4)).parts, 0, 0)
    fold = Fold(tabulate(framing), framing.y, classes, rows)
    proba, said = candidate.answer(fold, framing.classes)
    assert proba.shape == (20, classes) and proba.dtype == np.float32 and isinstance(said, str)
    np.testing.assert_allclose(proba.sum(axis=1), 1, atol=1e-5)


@by_name
def test_every_candidate_answers_when_training_has_one_class_only(candidate: Candidate) -> None:
    framing = worded(40)
    fold = Fold(tabulate(framing), np.zeros(40, dtype=int), 3, lambda: (np.arange(30), np.arange(30, 40)))
    np.testing.assert_array_equal(candidate.answer(fold, ("a", "b", "c"))[0], np.tile([1, 0, 0], (10, 1)))


def test_only_tables_with_free_text_have_word_patterns() -> None:
    assert "word patterns" in [candidate.name for candidate in chosen((), worded(20))]
    assert [candidate.name for candidate in chosen((), mixed(20))] == [name for name in names() if name != "word patterns"]


def test_early_stopping_is_off_where_it_cannot_be_stratified() -> None:
    assert can_stop_early(np.array([50, 2, 0]))
    assert not can_stop_early(np.array([50, 1]))  # a class with one row cannot be on both sides
    assert not can_stop_early(np.array([5, 5, 5]))  # two rows set aside cannot hold three classes


def test_the_list_of_candidates_needs_no_heavy_import() -> None:
    code = "import sys, workbench.models.catalogue; assert not [m for m in ('sklearn', 'scipy') if m in sys.modules]"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
