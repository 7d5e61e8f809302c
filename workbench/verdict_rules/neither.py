"""Nothing is surely better: no gain is in sight, or these cases cannot tell."""

from __future__ import annotations

from workbench import wording
from workbench.experience.contender import Contender
from workbench.experience.presets import origin
from workbench.experience.race import Race
from workbench.verdict import Verdict
from workbench.verdict_words import Known, beats, cheapest, decided, fee, left_out, rounding, untold_today, with_today

SCREENS = "Screens that people use, once somebody says what their time costs."
ASSUMES = ("confirm", "top-k", "sets", "undo")


def no_gain_in_sight(known: Known) -> Verdict | None:
    """8. However lucky, no design gains enough."""
    race = known.race
    if _open_still(race):
        return None
    limits = {design: race.narrowest(design) for design in race.designs}
    highest = max(limits, key=lambda design: limits[design][0])
    limit, opponent = limits[highest]
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
        *_before_leaving_it(known),
    )


def _open_still(race: Race) -> list[Contender]:
    """Return the designs that may gain enough on every opponent, if they are lucky."""
    bar = race.smallest_gain + rounding(race)
    return [design for design in race.designs if all(race.may_save(design, one, bar) for one in race.opponents)]


def _rests_on_guesses(known: Known) -> bool:
    """Whether a model that knows something is behind a screen priced on how people notice mistakes, and nobody watched any."""
    race = known.race
    guessed = origin(known.scenario.people, "notices_wrong") != "measured"
    screens = any(one.policy in ASSUMES for one in race.screens)
    return guessed and screens and _knows_something(race)


def _knows_something(race: Race) -> bool:
    return race.acting is not None and race.better(race.acting, [race.constant])


def _before_leaving_it(known: Known) -> tuple[str, tuple[str, ...]]:
    """Return the next step, and what would change the verdict."""
    columns = "Columns that say more about the answer."
    if left_out(known) and _knows_something(known.race):
        first = "Say what people's time costs (Experience) before you leave it at that: screens that people use are left out."
        return first, (SCREENS, columns)
    if not _rests_on_guesses(known):
        return "Look for columns that say more about the answer, or leave it at that.", (columns,)
    watch = "Watch people use a screen before you leave it at that (Study): how they behave with one is assumed."
    return watch, ("People who notice more wrong answers than is assumed.", columns)


def _already_sure(known: Known, opponent: Contender) -> list[str]:
    """Say what needs no model and is better than what is done now, whatever becomes of the model."""
    race = known.race
    if opponent not in race.alone or not race.better(opponent, race.present):
        return []
    return [f"Sure already, and without a model: {known.against(opponent, cheapest(race.present))}."]


def cannot_tell(known: Known) -> Verdict:
    """8, otherwise. Say what these cases could have shown, and how many would show what is seen."""
    race = known.race
    # The cheapest may be ruled out where a dearer one, of which less is known, is not.
    best = min(_open_still(race) or race.designs, key=lambda one: one.all_in)
    opponent = race.hardest(best)
    found = known.net(best, opponent)
    cases = len(known.evidence.y)
    reasons = [
        *_already_sure(known, opponent),
        *(beats(known, best, one) for one in with_today(race, opponent)),
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
        (*change, *([SCREENS] if left_out(known) else []), "Columns that say more about the answer."),
    )
