"""The story for those who decide: one sentence of at most twelve words, one number and one picture a slide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from workbench.experience.presets import origin, source_of
from workbench.experience.race import Race, race
from workbench.money import format_money
from workbench.outlook.business import best_design, business_case, saving
from workbench.outlook.outlook import Outlook
from workbench.outlook.told import chance_in_words, first_letter
from workbench.pricing.confusion import confusion, dearest
from workbench.pricing.estimate import Estimate
from workbench.pricing.line import USUAL, cost_at, line, worth_of_moving
from workbench.run import Appraisal
from workbench.scenario import likely
from workbench.wording import format_interval, format_share, per_1000, plural, resolution, titled

Picture = Literal["mix", "baselines", "mistakes", "candidates", "line", "confusion", "policies", "ladder", "outlook"]
MOST_WORDS = 12
NO_ACCIDENT = "A model saves money, and it is no accident."

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


def slides(appraisal: Appraisal, quick: bool = False, found: Outlook | None = None) -> tuple[Slide, ...]:
    """Return the slides that the evidence so far can carry, in the order of the story.

    found: the outlook, once it is worked out: what would turn the verdict comes last, so that no slide before it moves.
    """
    ran = race(appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, quick)
    shown = [_question(appraisal), _without(appraisal, ran), _mistakes(appraisal)]
    if ran.acting is not None:
        shown.append(_model(appraisal))
        binary = appraisal.evidence.framing.task == "binary"
        shown += _line(appraisal, quick) if binary else [_confusion(appraisal)]
        shown.append(_screen(appraisal, ran))
        shown += _people(appraisal)
    return (*shown, _verdict(appraisal, ran), *_flip(appraisal, found))


def shortened(text: str, words: int = MOST_WORDS) -> str:
    """Cut a text to so many words.

    >>> shortened("one two three four", 3)
    'one two three …'
    """
    parts = text.split()
    return text if len(parts) <= words else f"{' '.join(parts[:words])} …"


def _question(appraisal: Appraisal) -> Slide:
    decision, framing = appraisal.scenario.decision, appraisal.evidence.framing
    target = framing.classes[-1] if appraisal.evidence.simulated else framing.target
    asked = decision.question or f"Could a model tell {target}?"
    counts = np.bincount(appraisal.evidence.y, minlength=len(framing.classes)) * appraisal.prices.costs.weight
    rare = int(counts.argmin())
    made_up = appraisal.evidence.simulated
    what = "There is no table: cases are made up, in" if made_up else "The table holds"
    notes = [f"{what} {plural(len(framing.classes), 'class', 'classes')}."]
    if decision.volume_per_year is not None:
        notes.append(f"It is decided {decision.volume_per_year:,.0f} times a year.")
    mix = " in real life" if appraisal.scenario.prevalence else " of them"
    notes.append(f"The rarest, {framing.classes[rare]}, is {format_share(counts[rare] / counts.sum())}{mix}.")
    caption = "made-up cases: there is no table" if made_up else "past cases with the right answer known"
    return Slide(shortened(asked), f"{len(appraisal.evidence.y):,}", caption, "mix", tuple(notes))


def _without(appraisal: Appraisal, ran: Race) -> Slide:
    """The verdict's cheapest opponent: no page may know of something cheaper."""
    cheapest, currency = ran.cheapest, appraisal.prices.costs.currency
    notes = ["A model has to beat the cheapest thing that can be done without one, not zero."]
    if ran.today is not None and ran.today is not cheapest:
        notes.append(f"Today's process costs {format_money(ran.today.all_in * 1000, currency)} per 1,000 cases.")
    caption = f"per 1,000 cases: {cheapest.label}"
    sentence = "This is the best we can do without a model."
    return Slide(sentence, format_money(cheapest.all_in * 1000, currency), caption, "baselines", tuple(notes))


def _mistakes(appraisal: Appraisal) -> Slide:
    prices = appraisal.prices
    mean = prices.costs.mean_stated
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
    """What Compare says: mistakes alone, before what having a model costs."""
    prices = appraisal.prices
    found = prices.saving
    if found is None:
        return Slide("The candidates, on the same cases.", str(len(prices.candidates)), "candidates tried", "candidates", ())
    saved, currency = per_1000(found.saving), prices.costs.currency
    having = f"Having a model costs {format_money(prices.hurdle * 1000, currency)} per 1,000 cases, which is not in this number."
    simulated = prices.best_model is not None and prices[prices.best_model].kind == "simulated"
    seen = "The model is simulated: one of this quality may be hard to come by."
    notes = (
        seen if simulated else "Each case was answered by a model that had not seen it.",
        *([having] if prices.hurdle > 0 else []),
    )
    sentence, number = _saved(saved, prices.hurdle * 1000, currency)
    if simulated and sentence == NO_ACCIDENT:
        sentence = "A model of this quality would save money."
    alone = ", before what having a model costs" if prices.hurdle > 0 else ""
    caption = f"per 1,000 cases: {prices.best_model} against {titled(prices.best_baseline)}{alone}"
    return Slide(sentence, number, caption, "candidates", notes)


def _saved(saved: Estimate, having: float, currency: str) -> tuple[str, str]:
    """Return the sentence and the number for what a model saves per 1,000 cases, as the Compare page judges it."""
    step = resolution(saved)
    if saved.low > 0:
        enough = saved.estimate > having
        sentence = NO_ACCIDENT if enough else "A model saves less than having one costs."
        return sentence, f"{format_money(saved.estimate, currency, step)} saved"
    if saved.high < 0:
        return "Acting on the model costs more than doing without.", f"{format_money(-saved.estimate, currency, step)} dearer"
    if saved.low == saved.high == 0:
        return "The model makes no difference.", f"{format_money(0.0, currency)} saved"
    gain = format_money(saved.high, currency, step)
    if 0 < saved.high <= having:
        return "A model saves less than having one costs.", f"at most {gain} saved"
    lost = format_money(-saved.low, currency, step)
    return "Whether a model saves anything cannot be told yet.", f"{lost} dearer to {gain} saved"


def _line(appraisal: Appraisal, quick: bool) -> list[Slide]:
    """What Costs says of the line; no slide where these cases cannot tell one line from the usual one."""
    prices, evidence = appraisal.prices, appraisal.evidence
    name, currency = str(prices.best_model), prices.costs.currency
    quick = quick or prices.costs.by_row
    drawn = line(prices[name], prices, evidence)
    if prices.costs.by_row:
        return _own_line(appraisal, name, drawn.best)
    worth = per_1000(worth_of_moving(name, prices, evidence, USUAL, drawn.best, quick))
    plateau = f"Between {format_share(drawn.plateau[0])} and {format_share(drawn.plateau[1])} it hardly matters."
    caption = f"is where it should start to say {prices.costs.classes[1]}"
    if abs(drawn.best - USUAL) < 0.005 or worth.low == worth.high == 0.0:
        return [Slide("The usual line is the right one here.", format_share(drawn.best), caption, "line", (plateau,))]
    if worth.low <= 0:
        return []
    told = f"Against a line at 50 % that saves {format_interval(worth, currency)} per 1,000 cases."
    money = format_money(worth.estimate, currency, resolution(worth))
    against = f"{caption}, not 50 %: {money} saved per 1,000 cases"
    return [Slide("The prices draw the line, not fifty per cent.", format_share(drawn.best), against, "line", (told, plateau))]


def _own_line(appraisal: Appraisal, name: str, best: float) -> list[Slide]:
    """Where mistakes have another price in each case, so has the line, and what that saves is the point."""
    prices = appraisal.prices
    one_for_all = cost_at(name, prices, appraisal.evidence, best, quick=True)[0].estimate
    saved = (one_for_all - prices[name].cost_per_case.estimate) * 1000
    if saved <= 0:
        return []
    number = f"{format_money(saved, prices.costs.currency)} saved"
    notes = ("Where more is at stake, less doubt is enough to act.",)
    caption = f"per 1,000 cases, against one line at {format_share(best)} for all"
    return [Slide("Each case has its own line, by what is at stake.", number, caption, "line", notes)]


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
    name = str(prices.best_model)
    whole = format_money(prices[name].cost_per_case.estimate * 1000, currency)
    caption = f"of {whole} per 1,000 cases: it is {first.truth}, {name} says {first.answer}"
    return Slide("This is where its mistakes cost most.", format_money(first.money, currency), caption, "confusion", notes)


def _screen(appraisal: Appraisal, ran: Race) -> Slide:
    """The best way of using the model against the verdict's cheapest opponent, as the verdict counts: all costs included."""
    design, opponent, currency = best_design(ran), ran.cheapest, appraisal.prices.costs.currency
    assert design is not None
    saved = (opponent.all_in - design.all_in) * 1000
    notes = ["The same model, another screen: people catch mistakes, and it takes their time."]
    if appraisal.exchange is not None and appraisal.exchange.policy != "act":
        notes.append(appraisal.exchange.sentence)
    if not appraisal.scenario.people_are_priced:
        notes.append("Nobody has said what people's time costs, so screens that need people are left out.")
    if saved < 0:
        sentence = "No screen with this model beats doing without."
    elif design is ran.acting:
        sentence = "Acting on the model's answer beats doing without."
    else:
        sentence = "With another screen, the model beats doing without."
    # Told to the digits that the verdict tells, so that both say the same.
    found = saving(ran)
    step = None if found is None else resolution(per_1000(found.per_case))
    number = f"{format_money(abs(saved), currency, step)} {'saved' if saved >= 0 else 'dearer'}"
    caption = f"per 1,000 cases: {design.label} against {opponent.label}{_after(ran)}"
    return Slide(sentence, number, caption, "policies", tuple(notes))


def _people(appraisal: Appraisal) -> list[Slide]:
    """What a study found of how people watch; no slide while nobody was watched."""
    people = appraisal.scenario.people
    where = origin(people, "notices_wrong")
    if where not in ("measured", "made up"):
        return []
    watched = where == "measured"
    sentence = "We watched how people deal with mistakes." if watched else "Made-up people, to show what a study can change."
    span = people.notices_wrong
    low_high = f" ({format_share(span[0])} to {format_share(span[2])})" if isinstance(span, tuple) else ""
    notes = (
        f"{first_letter(source_of(people, 'notices_wrong'))}.",
        f"They take {format_share(likely(people.accepts_right))} of right suggestions.",
        f"By hand they are wrong in {format_share(likely(people.by_hand_error))} of cases.",
    )
    caption = f"of wrong suggestions are noticed{low_high}"
    return [Slide(sentence, format_share(likely(span)), caption, "policies", notes)]


def _flip(appraisal: Appraisal, found: Outlook | None) -> list[Slide]:
    """The nearest value of an input at which the verdict is another; no slide where none was found."""
    if found is None or not found.flips or not found.bars:
        return []
    first, *rest = (first_letter(flip.told(appraisal.prices.costs.currency)) for flip in found.flips)
    notes = [f"{line}." for line in rest[:3]]
    if found.chance is not None:
        notes.append(chance_in_words(found.chance, appraisal.prices.costs.currency, found.yearly))
    nearest = found.flips[0]
    number = nearest.guess.named.written(nearest.value, appraisal.prices.costs.currency)
    return [Slide("This would change our mind.", number, first, "outlook", tuple(notes))]


def _after(ran: Race) -> str:
    return ", after what having a model costs" if ran.hurdle > 0 else ""


def _verdict(appraisal: Appraisal, ran: Race) -> Slide:
    verdict, currency = appraisal.verdict, appraisal.prices.costs.currency
    notes = (verdict.sentence, *verdict.reasons[:3], f"Next: {verdict.next_step}")
    headline, found = HEADLINES[verdict.code], saving(ran)
    if appraisal.scenario.costs.are_placeholders and verdict.code not in ("data", "unclear"):
        headline = f"At example prices: {headline[:1].lower()}{headline[1:]}"
    if found is not None and verdict.code in ("build", "redesign"):
        case = business_case(found.per_case, appraisal.scenario)
        money = (found.per_case.estimate - ran.hurdle) * 1000 if case is None else case.yearly.estimate
        span = "per 1,000 cases" if case is None else "a year"
        number = f"{format_money(abs(money), currency)} {'saved' if money >= 0 else 'dearer'}"
        return Slide(headline, number, f"{span} against {found.opponent}{_after(ran)}", "ladder", notes)
    best, perfect = format_money(ran.cheapest.all_in * 1000, currency), format_money(ran.perfect * 1000, currency)
    caption = f"per 1,000 cases: {ran.cheapest.label}; a perfect answer costs {perfect}"
    return Slide(headline, best, caption, "ladder", notes)
