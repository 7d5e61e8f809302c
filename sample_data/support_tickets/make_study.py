"""Write study.json: a study of these tickets with participants who are made up. Nobody took part in it.

Run `python sample_data/support_tickets/make_study.py` from the checkout. The plan follows from the table and the scenario; who
takes part, and what each one does, is drawn from the plan with a seed. `--people` draws people again for the plan that is there.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

HOME = Path(__file__).resolve().parent
sys.path.insert(0, str(HOME.parents[1]))

from workbench.experience.studies.plan import Shown, StudyPlan, plan, read_plan  # noqa: E402
from workbench.experience.studies.trial import Trial, record  # noqa: E402
from workbench.experience.studies.williams import assignment, case_of, shown_of  # noqa: E402

SEED = 20_240_701
NAME = "Support tickets, participants made up"
CONSENT = "Nobody took part in this study: its participants are made up, to show what a study can change."
PEOPLE = 18
BEGUN = 1_719_792_000  # 1 July 2024
DAY = 86_400

# What the made-up people are like: means over people, who differ, and seconds as medians.
TURNS_DOWN_RIGHT = {"confirm": 0.06, "top-k": 0.04}
TAKES_WRONG = {"confirm": 0.28, "top-k": 0.15}
SLIPS = 0.02
ERRORS_BY_HAND = 0.1
LOOKS = {"confirm": 9.0, "top-k": 12.0}
BY_HAND = 78.0
ALIKE = 0.08  # how alike one person's answers are
PREFERS = {"confirm": 0.2, "top-k": 0.65, "manual": 0.15}


@dataclass(frozen=True)
class Person:
    """One made-up person: shares of their own, and how slow they are."""

    turns_down: dict[str, float]
    takes_wrong: dict[str, float]
    errors: float
    slow: float

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Person:
        def own(mean: float) -> float:
            sure = 1.0 / ALIKE - 1.0
            return float(rng.beta(mean * sure, (1.0 - mean) * sure))

        return cls(
            {screen: own(mean) for screen, mean in TURNS_DOWN_RIGHT.items()},
            {screen: own(mean) for screen, mean in TAKES_WRONG.items()},
            own(ERRORS_BY_HAND),
            float(np.exp(rng.normal(0.0, 0.2))),
        )

    def answer(
        self, study: StudyPlan, screen: str, truth: str, shown: Shown, place: int, rng: np.random.Generator
    ) -> dict[str, Any]:
        """What this person does with one case, the `place`-th: people get quicker over the first ones."""
        pace = self.slow * (1.0 + 0.35 * np.exp(-place / 4.0))
        labels = [one.label for one in shown.suggestions]
        look = self._seconds(LOOKS.get(screen, 0.0) * pace, rng)
        wrong = [label for label in labels if label != truth]
        if labels and truth in labels and rng.random() >= self.turns_down[screen]:
            slipped = wrong and rng.random() < SLIPS
            return self._taken(str(rng.choice(wrong)) if slipped else truth, shown, look)
        if labels and truth not in labels and rng.random() < self.takes_wrong[screen]:
            return self._taken(labels[0], shown, look)
        total = min(look + self._seconds(BY_HAND * pace, rng), study.timeout)
        if total == study.timeout:
            return {"choice": None, "action": "manual", "t_first": look, "t_final": total, "timeout": True}
        return {"choice": self._found(study, truth, wrong, rng), "action": "manual", "t_first": look, "t_final": total}

    def _found(self, study: StudyPlan, truth: str, wrong: list[str], rng: np.random.Generator) -> str:
        """The team somebody finds by hand; who errs often takes a likely one."""
        if rng.random() >= self.errors:
            return truth
        others = wrong if wrong and rng.random() < 0.6 else [name for name in study.answers[: study.classes] if name != truth]
        return str(rng.choice(others))

    @staticmethod
    def _taken(choice: str, shown: Shown, look: float) -> dict[str, Any]:
        action = "pick" if shown.mode == "pick" else "accept"
        return {"choice": choice, "action": action, "t_first": look, "t_final": look}

    @staticmethod
    def _seconds(median: float, rng: np.random.Generator) -> float:
        return round(float(median * np.exp(rng.normal(0.0, 0.35))), 1)


def planned() -> StudyPlan:
    """Plan the study that the scenario describes, on evidence of the model that reads the words."""
    from workbench.data.samples import open_sample
    from workbench.run import run

    scenario, dataset = open_sample("support_tickets")
    quick = scenario.changed("evidence", candidates=("majority", "cheapest answer", "word patterns"))
    appraisal = run(quick, dataset=dataset).appraisal
    made = plan(appraisal.evidence, appraisal.prices, scenario, seed=SEED)
    return made.model_copy(update={"name": NAME, "consent": CONSENT})


def trials(study: StudyPlan, number: int, rng: np.random.Generator) -> list[Trial]:
    """All that one made-up person answers."""
    person, kept = Person.drawn(rng), []
    for order, now in enumerate(assignment(study, number)):
        screen = study.variants[now.variant].screen
        sent = person.answer(study, screen, case_of(study, now).truth, shown_of(study, now), order, rng)
        sent["confidence"] = int(np.clip(round(rng.normal(4.0 if sent["choice"] else 2.0, 0.8)), 1, 5))
        kept.append(record(study, number, order, sent))
    return kept


def people(study: StudyPlan) -> list[dict[str, Any]]:
    """Everybody who takes part, as the file of a study holds them."""
    rng = np.random.default_rng(SEED)
    found = []
    for number in range(PEOPLE):
        joined = BEGUN + number * DAY // 4
        answered = trials(study, number, rng)
        moments = joined + np.cumsum([int(one.t_final) + 2 for one in answered])
        kept = [
            {"order": one.order, "kept": int(at), "trial": one.model_dump(mode="json")}
            for one, at in zip(answered, moments, strict=True)
        ]
        wanted = [PREFERS.get(one.screen, 0.0) for one in study.variants]
        variant = int(rng.choice(len(wanted), p=np.array(wanted) / sum(wanted)))
        found.append(
            {"number": number, "joined": joined, "seen": int(moments[-1]), "preference": {"variant": variant}, "trials": kept}
        )
    return found


def content(study: StudyPlan) -> bytes:
    """Return study.json as bytes, as `workbench.record.filed` reads it."""
    document = {
        "format": "fallible study",
        "version": 1,
        "name": NAME,
        "begun": BEGUN,
        "expires": BEGUN + 30 * DAY,
        "stopped": True,
        "plan": study.model_dump(mode="json"),
        "participants": people(study),
    }
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


if __name__ == "__main__":
    file = HOME / "study.json"
    again = "--people" in sys.argv[1:]
    file.write_bytes(content(read_plan(json.dumps(json.loads(file.read_bytes())["plan"])) if again else planned()))
