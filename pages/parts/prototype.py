"""The prototype: real cases one after another, answered with any candidate behind the screen, and what each answer came to.

A round is the same cases in the same order whatever stands behind the screen, so that rounds can be compared.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from pages.parts import memory, state, widgets
from workbench.data.made_up import CASE
from workbench.experience.card import card
from workbench.experience.cases import choose_cases
from workbench.experience.trial import Screen, Turn, handed_over_cases, screen, settle
from workbench.pricing.given import given_answers
from workbench.run import Appraisal

CASES = 20
FEW_ANSWERS = 6
ROUNDS = "prototype.rounds"
MOST_ROUNDS = 12
SINCE = "prototype.since"


@dataclass(frozen=True)
class Round:
    """One go through the cases at `positions`. handed: which of them the policy gives to a person. turns: answered so far."""

    positions: tuple[int, ...]
    handed: tuple[bool, ...]
    turns: tuple[Turn, ...] = ()
    changing: bool = False
    told: bool = False

    @property
    def at(self) -> int:
        """The case on screen: the last one answered while its truth is told, else the next."""
        return len(self.turns) - (1 if self.told else 0)

    @property
    def over(self) -> bool:
        return self.at >= len(self.positions)


def current(appraisal: Appraisal, running: str, policy: str) -> tuple[str, Round]:
    """Return the round for this candidate and screen, begun if it was not."""
    key = f"{appraisal.evidence.key}|{state.scenario().view.seed}|{running}|{policy}"
    rounds = memory.recall(ROUNDS, {})
    if key not in rounds:
        kept = dict(list(rounds.items())[-MOST_ROUNDS + 1 :])
        memory.remember(ROUNDS, {**kept, key: _begin(appraisal, running, policy)})
        memory.remember(SINCE, time.monotonic())
    return key, memory.recall(ROUNDS)[key]


def _begin(appraisal: Appraisal, running: str, policy: str) -> Round:
    evidence = appraisal.evidence
    positions = choose_cases(evidence.y, CASES, state.scenario().view.seed)
    handed = [False] * len(positions)
    if policy == "defer":
        proba = evidence.predictions[running].proba[0]
        handed = handed_over_cases(proba, evidence.y, appraisal.prices.costs, appraisal.scenario, positions).tolist()
    return Round(tuple(int(position) for position in positions), tuple(handed))


def screen_of(appraisal: Appraisal, running: str, policy: str, now: Round) -> Screen:
    """Return what the product shows for the case on screen."""
    position = now.positions[now.at]
    prediction = appraisal.evidence.predictions[running]
    costs, seed = appraisal.prices.costs, state.scenario().view.seed
    proba, given = prediction.proba[0, position], None
    if prediction.answering == "given":
        given = int(given_answers(prediction, costs, appraisal.evidence)[0, position])
    return screen(policy, proba, prediction.answering, costs, position, appraisal.scenario, now.handed[now.at], seed, given)


def show_case(appraisal: Appraisal, position: int) -> None:
    """Draw the case as the product would: its text, its facts, and the rest on demand."""
    framing = appraisal.evidence.framing
    title = CASE if appraisal.evidence.simulated else state.scenario().data.id
    shown = card(framing, int(appraisal.evidence.rows[position]), title)
    if shown.title:
        st.caption(widgets.text(shown.title))
    for name, text in shown.texts:
        st.markdown(f"**{widgets.text(name)}**  \n{widgets.lines(text)}")
    _facts(shown.facts)
    if shown.more:
        with st.expander("Everything known about this case"):
            _facts(shown.more)


def _facts(facts: tuple[tuple[str, str], ...]) -> None:
    with st.container(horizontal=True, gap="medium"):
        for name, value in facts:
            st.markdown(f":small[:gray[{widgets.text(name)}]]  \n{widgets.text(value)}", width="content")


def ask(key: str, now: Round, seen: Screen, appraisal: Appraisal) -> None:
    """Draw what the person can do with this case."""
    answers = appraisal.prices.costs.answers
    if seen.mode == "acted":
        first = seen.shown[0]
        st.markdown(f"Done by itself: **{widgets.text(first.answer)}** ({widgets.text(first.words)}). Nobody looked.")
        _button("See what was true", key, now, "acted", first.answer, timed=False, kind="primary")
        return
    if seen.mode == "by hand" or now.changing:
        _by_hand(key, now, answers, "by hand" if seen.mode == "by hand" else seen.mode)
        return
    st.markdown("**Is this right?**" if seen.mode == "confirm" else "**Which one is it?**")
    with st.container(horizontal=True):
        for one in seen.shown:
            name = widgets.text(f"Yes, {one.answer}" if seen.mode == "confirm" else one.answer)
            _button(f"{name}  ·  :small[{widgets.text(one.words)}]", key, now, seen.mode, one.answer, kind="primary")
        other = "Change" if seen.mode == "confirm" else "None of these"
        st.button(other, key=f"prototype.other.{now.at}", on_click=_change, args=(key,), type="tertiary")


def _by_hand(key: str, now: Round, answers: tuple[str, ...], mode: str) -> None:
    st.markdown("**You decide: what is it?**")
    if len(answers) <= FEW_ANSWERS:
        with st.container(horizontal=True):
            for answer in answers:
                _button(widgets.text(answer), key, now, mode, answer)
        return
    chosen = st.selectbox("Answer", answers, index=None, key=f"prototype.hand.{key}.{now.at}", placeholder="Choose")
    if chosen is not None:
        _button(f"It is {widgets.text(chosen)}", key, now, mode, chosen, kind="primary")


def _button(label: str, key: str, now: Round, mode: Any, answer: str, timed: bool = True, kind: Any = "secondary") -> None:
    name = f"prototype.answer.{now.at}.{now.changing}.{answer}"
    st.button(label, key=name, type=kind, on_click=_answer, args=(key, mode, answer, timed))


def _answer(key: str, mode: Any, answer: str, timed: bool) -> None:
    now: Round = memory.recall(ROUNDS)[key]
    appraisal = state.appraisal(quick=True)
    if now.told or appraisal is None:
        return
    spent = time.monotonic() - memory.recall(SINCE, time.monotonic()) if timed else 0.0
    position = now.positions[now.at]
    turn = settle(appraisal.prices.costs, position, int(appraisal.evidence.y[position]), mode, answer, spent)
    _keep(key, replace(now, turns=(*now.turns, turn), told=True, changing=False))


def _change(key: str) -> None:
    _keep(key, replace(memory.recall(ROUNDS)[key], changing=True))


def go_on(key: str) -> None:
    """Leave the case whose truth was told and show the next one."""
    _keep(key, replace(memory.recall(ROUNDS)[key], told=False))
    memory.remember(SINCE, time.monotonic())


def restart(key: str) -> None:
    """Begin this round again, with the same cases."""
    now = memory.recall(ROUNDS)[key]
    _keep(key, Round(now.positions, now.handed))
    memory.remember(SINCE, time.monotonic())


def others() -> None:
    """Take other cases: another seed, kept in the link."""
    state.change("view", seed=(state.scenario().view.seed + 1) % 2**32)
    memory.remember(SINCE, time.monotonic())


def rounds(appraisal: Appraisal) -> list[tuple[str, str, tuple[Turn, ...]]]:
    """Return the rounds over these cases that have begun: candidate, screen, what was answered."""
    start = f"{appraisal.evidence.key}|{state.scenario().view.seed}|"
    found = [
        (key.removeprefix(start).rsplit("|", 1), now) for key, now in memory.recall(ROUNDS, {}).items() if key.startswith(start)
    ]
    return [(names[0], names[1], now.turns) for names, now in found if now.turns]


def _keep(key: str, now: Round) -> None:
    memory.remember(ROUNDS, {**memory.recall(ROUNDS, {}), key: now})
