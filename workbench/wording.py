"""Numbers as people read them: in their currency, rounded to what the uncertainty allows. Text only, never markup."""

from __future__ import annotations

import math
import re

from workbench.evidence.prior import NAME as PRIOR
from workbench.money import format_money, three_digits
from workbench.pricing.estimate import Estimate

TITLES = {PRIOR: "class shares and prices"}
SEVERAL = ("your predictions", "your rules")
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def format_interval(estimate: Estimate, currency: str) -> str:
    """Return an estimate and its 95 % interval, all rounded alike; an amount that is certain stands alone.

    >>> format_interval(Estimate(1838.2, 1312.0, 2388.0), "USD")
    '$1,840 (95 %: $1,310 to $2,390)'
    """
    step = resolution(estimate)
    if is_certain(estimate):
        return format_money(estimate.estimate, currency)
    return f"{format_money(estimate.estimate, currency, step)} (95 %: {format_range(estimate, currency)})"


def is_certain(estimate: Estimate) -> bool:
    """Whether an interval has no width: what adding up in another order leaves of one is none."""
    return estimate.high - estimate.low <= 1e-9 * max(abs(estimate.low), abs(estimate.high))


def format_range(estimate: Estimate, currency: str) -> str:
    """Return only the interval: `$1,310 to $2,390`."""
    step = resolution(estimate)
    return f"{format_money(estimate.low, currency, step)} to {format_money(estimate.high, currency, step)}"


def resolution(estimate: Estimate) -> float | None:
    """Return the step that an estimate can be told to: a tenth to a hundredth of half its interval, or None for three digits."""
    half = (estimate.high - estimate.low) / 2.0
    if not (math.isfinite(half) and half > 0) or is_certain(estimate):
        return None
    step = 10.0 ** (math.floor(math.log10(half)) - 1)
    # A narrow interval round a large amount must not ask for more digits than a reader takes in.
    return max(step, three_digits(max(abs(estimate.low), abs(estimate.high))) / 100.0)


def per_1000(estimate: Estimate) -> Estimate:
    """Return a cost per case as a cost per 1,000 cases."""
    return Estimate(estimate.estimate * 1000, estimate.low * 1000, estimate.high * 1000)


def format_share(share: float, digits: int | None = None) -> str:
    """Return a share in per cent: `71 %`, `0.4 %`; very nearly nothing or everything is not shown as 0 or 100.

    >>> format_share(0.714), format_share(0.004), format_share(0.9996), format_share(0.0)
    ('71 %', '0.4 %', '99.96 %', '0 %')
    """
    if not math.isfinite(share):
        return "unknown"
    if digits is None:
        edge = min(abs(share), abs(1.0 - share))
        digits = 0 if edge >= 0.0195 or edge < 1e-6 else min(4, max(1, -math.floor(math.log10(edge)) - 2))
    return f"{share * 100:.{digits}f} %"


def format_line(share: float) -> str:
    """Return a probability to draw a line at, with as many digits as tell it apart from its neighbours: `8.1 %`, `50 %`.

    >>> format_line(0.081), format_line(0.5), format_line(0.0042)
    ('8.1 %', '50 %', '0.42 %')
    """
    return f"{share * 100:.{1 if 0.01 <= share <= 0.99 else 2}f}".rstrip("0").rstrip(".") + " %"


def format_probability(probability: float) -> str:
    """Return a probability, never certain by rounding: `97 %`, `more than 99 %`, `less than 1 %`."""
    if probability > 0.99:
        return "more than 99 %"
    return "less than 1 %" if probability < 0.01 else f"{probability * 100:.0f} %"


def format_count(count: float) -> str:
    """Return a number of cases to two digits where it is an estimate of many: `37`, `410`, `1,300`, `410,000`, `2.1 million`."""
    if not math.isfinite(count):
        return "more than any number of"
    if count < 100:
        return f"{math.ceil(count):,}"
    step = 10.0 ** (math.floor(math.log10(count)) - 1)
    rounded = math.ceil(count / step - 1e-9) * step
    return f"{rounded / 1e6:,.1f} million" if rounded >= 1e6 else f"{rounded:,.0f}"


def format_number(value: float) -> str:
    """Return a number to three digits, never as a power of ten: `0.45`, `1.5`, `45`, `1,970`."""
    return f"{float(f'{value:.3g}'):,.10g}"


def plural(count: float, one: str, many: str | None = None) -> str:
    """Return a count with its noun: `1 case`, `1,200 cases`."""
    return f"{count:,.0f} {one if count == 1 else many or one + 's'}"


def titled(candidate: str) -> str:
    """Return what a candidate is called where people read; files keep its name.

    >>> titled("prior + row costs"), titled("one rule")
    ('class shares and prices', 'one rule')
    """
    return TITLES.get(candidate, candidate)


def does(candidate: str, one: str, many: str) -> str:
    """Return the verb that goes with a candidate's name: one rule costs, your rules cost."""
    return many if candidate in SEVERAL else one


def in_words(number: int) -> str:
    """Return a small whole number as a word, a large one in digits."""
    return WORDS[number] if 0 <= number < len(WORDS) else f"{number:,}"


def escape_markdown(text: str) -> str:
    r"""Return text that Streamlit's markdown shows as it is written: no LaTeX, no links, no emphasis, no emoji, no HTML.

    >>> print(escape_markdown("$5 to $6 *now*"))
    \$5 to \$6 \*now\*
    """
    single_line = re.sub(r"\s*[\r\n]+\s*", " ", text)
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|><$~:&^=@])", r"\\\1", single_line)
