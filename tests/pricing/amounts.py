"""Evidence and costs that follow an amount, drawn at random."""

import numpy as np
from hypothesis import strategies as st

from tests.pricing.made import drawn_case
from workbench.evidence.evidence import Prediction
from workbench.scenario import validate

# One for both truths, one for each, two or three for one of them or for both.
COLUMNS = [
    ("amount", "amount", "amount", "amount"),
    ("amount", "amount", "other", "other"),
    ("other", "other", "amount", "amount"),
    ("amount", "amount", "amount", "other"),
    ("other", "amount", "size", "amount"),
    ("amount", "size", "other", "size"),
    ("size", "size", "amount", "other"),
]
money = st.floats(-50, 50).map(lambda value: round(value, 2))
times = st.sampled_from([-1.5, -0.2, 0.0, 0.1, 1.0])
asked = st.fixed_dictionaries(
    {
        "plus": st.tuples(money, money, money, money),
        "times": st.one_of(st.tuples(*[times] * 4), st.tuples(*[st.just(0.0)] * 2, *[times] * 2), st.just((0.0,) * 4)),
        "extra": st.booleans(),
        "columns": st.sampled_from(COLUMNS),
        "share": st.sampled_from([None, 0.02, 0.6]),
        "today": st.sampled_from([{}, {"kind": "always", "answer": "1"}, {"kind": "human", "cost": 2.5, "accuracy": 0.9}]),
    }
)


def question(drawn):
    uneven = (0.0137, -0.0271, 0.0059, 0.0313)  # round numbers tie, and a tie is decided by the last digit
    # A price that follows nothing does so to the last digit: a truth may follow fewer columns than the other, or none.
    each = zip(drawn["plus"], drawn["times"], uneven, strict=True)
    cells = [
        {"column": column, "plus": plus + little, "times": times + little / 7} if times else plus + little
        for column, (plus, times, little) in zip(drawn["columns"], each, strict=True)
    ]
    matrix = {"0": {"0": cells[0], "1": cells[1]}, "1": {"0": cells[2], "1": cells[3]}}
    if drawn["extra"]:
        matrix["0"]["ask"] = 3.0
        matrix["1"]["ask"] = {"column": drawn["columns"][0], "times": 0.05} if any(drawn["times"]) else 4.1
    stated = {} if drawn["share"] is None else {"1": drawn["share"]}
    return validate({"costs": {"matrix": matrix}, "prevalence": stated, "decision": {"today": drawn["today"]}})


def drawn_amounts(seed, n, classes=2, repeats=1):
    """Amounts and chances with many digits: where two answers tie but for the last, another order of adding takes the other."""
    rng = np.random.default_rng(seed)
    made = drawn_case(rng, n, classes, repeats)
    made.framing.dataset.table["amount"] = rng.uniform(1, 100, n)
    made.framing.dataset.table["other"] = rng.uniform(20, 60, n)
    made.framing.dataset.table["size"] = rng.lognormal(3, 1, n)
    rule = made.predictions["one rule"]
    uneven = (rule.proba + np.linspace(0.01234, 0.0567, classes)).astype(np.float32)
    return made.with_prediction(Prediction("one rule", "rule", uneven / uneven.sum(axis=2, keepdims=True)))


HANGING = st.sampled_from([None, None, "entity", "time"])


def hung(made, how, seed):
    """The same where cases are of one entity, three on average, or where the folds go forward in time."""
    if how == "entity":
        made.framing.entity = np.random.default_rng(seed).integers(0, len(made.y) // 3, len(made.y))
    if how == "time":
        made.framing.rows = np.arange(len(made.y) + 10)
    return made
