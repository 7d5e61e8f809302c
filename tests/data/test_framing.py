"""The question put to a table: the target and its classes, the features, and what is set aside."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.data.framing import frame, suggest_target
from workbench.data.reading import read_bytes
from workbench.errors import UserError
from workbench.scenario import validate


def table(**columns):
    names = list(columns)
    rows = zip(*columns.values(), strict=True)
    text = "\n".join([",".join(names), *(",".join("" if cell is None else str(cell) for cell in row) for row in rows)])
    return read_bytes("cases.csv", text.encode())


def framed(dataset, target="answer", **data):
    return frame(dataset, validate({"data": {"target": target, **data}}))


def refusal(dataset, target="answer", **data):
    with pytest.raises(UserError) as caught:
        framed(dataset, target, **data)
    return caught.value


def some(n=60, **more):
    rng = np.random.default_rng(0)
    return table(
        amount=np.round(rng.random(n) * 100, 2),
        colour=rng.choice(["red", "blue"], n),
        **more,
        answer=["fraud" if i % 3 == 0 else "ok" for i in range(n)],
    )


def reasons(framing):
    return {aside.column: aside.reason for aside in framing.set_aside}


def test_a_binary_question_has_the_positive_class_last():
    framing = framed(some())
    assert framing.task == "binary"
    assert framing.classes == ("ok", "fraud")
    assert framing.y.dtype == np.int32
    assert framing.y[:4].tolist() == [1, 0, 0, 1]
    assert [column.name for column in framing.features] == ["amount", "colour"]
    assert framed(some(), positive="ok").classes == ("fraud", "ok")


@pytest.mark.parametrize(
    ("answers", "classes"),
    [
        (["yes", "yes", "no", "yes"], ("no", "yes")),
        (["True", "False", "True", "True"], ("False", "True")),
        ([1, 0, 1, 1], ("0", "1")),
        ([1.0, 2.0, None, 1], ("1", "2")),
        (["keep", "keep", "drop", "keep"], ("keep", "drop")),
        (["good", "good", "weird", "weird"], ("good", "weird")),
    ],
)
def test_the_positive_class_is_named_so_or_rarer(answers, classes):
    assert framed(table(x=[3, 1, 4, 1], answer=answers)).classes == classes


def test_one_point_zero_and_one_name_the_same_positive_class():
    cases = table(x=[3, 1, 4, 1], answer=[1.0, 0.0, 1.0, None])
    assert framed(cases, positive="0.0").classes == ("1", "0")


def test_many_classes_sort_as_people_would():
    answers = ["item 10", "item 2", "Item 1", "item 2", "item 10", "Item 1"]
    framing = framed(table(x=range(6), z=[1, 1, 2, 2, 3, 3], answer=answers))
    assert framing.task == "multiclass"
    assert framing.classes == ("Item 1", "item 2", "item 10")


def test_rows_without_an_answer_are_set_aside_and_counted():
    framing = framed(table(x=[3, 1, 4, 1, 5], answer=["a", None, "b", "a", ""]))
    assert framing.rows.tolist() == [0, 2, 3]
    assert framing.notes == ("2 rows without a value in 'answer' were set aside.",)


def test_columns_that_say_nothing_are_set_aside_with_a_reason():
    n = 60
    found = reasons(
        framed(
            some(
                n,
                case_id=[f"c-{i}" for i in range(n)],
                number=range(1000, 1000 + n),
                same=["x"] * n,
                void=[None] * n,
            )
        )
    )
    assert set(found) == {"case_id", "number", "same", "void"}
    assert "identifier" in found["case_id"]
    assert "identifier" in found["number"]
    assert "constant" in found["same"]
    assert "empty" in found["void"]


def test_free_text_is_learned_from_though_no_two_rows_say_the_same():
    framing = framed(some(60, message=[f"this is message number {i} and it is about something" for i in range(60)]))
    assert reasons(framing) == {}
    assert framing.dataset.column("message").kind == "text"


def test_whole_amounts_that_hardly_repeat_are_no_identifier():
    amounts = np.random.default_rng(1).choice(100_000, 60, replace=False)
    assert reasons(framed(some(60, income=amounts))) == {}
    assert "income_id" in reasons(framed(some(60, income_id=amounts)))


def test_a_flag_that_is_set_or_blank_is_no_constant():
    assert reasons(framed(some(60, urgent=["Y" if i % 4 == 0 else None for i in range(60)]))) == {}


def test_an_accepted_column_is_used_though_it_looks_like_an_identifier():
    n = 60
    assert reasons(framed(some(n, rank=range(n)), accepted_flags=["rank"])) == {}


def test_roles_take_columns_out_of_the_features_and_groups_do_not():
    n = 60
    cases = some(
        n, who=[f"p{i % 7}" for i in range(n)], when=[f"2024-01-{i % 28 + 1:02d}" for i in range(n)], region=["n", "s", "e"] * 20
    )
    framing = framed(cases, entity="who", time="when", groups=["region"], exclude=["colour"])
    assert [column.name for column in framing.features] == ["amount", "region"]
    assert framing.entity.tolist()[:8] == [0, 1, 2, 3, 4, 5, 6, 0]
    assert framing.time[1] - framing.time[0] == 86_400 * 10**9
    assert set(reasons(framing)) == {"who", "when", "colour"}


def test_a_missing_entity_is_alone_and_a_missing_time_comes_first():
    cases = table(x=[3, 1, 4, 1], who=["a", None, "a", None], t=[5, None, 2, 9], answer=["p", "q", "p", "q"])
    framing = framed(cases, entity="who", time="t")
    assert len(set(framing.entity.tolist())) == 3
    assert framing.time.argmin() == 1
    assert len(framing.notes) == 2


def test_time_that_is_neither_date_nor_number_is_refused():
    assert "colour" in refusal(some(), time="colour").what


@pytest.mark.parametrize("role", ["target", "time", "entity", "amount", "id"])
def test_a_name_that_is_no_column_is_refused_with_the_nearest_one(role):
    caught = refusal(some(), **{role: "colou"})
    assert "'colou'" in caught.what
    assert "Did you mean 'colour'?" in caught.do


@pytest.mark.parametrize("role", ["exclude", "groups", "accepted_flags"])
def test_a_name_in_a_list_that_is_no_column_is_refused(role):
    assert "Did you mean 'amount'?" in refusal(some(), **{role: ["Amonut"]}).do


def test_the_target_is_no_group():
    found = refusal(some(), groups=["colour", "answer"])
    assert "'answer' is the target" in found.what
    assert found.why and found.do


def test_a_cost_on_a_column_that_is_not_there_is_refused():
    scenario = validate({"data": {"target": "answer"}, "costs": {"matrix": {"fraud": {"ok": {"column": "amout"}}}}})
    with pytest.raises(UserError, match=r"amout.*costs.matrix.fraud.ok"):
        frame(some(), scenario)


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        ([None] * 300, "missing in all 300 rows"),
        (["yes"] * 300, "one class only: 'yes'"),
        ([f"c{i % 250}" for i in range(300)], "250 different values"),
        ([i * 1.5 for i in range(300)], "300 different numbers"),
        (list(range(300)), "300 different numbers"),
        ([f"2024-01-{i % 28 + 1:02d}" for i in range(300)], "holds dates"),
    ],
)
def test_a_target_that_cannot_be_answered_is_refused(answers, what):
    assert what in refusal(table(x=range(300), z=[1, 2, 3] * 100, answer=answers)).what


def test_a_positive_value_that_is_no_class_is_refused():
    assert "Did you mean 'fraud'?" in refusal(some(), positive="frauds").do


def test_no_target_is_refused_with_a_suggestion():
    with pytest.raises(UserError) as caught:
        frame(some(), validate({}))
    assert "'answer'" in caught.value.do


def test_nothing_to_learn_from_is_refused():
    assert "No column is left" in refusal(some(), exclude=["amount", "colour"]).what


def test_the_key_follows_what_the_evidence_depends_on_and_nothing_else():
    base = framed(some()).key
    assert framed(some(), groups=["colour"]).key == base
    assert frame(some(), validate({"data": {"target": "answer"}, "costs": {"wrong": 7.0}})).key == base
    for change in ({"exclude": ["colour"]}, {"positive": "ok"}, {"entity": "colour"}, {"time": "amount"}):
        assert framed(some(), **change).key != base


@pytest.mark.parametrize(
    ("names", "suggested"),
    [
        (["label", "amount", "colour"], "label"),
        (["amount", "churned", "colour"], "churned"),
        (["colour", "amount", "kind"], "kind"),
        (["is_fraud", "amount", "region"], "is_fraud"),
    ],
)
def test_the_target_is_suggested_by_name_then_place(names, suggested):
    n = 40
    values = {"amount": [i * 1.7 for i in range(n)]}
    assert suggest_target(table(**{name: values.get(name, ["a", "b", "b", "a"] * 10) for name in names})) == suggested


def test_an_identifier_is_never_suggested():
    n = 40
    assert (
        suggest_target(table(colour=["a", "b"] * 20, amount=[i * 1.7 for i in range(n)], label=[f"x{i}" for i in range(n)]))
        == "colour"
    )


def test_a_column_of_the_very_largest_numbers_is_looked_at_like_any_other():
    largest = [f"{value:g}" for value in np.linspace(-1.0, 1.0, 40) * 1.7e308]
    content = "size,kind,label\n" + "".join(f"{value},{i % 3},{'ab'[i % 2]}\n" for i, value in enumerate(largest))
    framing = frame(read_bytes("cases.csv", content.encode()), validate({"data": {"target": "label"}}))
    assert framing.classes == ("a", "b")
