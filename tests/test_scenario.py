"""What people decide survives saving, and what cannot be meant is refused with its name and value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import UserError
from workbench.handoff.share import decode, encode
from workbench.scenario import Scenario, dumps, load, loads, validate

FULL = """
version = 1
name = "Card payments"
[decision]
question = "Should this payment be stopped?"
volume_per_year = 1_200_000
currency = "USD"
today = { kind = "always", answer = "ok" }
[data]
source = "payments.csv"
target = "label"
groups = ["region"]
[costs]
review = 4.0
prediction = 0.002
[costs.matrix.fraud]
ok = { plus = 15.0, times = 1.0, column = "amount" }
fraud = 0.0
[costs.matrix.ok]
fraud = 20.0
[people]
wage_per_hour = 32.0
notices_wrong = [0.6, 0.8, 0.9]
[[rules]]
name = "large and abroad"
when = [{ column = "amount", op = ">=", value = 900 }, { column = "country", op = "not in", value = ["home"] }]
answer = "fraud"
"""


def test_a_scenario_saved_and_opened_again_is_the_same():
    scenario = loads(FULL)
    assert loads(dumps(scenario)) == scenario


def test_an_empty_scenario_is_all_defaults():
    assert loads("") == Scenario()
    assert dumps(Scenario()).strip() == "version = 1"


def test_what_a_file_does_not_say_of_policies_is_left_open():
    assert loads('[policies]\ncompare = ["top-k", "sets"]').policies.k is None
    assert loads("").policies.coverage is None


@pytest.mark.parametrize(("k", "told"), [(None, '"cheapest"'), (3, "3")])
def test_a_number_of_answers_left_open_or_not_stays_so_in_a_file_and_in_a_link(k, told):
    known = Scenario(name="Lists").changed("policies", k=k)
    assert loads(dumps(known)) == known == loads(f'name = "Lists"\n[policies]\nk = {told}')
    assert decode(encode(known)) == known


def test_a_number_of_answers_is_a_number_or_cheapest():
    with pytest.raises(UserError, match=r"policies\.k"):
        loads('[policies]\nk = "few"')


def test_what_equals_a_default_is_not_written():
    assert "wrong" not in dumps(loads("[costs]\nwrong = 1.0"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[people]\nnotices_wrong = 1.3", "people.notices_wrong"),
        ("[people]\nread = [3, 2, 1]", "people.read"),
        ("[people]\naccepts_right = 0.99\npicks_wrong_though_right_shown = 0.2", "accepts_right"),
        ("[costs]\nwrong = nan", "costs.wrong"),
        ("[costs]\nwrong = inf", "costs.wrong"),
        ("[costs.matrix.a]\nb = 'dear'", "costs.matrix.a.b"),
        ("[decision]\ntoday = { kind = 'always' }", "always"),
        ("[decision]\nvolume_per_year = 0", "decision.volume_per_year"),
        ("[decision]\nvolume_per_year = 1e-300", "decision.volume_per_year"),
        ("[business]\nyears = 1e-9", "business.years"),
        ("[simulated]\ntop1 = 0.9\ntop3 = 0.5", "top3 0.5 cannot be below top1, and needs it; top1 is 0.9"),
        ("[evidence]\nfolds = 1", "evidence.folds"),
        ("[decisions]\n", "decisions"),
        ("version = 2", "version"),
        ("name = ", "TOML"),
        ("[policies]\nk = 0", "policies.k"),
        ("[people]\naccepts_right = 1.3", "people.accepts_right: it cannot be above 1, found '1.3'"),
        ("[people]\nnotices_wrong = [0.1, 0.2, 1.3]", "people.notices_wrong"),
        ("[people]\nby_hand_errors = { spam = 1.3 }", "people.by_hand_errors.spam: it cannot be above 1, found '1.3'"),
        ("[people]\nby_hand_errors = { spam = [0.3, 0.2, 0.1] }", "people.by_hand_errors.spam: a range is [low, likely, high]"),
        ("[people]\nundo = -1", "people.undo: it cannot be below 0, found '-1'"),
        ("[people]\nnotices_in_time = 2", "people.notices_in_time"),
        (
            "[[people.bands]]\nconfidence = 0.9\naccepts_right = 0.995\nnotices_wrong = 0.2",
            "people.bands: accepts_right at 0.9 and more: 0.995 + picks_wrong_though_right_shown 0.01 is above 1",
        ),
        ("[[people.bands]]\nconfidence = 0.9\naccepts_right = 0.9\nnotices_wrong = 1.3", "people.bands.0.notices_wrong"),
        (2 * "[[people.bands]]\nconfidence = 0.9\naccepts_right = 0.9\nnotices_wrong = 0.3\n", "two begin at the confidence 0.9"),
        ("[costs]\nwrong = true", "costs.wrong: it should be a number, not true or false, found 'True'"),
        ("[costs.matrix.a]\nb = true", "costs.matrix.a.b: it should be a number, not true or false"),
        ("[people]\nread = [1, true, 3]", "people.read.1: it should be a number, not true or false"),
        ("[evidence]\nfolds = true", "evidence.folds: it should be a number"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_with_its_name(text: str, named: str):
    with pytest.raises(UserError) as caught:
        loads(text)
    assert named in caught.value.what
    assert caught.value.why and caught.value.do


def test_a_file_too_large_to_be_a_scenario_is_refused():
    with pytest.raises(UserError, match="characters"):
        loads("# " + "x" * 1_000_001)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(UserError, match="could not be read"):
        load(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(UserError, match="could not be read"):
        load(tmp_path / "binary.toml")


def test_a_label_may_be_written_as_a_number():
    scenario = loads('[data]\npositive = 1\n[decision]\ntoday = { kind = "always", answer = 0 }\n[[rules]]\nanswer = true')
    assert (scenario.data.positive, scenario.decision.today.answer, scenario.rules[0].answer) == ("1", "0", "True")
    assert loads(dumps(scenario)) == scenario


def test_a_long_label_with_dots_is_no_deep_key():
    label = "1.3.6.1.4.1.311.21.8.1.2.3.4.5.6.7.8.9"
    scenario = validate({"costs": {"matrix": {label: {"a": 1.0}}}})
    assert loads(dumps(scenario)) == scenario


BAND = {"confidence": 0.9, "accepts_right": [0.9, 0.5, 0.4], "notices_wrong": 0.5}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"costs": {"wrongs": 1}}, "costs.wrongs: there is no such setting, found '1'"),
        ({"costs": 3}, "costs: it should be a table, found '3'"),
        ({"data": {"exclude": "amount"}}, "data.exclude: it should be a list, found 'amount'"),
        ({"data": {"target": {"a": {}}}}, "data.target: it should be text, found a table"),
        ({"data": {"target": [1, 2]}}, "data.target: it should be text, found a list of 2"),
        ({"costs": {"wrong": 10**5_000}}, "found a number of very many digits"),
        ({"x" * 100_000: 1}, "xxx: there is no such setting"),
        ({"people": {"read": [1, 2]}}, "people.read: a range is three numbers, [low, likely, high]; found 2."),
        ({"people": {"read": []}}, "people.read: a range is three numbers, [low, likely, high]; found 0."),
        ({"people": {"undo": [1, 2, 3, 4]}}, "people.undo: a range is three numbers, [low, likely, high]; found 4."),
        ({"people": {"by_hand_errors": {"spam": [0.1]}}}, "people.by_hand_errors.spam: a range is three numbers"),
        ({"people": {"bands": [BAND]}}, "people.bands: accepts_right at 0.9 and more: a range is [low, likely, high], found"),
    ],
)
def test_what_is_wrong_is_said_in_a_few_plain_words(document, said):
    with pytest.raises(UserError) as caught:
        validate(document)
    assert said in caught.value.what
    assert len(caught.value.what) < 300


def test_what_to_do_names_the_value_that_is_wrong_and_not_a_place_within_it():
    for document, do in (
        ({"people": {"read": [1, 2]}}, "Give people.read all three, the smallest first, or one number alone."),
        ({"people": {"read": [3, 2, 1]}}, "Correct people.read and try again."),
    ):
        with pytest.raises(UserError) as caught:
            validate(document)
        assert caught.value.do == do


def test_one_change_gives_a_new_checked_scenario_and_leaves_the_old_one():
    before = loads(FULL)
    after = before.changed("costs", wrong=7.0)
    assert (before.costs.wrong, after.costs.wrong) == (1.0, 7.0)
    assert after.costs.matrix == before.costs.matrix
    with pytest.raises(UserError, match="costs.prediction"):
        before.changed("costs", prediction=-1.0)


def test_people_are_priced_only_once_somebody_said_what_their_time_costs():
    assert not Scenario().people_are_priced
    assert loads("[people]\nwage_per_hour = 30").people_are_priced
    assert loads("[costs]\nreview = 2").people_are_priced
    assert loads("[people]\nwage_per_hour = [18, 36, 72]").people.wage_per_second == pytest.approx(0.01)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.text(max_size=20), st.dictionaries(st.text(max_size=20), st.floats(-1e15, 1e15), max_size=3), max_size=3)
)
def test_any_label_survives_being_saved(matrix):
    scenario = validate({"costs": {"matrix": matrix}})
    assert loads(dumps(scenario)) == scenario


def test_a_date_that_toml_reads_as_one_is_the_same_as_its_text():
    rule = '[[rules]]\nanswer = "x"\nwhen = [{{ column = "paid", op = "<", value = {} }}]'
    for plain, text in (("2025-01-31", "'2025-01-31'"), ("2025-01-31 14:30:00", "'2025-01-31 14:30:00'")):
        assert loads(rule.format(plain)) == loads(rule.format(text))
