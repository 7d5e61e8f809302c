"""Whether there is enough to go by: cases of each class, and a model that has been compared."""

from __future__ import annotations

from workbench import wording
from workbench.verdict import Verdict
from workbench.verdict_words import Known

FEWEST_CASES = 30


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
