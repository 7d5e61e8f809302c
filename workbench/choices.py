"""The scenario that a command line asks for: a scenario file, with each option put over what it says."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from workbench import scenario as scenarios
from workbench.errors import UserError
from workbench.files import read_bounded
from workbench.scenario import Scenario

# Options by the part and key of the scenario that each overrides.
DATA_OPTIONS = {
    "target": "target",
    "positive": "positive",
    "amount": "amount",
    "time": "time",
    "group": "groups",
    "entity": "entity",
    "exclude": "exclude",
    "id": "id",
    "accept_flag": "accepted_flags",
    "predictions": "predictions",
    "calibrate": "calibrate_predictions",
}
EVIDENCE_OPTIONS = {"candidates": "candidates", "folds": "folds", "repeats": "repeats", "seed": "seed"}


def chosen_scenario(options: argparse.Namespace) -> Scenario:
    """Return the scenario file's scenario (or an empty one) with the options put over it. Raises UserError."""
    if options.candidates == []:
        raise UserError(
            "--candidates names none.",
            "Without a candidate there is nothing to compare.",
            "Name at least one, or leave the option out to compare all.",
        )
    scenario = Scenario() if options.scenario is None else scenarios.load(options.scenario)
    data = _given(options, DATA_OPTIONS)
    if options.data is not None:
        data |= {"source": Path(options.data).name[-200:], "fingerprint": None}
    scenario = _over(scenario, "data", data)
    scenario = _over(scenario, "evidence", _given(options, EVIDENCE_OPTIONS))
    if options.costs is not None:
        scenario = scenarios.validate({**scenario.model_dump(), "costs": _costs(Path(options.costs))})
    _refuse_two_roles(scenario)
    return scenario


def chosen_source(options: argparse.Namespace, scenario: Scenario) -> Path | None:
    """Return the table to read: --data from the current folder, or the scenario's own, from the folder of its file."""
    if options.data is not None:
        return Path(options.data)
    if options.scenario is None or scenario.data.source is None:
        return None
    return Path(options.scenario).parent / scenario.data.source


def _given(options: argparse.Namespace, keys: dict[str, str]) -> dict[str, Any]:
    return {key: getattr(options, option) for option, key in keys.items() if getattr(options, option) is not None}


def _over(scenario: Scenario, part: str, values: dict[str, Any]) -> Scenario:
    return scenario.changed(part, **values) if values else scenario


def _costs(path: Path) -> dict[str, Any]:
    """Return the costs of a file that holds a [costs] table, or nothing but what such a table holds."""
    try:
        text = read_bounded(path, scenarios.SCENARIO_MAX_BYTES).decode("utf-8-sig")
        document = scenarios.parse_toml(text)
    except (OSError, UnicodeDecodeError, UserError) as error:
        raise UserError(
            f"The costs file {str(path)[:200]!r} could not be read: {_reason(error)}",
            "Without costs there is nothing to price with.",
            "Give a TOML file with a [costs] table, such as a scenario.",
        ) from None
    from workbench.data.cost_files import costs_of

    return costs_of(document, str(path))


def _reason(error: Exception) -> str:
    return error.what if isinstance(error, UserError) else str(getattr(error, "strerror", None) or "it is no UTF-8 text")


def _refuse_two_roles(scenario: Scenario) -> None:
    """A target that is left out, or names the case, was meant otherwise: one of the two is a slip."""
    data = scenario.data
    roles = {"time": data.time, "entity": data.entity, "id": data.id} | {f"exclude {name}": name for name in data.exclude}
    for role, name in roles.items():
        if name is not None and data.target is not None and name.strip() == data.target.strip():
            raise UserError(
                f"{data.target[:80]!r} is the target, and named as {role.partition(' ')[0]} too.",
                "The column that holds the answer cannot be anything else besides.",
                "Name one column for each.",
            )
