"""A model pays: by acting on it, or behind a screen."""

from __future__ import annotations

from workbench import wording
from workbench.experience.contender import Contender
from workbench.verdict import Verdict
from workbench.verdict_words import Known, beats, different, faced, fee, first, flips, having, same_screen, unsure


def acting_pays(known: Known) -> Verdict | None:
    """5. Acting on the best model is better than every opponent; where a screen over it is better still, that."""
    race = known.race
    if race.acting is None or not race.pays(race.acting):
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
        f"Build it: {known.against(race.acting, race.cheapest, yearly=True)}{unsure(known, race.acting, race.cheapest)}.",
        (*reasons, *fee(known)),
        "Try the product with the people who would use it, then hand over.",
        flips(known, race.acting),
    )


def a_screen_pays(known: Known) -> Verdict | None:
    """6. A screen over the model is better than every opponent, the same screen with class shares among them."""
    race = known.race
    able = [one for one in race.screens if race.pays(one)]
    return _redesign(known, min(able, key=lambda one: one.mean)) if able else None


def _left(known: Known, screen: Contender) -> str:
    """Say what a perfect answer that costs nothing would still save, and what part of it is no mistake."""
    paid = [f"{known.money(screen.work)} pays for people's work"] if screen.work > 0 else []
    paid += [f"{known.money(screen.fee)} for {having(known)}"] if screen.fee > 0 else []
    parts = f", of which {' and '.join(paid)}" if paid else ""
    return f"{known.money(screen.all_in - known.race.perfect)} per 1,000 cases stays on the table{parts}."


def _redesign(known: Known, screen: Contender) -> Verdict:
    race = known.race
    acting = race.acting
    assert acting is not None
    alone = not race.pays(acting)
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
    reasons.append(_left(known, screen))
    return Verdict(
        "redesign",
        f"Redesign the experience: {instead}. {first(known.against(screen, best, yearly=True))}{unsure(known, screen, best)}.",
        (*dict.fromkeys(reasons), *fee(known)),
        "Try the screen with the people who would use it, and measure how often they notice a wrong answer.",
        flips(known, screen),
    )
