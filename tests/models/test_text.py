"""Word patterns: what is read of free text, what of it is learned from, and that nothing of the rows that are answered is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from tests.evidence.framings import framing_of, worded
from workbench.evidence.collecting import collect
from workbench.models import text_inputs, words
from workbench.models.fold import Fold
from workbench.models.linear_inputs import LinearInputs
from workbench.models.table import Table, tabulate
from workbench.models.text import Words, left_out
from workbench.models.text_inputs import WEIGHT, TextInputs
from workbench.models.words import WORD, characters_read, counted
from workbench.scenario import EvidenceChoice

SAID = ["No signal, NO signal", None, "the bill is wrong", "bill <b>wrong</b>\nagain", "", "the signal is back"]


def texts(*said: object) -> pd.Series:
    return pd.Series(said, dtype="str")


def table(*said: object, **columns: object) -> Table:
    features = pd.DataFrame({"said": texts(*said), **columns})
    return tabulate(framing_of(features, np.arange(len(features)) % 2))


def learned(made: Table, rows: np.ndarray, classes: int = 2) -> TextInputs:
    return TextInputs.learn(made, rows, LinearInputs.learn(made, rows), classes)


def test_words_and_pairs_of_words_are_counted_whatever_their_case():
    counts = counted((texts("No signal, NO signal", None, ""),))
    assert sorted(counts[0].data) == [1, 2, 2, 2]  # "signal no" once; "no", "signal" and "no signal" twice
    assert counts[1].nnz == counts[2].nnz == 0


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("I can't, e-mail me at 5", ["can", "mail", "me", "at"]),
        ("Größe, café", ["größe", "café"]),
        ("账单错误 bill5", ["账", "单", "错", "误", "bill5"]),
        ("abc請求", ["abc", "請", "求"]),
    ],
)
def test_a_word_has_two_letters_and_a_chinese_sign_is_one(said: str, found: list[str]):
    assert CountVectorizer(token_pattern=WORD).build_analyzer()(said) == found


def test_what_is_fed_equals_the_plain_vectorizer_up_to_the_order_of_words():
    made, rows = table(*SAID), np.arange(len(SAID))
    plain = TfidfVectorizer(token_pattern=WORD, ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    expected = plain.fit_transform([said or "" for said in SAID]).toarray()
    found = learned(made, rows).transform(made, rows).toarray()[:, : expected.shape[1]] / WEIGHT
    assert len(learned(made, rows).kept) == expected.shape[1] == 5
    np.testing.assert_allclose(np.sort(found, axis=1), np.sort(expected, axis=1), atol=1e-6)
    np.testing.assert_allclose(found @ found.T, expected @ expected.T, atol=1e-6)


def test_words_that_only_stand_in_the_rows_to_be_answered_are_not_known():
    made = table(*(["left here"] * 4), "right there")
    inputs = learned(made, np.arange(4))
    assert len(inputs.kept) == 3
    assert inputs.transform(made, np.array([4]))[:, :3].nnz == 0


def test_the_most_frequent_words_are_kept_and_fewer_of_them_for_many_classes(monkeypatch: pytest.MonkeyPatch):
    made, rows = table("aa bb", "aa cc", "aa bb", "dd cc"), np.arange(4)
    assert len(learned(made, rows).kept) == 4  # aa, bb, cc and "aa bb"
    monkeypatch.setattr(text_inputs, "MOST_WEIGHTS", 6)
    kept = learned(made, rows, classes=6).kept
    assert np.bincount(made.words.indices, minlength=made.words.shape[1])[kept].tolist() == [3]


def test_the_beginning_is_read_of_texts_that_are_too_many_or_too_long(monkeypatch: pytest.MonkeyPatch):
    assert characters_read(1, 20_000) == 1_000
    assert characters_read(1, 10) == 10_000
    assert characters_read(2, 10**9) == 1
    monkeypatch.setattr(words, "MOST_CHARACTERS", 20)
    assert counted((texts("aa bb cc dd ee", "ff gg"),)).getnnz(axis=1).tolist() == [5, 3]


def test_it_is_said_where_texts_are_not_read_to_their_end(monkeypatch: pytest.MonkeyPatch):
    assert left_out(table("aa bb", None)) == left_out(table(None, None)) == ""
    monkeypatch.setattr(words, "MOST_CHARACTERS", 8)
    assert left_out(table("aa bb", None)) == "Reads the first 4 characters of each text."


def test_reading_in_parts_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    at_once = counted((texts(*SAID), texts(*SAID[::-1])))
    monkeypatch.setattr(words, "AT_ONCE", 2)
    assert (counted((texts(*SAID), texts(*SAID[::-1]))) != at_once).nnz == 0


def test_several_texts_and_other_columns_stand_side_by_side():
    made = table("aa", "aa", "bb", "bb", more=texts("aa", "cc", "cc", "aa"), x=[1.0, 2.0, 3.0, 4.0])
    fed = learned(made, np.arange(4)).transform(made, np.arange(4))
    assert fed.shape == (4, 4 + 3)  # aa and bb, aa and cc; two lengths and x


@pytest.mark.parametrize("said", [[None] * 8, [""] * 8, [f"unique{i}" for i in range(8)], ["? ! -"] * 8])
def test_texts_without_a_word_to_learn_from_leave_the_other_columns(said: list[str | None]):
    made = table(*said, x=np.arange(8.0))
    fold = Fold(made, np.arange(8) // 4, 2, lambda: (np.array([0, 1, 2, 5, 6, 7]), np.array([3, 4])))
    proba, _ = Words().answer(fold, ("a", "b"))
    np.testing.assert_allclose(proba.sum(axis=1), 1, atol=1e-6)
    assert proba[0, 0] > 0.5 > proba[1, 0]


def test_who_reads_the_text_knows_more_than_who_does_not():
    evidence = collect(worded(600), ["logistic regression", "word patterns"])
    right = {name: (one.proba[0].argmax(axis=1) == evidence.y).mean() for name, one in evidence.predictions.items()}
    assert right["word patterns"] > right["logistic regression"] > 0.6


def test_the_figures_are_those_of_plain_scikit_learn_where_there_is_nothing_but_text():
    mood, hue = ("good", "nice", "fine"), ("red", "blue", "green")
    said = [f"{mood[i % 3]} and {hue[i % 7 % 3]} day" for i in range(90)]
    y = (np.arange(90) % 3 == 0).astype(int)
    made = table(*said)
    bare = Table(made.numbers[:0], made.codes, (), (), made.texts)
    train, test = np.arange(60), np.arange(60, 90)
    rest = LinearInputs.learn(bare, train)
    inputs = TextInputs.learn(bare, train, rest, 2)
    ours = LogisticRegression(C=0.25, max_iter=500, tol=1e-8).fit(inputs.transform(bare, train), y[train])
    plain = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit(said[:60])
    theirs = LogisticRegression(C=0.25 * WEIGHT**2, max_iter=500, tol=1e-8).fit(plain.transform(said[:60]), y[train])
    np.testing.assert_allclose(
        ours.predict_proba(inputs.transform(bare, test)), theirs.predict_proba(plain.transform(said[60:])), atol=1e-4
    )


def test_texts_are_read_once_for_all_folds(monkeypatch: pytest.MonkeyPatch):
    read: list[int] = []
    monkeypatch.setattr("workbench.models.table.counted", lambda texts: read.append(1) or counted(texts))
    collect(worded(60), EvidenceChoice(candidates=("word patterns",), folds=3), workers=1)
    assert read == [1]
