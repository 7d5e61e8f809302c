"""What the product shows of its confidence."""

import numpy as np
import pytest

from workbench.evidence.evidence import Calibration, Prediction
from workbench.experience.seen import seen, why_no_numbers
from workbench.experience.trial import Screen, Suggestion

PROBA = np.array([[[0.7, 0.3]]])
CHECKED = Calibration(1.0, 0.0, 0, 5, "Its probabilities are used as they came.")
ADVISED = Calibration(0.4, 0.0, 0, 1, "They claim to know more than they do.", advised=True)


@pytest.mark.parametrize(
    ("kind", "calibration", "hidden"),
    [
        ("model", None, True),
        ("model", CHECKED, False),
        ("external", None, True),
        ("external", ADVISED, True),
        ("external", CHECKED, False),
        ("baseline", None, False),
        ("simulated", None, False),
    ],
)
def test_a_number_is_shown_only_where_somebody_checked_that_it_means_what_it_says(kind, calibration, hidden):
    prediction = Prediction("any", kind, PROBA, calibration=calibration)
    assert bool(why_no_numbers(prediction)) is hidden


def test_words_stay_where_numbers_are_hidden():
    screen = Screen("confirm", (Suggestion(0, "ok", 0.7, 0.1, "likely"),))
    assert seen(screen).suggestions == (("ok", "likely", 0.7),)
    assert seen(screen, numbers=False).suggestions == (("ok", "likely", None),)
