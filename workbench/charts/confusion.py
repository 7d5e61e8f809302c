"""The priced confusion matrix as a picture: how many cases end where, and what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from workbench.charts import theme
from workbench.charts.costs import format_cases
from workbench.money import format_money

if TYPE_CHECKING:
    import plotly.graph_objects as go

MOST_CELLS_WITH_TEXT = 36


def chart(
    cases: np.ndarray, money: np.ndarray, answers: Sequence[str], classes: Sequence[str], currency: str, dark: bool = False
) -> go.Figure:
    """Draw truth (down) by answer (across), both (A, K) per 1,000 cases: shaded by cost, told by number.

    Only a small table has its numbers written in; a larger one tells them on hover.
    """
    import plotly.graph_objects as go

    colours = theme.palette(dark)
    told = [
        [f"{format_cases(cases[a, k])}<br>{theme.safe(format_money(float(money[a, k]), currency))}" for a in range(len(answers))]
        for k in range(len(classes))
    ]
    most = float(np.abs(money).max()) or 1.0
    small = cases.size <= MOST_CELLS_WITH_TEXT
    names = [[theme.safe(name, 18) for name in some] for some in (answers, classes)]
    grid = go.Heatmap(
        z=money.T,
        zmin=-most,
        zmax=most,
        x=list(range(len(answers))),
        y=list(range(len(classes))),
        text=told,
        texttemplate="%{text}" if small else None,
        customdata=[[[names[0][a], names[1][k]] for a in range(len(answers))] for k in range(len(classes))],
        hovertemplate="truth %{customdata[1]}, answered %{customdata[0]}<br>%{text} per 1,000<extra></extra>",
        colorscale=[
            [0, theme.alpha(colours.good, 0.6)],
            [0.5, theme.alpha(colours.quiet, 0.06)],
            [1, theme.alpha(colours.bad, 0.6)],
        ],
        showscale=False,
        xgap=3,
        ygap=3,
    )
    return theme.figure(
        [grid],
        height=110 + max(38, 240 // len(classes)) * len(classes),
        dark=dark,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={"tickvals": list(range(len(answers))), "ticktext": names[0], "side": "top", "showgrid": False, "automargin": True},
        xaxis_title_text="the answer",
        yaxis={
            "tickvals": list(range(len(classes))),
            "ticktext": names[1],
            "autorange": "reversed",
            "showgrid": False,
            "automargin": True,
        },
        yaxis_title_text="the truth",
    )


def alt(cases: np.ndarray, money: np.ndarray, answers: Sequence[str], classes: Sequence[str], currency: str) -> str:
    """Say which mistake is the dearest, for those who cannot see the picture."""
    answer, truth = (int(index) for index in np.unravel_index(int(money.argmax()), money.shape))
    return (
        f"What happens in 1,000 cases, truth by answer. The dearest cell: truth {classes[truth]}, answered {answers[answer]}, "
        f"{format_cases(cases[answer, truth])}, {format_money(float(money[answer, truth]), currency)}."
    )
