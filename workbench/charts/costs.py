"""What the Costs page says: where the line belongs, what a mistake comes to, in the words of money."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.charts.curve import USUAL, Curve, Mark
from workbench.money import format_cents, format_money
from workbench.pricing.amount_lines import AmountLine
from workbench.pricing.confusion import Confusion
from workbench.pricing.costs import Cell
from workbench.pricing.estimate import Estimate
from workbench.pricing.reconciled import Reconciled, Told
from workbench.scenario import ColumnCost
from workbench.wording import does, format_interval, format_line, plural


def format_cases(count: float) -> str:
    """Write a number of cases among 1,000: whole where there are many, one decimal below ten.

    >>> format_cases(940.6), format_cases(37.4), format_cases(2.35), format_cases(1.0)
    ('941 cases', '37 cases', '2.4 cases', '1 case')
    """
    told = f"{count:,.0f}" if count >= 9.95 else f"{count:.1f}".removesuffix(".0")
    if told == "0" and count > 0:
        return "under 0.1 cases"
    return f"{told} case" if told == "1" else f"{told} cases"


def answer_line(positive: str, best: float, worth: Estimate, currency: str, noun: str = "cases") -> str:
    """Say where the line belongs and what putting it there is worth. worth: per 1,000 cases, against the usual 50 %."""
    if abs(best - USUAL) < 0.005:
        return f"Say {positive} from {format_line(best)} upwards: with these prices the usual line is the right one."
    if worth.low == 0.0 == worth.high:
        return f"Say {positive} from {format_line(best)} upwards. On these cases 50 % costs the same."
    told = f"Say {positive} from {format_line(best)} upwards, not from 50 %"
    if worth.low > 0:
        return f"{told}: that alone is worth {format_interval(worth, currency)} per 1,000 {noun}."
    if worth.high < 0:
        return f"The prices put the line at {format_line(best)}, but on these cases 50 % was cheaper: the probabilities are off."
    moved = f"moving it there is worth {format_interval(worth, currency)} per 1,000 {noun}"
    return f"The prices put the line at {format_line(best)}; these cases cannot tell whether that beats 50 %: {moved}."


def answer_open(found: Confusion, cost: Estimate, currency: str) -> str:
    """Say how often each answer is given, where some are no class, and what that costs. cost: per 1,000 cases."""
    told = [
        f"{answer} to {format_cases(float(cases))}" for answer, cases in zip(found.answers, found.cases.sum(axis=1), strict=True)
    ]
    listed = f"{', '.join(told[:-1])} and {told[-1]}"
    return f"Of 1,000 cases, it says {listed}: that costs {format_interval(cost, currency)}."


def line_leaves_out(answers: Sequence[str], classes: Sequence[str]) -> str:
    """Say what a line between two classes cannot show."""
    others = ", ".join(f"“{name}”" for name in answers[len(classes) :])
    return (
        f"The slider draws one line between {classes[0]} and {classes[1]}; it leaves out {others}, which the product may say too."
    )


def looking_only() -> str:
    """Say what the slider is for where the price of a mistake differs by case."""
    return "The slider is for looking only. The product gives each case a line of its own, by what that case costs."


def own_line_in_words(one_for_all: float, own: Estimate, currency: str) -> str:
    """Say what it is worth that the line differs by case. Both per 1,000 cases."""
    saves = one_for_all - own.estimate
    told = f"{format_money(abs(saves), currency)} {'less' if saves >= 0 else 'more'}"
    return (
        f"The price of a mistake differs by case, and so does its line. Where each case is answered by its own price, "
        f"1,000 cases cost {format_interval(own, currency)}: {told} than with the best line for all."
    )


def by_amount_in_words(lines: Sequence[AmountLine], column: str, positive: str) -> str:
    """Say from which probability to act at a few amounts."""
    told = []
    for position, one in enumerate(lines):
        where = f"where {column if position == 0 else 'it'} is {float(f'{one.amount:.3g}'):,.12g}"
        upwards = " upwards" if position == 0 else ""
        acts = {"above": f"from {format_line(one.line)}{upwards}", "below": f"below {format_line(one.line)}"}
        told.append(f"{acts.get(one.do, one.do)} {where}")
    return f"Say {positive} {', '.join(told)}."


def title_line(tried: Mark, curve: Curve, currency: str) -> str:
    """Say what the line that is being tried costs, and how far the plateau reaches."""
    low, high = curve.plateau
    where = f"Between {format_line(low)} and {format_line(high)} it hardly matters." if high > low else ""
    told = format_interval(tried.interval, currency) if tried.interval is not None else format_money(tried.cost, currency)
    return f"A line at {format_line(tried.threshold)} costs {told} per 1,000. {where}".strip()


def mistake_in_words(told: Told, currency: str, of_table: bool = True, made_up: bool = False) -> str:
    """Say what one cell of the matrix comes to: what was said, what was true, what one costs, how many, how much.

    of_table: the table's shares are those of real life, so the table's own money comes first. made_up: there is no table.
    """
    gain = told.money_per_1000 < 0
    once = price_in_words(told.price, currency, gain)
    start = f"When it says {told.answer} and it was {told.truth}, you {'gain' if gain else 'lose'} {once}"
    thousand = f"{format_cases(told.cases_per_1000)}, {format_money(abs(told.money_per_1000), currency)}"
    counted = format_cases(told.cases)
    if of_table:
        return f"{start}: {counted}, {format_cents(abs(told.money), currency)} in this table (per 1,000: {thousand})."
    return f"{start}: per 1,000 in real life {thousand} ({counted} {'of those made up' if made_up else 'in this table'})."


def price_in_words(price: Cell, currency: str, gain: bool = False) -> str:
    """Say what one such case costs, or brings where it is a gain: `$20`, `$15 plus the amount`.

    >>> price_in_words(ColumnCost(column="amount", plus=15.0), "USD")
    '$15 plus the amount'
    >>> price_in_words(-20.0, "USD", gain=True)
    '$20'
    """
    sign = -1.0 if gain else 1.0
    if not isinstance(price, ColumnCost) or price.times == 0:
        return format_money(sign * (price.plus if isinstance(price, ColumnCost) else price), currency)
    plus, times = sign * price.plus, sign * price.times
    product = f"the {price.column}" if times == 1 else f"{times:g} times the {price.column}"
    if plus == 0:
        return product
    if plus < 0:
        return f"{product} less {format_money(-plus, currency)}"
    return f"{format_money(plus, currency)} plus {product}"


def sum_in_words(found: Reconciled, whose: str, currency: str) -> str:
    """Add the cells up to the cent, down to the cost per 1,000 that is shown. whose: such as `the cost of one rule`."""
    cents = [*found.cents] if found.others else [*found.cents[:-1]]
    parts = [format_cents(amount / 100, currency) for amount in cents]
    if found.others:
        parts[-1] += f" ({plural(found.others, 'other cell')})"
    total = format_cents(found.total_cents / 100, currency)
    added = f"{' + '.join(parts)} = {total}" if len(parts) > 1 else total
    if not found.of_table:
        return f"All cells together, per 1,000 cases in real life: {added}, which is {whose}."
    per_1000 = format_cents(found.total_cents / 100 / found.n * 1000, currency)
    return f"All cells together: {added} for {found.n:,} cases, so {per_1000} per 1,000, which is {whose}."


def answer_many(
    truth: str, answer: str, money: float, total: Estimate, candidate: str, currency: str, noun: str = "cases"
) -> str:
    """Say which mistake is the dearest where there are many classes. Beside gains it may cost more than all together."""
    if money > total.estimate:
        left = f"{candidate} {does(candidate, 'costs', 'cost')} {format_interval(total, currency)} per 1,000 {noun}"
        dearest = f"it is {truth} and the answer is {answer}, {format_money(money, currency)} per 1,000 {noun}"
        return f"The dearest mistake: {dearest}. With what is gained elsewhere taken off, {left}."
    whole = f"{format_interval(total, currency)} per 1,000 {noun} that {candidate} {does(candidate, 'costs', 'cost')}"
    part = f"{format_money(money, currency)} of the {whole}"
    return f"The dearest mistake: it is {truth} and the answer is {answer}, {part}."
