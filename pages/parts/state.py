"""The one place that touches `st.session_state`: one scenario, what came before it, and keys into the process-wide store."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

from pages.parts import cache, opening, share
from pages.parts.settling import settling
from workbench.data import made_up
from workbench.errors import UserError
from workbench.evidence.collecting import evidence_key
from workbench.outlook.guess import about_classes
from workbench.scenario import Scenario, Today

if TYPE_CHECKING:
    from workbench.data.dataset import Dataset
    from workbench.data.framing import Framing
    from workbench.data.readiness import Finding
    from workbench.evidence.evidence import Evidence
    from workbench.evidence.jobs import Job
    from workbench.run import Appraisal
    from workbench.verdict import Verdict

UNDO_STEPS = 50
_SESSION = "fallible"


@dataclass
class Session:
    """What one browser tab holds. `revision` is in every widget's key: widgets start afresh when a scenario is replaced."""

    scenario: Scenario = field(default_factory=Scenario)
    dataset_key: str | None = None
    undo: list[tuple[Scenario, str | None]] = field(default_factory=list)
    revision: int = 0
    problem: UserError | None = None
    notice: str | None = None
    job: Job | None = None
    stopped: bool = False
    token: str = field(default_factory=lambda: secrets.token_urlsafe(16))


def start() -> None:
    """Begin a run of the app: a new session opens the link it came with; every run keeps the URL in step."""
    if _SESSION not in st.session_state:
        st.session_state[_SESSION] = Session()
        attempt(_open_link)
    _keep_link()


def scenario() -> Scenario:
    return _session().scenario


def change(part: str, **values: Any) -> bool:
    """Change values of one part (or `name`, as `change("name", value=...)`), check them, remember what was before.

    What cannot be used is shown as an error in three parts and nothing is changed; what is merely shown needs no undo.
    Returns whether it could be used.
    """

    def changed(before: Scenario) -> Scenario:
        return before.model_copy(update={"name": values["value"][:200]}) if part == "name" else before.changed(part, **values)

    return revise(changed)


def revise(make: Callable[[Scenario], Scenario]) -> bool:
    """Put what `make` makes of the scenario in its place, as `change` does: for parts that are lists or tables by name.

    Unlike with `replace`, widgets go on as they are: for what follows a control.
    """

    def apply() -> None:
        before = _session().scenario
        after = make(before)
        if after != before:
            if after.decided != before.decided:
                _remember()
            _session().scenario = after

    done = attempt(apply)
    _keep_link()
    return done


def choose_target(target: str) -> None:
    """Ask another question of the table: what was named after the old target's classes goes with it, in one step to undo."""

    def apply() -> None:
        before = scenario()
        today = _of_another_target(before.decision.today)
        groups = tuple(name for name in before.data.groups if name.strip() != target.strip())
        asked = before.changed("data", target=target, positive=None, accepted_flags=(), groups=groups, predictions=None)
        asked = asked.changed("decision", today=today).changed("costs", matrix={})
        people = before.people.model_copy(update={"by_hand_errors": {}})
        of_classes = {"prevalence": {}, "rules": (), "rules_fallback": None, "people": people}
        ranges = tuple(one for one in before.uncertain if not about_classes(one.input))
        put(asked.model_copy(update={**of_classes, "uncertain": ranges}), dataset_key())

    attempt(apply)


def _of_another_target(today: Today) -> dict[str, Any]:
    """Return today's process without what names answers of the old target; people stay, right as often in every class."""
    known = today.model_dump()
    accuracy = 1.0 if isinstance(today.accuracy, dict) else today.accuracy
    kind = "none" if today.kind in ("always", "column") else today.kind
    return {**known, "kind": kind, "answer": None, "column": None, "means": {}, "accuracy": accuracy}


def open_from(opener: Callable[..., tuple[Scenario, str | None]], *arguments: Any) -> bool:
    """Open what `opener` returns, a scenario and its data; what cannot be opened is shown and leaves everything as it was."""

    def put_opened() -> None:
        put(*opener(*arguments))

    return attempt(put_opened)


def afresh() -> None:
    """Start widgets again from the scenario, so that they let go of what they hold (such as an uploaded file)."""
    _session().revision += 1


def replace(scenario: Scenario) -> None:
    """Put another scenario in place, over the same data; widgets start afresh and `undo` brings the old one back."""
    put(scenario, _session().dataset_key)


def put(scenario: Scenario, dataset_key: str | None) -> None:
    """Put another scenario and its data in place. `dataset_key` is None while the file it is about is not here yet."""
    _remember()
    session = _session()
    session.scenario, session.dataset_key = scenario, dataset_key
    session.revision += 1
    _keep_link()


def clear() -> None:
    """Put an empty scenario in place; `undo` brings the old one back."""
    put(Scenario(), None)


def undo() -> None:
    """Bring back what was before the last change."""
    session = _session()
    if session.undo:
        session.scenario, session.dataset_key = session.undo.pop()
        session.revision += 1
        _keep_link()


def can_undo() -> bool:
    return bool(_session().undo)


def key(name: str) -> str:
    """Return a widget key that changes when the scenario is replaced, so that the widget shows the new value."""
    return f"{name}#{_session().revision}"


def is_current(key: str) -> bool:
    """Whether a key is of the widgets drawn now: a browser that is one drawing behind sends back what older ones held."""
    return key.endswith(f"#{_session().revision}")


def widget_value(key: str) -> Any:
    """Return what a widget holds, for callbacks."""
    return st.session_state[key]


def attempt(action: Callable[[], None]) -> bool:
    """Do something a user asked for; what they cannot have is shown at the top of the page. Returns whether it was done."""
    try:
        action()
    except UserError as error:
        _session().problem = error
        return False
    return True


def say(notice: str) -> None:
    """Say something at the top of the page on this or the next run."""
    _session().notice = notice


def take_problem() -> UserError | None:
    problem, _session().problem = _session().problem, None
    return problem


def take_notice() -> str | None:
    notice, _session().notice = _session().notice, None
    return notice


def dataset_key() -> str | None:
    return _session().dataset_key


def dataset() -> Dataset | None:
    """Return the table, from the process-wide store; None when nothing is open or an upload was put away to make room."""
    return opening.dataset(_session().dataset_key, scenario().data.kinds)


def awaits_file() -> bool:
    """Whether the scenario is about a file that is not here (a link or a scenario file was opened over an upload)."""
    return dataset() is None and scenario().data.source is not None


def is_made_up() -> bool:
    """Whether there is no table, and cases are made up from the class shares that were stated."""
    return made_up.is_made_up(scenario())


def framing() -> Framing | None:
    framed = _framed()
    return None if framed is None else framed.framing


def framing_problem() -> UserError | None:
    """Why the table cannot answer the question as put, when it cannot."""
    framed = _framed()
    return None if framed is None else framed.problem


def findings() -> tuple[Finding, ...]:
    framed = _framed()
    return () if framed is None else framed.findings


def job() -> Job | None:
    """Return the job that collects evidence for this scenario, started if it was not; None when there is nothing to ask.

    One that was cancelled or failed stays as it ended until `restart_job`. A job for another question is let go of. What is
    made up needs no job.
    """
    framed, session = framing(), _session()
    if is_made_up():
        _leave_job()
    if framed is None or is_made_up():
        return None
    key = evidence_key(framed, scenario().evidence)
    if session.job is not None and session.job.key == key:
        return session.job
    _leave_job()
    session.job = cache.jobs().submit(framed, scenario().evidence, owner=session.token, again=True)
    return session.job


def cancel_job() -> None:
    """Stop collecting unless another session waits for the same evidence; what is ready stays."""
    if _session().job is not None:
        _session().job.cancel(_session().token)
        _session().stopped = True


def job_stopped() -> bool:
    """Whether this session has asked for no more candidates."""
    return _session().stopped


def restart_job() -> None:
    """Ask again for evidence that was cancelled or failed."""
    _leave_job()


def _leave_job() -> None:
    session = _session()
    if session.job is not None:
        session.job.leave(session.token)
    session.job, session.stopped = None, False


def evidence() -> Evidence | None:
    """Return the evidence so far: candidates that are ready, more of them while the job runs."""
    running = job()
    if running is None:
        return cache.simulated(scenario()) if is_made_up() and framing() is not None else None
    return running.evidence


def appraisal(quick: bool = False) -> Appraisal | None:
    """Return everything priced for the evidence so far; memoised, and never waited for.

    Intervals come from the bootstrap where it is done. Otherwise they come from a normal approximation, and unless `quick` is
    asked for or candidates still arrive, the bootstrap is begun in the background and the app drawn again when it is done.
    """
    running, found = job(), evidence()
    if found is None or not found.predictions:
        return None
    known = cache.known_appraisal(found, scenario())
    if known is not None:
        return known
    asked = scenario(), findings()
    first = cache.quick_appraisal(found, *asked)
    if not quick and (running is None or running.finished):
        settling().ask(token(), lambda: cache.settle(found, *asked), cache.rest_key(found, scenario()))
    return first


def is_at_rest() -> bool:
    """Whether `appraisal` returns bootstrap intervals by now."""
    found = evidence()
    return found is not None and cache.known_appraisal(found, scenario()) is not None


def verdict_so_far() -> Verdict | None:
    found = appraisal(quick=True)
    return None if found is None else found.verdict


def token() -> str:
    """Return what tells this session from all others; nobody else knows it."""
    return _session().token


def needs_evidence() -> bool:
    """Draw the one step that is missing before a page about evidence can be read, and return True; or return False."""
    from pages.parts import missing

    return missing.draw()


def _framed() -> cache.Framed | None:
    if is_made_up():
        return cache.framed_without_table(scenario())
    table = dataset()
    return None if table is None or scenario().data.target is None else cache.framed(table, scenario())


def _session() -> Session:
    if _SESSION not in st.session_state:
        st.session_state[_SESSION] = Session()
    return st.session_state[_SESSION]


def _remember() -> None:
    session = _session()
    session.undo.append((session.scenario, session.dataset_key))
    del session.undo[:-UNDO_STEPS]


def _open_link() -> None:
    opened = share.from_query(st.query_params)
    if opened is not None:
        session = _session()
        session.scenario, session.dataset_key = opened


def _keep_link() -> None:
    """Keep `?s=` what the session holds, on every page: a page switch drops the query, so every run writes it again."""
    share.to_query(st.query_params, scenario())
