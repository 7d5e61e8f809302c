"""Whether there is enough to go by: cases of each class, and a model that has been compared."""

from __future__ import annotations

import numpy as np

from workbench import wording
from workbench.pricing.prevalence import LARGE_SHIFT
from workbench.verdict import Verdict
from workbench.verdict_words import Known, cheapest, listed

FEWEST_CASES = 30
MOST_CARRIED = 0.2


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
        f"Cannot tell yet: there {'is' if rare == 1 else 'are'} {wording.plural(rare, 'case')} "
        f"{'of ' if len(classes) == 2 else ''}{name}, and fewer than {FEWEST_CASES} say nothing.",
        (
            f"{wording.plural(len(y), 'case')} hold {rare} {'of ' if len(classes) == 2 else ''}{name}; "
            f"about {wording.format_count(needed)} cases would hold {FEWEST_CASES}.",
        ),
        f"Collect about {wording.format_count(needed - len(y))} more cases, or label them with the rare class in mind.",
        (f"At least {FEWEST_CASES} cases {'of ' if len(classes) == 2 else ''}{name}.",),
    )


def rare_classes_carry_it(known: Known) -> Verdict | None:
    """3, many classes. Classes of which there are too few cases carry too much of what sets the model apart."""
    race, classes = known.race, known.evidence.classes
    if len(classes) < 3 or not race.designs:
        return None
    sizes = np.bincount(known.evidence.y, minlength=len(classes))
    rare = np.flatnonzero((sizes > 0) & (sizes < FEWEST_CASES))
    if not len(rare):
        return None
    best = cheapest(race.designs)
    if stand_in := _stands_for_much(known, rare):
        return stand_in
    carried = np.abs(race.difference_by_class(best, race.cheapest))
    share = float(carried[rare].sum() / max(carried.sum(), np.finfo(float).tiny))
    if share <= MOST_CARRIED:
        return None
    rarest = int(rare[np.argmax(carried[rare] / sizes[rare])])
    name, cases = f'"{classes[rarest][:80]}"', len(known.evidence.y)
    needed = cases * FEWEST_CASES / int(sizes[rarest])
    names = listed([f'"{classes[code][:80]}"' for code in rare])
    return Verdict(
        "unclear",
        f"Cannot tell yet: {names} {'has' if len(rare) == 1 else 'have'} fewer than {FEWEST_CASES} cases each, and carry "
        f"{wording.format_share(share)} of the difference between {best.label} and {race.cheapest.label}.",
        (
            f"{wording.plural(cases, 'case')} hold {wording.plural(int(sizes[rarest]), 'case')} of {name}; "
            f"about {wording.format_count(needed)} cases would hold {FEWEST_CASES}.",
            f"More than {wording.format_share(MOST_CARRIED)} of a difference should not rest on so few cases.",
        ),
        f"Collect about {wording.format_count(needed - cases)} more cases, or label them with {name} in mind.",
        (f"At least {FEWEST_CASES} cases of {name}.", "Classes that are put together where they are handled alike."),
    )


def _stands_for_much(known: Known, rare: np.ndarray) -> Verdict | None:
    """Of classes with few cases, those that the stated shares of real life make into much of it: all rests on those few."""
    mix, classes = known.prices.costs.mix, known.evidence.classes
    if mix is None:
        return None
    heavy = rare[mix.weight[rare] > LARGE_SHIFT]
    share = float(mix.shares[heavy].sum())
    if share <= MOST_CARRIED:
        return None
    names = listed([f'"{classes[code][:80]}"' for code in heavy])
    few = int(np.isin(known.evidence.y, heavy).sum())
    return Verdict(
        "unclear",
        f"Cannot tell yet: {wording.plural(few, 'case')} of {names} would stand for {wording.format_share(share)} of real life.",
        (f"More than {wording.format_share(MOST_CARRIED)} of real life should not rest on so few cases.",),
        f"Collect or label more cases of {names}, or look at the stated shares again.",
        (f"At least {FEWEST_CASES} cases of {names}.",),
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
