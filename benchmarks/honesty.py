"""How often a verdict is wrong, and whether intervals hold what they promise, on tables of which the truth is known.

    OMP_NUM_THREADS=1 python benchmarks/honesty.py --noise 400 --signal 200 --coverage 400 --out honesty.jsonl

Everything a user would set off is run: reading, framing, evidence, prices, policies, verdict. Table number i of a run with seed s
is made from the seed s + i, so any line can be looked at again. Lines already in `--out` are not run again.

coverage: the 95 % interval of the saving of the best model against the best opponent. It promises to hold the saving on new cases
of both refitted on all rows (`refitted`), and that is measured on 20,000 new cases whose true probabilities are known.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks._refitted import true_saving
from benchmarks._tables import Made, mixed, noise, signal
from workbench.run import run

GO = ("build", "redesign", "rules")
FRESH = 20_000
SEED = 20_261_123
SIZES = (300, 3_000)
FEW = (40, 20, 20)
"""Tables of noise, with signal, and for coverage, where no number is asked for."""


def verdict_on(made: Made, repeats: int) -> dict[str, Any]:
    """Run all of it on one table."""
    scenario = made.scenario.changed("evidence", repeats=repeats)
    appraisal = run(scenario, dataset=made.dataset()).appraisal
    return {
        "n": len(made.frame),
        "rarer": made.rarer,
        "classes": made.proba.shape[1],
        "people": appraisal.scenario.people_are_priced,
        "by_row": appraisal.prices.costs.by_row,
        "gain": round(made.gain_of_knowing(), 3),
        "code": appraisal.verdict.code,
        "sentence": appraisal.verdict.sentence,
    }


def on_noise(seed: int, repeats: int = 1) -> dict[str, Any]:
    return {"kind": named("noise", repeats), "seed": seed} | verdict_on(noise(seed), repeats)


def on_signal(seed: int, repeats: int = 1) -> dict[str, Any]:
    return {"kind": named("signal", repeats), "seed": seed} | verdict_on(signal(seed), repeats)


def named(kind: str, repeats: int) -> str:
    return kind if repeats == 1 else f"{kind}, folds run {repeats} times"


def on_fresh_cases(seed: int, n: int) -> dict[str, Any]:
    """Whether the interval of the saving holds the true one, and how wide it is against the row bootstrap's."""
    found = true_saving(mixed(seed, n, FRESH), n)
    return {"kind": f"coverage {n}", "seed": seed} | found


Job = tuple[str, Callable[..., dict[str, Any]], tuple[int, ...]]


def jobs(noise_tables: int, signal_tables: int, coverage: int, seed: int, repeats: int) -> list[Job]:
    """Name, function and arguments of everything that was asked for."""
    wanted: list[Job] = []
    wanted += [(named("noise", repeats), on_noise, (seed + i, repeats)) for i in range(noise_tables)]
    wanted += [(named("signal", repeats), on_signal, (seed + i, repeats)) for i in range(signal_tables)]
    wanted += [(f"coverage {n}", on_fresh_cases, (seed + i, n)) for i in range(coverage) for n in SIZES]
    return wanted


def told(lines: Iterable[dict[str, Any]]) -> str:
    """Sum up what was found, as rows of a table in Markdown."""
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        by_kind.setdefault(line["kind"], []).append(line)
    rows = ["| tables | question | found | aim |", "|---|---|---|---|"]
    for kind, found in sorted(by_kind.items()):
        rows += _coverage_rows(kind, found) if kind.startswith("coverage") else _verdict_rows(kind, found)
    return "\n".join(rows)


def _verdict_rows(kind: str, found: list[dict[str, Any]]) -> list[str]:
    codes = Counter(line["code"] for line in found)
    go = sum(codes[code] for code in GO)
    every = ", ".join(f"{code} {count}" for code, count in codes.most_common())
    if kind.startswith("signal"):
        return [
            _row(kind, found, "told to build, redesign or write rules", go, "at least 90 %"),
            _row(kind, found, f"told not to ({every})", codes["dont"], "none"),
        ]
    few = [line for line in found if line["rarer"] < 30]
    priced = [line for line in found if line["people"]]
    return [
        _row(kind, found, f"told to build, redesign or write rules ({every})", go, "at most 2.5 %"),
        _row("of these, people priced", priced, "the same", sum(line["code"] in GO for line in priced), "at most 2.5 %"),
        _row(kind, found, "told to label more", codes["labels"], "at most 10 %"),
        _row("fewer than 30 of the rarer class", few, "told to go ahead", sum(line["code"] in GO for line in few), "none"),
    ]


def _coverage_rows(kind: str, found: list[dict[str, Any]]) -> list[str]:
    inside = sum(line["low"] <= line["true"] <= line["high"] for line in found)
    rows_only = sum(line["rows_low"] <= line["true"] <= line["rows_high"] for line in found)
    rows_widths = [line["rows_high"] - line["rows_low"] for line in found]
    widths = [(line["high"] - line["low"]) / width for line, width in zip(found, rows_widths, strict=True) if width > 0]
    ratio = float(np.median(widths)) if widths else float("nan")
    return [
        _row(kind, found, "interval holds the true saving", inside, "at least 92 %"),
        _row(kind, found, "the row bootstrap alone would", rows_only, ""),
        f"| {kind} | width against the row bootstrap's, median | {ratio:.2f} | at most 1.6 |",
    ]


def _row(kind: str, found: list[dict[str, Any]], question: str, count: int, aim: str) -> str:
    share = f"{count} of {len(found)}" + (f" ({count / len(found):.1%})" if found else "")
    return f"| {kind} | {question} | {share} | {aim} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("noise", "signal", "coverage"):
        parser.add_argument(f"--{name}", type=int, default=0, metavar="N", help="how many tables")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--repeats", type=int, default=1, help="how often the folds are run, for noise and signal")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--out", type=Path, help="a file for a line a table; what it holds already is not run again")
    asked = parser.parse_args()
    if not (asked.noise or asked.signal or asked.coverage):
        asked.noise, asked.signal, asked.coverage = FEW
    wanted = jobs(asked.noise, asked.signal, asked.coverage, asked.seed, asked.repeats)
    known = {(name, arguments[0]) for name, _, arguments in wanted}
    lines = [json.loads(line) for line in asked.out.read_text().splitlines()] if asked.out and asked.out.exists() else []
    lines = [line for line in lines if (line["kind"], line["seed"]) in known]
    done = {(line["kind"], line["seed"]) for line in lines}
    with ProcessPoolExecutor(asked.processes) as pool:
        left = [pool.submit(work, *arguments) for name, work, arguments in wanted if (name, arguments[0]) not in done]
        for future in as_completed(left):
            if future.exception() is not None:
                pool.shutdown(cancel_futures=True)
            lines.append(future.result())
            if asked.out:
                with asked.out.open("a") as file:
                    file.write(json.dumps(lines[-1]) + "\n")
            if len(lines) % 50 == 0:
                print(f"{len(lines)} of {len(wanted)}\n{told(lines)}\n", flush=True)
    print(told(lines))


if __name__ == "__main__":
    main()
