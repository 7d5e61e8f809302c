"""Act, but undo: the answer is carried out, and whoever notices in time that it was wrong can take it back."""

from __future__ import annotations

import numpy as np

from workbench.experience.formulas import expected_by_row, least, look_up, undo
from workbench.experience.measures import Measures
from workbench.experience.policy import Cases, Policy, Scores, others
from workbench.scenario import PolicyChoice


class Undo(Policy):
    name = "undo"
    title = "Act, but let people undo it"
    short = "act, can undo"
    order = "Carry out the top answer and let people take it back"
    doing = "acting with an undo"
    meaning = "The answer is carried out; whoever notices in time that it is wrong takes it back and works the case by hand."
    priced_from = (
        "the model, how many wrong actions are noticed in time, what stays of a mistake then, seconds to undo, work by hand"
    )
    people = True

    def score(self, proba: np.ndarray, measures: Measures, choice: PolicyChoice, cases: Cases) -> Scores:
        tables = [undo(measure, measures.people) for measure in (measures.money, *others(measures))]
        answer = least(expected_by_row(proba, tables[0]))
        return Scores({}, *(look_up(table, answer, cases.y) for table in tables))
