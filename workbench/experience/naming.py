"""What a way of behaving is called: read from the catalogue, with the number of answers it shows filled in."""

from __future__ import annotations

from typing import Literal

from workbench.experience.catalogue import CATALOGUE
from workbench.experience.outcome import Outcome
from workbench.wording import in_words

Form = Literal["short", "order", "doing"]
OF_ONE = {
    "Show one answers to choose from": "Show one answer to take or leave",
    "showing one answers": "showing one answer",
}
_POLICIES = {policy.name: policy for policy in CATALOGUE}


def named(outcome: Outcome, form: Form) -> str:
    """Return how a picture names it ("show three"), what to do ("Show three answers ...") or what is done ("showing three ...").

    A policy that has no such words goes by its name.
    """
    words = str(getattr(_POLICIES.get(outcome.policy), form, outcome.policy))
    filled = words.replace("{k}", in_words(int(outcome.parameters.get("k") or 1)))
    return OF_ONE.get(filled, filled)


def title(policy: str) -> str:
    """Return what a policy is called in a list of them."""
    found = _POLICIES.get(policy)
    return policy if found is None else found.title
