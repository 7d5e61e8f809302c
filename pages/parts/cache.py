"""What all sessions share: tables, evidence and priced pages, each held once per process and bounded in bytes.

A session holds keys. The key of an upload never leaves the server: a link asks for the file instead.
"""

from __future__ import annotations

import importlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from workbench.data import samples
from workbench.data.framing import frame
from workbench.data.readiness import Finding, check
from workbench.errors import UserError
from workbench.evidence.shelf import Shelf

if TYPE_CHECKING:
    from workbench.data.dataset import Dataset
    from workbench.data.framing import Framing
    from workbench.evidence.evidence import Evidence
    from workbench.evidence.jobs import Jobs
    from workbench.run import Appraisal
    from workbench.scenario import Scenario

MEGABYTE = 1_000_000
TABLES_MAX_BYTES = 450 * MEGABYTE
EVIDENCE_MAX_BYTES = 300 * MEGABYTE
APPRAISALS_MAX_BYTES = 150 * MEGABYTE
WARM_UP_AFTER_SECONDS = 2.0
SLOW_LIBRARIES = ("plotly.graph_objects", "sklearn.ensemble", "sklearn.linear_model", "sklearn.compose", "scipy.stats")


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
def appraisals() -> Shelf:
    return Shelf(APPRAISALS_MAX_BYTES)


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


def get_table(key: str) -> Dataset | None:
    return tables().get(key)


def put_table(key: str, dataset: Dataset) -> None:
    tables().put(key, dataset, dataset.nbytes)


def retyped(key: str, dataset: Dataset, kinds: Mapping[str, str]) -> Dataset:
    """Return the table with other column types, kept beside the one that was read."""
    key = f"{key}:{json.dumps(dict(kinds), sort_keys=True)}"
    found = tables().get(key)
    if found is None:
        from workbench.data.reading import retype

        found = retype(dataset, kinds)
        put_table(key, found)
    return found


def framed(dataset: Dataset, scenario: Scenario) -> Framed:
    """Frame and check a table once per question put to it."""
    key = f"framed:{dataset.fingerprint}:{dataset.name}:{scenario.data.model_dump_json()}"
    found = tables().get(key)
    if found is None:
        found = _framed(dataset, scenario)
        size = 0 if found.framing is None else found.framing.rows.nbytes + found.framing.y.nbytes
        tables().put(key, found, size + 10_000)
    return found


def _framed(dataset: Dataset, scenario: Scenario) -> Framed:
    try:
        framing = frame(dataset, scenario)
        return Framed(framing, check(framing))
    except UserError as problem:
        return Framed(None, problem=problem)


def appraisal(evidence: Evidence, scenario: Scenario, findings: tuple[Finding, ...], quick: bool) -> Appraisal:
    """Price everything once per evidence so far and scenario: every page and the sidebar read the same figures."""
    from workbench.run import appraise

    priced = scenario.priced.model_dump_json(exclude={"name"})
    key = f"{evidence.key}:{'|'.join(evidence.predictions)}:{quick}:{priced}"
    found = appraisals().get(key)
    if found is None:
        found = appraise(evidence, scenario, findings=findings, quick=quick)
        appraisals().put(key, found, _bytes_of(found))
    return found


def _bytes_of(appraisal: Appraisal) -> int:
    return sum(priced.cost.nbytes for priced in (*appraisal.prices.candidates, *appraisal.outcomes)) + 50_000


@st.cache_resource(show_spinner=False)
def warm_up() -> None:
    """Import the slow libraries after the first page has been served, once per process and in nobody's way."""
    timer = threading.Timer(WARM_UP_AFTER_SECONDS, _import_slow_libraries)
    timer.daemon = True
    timer.start()


def _import_slow_libraries() -> None:
    for module in SLOW_LIBRARIES:
        importlib.import_module(module)
