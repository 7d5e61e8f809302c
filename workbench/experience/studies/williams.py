"""Who sees what in which order: Williams designs, and cases rotated over variants.

In a Williams design (Williams 1949) every variant comes equally often at each place, and follows every other one equally often,
so that neither getting tired nor what was seen before favours one of them.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from workbench.experience.studies.planned import PlannedCase, Shown, StudyPlan

STREAM = 40_404


class Assigned(NamedTuple):
    """One case that a participant is shown. case: index among the plan's cases, or among its practice cases. position: in the
    variant, from 0; of practice cases, among these."""

    case: int
    variant: int
    practice: bool
    position: int


def williams(variants: int) -> tuple[tuple[int, ...], ...]:
    """Return orders of `variants` variants: as many as there are variants, twice as many where their number is odd.

    >>> williams(4)
    ((0, 1, 3, 2), (1, 2, 0, 3), (2, 3, 1, 0), (3, 0, 2, 1))
    """
    first = [0] + [(step + 1) // 2 if step % 2 else variants - step // 2 for step in range(1, variants)]
    rows = [tuple((place + start) % variants for place in first) for start in range(variants)]
    return (*rows, *(row[::-1] for row in rows)) if variants % 2 and variants > 1 else tuple(rows)


def assignment(plan: StudyPlan, number: int) -> tuple[Assigned, ...]:
    """Return all that participant `number` (0, 1, ...) is shown, practice first: the same whenever it is asked for.

    Variants come in the order of a row of the Williams design. Which block of slots meets which variant moves on with every
    participant, so over participants each slot meets each variant equally often, and nobody sees a case twice.
    """
    variants, size = len(plan.variants), plan.per_variant
    rows = williams(variants)
    order, shift = rows[number % len(rows)], number + number // len(rows)
    rng = np.random.default_rng((plan.seed, STREAM, number))
    assigned = [Assigned(at, order[at % variants], True, at) for at in range(len(plan.practice))]
    for variant in order:
        block = (variant + shift) % variants
        shuffled = rng.permutation(size) + block * size
        assigned += [Assigned(plan.slots[slot][variant], variant, False, at) for at, slot in enumerate(shuffled)]
    return tuple(assigned)


def case_of(plan: StudyPlan, assigned: Assigned) -> PlannedCase:
    """Return the case that is shown."""
    return (plan.practice if assigned.practice else plan.cases)[assigned.case]


def shown_of(plan: StudyPlan, assigned: Assigned) -> Shown:
    """Return what is suggested for it."""
    return case_of(plan, assigned).shown[assigned.variant]
