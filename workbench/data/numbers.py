"""Numbers as people write them: grouped thousands, currency signs, percent signs, decimal commas."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

CURRENCIES = ("€", "$", "£", "¥", "₹", "USD", "EUR", "GBP", "CHF", "JPY", "INR")
GROUPS_SPACED = "(?:[ \u00a0\u202f]\\d{3})+|(?:['’]\\d{3})+"
WHOLE = r"(?:0|[1-9]\d{0,17}|[1-9]\d{0,2}(?:GROUPS))"
EXPONENT = r"(?:[eE][-+]?\d{1,3})?"
POINT = rf"[-+]?(?:{WHOLE}(?:\.\d*)?|\.\d+){EXPONENT}".replace("GROUPS", rf"{GROUPS_SPACED}|(?:,\d{{3}})+")
COMMA = rf"[-+]?(?:{WHOLE}(?:,\d*)?|,\d+){EXPONENT}".replace("GROUPS", rf"{GROUPS_SPACED}|(?:\.\d{{3}})+")


def parse_numbers(texts: pd.Series, weights: np.ndarray, decimal: str) -> tuple[np.ndarray, str]:
    """Read distinct texts as numbers. `weights`: rows of each. `decimal` settles what could be read both ways.

    Returns (d,) float64, NaN where a text is no number, and what was taken off ("" when nothing was). Signs of two
    currencies in one column, or a percent sign on some values only, make it no number column: all NaN.
    """
    bare, taken = _without_signs(texts)
    if bare is None:
        return np.full(len(texts), np.nan), ""
    point, comma = (bare.str.fullmatch(pattern).to_numpy(dtype=bool) for pattern in (POINT, COMMA))
    by_point, by_comma = weights[point].sum(), weights[comma].sum()
    mark = "." if by_point > by_comma or (by_point == by_comma and decimal == ".") else ","
    fits = point if mark == "." else comma
    values = np.full(len(texts), np.nan)
    if fits.any():
        plain = bare[fits].str.replace("[ \u00a0\u202f'’" + ("," if mark == "." else ".") + "]", "", regex=True)
        if (plain.str.len() != bare[fits].str.len()).any():
            taken.append("thousands marks")
        if mark == ",":
            plain = plain.str.replace(",", ".", regex=False)
            if mark != decimal:
                taken.append("decimal commas")
        values[fits] = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=np.float64)
    return values, " and ".join(taken)


def _without_signs(texts: pd.Series) -> tuple[pd.Series | None, list[str]]:
    bare = texts.str.replace("\u2212", "-", regex=False)
    taken: list[str] = []
    signs = [sign for sign in CURRENCIES if bare.str.contains(sign, regex=False).any()]
    if len(signs) > 1:
        return None, []
    if signs:
        taken.append(f"the currency sign {signs[0]}")
        # In front of the number or behind it; anywhere else it is no amount and stays as it is.
        sign, body = re.escape(signs[0]), "[^A-Za-z€$£¥₹]+"
        amount = bare.str.fullmatch(rf"[-+(]?\s*(?:{sign}{body}|{body}{sign}\)?)")
        bare = bare.where(~amount, bare.str.replace(rf"\s*{sign}\s*", "", regex=True))
    percent = bare.str.endswith("%")
    if percent.any():
        digits = bare.str.contains(r"\d", regex=True)
        if percent[digits].mean() < 0.95:
            return None, []
        taken.append("the percent sign")
        bare = bare.str.replace(r"\s*%$", "", regex=True)
    if bare.str.startswith("(").any():
        bare = bare.str.replace(r"^\((.*)\)$", r"-\1", regex=True)
    return bare, taken
