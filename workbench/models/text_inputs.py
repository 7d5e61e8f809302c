"""What a linear model reads of free text: its words and pairs of words, weighed by how rare they are, beside the other columns.

The same numbers as scikit-learn's TfidfVectorizer (logarithmic counts, pairs of words, none that stands in one text only) beside
what `LinearInputs` makes of the rest. Which words are used, and what they weigh, is learned from the training rows of one fold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.models.linear_inputs import LinearInputs
from workbench.models.table import Table

MOST_WORDS = 20_000  # words and pairs a fold learns from, the most frequent ones
MOST_WEIGHTS = 2_000_000  # a word has a weight for each class
# A text's words have length WEIGHT in all, a standardised number has length one: words are held back less, as each says only a
# little, and the solver settles in a third of the steps that it takes where they are small beside the numbers.
WEIGHT = 4.0
LEAST_TEXTS = 2  # a word that stands in one text only says nothing about the next


@dataclass(frozen=True, eq=False)
class TextInputs:
    """kept (w,): places of the words that are used. weighing: the fitted TfidfTransformer over them, None where there are none.

    rest: what is made of the other columns, the length of each text among them.
    """

    kept: np.ndarray
    weighing: Any
    rest: LinearInputs

    @classmethod
    def learn(cls, table: Table, rows: np.ndarray, rest: LinearInputs, classes: int) -> TextInputs:
        from sklearn.feature_extraction.text import TfidfTransformer

        seen = table.words[rows]
        texts = np.bincount(seen.indices, minlength=seen.shape[1])
        kept = np.flatnonzero(texts >= LEAST_TEXTS)
        most = max(1, min(MOST_WORDS, MOST_WEIGHTS // max(classes, 1)))
        if len(kept) > most:
            kept = np.sort(kept[np.argsort(-texts[kept], kind="stable")[:most]])
        weighing = TfidfTransformer(sublinear_tf=True).fit(seen[:, kept]) if len(kept) else None
        return cls(kept, weighing, rest)

    def transform(self, table: Table, rows: np.ndarray) -> Any:
        """Return (len(rows), w + the width of the rest), CSR float32: words first."""
        from scipy.sparse import csr_matrix, hstack

        rest = csr_matrix(self.rest.transform(table, rows), dtype=np.float32)
        if self.weighing is None:
            return rest
        weighed = self.weighing.transform(table.words[rows][:, self.kept], copy=False)
        weighed.data *= WEIGHT
        return hstack([weighed, rest], format="csr")
