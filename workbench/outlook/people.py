"""Which guesses about people can change a figure, and how a range of one is kept: with its value, in one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.data.labels import label
from workbench.outlook.guess import Guess, Path, assumed, check_range, guess
from workbench.outlook.named import PEOPLE, Named, in_band, of_class
from workbench.scenario import People, Scenario, likely

LISTS = {"top-k", "sets"}
SUGGESTED = {"confirm", *LISTS}
BY_HAND = {*SUGGESTED, "undo", "defer", "cascade", "manual"}
NEEDED_BY = {
    "read": LISTS,
    "pick": LISTS,
    "confirm": {"confirm"},
    "notices_wrong": SUGGESTED,
    "accepts_right": SUGGESTED,
    "picks_wrong_though_right_shown": LISTS,
    "undo": {"undo"},
    "undo_fee": {"undo"},
    "notices_in_time": {"undo"},
    "unrecovered": {"undo"},
    "takes_back_right": {"undo"},
    "by_hand": BY_HAND,
    "by_hand_error": BY_HAND,
    "wage_per_hour": BY_HAND,
}
"""By name of a number, the ways of behaving whose price it enters."""
IN_BANDS = ("accepts_right", "notices_wrong")


def of_people(scenario: Scenario, classes: Sequence[str]) -> list[Guess]:
    """List what is guessed about people and enters a price here; nothing where nobody said what their time costs."""
    if not scenario.people_are_priced:
        return []
    wanted: set[str] = set(scenario.policies.compare)
    people, found = scenario.people, []
    for path in _entering(people, classes, wanted):
        value, one = value_of(people, path), named(people, path)
        if value:
            found.append(guess(path, one, value, 0.0, _most(path, one, people)))
    return found


def _entering(people: People, classes: Sequence[str], wanted: set[str]) -> Iterator[Path]:
    """Go through the numbers that enter the price of a way of behaving that is compared."""
    for name in PEOPLE:
        if NEEDED_BY[name] & wanted and not _idle(people, name, classes):
            yield "people", name
    if BY_HAND & wanted:
        yield from (("people", "by_hand_errors", name) for name in people.by_hand_errors)
    if SUGGESTED & wanted:
        yield from (("people", "bands", str(place), name) for place in range(len(people.bands)) for name in IN_BANDS)


def _idle(people: People, name: str, classes: Sequence[str]) -> bool:
    """Whether something else is stated for every case that the number would hold for."""
    if name == "picks_wrong_though_right_shown":
        return len(classes) == 2  # one line is shown, and no other one can be picked
    if name == "by_hand_error":
        return set(classes) <= {str(label(written)) for written in people.by_hand_errors}
    return name in IN_BANDS and any(band.confidence == 0 for band in people.bands)


def _most(path: Path, one: Named, people: People) -> float:
    """Shares of one question cannot add up to more than 1."""
    if path[-1] == "accepts_right":
        return 1.0 - likely(people.picks_wrong_though_right_shown)
    if path[-1] == "picks_wrong_though_right_shown":
        return 1.0 - max(likely(accepts) for accepts in (people.accepts_right, *(band.accepts_right for band in people.bands)))
    return {"share": 1.0, "seconds": 1e6}.get(one.unit, 1e15)


def stated_with(people: People, path: Path) -> float | tuple[float, float, float] | None:
    """Return a number as it is stated, with its range where it has one; None for what is not there."""
    if len(path) == 2:
        return getattr(people, path[1], None) if path[1] in PEOPLE else None
    if len(path) == 3 and path[1] == "by_hand_errors":
        return people.by_hand_errors.get(path[2])
    if len(path) == 4 and path[1] == "bands" and path[3] in IN_BANDS and path[2].isdigit() and int(path[2]) < len(people.bands):
        return getattr(people.bands[int(path[2])], path[3])
    return None


def value_of(people: People, path: Path) -> float:
    """Return the likely value of a number that is there."""
    found = stated_with(people, path)
    return 0.0 if found is None else float(likely(found))


def put(scenario: Scenario, path: Path, value: float | tuple[float, float, float]) -> Scenario:
    """Return the scenario with another number, checked; where it came from is no longer known.

    A range that was stated for it apart from the number goes: a number has one range.
    """
    people = scenario.people.model_dump()
    if path[1] == "bands":
        people["bands"] = [dict(band) for band in people["bands"]]
        people["bands"][int(path[2])][path[3]] = value
    elif path[1] == "by_hand_errors":
        people["by_hand_errors"] = {**people["by_hand_errors"], path[2]: value}
    else:
        people[path[1]] = value
    people["sources"] = _sources_without(scenario.people, path)
    bare = scenario.model_copy(update={"uncertain": tuple(one for one in scenario.uncertain if one.input != path)})
    return bare.replaced("people", people)


def _sources_without(people: People, path: Path) -> dict[str, str]:
    """Return where numbers come from, but for one. What was said of several at once is said of each of the others."""
    sources, several = dict(people.sources), path[1]
    told = sources.pop(several, None) if len(path) > 2 else None
    if told is not None:
        each: list[Path] = [("people", several, name) for name in people.by_hand_errors]
        if several == "bands":
            each = [("people", several, str(place), name) for place in range(len(people.bands)) for name in IN_BANDS]
        sources = {**{source_name(one): told for one in each}, **sources}
    return {name: kept for name, kept in sources.items() if name != source_name(path)}


def source_name(path: Path) -> str:
    """Return the name under which `People.sources` says where a number comes from, such as `by_hand_errors.spam`."""
    return ".".join(path[1:])[:200]


def with_likely(scenario: Scenario, path: Path, value: float) -> Scenario:
    """Return the scenario with another likely value; its range stays, stretched where the value lies beyond it."""
    ends = stated_ends(scenario, path)
    return put(scenario, path, value if ends is None else (min(ends[0], value), value, max(ends[1], value)))


def with_ends(scenario: Scenario, path: Path, ends: tuple[float, float] | None) -> Scenario:
    """Return the scenario with another range for a number, or with none. Raises UserError where it does not hold the number."""
    value = value_of(scenario.people, path)
    if ends is None:
        return put(scenario, path, value)
    check_range(named(scenario.people, path).name, value, *ends)
    return put(scenario, path, (ends[0], value, ends[1]))


def ends_of(scenario: Scenario, path: Path) -> tuple[float, float]:
    """Return the range that a number is taken to lie in: the one that was stated, or else the assumed one."""
    stated = stated_ends(scenario, path)
    if stated is not None:
        return stated
    one = named(scenario.people, path)
    low, high = assumed(value_of(scenario.people, path), one.unit)
    return max(low, 0.0), min(high, _most(path, one, scenario.people))


def named(people: People, path: Path) -> Named:
    """Return how sentences speak of a number."""
    if path[1] == "by_hand_errors":
        return of_class(path[2])
    return in_band(PEOPLE[path[3]], people.bands[int(path[2])].confidence) if path[1] == "bands" else PEOPLE[path[1]]


def stated_ends(scenario: Scenario, path: Path) -> tuple[float, float] | None:
    """Return the range somebody stated for a number, apart from it or with it."""
    for one in scenario.uncertain:
        if one.input == path:
            return one.low, one.high
    value = stated_with(scenario.people, path) if path[0] == "people" else None
    return (value[0], value[2]) if isinstance(value, tuple) else None
