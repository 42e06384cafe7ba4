"""How a comparative is read: with what it is compared, or of what it is said."""

from __future__ import annotations

from mkdocs_neurolint.language.readings import before
from mkdocs_neurolint.language.scan import Clause

COMPARATIVE_REACH = 12  # words within which "than" belongs to a comparative


def read_comparative(clause: Clause, first: int, last: int) -> str:
    """The reading of a comparative: "than" when a comparison follows, "predicate" when it is said of its subject."""
    classes = clause.classes
    left = before(clause, first)
    if left >= 0 and classes[left] == "to":
        return ""  # a verb: "ways to lower …"
    if left >= 0 and classes[left] == "determiner":
        left = before(clause, left)
    end = min(last + 1 + COMPARATIVE_REACH, len(classes))
    for place in range(last + 1, end):
        if classes[place] == "than" or clause.words[place] == "compared":
            amount = place + 1 < len(classes) and classes[place + 1] in ("number", "quantity")
            return "amount" if amount and place == last + 1 else "than"
        if classes[place] == "stop":
            break
    if last + 1 < end and clause.words[last + 1] in ("in", "among", "for") and left >= clause.start:
        return "predicate"
    return "predicate" if left >= 0 and classes[left] in ("be", "have", "linking") else "alone"
