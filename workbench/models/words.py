"""How often words and pairs of words stand in free text: counted once for all folds, and learned from no row.

Words go into places given by their hash, which takes the same room for any language and any number of words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

# A sign of Chinese or Japanese is a word by itself, as nothing parts them there; two in a row are then a pair like any other.
SIGNS = r"぀-ヿ㐀-鿿"
WORD = rf"[{SIGNS}]|[^\W{SIGNS}]{{2,}}"
PLACES = 2**20  # shared among the columns of text
LEAST_PLACES = 2**14
MOST_CHARACTERS = 20_000_000  # of all texts together; of more, the beginning of each is read
LONGEST = 10_000
AT_ONCE = 10_000


def counted(texts: tuple[pd.Series, ...]) -> Any:
    """Return how often each place's words stand in each row, (n, places) CSR float32, of one text column or more.

    A missing text holds no word.
    """
    from scipy.sparse import hstack, vstack
    from sklearn.feature_extraction.text import HashingVectorizer

    places = max(LEAST_PLACES, PLACES // len(texts))
    reader = HashingVectorizer(
        token_pattern=WORD, ngram_range=(1, 2), n_features=places, alternate_sign=False, norm=None, dtype=np.float32
    )
    limit = characters_read(len(texts), len(texts[0]))
    return hstack([vstack([reader.transform(some) for some in _read(series, limit)]) for series in texts], format="csr")


def characters_read(columns: int, rows: int) -> int:
    """How many characters of each text are read, from its beginning."""
    return min(LONGEST, max(1, MOST_CHARACTERS // max(columns * rows, 1)))


def _read(series: pd.Series, limit: int) -> Iterator[list[str]]:
    for start in range(0, len(series), AT_ONCE):
        yield series.iloc[start : start + AT_ONCE].astype("str").str.slice(0, limit).fillna("").tolist()
