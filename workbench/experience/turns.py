"""What a person did with cases, one after another, and what each came to in money and seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from workbench.experience.behaviour import Behaviour
from workbench.experience.measures import answers_by_hand
from workbench.experience.mode import Mode
from workbench.experience.trial import cost_of_row
from workbench.pricing.costs import CostModel

Action = Literal["accept", "pick", "manual", "undo", "send"]


@dataclass(frozen=True)
class Turn:
    """A case that was dealt with. cost, least: what it cost, and what the best answer would have; currency a case.

    action: accept (said yes, or let it be done), pick (one of several), manual (an answer of their own), undo (took back what was
    done, and answered), send (gave it to a colleague; `answer` is then empty). shown: labels that were suggested, in order.
    helpful: what the person said of the suggestion, None where they said nothing. informed: they had been told the truth before.
    """

    position: int
    mode: Mode
    answer: str
    truth: str
    cost: float
    least: float
    seconds: float
    action: Action = "accept"
    shown: tuple[str, ...] = ()
    reason: str = ""
    helpful: bool | None = None
    informed: bool = False

    @property
    def mistake(self) -> bool:
        """An answer is a mistake when another would have been cheaper (methods.md, section 6); ties are right.

        What a colleague makes of a case is not known, so it is none.
        """
        return self.action != "send" and self.cost > self.least + 1e-9

    @property
    def is_correction(self) -> bool:
        """Whether the person gave another answer than any that was suggested, of their own knowledge: to accept one corrects
        nothing, and to repeat a truth that was told says nothing new."""
        own = self.action in ("manual", "undo") and not self.informed
        return own and bool(self.shown) and self.answer not in self.shown


@dataclass(frozen=True)
class Tally:
    """Running total: cost of the answers and seconds spent, over `cases` cases, of which `sent` went to a colleague."""

    cases: int
    mistakes: int
    cost: float
    seconds: float
    sent: int = 0


def settle(costs: CostModel, position: int, truth: int, mode: Mode, answer: str, seconds: float) -> Turn:
    """Price the answer that was given, on the case's own costs."""
    column = cost_of_row(costs, position)[:, truth]
    cost = float(column[costs.answers.index(answer)])
    return Turn(position, mode, answer, costs.classes[truth], cost, float(column.min()), seconds)


def settle_undone(costs: CostModel, position: int, truth: int, done: str, answer: str, seconds: float, people: Behaviour) -> Turn:
    """Price a case whose action `done` was taken back and answered anew: part of what it did stays (methods.md, section 6)."""
    column = cost_of_row(costs, position)[:, truth]
    before, after = (float(column[costs.answers.index(name)]) for name in (done, answer))
    cost = people.undo_fee + people.unrecovered * before + (1.0 - people.unrecovered) * after
    return Turn(position, "undo", answer, costs.classes[truth], cost, float(column.min()), seconds, "undo")


def settle_sent(costs: CostModel, position: int, truth: int, mode: Mode, seconds: float, people: Behaviour) -> Turn:
    """Price a case that went to a colleague: their time, and the mistakes they make as often as people do by hand."""
    cost = cost_of_row(costs, position)
    by_hand = answers_by_hand(cost[None], people.errors)[0, truth]
    least = float(cost[:, truth].min())
    return Turn(position, mode, "", costs.classes[truth], float(people.review_price + by_hand), least, seconds, "send")


def in_all(rounds: Sequence[tuple[Turn, ...]]) -> list[tuple[Turn, ...]]:
    """Keep of several rounds only the cases that were dealt with in each of them, in the order of the first."""
    alike = set.intersection(*({turn.position for turn in turns} for turns in rounds)) if rounds else set()
    return [tuple(turn for turn in turns if turn.position in alike) for turns in rounds]


def tally(turns: tuple[Turn, ...]) -> Tally:
    """Add up what was done so far."""
    return Tally(
        len(turns),
        sum(turn.mistake for turn in turns),
        sum(turn.cost for turn in turns),
        sum(turn.seconds for turn in turns),
        sum(turn.action == "send" for turn in turns),
    )
