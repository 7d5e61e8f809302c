"""The story for those who decide: one sentence of at most twelve words, one number and one picture a slide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from workbench.experience.business import business_case, priced_outcomes, saving
from workbench.pricing.confusion import confusion, dearest
from workbench.pricing.line import USUAL, line, worth_of_moving
from workbench.run import Appraisal
from workbench.wording import format_interval, format_money, format_share, per_1000, plural

Picture = Literal["mix", "baselines", "mistakes", "candidates", "line", "confusion", "policies", "ladder"]
MOST_WORDS = 12

HEADLINES = {
    "build": "Build it: acting on the model pays.",
    "redesign": "Redesign the experience: do not act on the model alone.",
    "rules": "Write the rules: no model is needed.",
    "labels": "Collect labels first: they pay for themselves.",
    "data": "Fix the data first: it may give the answer away.",
    "dont": "Do not build it.",
    "unclear": "It cannot be told yet.",
}


@dataclass(frozen=True)
class Slide:
    """One screen of the walkthrough. number: already written out; caption: what it counts. notes: for whoever speaks."""

    sentence: str
    number: str
    caption: str
    picture: Picture
    notes: tuple[str, ...]


def slides(appraisal: Appraisal, quick: bool = False) -> tuple[Slide, ...]:
    """Return the slides that the evidence so far can carry, in the order of the story."""
    shown = [_question(appraisal), _without(appraisal), _mistakes(appraisal)]
    if appraisal.prices.best_model is not None:
        shown.append(_model(appraisal))
        shown.append(_line(appraisal, quick) if appraisal.evidence.framing.task == "binary" else _confusion(appraisal))
        shown.append(_screen(appraisal))
    return (*shown, _verdict(appraisal, quick))


def shortened(text: str, words: int = MOST_WORDS) -> str:
    """Cut a text to so many words.

    >>> shortened("one two three four", 3)
    'one two three …'
    """
    parts = text.split()
    return text if len(parts) <= words else f"{' '.join(parts[:words])} …"


def _question(appraisal: Appraisal) -> Slide:
    decision, framing = appraisal.scenario.decision, appraisal.evidence.framing
    asked = decision.question or f"Could a model tell {framing.target}?"
    counts = np.bincount(appraisal.evidence.y, minlength=len(framing.classes))
    rare = int(counts.argmin())
    notes = [f"The table holds {plural(len(framing.classes), 'class', 'classes')}."]
    if decision.volume_per_year is not None:
        notes.append(f"It is decided {decision.volume_per_year:,.0f} times a year.")
    notes.append(f"The rarest, {framing.classes[rare]}, is {format_share(counts[rare] / counts.sum())} of them.")
    return Slide(
        shortened(asked), f"{len(appraisal.evidence.y):,}", "past cases with the right answer known", "mix", tuple(notes)
    )


def _without(appraisal: Appraisal) -> Slide:
    prices = appraisal.prices
    best = prices[prices.best_baseline]
    cost = format_money(best.cost_per_case.estimate * 1000, prices.costs.currency)
    told = format_interval(per_1000(best.cost_per_case), prices.costs.currency)
    notes = (
        "A model has to beat the cheapest thing that can be done without one, not zero.",
        f"{best.name}: {told} per 1,000 cases. {best.sentence}".strip(),
    )
    return Slide("This is the best we can do without a model.", cost, f"per 1,000 cases: {best.name}", "baselines", notes)


def _mistakes(appraisal: Appraisal) -> Slide:
    prices = appraisal.prices
    mean = prices.costs.cost.mean(axis=0)
    wrong = [(mean[a, k], k, a) for a in range(mean.shape[0]) for k in range(mean.shape[1]) if a != k]
    most, truth, answer = max(wrong)
    least = min(cost for cost, _, _ in wrong)
    sentence = "Not every mistake costs the same." if most > least else "Every mistake costs the same."
    caption = f"when it is {prices.costs.classes[truth]} and the answer is {prices.costs.answers[answer]}"
    if prices.costs.by_row:
        caption += ", on average"
    notes = (
        "Accuracy counts every mistake alike; money does not.",
        "These prices are ours: they are assumptions until somebody checks the books.",
    )
    if most == least:
        caption = "for any wrong answer"
    return Slide(sentence, format_money(float(most), prices.costs.currency), caption, "mistakes", notes)


def _model(appraisal: Appraisal) -> Slide:
    prices = appraisal.prices
    found = prices.saving
    if found is None:
        return Slide("The candidates, on the same cases.", str(len(prices.candidates)), "candidates tried", "candidates", ())
    saved = per_1000(found.saving)
    told = format_interval(saved, prices.costs.currency)
    notes = (
        f"{prices.best_model} against {prices.best_baseline}: {told} per 1,000 cases.",
        "Each case was answered by a model that had not seen it.",
    )
    caption = f"per 1,000 cases, {prices.best_model} against {prices.best_baseline}"
    if found.saving.low > 0:
        sentence = "A model saves money, and it is no accident."
    elif found.saving.high < 0:
        sentence = "Acting on the model costs more than doing without."
    else:
        sentence = "A model has not shown that it saves anything."
    return Slide(sentence, format_money(saved.estimate, prices.costs.currency), caption, "candidates", notes)


def _line(appraisal: Appraisal, quick: bool) -> Slide:
    prices, evidence = appraisal.prices, appraisal.evidence
    name = str(prices.best_model)
    drawn = line(prices[name], prices, evidence)
    worth = per_1000(worth_of_moving(name, prices, evidence, USUAL, drawn.best, quick))
    told = format_interval(worth, prices.costs.currency)
    notes = (
        f"Against a line at 50 % that is worth {told} per 1,000 cases.",
        f"Between {format_share(drawn.plateau[0])} and {format_share(drawn.plateau[1])} it hardly matters.",
    )
    usual = abs(drawn.best - USUAL) < 0.005
    sentence = "The usual line is the right one here." if usual else "The prices draw the line, not fifty per cent."
    caption = f"is where it should start to say {prices.costs.classes[1]}"
    return Slide(sentence, format_share(drawn.best), caption, "line", notes)


def _confusion(appraisal: Appraisal) -> Slide:
    prices = appraisal.prices
    found = confusion(prices[str(prices.best_model)], prices, appraisal.evidence)
    worst = dearest(found, most=3)
    if not worst:
        return Slide(
            "Nothing it answers costs anything.", format_money(0.0, prices.costs.currency), "per 1,000 cases", "confusion", ()
        )
    first = worst[0]
    currency = prices.costs.currency
    notes = tuple(
        f"It is {one.truth}, it says {one.answer}: {format_money(one.money, currency)} per 1,000 cases." for one in worst
    )
    caption = f"per 1,000 cases: it is {first.truth}, it says {first.answer}"
    return Slide("This is where its mistakes cost most.", format_money(first.money, currency), caption, "confusion", notes)


def _screen(appraisal: Appraisal) -> Slide:
    prices = appraisal.prices
    over = [one for one in priced_outcomes(appraisal.outcomes, appraisal.scenario) if one.candidate == prices.best_model]
    act = next(one for one in over if one.policy == "act")
    best = min(over, key=lambda one: one.cost_per_case.estimate)
    gain = (act.cost_per_case.estimate - best.cost_per_case.estimate) * 1000
    notes = ["The same model, another screen: people catch mistakes, and it takes their time."]
    if appraisal.exchange is not None:
        notes.append(appraisal.exchange.sentence)
    if not appraisal.scenario.people_are_priced:
        notes.append("Nobody has said what people's time costs, so screens that need people are left out.")
    currency = prices.costs.currency
    if best is act:
        cost = format_money(act.cost_per_case.estimate * 1000, currency)
        return Slide("Acting on the answer is the cheapest screen.", cost, "per 1,000 cases", "policies", tuple(notes))
    return Slide(
        "Another screen is worth as much as a better model.",
        format_money(gain, currency),
        "saved per 1,000 cases",
        "policies",
        tuple(notes),
    )


def _verdict(appraisal: Appraisal, quick: bool) -> Slide:
    verdict, prices = appraisal.verdict, appraisal.prices
    notes = (verdict.sentence, *verdict.reasons[:3], f"Next: {verdict.next_step}")
    outcomes = priced_outcomes(appraisal.outcomes, appraisal.scenario)
    found = saving(prices, outcomes, appraisal.evidence, quick)
    case = None if found is None else business_case(found.per_case, appraisal.scenario)
    headline = HEADLINES[verdict.code]
    if case is not None and verdict.code in ("build", "redesign"):
        number = format_money(case.yearly.estimate, prices.costs.currency)
        return Slide(headline, number, "saved a year, after building and running it", "ladder", notes)
    perfect = format_money(prices.perfect * 1000, prices.costs.currency)
    best = format_money(prices[prices.best_baseline].cost_per_case.estimate * 1000, prices.costs.currency)
    return Slide(headline, best, f"per 1,000 cases without a model; a perfect answer {perfect}", "ladder", notes)
