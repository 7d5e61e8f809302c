"""The decision and its reasons, from numbers already computed.

The rules stand in a list and the first that has something to say decides. A rule is a function of what is known that returns
a verdict or None. "Better" always means: cheaper by more than the model's fee and the smallest gain worth having, with a
probability of at least 90 % by the corrected resampled t-test. Having talked to users is shown elsewhere and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from workbench import wording
from workbench.evidence.evidence import Evidence
from workbench.pricing.estimate import Estimate
from workbench.scenario import Scenario, likely

if TYPE_CHECKING:
    from workbench.data.readiness import Finding
    from workbench.experience.outcome import Exchange, Outcome
    from workbench.experience.race import Contender, Race
    from workbench.pricing.comparison import Comparison
    from workbench.pricing.prices import Prices

Code = Literal["build", "redesign", "rules", "labels", "data", "dont", "unclear"]

FEWEST_CASES = 30


@dataclass(frozen=True)
class Verdict:
    """code, one plain sentence with its number, the reasons each with its numbers, the next step, what would change it."""

    code: Code
    sentence: str
    reasons: tuple[str, ...]
    next_step: str
    would_change: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Known:
    """All a rule may look at."""

    evidence: Evidence
    scenario: Scenario
    prices: Prices
    race: Race
    exchange: Exchange | None
    findings: Sequence[Finding]

    @property
    def currency(self) -> str:
        return self.prices.costs.currency

    def money(self, per_case: float) -> str:
        """Currency per 1,000 cases."""
        return wording.format_money(per_case * 1000, self.currency)

    def gain(self, x: Contender, y: Contender) -> str:
        """What x saves against y per 1,000 cases after fees, with its interval, and per year where the volume is stated."""
        saved = self.net(x, y).saving
        text = f"{wording.format_interval(wording.per_1000(saved), self.currency)} per 1,000 cases"
        volume = self.scenario.decision.volume_per_year
        return text if volume is None else f"{text}, about {wording.format_money(saved.estimate * volume, self.currency)} a year"

    def net(self, x: Contender, y: Contender) -> Comparison:
        """The comparison with the model's fee already taken off the saving."""
        found = self.race.compare(x, y, self.race.quick)
        fee = x.fee - y.fee
        saved = Estimate(found.saving.estimate - fee, found.saving.low - fee, found.saving.high - fee)
        return replace(found, saving=saved)


Rule = Callable[[Known], Verdict | None]


def decide(
    evidence: Evidence,
    scenario: Scenario,
    prices: Prices,
    outcomes: Sequence[Outcome],
    exchange: Exchange | None,
    findings: Sequence[Finding] = (),
    quick: bool = False,
) -> Verdict:
    """Return the first verdict that the rules of methods.md section 0 give.

    Screens that need people, and people alone, only take part where a wage or a review price is stated.
    quick: normal intervals in the sentences in place of the bootstrap; the decision is the same.
    """
    from workbench.experience.race import race

    known = Known(evidence, scenario, prices, race(evidence, scenario, prices, outcomes, quick), exchange, findings)
    found = next(verdict for rule in RULES if (verdict := rule(known)) is not None)
    return replace(found, reasons=(*found.reasons, *_left_out(known)))


def nothing_to_gain(known: Known) -> Verdict | None:
    """1. Not even a perfect model pays."""
    race = known.race
    possible = race.cheapest.mean - race.perfect
    bar = race.hurdle + race.smallest_gain
    if possible > bar:
        return None
    return Verdict(
        "dont",
        f"Don't build it: even a model that is never wrong would save only {known.money(possible)} per 1,000 cases.",
        (
            f"{_first(race.cheapest.label)} costs {known.money(race.cheapest.mean)} per 1,000 cases, "
            f"and a perfect answer {known.money(race.perfect)}.",
            f"A saving below {known.money(bar)} per 1,000 cases is not worth having: {known.money(race.hurdle)} "
            f"for asking a model and {known.money(race.smallest_gain)} as the smallest gain.",
        ),
        "Check the prices of right and wrong answers; if they hold, spend the effort elsewhere.",
        ("Mistakes that cost more than stated, or a model that costs less to run.",),
    )


def suspicious_columns(known: Known) -> Verdict | None:
    """2. A column that may give the answer away is in use, and nobody has said that it is fine."""
    accepted = set(known.scenario.data.accepted_flags)
    used = {column.name for column in known.evidence.framing.features}
    flagged = [one for one in known.findings if one.check == "leak" and one.column in used - accepted]
    if not flagged:
        return None
    names = _listed([f'"{str(one.column)[:80]}"' for one in flagged])
    one = len(flagged) == 1
    return Verdict(
        "data",
        f"Look at the data first: {names} may give the answer away, and every figure would be too good.",
        tuple(one.sentence for one in flagged[:5]),
        f"Find out whether {names} {'is' if one else 'are'} known when the decision is made: "
        f"exclude {'it' if one else 'them'} if not, accept the flag if so.",
        (f"Accepting or excluding {names}.",),
    )


def too_few_cases(known: Known) -> Verdict | None:
    """3. Too few cases of all but the most frequent class to say anything."""
    y, classes = known.evidence.y, known.evidence.classes
    counts = [round(count) for count in known.prices.candidates[0].counts.sum(axis=0)]
    common = counts.index(max(counts))
    rare = len(y) - counts[common]
    if rare >= FEWEST_CASES:
        return None
    name = f'"{classes[1 - common][:80]}"' if len(classes) == 2 else f'other than "{classes[common][:80]}"'
    needed = len(y) * FEWEST_CASES / max(rare, 1)
    return Verdict(
        "unclear",
        f"Cannot tell yet: there are {wording.plural(rare, 'case')} {'of ' if len(classes) == 2 else ''}{name}, "
        f"and fewer than {FEWEST_CASES} say nothing.",
        (
            f"{wording.plural(len(y), 'case')} hold {rare} {'of ' if len(classes) == 2 else ''}{name}; "
            f"about {wording.format_count(needed)} cases would hold {FEWEST_CASES}.",
        ),
        f"Collect about {wording.format_count(needed - len(y))} more cases, or label them with the rare class in mind.",
        (f"At least {FEWEST_CASES} cases {'of ' if len(classes) == 2 else ''}{name}.",),
    )


def no_model_yet(known: Known) -> Verdict | None:
    """Before a model has been compared there is nothing to weigh."""
    if known.race.acting is not None:
        return None
    return Verdict(
        "unclear",
        "Cannot tell yet: no model has been compared.",
        (f"So far, {known.race.cheapest.label} is cheapest: {known.money(known.race.cheapest.mean)} per 1,000 cases.",),
        "Compare a model with it.",
    )


def rules_suffice(known: Known) -> Verdict | None:
    """4. A rule is better than the constant and today, no model is better than all else, and people do not beat the rule."""
    race = known.race
    able = [rule for rule in race.rules if race.better(rule, race.present)]
    if not able:
        return None
    rule = min(able, key=lambda one: one.mean)
    if any(race.better(design, race.opponents) for design in race.designs) or any(race.better(a, [rule]) for a in race.alone):
        return None
    assert race.acting is not None
    against = race.compare(race.acting, rule)
    return Verdict(
        "rules",
        f"Write the rules: {rule.label} saves {known.gain(rule, _cheapest(race.present))} "
        f"against {_cheapest(race.present).label}, and no model is clearly better.",
        (
            _beats(known, rule, _cheapest(race.present)),
            f"{_first(race.acting.label)} saves {known.gain(race.acting, rule)} against the rule; "
            f"it is better with a probability of {wording.format_probability(against.probability_better)}, and 90 % would do.",
            *_rule_sentence(known, rule),
        ),
        "Write the rule down with the people who know the cases, and price their version of it here.",
        (f"A model that saves more than {known.money(race.hurdle + race.smallest_gain)} per 1,000 cases against the rule.",),
    )


def acting_pays(known: Known) -> Verdict | None:
    """5. Acting on the best model is better than every opponent; where a screen over it is better still, that."""
    race = known.race
    if race.acting is None or not race.better(race.acting, race.opponents):
        return None
    screens = [one for one in race.screens if race.better(one, [race.acting])]
    if screens:
        return _redesign(known, min(screens, key=lambda one: one.mean))
    reasons = [_beats(known, race.acting, opponent) for opponent in race.opponents[:3]]
    best = min(race.screens, key=lambda one: one.mean, default=None)
    if best is not None:
        odds = wording.format_probability(race.compare(best, race.acting).probability_better)
        reasons.append(f"{_first(best.label)} is better than acting with a probability of {odds} only.")
    return Verdict(
        "build",
        f"Build it: {race.acting.label} saves {known.gain(race.acting, race.cheapest)} against {race.cheapest.label}.",
        (*reasons, *_fee(known)),
        "Try the product with the people who would use it, then hand over.",
        _flips(known, race.acting),
    )


def a_screen_pays(known: Known) -> Verdict | None:
    """6. A screen over the model is better than every opponent, the same screen with class shares among them."""
    race = known.race
    able = [one for one in race.screens if race.better(one, race.opponents)]
    return _redesign(known, min(able, key=lambda one: one.mean)) if able else None


def people_suffice(known: Known) -> Verdict | None:
    """6, second half. People alone, or a screen with no model behind it, are cheapest."""
    race = known.race
    cheapest = min((*race.opponents, *race.designs), key=lambda one: one.all_in)
    others = (*race.present, *race.rules)
    if cheapest not in race.alone or not race.better(cheapest, others):
        return None
    as_now = cheapest.policy == "manual" and known.scenario.decision.today.kind == "human"
    change = "keep people on it" if as_now else "change the screen, no model needed"
    closest = min(race.designs, key=lambda one: one.all_in)
    return Verdict(
        "dont",
        f"Don't build a model: {change}. {_first(cheapest.label)} saves {known.gain(cheapest, _cheapest(others))} "
        f"against {_cheapest(others).label}.",
        (
            _beats(known, cheapest, _cheapest(others)),
            f"{_first(closest.label)} costs {known.money(closest.all_in)} per 1,000 cases, against {known.money(cheapest.mean)}.",
        ),
        "Try that screen with the people who would use it." if cheapest.policy != "manual" else "Leave it with people.",
        (f"People whose time costs more, or who make more mistakes than {_error(known)}.",),
    )


def no_gain_in_sight(known: Known) -> Verdict | None:
    """8. However lucky, no design gains enough."""
    race = known.race
    limits = {
        design: min((known.net(design, one).saving.high, i) for i, one in enumerate(race.opponents)) for design in race.designs
    }
    highest = max(limits, key=lambda design: limits[design][0])
    limit, position = limits[highest]
    if limit > race.smallest_gain:
        return None
    opponent = race.opponents[position]
    return Verdict(
        "dont",
        f"Don't build it: {highest.label} saves {known.gain(highest, opponent)} against {opponent.label}, "
        "and that is not enough to be worth having.",
        (
            f"At best {highest.label} saves {known.money(limit)} per 1,000 cases against {opponent.label} (upper end of 95 %); "
            f"a gain below {known.money(race.smallest_gain)} is not worth having.",
            f"A perfect answer would save {known.money(race.cheapest.mean - race.perfect)} per 1,000 cases: "
            "these columns, with these models, do not reach it.",
            *_fee(known),
        ),
        "Look for columns that say more about the answer, or leave it at that.",
        ("Columns that say more about the answer.", "Mistakes that cost more than stated."),
    )


def cannot_tell(known: Known) -> Verdict:
    """8, otherwise. Say what these cases could have shown, and how many would show what is seen."""
    race = known.race
    best = min(race.designs, key=lambda one: one.all_in)
    opponent = race.hardest(best)
    found = known.net(best, opponent)
    cases = len(known.evidence.y)
    reasons = [
        _beats(known, best, opponent),
        f"{wording.plural(cases, 'case')} can show a difference of {known.money(found.detectable)} per 1,000 cases.",
    ]
    excess = found.saving.estimate - race.smallest_gain
    next_step, change = "Collect more cases, or columns that say more about the answer.", []
    if excess > 0:
        # The detectable difference falls with the square root of the cases.
        needed = max(cases * (found.detectable / excess) ** 2, cases * 1.1)
        told = wording.format_count(needed)
        reasons.append(f"About {told} cases would show the gain that is seen, if it is there.")
        next_step = f"Collect about {wording.format_count(needed - cases)} more labelled cases, then run this again."
        change.append(f"About {told} cases in place of {cases:,}.")
    return Verdict(
        "unclear",
        f"Cannot tell yet: {best.label} saves {known.gain(best, opponent)} against {opponent.label}, which may be chance.",
        (*reasons, *_fee(known)),
        next_step,
        (*change, "Columns that say more about the answer."),
    )


RULES: tuple[Rule, ...] = (
    nothing_to_gain,
    suspicious_columns,
    too_few_cases,
    no_model_yet,
    rules_suffice,
    acting_pays,
    a_screen_pays,
    people_suffice,
    no_gain_in_sight,
    cannot_tell,
)


def _redesign(known: Known, screen: Contender) -> Verdict:
    race = known.race
    acting = race.acting
    assert acting is not None
    alone = not race.better(acting, race.opponents)
    instead = "don't act on the model alone" if alone else "acting on the model pays, this pays more"
    best = race.cheapest if alone else acting
    reasons = [_beats(known, screen, opponent) for opponent in (*race.opponents[:2], *_same_screen(screen, race))]
    if alone:
        reasons.append(_beats(known, acting, race.hardest(acting)))
    else:
        reasons.append(_beats(known, screen, acting))
    worth = known.exchange
    if worth is not None and worth.policy == screen.policy and worth.candidate == known.prices.best_model:
        reasons.append(worth.sentence)
    left = screen.mean - race.perfect
    reasons.append(f"A perfect answer would save another {known.money(left)} per 1,000 cases.")
    return Verdict(
        "redesign",
        f"Redesign the experience: {instead}. {_first(screen.label)} saves {known.gain(screen, best)} against {best.label}.",
        (*dict.fromkeys(reasons), *_fee(known)),
        "Try the screen with the people who would use it, and measure how often they notice a wrong answer.",
        _flips(known, screen),
    )


def _same_screen(screen: Contender, race: Race) -> list[Contender]:
    return [one for one in race.alone if one.policy == screen.policy]


def _beats(known: Known, x: Contender, y: Contender) -> str:
    found = known.net(x, y)
    saved = wording.format_interval(wording.per_1000(found.saving), known.currency)
    odds = wording.format_probability(found.probability_better)
    return f"{_first(x.label)} saves {saved} per 1,000 cases against {y.label}; it is better with a probability of {odds}."


def _fee(known: Known) -> list[str]:
    fee = known.race.hurdle
    return [f"Asking the model costs {known.money(fee)} per 1,000 cases; savings are given after it."] if fee > 0 else []


def _flips(known: Known, design: Contender) -> tuple[str, ...]:
    """What would have to be otherwise for the design to save nothing more, other things being equal."""
    cheapest, scenario = known.race.cheapest, known.scenario
    saved = cheapest.mean - design.mean
    room = saved - known.race.hurdle
    flips = [f"Asking the model costing {known.money(room)} per 1,000 cases more than stated."]
    volume, business = scenario.decision.volume_per_year, scenario.business
    fixed = 0.0 if volume is None else (known.race.hurdle - scenario.costs.prediction) * volume
    if fixed > 0 and saved > scenario.costs.prediction:
        least = wording.format_count(fixed / (saved - scenario.costs.prediction))
        flips.append(f"Fewer than {least} cases a year, which would not pay for building and running it.")
    elif business.build or business.run_per_year:
        flips.append("Building and running costs, which need a yearly volume to be counted.")
    more = design.seconds - cheapest.seconds
    if scenario.people.wage_per_hour is not None and more > 0 and room > 0:
        wage = (scenario.people.wage_per_second + room / more) * 3600
        flips.append(f"People's time costing more than about {wording.format_money(wage, known.currency)} an hour.")
    return tuple(flips)


def _left_out(known: Known) -> list[str]:
    if known.scenario.people_are_priced or set(known.scenario.policies.compare) <= {"act"}:
        return []
    return ["Screens that need people, and people alone, are left out: nobody has said what people's time or a review costs."]


def _rule_sentence(known: Known, rule: Contender) -> list[str]:
    seen = known.evidence.predictions.get(rule.label.removeprefix("acting on "))
    return [seen.sentence[:500]] if seen is not None and seen.sentence else []


def _error(known: Known) -> str:
    return wording.format_share(likely(known.scenario.people.by_hand_error))


def _cheapest(contenders: Sequence[Contender]) -> Contender:
    return min(contenders, key=lambda one: one.all_in)


def _first(label: str) -> str:
    return label[:1].upper() + label[1:]


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:3]) + ([f"{len(names) - 3} more"] if len(names) > 3 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
