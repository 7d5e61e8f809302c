"""How the decision is made today: what is asked depends on who makes it."""

from __future__ import annotations

import streamlit as st

from pages.parts import rule_edits, state, story, widgets
from workbench.data.framing import Framing
from workbench.data.labels import label
from workbench.data.rule_editing import MOST_LABELS, labels_of
from workbench.scenario import Today, likely

KINDS = {
    "none": "Not stated, or nothing is done",
    "always": "Every case gets the same answer",
    "human": "A person decides each case",
    "rules": "The team's own rules decide",
    "column": "The table says what was decided",
}
NEED_A_TABLE = ("rules", "column")
MOST_BY_CLASS = 8
RULES_AS_YOURS = "Priced as your rules, which are written on the Rules page."
NO_RULES = "No rule is written yet, so today's process has no price. Write the rules first."
SECONDS = "Counted as people's time; the cost above is all-in and already pays for it."
ASSUMED = "Assumed from the people on Experience until you change it."
NO_DECISIONS = (
    f"No other column of this table holds past decisions: a few words, at most {MOST_BY_CLASS}, and one of them in every row."
)
NOT_SAID = "Say which answer each word stands for: until then today's process has no price."
PAST = "A column with the answer that was given in each case, such as what a clerk decided. It is never learned from."


def draw() -> None:
    """Draw who decides today, and only what applies to that."""
    now = state.scenario().decision.today
    kinds = [kind for kind in KINDS if kind == now.kind or kind not in NEED_A_TABLE or not state.is_made_up()]
    key = state.key("today.kind")
    st.selectbox(
        "How is it done today?",
        kinds,
        index=kinds.index(now.kind),
        format_func=KINDS.__getitem__,
        key=key,
        on_change=_take_kind,
        args=(key,),
    )
    ask = {"always": _always, "human": _human, "rules": _rules, "column": _column}.get(now.kind)
    if ask is not None:
        ask(now)


def _always(now: Today) -> None:
    known = rule_edits.answers()
    given = None if now.answer is None else str(label(now.answer))
    known = known if given in known or given is None else [*known, given]
    key = state.key("today.answer")
    index = known.index(given) if given in known else None
    st.selectbox("Which answer?", known, index=index, format_func=widgets.plain, key=key, on_change=_take, args=("answer", key))


def _human(now: Today) -> None:
    framing = state.framing()
    by_class = isinstance(now.accuracy, dict)
    cost, seconds, right = st.columns(3, vertical_alignment="bottom")
    with cost:
        _cost(now)
    with seconds:
        _number("Seconds a case", "seconds", now.seconds, 1e6, help=SECONDS)
    with right:
        if not isinstance(now.accuracy, dict):
            _number("Right, %", "accuracy", now.accuracy * 100, 100.0, help="Share of cases that are decided rightly.")
    if _assumed() == {"cost": now.cost, "seconds": now.seconds, "accuracy": now.accuracy}:
        st.caption(ASSUMED)
    if framing is not None and (by_class or len(framing.classes) <= MOST_BY_CLASS):
        key = state.key("today.by_class")
        st.checkbox("How often they are right differs by class", value=by_class, key=key, on_change=_take_by_class, args=(key,))
        if isinstance(now.accuracy, dict):
            _each_class(framing, now.accuracy)


def _each_class(framing: Framing, stated: dict[str, float]) -> None:
    known = {str(label(name)): share for name, share in stated.items()}
    fields = st.columns(min(len(framing.classes), 2))
    for place, name in enumerate(framing.classes[:MOST_BY_CLASS]):
        with fields[place % len(fields)]:
            key = state.key(f"today.accuracy.{name}")
            st.number_input(
                f"Right when it is {widgets.text(widgets.plain(name))}, %",
                min_value=0.0,
                max_value=100.0,
                value=round(known.get(name, 1.0) * 100, 6),
                step=1.0,
                format="%g",
                key=key,
                on_change=_take_class,
                args=(name, key),
            )


def _rules(now: Today) -> None:
    with st.container(border=True):
        st.markdown(widgets.text(RULES_AS_YOURS if state.scenario().rules else NO_RULES))
        st.page_link(story.stop("rules").file, label="Look at the rules" if state.scenario().rules else "Write the rules")


def _column(now: Today) -> None:
    framing = state.framing()
    columns = [] if framing is None else [one.name for one in framing.dataset.columns if one.name != framing.target]
    columns = columns if now.column in columns or now.column is None else [*columns, now.column]
    key = state.key("today.column")
    index = columns.index(now.column) if now.column in columns else None
    st.selectbox(
        "Which column?",
        columns,
        index=index,
        format_func=widgets.plain,
        key=key,
        on_change=_take_column,
        args=(key,),
        help=PAST,
    )
    _meanings(now, framing)
    cost, seconds = st.columns(2, vertical_alignment="bottom")
    with cost:
        _cost(now)
    with seconds:
        _number("Seconds a case", "seconds", now.seconds, 1e6, help=SECONDS)


def _meanings(now: Today, framing: Framing | None) -> None:
    """Ask which answer each word of the column stands for, where it is none itself."""
    answers = rule_edits.answers()
    known = {column.name for column in framing.dataset.columns} if framing is not None else set()
    if framing is None or now.column not in known:
        return
    held = labels_of(framing.dataset, str(now.column))
    words = [word for word in held if word not in answers or word in now.means]
    if not words or len(held) > MOST_BY_CLASS:
        return
    if any(word not in now.means for word in words):
        st.caption(NOT_SAID)
    for word in words:
        key = state.key(f"today.means.{word}")
        meant = now.means.get(word)
        st.selectbox(
            f"“{widgets.text(widgets.plain(word))}” stands for",
            answers,
            index=answers.index(meant) if meant in answers else None,
            placeholder="Which answer?",
            format_func=widgets.plain,
            key=key,
            on_change=_take_meaning,
            args=(word, key),
        )


def _cost(now: Today) -> None:
    currency = widgets.text(state.scenario().decision.currency)
    _number(f"Cost a case ({currency})", "cost", now.cost, 1e9, help="All-in: what deciding one case costs, its time included.")


def _number(title: str, name: str, value: float, most: float, **options: object) -> None:
    key = state.key(f"today.{name}")
    st.number_input(
        title,
        min_value=0.0,
        max_value=most,
        value=round(value, 6),
        step=1.0,
        format="%g",
        key=key,
        on_change=_take_number,
        args=(name, key),
        **options,
    )


def _take_kind(key: str) -> None:
    kind, framing, known = state.widget_value(key), state.framing(), state.scenario().decision.today
    if kind in ("always", "column") and framing is None:
        state.say("Choose the column that holds the right answer first: then its answers can be named here.")
    elif kind == "always":
        _change(kind=kind, answer=known.answer or framing.classes[0])
    elif kind == "column":
        column = known.column or _likely_column(framing)
        if column is None:
            state.say(NO_DECISIONS)
        else:
            _change(kind=kind, column=column)
    else:
        _change(kind=kind, **(_by_hand() if kind == "human" else {}))
    # What was filled in is shown by inputs that may have been drawn before.
    state.afresh()


def _likely_column(framing: Framing) -> str | None:
    """Return the first column whose every value is an answer that has a price, or else one of a few words; none is missing."""
    answers = set(rule_edits.answers())
    able = [one for one in framing.dataset.columns if one.name != framing.target and not one.missing and one.distinct > 1]
    few = (one.name for one in able if one.distinct <= min(len(answers), MOST_LABELS))
    priced = next((name for name in few if set(labels_of(framing.dataset, name)) <= answers), None)
    worded = (one.name for one in able if one.kind == "category" and one.distinct <= min(len(answers), MOST_BY_CLASS))
    return priced or next(worded, None)


def _by_hand() -> dict[str, float]:
    """What a person who decides every case costs and gets right, as the scenario's people do; nothing where it was stated."""
    known = state.scenario().decision.today
    if (known.cost, known.seconds, known.accuracy) != (Today().cost, Today().seconds, Today().accuracy):
        return {}
    return _assumed()


def _assumed() -> dict[str, float]:
    people = state.scenario().people
    seconds = float(likely(people.by_hand))
    cost = float(f"{people.wage_per_second * seconds:.3g}")
    return {"cost": cost, "seconds": seconds, "accuracy": 1.0 - float(likely(people.by_hand_error))}


def _take(name: str, key: str) -> None:
    value = state.widget_value(key)
    if value is not None:
        _change(**{name: value})


def _take_column(key: str) -> None:
    """Words of another column stand for nothing yet."""
    value = state.widget_value(key)
    if value is not None:
        _change(column=value, means={})


def _take_meaning(word: str, key: str) -> None:
    answer = state.widget_value(key)
    if answer is not None:
        _change(means={**state.scenario().decision.today.means, word: answer})


def _take_number(name: str, key: str) -> None:
    value = state.widget_value(key)
    if value is not None:
        _change(**{name: round(value / 100 if name == "accuracy" else value, 9)})


def _take_by_class(key: str) -> None:
    """One share becomes the same share for each class, and shares by class become their mean."""
    framing, now = state.framing(), state.scenario().decision.today.accuracy
    if framing is None:
        return
    if state.widget_value(key):
        _change(accuracy=now if isinstance(now, dict) else dict.fromkeys(framing.classes, now))
    elif isinstance(now, dict):
        _change(accuracy=round(sum(now.values()) / max(len(now), 1), 9))
    state.afresh()


def _take_class(name: str, key: str) -> None:
    value, now = state.widget_value(key), state.scenario().decision.today.accuracy
    if value is not None and isinstance(now, dict):
        shares = {str(label(one)): share for one, share in now.items()}
        _change(accuracy={**shares, name: round(value / 100, 9)})


def _change(**values: object) -> None:
    state.change("decision", today={**state.scenario().decision.today.model_dump(), **values})
