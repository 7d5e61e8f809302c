"""Who bears more of the mistakes than chance explains, and how sure that is: one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.money import format_money
from workbench.trust.borne import Borne
from workbench.trust.gaps import COST, SURE, Gap, level
from workbench.trust.rates import FEW
from workbench.trust.slices import Slice
from workbench.wording import format_probability, format_share, plural

WORTH_A_RATIO = 1.05


def burden(found: Borne | None, currency: str) -> tuple[str, ...]:
    """Return the sentence that a verdict adds to its reasons; none where no group bears significantly more than the rest."""
    if found is None:
        return ()
    worst = [gap for column in found.columns if (gap := telling(found, column)) is not None and gap.bearer is not None]
    if not worst:
        return ()
    first = min(worst, key=lambda gap: gap.adjusted)
    others = [f'"{gap.column[:80]}"' for gap in worst if gap is not first]
    also = f" Groups by {' and by '.join(others[:3])} differ too." if others else ""
    return (f"With {found.candidate}, {sentence(found, first, currency)}{also}",)


def answer(found: Borne, column: str, currency: str) -> str:
    """Say in one sentence which of a column's groups bears more, or how far chance explains the gap, or that it cannot tell."""
    gap = telling(found, column)
    if gap is not None:
        return f"With {found.candidate}, {sentence(found, gap, currency)}"
    tested = [gap for gap in found.gaps_of(column) if gap.measure in _harmful(found)]
    if tested:
        return f'With {found.candidate}, no group of "{column[:80]}" stands out: {_by_chance(found, tested, currency)}.'
    if sum(one.cases >= FEW for one in found.of(column)) >= 2:
        return f'With {found.candidate}, every case of every group of "{column[:80]}" costs the same.'
    return f'Cannot tell by "{column[:80]}": fewer than two of its groups have {FEW} cases.'


def _by_chance(found: Borne, tested: Sequence[Gap], currency: str) -> str:
    gap = min(tested, key=lambda gap: (gap.measure != COST, gap.p_value))
    if gap.measure == COST:
        size = f"{format_money(gap.gap * 1000, currency)} per 1,000 cases"
    else:
        measure = next(measure for measure in found.measures if measure.name == gap.measure)
        size = f"{100 * gap.gap:.1f} points in {measure.title.format(focus=found.focus[:80]).lower()}"
    between = f'between "{gap.highest[:80]}" and "{gap.lowest[:80]}"'
    told = f"the largest gap, {size} {between}, is one that chance alone makes in {format_probability(gap.p_value)} of tables"
    if gap.p_value >= SURE:
        return told
    return f"{told}, and {plural(len(found.gaps), 'gap')} were looked at"


def _harmful(found: Borne) -> set[str]:
    return {COST} | {measure.name for measure in found.measures if measure.harm}


def telling(found: Borne, column: str) -> Gap | None:
    """Return the gap of a column that tells most: beyond chance, where a group bears more if there is one, of cost if any."""
    able = [gap for gap in found.gaps_of(column) if gap.significant and gap.measure in _harmful(found)]
    return min(able, key=lambda gap: (gap.bearer is None, gap.measure != COST, gap.adjusted), default=None)


def sentence(found: Borne, gap: Gap, currency: str) -> str:
    """Say what one group bears, what the rest do, and how often chance makes such a gap."""
    group = gap.lowest if gap.bearer is None else gap.bearer
    one = next(one for one in found.of(gap.column) if one.value == group)
    shown, rest = level(one, gap.measure), outside(found.everyone, one, gap.measure)
    assert shown is not None
    who = f'cases with {gap.column[:80]} "{group[:80]}" bear {"less" if gap.bearer is None else "more"} of the mistakes'
    odds = gap.adjusted if gap.bearer is None else max(gap.adjusted, gap.bearer_p)
    chance = f"chance alone makes such a gap in {format_probability(odds)} of tables like this"
    if gap.measure == COST:
        return f"{who}: {_costs(shown.estimate * 1000, rest * 1000, currency)} ({chance})."
    measure = next(measure for measure in found.measures if measure.name == gap.measure)
    among, hit = (text.format(focus=found.focus[:80]) for text in (measure.among, measure.hit))
    return f"{who}: {among}, {format_share(shown.estimate)} {hit}, against {format_share(rest)} for the rest ({chance})."


def outside(everyone: Slice, one: Slice, measure: str) -> float:
    """Return the cost per case or the rate of all cases outside one group."""
    total, part = level(everyone, measure), level(one, measure)
    assert total is not None and part is not None
    share = _weight(one, measure) / _weight(everyone, measure)
    return (total.estimate - share * part.estimate) / (1.0 - share)


def _weight(one: Slice, measure: str) -> float:
    return one.weight if measure == COST else one.rates[measure].weight


def _costs(one: float, rest: float, currency: str) -> str:
    """Currency per 1,000 cases; a gain is a negative cost."""
    mine, others = format_money(abs(one), currency), format_money(abs(rest), currency)
    if one < 0:
        return f"they gain {mine} per 1,000, while the rest {'gain' if rest < 0 else 'cost'} {others}"
    if rest < 0:
        return f"they cost {mine} per 1,000, while the rest gain {others}"
    times = f", {one / rest:.1f} times as much" if rest > 0 and one / rest >= WORTH_A_RATIO else ""
    return f"they cost {mine} per 1,000, against {others} for the rest{times}"
