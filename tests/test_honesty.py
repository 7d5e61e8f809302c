"""A small part of `benchmarks/honesty.py`: noise is not built on, what can be known is found, and an interval holds the truth."""

from itertools import count, islice

import pytest

from benchmarks._refitted import true_saving
from benchmarks._tables import mixed, noise, signal
from benchmarks.honesty import GO, told
from workbench.run import run

pytestmark = pytest.mark.slow


def verdict(made):
    return run(made.scenario, dataset=made.dataset()).appraisal.verdict.code


def test_next_to_no_table_of_noise_is_built_on():
    small = islice((made for made in map(noise, count(1)) if len(made.frame) < 800), 12)
    assert sum(verdict(made) in GO for made in small) <= 1


def test_nearly_every_table_in_which_there_is_something_to_gain_is_told_to_go_ahead():
    codes = [verdict(signal(seed)) for seed in range(1, 7)]
    assert "dont" not in codes
    assert sum(code in GO for code in codes) >= 5


def test_the_interval_of_a_saving_holds_what_the_refitted_model_saves_on_new_cases():
    found = [true_saving(mixed(seed, 300, 4_000), 300) for seed in range(1, 7)]
    assert sum(one["low"] <= one["true"] <= one["high"] for one in found) >= 5
    assert all(one["low"] <= one["high"] for one in found)


def test_fewer_than_thirty_of_the_rarer_class_never_go_ahead():
    few = islice((made for made in map(noise, count(100)) if made.rarer < 30), 3)
    assert not any(verdict(made) in GO for made in few)


def test_what_was_found_is_summed_up_in_a_table():
    lines = [
        {"kind": "noise", "seed": 1, "code": "dont", "rarer": 20, "people": True},
        {"kind": "noise", "seed": 2, "code": "build", "rarer": 90, "people": False},
        {"kind": "coverage 300", "seed": 1, "true": 1.0, "low": 0.0, "high": 3.0, "rows_low": 0.5, "rows_high": 2.5},
    ]
    table = told(lines)
    assert "1 of 2 (50.0%) | at most 2.5 %" in table
    assert "| 1.50 | at most 1.6 |" in table
