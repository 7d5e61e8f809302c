"""Plan a study: choose its variants' cases from the evidence, and put all that participants will need into one object."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import ValidationError

from workbench.data.framing import Framing
from workbench.errors import UserError
from workbench.experience.behaviour import as_labels, behaviour
from workbench.experience.card import card
from workbench.experience.card import chosen as card_columns
from workbench.experience.naming import title
from workbench.experience.seen import seen, why_no_numbers
from workbench.experience.studies.choosing import Chosen, TooFew, choose
from workbench.experience.studies.planned import MOST_NAMED, PlannedCase, PlannedVariant, Shown, StudyPlan, Suggested, read_plan
from workbench.experience.studies.pool import WRONG, Pool, draw, world
from workbench.experience.trial import Screen
from workbench.scenario import Scenario, Variant
from workbench.wording import format_share, plural

if TYPE_CHECKING:
    from workbench.evidence.evidence import Evidence
    from workbench.pricing.prices import Prices

__all__ = ["PlannedCase", "PlannedVariant", "Shown", "StudyPlan", "Suggested", "plan", "read_plan"]

CONSENT = (
    "You will see {cases} and decide each one, in {variants} ways in turn. We keep what you choose and how long it takes, "
    "under a number. We do not ask who you are. You can stop at any time."
)


def plan(evidence: Evidence, prices: Prices, scenario: Scenario, seed: int = 0) -> StudyPlan:
    """Plan the study that `scenario.study` describes. Nothing is fitted, and the same seed gives the same plan.

    Every variant shows the same share of wrong suggestions; a list is wrong where the right answer is not in it.
    Raises UserError for a design that cannot be studied, or that there are not enough cases for.
    """
    design, costs = scenario.study, prices.costs
    variants = _variants(design.variants, evidence, prices)
    per_variant = _per_variant(design.cases, len(variants))
    if evidence.simulated:
        raise _made_up()
    _refuse_very_many(evidence.framing, scenario.prototype.columns)
    pool = draw(evidence, costs, scenario, variants, seed)
    chosen = _chosen(pool, variants, per_variant, scenario, seed)
    try:
        return _put_together(evidence, prices, scenario, variants, pool, chosen, seed)
    except ValidationError as error:
        raise _beyond(error) from None


def _put_together(
    evidence: Evidence,
    prices: Prices,
    scenario: Scenario,
    variants: tuple[PlannedVariant, ...],
    pool: Pool,
    chosen: Chosen,
    seed: int,
) -> StudyPlan:
    design, costs = scenario.study, prices.costs
    used = list(dict.fromkeys(row for slot in chosen.slots for row in slot))
    place = {row: index for index, row in enumerate(used)}
    classes, assumed = len(costs.classes), behaviour(scenario, costs.classes)
    return StudyPlan(
        name=scenario.name,
        question=scenario.prototype.question or scenario.decision.question,
        consent=design.consent or _consent(len(chosen.slots), len(variants), design.practice),
        answers=costs.answers,
        classes=classes,
        currency=costs.currency,
        wage=assumed.wage,
        review_fee=assumed.review_price - assumed.hand_price,
        people=as_labels(scenario.people),
        variants=tuple(one.model_copy(update={"world": world(pool, at, classes)}) for at, one in enumerate(variants)),
        cases=tuple(_case(evidence, scenario, variants, pool, row) for row in used),
        slots=tuple(tuple(place[row] for row in slot) for slot in chosen.slots),
        practice=tuple(_case(evidence, scenario, variants, pool, row) for row in chosen.practice),
        record=design.record,
        timeout=design.timeout,
        participants=design.participants,
        prototype=scenario.prototype,
        seed=seed,
        made_from={"evidence": evidence.key, "data": evidence.framing.dataset.fingerprint},
    )


def _variants(wanted: tuple[Variant, ...], evidence: Evidence, prices: Prices) -> tuple[PlannedVariant, ...]:
    if not 2 <= len(wanted) <= 3:
        raise UserError(
            f"The study has {plural(len(wanted), 'variant')}.",
            "A study compares ways of behaving: with one there is nothing to compare, with four each gets too few cases.",
            "Choose two or three.",
        )
    found = tuple(_variant(one, evidence, prices) for one in wanted)
    if len({(one.screen, one.candidate) for one in found}) < len(found):
        same = next(one for at, one in enumerate(found) if one in found[:at])
        behind = f" with {same.candidate!r} behind it" if same.candidate else ""
        raise UserError(
            f"Two variants are the same: {same.title!r}{behind}.",
            "People would see one thing twice, and every difference found would be chance.",
            "Change the screen or the candidate of one of them.",
        )
    twice = {one.title for one in found if sum(other.title == one.title for other in found) > 1}
    return tuple(
        one.model_copy(update={"title": f"{one.title} · {one.candidate}"[:200]}) if one.title in twice else one for one in found
    )


def _variant(wanted: Variant, evidence: Evidence, prices: Prices) -> PlannedVariant:
    if wanted.screen == "act":
        raise UserError(
            f"{title('act')!r} cannot be studied.",
            "Nobody looks at what is done, so there is nothing that people could do well or badly.",
            f"Take {title('undo')!r} to see whether people notice in time, or leave it to its price.",
        )
    if wanted.screen == "manual":
        return PlannedVariant(screen="manual", title=title("manual"))
    name = wanted.candidate or prices.best_model
    if name is None or name not in evidence.predictions:
        raise UserError(
            "No model is there to stand behind a screen." if name is None else f"There is no candidate {name[:80]!r}.",
            "What people are shown has to come from a candidate that answered these cases.",
            "Choose one of: " + ", ".join(list(evidence.predictions)[:20]) + ".",
        )
    return PlannedVariant(screen=wanted.screen, candidate=name, title=title(wanted.screen))


def _per_variant(cases: int, variants: int) -> int:
    if cases < 2 * variants:
        raise UserError(
            f"{cases} cases over {variants} variants leave one for each.",
            "From a single case nobody can tell how people behave with a variant.",
            f"Take {2 * variants} cases or more; 8 for each variant are usual.",
        )
    return cases // variants


def _made_up() -> UserError:
    return UserError(
        "The cases are made up, so there is nothing to see in them.",
        "People could only guess, and a study of guesses tells nothing about how they will behave.",
        "Open a table of past cases; a simulated model can stand behind the screen there, too.",
    )


def _refuse_very_many(framing: Framing, columns: tuple[str, ...]) -> None:
    shown = len(card_columns(framing, columns))
    if shown > MOST_NAMED:
        raise UserError(
            f"A case has {shown:,} columns, and the screen of a study shows {MOST_NAMED} at most.",
            "Nobody reads that many, and all that is shown is in the hands of whoever has the link.",
            "Choose the columns that people need, under how the prototype looks and reads on the Try it page.",
        )


def _beyond(error: ValidationError) -> UserError:
    """What is stated may be as large as it likes; what follows from it has to be kept."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"]))[:80]
    return UserError(
        f"This study would hold more than a study can: {place}, {first['msg'][:120].lower()}.",
        "It is kept as it is planned, and prices beyond a thousand million million cannot be told apart.",
        "Make prices that depend on a column smaller, or texts and lists shorter.",
    )


def _chosen(pool: Pool, variants: tuple[PlannedVariant, ...], per_variant: int, scenario: Scenario, seed: int) -> Chosen:
    share, practice = scenario.study.wrong_share, scenario.study.practice
    wrong = max(round(share * per_variant), 1 if share > 0 else 0)
    try:
        return choose(pool, per_variant, wrong, practice, seed)
    except TooFew as short:
        raise _too_few(short, pool, variants, per_variant, wrong, seed) from None


def _too_few(
    short: TooFew, pool: Pool, variants: tuple[PlannedVariant, ...], per_variant: int, wrong: int, seed: int
) -> UserError:
    """Say how many there are, and which share of wrong suggestions would do."""
    one = variants[short.variant]
    kind = {0: "wrong suggestions", 1: "right suggestions"}.get(short.status, "cases")
    behind = f" by {one.candidate}" if one.candidate else ""
    nearest = sorted((abs(other - wrong), other) for other in range(per_variant + 1) if other != wrong)
    possible = next((other for _, other in nearest if _works(pool, per_variant, other, seed)), None)
    do = "Take fewer cases or a candidate that is wrong more often." if short.status == WRONG else "Take fewer cases."
    if possible is not None:
        share = format_share(possible / per_variant)
        do = f"Set the share of wrong suggestions to {share}, for which there are enough, or take fewer cases."
    return UserError(
        f"There are {short.there} {kind}{behind} for {one.title!r}, and this design takes {short.needed}.",
        "Nobody is shown a case twice, and every variant shows the same share of wrong suggestions: otherwise they could not be "
        "compared.",
        do,
    )


def _works(pool: Pool, per_variant: int, wrong: int, seed: int) -> bool:
    try:
        choose(pool, per_variant, wrong, 0, seed)
    except TooFew:
        return False
    return True


def _consent(slots: int, variants: int, practice: int) -> str:
    cases = plural(slots + practice, "case")
    return CONSENT.format(cases=cases, variants={2: "two", 3: "three"}[variants])


def _case(evidence: Evidence, scenario: Scenario, variants: tuple[PlannedVariant, ...], pool: Pool, row: int) -> PlannedCase:
    """Describe one case: the columns that were chosen, and nothing else."""
    framing, data, columns = evidence.framing, scenario.data, scenario.prototype.columns
    at = int(evidence.rows[pool.at[row]])
    described = card(framing, at, data.id if data.id in columns else None, columns)
    shown = zip(variants, pool.screens[row], pool.status[row], strict=True)
    return PlannedCase(
        case=_name(framing, at, data.id),
        title=described.title,
        texts=described.texts,
        facts=(*described.facts, *described.more),
        truth=evidence.classes[int(pool.y[row])],
        costs=tuple(float(one) for one in pool.cost[row]),
        shown=tuple(_shown(screen, int(status), _numbers(evidence, one)) for one, screen, status in shown),
    )


def _name(framing: Framing, at: int, id_column: str | None) -> str:
    """Return how results call a case; participants are not shown it."""
    line, table = int(framing.rows[at]), framing.dataset.table
    return f"row {line + 1}" if id_column is None else str(table[id_column].iloc[line])[:200]


def _numbers(evidence: Evidence, variant: PlannedVariant) -> bool:
    return not variant.candidate or not why_no_numbers(evidence.predictions[variant.candidate])


def _shown(screen: Screen, status: int, numbers: bool) -> Shown:
    offered = tuple(Suggested(name, words[:60], _share(share)) for name, words, share in seen(screen, numbers).suggestions)
    return Shown(mode=screen.mode, suggestions=offered, right=None if status < 0 else bool(status))


def _share(probability: float | None) -> float | None:
    return None if probability is None else float(np.clip(probability, 0.0, 1.0))
