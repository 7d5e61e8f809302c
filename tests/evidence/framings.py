"""Framings of tiny frames, made by hand: what `data.framing` gives, without reading a file."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pandas as pd

from workbench.data.dataset import Column, Dataset, Kind
from workbench.data.framing import Framing


def kind_of(series: pd.Series) -> Kind:
    if isinstance(series.dtype, pd.CategoricalDtype):
        return "boolean" if set(series.cat.categories) <= {"True", "False"} else "category"
    if pd.api.types.is_datetime64_any_dtype(series):
        return "date"
    return "number" if pd.api.types.is_numeric_dtype(series) else "text"


def framing_of(features: pd.DataFrame, y: Any, entity: Any = None, time: Any = None) -> Framing:
    """Frame `features` with the labels `y`; classes are sorted as text."""
    labels = np.asarray(y).astype(str)
    classes, codes = np.unique(labels, return_inverse=True)
    columns = tuple(Column(name, kind_of(features[name]), kind_of(features[name]), 0, 0, "", "", ()) for name in features.columns)
    table = features.assign(answer=pd.Categorical(labels))
    content = hashlib.sha256(pd.util.hash_pandas_object(table).to_numpy().tobytes()).hexdigest()
    dataset = Dataset("by hand", table, columns, (), content)
    return Framing(
        dataset=dataset,
        target="answer",
        task="binary" if len(classes) == 2 else "multiclass",
        classes=tuple(classes.tolist()),
        rows=np.arange(len(table)),
        y=codes.astype(np.int32),
        features=columns,
        set_aside=(),
        entity=None if entity is None else np.asarray(entity),
        time=None if time is None else np.asarray(time, dtype=np.int64),
        notes=(),
        key=content,
    )


def mixed(n: int = 240, seed: int = 0, classes: int = 2) -> Framing:
    """Numbers, categories, booleans and dates with missing values; the answer depends on two of them."""
    random = np.random.default_rng(seed)
    amount, age = random.lognormal(size=n), random.normal(40, 10, size=n)
    shop = random.choice(["books", "food", "toys"], size=n)
    y = np.digitize(np.log(amount) + (shop == "toys") + random.normal(size=n) * 0.5, np.linspace(-0.5, 1.5, classes - 1))
    amount[random.random(n) < 0.1] = np.nan
    features = pd.DataFrame(
        {
            "amount": amount,
            "age": age,
            "shop": pd.Categorical(np.where(random.random(n) < 0.1, None, shop)),
            "abroad": pd.Categorical(random.choice(["True", "False"], size=n)),
            "paid_at": pd.Timestamp("2025-03-01") + pd.to_timedelta(random.integers(0, 10_000, size=n), unit="h"),
        }
    )
    return framing_of(features, y)


def worded(n: int = 240, seed: int = 0, classes: int = 2) -> Framing:
    """What `mixed` has, and a text with a word that tells the answer in most rows; some texts are missing."""
    framing, random = mixed(n, seed, classes), np.random.default_rng(seed)
    told = np.where(random.random(n) < 0.8, framing.y, random.integers(0, classes, size=n))
    names, rest = np.array(["apple", "berry", "cherry", "date"]), np.array(["one", "two", "three", "four", "five", "six"])
    pairs = zip(told, random.choice(rest, n), random.choice(rest, n), strict=True)
    texts = [f"Some {names[truth]} and {first}, {second} more" for truth, first, second in pairs]
    message = pd.Series(np.where(random.random(n) < 0.05, None, texts), dtype="str")
    return framing_of(framing.dataset.table.drop(columns="answer").assign(message=message), framing.y)
