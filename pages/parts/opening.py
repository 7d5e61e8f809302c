"""Opening tables and scenarios: from the samples, from an upload, from a scenario file, from a link."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING

from pages.parts import cache
from workbench import scenario as scenarios
from workbench.errors import UserError
from workbench.scenario import Scenario

if TYPE_CHECKING:
    from workbench.data.dataset import Dataset

_SAMPLE = "sample:"
_UPLOAD = "upload:"


def sample(name: str) -> tuple[Scenario, str]:
    """Open a sample story. Returns its scenario, with the table's fingerprint in it, and the key of the table."""
    scenario, dataset = cache.sample(name)
    return scenario.changed("data", fingerprint=dataset.fingerprint), _SAMPLE + name


def upload(name: str, content: bytes | memoryview, waiting: Scenario | None = None) -> tuple[Scenario, str]:
    """Read an uploaded table once and put it in the store.

    waiting: a scenario that is about a file (a link was opened): this must be that file. Returns the scenario and the key.
    """
    from workbench.data.framing import suggest_target
    from workbench.data.reading import read_bytes

    dataset = read_bytes(name, content)
    if waiting is not None:
        _check_same(dataset, waiting)
        scenario = waiting
    else:
        target = suggest_target(dataset)
        choice = {"source": name[:200], "fingerprint": dataset.fingerprint, "target": target}
        scenario = Scenario(name=PurePath(name).stem[:200]).changed("data", **choice)
    key = f"{_UPLOAD}{dataset.fingerprint}:{name}"
    cache.put_table(key, dataset)
    return scenario, key


def resume(text: str, dataset_key: str | None) -> tuple[Scenario, str | None]:
    """Open a saved scenario over its sample, over the table that is open if it is the right one, or waiting for its file."""
    scenario = scenarios.loads(text)
    held = dataset(dataset_key, {})
    if held is not None and held.fingerprint == scenario.data.fingerprint:
        return scenario, dataset_key
    return over_its_data(scenario)


def over_its_data(scenario: Scenario) -> tuple[Scenario, str | None]:
    """Return the scenario with the key of the sample it is about, or with None when its file has to be opened first."""
    for name in cache.sample_names():
        original, table = cache.sample(name)
        if original.data.source == scenario.data.source and scenario.data.fingerprint in (None, table.fingerprint):
            return scenario, _SAMPLE + name
    return scenario, None


def dataset(key: str | None, kinds: Mapping[str, str]) -> Dataset | None:
    """Return the table under a session's key, read with the column types that were chosen."""
    if key is None:
        return None
    found = cache.sample(key.removeprefix(_SAMPLE))[1] if key.startswith(_SAMPLE) else cache.get_table(key)
    return found if found is None or not kinds else cache.retyped(key, found, kinds)


def _check_same(dataset: Dataset, waiting: Scenario) -> None:
    expected = waiting.data.fingerprint
    if expected is not None and expected != dataset.fingerprint:
        raise UserError(
            f"{dataset.name} is not the table this scenario was made with.",
            "Its content differs, so the figures would not be those that were shared.",
            "Open the file that was used, or start afresh with this one.",
        )
