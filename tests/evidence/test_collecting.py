"""Out-of-fold evidence of every candidate."""

from __future__ import annotations

import subprocess
import sys
import threading
import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from tests.evidence.framings import framing_of, mixed, worded
from workbench.errors import UserError
from workbench.evidence import collecting
from workbench.evidence.collecting import collect, evidence_key
from workbench.evidence.evidence import Evidence
from workbench.evidence.progress import Progress
from workbench.models import catalogue
from workbench.scenario import EvidenceChoice

ALL = ("majority", "random", "cheapest answer", "one rule", "logistic regression", "gradient boosting")
QUICK = ("majority", "one rule", "logistic regression")


def quick(folds: int = 5, repeats: int = 1, seed: int = 0) -> EvidenceChoice:
    return EvidenceChoice(candidates=QUICK, folds=folds, repeats=repeats, seed=seed)


def assert_sound(evidence: Evidence) -> None:
    for prediction in evidence.predictions.values():
        assert prediction.proba.shape == (*evidence.fold.shape, len(evidence.classes))
        assert prediction.proba.dtype == np.float32 and np.isfinite(prediction.proba).all()
        assert (prediction.proba >= 0).all()
        np.testing.assert_allclose(prediction.proba.sum(axis=2), 1, atol=1e-5)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return collect(mixed(classes=3))


def test_all_candidates_are_there_in_the_order_they_are_run(evidence: Evidence) -> None:
    assert tuple(evidence.predictions) == ALL
    assert_sound(evidence)


def test_free_text_adds_the_candidate_that_reads_it() -> None:
    read = collect(worded(classes=3))
    assert tuple(read.predictions) == catalogue.names() == (*ALL[:-1], "word patterns", ALL[-1])
    assert_sound(read)


def test_baselines_say_how_they_answer(evidence: Evidence) -> None:
    answering = {name: evidence.predictions[name].answering for name in ALL[:4]}
    assert answering == {"majority": "likeliest", "random": "drawn", "cheapest answer": "cheapest", "one rule": "cheapest"}


def test_baselines_are_the_class_shares_of_the_other_folds() -> None:
    framing = framing_of(pd.DataFrame({"x": np.zeros(10)}), list("aaaaaabbbb"))
    evidence = collect(framing, EvidenceChoice(candidates=("random",), folds=2))
    np.testing.assert_allclose(evidence.shares, [[[0.6, 0.4], [0.6, 0.4]]])
    np.testing.assert_allclose(evidence.predictions["random"].proba, np.tile([0.6, 0.4], (1, 10, 1)).astype(np.float32))
    assert evidence.test_to_train == 1.0


def test_what_can_be_learned_is_learned(evidence: Evidence) -> None:
    truth = np.arange(len(evidence.y)), evidence.y
    loss = {name: -np.log(np.clip(p.proba[0][truth], 1e-9, 1)).mean() for name, p in evidence.predictions.items()}
    assert loss["logistic regression"] < loss["one rule"] < loss["majority"]
    assert evidence.predictions["one rule"].sentence.startswith("Looks at amount only: ")


@pytest.mark.parametrize("repeats", [1, 2])
def test_the_same_seed_gives_the_same_numbers_with_one_worker_and_with_two(repeats: int) -> None:
    framing, choice = mixed(120), EvidenceChoice(folds=2, repeats=repeats, seed=5)
    one, two = (collect(framing, choice, workers=workers) for workers in (1, 2))
    assert one.key == two.key and list(one.predictions) == list(two.predictions)
    for name in one.predictions:
        np.testing.assert_array_equal(one.predictions[name].proba, two.predictions[name].proba)
        assert one.predictions[name].sentence == two.predictions[name].sentence


def test_another_seed_is_another_key_and_other_folds() -> None:
    framing = mixed(60)
    assert evidence_key(framing, quick()) != evidence_key(framing, quick(seed=1))
    assert evidence_key(framing, quick()) == evidence_key(framing, quick()) != evidence_key(framing, ["majority"])
    assert (collect(framing, quick()).fold != collect(framing, quick(seed=1)).fold).any()


def test_baselines_are_handed_over_before_anything_is_fitted() -> None:
    seen: list[Progress] = []
    collect(mixed(60), quick(folds=3), progress=seen.append)
    assert (seen[0].done, seen[0].total, seen[0].seconds_left) == (0, 6, None)
    assert [list(p.evidence.predictions) for p in seen] == [["majority"]] * 3 + [["majority", "one rule"]] * 3 + [list(QUICK)]
    assert [p.done for p in seen] == list(range(7)) and [p.fold for p in seen[1:]] == [1, 2, 3, 1, 2, 3]
    assert seen[-1].seconds_left == 0 and seen[-1].share == 1


def test_baselines_of_a_large_table_need_no_heavy_import() -> None:
    code = """
import sys, numpy as np, pandas as pd
from tests.evidence.framings import framing_of
from workbench.evidence.collecting import collect
collect(framing_of(pd.DataFrame({"x": np.zeros(1000)}), np.arange(1000) % 3), ["majority", "random", "cheapest answer"])
assert not [name for name in ("sklearn", "scipy") if name in sys.modules]
"""
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


def test_cancelling_stops_between_fits_and_keeps_what_is_finished() -> None:
    cancelled = threading.Event()

    def stop_after_the_rule(progress: Progress) -> None:
        if "one rule" in progress.evidence.predictions:
            cancelled.set()

    before = threading.active_count()
    evidence = collect(mixed(120), EvidenceChoice(folds=3), stop_after_the_rule, cancelled)
    assert list(evidence.predictions) == list(ALL[:4])
    assert threading.active_count() == before


def test_a_callback_that_fails_leaves_no_thread_behind() -> None:
    def fail(progress: Progress) -> None:
        if progress.done:
            raise RuntimeError("the page is gone")

    with pytest.raises(RuntimeError, match="the page is gone"):
        collect(mixed(60), quick(folds=2), fail)
    for thread in threading.enumerate():
        if thread.name.startswith("evidence-"):
            thread.join(5)
            assert not thread.is_alive()


@dataclass(frozen=True)
class Broken:
    name: str = "broken"
    kind: str = "model"
    title: str = "Broken"
    meaning: str = ""
    answering: str = "cheapest"
    effort: float = 1.0

    def fits(self, framing: object) -> bool:
        return True

    def answer(self, fold: object, classes: object) -> object:
        raise ValueError("no")


def test_a_candidate_that_fails_does_not_take_the_others_down(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(catalogue, "CANDIDATES", (catalogue.CANDIDATES[0], Broken(), catalogue.CANDIDATES[3]))
    evidence = collect(mixed(60), EvidenceChoice(folds=2))
    assert list(evidence.predictions) == ["majority", "one rule"]
    assert evidence.notes == ("Broken is left out. It could not be fitted to this table.",)
    assert "ValueError: no" in caplog.text


def test_fits_say_nothing_while_somebody_else_empties_the_filters_of_warnings(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(warnings, "showwarning", lambda message, *rest, **more: said.append(str(message)))
    ended = threading.Event()

    def empty_and_fill() -> None:
        while not ended.wait(0.002):
            with warnings.catch_warnings():
                warnings.resetwarnings()
                ended.wait(0.005)

    other = threading.Thread(target=empty_and_fill)
    other.start()
    try:
        collect(mixed(1_000), ["gradient boosting"])
    finally:
        ended.set()
        other.join()
    assert said == []
    assert warnings.defaultaction == "default"  # type: ignore[attr-defined]


def test_a_name_that_is_no_candidate_is_refused_with_the_list() -> None:
    with pytest.raises(UserError) as raised:
        collect(mixed(60), ["majority", "crystal ball"])
    assert "crystal ball" in raised.value.what and "one rule" in raised.value.do


def test_a_class_with_one_case_stays_is_scored_where_unseen_and_is_named() -> None:
    labels = ["a", "b"] * 30
    labels[7] = "once"
    features = pd.DataFrame({"x": np.arange(60.0) % 2, "z": np.arange(60.0)})
    evidence = collect(framing_of(features, labels), EvidenceChoice(folds=5))
    assert_sound(evidence)
    assert evidence.unseen == ("once",) and "once" in evidence.notes[0]
    for prediction in evidence.predictions.values():
        assert prediction.proba[0, 7, evidence.classes.index("once")] == 0
    assert evidence.shares[0, evidence.fold[0, 7], evidence.classes.index("once")] == 0


def test_columns_missing_or_constant_inside_a_fold_and_unknown_categories_are_no_obstacle() -> None:
    n = 40
    nowhere = np.full(n, np.nan)
    features = pd.DataFrame(
        {
            "x": np.arange(n) % 7.0,
            "empty": nowhere,
            "once": np.where(np.arange(n) == 3, 5.0, np.nan),
            "huge": np.where(np.arange(n) % 2, 1e300, -1e300),
            "constant": 1.0,
            "no category": pd.Categorical([None] * n, categories=["a"]),
            "own": pd.Categorical([f"case {i}" for i in range(n)]),
            "flag": pd.Categorical(np.where(np.arange(n) % 3 == 0, "True", "False")),
            "words": pd.Series([None if i % 5 == 0 else "word " * (i % 4) for i in range(n)], dtype="str"),
            "never": pd.Series(pd.NaT, index=range(n), dtype="datetime64[ns]"),
        }
    )
    evidence = collect(framing_of(features, np.arange(n) % 2), EvidenceChoice(folds=4))
    assert tuple(evidence.predictions) == catalogue.names() and evidence.notes == ()
    assert_sound(evidence)


def test_a_column_known_in_one_case_costs_no_candidate() -> None:
    # Boosting sets rows aside to stop early: the only value may be among them.
    values = np.full(200, np.nan)
    for place in range(0, 200, 20):
        values[:] = np.nan
        values[place] = 1.0
        framing = framing_of(pd.DataFrame({"x": np.arange(200) % 7, "scarce": values}), np.arange(200) % 2)
        assert "gradient boosting" in collect(framing, ["gradient boosting"]).predictions


def test_more_categories_than_boosting_can_hold_are_no_obstacle() -> None:
    n = 1_400
    features = pd.DataFrame({"shop": pd.Categorical([f"shop {i // 2}" for i in range(n)])})
    evidence = collect(framing_of(features, np.arange(n) % 4 < 2), EvidenceChoice(folds=2))
    assert tuple(evidence.predictions) == ALL
    assert_sound(evidence)


def test_a_table_without_features_is_answered_by_the_baselines_alone() -> None:
    evidence = collect(framing_of(pd.DataFrame(index=range(20)), np.arange(20) % 2), EvidenceChoice(folds=2))
    assert tuple(evidence.predictions) == ALL[:3]


def test_noise_makes_no_rule() -> None:
    random = np.random.default_rng(1)
    features = pd.DataFrame(random.normal(size=(200, 1)), columns=["x"])
    evidence = collect(framing_of(features, random.integers(0, 2, size=200)), EvidenceChoice(candidates=("one rule",), folds=2))
    assert evidence.predictions["one rule"].sentence.startswith("No single column")


def test_renaming_the_classes_permutes_the_columns_and_nothing_else() -> None:
    framing = mixed(90, classes=3)
    labels = np.array(["c", "a", "b"])[framing.y]
    renamed = framing_of(framing.dataset.table.drop(columns="answer"), labels)
    one, two = collect(framing, quick(folds=3)), collect(renamed, quick(folds=3))
    for name in QUICK:
        np.testing.assert_allclose(one.predictions[name].proba, two.predictions[name].proba[:, :, [2, 0, 1]], atol=2e-3)


def test_forward_folds_score_every_candidate_on_the_same_later_rows() -> None:
    framing = mixed(90)
    forward = framing_of(framing.dataset.table.drop(columns="answer"), framing.y, time=np.arange(90)[::-1])
    evidence = collect(forward, quick(folds=2, repeats=3))
    np.testing.assert_array_equal(evidence.rows, np.arange(60))
    assert evidence.fold.shape == (1, 60) and any("forward" in note for note in evidence.notes)
    assert evidence.test_to_train == pytest.approx((30 / 30 + 30 / 60) / 2)
    assert_sound(evidence)


def test_as_few_cases_as_folds_are_enough() -> None:
    evidence = collect(framing_of(pd.DataFrame({"x": np.arange(5.0)}), list("aaabb")))
    assert tuple(evidence.predictions) == ALL and evidence.unseen == ("a", "b")
    assert_sound(evidence)


def test_nothing_that_answers_is_a_user_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "chosen", lambda wanted, framing: ())
    with pytest.raises(UserError):
        collect(mixed(60))
