"""What was seen: out-of-fold predictions of every candidate on the same cases. Arrays only; no fitted model, no file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np

    from workbench.data.framing import Framing

Kind = Literal["baseline", "rule", "process", "model", "simulated", "external"]
Answering = Literal["cheapest", "likeliest", "drawn", "given"]
ABSTAINS = -1


@dataclass(frozen=True)
class Calibration:
    """What was done to probabilities so that they mean what they say (`workbench.evidence.calibration`).

    slope: median over the folds that were changed; below 1 the candidate claimed to know more than it does, 0 leaves only the
    class shares. shift: of two classes, by how much the log-odds of the positive one were moved besides. changed: in how many
    of `folds` folds probabilities were changed. sentence: the same in words. advised: nothing was changed, and should be.
    """

    slope: float
    shift: float
    changed: int
    folds: int
    sentence: str
    advised: bool = False


@dataclass(frozen=True, eq=False)
class Prediction:
    """One candidate's probabilities for cases it never saw.

    proba (R, n, K) float32: out-of-fold probabilities, one layer a repeat; rows sum to 1; columns follow `Evidence.classes`.
    answering: how probabilities become an answer. "cheapest": least expected cost (every real candidate).
    "likeliest": the most probable class, whatever it costs (`majority`). "drawn": at random with these
    probabilities, priced as an expected value and not one draw (`random`). "given": the answers are `answers`, whatever the costs
    (rules, answers brought from outside); proba is then what these answers tell about the truth, found on other folds.
    answers (n,) int: index into `answer_names`, labels of classes or of answers that are no class; None unless "given". ABSTAINS
    where none was given: priced as the one answer for all cases that costs least where the other folds learned.
    fired (n,) bool: where a rule gave the answer, and not what answers where none matches; None where answers come from no rules.
    learned: whether given answers were learned from these cases (rules that were suggested); False where people stated them.
    raw (R, n, K) float32: the probabilities before they were calibrated on other folds; None where they were left as they came.
    calibration: what was done to them, None where that was not asked.
    seconds: CPU seconds spent. sentence: what was learned, in plain words, where there is something to say (a rule).
    """

    name: str
    kind: Kind
    proba: np.ndarray
    answering: Answering = "cheapest"
    seconds: float = 0.0
    sentence: str = ""
    answers: np.ndarray | None = None
    answer_names: tuple[str, ...] = ()
    fired: np.ndarray | None = None
    learned: bool = False
    raw: np.ndarray | None = None
    calibration: Calibration | None = None


@dataclass(frozen=True, eq=False)
class Evidence:
    """Every candidate on identical cases and folds.

    rows (n,) int64: positions in `framing.rows` that were scored (all of them, unless folds go forward in time).
    y (n,) int32: truth as an index into `classes`. fold (R, n) int8: the fold a case was scored in.
    shares (R, k, K) float64: class shares among the rows each fold was trained on.
    test_to_train: rows tested / rows trained on, of one fold; enters the corrected resampled t-test.
    predictions: by name, in the order they became ready. unseen: classes too rare to be trained on in every fold.
    simulated: there is no table; the cases are made up, and every page says so.
    complete: what the scenario adds is among the predictions (`workbench.evidence.joined`).
    """

    framing: Framing
    key: str
    rows: np.ndarray
    y: np.ndarray
    fold: np.ndarray
    shares: np.ndarray
    test_to_train: float
    predictions: dict[str, Prediction] = field(default_factory=dict)
    unseen: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    simulated: bool = False
    complete: bool = False

    @property
    def classes(self) -> tuple[str, ...]:
        return self.framing.classes

    def with_prediction(self, prediction: Prediction) -> Evidence:
        """Return evidence that also holds this candidate; nothing is changed in place."""
        return replace(self, predictions={**self.predictions, prediction.name: prediction})
