"""What happens when rules are edited: each change is checked, kept in the scenario, and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pages.parts import memory, state
from workbench.data.rule_editing import changed, fresh, moved, with_op
from workbench.evidence.rules_seen import priced_answers
from workbench.pricing.rules_suggested import suggest as suggestion
from workbench.scenario import Condition, Rule

OPEN = "rules.open"


def columns() -> list[str]:
    table = state.dataset()
    target = state.scenario().data.target
    return [] if table is None else [column.name for column in table.columns if column.name != target]


def answers() -> list[str]:
    framing = state.framing()
    classes = () if framing is None else framing.classes
    return list(dict.fromkeys((*classes, *priced_answers(state.scenario()))))


def bring_up(key: str) -> None:
    memory.remember(OPEN, state.widget_value(key))


def _put(rules: Sequence[Rule], at: int, *, anew: bool = False) -> None:
    """Put rules in place of those there are. anew: widgets are of other rules or conditions than before, and start afresh."""
    told = [rule.model_dump() for rule in changed(rules)]
    if state.revise(lambda scenario: scenario.replaced("rules", told)):
        memory.remember(OPEN, max(0, at))
    if anew:
        state.afresh()


def add() -> None:
    rules, framing = state.scenario().rules, state.framing()
    if framing is not None:
        first = fresh(framing.dataset, framing.features[0].name)
        answer = framing.classes[-1 if framing.task == "binary" else 0]
        _put((*rules, Rule(when=(first,), answer=answer)), len(rules), anew=True)


def delete(at: int) -> None:
    rules = list(state.scenario().rules)
    del rules[at]
    _put(rules, min(at, len(rules) - 1), anew=True)


def move(at: int, by: int) -> None:
    _put(moved(state.scenario().rules, at, by), at + by, anew=True)


def suggest(origin: str) -> None:
    found = state.appraisal(quick=True)
    if found is None:
        state.say("Suggestions need the first candidates: try again in a moment.")
        return
    scenario = state.scenario()
    made = suggestion(origin, found.evidence, found.prices.costs, scenario.evidence.seed)
    if made.rules:
        rules = [rule.model_dump() for rule in made.rules]
        state.revise(lambda old: old.replaced("rules", rules).replaced("rules_fallback", made.fallback))
        memory.remember(OPEN, 0)
        state.afresh()
    replaced = " They are in place of yours: undo brings those back." if made.rules and scenario.rules else ""
    state.say(f"{made.sentence}{replaced}")


def take_fallback(key: str) -> None:
    answer, told = state.widget_value(key) or None, [rule.model_dump() for rule in changed(state.scenario().rules)]
    state.revise(lambda scenario: scenario.replaced("rules_fallback", answer).replaced("rules", told))


def take_rule(at: int, name: str, key: str) -> None:
    _revise_rule(at, **{name: state.widget_value(key)})


def _revise_rule(at: int, anew: bool = False, **values: Any) -> None:
    rules = list(state.scenario().rules)
    rules[at] = Rule.model_validate({**rules[at].model_dump(), **values})
    _put(rules, at, anew=anew)


def _when(at: int) -> list[Condition]:
    return list(state.scenario().rules[at].when)


def _put_conditions(at: int, when: Sequence[Condition], anew: bool = False) -> None:
    _revise_rule(at, anew, when=[condition.model_dump() for condition in when])


def add_condition(at: int) -> None:
    table = state.dataset()
    if table is not None:
        used, framing = {condition.column for condition in _when(at)}, state.framing()
        likely = [] if framing is None else [column.name for column in framing.features]
        free = [name for name in (*likely, *columns()) if name not in used] or columns()
        _put_conditions(at, [*_when(at), fresh(table, free[0])], anew=True)


def remove_condition(at: int, number: int) -> None:
    when = _when(at)
    del when[number]
    _put_conditions(at, when, anew=True)


def take_column(place: tuple[int, int], key: str) -> None:
    table = state.dataset()
    if table is not None:
        _put_condition(place, fresh(table, state.widget_value(key)))


def take_op(place: tuple[int, int], key: str) -> None:
    table = state.dataset()
    if table is not None:
        _put_condition(place, with_op(_when(place[0])[place[1]], state.widget_value(key), table))


def put_value(place: tuple[int, int], value: Any) -> None:
    known = _when(place[0])[place[1]]
    _put_condition(place, Condition.model_validate({"column": known.column, "op": known.op, "value": value}))


def _put_condition(place: tuple[int, int], condition: Condition) -> None:
    at, number = place
    when = _when(at)
    when[number] = condition
    _put_conditions(at, when)
