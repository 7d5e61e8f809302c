"""What all sessions share: tables, evidence and priced pages, each held once per process and bounded in bytes.

A session holds keys. The key of an upload never leaves the server: a link asks for the file instead.
"""

from __future__ import annotations

import gc
import importlib
import json
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from workbench.data import made_up, readiness, samples
from workbench.data.framing import frame
from workbench.data.readiness import Finding
from workbench.errors import UserError
from workbench.evidence.shelf import Shelf
from workbench.scenario import ColumnCost

if TYPE_CHECKING:
    from workbench.data.dataset import Dataset, Kind
    from workbench.data.framing import Framing
    from workbench.evidence.evidence import Evidence
    from workbench.evidence.jobs import Jobs
    from workbench.outlook.outlook import Outlook
    from workbench.run import Appraisal
    from workbench.scenario import Scenario

MEGABYTE = 1_000_000
TABLES_MAX_BYTES = 400 * MEGABYTE
UPLOADS_MAX_BYTES = 100 * MEGABYTE
EVIDENCE_MAX_BYTES = 400 * MEGABYTE
APPRAISALS_MAX_BYTES = 150 * MEGABYTE
OUTLOOKS_MAX_BYTES = 5 * MEGABYTE
OUTLOOK_BYTES = 30_000
WARM_UP_AFTER_SECONDS = 2.0
SLOW_LIBRARIES = ("plotly.graph_objects", "sklearn.ensemble", "sklearn.linear_model", "sklearn.compose", "scipy.optimize")


@dataclass(frozen=True, eq=False)
class Framed:
    """A table with its question and what the readiness checks say; or the reason why it cannot be asked."""

    framing: Framing | None
    findings: tuple[Finding, ...] = ()
    problem: UserError | None = None


@st.cache_resource(show_spinner=False)
def tables() -> Shelf:
    """Tables and their framings."""
    return Shelf(TABLES_MAX_BYTES)


@st.cache_resource(show_spinner=False)
def uploads() -> Shelf:
    """The bytes of uploads, compressed, to read them again when a column's type is changed."""
    return Shelf(UPLOADS_MAX_BYTES)


@st.cache_resource(show_spinner=False)
def appraisals() -> Shelf:
    return Shelf(APPRAISALS_MAX_BYTES)


@st.cache_resource(show_spinner=False)
def outlooks() -> Shelf:
    return Shelf(OUTLOOKS_MAX_BYTES)


@st.cache_resource(show_spinner=False)
def jobs() -> Jobs:
    from workbench.evidence.jobs import Jobs

    return Jobs(max_workers=1, max_bytes=EVIDENCE_MAX_BYTES)


def sample_names() -> tuple[str, ...]:
    return tuple(sample.key for sample in samples.SAMPLES)


def sample(name: str) -> tuple[Scenario, Dataset]:
    """Return a sample story's scenario and table, read once per process."""
    key = f"sample:{samples.sample(name).key}"
    opened = tables().get(key)
    if opened is None:
        opened = samples.open_sample(name)
        tables().put(key, opened, opened[1].nbytes)
    return opened


def table(key: str) -> Dataset | None:
    return tables().get(key)


def keep_upload(key: str, dataset: Dataset, content: bytes | memoryview) -> None:
    """Keep a table for the session that holds its key, and its bytes packed."""
    if dataset.nbytes > TABLES_MAX_BYTES:
        raise UserError(
            f"The table takes {dataset.nbytes / MEGABYTE:,.0f} MB of memory once it is read.",
            f"Tables of all who use this server share {TABLES_MAX_BYTES / MEGABYTE:,.0f} MB.",
            "Take a random sample of the rows (some hundred thousand are plenty), or leave out columns that are not needed.",
        )
    tables().put(key, dataset, dataset.nbytes)
    packed = zlib.compress(content, level=1)
    uploads().put(key, packed, len(packed))


def retyped(key: str, dataset: Dataset, kinds: Mapping[str, Kind], read_again: Callable[[], Dataset]) -> Dataset:
    """Return the table with other column types, kept beside the one that was read first."""
    differ = {name: kind for name, kind in kinds.items() if name in _kinds(dataset) and kind != _kinds(dataset)[name]}
    if not differ:
        return dataset
    key = f"{key}:{json.dumps(dict(kinds), sort_keys=True)}"
    found = tables().get(key)
    if found is None:
        found = read_again()
        tables().put(key, found, found.nbytes)
    return found


def _kinds(dataset: Dataset) -> dict[str, Kind]:
    return {column.name: column.kind for column in dataset.columns}


def framed(dataset: Dataset, scenario: Scenario) -> Framed:
    """Frame and check a table once per question put to it."""
    cells = (cell for row in scenario.costs.matrix.values() for cell in row.values())
    priced_by = sorted({cell.column for cell in cells if isinstance(cell, ColumnCost)})
    today = scenario.decision.today
    past = today.column if today.kind == "column" else None
    # Groups change nothing in a framing; only those that cannot be used stop it.
    columns = {column.name for column in dataset.columns} - {scenario.data.target}
    asked = scenario.data.model_copy(update={"groups": tuple(n for n in scenario.data.groups if n.strip() not in columns)})
    key = f"framed:{dataset.fingerprint}:{dataset.name}:{asked.model_dump_json()}:{priced_by}:{past!r}"
    found = tables().get(key)
    if found is None:
        found = _framed(dataset, scenario)
        size = 0 if found.framing is None else found.framing.rows.nbytes + found.framing.y.nbytes
        tables().put(key, found, size + 10_000)
    return found


def _framed(dataset: Dataset, scenario: Scenario) -> Framed:
    try:
        framing = frame(dataset, scenario)
        return Framed(framing, readiness.check(framing, scenario.data.accepted_flags))
    except UserError as problem:
        return Framed(None, problem=problem)


def framed_without_table(scenario: Scenario) -> Framed:
    """Frame the cases that are made up; or say why the class shares cannot be used."""
    try:
        return Framed(simulated(scenario).framing)
    except UserError as problem:
        return Framed(None, problem=problem)


def simulated(scenario: Scenario) -> Evidence:
    """Return evidence over made-up cases, worked out once for all who state the same shares."""
    from workbench.evidence.simulated_cases import simulated_evidence

    choice = scenario.evidence
    settings = [scenario.simulated.cases, scenario.data.positive, choice.folds, choice.seed]
    key = f"simulated:{json.dumps([list(made_up.shares(scenario).items()), *settings])}"
    found = tables().get(key)
    if found is None:
        found = simulated_evidence(scenario)
        tables().put(key, found, found.framing.dataset.nbytes + 50 * len(found.y))
    return found


def quick_appraisal(evidence: Evidence, scenario: Scenario, findings: tuple[Finding, ...]) -> Appraisal:
    """Price everything with intervals from a normal approximation, once per evidence so far and scenario."""
    known = _known(evidence, scenario, quick=True)
    return known or _put(_appraisal_key(evidence, scenario, quick=True), _appraise(evidence, scenario, findings, quick=True))


def settle(evidence: Evidence, scenario: Scenario, findings: tuple[Finding, ...]) -> Appraisal:
    """Price everything with bootstrap intervals; what cannot be keeps its quick ones, so that nobody asks for ever."""
    key = _appraisal_key(evidence, scenario, quick=False)
    try:
        found = _appraise(evidence, scenario, findings, quick=False)
    except Exception:
        _put(key, quick_appraisal(evidence, scenario, findings))
        raise
    return _put(key, found)


def _appraise(evidence: Evidence, scenario: Scenario, findings: tuple[Finding, ...], quick: bool) -> Appraisal:
    from workbench.run import appraise

    return appraise(evidence, scenario, findings=findings, quick=quick)


def _put(key: str, found: Appraisal) -> Appraisal:
    # The latest is kept whatever its size, or every widget would have it computed again.
    appraisals().put(key, found, min(_bytes_of(found), APPRAISALS_MAX_BYTES))
    return found


def rest_key(evidence: Evidence, scenario: Scenario) -> str:
    """Name the appraisal with bootstrap intervals."""
    return _appraisal_key(evidence, scenario, quick=False)


def known_appraisal(evidence: Evidence, scenario: Scenario) -> Appraisal | None:
    """Return the appraisal with bootstrap intervals, if it has been worked out."""
    return _known(evidence, scenario, quick=False)


def _known(evidence: Evidence, scenario: Scenario, quick: bool) -> Appraisal | None:
    """Return what is kept, with this scenario: what no price depends on may differ from the one that it was worked out for."""
    key = _appraisal_key(evidence, scenario, quick)
    found = appraisals().get(key)
    if found is None or found.scenario == scenario:
        return found
    return _put(key, replace(found, scenario=scenario))


def outlook_key(appraisal: Appraisal) -> str:
    ranges = [one.model_dump_json() for one in appraisal.scenario.uncertain]
    return f"{_appraisal_key(appraisal.evidence, appraisal.scenario, quick=False)}:{ranges}"


def known_outlook(key: str) -> Outlook | UserError | None:
    """Return what was worked out for these figures so far, or why it could not be."""
    return outlooks().get(key)


def work_out_outlook(key: str, appraisal: Appraisal, progress: Callable[[str, float], None]) -> None:
    """Work out what matters most, how likely a model is to pay and what would flip the verdict, and keep it."""
    from workbench.outlook.outlook import outlook

    asked = appraisal.evidence, appraisal.scenario, appraisal.prices, appraisal.outcomes, appraisal.findings
    try:
        keep_outlook(key, outlook(*asked, progress=progress, ready=lambda early: keep_outlook(key, early)))
    except UserError as problem:
        keep_outlook(key, problem)


def keep_outlook(key: str, found: Outlook | UserError) -> None:
    """Keep what was worked out, or why it could not be."""
    outlooks().put(key, found, OUTLOOK_BYTES)


def _appraisal_key(evidence: Evidence, scenario: Scenario, quick: bool) -> str:
    priced = scenario.priced.model_dump_json(exclude={"name"})
    return f"{evidence.key}:{'|'.join(evidence.predictions)}:{quick}:{priced}"


def _bytes_of(appraisal: Appraisal) -> int:
    """Reckon what an appraisal may come to take: costs by case are written out only when asked for, and not by this."""
    priced = len(appraisal.prices.candidates) + len(appraisal.outcomes)
    by_case = 8 * len(appraisal.evidence.y)
    return priced * by_case + appraisal.prices.costs.nbytes + 50_000


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Import the slow libraries after the first page has been served, once per process and in nobody's way."""
    _later(_import_slow_libraries)


@st.cache_resource(show_spinner=False)
def set_aside() -> None:
    """Set aside what the first page has imported, once per process: for those who never see a page that needs more."""
    _later(_no_garbage)


def _later(work: Callable[[], None]) -> None:
    timer = threading.Timer(WARM_UP_AFTER_SECONDS, work)
    timer.daemon = True
    timer.start()


def _import_slow_libraries() -> None:
    for module in SLOW_LIBRARIES:
        importlib.import_module(module)
    _no_garbage()


def _no_garbage() -> None:
    # Streamlit collects garbage after every run of a page; what was imported is none, and need not be gone through each time.
    gc.collect()
    gc.freeze()
