"""The same product without a browser: `python -m workbench run` and `check`."""

from __future__ import annotations

import argparse
import io
import json
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, get_args

import workbench
from workbench.errors import UserError
from workbench.handoff.as_text import printable
from workbench.verdict import Code

if TYPE_CHECKING:
    from workbench.evidence.progress import Progress

DONE, CONDITION_FAILED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
SEVERITIES = ("stop", "warn", "note")


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a command in the same three parts as everything else."""

    late_epilog: Callable[[], str] | None = None  # made only when somebody asks for help

    def format_help(self) -> str:
        self.epilog = self.late_epilog() if self.late_epilog else self.epilog
        return super().format_help()

    def error(self, message: str) -> NoReturn:
        raise UserError(
            f"The command was not understood: {message}.",
            "Nothing was run, since it is not clear what was meant.",
            f"See `{self.prog} --help`.",
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 done, 1 a stated condition failed, 2 unusable input, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # names in letters that this terminal does not have
    try:
        options = _parser().parse_args(arguments)
        return options.command(options)
    except UserError as error:
        _say(
            "\n  ".join(
                f"{part}: {printable(text)}" for part, text in (("error", error.what), ("why", error.why), ("do", error.do))
            )
        )
        return UNUSABLE
    except KeyboardInterrupt:
        _say("interrupted: nothing was written")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None  # the reader has left; Python would complain once more when it flushes
        return DONE


def _run(options: argparse.Namespace) -> int:
    from workbench.choices import chosen_scenario, chosen_source
    from workbench.handoff import champion
    from workbench.handoff.as_text import run_text

    forbidden = _codes(options.fail_if_verdict)
    out = _place(options.json)
    before = None if options.champion is None else champion.load(Path(options.champion))
    scenario = chosen_scenario(options)
    document = _collected(scenario, chosen_source(options, scenario), _progress(options))
    worse = None if before is None else champion.worse_than(before, document)
    _hand_over(document, out, run_text)
    failed = [f"the verdict is {document['verdict']['code']}"] if document["verdict"]["code"] in forbidden else []
    failed += [] if worse is None else [worse]
    for condition in failed:
        _say(f"failed: {condition}")
    return CONDITION_FAILED if failed else DONE


def _collected(scenario: Any, source: Path | None, progress: Callable[[Progress], None] | None) -> dict[str, Any]:
    from workbench.handoff.as_json import as_json
    from workbench.run import run, with_outlook

    cancelled = threading.Event()
    try:
        found = run(scenario, progress, source=source, cancelled=cancelled)
        return as_json(with_outlook(found))
    except KeyboardInterrupt:
        cancelled.set()
        raise
    finally:
        if progress is not None and sys.stderr.isatty():
            _say("\r\x1b[K", end="")


def _check(options: argparse.Namespace) -> int:
    from workbench.data.framing import frame, suggest_target
    from workbench.data.readiness import check
    from workbench.data.reading import read
    from workbench.handoff.as_json import check_json
    from workbench.handoff.as_text import check_text
    from workbench.scenario import validate

    out = _place(options.json)
    dataset = read(options.file)
    target = options.target if options.target is not None else suggest_target(dataset)
    framing = frame(dataset, validate({"data": {"target": target}}))
    findings = check(framing)
    _hand_over(check_json(framing, findings, suggested=options.target is None), out, check_text)
    serious = SEVERITIES[: SEVERITIES.index(options.fail_if) + 1] if options.fail_if else ()
    return CONDITION_FAILED if any(finding.severity in serious for finding in findings) else DONE


def _hand_over(document: dict[str, Any], out: Path | None, as_text: Callable[[dict[str, Any]], str]) -> None:
    from workbench.handoff.written import write_json

    if out is None:
        _show(as_text(document))
    elif str(out) == "-":
        _show(json.dumps(document, indent=2, allow_nan=False) + "\n")
    else:
        write_json(out, document)


def _show(text: str) -> None:
    try:
        if sys.stdout is None:
            raise OSError("it is closed")
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stdout = None  # Python would complain once more when it flushes
        raise UserError(
            f"Standard output cannot be written: {error.strerror or error}.",
            "The figures would have nowhere to go.",
            "Write them to a file with --json OUT.json.",
        ) from None


def _place(name: str | None) -> Path | None:
    from workbench.handoff.written import check_place

    out = None if name is None else Path(name)
    if out is not None and name != "-":
        check_place(out)
    return out


def _codes(text: str | None) -> frozenset[str]:
    codes = frozenset() if text is None else frozenset(_names(text) or [""])
    if unknown := sorted(codes - set(get_args(Code))):
        raise UserError(
            f"--fail-if-verdict {unknown[0][:80]!r}: there is no such verdict.",
            "A condition that can never hold would always pass.",
            f"Use one or more of {', '.join(get_args(Code))}, with commas between.",
        )
    return codes


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _progress(options: argparse.Namespace) -> Callable[[Progress], None] | None:
    if options.quiet or not (options.progress or sys.stderr.isatty()):
        return None
    begin, end = ("\r\x1b[K", "") if sys.stderr.isatty() else ("", "\n")

    def say(progress: Progress) -> None:
        left = "" if progress.seconds_left is None else f", about {progress.seconds_left:.0f} s left"
        _say(f"{begin}fold {progress.fold} of {progress.folds}, {progress.candidate}{left}", end=end)

    return say


def _say(text: str, end: str = "\n") -> None:
    if sys.stderr is not None:
        sys.stderr.write(text + end)
        sys.stderr.flush()


def _parser() -> Parser:
    parser = Parser(
        prog="python -m workbench",
        description="Fallible without a browser: would this ML product be worth building, given that it will sometimes be wrong?",
        epilog="exit status: 0 done; 1 done, and a stated condition failed; 2 the input cannot be used; 130 interrupted",
    )
    parser.add_argument("--version", action="version", version=f"Fallible {workbench.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND", parser_class=Parser)
    run = commands.add_parser(
        "run", help="evidence, prices, policies, verdict", description="Evidence, prices, policies, verdict."
    )
    _add_run_options(run)
    run.late_epilog = _candidates
    run.set_defaults(command=_run)
    description = "Is the data ready, and what is wrong with it."
    check = commands.add_parser("check", help="is the data ready, what is wrong with it", description=description)
    _add_check_options(check)
    check.set_defaults(command=_check)
    return parser


def _candidates() -> str:
    from workbench.models.catalogue import names

    return f"candidates: {', '.join(names())}"


def _add_run_options(run: argparse.ArgumentParser) -> None:
    add = run.add_argument
    add("scenario", nargs="?", metavar="SCENARIO.toml", help="what people decided; each option below overrides it")
    add("--data", metavar="FILE", help="the table of past cases")
    add("--target", metavar="COL", help="the column with the right answer")
    add("--positive", metavar="VALUE", help="binary: the label that is looked for")
    add("--costs", metavar="FILE.toml", help="what right and wrong answers cost: the [costs] of this file replace the scenario's")
    add("--amount", metavar="COL", help="what is at stake in each case")
    add("--time", metavar="COL", help="when each case happened")
    add("--group", metavar="COL", action="append", help="who bears the mistakes (repeatable)")
    add("--entity", metavar="COL", help="cases of one entity stay in one fold")
    add("--exclude", metavar="COL", action="append", help="no feature (repeatable)")
    add("--id", metavar="COL", help="names the case; no feature")
    add("--accept-flag", metavar="COL", action="append", help="this column is no leak, I checked (repeatable)")
    add("--candidates", metavar="A,B,C", type=_names, help="which to compare, with commas between")
    add("--predictions", metavar="COL_PREFIX", help="from another model: answers, a score of two classes, or COL_PREFIX_<class>")
    add("--calibrate", action="store_true", default=None, help="make those scores probabilities, on other folds")
    add("--repeats", metavar="N", type=int, help="how often the folds are drawn anew")
    add("--folds", metavar="N", type=int, help="how many parts the cases are split into")
    add("--seed", metavar="N", type=int, help="the same seed gives the same figures")
    add("--json", metavar="OUT.json", help="write the figures there instead of a table here (- for standard output)")
    add("--fail-if-verdict", metavar="A,B", help="exit with status 1 when the verdict is one of these")
    add(
        "--champion",
        metavar="OLD.json",
        help="exit with status 1 when dearer than this earlier run, beyond the uncertainty",
    )
    add("--progress", action="store_true", help="say on standard error how far it is, also when that is no terminal")
    add("--quiet", action="store_true", help="say nothing on standard error but errors and failed conditions")


def _add_check_options(check: argparse.ArgumentParser) -> None:
    add = check.add_argument
    add("file", metavar="FILE", help="the table of past cases")
    add("--target", metavar="COL", help="the column with the right answer; suggested where it is not named")
    add("--json", metavar="OUT.json", help="write what was found there instead of text here (- for standard output)")
    add("--fail-if", choices=SEVERITIES, help="exit with status 1 when a finding is as serious as this")
