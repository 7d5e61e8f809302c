"""The same product without a browser: the commands, their exit statuses and what they write."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from workbench.cli import main
from workbench.scenario import Scenario

ROOT = Path(__file__).resolve().parent.parent
KEYS = """version scenario_name seed workbench_version data task currency candidates perfect best_baseline best_model
    saving_per_case share_of_perfect policies best_policy exchange_rate slices readiness verdict timings"""
CANDIDATE_KEYS = """name kind cost_per_case cost_at_threshold accuracy balanced_accuracy top3_accuracy log_loss brier roc_auc mae
    threshold seconds"""
OPTIONS = """--data --target --positive --costs --amount --time --group --entity --exclude --id --accept-flag --candidates
    --repeats --predictions --calibrate --seed --folds --quiet --progress --json --fail-if-verdict --champion"""
FAST = ["--candidates", "majority,random,cheapest answer,one rule", "--quiet"]


def lines(answers: dict[str, str], copies: int = 40) -> str:
    """Return a table in which the colour nearly tells the answer: every tenth case goes the other way."""
    rows = ["colour,size,label"]
    colours = list(answers)
    for i in range(copies * len(colours)):
        colour = colours[i % len(colours)]
        other = colours[(i + 1) % len(colours)]
        rows.append(f"{colour},{i % 7},{answers[other if i % 20 < len(colours) else colour]}")
    return "\n".join(rows) + "\n"


@pytest.fixture
def payments(tmp_path: Path) -> Path:
    path = tmp_path / "payments.csv"
    path.write_text(lines({"red": "fraud", "blue": "ok", "green": "ok"}))
    return path


def ran(arguments: list[str], tmp_path: Path) -> dict[str, Any]:
    out = tmp_path / "out.json"
    assert main(["run", *FAST, *arguments, "--json", str(out)]) == 0
    return json.loads(out.read_text(encoding="utf-8"))


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return standard error of a command that must end with status 2 and the three parts, and nothing else."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    parts = err.splitlines()
    assert [part.split(":")[0] for part in parts] == ["error", "  why", "  do"]
    return err


def test_run_writes_every_key_of_the_contract(payments: Path, tmp_path: Path) -> None:
    document = ran(["--data", str(payments), "--target", "label", "--positive", "fraud"], tmp_path)
    assert list(document["data"]) == ["rows", "rows_used", "rows_scored", "columns", "fingerprint", "classes", "notes"]
    assert document["data"]["rows"] == 120
    assert document["task"] == "binary"
    assert [candidate["name"] for candidate in document["candidates"]] == ["majority", "random", "cheapest answer", "one rule"]
    assert set(document["candidates"][0]) >= set(CANDIDATE_KEYS.split())
    assert set(document) >= set(KEYS.split())
    assert set(document["timings"]) == {"read", "evidence", "prices", "outlook", "total"}


def test_without_costs_every_wrong_answer_costs_one(payments: Path, tmp_path: Path) -> None:
    document = ran(["--data", str(payments), "--target", "label"], tmp_path)
    majority = document["candidates"][0]
    assert majority["cost_per_case"]["estimate"] == pytest.approx(1 - majority["accuracy"])
    assert document["perfect"]["cost_per_case"] == 0


@pytest.mark.parametrize("header", ["[costs]\nwrong = 3.0\n", "wrong = 3.0\n"])
def test_costs_come_from_a_file_with_or_without_its_heading(payments: Path, tmp_path: Path, header: str) -> None:
    (tmp_path / "costs.toml").write_text(header)
    document = ran(["--data", str(payments), "--target", "label", "--costs", str(tmp_path / "costs.toml")], tmp_path)
    majority = document["candidates"][0]
    assert majority["cost_per_case"]["estimate"] == pytest.approx(3 * (1 - majority["accuracy"]))


def test_a_scenario_finds_its_table_beside_itself_and_options_override_it(
    payments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = '[data]\nsource = "payments.csv"\ntarget = "label"\n[decision]\ncurrency = "EUR"\n[evidence]\nfolds = 3\n'
    (tmp_path / "scenario.toml").write_text(scenario)
    monkeypatch.chdir(ROOT)
    document = ran([str(tmp_path / "scenario.toml"), "--seed", "7"], tmp_path)
    assert (document["currency"], document["seed"]) == ("EUR", 7)


def test_the_same_command_gives_the_same_figures(payments: Path, tmp_path: Path) -> None:
    arguments = ["--data", str(payments), "--target", "label", "--seed", "3"]
    first, second = (ran(arguments, tmp_path) for _ in range(2))
    for document in (first, second):
        del document["timings"]
        for candidate in document["candidates"]:
            del candidate["seconds"]
    assert first == second


def test_without_json_a_table_and_the_verdict_are_read_on_standard_output(
    payments: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", *FAST, "--data", str(payments), "--target", "label"]) == 0
    out, err = capsys.readouterr()
    assert "one rule" in out
    assert "cost per 1,000 cases" in out
    assert "Verdict: " in out
    assert err == ""


def test_progress_is_said_only_when_asked_for_where_there_is_no_terminal(
    payments: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["run", "--data", str(payments), "--target", "label", "--candidates", "majority,one rule"]
    assert main(command) == 0
    assert capsys.readouterr().err == ""
    assert main([*command, "--progress"]) == 0
    assert "fold 5 of 5, one rule" in capsys.readouterr().err


def test_a_verdict_that_was_ruled_out_ends_with_status_1_and_the_figures_are_still_written(
    payments: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every = "build,redesign,rules,labels,data,dont,unclear"
    out = tmp_path / "out.json"
    command = ["run", *FAST, "--data", str(payments), "--target", "label", "--fail-if-verdict", every, "--json", str(out)]
    assert main(command) == 1
    assert capsys.readouterr().err.startswith("failed: the verdict is ")
    assert json.loads(out.read_text())["verdict"]["code"] in every


def test_a_champion_is_kept_until_something_is_not_worse(payments: Path, tmp_path: Path) -> None:
    champion = ran(["--data", str(payments), "--target", "label"], tmp_path)
    (tmp_path / "champion.json").write_text(json.dumps(champion))
    command = ["run", "--quiet", "--data", str(payments), "--target", "label", "--champion", str(tmp_path / "champion.json")]
    assert main([*command, "--candidates", "majority,one rule"]) == 0
    assert main([*command, "--candidates", "majority"]) == 1


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([], "the following arguments are required"),
        (["walk"], "invalid choice: 'walk'"),
        (["run", "--folds", "many"], "invalid int value: 'many'"),
        (["run", "--folds", "1", "--target", "label"], "evidence.folds"),
        (["run"], "No table is named"),
        (["run", "nowhere.toml"], "nowhere.toml"),
        (["run", "--data", "nowhere.csv", "--target", "label"], "nowhere.csv"),
        (["run", "--fail-if-verdict", "maybe"], "there is no such verdict"),
        (["run", "--champion", "nowhere.json"], "not the JSON of an earlier run"),
        (["run", "--json", "nowhere/out.json"], "cannot be written"),
        (["run", "--costs", "nowhere.toml"], "could not be read"),
        (["check", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_what_cannot_be_used_ends_with_status_2_and_three_parts(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert word in refused(arguments, capsys)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("wrong = ", "could not be read"),
        ("cost = 1\n", "has no [costs] table"),
        ("[costs]\nwrong = nan\n", "costs.wrong: it should be a finite number, found 'nan'"),
        ("[costs]\nwrong = 'much'\n", "costs.wrong: it should be a number, found 'much'"),
        ("costs = 3\n", "costs: it should be a table, found '3'"),
    ],
)
def test_costs_that_were_misread_are_refused(
    content: str, words: str, payments: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "costs.toml").write_text(content)
    assert words in refused(
        ["run", "--data", str(payments), "--target", "label", "--costs", str(tmp_path / "costs.toml")], capsys
    )


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n", b"a\n1\n2\n", b"a,label\n1,x\n", b"a,label\n1,x\n2,x\n", b"a,label\n1,\n2,\n", b"\0\1\2\3" * 99]
)
def test_a_table_that_cannot_be_used_leaves_the_old_figures_alone(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    (tmp_path / "out.json").write_text("old")
    refused(["run", "--data", str(tmp_path / "bad.csv"), "--target", "label", "--json", str(tmp_path / "out.json")], capsys)
    assert (tmp_path / "out.json").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "out.json"]


def test_names_cannot_command_the_terminal(payments: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in refused(["run", "--data", str(payments), "--target", "\x1b[2J"], capsys)
    hostile = tmp_path / "hostile.csv"
    hostile.write_text(lines({"red": "\x1b[2Jfraud", "blue": "ok"}))
    main(["run", *FAST, "--data", str(hostile), "--target", "label"])
    main(["check", str(hostile), "--target", "label"])
    assert "\x1b" not in capsys.readouterr().out


def test_an_interruption_ends_with_status_130_and_writes_nothing(
    payments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("workbench.evidence.collecting.collect", interrupted)
    out = tmp_path / "out.json"
    assert main(["run", "--data", str(payments), "--target", "label", "--json", str(out)]) == 130
    assert "interrupted" in capsys.readouterr().err
    assert not out.exists()


def test_check_says_what_each_column_is_for(payments: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert main(["check", str(payments), "--target", "label", "--json", str(out)]) == 0
    document = json.loads(out.read_text())
    assert {column["name"]: column["role"] for column in document["columns"]} == {
        "colour": "feature",
        "size": "feature",
        "label": "target",
    }
    assert document["target"] == {"column": "label", "suggested": False}
    assert isinstance(document["ready"], bool)


def test_check_suggests_a_target_and_reads_well(payments: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(payments)]) == 0
    out = capsys.readouterr().out
    assert "120 rows, 3 columns. Target: label (a guess: name another with --target), binary." in out


def test_check_needs_none_of_the_slow_libraries(payments: Path) -> None:
    code = (
        "import sys; from workbench.cli import main; status = main(['check', sys.argv[1]]);"
        "print(status, {'sklearn', 'scipy', 'plotly', 'streamlit'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code, str(payments)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[-1] == "0 set()"


def test_the_module_runs_as_a_command_and_leaves_the_checkout_alone(payments: Path) -> None:
    command = [sys.executable, "-m", "workbench", "check", str(payments), "--json", "-"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    assert (answer.returncode, answer.stderr) == (0, "")
    assert json.loads(answer.stdout)["task"] == "binary"


def test_the_help_names_every_candidate_and_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["run", "--help"])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    for word in ("majority, random, cheapest answer, one rule", "gradient boosting", *OPTIONS.split()):
        assert word in said


@pytest.mark.parametrize(
    ("option", "key", "value"),
    [
        (["--positive", "ok"], "positive", "ok"),
        (["--amount", "size"], "amount", "size"),
        (["--time", "size"], "time", "size"),
        (["--group", "a", "--group", "b"], "groups", ("a", "b")),
        (["--entity", "size"], "entity", "size"),
        (["--exclude", "a", "--exclude", "b"], "exclude", ("a", "b")),
        (["--id", "size"], "id", "size"),
        (["--accept-flag", "a"], "accepted_flags", ("a",)),
    ],
)
def test_every_option_is_kept_in_the_scenario(
    option: list[str], key: str, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Scenario] = []

    def collected(scenario: Scenario, *rest: object) -> dict[str, Any]:
        seen.append(scenario)
        return {"verdict": {"code": "dont"}}

    monkeypatch.setattr("workbench.cli._collected", collected)
    monkeypatch.setattr("workbench.cli._hand_over", lambda *arguments: None)
    assert main(["run", "--data", "x.csv", *option]) == 0
    assert getattr(seen[0].data, key) == value


NO_TABLE = """version = 1
[prevalence]
fraud = 0.1
ok = 0.9
[costs.matrix.fraud]
ok = 100.0
[costs.matrix.ok]
fraud = 5.0
"""


def test_a_scenario_without_a_table_is_run_and_every_key_is_there(tmp_path: Path) -> None:
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(NO_TABLE)
    document = ran([str(scenario)], tmp_path)
    assert set(document) >= set(KEYS.split())
    assert document["simulated"]
    assert document["data"]["rows"] == 0
    assert document["data"]["classes"] == {"ok": 1800, "fraud": 200}
    assert [candidate["kind"] for candidate in document["candidates"]] == ["baseline"] * 3 + ["simulated"]
    assert document["verdict"]["code"] == "unclear"


def test_class_shares_that_do_not_add_up_end_with_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(NO_TABLE.replace("0.9", "0.8"))
    assert "fraud 10 %, ok 80 % make 90 %" in refused(["run", str(scenario)], capsys)
