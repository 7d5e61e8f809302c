"""The rules of the verdict, in their order: the first that has something to say decides.

A rule is a function of what is known that returns a verdict or None. "Better" always means: cheaper by more than the model's fee
and the smallest gain worth having, with a probability of at least 80 % by the corrected resampled t-test. Having talked to users
is shown elsewhere and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from workbench.verdict import Verdict
from workbench.verdict_rules.enough import no_model_yet, rare_classes_carry_it, too_few_cases
from workbench.verdict_rules.gate import nothing_to_gain, suspicious_columns
from workbench.verdict_rules.neither import cannot_tell, no_gain_in_sight
from workbench.verdict_rules.simulated import only_simulated
from workbench.verdict_rules.with_model import a_screen_pays, acting_pays
from workbench.verdict_rules.without_model import another_length_first, people_suffice, rules_suffice
from workbench.verdict_words import Known

Rule = Callable[[Known], Verdict | None]

RULES: tuple[Rule, ...] = (
    nothing_to_gain,
    suspicious_columns,
    only_simulated,
    too_few_cases,
    rare_classes_carry_it,
    no_model_yet,
    rules_suffice,
    acting_pays,
    a_screen_pays,
    another_length_first,
    people_suffice,
    no_gain_in_sight,
    cannot_tell,
)
