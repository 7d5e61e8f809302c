"""Cases when there is no table: made up, so many of each class as its share in real life says, and nothing else known of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.data import targets
from workbench.data.dataset import Dataset
from workbench.data.framing import Framing
from workbench.data.labels import label
from workbench.data.profile import describe
from workbench.errors import UserError

if TYPE_CHECKING:
    from workbench.scenario import Scenario

CASE = "case"
TRUTH = "answer"
NAME = "no table"
CLOSE_ENOUGH = 0.001
SOMETHING_LEFT = 1e-6
ENOUGH_OF_THE_RAREST = 50
MOST_CASES = 50_000
ORDER_SEED = 0


def is_made_up(scenario: Scenario) -> bool:
    """Whether the scenario is about no table: it names neither a file nor a target, but the share of each class in real life."""
    return scenario.data.source is None and scenario.data.target is None and bool(scenario.prevalence)


def shares(scenario: Scenario) -> dict[str, float]:
    """Return the share of each class by its label, adding up to 1; one that only the costs name takes what is left.

    Raises UserError where they do not add up, a class is named twice or never occurs, or there are too few or too many of them.
    """
    stated = _by_label(scenario.prevalence)
    unnamed = [name for name in _truths(scenario) if name not in stated]
    total = sum(stated.values())
    if len(unnamed) == 1 and total < 1.0 - SOMETHING_LEFT:
        stated[unnamed[0]] = 1.0 - total
    elif unnamed or abs(total - 1.0) > CLOSE_ENOUGH:
        raise _not_whole(stated, unnamed, total)
    _check(stated)
    whole = sum(stated.values())
    return {name: share / whole for name, share in stated.items()}


def made_up(scenario: Scenario) -> Framing:
    """Return the question put to cases that are made up, the classes mixed, at least one of each.

    `simulated.cases` of them, and more where the rarest class would have too few to tell anything. Shares are met as closely as
    whole cases allow. There are no features, as nothing is known about a case.
    """
    named = shares(scenario)
    enough = min(ceil(ENOUGH_OF_THE_RAREST / min(named.values())), MOST_CASES)
    counts = whole_numbers(np.array(list(named.values())), max(scenario.simulated.cases, enough))
    codes = np.random.default_rng(ORDER_SEED).permutation(np.repeat(np.arange(len(counts)), counts))
    ranks, classes = targets.ordered(codes, list(named), scenario.data.positive)
    content = json.dumps([sorted(named.items()), counts.tolist(), classes])
    key = hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return Framing(
        dataset=_dataset(ranks, classes, key),
        target=TRUTH,
        task="binary" if len(classes) == 2 else "multiclass",
        classes=classes,
        rows=np.arange(len(ranks)),
        y=ranks.astype(np.int32),
        features=(),
        set_aside=(),
        entity=None,
        time=None,
        notes=(f"Simulated: there is no table. {len(ranks):,} cases are made up, with the class shares that were stated.",),
        key=key,
    )


def whole_numbers(parts: np.ndarray, total: int) -> np.ndarray:
    """Return counts (K,) that add up to `total`, in proportion to `parts` (K,), none of them 0.

    >>> whole_numbers(np.array([0.0001, 0.5, 0.4999]), 1000)
    array([  1, 500, 499])
    """
    exact = parts / parts.sum() * total
    counts = np.maximum(np.floor(exact).astype(np.intp), 1)
    while (left := total - int(counts.sum())) != 0:
        # What is furthest from its share gives or takes one case; with one case only, nothing is given.
        off = np.where(counts > 1, exact - counts, np.inf) if left < 0 else exact - counts
        counts[off.argmin() if left < 0 else off.argmax()] += np.sign(left)
    return counts


def _dataset(ranks: np.ndarray, classes: tuple[str, ...], key: str) -> Dataset:
    table = pd.DataFrame(
        {
            CASE: pd.array([f"case {number:,} (made up)" for number in range(1, len(ranks) + 1)], dtype="str"),
            TRUTH: pd.Categorical(np.array(classes, dtype=object)[ranks], categories=list(classes)),
        }
    )
    columns = (describe(table[CASE], CASE, "text", "text"), describe(table[TRUTH], TRUTH, "category", "category"))
    return Dataset(NAME, table, columns, (), key)


def _by_label(prevalence: Mapping[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for written, share in prevalence.items():
        name = str(label(written))
        if name in found:
            raise UserError(
                f"The class shares name {name[:80]!r} twice.",
                "Labels such as 1 and 1.0 are the same class, so it was given two shares.",
                "Keep one of the two.",
            )
        found[name] = share
    return found


def _truths(scenario: Scenario) -> list[str]:
    return list(dict.fromkeys(str(label(truth)) for truth in scenario.costs.matrix))


def _check(stated: Mapping[str, float]) -> None:
    for name, share in stated.items():
        if share == 0 or not name.strip() or name == "<NA>":
            raise UserError(
                f"The class {name[:80]!r} has a share of {share:g}." if share == 0 else "A class has no name.",
                "Without a table, cases are made up by these shares, and each class needs a name and some cases.",
                "Leave it out, or correct it.",
            )
    if not 2 <= len(stated) <= targets.CLASS_LIMIT:
        raise UserError(
            f"{len(stated)} class{' is' if len(stated) == 1 else 'es are'} named, with a share in real life.",
            f"A decision needs at least two different answers, and at most {targets.CLASS_LIMIT} can be priced.",
            "Name the others too, each with its share.",
        )


def _not_whole(stated: Mapping[str, float], unnamed: list[str], total: float) -> UserError:
    named = ", ".join(f"{name[:40]} {share * 100:g} %" for name, share in list(stated.items())[:5])
    more = f" and {len(stated) - 5} more" if len(stated) > 5 else ""
    others = ", ".join(repr(name[:40]) for name in unnamed[:3])
    if unnamed and abs(total - 1.0) <= CLOSE_ENOUGH:
        left = f"no share is left for {'it' if len(unnamed) == 1 else 'them'}"
        return UserError(
            f"The costs name {others}, and {left}: {named}{more} make 100 %.",
            "Without a table they say how many cases there are of each class, and every case has one.",
            "Lower the other shares, or correct the name in the costs.",
        )
    also = f" The costs also name {others}." if unnamed else ""
    return UserError(
        f"The class shares do not add up: {named}{more} make {total * 100:g} %.",
        f"Without a table they say how many cases there are of each class, and every case has one.{also}",
        "Correct them so that they add up to 100 %, or leave out the share of one class that the costs name: it takes the rest.",
    )
