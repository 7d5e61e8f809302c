"""How an exchange rate reads, and how it was worked out."""

from __future__ import annotations

from workbench.experience.cells import CLASS_SHARES
from workbench.experience.naming import named
from workbench.experience.outcome import Outcome, PutIn
from workbench.money import format_money
from workbench.pricing.estimate import Estimate
from workbench.wording import format_share


def sentence(itself: str | None, told: str, now: float, found: Estimate) -> str:
    """Say what a policy is worth. itself: the model, where the policy is acting on it. told: who is worth, as in "x is worth"."""
    shares = in_digits(now, found)
    if itself is not None:
        return f"This is acting itself, so there is nothing to exchange: {shares[0]} of the {decisions(itself)} are right."
    if shares[0] == shares[1]:
        return f"{told} as much as acting itself, with {shares[0]} of decisions right."
    moved = "raising" if found.estimate > now else "letting fall"
    interval = "" if shares[2] == shares[3] else f" (95 %: {shares[2]} to {shares[3]})"
    return f"{told} as much as {moved} right decisions from {shares[0]} to {shares[1]}{interval}."


def in_digits(now: float, found: Estimate) -> tuple[str, str, str, str]:
    """Return right decisions now, what they are worth, and the ends of the interval, told in as many digits as it takes."""
    # One digit more where whole per cents would hide the step or the interval.
    digits = 1 if min(abs(found.estimate - now), (found.high - found.low) / 2) < 0.01 else 0
    first, second, low, high = (format_share(share, digits) for share in (now, found.estimate, found.low, found.high))
    return first, second, low, high


def subject(outcome: Outcome, best: bool) -> str:
    """Name what is worth something. best: the best model is behind it, which need not be named."""
    if outcome.policy == "act" and outcome.candidate == CLASS_SHARES:
        return "Acting with no model"
    doing = named(outcome, "doing")
    doing = doing[:1].upper() + doing[1:]
    if outcome.candidate == CLASS_SHARES:
        return f"{doing}, with no model behind it,"
    return doing if best or outcome.policy == "manual" else f"{doing}, with {outcome.candidate} behind it,"


def decisions(model: str) -> str:
    return "decisions made with no model" if model == CLASS_SHARES else f"decisions of {model}"


def worked_out(put_in: PutIn, right_now: float, currency: str) -> str:
    """Say how the rate follows from the numbers put in, per 1,000 cases."""
    acting, policy, perfect, broken = (
        format_money(value * 1000, currency) for value in (put_in.acting, put_in.policy, put_in.perfect, put_in.broken)
    )
    if put_in.fixed is not None:
        share = format_share(put_in.fixed)
        raised = format_share(min(right_now + put_in.fixed * (1 - right_now), 1.0))
        return (
            f"Acting costs {acting}, this {policy}, a perfect answer {perfect}: ({acting} - {policy}) / ({acting} - {perfect}) = "
            f"{share} of the wrong decisions would have to be put right, which makes {format_share(right_now)} right {raised}."
        )
    if put_in.spoiled is not None:
        share = format_share(put_in.spoiled)
        return (
            f"Acting costs {acting}, this {policy}, and acting with every right decision turned into the next best {broken}: "
            f"({policy} - {acting}) / ({broken} - {acting}) = {share} of the right decisions would have to go wrong."
        )
    return f"Acting costs {acting}, this {policy}, a perfect answer {perfect}: there is nothing to fix and nothing to spoil."
