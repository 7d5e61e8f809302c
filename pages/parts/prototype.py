"""The prototype: real cases, dealt with on the product's screen with any candidate behind it, and what each one came to.

A round is the same cases in the same order whatever stands behind the screen, so that rounds can be compared.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pages.parts import corrections, memory, prototype_view, state
from pages.parts.prototype_view import Click, Desk, Listed
from workbench.data.made_up import CASE
from workbench.experience.behaviour import behaviour
from workbench.experience.card import Card, card, line_of
from workbench.experience.cases import choose_cases
from workbench.experience.round import Round
from workbench.experience.seen import Seen, seen, why_no_numbers
from workbench.experience.settled import settled
from workbench.experience.trial import Screen, screen
from workbench.experience.turns import Turn, settle, settle_sent, settle_undone
from workbench.pricing.given import given_answers
from workbench.run import Appraisal

CASES = 20
LONGEST_TEXT = 6_000
ROUNDS = "prototype.rounds"
MOST_ROUNDS = 12
CARDS = "prototype.cards"
GRACE_SECONDS = 1.0
"""How much later than the line on screen an undo may arrive: the way to the server and back is not the person's doing."""


def current(appraisal: Appraisal, running: str, policy: str) -> tuple[str, Round]:
    """Return the round for this candidate and screen, begun if it was not."""
    key = f"{appraisal.evidence.key}|{state.scenario().view.seed}|{running}|{policy}"
    rounds = memory.recall(ROUNDS, {})
    if key not in rounds:
        kept = dict(list(rounds.items())[-MOST_ROUNDS + 1 :])
        memory.remember(ROUNDS, {**kept, key: _begin(appraisal, running, policy)})
    return key, memory.recall(ROUNDS)[key]


def _begin(appraisal: Appraisal, running: str, policy: str) -> Round:
    evidence = appraisal.evidence
    positions = choose_cases(evidence.y, CASES, state.scenario().view.seed)
    known = settled(policy, running, evidence, appraisal.prices.costs, appraisal.scenario, positions)
    return Round(tuple(int(position) for position in positions), known, since=time.monotonic())


def screen_of(appraisal: Appraisal, running: str, policy: str, now: Round) -> Screen:
    """Return what the product shows for the case on screen."""
    prediction = appraisal.evidence.predictions[running]
    costs, seed = appraisal.prices.costs, state.scenario().view.seed
    proba, given = prediction.proba[0, now.position], None
    if prediction.answering == "given":
        given = int(given_answers(prediction, costs, appraisal.evidence)[0, now.position])
    known = now.settled[now.at]
    return screen(policy, proba, prediction.answering, costs, now.position, appraisal.scenario, known, seed, given)


def draw(key: str, now: Round, shown: Screen, appraisal: Appraisal, running: str) -> None:
    """Draw the product with the case on screen."""
    scenario, cards = state.scenario(), cards_of(appraisal, now)
    settings = scenario.prototype
    numbers = not why_no_numbers(appraisal.evidence.predictions[running])
    waiting = now.waiting if not now.told else tuple(sorted({*now.waiting, now.at}))
    inbox = settings.template == "inbox"
    desk = Desk(
        key="try",
        answers=appraisal.prices.costs.answers,
        name=scenario.decision.question or scenario.name,
        at=now.at,
        of=len(now.positions),
        changing=now.changing,
        listed=tuple(Listed(at, line_of(cards[at], f"Case {at + 1}")) for at in waiting) if inbox else (),
        done=len(now.turns),
        more=cards[now.at].more,
        dealt=dealt(now.turns[-1]) if now.told else None,
    )
    did = partial(_did, key, seen(shown))
    prototype_view.draw(cards[now.at], seen(shown, numbers), settings, desk, did)


def line(cards: tuple[Card, ...], now: Round, turn: Turn) -> str:
    """Return the case of a turn in one line."""
    at = now.positions.index(turn.position)
    return line_of(cards[at], f"Case {at + 1}")


def dealt(turn: Turn) -> tuple[str, str]:
    """Return what was done with a case in a word and with which answer."""
    words = {"send": "Sent to a colleague", "undo": "Taken back, then answered"}
    usual = "The product answered" if turn.action == "accept" and turn.mode in ("acted", "undo") else "You chose"
    return words.get(turn.action, usual), turn.answer


def cards_of(appraisal: Appraisal, now: Round) -> tuple[Card, ...]:
    """Return the round's cases as they are read, made once: a click must not wait for the table."""
    columns = state.scenario().prototype.columns
    title = CASE if appraisal.evidence.simulated else state.scenario().data.id
    asked = appraisal.evidence.key, now.positions, columns, title
    known = memory.recall(CARDS, (None, ()))
    if known[0] != asked:
        rows = (int(appraisal.evidence.rows[position]) for position in now.positions)
        known = asked, tuple(card(appraisal.evidence.framing, row, title, columns, LONGEST_TEXT) for row in rows)
        memory.remember(CARDS, known)
    return known[1]


def _did(key: str, shown: Seen, click: Click) -> None:
    """Do what was clicked. A second click on what is gone already does nothing."""
    now: Round = memory.recall(ROUNDS)[key]
    if click.doing == "open":
        _keep(key, now.opened(click.at, time.monotonic()))
    elif not now.told and not now.over:
        DOING[click.doing](key, now, shown, click)


def _answer(key: str, now: Round, shown: Seen, click: Click) -> None:
    """Settle the case on screen with what was done."""
    appraisal = state.appraisal(quick=True)
    if appraisal is None:
        return
    costs, position = appraisal.prices.costs, now.position
    truth = int(appraisal.evidence.y[position])
    by_itself = shown.mode in ("acted", "undo") and click.doing == "accept"
    spent = 0.0 if by_itself else time.monotonic() - now.since
    people = behaviour(appraisal.scenario, costs.classes)
    if click.doing == "send":
        turn = settle_sent(costs, position, truth, shown.mode, spent, people)
    elif now.undone:
        turn = settle_undone(costs, position, truth, now.undone, click.answer, spent, people)
    else:
        turn = replace(settle(costs, position, truth, shown.mode, click.answer, spent), action=click.doing)
    turn = replace(turn, shown=tuple(label for label, _, _ in shown.suggestions), reason=click.reason)
    after = now.dealt(turn, state.scenario().prototype.tell == "each", time.monotonic())
    _keep(key, after)
    running, policy = key.rsplit("|", 2)[1:]
    corrections.keep(after.turns[-1], appraisal, running, policy)


def _undo(key: str, now: Round, shown: Seen, click: Click) -> None:
    """Take back what was done by itself, while that can be."""
    window = state.scenario().prototype.undo_seconds
    if time.monotonic() - now.since > window + GRACE_SECONDS:
        state.say(f"Too late: what was done can be taken back for {window:g} seconds. It stands.")
        _answer(key, now, shown, Click("accept", click.answer))
    else:
        _keep(key, replace(now, changing=True, undone=click.answer))


def _change(key: str, now: Round, shown: Seen, click: Click) -> None:
    _keep(key, replace(now, changing=click.doing == "change"))


DOING: dict[str, Callable[[str, Round, Seen, Click], None]] = {
    **dict.fromkeys(("accept", "pick", "manual", "send"), _answer),
    "undo": _undo,
    **dict.fromkeys(("change", "back"), _change),
}


def go_on(key: str) -> None:
    """Leave the case whose truth was told and show the next one."""
    _keep(key, memory.recall(ROUNDS)[key].went_on(time.monotonic()))


def take_back(key: str) -> None:
    """Take back what was done last."""
    now, appraisal = memory.recall(ROUNDS)[key], state.appraisal(quick=True)
    if now.turns and appraisal is not None:
        corrections.forget_turn(now.turns[-1], appraisal)
        _keep(key, now.taken_back(time.monotonic()))


def rate(key: str, widget: str) -> None:
    """Keep whether the last suggestion helped."""
    thumb = state.widget_value(widget)
    _keep(key, memory.recall(ROUNDS)[key].rated(None if thumb is None else bool(thumb)))


def restart(key: str) -> None:
    """Begin this round again, with the same cases."""
    _keep(key, memory.recall(ROUNDS)[key].again(time.monotonic()))


def others() -> None:
    """Take other cases: another seed, kept in the link."""
    state.change("view", seed=(state.scenario().view.seed + 1) % 2**32)


def rounds(appraisal: Appraisal) -> list[tuple[str, str, tuple[Turn, ...]]]:
    """Return the rounds over these cases that have begun: candidate, screen, what was done."""
    start = f"{appraisal.evidence.key}|{state.scenario().view.seed}|"
    found = [
        (key.removeprefix(start).rsplit("|", 1), now) for key, now in memory.recall(ROUNDS, {}).items() if key.startswith(start)
    ]
    return [(names[0], names[1], now.turns) for names, now in found if now.turns]


def _keep(key: str, now: Round) -> None:
    memory.remember(ROUNDS, {**memory.recall(ROUNDS, {}), key: now})
