"""The other rules of the checklist: what happens over time, after a mistake, and with people's trust."""

from __future__ import annotations

from workbench.experience.guideline_design import Design, Found
from workbench.experience.guideline_rules import NO_PRODUCT
from workbench.wording import format_share


def remember(design: Design) -> Found:
    if design.prototype.template == "inbox":
        does = "The list shows what waits, and how many are done; what was decided is not listed."
        return "partly", does, "Let people look up what they decided last."
    return "no", "One case follows another, and what was decided is gone.", "Let people look up what they decided last."


def learn(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    if design.policy == "act":
        return "no", "Nobody sees what it does, so there is nothing to learn from.", "Have a sample of its actions looked at."
    does = "Corrections are kept and can be joined to the data as labels; acceptances are not, since many are given unread."
    return "partly", does, "Decide who joins them, how often, and who looks at them first."


def change_with_care(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    does = (
        "A case can be pinned, so that the next version is tried on it, and every correction says which version it was made to."
    )
    return "partly", does, "Compare a new version with the old one on past cases before anybody works with it."


def ask_back(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    asked = [
        *(["why a suggestion was changed"] if design.prototype.reason else []),
        *(["whether it helped"] if design.prototype.helpful else []),
    ]
    if not asked or design.policy == "act":
        return "no", "Nothing is asked.", "Ask whether a suggestion helped, and why it was changed."
    does = (
        f"People are asked {' and '.join(asked)}; both may be left out." if len(asked) == 2 else f"People are asked {asked[0]}."
    )
    missing = "Ask whether it helped, too." if not design.prototype.helpful else "Ask why a suggestion was changed, too."
    return ("yes", does, "") if len(asked) == 2 else ("partly", does, missing)


def what_it_changes(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    do = "Say beside a correction what becomes of it: a label, a look by somebody, or nothing."
    if design.prototype.tell == "each":
        return (
            "partly",
            "After each case the prototype tells the truth and what a mistake cost; not what a correction changes.",
            do,
        )
    return "no", "What came of an answer is told at the end only.", do


def settings(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    does = "How it behaves is set here, by those who design it; those who use it can set nothing."
    return "no", does, "Let a team set how sure it has to be, how many cases it hands over, and turn it off."


def say_changed(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    return "no", "The screen says nothing about versions.", "Say on the screen when it learned anew, and what is different."


def mistakes_seen(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    if design.prototype.tell == "each":
        return "yes", "Whoever tries it is told after each case what was true and what the mistake cost.", ""
    return (
        "partly",
        "Whoever tries it is told at the end what was true.",
        "Tell it after each case while the screen is being designed.",
    )


def where_from(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    known = "What was answered in place of what, and how sure it was, is shown on the Costs and Compare pages"
    if design.groups:
        return "yes", f"{known}, and mistakes by group on the Trust page.", ""
    return "partly", f"{known}.", "Name groups, to see whether mistakes gather somewhere."


def way_on(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    if design.offers:
        return "yes", "Whoever disagrees decides by hand, or sends the case to a colleague.", ""
    if design.policy == "act":
        return "no", "Nobody learns of a mistake until it is felt elsewhere.", "Say whom to turn to, and add an undo."
    does = "There is a way on for what is noticed in time or handed over; the rest is felt elsewhere."
    return "partly", does, "Say whom to turn to when a mistake is found later."


def how_sure(design: Design) -> Found:
    form = design.prototype.confidence
    if not design.suggests:
        return NO_PRODUCT
    if form == "none":
        return "no", "The screen does not say how sure it is.", "Say it in words, or as a number once that was checked."
    if form == "words":
        return _in_words(design)
    shape = "a number" if form == "number" else "a bar"
    if design.hidden:
        return (
            "partly",
            f"It was to be {shape}. {design.hidden}",
            "Have its probabilities corrected on other folds, or use words.",
        )
    return "yes", f"It is shown as {shape}, and that these shares come true was checked on other folds.", ""


def _in_words(design: Design) -> Found:
    """A word is a promise as well: what is called almost certain has to be right nearly always."""
    if not design.words:
        return "yes", "It is said in a few words, which promise no more than is known.", ""
    told = ", ".join(f'"{one.word}" {format_share(one.right)}' for one in design.words)
    does = f"It is said in a few words. How often the likeliest answer was right, by the word: {told}."
    if all(one.holds for one in design.words):
        return "yes", does, ""
    return "partly", does, "Have its probabilities corrected on other folds: they promise more than comes true."


def how_trusted(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    if design.policy == "act":
        return "not applicable", "Nobody is asked to trust it: it acts.", ""
    if design.measured:
        return "yes", "How often people take a wrong suggestion, and refuse a right one, was measured.", ""
    return "no", "How often people take a wrong suggestion is assumed.", "Run a study: half a day with a dozen people tells."
