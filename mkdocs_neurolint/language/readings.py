"""How a verb form is read from its neighbours: finite or participle, active or passive, aim or attested effect.

A handful of closed word classes replaces a part-of-speech tagger; the classes are data (`strength-grammar.yml`).
"""

from __future__ import annotations

from typing import NamedTuple

from mkdocs_neurolint.language.scan import Clause

BRACKET_REACH = 20  # words within which a bracket may close
COORDINATION_REACH = 8  # words before "and" in which "is" also serves the verb after it
SUBJECT_REACH = 14  # words in which the head of a subject is looked for
ATTESTED_REACH = 6  # words between "found" or "shown" and its "to"
NOUN_PHRASE_REACH = 5  # words in which the article of a noun phrase is looked for
CLAUSE_REACH = 12  # words in which the verb of a clause is looked for

_TRANSPARENT = frozenset(("adverb", "negation", "quote"))
# What opens a noun phrase, so that a verb before it has an object. The class "" holds all open words.
_OPENS = frozenset(("determiner", "pronoun", "number", "quantity", "meta", "attested", ""))
_SUBJECT = frozenset(("", "meta", "pronoun", "relative", "that"))
_AUXILIARY = frozenset(("be", "have", "do", "modal", "hedge"))
# What may stand between a subject and its verb.
_BEFORE_VERB = _AUXILIARY | {"adverb", "negation", "to", "let", "attested"}
_IN_SUBJECT = frozenset(("preposition", "determiner", "number", "adverb", "quantity", "punct", "linking", "attested"))
# After one of these an -ed form is an adjective and a base form a noun.
_BEFORE_NOUN = frozenset(("determiner", "preposition", "by", "than", "number", "quantity", "linking"))
_BEFORE_GERUND = _BEFORE_NOUN - {"linking"} | {"stop", "to", "that", "conjunction", "let"}
# After one of these no plural noun and no singular noun stands, so the form is a verb ("this triggers", "these cut").
_NO_PLURAL = frozenset(("this", "each", "another"))
_NO_SINGULAR = frozenset(("these", "those", "many", "few", "several", "both", "others"))
_IN_NOUN_PHRASE = frozenset(("", "adverb", "quantity", "number", "than"))
_ENDS_PHRASE = frozenset(
    ("stop", "punct", "conjunction", "subordinator", "relative", "that", "pronoun", "to", "have", "do", "modal")
)
_BETWEEN = frozenset(("", "determiner", "preposition", "quantity", "number"))
_FINITE = frozenset(("active", "absolute", "plural", "start", "bare", "passive", "agent", "intransitive", "infinitive"))
_SHARED_BASE = frozenset(("active", "absolute", "plural", "start", "infinitive", "purpose", "bare"))
# Verbs of everyday prose that claim no effect but share their subject with the verb after "and" ("stays high and").
_PLAIN_VERBS = frozenset(
    (
        "stays", "keeps", "goes", "comes", "gets", "lasts", "lingers", "works", "acts", "runs", "lives", "sits",
        "hits", "builds", "rises", "falls", "drops", "climbs", "peaks", "remains", "turns", "takes", "makes",
        "gives", "leaves", "begins", "starts", "stops", "grows", "feels", "sleeps", "eats", "drinks", "enters",
        "travels", "crosses", "binds", "circulates", "accumulates",
    )
)  # fmt: skip
_ACTING = frozenset(("you", "we", "people"))
_WHEN = frozenset(("when", "whenever", "if", "once"))
_UNMARKED = frozenset(("cut", "hurt", "upset", "offset", "reset"))  # the past tense is the base form
_PLURALS = frozenset(("men", "women", "children", "mice", "bacteria", "data", "genes", "others"))


class Place(NamedTuple):
    """A verb form and its neighbours; the classes are "start" and "end" beyond the words of the sentence."""

    clause: Clause
    at: int
    left: int
    left_class: str
    right: int
    right_class: str
    next_class: str  # of the word right after the form itself
    previous: str  # the reading of the verb before it, which a coordinated verb shares


def before(clause: Clause, index: int) -> int:
    """The nearest token left of `index` that is no adverb, negation or quotation mark, or -1."""
    index -= 1
    classes = clause.classes
    while index >= 0 and classes[index] in _TRANSPARENT:
        index -= 1
    return index


def after(clause: Clause, index: int) -> int:
    """The nearest token right of `index` that is no adverb or quotation mark; the length when there is none."""
    classes = clause.classes
    index += 1
    while index < len(classes) and classes[index] in ("adverb", "quote"):
        index += 1
    return index


def read_verb(clause: Clause, form: str, index: int, last: int, previous: str) -> str:
    """The reading of the verb form at `index`, which with its particle ends at `last`; "" when it is no verb.

    `previous` is the reading of the verb before it in the sentence, or "".
    """
    if form != "ing" and _meta_subject(clause, index):
        return "meta"
    classes = clause.classes
    left = _over_brackets(clause, before(clause, index))
    right = after(clause, last)
    place = Place(
        clause,
        index,
        left,
        _left_class(clause, left),
        right,
        classes[right] if right < len(classes) else "end",
        classes[index + 1] if index + 1 < len(classes) else "end",
        previous,
    )
    return _READERS[form](place)


def _left_class(clause: Clause, left: int) -> str:
    if left < clause.start:
        return "start"
    if clause.words[left] == "like" and left:
        opener = left - 2 if left > 1 and clause.words[left - 1] in ("single", "new", "extra") else left - 1
        if clause.classes[opener] in ("determiner", "number"):
            return ""  # a noun: "every like", "each new like"
    return clause.classes[left]


def _over_brackets(clause: Clause, index: int) -> int:
    """The token before the bracket that `index` closes, else `index`."""
    if index < 0 or clause.words[index] != ")":
        return index
    for place in range(index - 1, max(index - BRACKET_REACH, -1), -1):
        if clause.words[place] == "(":
            return before(clause, place)
    return index


def _meta_subject(clause: Clause, index: int) -> bool:
    """Whether the subject is the inquiry itself: "these findings support"."""
    index -= 1
    while index >= 0 and clause.classes[index] in _BEFORE_VERB:
        index -= 1
    if index < 0:
        return False
    word = clause.words[index]
    if word in ("results", "result", "data") and index > 0 and clause.classes[index - 1] == "":
        return False  # "test results" are what was measured, not the study's
    return clause.classes[index] == "meta" or word == "we"


def _base(place: Place) -> str:
    clause, left, left_class, right_class = place.clause, place.left, place.left_class, place.right_class
    if left_class == "to":
        return "infinitive" if _attested(clause, left) else "purpose"
    if left_class in ("modal", "hedge", "do", "let"):
        if right_class in _OPENS:
            return "active"
        return "intransitive" if left_class == "do" else "absolute"
    if left_class in ("conjunction", "punct"):
        if place.previous in _SHARED_BASE:
            return place.previous
        return _finite(clause, left) if right_class in _OPENS else ""
    if left_class in ("start", "stop"):
        return "bare" if right_class in _OPENS else "noun"
    if left >= 0 and clause.words[left] in _NO_SINGULAR:
        return "plural" if right_class in _OPENS else "intransitive"
    if left_class == "pronoun" and left and clause.words[left] in _ACTING and clause.words[left - 1] in _WHEN:
        return ""  # what the reader does, not what it brings about: "when you cut sugar, …"
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
    return (word.endswith("s") and not word.endswith(("ss", "us", "sis", "tis"))) or word in _PLURALS


def _attested(clause: Clause, to: int) -> bool:
    """Whether what governs "to" attests the effect: "is able to", "was found to"."""
    governor = before(clause, to)
    if governor < 0:
        return False
    if clause.classes[governor] == "linking":
        left = before(clause, governor)
        return left >= 0 and clause.classes[left] == "be"
    if clause.classes[governor] in ("attested", "hedge", "let"):
        return True
    # "was shown for the first time to", "found the drug to"
    for place in range(governor, max(governor - ATTESTED_REACH, clause.start), -1):
        word_class = clause.classes[place]
        if word_class == "linking":
            return clause.words[place] in ("found", "find", "finds") or clause.classes[place - 1] == "be"
        if word_class not in _BETWEEN:
            break
    return False


def _third_person(place: Place) -> str:
    left_class, right_class = place.left_class, place.right_class
    if left_class in _BEFORE_NOUN and not (place.left >= 0 and place.clause.words[place.left] in _NO_PLURAL):
        return "noun"
    if left_class == "conjunction" and not (
        place.previous in _FINITE
        or right_class == "determiner"
        or (right_class == "" and _shares_subject(place))
        or _manner(place)
        or _after_auxiliary(place, _AUXILIARY)
    ):
        return "noun"
    if right_class in _OPENS:
        return "start" if left_class == "start" else "active"
    if right_class == "preposition" and place.clause.words[place.right] in ("in", "of"):
        return "noun"
    return "intransitive" if left_class in _SUBJECT else "noun"


def _shares_subject(place: Place) -> bool:
    """Whether a verb that is no cue stands before "and", two words or more from its subject: "stays high and"."""
    clause = place.clause
    at = place.left - 1
    while at > clause.start and clause.classes[at] not in ("stop", "subordinator"):
        word = clause.words[at]
        if word in _PLAIN_VERBS and clause.classes[at - 1] in _SUBJECT:
            return True
        at -= 1
    return False


def _manner(place: Place) -> bool:
    """Whether an adverb in -ly stands right before the form, which is then a verb."""
    return place.at > 0 and place.clause.words[place.at - 1].endswith("ly")


def _after_auxiliary(place: Place, wanted: frozenset[str]) -> bool:
    return not wanted.isdisjoint(place.clause.classes[max(place.left - COORDINATION_REACH, 0) : max(place.left, 0)])


def _gerund(place: Place) -> str:
    left_class = place.left_class
    if place.right_class not in _OPENS:
        return "intransitive" if left_class == "be" else ""
    if left_class == "be":
        return "active"
    if left_class == "start":
        return ""  # a heading, or the subject of the verb to come
    if left_class in _BEFORE_GERUND:
        return "gerund"
    return "modifier" if left_class == "" else "participle"


def _past(place: Place) -> str:
    left_class, right_class = place.left_class, place.right_class
    by = _by_agent(place)
    if left_class == "be":
        return "agent" if by else "passive"
    if by:
        return "noun-agent"
    if place.clause.words[place.at] in _UNMARKED and (
        left_class == "start" or (place.left and place.clause.words[place.left - 1] in _WHEN)
    ):
        return ""
    if right_class in ("determiner", "pronoun"):
        return "active"  # no adjective stands before an article
    if left_class == "" and right_class in _OPENS and _in_noun_phrase(place):
        return "adjective"
    if left_class in _SUBJECT or left_class == "have":
        return _past_tense(place)
    return _coordinated(place)


def _in_noun_phrase(place: Place) -> bool:
    """Whether the clause has its verb elsewhere: "there is a small increased risk", "a small increased risk was …"."""
    classes = place.clause.classes
    left = place.left
    while left > place.left - NOUN_PHRASE_REACH and left >= 0 and classes[left] in _IN_NOUN_PHRASE:
        left -= 1
    if left > 0 and place.clause.words[left] in ("a", "an", "no") and classes[left - 1] in ("be", "have", "linking"):
        return True
    for word_class in classes[place.right + 1 : place.right + 1 + CLAUSE_REACH]:
        if word_class == "be":
            return True
        if word_class in _ENDS_PHRASE:
            break
    return False


def _past_tense(place: Place) -> str:
    if place.left_class == "have" and place.next_class == "" and _possesses(place):
        return "possession"
    return "active" if place.right_class in _OPENS else "intransitive"


def _possesses(place: Place) -> bool:
    """Whether "have" before a participle and a noun owns the noun: "had", and "do not have", which is no perfect."""
    classes, words = place.clause.classes, place.clause.words
    left = before(place.clause, place.left)
    if left >= 0 and classes[left] == "do":
        return True
    return words[place.left] in ("had", "having") and (left < 0 or classes[left] not in ("hedge", "modal"))


def _participle(place: Place) -> str:
    """The reading of a participle that is no past tense ("driven")."""
    by = _by_agent(place)
    if place.left_class == "be":
        return "agent" if by else "passive"
    if by:
        return "noun-agent"
    return _past_tense(place) if place.left_class == "have" else _coordinated(place)


def _coordinated(place: Place) -> str:
    if place.left_class == "conjunction":
        if place.previous in ("active", "passive"):
            return place.previous
        if _after_auxiliary(place, frozenset(("be",))):
            return "passive"
    return "adjective"


def _by_agent(place: Place) -> bool:
    """Whether "by" follows, and an agent after it, not an amount ("reduced by 30%", "by half")."""
    if place.right_class != "by":
        return False
    classes = place.clause.classes
    return place.right + 1 < len(classes) and classes[place.right + 1] not in ("number", "quantity")


_READERS = {"base": _base, "s": _third_person, "ed": _past, "ing": _gerund, "en": _participle}
