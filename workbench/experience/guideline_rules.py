"""The first rules of the checklist: what the product says of itself, and how it comes and goes while a case is decided.

Each looks at a design and says whether its point is met, what is done about it, and what to do.
"""

from __future__ import annotations

from workbench.experience.guideline_design import Design, Found
from workbench.wording import format_share, in_words

NO_PRODUCT: Found = ("not applicable", "People decide every case by hand; the product suggests nothing.", "")


def what_it_is_for(design: Design) -> Found:
    if design.prototype.title or design.prototype.question:
        return "yes", "The screen has a title or asks its question in the product's own words.", ""
    if design.question:
        return (
            "partly",
            "The question is stated, and the screen asks it in general words.",
            "Give the screen a title and a question.",
        )
    return "no", "Neither the scenario nor the screen says what is decided.", "State the question, and put it on the screen."


def how_well(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    ends = f"{format_share(design.wrong)} of cases end wrong"
    if design.prototype.confidence == "none":
        return "no", "The screen says nothing about how well it does.", f"Say how often it is wrong: here, {ends}."
    does = "Each suggestion says how sure it is; how often the product is wrong in all is not on the screen."
    return "partly", does, f"Say once, where people start: {ends}."


def right_moment(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    if design.offers:
        return "yes", "Suggestions stand beside the case while a person decides it.", ""
    if design.hands_over:
        return "yes", f"People are asked only where that saves something: {format_share(design.by_hand)} of cases.", ""
    does = "It acts at once, whether or not the moment suits anybody."
    return "partly", does, "Ask first where an action cannot wait to be looked at."


def what_is_needed(design: Design) -> Found:
    columns = design.prototype.columns
    if columns:
        return "yes", f"The case is shown with {_columns(columns)} chosen for it.", ""
    does = "The case is shown with every column that a candidate may use."
    return "partly", does, "Choose the columns a person needs for this decision; leave out the rest."


def _columns(names: tuple[str, ...]) -> str:
    return f"{in_words(len(names))} column{'' if len(names) == 1 else 's'}"


def own_words(design: Design) -> Found:
    prototype = design.prototype
    named = bool(prototype.labels or prototype.none_of_these or prototype.question)
    if named and design.talked:
        return "yes", "Labels and questions are the product's own, and somebody talked to those who will use it.", ""
    if named:
        return "partly", "Labels or questions are the product's own.", "Read them with people who will use it."
    does = "Answers are called what the table calls them."
    return ("partly" if design.talked else "no"), does, "Give answers the names that people there use."


def groups_alike(design: Design) -> Found:
    if not design.groups:
        return (
            "no",
            "No column says who the cases are about, so nobody knows who bears the mistakes.",
            "Name groups on the Trust page.",
        )
    does = f"Mistakes are compared by {_columns(design.groups)} on the Trust page."
    return "partly", does, "Read what it says, and have the wording of suggestions read with the same eyes."


def when_wanted(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    if design.offers:
        return "yes", "Every case comes with suggestions; nobody has to ask for them.", ""
    if design.hands_over:
        does = "Cases that are handed over come with no suggestion, and none can be asked for."
        return "partly", does, "Let people ask for a suggestion in the cases they get."
    return "not applicable", "It acts by itself, so nobody calls for it.", ""


def waved_aside(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    if design.offers:
        said = design.prototype.none_of_these or ("Change" if design.policy == "confirm" else "None of these")
        return "yes", f'One click on "{said}" puts the suggestion aside.', ""
    if design.policy == "undo":
        return "partly", f"An action can be waved aside for {design.prototype.undo_seconds:g} s.", "Keep it open for longer."
    if design.hands_over:
        return (
            "partly",
            "Only cases that are handed over are free of the product's answer.",
            "Let people reopen what it did by itself.",
        )
    return "no", "It acts, and nobody is asked.", "Ask first, or let people take an action back."


def put_right(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    if design.offers:
        return "yes", "Any other answer can be given by hand, and a case can go to a colleague.", ""
    if design.policy == "undo":
        seconds = f"{design.prototype.undo_seconds:g} s"
        return "partly", f"Undo for {seconds}, then the case is done by hand; after that, nothing.", "Leave a way back for later."
    if design.hands_over:
        does = "Cases that are handed over are decided freely; what the product did by itself cannot be changed."
        return "partly", does, "Add an undo to what it does by itself."
    return "no", "What was done cannot be changed.", "Add an undo, or ask first."


def in_doubt(design: Design) -> Found:
    does = {
        "top-k": "Several answers are shown where one might be wrong.",
        "sets": "The less sure it is, the more answers it shows.",
        "defer": "Cases where a person does better are handed over.",
        "cascade": "What neither a rule nor the model is sure of goes to a person.",
    }
    if not design.suggests:
        return NO_PRODUCT
    if design.policy in does:
        return "yes", does[design.policy], ""
    if design.policy == "confirm":
        return "partly", "It asks every time, sure or not.", "Show more answers, or hand the case over, where it is unsure."
    return "no", "It acts the same whether it is sure or not.", "Ask, show several answers or hand over where it is unsure."


def say_why(design: Design) -> Found:
    if not design.suggests:
        return NO_PRODUCT
    if design.by_rule:
        return "yes", "A rule stands behind it, and the rule itself is the reason.", ""
    does = "How likely each answer is and what it is expected to cost can be looked up; what in the case spoke for it cannot."
    return "partly", does, "Mark the words or values that spoke for an answer."
