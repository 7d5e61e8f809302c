"""Made-up participants of known behaviour, who click through a plan as people would."""

from dataclasses import dataclass

import numpy as np

from workbench.experience.studies.planned import StudyPlan
from workbench.experience.studies.trial import Trial, record
from workbench.experience.studies.williams import assignment, case_of, shown_of


@dataclass(frozen=True)
class Habits:
    """Means over people. alike: how alike one person's answers are (ICC): 0 makes all people the same. Seconds are medians."""

    accepts_right: float = 0.95
    notices_wrong: float = 0.7
    slips: float = 0.02
    errors: float = 0.1
    look: float = 4.0
    hand: float = 40.0
    alike: float = 0.0
    spread: float = 0.3

    def own(self, mean: float, rng: np.random.Generator) -> float:
        """One person's own share."""
        if self.alike == 0 or mean in (0.0, 1.0):
            return mean
        sure = 1.0 / self.alike - 1.0
        return float(rng.beta(mean * sure, (1.0 - mean) * sure))


def clicked(plan: StudyPlan, people: int, habits: dict[int, Habits], seed: int = 0) -> list[Trial]:
    """All trials of so many people, who behave by variant as `habits` says."""
    rng = np.random.default_rng((seed, 77))
    return [trial for number in range(people) for trial in person(plan, number, habits, rng)]


def person(plan: StudyPlan, number: int, habits: dict[int, Habits], rng: np.random.Generator) -> list[Trial]:
    own = {
        at: Habits(
            *(one.own(mean, rng) for mean in (one.accepts_right, one.notices_wrong, one.slips, one.errors)), one.look, one.hand
        )
        for at, one in habits.items()
    }
    trials = []
    for order, now in enumerate(assignment(plan, number)):
        case, shown, mine = case_of(plan, now), shown_of(plan, now), own[now.variant]
        trials.append(record(plan, number, order, answered(plan, case.truth, shown, mine, rng)))
    return trials


def answered(plan, truth, shown, mine: Habits, rng: np.random.Generator) -> dict:
    labels = [one.label for one in shown.suggestions]
    look = mine.look * float(np.exp(rng.normal(0, mine.spread))) if labels else 0.0
    luck = rng.random()
    if labels and (luck < mine.accepts_right + mine.slips if truth in labels else luck >= mine.notices_wrong):
        wrong = [label for label in labels if label != truth]
        slip = truth in labels and luck >= mine.accepts_right and wrong
        choice = str(rng.choice(wrong)) if slip or truth not in labels else truth
        action = "pick" if shown.mode == "pick" else "accept"
        return {"choice": choice, "action": action, "t_first": look, "t_final": look}
    others = [name for name in plan.answers[: plan.classes] if name != truth]
    choice = str(rng.choice(others)) if rng.random() < mine.errors else truth
    hand = mine.hand * float(np.exp(rng.normal(0, mine.spread)))
    return {"choice": choice, "action": "undo" if shown.mode == "undo" else "manual", "t_first": look, "t_final": look + hand}
