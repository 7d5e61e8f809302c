"""Amounts as people read them, in their currency."""

from __future__ import annotations

import math

SYMBOLS = {
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "JPY": "¥",
    "INR": "₹",
    "KRW": "₩",
    "AUD": "A$",
    "CAD": "C$",
    "NZD": "NZ$",
    "HKD": "HK$",
    "SGD": "S$",
    "BRL": "R$",
    "ILS": "₪",
    "UAH": "₴",
    "VND": "₫",
    "PHP": "₱",
    "NGN": "₦",
}
LARGE = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e5, "k"))


def format_money(value: float, currency: str, step: float | None = None) -> str:
    """Return an amount with its currency: `$1,840`, `-$0.31`, `CHF 12.50`, `€196k`, `$1.96M`.

    step: what the amount is rounded to; by default three digits.

    >>> format_money(1838.2, "USD"), format_money(-0.314, "USD"), format_money(196_210, "EUR")
    ('$1,840', '-$0.314', '€196k')
    >>> format_money(1838.2, "CHF", step=100)
    'CHF 1,800'
    """
    if not math.isfinite(value):
        return "unknown" if math.isnan(value) else f"{'-' if value < 0 else ''}unlimited"
    plain = step is None
    step = three_digits(value) if step is None else step
    rounded = round(value / step) * step if step > 0 else value
    sign = "-" if rounded < 0 else ""
    told = _digits(abs(rounded), step)
    return f"{sign}{_symbol(currency)}{_without_empty_digits(told) if plain else told}"


def format_cents(value: float, currency: str) -> str:
    """Return an amount to the cent, for where amounts have to add up: `$1,838.20`, `-€0.31`.

    >>> format_cents(1838.2, "USD"), format_cents(-0.314, "EUR"), format_cents(-0.001, "USD")
    ('$1,838.20', '-€0.31', '$0.00')
    """
    told = f"{abs(value):,.2f}"
    sign = "-" if value < 0 and float(told.replace(",", "")) else ""
    return f"{sign}{_symbol(currency)}{told}"


def _symbol(currency: str) -> str:
    known = SYMBOLS.get(currency.strip().upper())
    if known is not None:
        return known
    return f"{currency.strip()} " if currency.strip() else ""


def three_digits(value: float) -> float:
    """Return the step that rounds an amount to three digits."""
    if value == 0:
        return 1.0
    return 10.0 ** (math.floor(math.log10(abs(value)) + 1e-12) - 2)


def _digits(value: float, step: float) -> str:
    for size, letter in LARGE:
        if value >= size and step >= size / 1e6:
            unit = 1e3 if letter == "k" else size
            return f"{value / unit:,.{_places(step / unit)}f}{letter}"
    places = _places(step)
    # Half a currency unit reads as .50: money has two decimals or none, until it is smaller than a cent.
    return f"{value:,.{2 if places == 1 else places}f}"


def _without_empty_digits(told: str) -> str:
    """An amount with no interval need not claim digits it has not: 5.00 is 5, and 0.000400 is 0.0004; cents stay two."""
    if "." not in told or told[-1].isalpha():
        return told
    whole, cents = told.rstrip("0").split(".")
    return f"{whole}.{cents.ljust(2, '0')}" if cents else whole


def _places(step: float) -> int:
    return max(0, min(12, -math.floor(math.log10(step) + 1e-9)))
