"""How a verb form is read from its neighbours: finite or participle, active or passive, aim or attested effect.

A handful of closed word classes replaces a part-of-speech tagger; the classes are data (`strength-grammar.yml`).
"""

from __future__ import annotations

from mkdocs_neurolint.language.scan import Clause

# What opens a noun phrase, so that a verb before it has an object.
_OPENS = frozenset(("determiner", "pronoun", "number", "quantity", "meta", ""))
_SUBJECT = frozenset(("", "meta", "pronoun", "relative", "that"))
# What may stand between a subject and its verb.
_AUXILIARY = frozenset(("adverb", "negation", "modal", "hedge", "do", "have", "be", "to", "let", "attested"))
# After one of these an -ed form is an adjective and a base form a noun.
_BEFORE_NOUN = frozenset(("determiner", "preposition", "by", "than", "number", "quantity", "linking"))

COMPARATIVE_REACH = 12  # words within which "than" belongs to a comparative
_PLURALS = frozenset(("men", "women", "children", "mice", "bacteria", "data", "genes", "others"))
_IN_SUBJECT = frozenset(("preposition", "determiner", "number", "adverb", "quantity", "punct"))
_FINITE = frozenset(("active", "plural", "start", "bare", "passive", "agent", "intransitive", "infinitive"))
BRACKET_REACH = 20
COORDINATION_REACH = 6  # words before "and" in which "is" also serves the participle after it
SUBJECT_REACH = 10  # words in which the head of a subject is looked for


def before(clause: Clause, index: int) -> int:
    """The nearest token left of `index` that is neither adverb nor negation, or -1."""
    index -= 1
    classes = clause.classes
    while index >= 0 and classes[index] in ("adverb", "negation"):
        index -= 1
    return index


def after(clause: Clause, index: int) -> int:
    """The nearest token right of `index` that is no adverb; the length when there is none."""
    classes = clause.classes
    index += 1
    while index < len(classes) and classes[index] == "adverb":
        index += 1
    return index


def read_verb(clause: Clause, form: str, index: int, last: int, previous: str) -> str:
    """The reading of the verb form at `index`, which with its particle ends at `last`; "" when it is no verb.

    `previous` is the reading of the verb before it in the sentence, which a coordinated verb shares.
    """
    if form != "ing" and _meta_subject(clause, index):
        return "meta"
    left = _over_brackets(clause, before(clause, index))
    left_class = clause.classes[left] if left >= clause.start else "start"
    right = after(clause, last)
    right_class = clause.classes[right] if right < len(clause.words) else "end"
    if form == "base":
        return _base(clause, left, left_class, right_class, previous)
    if form == "s":
        return _third_person(clause, left_class, right_class, right, previous)
    if form == "ing":
        return _gerund(left_class, right_class)
    bare_object = index + 1 < len(clause.words) and clause.classes[index + 1] == ""
    return _past(clause, form, left, left_class, right, right_class, previous, bare_object)


def _over_brackets(clause: Clause, index: int) -> int:
    """The token before the bracket that `index` closes, else `index`."""
    if index < 0 or clause.words[index] != ")":
        return index
    for place in range(index - 1, max(index - BRACKET_REACH, -1), -1):
        if clause.words[place] == "(":
            return before(clause, place)
    return index


def _meta_subject(clause: Clause, index: int) -> bool:
    index -= 1
    while index >= 0 and clause.classes[index] in _AUXILIARY:
        index -= 1
    if index < 0:
        return False
    word = clause.words[index]
    if word in ("results", "result", "data") and index > 0 and clause.classes[index - 1] == "":
        return False  # "test results" are what was measured, not the study's
    return clause.classes[index] == "meta" or word == "we"


def _base(clause: Clause, left: int, left_class: str, right_class: str, previous: str) -> str:
    if left_class == "to":
        return "infinitive" if _attested(clause, left) else "purpose"
    if left_class in ("modal", "hedge", "do", "let"):
        return "active"
    if left_class in ("conjunction", "punct"):
        if previous in ("active", "plural", "start", "infinitive", "purpose", "bare"):
            return previous
        return _finite(clause, left) if right_class in _OPENS else ""
    if left_class in ("start", "stop"):
        return "bare" if right_class in _OPENS else "noun"
    if left_class in _SUBJECT:
        finite = "active" if left_class != "" or _is_plural(clause.words[left]) else _finite(clause, left)
        if finite:
            return finite if right_class in _OPENS or right_class == "to" else "intransitive"
    return "noun" if left_class in _BEFORE_NOUN else ""


def _finite(clause: Clause, index: int) -> str:
    """The reading of a base form after what ends at `index`: "active" when an auxiliary leads, "plural" when the
    head of the subject is plural, else "" (a singular subject has no base form as its verb).
    """
    if clause.classes[index] == "conjunction":
        index -= 1
    for place in range(index, max(index - SUBJECT_REACH, -1), -1):
        word_class = clause.classes[place]
        if word_class == "" or word_class == "meta":
            if _is_plural(clause.words[place]):
                return "plural"
        elif word_class in ("modal", "hedge", "do"):
            return "active"
        elif word_class in ("conjunction", "pronoun", "relative"):
            return "plural"
        elif word_class not in _IN_SUBJECT:
            break
    return ""


def _is_plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith(("ss", "us", "is"))) or word in _PLURALS


def _attested(clause: Clause, to: int) -> bool:
    """Whether what governs "to" attests the effect: "is able to", "was found to"."""
    governor = before(clause, to)
    if governor < 0:
        return False
    if clause.classes[governor] == "linking":
        left = before(clause, governor)
        return left >= 0 and clause.classes[left] == "be"
    return clause.classes[governor] in ("attested", "hedge")


def _third_person(clause: Clause, left_class: str, right_class: str, right: int, previous: str) -> str:
    if left_class in _BEFORE_NOUN or (left_class == "conjunction" and previous not in _FINITE):
        return "noun"
    if right_class in _OPENS:
        return "start" if left_class == "start" else "active"
    if right_class == "preposition" and clause.words[right] in ("in", "of"):
        return "noun"
    return "intransitive" if left_class in _SUBJECT else "noun"


def _gerund(left_class: str, right_class: str) -> str:
    if right_class not in _OPENS:
        return "intransitive" if left_class == "be" else ""
    if left_class == "be":
        return "active"
    if left_class == "start":
        return ""  # a heading, or the subject of the verb to come
    if left_class in ("determiner", "preposition", "by", "than", "stop", "to", "that", "conjunction", "let", "quantity", "number"):
        return "gerund"
    return "modifier" if left_class == "" else "participle"


def _past(
    clause: Clause,
    form: str,
    left: int,
    left_class: str,
    right: int,
    right_class: str,
    previous: str,
    bare_object: bool,
) -> str:
    by = _by_agent(clause, right)
    if left_class == "be":
        return "agent" if by else "passive"
    if by:
        return "noun-agent"
    if form == "ed" and right_class in ("determiner", "pronoun"):
        return "active"  # no adjective stands before an article
    if (form == "ed" and left_class in _SUBJECT) or left_class == "have":
        if bare_object and left_class == "have" and clause.words[left] in ("had", "have", "having"):
            return "adjective"
        return "active" if right_class in _OPENS else "intransitive"
    if left_class == "conjunction":
        if previous in ("active", "passive"):
            return previous
        if "be" in clause.classes[max(left - COORDINATION_REACH, 0) : left]:
            return "passive"
    return "adjective"


def _by_agent(clause: Clause, right: int) -> bool:
    """Whether "by" follows, and an agent after it, not an amount ("reduced by 30%", "by half")."""
    if right >= len(clause.words) or clause.classes[right] != "by":
        return False
    return right + 1 < len(clause.words) and clause.classes[right + 1] not in ("number", "quantity")


def read_comparative(clause: Clause, first: int, last: int) -> str:
    """The reading of a comparative: "than" when a comparison follows, "predicate" when it is said of its subject."""
    classes = clause.classes
    left = before(clause, first)
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
