"""What the Costs page says: where the line belongs, what a mistake comes to, in the words of money."""

from __future__ import annotations

from workbench.charts.curve import USUAL, Curve, Mark
from workbench.pricing.estimate import Estimate
from workbench.wording import format_interval, format_money


def percent(share: float) -> str:
    """Write a probability with as many digits as tell it apart from 0 and from 100 %."""
    shown = share * 100
    digits = 1 if 1 <= shown <= 99 else 2
    return f"{shown:.{digits}f}".rstrip("0").rstrip(".") + " %"


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
        return f"Say {positive} from {percent(best)} upwards: with these prices the usual line is the right one."
    if worth.low == 0.0 == worth.high:
        return f"Say {positive} from {percent(best)} upwards. On these cases 50 % costs the same."
    told = f"Say {positive} from {percent(best)} upwards, not from 50 %"
    if worth.low > 0:
        return f"{told}: that alone is worth {format_interval(worth, currency)} per 1,000 {noun}."
    if worth.high < 0:
        return f"The prices put the line at {percent(best)}, but on these cases 50 % was cheaper: the probabilities are off."
    moved = f"moving it there is worth {format_interval(worth, currency)} per 1,000 {noun}"
    return f"The prices put the line at {percent(best)}; these cases cannot tell whether that beats 50 %: {moved}."


def looking_only() -> str:
    """Say what the slider is for where the price of a mistake differs by case."""
    return "The slider is for looking only. The product gives each case a line of its own, by what that case costs."


def own_line_in_words(one_for_all: float, own: Estimate, currency: str) -> str:
    """Say what it is worth that the line differs by case. Both per 1,000 cases."""
    saves = format_money(one_for_all - own.estimate, currency)
    return (
        f"The price of a mistake differs by case, and so does its line. Where each case is answered by its own price, "
        f"1,000 cases cost {format_interval(own, currency)}: {saves} less than with the best line for all."
    )


def title_line(tried: Mark, curve: Curve, currency: str) -> str:
    """Say what the line that is being tried costs, and how far the plateau reaches."""
    low, high = curve.plateau
    where = f"Between {percent(low)} and {percent(high)} it hardly matters." if high > low else ""
    told = format_interval(tried.interval, currency) if tried.interval is not None else format_money(tried.cost, currency)
    return f"A line at {percent(tried.threshold)} costs {told} per 1,000. {where}".strip()


def mistake_in_words(truth: str, answer: str, cases: float, money: float, currency: str) -> str:
    """Say what one cell of the confusion matrix comes to: what was true, what was said, how often, how much."""
    result = f"you lose {format_money(money, currency)}" if money > 0 else f"you gain {format_money(-money, currency)}"
    return f"When it says {answer} and it was {truth}: {format_cases(cases)}, {result} per 1,000."


def answer_many(
    truth: str, answer: str, money: float, total: Estimate, candidate: str, currency: str, noun: str = "cases"
) -> str:
    """Say which mistake is the dearest where there are many classes."""
    whole = f"{format_interval(total, currency)} per 1,000 {noun} that {candidate} costs"
    part = f"{format_money(money, currency)} of the {whole}"
    return f"The dearest mistake: it is {truth} and the answer is {answer}, {part}."
