"""Evidence that can be worked out on paper.

In each of five folds, 20 of 40 cases score 0.8 (16 of them b) and 20 score 0.2 (4 of them b). A miss and a false alarm cost 10,
asking the model 1. Acting on it costs (4 * 10 + 4 * 10) / 40 = 2 and the fee, one answer for all 5: the model saves 2 a case.
"""

import numpy as np

from tests.experience.made import make_evidence, scenario

MISS, ALARM = ("costs", "matrix", "b", "a"), ("costs", "matrix", "a", "b")
FEE = ("costs", "prediction")


def on_paper():
    scores = np.repeat([0.8, 0.2], 20)
    y = np.concatenate([[1] * 16, [0] * 4, [1] * 4, [0] * 16])
    return make_evidence(np.tile(y, 5), {"m": np.tile(scores, 5)}, fold=np.repeat(np.arange(5), 40))


def prices(scale=1.0, **parts):
    costs = {"matrix": {"a": {"b": 10.0 * scale}, "b": {"a": 10.0 * scale}}, "prediction": 1.0 * scale}
    return scenario(costs=costs, **parts)
