"""Today's process as an opponent: one answer for every case, people who are right so often, the team's rules, or past answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from workbench.data.framing import Framing
from workbench.data.labels import label
from workbench.errors import UserError
from workbench.evidence.evidence import Evidence, Prediction
from workbench.evidence.rules_seen import NAME as RULES
from workbench.money import format_money
from workbench.pricing.costs import CostModel
from workbench.pricing.inputs import class_sizes
from workbench.pricing.lazy import LazyArray
from workbench.pricing.metrics import Metrics, metrics
from workbench.pricing.names import nearest, shown
from workbench.pricing.past import answered, past_answers
from workbench.scenario import Today

MOST_TOLD = 4
NAME = "today"


@dataclass(frozen=True, eq=False)
class Process:
    """How the decision is made today.

    cost (K,) or (K, n): currency by truth, and by case where a column enters; what comes on top of its answers where these are
    given case by case; written out when first asked for. chances (A, K): how often each answer is given, by truth. given: the
    answers, case by case. own (K,): what is paid whatever is answered, where the answers are given by chance.
    """

    if TYPE_CHECKING:
        cost: np.ndarray
    else:
        cost: LazyArray = LazyArray()
    chances: np.ndarray
    metrics: Metrics
    sentence: str
    given: Prediction | None = None
    own: np.ndarray | float = 0.0


def today(process: Today, evidence: Evidence, costs: CostModel) -> Process | None:
    """Return today's process, or None where there is none, and where it is the team's rules and none is written.

    Raises UserError where it names an answer without a price, a class that is none, or a column that cannot hold past answers.
    """
    if process.kind == "always":
        return _always(costs.answer(str(process.answer)), evidence, costs)
    if process.kind == "human":
        return _human(process, evidence, costs)
    if process.kind == "rules" and RULES in evidence.predictions:
        return _rules(evidence.predictions[RULES], evidence, costs)
    if process.kind == "column" and not evidence.simulated:
        return _column(process, evidence, costs)
    return None


def check_today(process: Today, framing: Framing, costs: CostModel) -> None:
    """Refuse a process that cannot be priced, before evidence is collected. Raises UserError."""
    if process.kind == "always":
        costs.answer(str(process.answer))
    if process.kind == "human":
        accuracy_by_class(process, costs)
    if process.kind == "column":
        answered(process, framing, framing.rows, costs)


def _always(answer: int, evidence: Evidence, costs: CostModel) -> Process:
    k = len(costs.classes)
    chances = np.zeros((len(costs.answers), k))
    chances[answer] = 1.0
    shares = _shares(evidence, costs)
    present = max(int(np.count_nonzero(shares)), 1)
    right = (
        Metrics(accuracy=float(shares[answer]), balanced_accuracy=float(shares[answer] > 0) / present)
        if answer < k
        else Metrics()
    )
    cost = cast("np.ndarray", lambda: _by_truth(costs.cost[:, answer]))
    return Process(cost, chances, right, f"Always answers {costs.answers[answer]!r}.")


def _human(process: Today, evidence: Evidence, costs: CostModel) -> Process:
    """All-in cost of one case, the right answer as often as stated for its truth, and otherwise any other class alike."""
    k = len(costs.classes)
    right = accuracy_by_class(process, costs)
    chances = np.zeros((len(costs.answers), k))
    chances[:k] = (1.0 - right) / (k - 1)
    np.fill_diagonal(chances, right)
    own = process.cost * costs.weight
    cost = cast("np.ndarray", lambda: _by_truth(own + np.einsum("ak,nak->nk", chances, costs.cost)))
    present = class_sizes(evidence) > 0
    mean = float(right @ _shares(evidence, costs))
    own_words = f"costs {format_money(process.cost, costs.currency)} a case{_time(process)}"
    words = f"A person decides every case, is right in {100 * mean:.1f} % of them, and {own_words}."
    return Process(cost, chances, Metrics(accuracy=mean, balanced_accuracy=float(right[present].mean())), words, own=own)


def _rules(rules: Prediction, evidence: Evidence, costs: CostModel) -> Process:
    """The same answers as the candidate "your rules", at the same price: nothing is paid on top of what they answer."""
    nothing = np.zeros((len(costs.answers), len(costs.classes)))
    figures = metrics(rules, evidence.y, evidence.classes, costs.weight)
    return Process(nothing[0], nothing, figures, f"The team's rules: {rules.sentence}", rules)


def _column(process: Today, evidence: Evidence, costs: CostModel) -> Process:
    """What was answered in the past, case by case, at the all-in cost of one case."""
    past = past_answers(process, evidence, costs)
    k = len(costs.classes)
    cells = np.asarray(past.answers, dtype=np.intp) * k + evidence.y
    counts = np.bincount(cells, minlength=len(costs.answers) * k).reshape(-1, k)
    sizes = np.bincount(evidence.y, minlength=k)
    chances = counts / np.maximum(sizes, 1)
    right = np.diagonal(chances[:k])
    own = f", and {format_money(process.cost, costs.currency)} a case on top{_time(process)}" if process.cost else _time(process)
    mean = float(right @ _shares(evidence, costs))
    figures = Metrics(accuracy=mean, balanced_accuracy=float(right[sizes > 0].mean()))
    right_in = f"right in {100 * mean:.1f} % of cases"
    read = "".join(f", {shown(word)} as {shown(answer)}" for word, answer in list(process.means.items())[:MOST_TOLD])
    words = f"Answers as they were given in the past, in {shown(process.column)}{read}: {right_in}{own}."
    return Process(process.cost * costs.weight, chances, figures, words, past)


def accuracy_by_class(process: Today, costs: CostModel) -> np.ndarray:
    """Return (K,): how often a person is right, by true class. Raises UserError where a share is stated for no class."""
    if not isinstance(process.accuracy, dict):
        return np.full(len(costs.classes), process.accuracy)
    right = np.ones(len(costs.classes))
    for name, share in process.accuracy.items():
        if str(label(name)) not in costs.classes:
            raise UserError(
                f"Today's accuracy names {shown(name)}, which is not among the {len(costs.classes)} classes of the target.",
                "A person's accuracy is stated for what is true, so that each mistake can be priced.",
                nearest(str(label(name)), costs.classes, "classes"),
            )
        right[costs.classes.index(str(label(name)))] = share
    return right


def _time(process: Today) -> str:
    """People's time, which is counted and not priced again."""
    return f", {process.seconds:g} s of people's time included" if process.seconds else ""


def _shares(evidence: Evidence, costs: CostModel) -> np.ndarray:
    """Return (K,): the share of each class in real life."""
    return np.asarray(class_sizes(evidence) * costs.weight / max(len(evidence.y), 1))


def _by_truth(cost: np.ndarray) -> np.ndarray:
    """(1, K) becomes (K,); (n, K) becomes (K, n)."""
    return cost[0] if len(cost) == 1 else cost.T
