"""The rules of the verdict, in their order: the first that has something to say decides.

A rule is a function of what is known that returns a verdict or None. "Better" always means: cheaper by more than the model's fee
and the smallest gain worth having, with a probability of at least 90 % by the corrected resampled t-test. Having talked to users
is shown elsewhere and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from workbench import wording
from workbench.verdict import Verdict
from workbench.verdict_words import (
    Known,
    beats,
    cheapest,
    decided,
    different,
    error,
    faced,
    fee,
    first,
    flips,
    having,
    listed,
    rule_sentence,
    same_screen,
    untold_today,
)

if TYPE_CHECKING:
    from workbench.data.readiness import Finding
    from workbench.experience.contender import Contender
    from workbench.experience.race import Race

FEWEST_CASES = 30

Rule = Callable[[Known], Verdict | None]


def nothing_to_gain(known: Known) -> Verdict | None:
    """1. Not even a perfect model pays. A rule that looks at a suspicious column is no proof of that: rule 2 comes to it."""
    race = known.race
    rivals = [one for one in race.opponents if not (one.learned and suspects(known))]
    possible = rivals[0].mean - race.perfect
    bar = race.hurdle + race.smallest_gain
    if possible > bar + _rounding(race):
        return None
    return Verdict(
        "dont",
        f"Don't build it: even a model that is never wrong would save only {known.money(possible)} per 1,000 cases.",
        (
            f"{first(rivals[0].label)} costs {known.money(rivals[0].mean)} per 1,000 cases, "
            f"and a perfect answer {known.money(race.perfect)}.",
            *(f"Today's process costs {known.money(one.mean)}." for one in untold_today(race, rivals[:1])),
            f"A saving below {known.money(bar)} per 1,000 cases is not worth having: {known.money(race.hurdle)} "
            f"for {having(known)} and {known.money(race.smallest_gain)} as the smallest gain.",
        ),
        "Check the prices of right and wrong answers; if they hold, spend the effort elsewhere.",
        ("Mistakes that cost more than stated, or a model that costs less to run.",),
    )


def suspects(known: Known) -> list[Finding]:
    """Columns in use that may give the answer away, of which nobody has said that they are fine."""
    accepted = set(known.scenario.data.accepted_flags)
    used = {column.name for column in known.evidence.framing.features}
    return [one for one in known.findings if one.check == "leak" and one.column in used - accepted]


def suspicious_columns(known: Known) -> Verdict | None:
    """2. A column that may give the answer away is in use."""
    flagged = suspects(known)
    if not flagged:
        return None
    names = listed([f'"{str(one.column)[:80]}"' for one in flagged])
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
    """4. A rule is better than the constant and today, and neither a model nor anything simpler is better than the rule.

    The rule may be acted on, or stand behind a screen; then the screen has to be better with it than without, and than people.
    """
    race = known.race
    simple = [one for one in race.alone if not one.learned]
    able = [rule for rule in race.rules if race.better(rule, race.present)]
    able += [one for one in race.alone if one.learned and race.better(one, (*race.present, *simple))]
    if not able:
        return None
    rule = cheapest(able)
    if any(race.better(one, [rule]) for one in (*race.designs, *simple)):
        return None
    closest = cheapest(race.designs)
    return Verdict(
        "rules",
        f"Write the rules: {known.against(rule, cheapest(race.present), yearly=True)}; no model is clearly better.",
        (
            *(beats(known, rule, one) for one in _with_today(race, cheapest(race.present))),
            *(beats(known, rule, one) for one in same_screen(rule, race) if one is not rule),
            f"{beats(known, closest, rule)[:-1]}, and it takes 90 %.",
            *rule_sentence(known, rule),
            *fee(known),
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
    reasons = [beats(known, race.acting, opponent) for opponent in faced(race, 3)]
    best = min(race.screens, key=lambda one: one.mean, default=None)
    if best is not None and best in different(race.designs):
        odds = wording.format_probability(race.compare(best, race.acting).probability_better)
        reasons.append(f"{first(best.label)} is better than acting with a probability of {odds} only.")
    return Verdict(
        "build",
        f"Build it: {known.against(race.acting, race.cheapest, yearly=True)}.",
        (*reasons, *fee(known)),
        "Try the product with the people who would use it, then hand over.",
        flips(known, race.acting),
    )


def a_screen_pays(known: Known) -> Verdict | None:
    """6. A screen over the model is better than every opponent, the same screen with class shares among them."""
    race = known.race
    able = [one for one in race.screens if race.better(one, race.opponents)]
    return _redesign(known, min(able, key=lambda one: one.mean)) if able else None


def people_suffice(known: Known) -> Verdict | None:
    """6, second half. People alone, or a screen with no model behind it (class shares, or a rule), are cheapest."""
    race = known.race
    cheapest_of_all = min((*race.opponents, *race.designs), key=lambda one: one.all_in)
    others = (*race.present, *race.rules)
    if cheapest_of_all not in race.alone or not race.better(cheapest_of_all, others):
        return None
    alone = _simplest(race, cheapest_of_all, others)
    as_now = alone.policy == "manual" and known.scenario.decision.today.kind == "human"
    change = "keep people on it" if as_now else "change the screen, no model needed"
    closest = min(race.designs, key=lambda one: one.all_in)
    included = f", with {known.money(closest.fee)} for {having(known)}" if closest.fee > 0 else ""
    return Verdict(
        "dont",
        f"Don't build a model: {change}. {first(known.against(alone, cheapest(others), yearly=True))}.",
        (
            *(beats(known, alone, one) for one in _with_today(race, cheapest(others))),
            f"{first(closest.label)} costs {known.money(closest.all_in)} per 1,000 cases{included}, "
            f"against {known.money(alone.mean)}.",
            *rule_sentence(known, alone),
        ),
        "Try that screen with the people who would use it." if alone.policy != "manual" else "Leave it with people.",
        (f"People whose time costs more, or who make more mistakes than {error(known)}.",),
    )


def no_gain_in_sight(known: Known) -> Verdict | None:
    """8. However lucky, no design gains enough."""
    race = known.race
    limits = {
        design: min((known.net(design, one).saving.high, i) for i, one in enumerate(race.opponents)) for design in race.designs
    }
    highest = max(limits, key=lambda design: limits[design][0])
    limit, position = limits[highest]
    if limit > race.smallest_gain + _rounding(race):
        return None
    opponent = race.opponents[position]
    most = f"{known.money(limit)} per 1,000 cases" if limit > 0 else "nothing"
    lucky = f"Even at the lucky end of 95 % it saves {most}"
    return Verdict(
        "dont",
        f"Don't build it: {known.against(highest, opponent, yearly=True)}; no gain worth having is in sight.",
        (
            *decided(known, highest, opponent),
            f"{lucky}; a saving below {known.money(race.smallest_gain)} is not worth having.",
            *(beats(known, highest, one) for one in untold_today(race, [opponent])),
            f"A perfect answer would save {known.money(race.cheapest.mean - race.perfect)} per 1,000 cases: "
            "with these columns, no model tried here gets there.",
            *fee(known),
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
        *(beats(known, best, one) for one in _with_today(race, opponent)),
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
        f"Cannot tell yet: {known.against(best, opponent, yearly=True)}, which may be chance.",
        (*reasons, *fee(known)),
        next_step,
        (*change, "Columns that say more about the answer."),
    )


def _rounding(race: Race) -> float:
    """What summing in another order may leave of nothing."""
    return 1e-12 * abs(race.cheapest.mean)


def _simplest(race: Race, screen: Contender, others: Sequence[Contender]) -> Contender:
    """Return what needs no rule where a rule behind the screen is not surely better, and it beats the others as well."""
    if not screen.learned:
        return screen
    plain = [one for one in race.alone if not one.learned and race.better(one, others) and not race.better(screen, [one])]
    return cheapest(plain) if plain else screen


def _with_today(race: Race, opponent: Contender) -> list[Contender]:
    return [opponent, *untold_today(race, [opponent])]


def _redesign(known: Known, screen: Contender) -> Verdict:
    race = known.race
    acting = race.acting
    assert acting is not None
    alone = not race.better(acting, race.opponents)
    instead = "don't act on the model alone" if alone else "acting on the model pays, this pays more"
    best = race.cheapest if alone else acting
    reasons = [beats(known, screen, opponent) for opponent in (*faced(race, 2), *same_screen(screen, race))]
    if alone:
        reasons.append(beats(known, acting, race.hardest(acting)))
    else:
        reasons.append(beats(known, screen, acting))
    worth = known.exchange
    if worth is not None and worth.policy == screen.policy and worth.candidate == known.prices.best_model:
        reasons.append(worth.sentence)
    work = f", of which {known.money(screen.work)} pays for people's work" if screen.work > 0 else ""
    reasons.append(f"{known.money(screen.mean - race.perfect)} per 1,000 cases stays on the table{work}.")
    return Verdict(
        "redesign",
        f"Redesign the experience: {instead}. {first(known.against(screen, best, yearly=True))}.",
        (*dict.fromkeys(reasons), *fee(known)),
        "Try the screen with the people who would use it, and measure how often they notice a wrong answer.",
        flips(known, screen),
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
