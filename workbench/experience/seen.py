"""What the product shows of a case and of its own confidence: plain words and shares, apart from how they were worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.experience.mode import Mode

if TYPE_CHECKING:
    from workbench.evidence.evidence import Prediction
    from workbench.experience.trial import Screen

Offer = tuple[str, str, float | None]
"""An answer that is suggested: its label, how sure the product is in words, and as a share where that may be shown."""


@dataclass(frozen=True)
class Seen:
    """What the person sees. mode: what the product does by itself (`trial.Screen`). suggestions: in the order they are shown."""

    mode: Mode
    suggestions: tuple[Offer, ...] = ()


def seen(screen: Screen, numbers: bool = True) -> Seen:
    """Return what is shown of a screen. numbers: whether shares may be shown; words always are."""
    return Seen(screen.mode, tuple((one.answer, one.words, one.probability if numbers else None) for one in screen.shown))


def why_no_numbers(prediction: Prediction) -> str:
    """Say why a candidate's probabilities are not shown as numbers; nothing where they may be.

    A number is read as a promise: 90 % has to be right nine times in ten. Baselines, rules and simulated models keep that by how
    their probabilities come about; of a model or of answers brought from outside it has to have been checked on other folds.
    """
    if prediction.kind not in ("model", "external"):
        return ""
    if prediction.calibration is None:
        return "Nobody checked whether its probabilities mean what they say, so they are told in words and not as numbers."
    if prediction.calibration.advised:
        return "Its scores are not the probabilities they are taken for, so they are told in words and not as numbers."
    return ""
