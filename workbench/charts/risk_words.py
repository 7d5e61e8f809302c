"""What the picture of risk against coverage says in words."""

from __future__ import annotations

import numpy as np

from workbench.experience.risk_coverage import RiskCoverage
from workbench.money import format_money
from workbench.pricing.estimate import Estimate
from workbench.wording import format_interval, format_share, per_1000

WORTH_TELLING = 0.005


def title(found: RiskCoverage, currency: str) -> str:
    """Say where the product stands: how much it decides itself, and at what cost."""
    here = found.stands
    if here.coverage >= 1:
        return f"No case is handed over: the product decides all of them at {_money(here.all_in, currency)} per 1,000"
    if here.coverage <= 0:
        return f"People take every case, at {_money(here.all_in, currency)} per 1,000"
    return (
        f"The product decides {format_share(here.coverage)} itself; all cases then cost {_money(here.all_in, currency)} per 1,000"
    )


def in_words(found: RiskCoverage, currency: str, all_in: Estimate | None = None) -> tuple[str, ...]:
    """Say what the picture shows. all_in: currency per case where `defer` stands, with its interval, where it was priced."""
    here, told = found.stands, []
    if 0 < here.coverage < 1:
        certain = format_interval(per_1000(all_in), currency) if all_in is not None else _money(here.all_in, currency)
        told.append(
            f"The cases it decides cost {_money(here.risk, currency)} per 1,000 of them, and people take the other "
            f"{format_share(1 - here.coverage)}: {certain} per 1,000 in all. The line is drawn by what handing over is "
            "expected to save and by how many cases people can take, never by the truth of the cases shown."
        )
        more = found.same_share.all_in - here.all_in
        if abs(more) * 1000 >= 0.005 * abs(here.all_in) * 1000 and more > 0:
            told.append(
                f"Handing over as many of the least sure ones instead would cost {_money(more, currency)} more per 1,000."
            )
    if found.least.all_in < here.all_in:
        told.append(
            f"Seen afterwards, {format_share(found.least.coverage)} would have been cheapest on these cases, by "
            f"{_money(here.all_in - found.least.all_in, currency)} per 1,000; that is hindsight, and not to be promised."
        )
    by_gain, by_confidence = (format_interval(per_1000(one), currency) for one in (found.by_gain.aurc, found.by_confidence.aurc))
    area = f"Area under the curve (AURC), per 1,000 cases: {by_gain}"
    told.append(f"{area}, by savings as by confidence." if found.alike else f"{area} by savings, {by_confidence} by confidence.")
    return tuple(told)


def alt(found: RiskCoverage, currency: str) -> str:
    """Say what the picture shows, for those who cannot see it."""
    whole = found.by_gain.risk[-1]
    half = float(np.interp(0.5, found.by_gain.coverage, found.by_gain.risk))
    return (
        f"Cost against the share of cases the product decides itself. {title(found, currency)}. Deciding half of the cases costs "
        f"{_money(half, currency)} per 1,000 of these, deciding all {_money(float(whole), currency)}."
    )


def _money(value: float, currency: str) -> str:
    return format_money(value * 1000, currency)
