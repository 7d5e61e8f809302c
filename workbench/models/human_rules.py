"""Human rules as an estimator: ordered conditions that people wrote, with a stated answer where none holds.

For those who go on in Python: it fits into a pipeline, a cross-validation or a voting ensemble. The workbench itself reads the
rules off the scenario (`workbench.evidence.rules_seen`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from workbench.data.labels import label
from workbench.data.rule_words import place, shown
from workbench.data.rules import ABSTAIN, rulings
from workbench.errors import UserError
from workbench.scenario import Rule


class HumanRules(ClassifierMixin, BaseEstimator):
    """The first rule that matches answers; where none does, the fallback.

    Parameters
    ----------
    rules : sequence of `Rule` or of dict
        As in a scenario: ``{"when": [{"column": "amount", "op": ">=", "value": 900}], "answer": "fraud"}``. Columns are named as
        in the table that is fitted; those of an array are "0", "1", ...
    fallback : str or None
        The answer where no rule matches; None takes the most frequent class.
    smoothing : float
        Class shares of the training cases enter every rule's table as so many cases.

    Attributes
    ----------
    classes_ : ndarray
    fallback_ : the class answered where no rule matches
    answers_ : ndarray (rules + 1,)
        The class each rule answers, and the fallback.
    table_ : ndarray (rules + 1, K)
        Class shares of the training cases each rule decides; the last row is of those no rule matches.

    Examples
    --------
    >>> cases = pd.DataFrame({"amount": [5.0, 950.0, 20.0, 1200.0]})
    >>> rules = [{"when": [{"column": "amount", "op": ">=", "value": 900}], "answer": "fraud"}]
    >>> HumanRules(rules, fallback="ok").fit(cases, ["ok", "fraud", "ok", "ok"]).predict(cases).tolist()
    ['ok', 'fraud', 'ok', 'fraud']
    """

    def __init__(self, rules: Sequence[Rule | Mapping[str, Any]] = (), fallback: Any = None, smoothing: float = 4.0) -> None:
        self.rules = rules
        self.fallback = fallback
        self.smoothing = smoothing

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.input_tags.categorical = True
        # Without rules it always gives one answer; the library's checks expect more of a classifier.
        tags.classifier_tags.poor_score = True
        return tags

    def fit(self, X: Any, y: Any) -> HumanRules:
        """Learn how often each class comes up under each rule, and nothing about the rules.

        Raises UserError where a rule, or the fallback, answers what is no class.
        """
        cases, y = self._cases(X, y)
        check_classification_targets(y)
        self.classes_, codes = np.unique(y, return_inverse=True)
        self.rules_ = tuple(rule if isinstance(rule, Rule) else Rule.model_validate(rule) for rule in self.rules)
        k = len(self.classes_)
        counts = np.bincount(codes, minlength=k)
        usual = int(counts.argmax())
        last = usual if self.fallback is None else self._code(self.fallback, "The fallback")
        stated = [self._code(rule.answer, place(rule, position)) for position, rule in enumerate(self.rules_)]
        self.answers_ = self.classes_[np.array([*stated, last], dtype=np.intp)]
        self.fallback_ = self.classes_[last]
        fired = self._fired(cases)
        table = np.bincount(fired * k + codes, minlength=(len(stated) + 1) * k).reshape(-1, k)
        self.table_ = (table + self.smoothing * counts / len(codes)) / (table.sum(axis=1, keepdims=True) + self.smoothing)
        return self

    def predict(self, X: Any) -> np.ndarray:
        """Return (n,): the answer of the first rule that matches, or the fallback."""
        position = self.apply(X)
        return self.answers_[position]

    def predict_proba(self, X: Any) -> np.ndarray:
        """Return (n, K): how often each class came up, in training, under the rule that matches.

        What a rule answers need not be its likeliest class: rules answer as they are told, `predict_proba` says what came of it.
        """
        position = self.apply(X)
        return self.table_[position]

    def apply(self, X: Any) -> np.ndarray:
        """Return (n,): the position of the rule that decides each case; the number of rules where none does."""
        check_is_fitted(self)
        return self._fired(self._cases(X)[0])

    def abstains(self, X: Any) -> np.ndarray:
        """Return (n,) bool: where no rule matches and the fallback answers."""
        return self.apply(X) == len(self.rules_)

    def _fired(self, cases: pd.DataFrame) -> np.ndarray:
        fired = rulings(self.rules_, cases).fired
        return np.where(fired == ABSTAIN, len(self.rules_), fired).astype(np.intp)

    def _cases(self, X: Any, y: Any = None) -> tuple[pd.DataFrame, Any]:
        """A frame stays as it is, dates and categories included; an array gets columns named by their position."""
        if isinstance(X, pd.DataFrame):
            answers = validate_data(self, X, **({"reset": False} if y is None else {"y": y}), skip_check_array=True)
            return X, None if y is None else np.asarray(answers[1])
        found = validate_data(
            self, X, **({"reset": False} if y is None else {"y": y}), dtype=np.float64, ensure_all_finite="allow-nan"
        )
        values = found if y is None else found[0]
        return pd.DataFrame(values, columns=[str(place) for place in range(values.shape[1])]), None if y is None else found[1]

    def _code(self, answer: Any, told: str) -> int:
        named = [label(one) for one in self.classes_.tolist()]
        if label(answer) not in named:
            raise UserError(
                f"{told} answers {shown(answer)}, which is none of the {len(named)} classes.",
                "A classifier can only answer with a class it was shown.",
                f"Answer one of {', '.join(shown(one) for one in named[:5])}{' ...' if len(named) > 5 else ''}.",
            )
        return named.index(label(answer))
