"""The picture of each slide: the same figures as on the pages, made larger."""

from __future__ import annotations

from collections.abc import Callable

from pages.parts import lines, outlook, theme, ways
from workbench.charts import compare, decide, experience, walkthrough
from workbench.charts import confusion as charts_confusion
from workbench.charts import outlook as charts_outlook
from workbench.charts.experience_points import points
from workbench.charts.experience_words import alt
from workbench.experience.policies import CLASS_SHARES
from workbench.experience.race import race
from workbench.handoff.slides import Picture
from workbench.outlook.business import priced_outcomes
from workbench.outlook.ladder import ladder, opponents
from workbench.pricing.confusion import confusion
from workbench.run import Appraisal

Draw = Callable[[Appraisal, bool], None]


def draw(picture: Picture, appraisal: Appraisal, quick: bool) -> None:
    PICTURES[picture](appraisal, quick)


def _mix(appraisal: Appraisal, quick: bool) -> None:
    classes, y = appraisal.evidence.classes, appraisal.evidence.y
    _show(walkthrough.mix(classes, y, theme.is_dark()), walkthrough.alt_mix(classes, y))


def _baselines(appraisal: Appraisal, quick: bool) -> None:
    ran = race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick=True)
    shown = [(one.label, one.all_in * 1000) for one in opponents(ran, walkthrough.MOST_BARS)]
    currency = appraisal.prices.costs.currency
    _show(walkthrough.without_model(shown, currency, theme.is_dark()), walkthrough.alt_without_model(shown, currency))


def _mistakes(appraisal: Appraisal, quick: bool) -> None:
    known = appraisal.prices.costs
    _show(walkthrough.mistakes(known, theme.is_dark()), walkthrough.alt_mistakes(known))


def _candidates(appraisal: Appraisal, quick: bool) -> None:
    _show(compare.chart(appraisal.prices, dark=theme.is_dark()), compare.alt(appraisal.prices))


def _line(appraisal: Appraisal, quick: bool) -> None:
    lines.large(appraisal, str(appraisal.prices.best_model), quick)


def _confusion(appraisal: Appraisal, quick: bool) -> None:
    found = confusion(appraisal.prices[str(appraisal.prices.best_model)], appraisal.prices, appraisal.evidence)
    currency = appraisal.prices.costs.currency
    shown = (found.cases, found.money, found.answers, found.classes, currency)
    _show(walkthrough.dearest_mistakes(found, currency, theme.is_dark()), charts_confusion.alt(*shown))


def _policies(appraisal: Appraisal, quick: bool) -> None:
    prices = appraisal.prices
    outcomes = priced_outcomes(appraisal.outcomes, appraisal.scenario)
    ran = race(appraisal.evidence, appraisal.scenario, prices, appraisal.outcomes, quick)
    also = [one for one in outcomes if (one.policy, one.candidate) == (ran.cheapest.policy, ran.cheapest.candidate)]
    name = str(prices.best_model)
    shown = points(outcomes, name, {name: prices.hurdle}, CLASS_SHARES, also=also)
    figure = experience.money_against_time(shown, prices.costs.currency, dark=theme.is_dark())
    _show(figure, alt(shown, prices.costs.currency))
    ways.numbers(shown, prices.costs.currency)


def _ladder(appraisal: Appraisal, quick: bool) -> None:
    ran = race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick)
    steps = ladder(appraisal.prices, priced_outcomes(appraisal.outcomes, appraisal.scenario), appraisal.scenario, ran)
    currency = appraisal.prices.costs.currency
    _show(decide.ladder(steps, currency, dark=theme.is_dark()), decide.alt_ladder(steps, currency))


def _outlook(appraisal: Appraisal, quick: bool) -> None:
    found = outlook.complete(appraisal)
    if found is None:
        return
    currency = appraisal.prices.costs.currency
    figure = charts_outlook.tornado(found.bars, found.now, currency, found.yearly, dark=theme.is_dark())
    _show(figure, charts_outlook.alt(found.bars, currency))


def _show(figure: object, alt: str) -> None:
    theme.show_chart(walkthrough.enlarge(figure), alt=alt, key="slide")


PICTURES: dict[Picture, Draw] = {
    "mix": _mix,
    "baselines": _baselines,
    "mistakes": _mistakes,
    "candidates": _candidates,
    "line": _line,
    "confusion": _confusion,
    "policies": _policies,
    "ladder": _ladder,
    "outlook": _outlook,
}
