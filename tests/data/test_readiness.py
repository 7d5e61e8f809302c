"""Each check fires, stays quiet, or does not apply."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workbench.data.duplicates import count_duplicates
from workbench.data.framing import frame
from workbench.data.leak import alone, named_in
from workbench.data.prints import row_prints
from workbench.data.readiness import CHECKS, check
from workbench.data.reading import read_bytes
from workbench.scenario import validate


def framed(cases: pd.DataFrame, **data):
    return frame(read_bytes("cases.csv", cases.to_csv(index=False).encode()), validate({"data": {"target": "answer", **data}}))


def some(n=400, seed=0):
    rng = np.random.default_rng(seed)
    answer = rng.choice(["no", "yes"], n)
    return pd.DataFrame({"amount": rng.normal(size=n), "colour": rng.choice(["red", "blue", "grey"], n), "answer": answer})


def found(cases, name, accepted=(), **data):
    return [finding for finding in check(framed(cases, **data), accepted) if finding.check == name]


def test_the_catalogue_holds_small_checks_with_names_of_their_own():
    assert len({one.name for one in CHECKS}) == len(CHECKS)
    assert all(one.title and one.meaning and one.find for one in CHECKS)


def test_an_ordinary_table_has_nothing_to_say():
    assert check(framed(some())) == ()


def test_few_cases_of_a_class_are_named():
    cases = some()
    cases.loc[:3, "answer"] = "maybe"
    [finding] = found(cases, "rows a class")
    assert finding.severity == "warn"
    assert "'maybe' (4)" in finding.sentence


def test_the_scores_of_another_model_are_not_learned_from_without_a_word():
    cases = some().assign(vendor_yes=np.linspace(0, 1, 400), size_large=1.5)
    [finding] = found(cases, "scores of a model")
    assert finding.column == "vendor_yes" and finding.severity == "warn"
    assert found(cases, "scores of a model", accepted=("vendor_yes",)) == []
    assert found(cases, "scores of a model", predictions="vendor") == []


def test_fewer_cases_than_folds_stop_the_work():
    assert found(some(4).assign(answer=["yes", "no", "yes", "no"]), "rows a class")[0].severity == "stop"


def test_one_answer_in_two_spellings_is_told_as_two_classes():
    cases = some()
    cases.loc[:99, "answer"] = "Yes"
    [finding] = found(cases, "labels alike")
    assert "'Yes', 'yes' differ only in case" in finding.sentence


def test_rows_without_an_answer_are_counted():
    cases = some()
    cases.loc[:99, "answer"] = None
    [finding] = found(cases, "missing target")
    assert finding.severity == "warn"
    assert "100 of 400 rows (25.0 %)" in finding.sentence


@pytest.mark.parametrize("copied", ["the answer", "the answer with noise", "a number", "missing"])
def test_a_column_that_gives_the_answer_away_is_flagged(copied):
    cases = some()
    yes = cases["answer"].eq("yes").to_numpy()
    rng = np.random.default_rng(1)
    cases["copy"] = {
        "the answer": np.where(yes, "A", "B"),
        "the answer with noise": np.where(yes ^ (rng.random(400) < 0.002), "A", "B"),
        "a number": yes * 8.0 + rng.normal(size=400),
        "missing": np.where(yes, np.nan, rng.normal(size=400)),
    }[copied]
    [finding] = found(cases, "leak")
    assert (finding.column, finding.severity) == ("copy", "warn")
    assert found(cases, "leak", accepted=("copy",)) == []
    assert found(cases, "leak", exclude=["copy"]) == []


def test_a_text_that_names_the_answer_is_flagged_and_one_that_names_it_now_and_then_is_not():
    cases = some()
    always = cases.assign(note=[f"Case {i}: we said {answer.upper()}, and closed it" for i, answer in enumerate(cases["answer"])])
    [finding] = found(always, "leak")
    assert (finding.column, finding.severity) == ("note", "warn")
    now_and_then = [f"Case {i}: they asked whether it is {'yes' if i % 5 else 'nowhere'} or so" for i in range(len(cases))]
    assert found(cases.assign(note=now_and_then), "leak") == []


def test_which_answer_a_text_names_is_told_by_whole_words_in_any_case():
    texts = pd.Series(["To BILLING, please", "rebillings", "Wi-Fi (home) or billing?", None], dtype="str")
    assert named_in(texts, ("Billing", "Wi-Fi (home)", "")).tolist() == ["Billing", np.nan, "Wi-Fi (home)", np.nan]


def test_a_good_column_is_no_leak():
    cases = some()
    cases["score"] = cases["answer"].eq("yes") * 2.0 + np.random.default_rng(1).normal(size=400)
    assert found(cases, "leak") == []


def test_a_copy_of_many_classes_is_a_leak_and_a_rare_positive_class_hides_none():
    rng = np.random.default_rng(2)
    many = some(2_000).assign(answer=[f"c{place}" for place in rng.integers(0, 12, 2_000)])
    assert [finding.column for finding in found(many.assign(code=many["answer"].str[1:].astype(int) * 10), "leak")] == ["code"]
    rare = some(5_000).assign(answer=np.where(rng.random(5_000) < 0.01, "fraud", "ok"))
    assert [finding.column for finding in found(rare.assign(fee=rare["answer"].eq("fraud") * 25.0), "leak")] == ["fee"]


def test_the_area_of_noise_is_a_half():
    rng = np.random.default_rng(0)
    area, error = alone(pd.Series(rng.normal(size=4_000)), rng.integers(0, 2, 4_000).astype(np.int32), 2)
    assert abs(area - 0.5) < 0.03
    assert 0.005 < error < 0.02


def test_copies_of_rows_are_counted():
    cases = some()
    [finding] = found(pd.concat([cases, cases[:20]]), "duplicates")
    assert "20 of 420 rows" in finding.sentence


def test_rows_repeat_where_few_combinations_are_possible():
    assert found(some()[["colour", "answer"]], "duplicates") == []


def test_conflicting_duplicates_give_the_error_floor_of_the_worked_example():
    prints = np.array([1, 1, 1, 1, 2, 2, 2, 2], dtype=np.uint64)
    y = np.array([0, 0, 0, 1, 0, 0, 1, 1])
    assert count_duplicates(prints, y, 2) == (4, 8, 0.375)


def test_conflicting_duplicates_limit_what_can_be_right():
    cases = some()
    twins = cases[:100].assign(answer=cases["answer"][:100].map({"no": "yes", "yes": "no"}))
    [finding] = found(pd.concat([cases, twins]), "conflicting duplicates")
    assert "more than 80.0 % right" in finding.sentence


def test_equal_rows_have_equal_fingerprints_and_others_do_not():
    prints = row_prints(
        [pd.Series([1.0, 1.0, np.nan, np.nan, 0.0, -0.0]), pd.Series(["a", "b", "a", "a", "c", "c"], dtype="category")]
    )
    assert prints[2] == prints[3]
    assert prints[4] == prints[5]
    assert len(set(prints.tolist())) == 4


def test_identifiers_and_constants_are_mentioned():
    cases = some().assign(case=[f"k{place}" for place in range(400)], same="x")
    assert [finding.column for finding in found(cases, "id-like")] == ["case"]
    assert [finding.column for finding in found(cases, "constant")] == ["same"]


def test_much_that_is_missing_and_many_values_are_mentioned():
    cases = some()
    cases["rare"] = np.where(np.arange(400) % 3 == 0, np.arange(400) % 5 + 0.5, np.nan)
    cases["city"] = [f"city {place % 150}" for place in range(400)]
    assert [finding.column for finding in found(cases, "many missing")] == ["rare"]
    assert [finding.column for finding in found(cases, "high cardinality")] == ["city"]
    assert "whose case it is" in found(cases, "high cardinality")[0].do
    assert found(cases, "high cardinality", entity="rare")[0].do.startswith("Group its values")


def test_the_same_table_gets_the_same_findings():
    cases = some().assign(copy=lambda table: table["answer"])
    assert check(framed(cases)) == check(framed(cases))
