"""Opening tables and scenarios: from the samples, an upload, nothing but class shares, a scenario file, or a link."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from pages.parts import cache
from workbench import scenario as scenarios
from workbench.data import made_up
from workbench.data.framing import frame, suggest_target
from workbench.data.reading import read, read_bytes
from workbench.data.samples import sample as sample_named
from workbench.errors import UserError
from workbench.scenario import Scenario
from workbench.scenario_people import USUAL_LINES

if TYPE_CHECKING:
    from workbench.data.dataset import Dataset, Kind

_SAMPLE = "sample:"
_UPLOAD = "upload:"


def sample(name: str) -> tuple[Scenario, str]:
    """Open a sample story. Returns its scenario, with the table's fingerprint in it, and the key of the table."""
    scenario, dataset = cache.sample(name)
    return scenario.changed("data", fingerprint=dataset.fingerprint), _SAMPLE + name


def upload(
    name: str, content: bytes | memoryview, waiting: Scenario | None, another: bool, before: Scenario | None = None
) -> tuple[Scenario, str]:
    """Read an uploaded table once and put it in the store. Returns the scenario over it and its key.

    waiting: a scenario that is about a file (a link was opened), which this must be. another: it need not be the same content.
    before: a scenario that began with no data; what was decided in it is kept where the table has the same classes.
    """
    dataset = read_bytes(name, content)
    if waiting is not None and not another:
        _check_same(dataset, waiting)
    key = f"{_UPLOAD}{dataset.fingerprint}:{name}"
    cache.keep_upload(key, dataset, content)
    found = {"source": name[:200], "fingerprint": dataset.fingerprint}
    if waiting is not None:
        return waiting.changed("data", **found), key
    found["target"] = suggest_target(dataset)
    fresh = Scenario(name=PurePath(name).stem[:200]).changed("data", **found).changed("policies", k=USUAL_LINES)
    if before is None:
        return fresh, key
    over_it = before.changed("data", **found)
    return over_it if _asks_the_same(dataset, over_it, before) else fresh, key


def _asks_the_same(dataset: Dataset, over_it: Scenario, before: Scenario) -> bool:
    """Whether a table has the classes that were stated when there was none."""
    try:
        return set(frame(dataset, over_it).classes) == set(made_up.shares(before))
    except UserError:
        return False


@dataclass(frozen=True)
class ClassRow:
    """One class when there is no table. share: None for what the others leave. cost: of answering something else."""

    name: str
    share: float | None
    cost: float


def without_table(name: str, rows: Sequence[ClassRow], volume: float | None, currency: str) -> tuple[Scenario, None]:
    """Start with no data. Raises UserError where shares do not add up, a class has no name, or two leave their share open."""
    matrix = {one.name: {other.name: one.cost for other in rows if other.name != one.name} for one in rows}
    alike = len({one.cost for one in rows}) == 1
    costs: dict[str, object] = {"wrong": rows[0].cost} if alike and rows else {"matrix": matrix}
    scenario = scenarios.validate(
        {
            "name": name,
            "decision": {"volume_per_year": volume, "currency": currency},
            "prevalence": shares_of(rows),
            "costs": costs,
            "policies": {"k": USUAL_LINES},
        }
    )
    return checked(scenario), None


def checked(scenario: Scenario) -> Scenario:
    """Return the scenario, if its class shares can be used; raise UserError if not."""
    made_up.shares(scenario)
    return scenario


def shares_of(rows: Sequence[ClassRow]) -> dict[str, float]:
    """Return the share of each class; the one that is left open takes the rest. Raises UserError where that cannot be."""
    named: dict[str, float] = {}
    unnamed = [one for one in rows if not one.name.strip()]
    unstated = [one.name for one in rows if one.share is None]
    if unnamed or len(unstated) > 1 or len(rows) < 2 or len({one.name for one in rows}) < len(rows):
        raise UserError(
            "A class has no name." if unnamed else "The classes are not all there, or not all different, or have no share.",
            "Cases are made up by the share of each class, so at least two are needed, each with a name of its own.",
            "Name each class once, with its share. One share may be left out: that class takes the rest.",
        )
    for one in rows:
        named[one.name] = one.share if one.share is not None else max(0.0, round(1.0 - sum(x.share or 0.0 for x in rows), 9))
    return named


def resume(content: bytes, dataset_key: str | None) -> tuple[Scenario, str | None]:
    """Open a saved scenario over its sample, over the table that is open if it is the right one, or waiting for its file."""
    scenario = scenarios.loads(content.decode("utf-8-sig", errors="replace"))
    held = dataset(dataset_key, {})
    if held is not None and held.fingerprint == scenario.data.fingerprint:
        return scenario, dataset_key
    return over_its_data(scenario)


def over_its_data(scenario: Scenario) -> tuple[Scenario, str | None]:
    """Return the scenario with the key of the sample it is about, or with None when its file has to be opened first."""
    for name in cache.sample_names():
        if _is_about(scenario, *cache.sample(name)):
            return scenario, _SAMPLE + name
    return scenario, None


def _is_about(scenario: Scenario, original: Scenario, table: Dataset) -> bool:
    """Whether a scenario is over this sample: by content, or by what it names where it was written by hand."""
    if scenario.data.fingerprint is not None:
        return scenario.data.fingerprint == table.fingerprint
    return (scenario.data.source, scenario.data.target) == (original.data.source, original.data.target)


def dataset(key: str | None, kinds: Mapping[str, Kind]) -> Dataset | None:
    """Return the table under a session's key, read with the column types that were chosen."""
    if key is None:
        return None
    found = cache.sample(key.removeprefix(_SAMPLE))[1] if key.startswith(_SAMPLE) else cache.table(key)
    return None if found is None else cache.retyped(key, found, kinds, lambda: _read_again(key, kinds))


def is_sample(key: str | None) -> bool:
    return key is not None and key.startswith(_SAMPLE)


def shown_name(key: str | None, dataset: Dataset) -> str:
    """Return what the data is called on screen: the story's title, or the name of the file."""
    return sample_named(key.removeprefix(_SAMPLE)).title if key is not None and is_sample(key) else dataset.name


def _read_again(key: str, kinds: Mapping[str, Kind]) -> Dataset:
    if key.startswith(_SAMPLE):
        return read(sample_named(key.removeprefix(_SAMPLE)).folder / "data.csv", kinds)
    packed = cache.uploads().get(key)
    if packed is None:
        raise UserError(
            "The file itself is not in the server's memory any more.",
            "A column's type is changed by reading the file again.",
            "Open the file again on the Start page, or undo the change of type.",
        )
    return read_bytes(key.split(":", 2)[2], zlib.decompress(packed), kinds)


def _check_same(dataset: Dataset, waiting: Scenario) -> None:
    expected = waiting.data.fingerprint
    if expected is not None and expected != dataset.fingerprint:
        raise UserError(
            f"{dataset.name} is not the table this scenario was made with.",
            "Its content differs, so the figures would not be those that were shared.",
            "Open the file that was used, or tick that a newer version of it will do.",
        )
