"""A run and a check as text for a terminal, from the same summary as the JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.handoff.rules import rules_table
from workbench.handoff.slices import slices_table, slices_title
from workbench.money import format_money
from workbench.pricing.estimate import Estimate
from workbench.wording import format_interval, format_share, per_1000

Document = dict[str, Any]
SHOWN = 20
POLICIES_SHOWN = 10
FLIPS_SHOWN = 8
SLICES_SHOWN = 40


def printable(text: str) -> str:
    """Show names and labels as text: a terminal would carry out the escape sequences in them."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def run_text(document: Document) -> str:
    """Return a readable table of candidates and policies, the notes and the verdict. `document`: from `as_json`."""
    return _paragraphs(
        _head(document),
        _candidates(document),
        _saving(document),
        _policies(document),
        _rules(document),
        _slices(document),
        _findings(document["readiness"]),
        _notes(document["data"]["notes"]),
        _verdict(document["verdict"]),
        _outlook(document),
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
    made_up = "made-up " if document["simulated"] else ""
    return f"{name}: {data['rows_scored']:,} {made_up}cases of {len(data['classes'])} classes, seed {document['seed']}"


def _cost(estimate: Document, currency: str) -> str:
    """Return currency a case as currency per 1,000 cases, rounded to what its interval allows."""
    if None in estimate.values():
        return "unknown"
    return format_interval(per_1000(Estimate(estimate["estimate"], estimate["low"], estimate["high"])), currency)


def _candidates(document: Document) -> str:
    best = {document["best_baseline"]: "best without a model", document["best_model"]: "best model"}
    rows = [
        (
            candidate["name"],
            _cost(candidate["cost_per_case"], document["currency"]),
            format_share(candidate["right_share"], 1),
            best.get(candidate["name"], ""),
        )
        for candidate in document["candidates"]
    ]
    return _table(("candidate", "cost per 1,000 cases", "priced answers right", ""), rows)


def _policies(document: Document) -> str:
    """Cheapest first; the JSON holds them all. The best is the cheapest once having a model is paid for."""
    best = document["best_policy"], document["best_policy_candidate"]
    ordered = sorted(document["policies"], key=lambda policy: policy["cost_per_case"]["estimate"])
    rows = [
        (
            policy["name"],
            policy["candidate"],
            _cost(policy["cost_per_case"], document["currency"]),
            f"{policy['seconds_per_case']:.1f} s a case",
            "best" if (policy["name"], policy["candidate"]) == best else "",
        )
        for policy in ordered[:POLICIES_SHOWN]
    ]
    head = ("policy", "with", "cost per 1,000 cases", "people's time", "")
    more = f"\n(and {len(ordered) - len(rows)} dearer ones)" if len(ordered) > len(rows) else ""
    return f"{_table(head, rows)}{more}" if rows else ""


def _rules(document: Document) -> str:
    head, rows = rules_table(document["rules"], document["currency"])
    more = f"\n(and {len(rows) - SHOWN} more lines)" if len(rows) > SHOWN else ""
    return f"Your rules, the first that matches decides:\n{_table(head, rows[:SHOWN])}{more}" if rows else ""


def _slices(document: Document) -> str:
    head, rows = slices_table(document)
    more = f"\n(and {len(rows) - SLICES_SHOWN} more groups)" if len(rows) > SLICES_SHOWN else ""
    return f"{printable(slices_title(document))}\n{_table(head, rows[:SLICES_SHOWN])}{more}" if rows else ""


def _saving(document: Document) -> str:
    currency, saving, share = document["currency"], document["saving_per_case"], document["share_of_perfect"]
    perfect = printable(
        f"A perfect answer would cost {format_money(1000 * document['perfect']['cost_per_case'], currency)} per 1,000 cases."
    )
    if document["hurdle"] > 0:
        having = format_money(1000 * document["hurdle"], currency)
        off = f"Having a model costs {having} per 1,000 cases: it is in neither table, and the verdict takes it off."
        perfect = f"{perfect}\n{printable(off)}"
    if saving is None or saving["estimate"] is None:
        return perfect
    interval = {key: saving[key] for key in ("estimate", "low", "high")}
    says = f"{document['best_model']} instead of {document['best_baseline']}"
    if saving["estimate"] < 0:
        dearer = {"estimate": -interval["estimate"], "low": -interval["high"], "high": -interval["low"]}
        return printable(f"{says} would cost {_cost(dearer, currency)} more per 1,000 cases.") + f"\n{perfect}"
    captured = (
        ""
        if share is None or share["estimate"] is None
        else f", {format_share(share['estimate'])} of what a perfect answer saves"
    )
    return printable(f"{says} saves {_cost(interval, currency)} per 1,000 cases{captured}.") + f"\n{perfect}"


def _findings(findings: list[Document]) -> str:
    return "\n".join(f"{f['severity']}: {printable(f['sentence'])}\n  do: {printable(f['do'])}" for f in findings)


def _notes(notes: list[str]) -> str:
    return "\n".join(f"note: {printable(note)}" for note in notes)


def _verdict(verdict: Document) -> str:
    reasons = "".join(f"\n  - {printable(reason)}" for reason in verdict["reasons"])
    return f"Verdict: {verdict['code']}. {printable(verdict['sentence'])}{reasons}\nNext: {printable(verdict['next_step'])}"


def _outlook(document: Document) -> str:
    """The business case, what would flip the verdict, and which guess matters most."""
    business, found = document.get("business"), document.get("outlook")
    lines = [] if business is None else [f"- {printable(sentence)}" for sentence in business["sentences"]]
    if found is not None:
        lines += [f"- {printable(sentence)}" for sentence in found["sentences"]]
        lines += ["What would flip it:"] * bool(found["flips"])
        lines += [f"  - {printable(flip['sentence'])}" for flip in found["flips"][:FLIPS_SHOWN]]
    return "\n".join(lines)


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
