"""Prices to start from: each says what it sets, and is only a start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.money import format_money
from workbench.pricing.cells import Cells, in_words, plain
from workbench.pricing.costs import Cell
from workbench.scenario import ColumnCost, Costs, Scenario

MOST_BY_AMOUNT = 20
MISS_TO_ALARM = 10.0


@dataclass(frozen=True)
class Preset:
    """title: what kind of prices. sentence: exactly what it sets. costs: what the scenario's costs then are."""

    name: str
    title: str
    sentence: str
    costs: Costs


def presets(scenario: Scenario, classes: Sequence[str], amount: str | None = None) -> tuple[Preset, ...]:
    """Return the prices to start from that fit these classes. amount: the column with what is at stake, where one is usable.

    Only prices between classes are set: answers that are no class, fees and the price of a review stay as they are.
    """
    cells = Cells(scenario, classes)
    found = [_equal(cells, scenario)]
    if len(classes) == 2:
        found.append(_miss(cells, scenario))
    if amount is not None and len(classes) <= MOST_BY_AMOUNT:
        found.append(_amount(cells, amount))
    found.append(_earning(cells, scenario))
    return tuple(found)


def _equal(cells: Cells, scenario: Scenario) -> Preset:
    wrong = _usual(cells)
    told = f"Any wrong answer costs {format_money(wrong, scenario.decision.currency)}, a right one nothing."
    return Preset("equal", "Every mistake costs the same", told, _with(cells, {}, wrong))


def _miss(cells: Cells, scenario: Scenario) -> Preset:
    negative, positive = cells.classes
    alarm = _number(cells[negative, positive]) or _usual(cells)
    miss = MISS_TO_ALARM * alarm
    missed, alarmed = (format_money(price, scenario.decision.currency) for price in (miss, alarm))
    told = f"Missing {positive} costs {missed}, taking {negative} for {positive} {alarmed}, a right answer nothing."
    prices: dict[tuple[str, str], Cell] = {(positive, negative): miss, (negative, positive): alarm}
    return Preset("miss", f"A miss costs {MISS_TO_ALARM:g} times a false alarm", told, _with(cells, prices))


def _amount(cells: Cells, amount: str) -> Preset:
    """With two classes only what is missed loses the amount; a false alarm keeps its price."""
    lost = ColumnCost(column=amount)
    if len(cells.classes) == 2:
        negative, positive = cells.classes
        alarm = cells[negative, positive]
        prices: dict[tuple[str, str], Cell] = {(positive, negative): lost, (negative, positive): alarm}
        told = f"Missing {positive} costs the {amount} of the case; taking {negative} for {positive} costs {in_words(alarm)}."
    else:
        prices = {(truth, answer): lost for truth in cells.classes for answer in cells.classes if truth != answer}
        told = f"Any wrong answer costs the {amount} of the case."
    return Preset("amount", "The amount at stake is lost", told, _with(cells, prices))


def _earning(cells: Cells, scenario: Scenario) -> Preset:
    earned = _usual(cells)
    prices: dict[tuple[str, str], Cell] = {(truth, answer): cell for truth, answer, cell in _mistakes(cells)}
    prices |= {(name, name): -earned for name in cells.classes}
    told = f"Each right answer earns {format_money(earned, scenario.decision.currency)}. What wrong ones cost stays as it is."
    return Preset("earn", "Right answers earn", told, _with(cells, prices, cells.costs.wrong, kinds=True))


def _mistakes(cells: Cells) -> list[tuple[str, str, Cell]]:
    """The mistakes between classes that have a price of their own."""
    return [
        (truth, answer, cell)
        for truth, row in cells.stated.items()
        for answer, cell in row.items()
        if truth in cells.classes and answer in cells.classes and truth != answer
    ]


def _usual(cells: Cells) -> float:
    """What a mistake costs where nothing else is known: as stated for any, or 1."""
    return cells.costs.wrong if cells.costs.wrong > 0 else Costs().wrong


def _number(cell: Cell) -> float:
    return 0.0 if isinstance(cell, ColumnCost) else max(cell, 0.0)


def _with(cells: Cells, prices: dict[tuple[str, str], Cell], wrong: float | None = None, kinds: bool = False) -> Costs:
    """kinds: keep what is said about groups and order of classes."""
    matrix = {t: {a: c for a, c in row.items() if a not in cells.classes} for t, row in cells.stated.items()}
    for (truth, answer), cell in prices.items():
        matrix.setdefault(truth, {})[answer] = cell
    changed = {"matrix": plain(matrix), "wrong": cells.costs.wrong if wrong is None else wrong}
    if not kinds:
        changed |= {"groups": {}, "close": None, "order": (), "step": None}
    return Costs.model_validate({**cells.costs.model_dump(), **changed})
