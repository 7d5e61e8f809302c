"""A run and a check as text for a terminal, from the same summary as the JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Document = dict[str, Any]
SHOWN = 20


def printable(text: str) -> str:
    """Show names and labels as text: a terminal would carry out the escape sequences in them."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def run_text(document: Document) -> str:
    """Return a readable table of every candidate and policy, the notes and the verdict. `document`: from `as_json`."""
    candidates = [_candidate_row(document, candidate) for candidate in document["candidates"]]
    policies = [_policy_row(policy) for policy in document["policies"]]
    return _paragraphs(
        _head(document),
        _table(("candidate", _unit(document), "95 % interval", "right", ""), candidates),
        _saving(document),
        _table(("policy", "with", _unit(document), "95 % interval", "people's time"), policies) if policies else "",
        _findings(document["readiness"]),
        _notes(document["data"]["notes"]),
        _verdict(document["verdict"]),
    )


def check_text(document: Document) -> str:
    """Return what `check` found as text. `document`: from `check_json`."""
    data = document["data"]
    return _paragraphs(
        f"{data['rows']:,} rows, {data['columns']:,} columns. {_target(document)}",
        _table(("class", "rows"), [(label, f"{count:,}") for label, count in data["classes"].items()][:SHOWN]),
        _columns(document["columns"]),
        _findings(document["readiness"]),
        _notes(data["notes"]),
        "Ready." if document["ready"] else "Not ready: see what says stop.",
    )


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _target(document: Document) -> str:
    target = document["target"]
    guessed = " (a guess: name another with --target)" if target["suggested"] else ""
    return f"Target: {printable(target['column'])}{guessed}, {document['task']}."


def _columns(columns: list[Document]) -> str:
    features = sum(column["role"] == "feature" for column in columns)
    aside = [column for column in columns if column["role"] == "set aside"]
    lines = [f"  {printable(column['name'])} is set aside. {printable(column['reason'] or '')}".rstrip() for column in aside]
    more = [f"  and {len(lines) - SHOWN:,} more" for _ in lines[SHOWN : SHOWN + 1]]
    return "\n".join([f"{features:,} columns can be learned from.", *lines[:SHOWN], *more])


def _head(document: Document) -> str:
    data = document["data"]
    name = printable(document["scenario_name"]) or "Unnamed scenario"
    return f"{name}: {data['rows_scored']:,} cases of {len(data['classes'])} classes, seed {document['seed']}"


def _unit(document: Document) -> str:
    return f"{printable(document['currency'])} per 1,000"


def _money(value: float | None) -> str:
    return "" if value is None else f"{1000 * value:,.2f}"


def _interval(estimate: Document) -> str:
    return f"{_money(estimate['low'])} to {_money(estimate['high'])}"


def _candidate_row(document: Document, candidate: Document) -> tuple[str, ...]:
    best = {document["best_baseline"]: "best without a model", document["best_model"]: "best model"}
    right = "" if candidate["accuracy"] is None else f"{candidate['accuracy']:.1%}"
    cost = candidate["cost_per_case"]
    return candidate["name"], _money(cost["estimate"]), _interval(cost), right, best.get(candidate["name"], "")


def _policy_row(policy: Document) -> tuple[str, ...]:
    cost = policy["cost_per_case"]
    seconds = f"{policy['seconds_per_case']:.1f} s a case"
    return policy["name"], policy["candidate"], _money(cost["estimate"]), _interval(cost), seconds


def _saving(document: Document) -> str:
    saving, share = document["saving_per_case"], document["share_of_perfect"]
    perfect = f"A perfect answer would cost {_money(document['perfect']['cost_per_case'])} per 1,000."
    if saving is None:
        return perfect
    sentence = (
        f"{document['best_model']} instead of {document['best_baseline']} saves {_money(saving['estimate'])} "
        f"{printable(document['currency'])} per 1,000 cases (95 %: {_interval(saving)})."
    )
    captured = (
        "" if share is None or share["estimate"] is None else f"\nThat is {share['estimate']:.0%} of what a perfect answer saves."
    )
    return f"{sentence}{captured}\n{perfect}"


def _findings(findings: list[Document]) -> str:
    return "\n".join(f"{f['severity']}: {printable(f['sentence'])}\n  do: {printable(f['do'])}" for f in findings)


def _notes(notes: list[str]) -> str:
    return "\n".join(f"note: {printable(note)}" for note in notes)


def _verdict(verdict: Document) -> str:
    reasons = "".join(f"\n  - {printable(reason)}" for reason in verdict["reasons"])
    return f"Verdict: {verdict['code']}. {printable(verdict['sentence'])}{reasons}\nNext: {printable(verdict['next_step'])}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Set text in columns: the first to the left, figures to the right, the last as it is."""
    cells = [head, *(tuple(printable(cell)[:60] for cell in row) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    return "\n".join(_line(row, widths, [_is_text(rows, i) for i in range(len(head))]) for row in cells)


def _line(row: tuple[str, ...], widths: list[int], left: list[bool]) -> str:
    padded = (cell.ljust(width) if is_left else cell.rjust(width) for cell, width, is_left in zip(row, widths, left, strict=True))
    return "  ".join(padded).rstrip()


def _is_text(rows: Sequence[tuple[str, ...]], column: int) -> bool:
    return column == 0 or any(row[column][:1].isalpha() for row in rows)
