"""Commands, scenarios and costs that cannot be used: status 2, three parts, the old figures untouched, never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbench.cli import main

ROOT = Path(__file__).resolve().parent.parent
TARGET = '[data]\ntarget = "label"\n'


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in: `cases.csv` with 60 cases, and the figures of an earlier run in `out.json`."""
    rows = "".join(f"{i * 7 % 31},{'abc'[i % 3]},same,{i % 4 or ''},{i % 2}\n" for i in range(60))
    (tmp_path / "cases.csv").write_text(f"amount,region,one,gap,label\n{rows}")
    (tmp_path / "out.json").write_text("old")
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return what is said about a command that must be refused, with nothing else said or written."""
    before = {path.name: path.stat().st_mtime_ns for path in Path().iterdir()}
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.split(":")[0] for line in err.splitlines()] == ["error", "  why", "  do"]
    assert {path.name: path.stat().st_mtime_ns for path in Path().iterdir()} == before
    return err.splitlines()[0]


def run(*options: str) -> list[str]:
    return [
        "run",
        "--data",
        "cases.csv",
        "--target",
        "label",
        "--candidates",
        "majority,one rule",
        "--json",
        "out.json",
        *options,
    ]


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--target", "nope"], "no column 'nope'"),
        (["--positive", ""], "no class"),
        (["--positive", "2"], "no class"),
        (["--exclude", "label"], "named as exclude too"),
        (["--id", "label"], "named as id too"),
        (["--entity", " label "], "named as entity too"),
        (["--time", "label"], "named as time too"),
        (["--time", "region"], "no dates or numbers"),
        (["--time", "one"], "no dates or numbers"),
        (["--entity", "one"], "1 entity cannot fill 5 folds"),
        (["--amount", "region"], "holds no numbers"),
        (["--group", "nope"], "no column 'nope'"),
        (["--folds", "1"], "evidence.folds"),
        (["--folds", "1000"], "evidence.folds"),
        (["--seed", "-1"], "evidence.seed"),
        (["--repeats", "0"], "evidence.repeats"),
        (["--candidates", "nonsense"], "no candidate called 'nonsense'"),
        (["--candidates", " , "], "names none"),
        (["--fail-if-verdict", ","], "no such verdict"),
        (["--fail-if-verdict", "dont,maybe"], "'maybe'"),
        (["--json", "nowhere/out.json"], "cannot be written"),
        (["--json", "a" * 300], "cannot be written"),
        (["--json", "a\0b"], "cannot be written"),
        (["--json", "."], "it is a folder"),
        (["--data", "pipe"], "a pipe or a device"),
        (["--data", "/dev/zero"], "a pipe or a device"),
        (["--data", "."], "it is a folder"),
        (["--data", "a\0b"], "no path"),
        (["--costs", "pipe"], "a pipe or a device"),
        (["--costs", "cases.csv"], "not valid TOML"),
        (["--champion", "/dev/zero"], "not the JSON"),
        (["--champion", "pipe"], "not the JSON"),
    ],
)
def test_options_that_cannot_be_meant(options: list[str], word: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert word in refused(run(*options), capsys)


def test_a_moment_that_all_cases_share_puts_them_in_no_order(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "cases.csv").write_text("day,x,label\n" + "".join(f"2024-01-01,{i % 7},{i % 2}\n" for i in range(60)))
    assert "the same time" in refused(run("--time", "day"), capsys)


@pytest.mark.parametrize(
    ("scenario", "word"),
    [
        ("a" + ".a" * 100_000 + " = 1", "not valid TOML"),
        ("a = " + "[" * 5_000 + "]" * 5_000, "not valid TOML"),
        (TARGET + "[costs]\nwrong = " + "9" * 5_000, "not valid TOML"),
        (TARGET + "[costs]\nwrong = 0x" + "f" * 5_000, "very many digits"),
        (TARGET + "[costs]\nwrong = nan", "costs.wrong"),
        (TARGET + "[costs]\nwrongs = 1", "costs.wrongs: there is no such setting"),
        (TARGET + "costs = 1", "data.costs"),
        ("data = 1", "data: it should be a table"),
        (TARGET + "[costs.matrix.9]\n0 = 1", "the truth '9'"),
        (TARGET + '[costs.matrix.1]\n0 = { column = "region" }', "holds no numbers"),
        (TARGET + '[costs.matrix.1]\n0 = { column = "gap" }', "missing or infinite"),
        (TARGET + '[decision]\ntoday = { kind = "always", answer = "maybe" }', "not among the answers"),
        (TARGET + "[costs]\nwrong = true", "costs.wrong: it should be a number, not true or false, found 'True'"),
        (
            TARGET + "[alternatives.finance.matrix.9]\n0 = 1",
            "alternative costs 'finance' cannot be used. The costs name the truth '9'",
        ),
        (TARGET + '[alternatives.legal.matrix.1]\n0 = { column = "gone" }', "alternative costs 'legal' cannot be used."),
        (TARGET + "[people]\naccepts_right = 1.3", "people.accepts_right: it cannot be above 1, found '1.3'"),
        (TARGET + "[people.by_hand_errors]\nspam = 0.1", "people.by_hand_errors names 'spam', which is not among the 2 classes"),
        (TARGET + '"<b>\\u001b[2J</b>" = 1', "data"),
        (TARGET + 'source = "http://localhost/cases.csv"', "could not be opened"),
        (TARGET + 'source = "/dev/zero"', "a pipe or a device"),
        (TARGET + 'source = "pipe"', "a pipe or a device"),
        (TARGET + 'source = "."', "it is a folder"),
    ],
)
def test_scenarios_that_cannot_be_used(scenario: str, word: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "scenario.toml").write_text(scenario)
    named = [] if "source" in scenario else ["--data", "cases.csv"]
    said = refused(["run", "scenario.toml", *named, "--candidates", "majority", "--json", "out.json"], capsys)
    assert word in said
    assert "\x1b" not in said
    assert len(said) < 1_000


def test_costs_that_do_not_fit_are_refused_before_any_evidence(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*arguments: object, **options: object) -> None:
        raise AssertionError("minutes would be lost")

    monkeypatch.setattr("workbench.evidence.collecting.collect", never)
    (here / "costs.toml").write_text("[costs.matrix.fraud]\nok = 3\n")
    assert "the truth 'fraud'" in refused(run("--costs", "costs.toml"), capsys)


def test_what_this_version_does_not_use_is_said(here: Path) -> None:
    (here / "scenario.toml").write_text(TARGET + "[prevalence]\n1 = 0.01\n0 = 0.99\n[[rules]]\nanswer = 1\n")
    options = ["--data", "cases.csv", "--candidates", "majority", "--amount", "amount", "--json", "out.json"]
    assert main(["run", "scenario.toml", *options]) == 0
    notes = json.loads((here / "out.json").read_text())["data"]["notes"]
    assert "Kept, and not used by this version: the amount." in notes
    assert any("Class shares are those stated for real life" in note for note in notes)


def test_calibrating_predictions_that_nobody_named_is_said_to_change_nothing(here: Path) -> None:
    assert main(run("--calibrate")) == 0
    told = "Kept, and changing nothing: calibrating predictions, as no column of predictions is named."
    assert told in json.loads((here / "out.json").read_text())["data"]["notes"]


WRONG_RULES = {
    '[[rules]]\nanswer = 1\n[[rules.when]]\ncolumn = "gone"\nop = "missing"\n': "Rule 1, condition 1, names the column 'gone'",
    '[[rules]]\nanswer = 1\n[[rules.when]]\ncolumn = "region"\nop = ">"\nvalue = 3\n': "asks whether 'region' is above '3.0'",
    '[[rules]]\nanswer = 1\n[[rules.when]]\ncolumn = "amount"\nop = ">"\nvalue = "x"\n': "with 'x', which is no number",
    '[[rules]]\nanswer = "maybe"\n': "Rule 1 answers 'maybe'",
    "[decision.today]\nkind = 'human'\naccuracy = 1.3\n": "decision.today.accuracy: it cannot be above 1, found '1.3'",
    "[decision.today]\nkind = 'column'\ncolumn = 'region'\n": "Today's answer in 'region' is",
    "[decision.today]\nkind = 'column'\ncolumn = 'gone'\n": "There is no column 'gone' in the table (decision.today.column).",
}


@pytest.mark.parametrize(("written", "words"), WRONG_RULES.items())
def test_rules_and_processes_that_cannot_be_used_are_named_before_anything_is_collected(
    here: Path, written: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "scenario.toml").write_text(TARGET + written)
    assert words in refused(["run", "scenario.toml", "--data", "cases.csv", "--json", "out.json"], capsys)


def command(arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    line = f"{sys.executable} -m workbench {arguments}"
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    return subprocess.run(line, shell=True, cwd=folder, capture_output=True, text=True, env=surroundings)


def test_a_terminal_without_the_letters_gets_no_traceback(here: Path) -> None:
    (here / "cases.csv").write_text("x,label\n" + "".join(f"{i % 7},{'жé'[i % 2]}\n" for i in range(40)))
    shown = command("check cases.csv", here)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "\\u0436" in shown.stdout


@pytest.mark.parametrize(
    "full", [">/dev/full", *(pytest.param(end, marks=pytest.mark.slow) for end in (">&-", "--json - >/dev/full"))]
)
def test_a_terminal_without_room_gets_no_traceback(here: Path, full: str) -> None:
    (here / "cases.csv").write_text("x,label\n" + "".join(f"{i % 7},{i % 2}\n" for i in range(40)))
    ended = command(f"check cases.csv {full}", here)
    assert ended.returncode == 2
    assert ended.stderr.startswith("error: Standard output cannot be written")


@pytest.mark.slow
def test_an_interruption_in_earnest_ends_with_130_and_leaves_nothing(here: Path) -> None:
    rows = "".join(f"{i % 997},{i % 13},{i * 7 % 11}\n" for i in range(60_000))
    (here / "cases.csv").write_text(f"a,b,label\n{rows}")
    started = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "workbench",
            "run",
            "--data",
            "cases.csv",
            "--target",
            "label",
            "--json",
            "out.json",
            "--progress",
        ],
        cwd=here,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert started.stderr is not None
    started.stderr.readline()  # evidence is being collected
    started.send_signal(signal.SIGINT)
    asked = time.monotonic()
    _, said = started.communicate(timeout=60)
    assert started.returncode == 130
    assert said.endswith("interrupted: nothing was written\n")
    assert time.monotonic() - asked < 20
    assert (here / "out.json").read_text() == "old"
    assert sorted(path.name for path in here.iterdir()) == ["cases.csv", "out.json", "pipe"]
