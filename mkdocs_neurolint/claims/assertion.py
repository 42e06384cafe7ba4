"""Whether words assert something about a term. Works on the tokens of one sentence.

The order is: a verb of effect beside the term, any predicate with a strong term, then the telegraphic forms of notes.
"""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_neurolint.claims.terms import LOOSE, Found, Grammar, grammar
from mkdocs_neurolint.document.model import Document, Sentence
from mkdocs_neurolint.language.tokens import TOKEN

Cue = tuple[int, int]  # first and last token of the words that assert
LEAST_SENTENCE = 6  # tokens, with the stop
NEAR = 7  # tokens between a general term such as "brain" and the verb that makes it a claim
ON_GENERAL = frozenset(("level", "effect", "mechanism", "dependence", "movement", "structure"))  # all but LOOSE
ON_BRAIN = ON_GENERAL | {LOOSE}
ON_DRUGS = frozenset(("mechanism",))  # what a medicine does to symptoms is no claim about the brain
GOVERNORS = frozenset(("to", "can", "will", "and", "that", "which"))  # before a verb that an instruction promises
ASKING = frozenset(("how", "why", "whether"))  # in an instruction: what follows is to be found out
PARTS = frozenset(("part", "parts", "seat", "centre", "center", "hub", "brain"))
COMPARING = frozenset(("higher", "lower", "more", "less", "fewer", "than", "greater", "times", "%"))
CONDITIONS = frozenset(("if", "when", "once", "before", "after", "for"))  # may open an instruction
ADVISING = frozenset(("should", "must", "shouldn't", "mustn't"))
GIVEN = (["taken"], ["used"], ["avoided"], ["given"], ["prescribed"], ["started"], ["stopped"])


class Words:
    """A sentence as tokens in lower case; as written, and with their places in the page, when that is asked for."""

    __slots__ = ("_document", "_spans", "lower", "sentence")

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self.lower: list[str] = TOKEN.findall(document.folded, sentence.start, sentence.end)
        self._document = document
        self.sentence = sentence
        self._spans: list[tuple[int, int]] | None = None

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The offsets of each token into the page."""
        if self._spans is None:
            found = TOKEN.finditer(self._document.folded, self.sentence.start, self.sentence.end)
            self._spans = [match.span() for match in found]
        return self._spans

    def written(self, index: int) -> str:
        """The token at `index` as the author wrote it."""
        start, end = self.spans[index]
        return self._document.prose[start:end]


def asserts(words: Words, found: Sequence[Found], kind: str, place: str = "") -> Cue | None:
    """The words that assert something about one of the terms `found`, or None.

    `kind` is the kind of the block; `place` is "software" on a page about that, and for an item or a cell it tells what
    it is one of: "effects", "outline" or "".
    """
    rules = grammar()
    lower = words.lower
    strong = max(weight_of(words, item) for item in found)
    if place == "software":
        strong = min(strong, 1)  # the name of a program, or of a thing in a game
    if strong < 1:
        return None
    if next((word for word in lower if word[0].isalpha()), "") in rules.changes:
        return None  # a line of a changelog
    verb = _verb(lower, rules, found, near=strong == 1)
    if _is_instruction(lower, rules):
        return _governs(lower, rules, found, strong)
    if verb is not None:
        return verb, verb
    if strong < 2:
        return None
    # "What is known of serotonin": the predicate belongs to the question.
    finite = next((i for i, word in enumerate(lower) if word in rules.finite and lower[i - 1 : i] != ["what"]), None)
    if finite is not None:
        if _advises(lower, rules, finite):
            return None
        return None if _only_names(lower, rules, finite) else (finite, finite)
    return _telegraphic(lower, rules, found, kind, place) or _sentence(lower, rules, found, kind)


def weight_of(words: Words, item: Found) -> int:
    """The weight of a term where it stands; one that only qualifies a product or a picture counts as general."""
    rules = grammar()
    weight = item.term.weight
    after = words.lower[item.last + 1] if item.last + 1 < len(words.lower) else ""
    before = words.lower[item.first - 1] if item.first else ""
    if before in rules.noun_openers and words.lower[max(item.first - 2, 0)] == "like":
        return 0  # a comparison: "works like your brain"
    if item.term.group == "region" and before in rules.noun_openers and _is_likened(words.lower, item.first):
        return 0  # "the wiki is our hippocampus"
    if after in rules.objects or before in ("@", "basal"):
        weight = min(weight - 1, 1)
    if weight == 1 and words.written(item.first).isupper() and len(words.lower[item.first]) > 4:
        return 0  # the name of something: "the BRAIN initiative"
    return weight


def _is_likened(lower: Sequence[str], first: int) -> bool:
    """Whether what stands before is said to be the term at `first`, with a determiner between.

    Not when it is a part of the brain itself: "the part that answers first is the amygdala".
    """
    if first < 2 or lower[first - 2] not in ("is", "are", "was", "were"):
        return False
    return PARTS.isdisjoint(lower[: first - 2]) and grammar().carriers.isdisjoint(lower[: first - 2])


def _verb(lower: Sequence[str], rules: Grammar, found: Sequence[Found], near: bool) -> int | None:
    """The verb of effect that is a predicate and stands nearest to a term; only near ones when `near` is set."""
    auxiliary = -9
    best, least = None, NEAR if near else len(lower)
    groups = {item.term.group for item in found}
    general = ON_DRUGS if groups == {"drug"} else ON_BRAIN if "brain" in groups else ON_GENERAL
    for i, word in enumerate(lower):
        verb = rules.verbs.get(word)
        if (
            verb
            and (not near or verb.kind in general)
            and (
                is_predicate(lower, i, verb.form, auxiliary)
                or (verb.form == "base" and (_has_two(lower, found, i) or _has_object(lower, rules, found, i)))
            )
        ):
            distance = min(max(item.first - i, i - item.last) for item in found)
            if distance <= least and (best is None or distance < least):
                best, least = i, distance
        elif word in rules.finite:
            auxiliary = i
    return best


def _has_object(lower: Sequence[str], rules: Grammar, found: Sequence[Found], i: int) -> bool:
    """Whether the base form at `i` has a term as its object: "ten minutes in the sun raise serotonin"."""
    before = lower[i - 1] if i > 1 else "the"
    if not before[0].isalpha() or before in rules.noun_openers or before in rules.not_a_subject:
        return False
    return any(item.first == i + 1 for item in found)


def _has_two(lower: Sequence[str], found: Sequence[Found], i: int) -> bool:
    """Whether the verb at `i` has two terms as its subject: "dopamine and cortisol cause cravings".

    Not in "dopamine and serotonin release in mice", where it is a noun, and not in "the dopamine and cortisol test".
    """
    rules = grammar()
    after = lower[i + 1] if i + 1 < len(lower) else ""
    if lower[i] in rules.nouns_after_terms or not after[:1].isalpha():
        return False
    if after in rules.after_noun or after in rules.finite:
        return False
    last = next((item for item in found if item.last == i - 1), None)
    if last is None:
        return False
    joint = next((j for j in range(last.first - 1, max(last.first - 4, 0), -1) if lower[j] == "and"), None)
    if joint is None:
        return False
    return any(joint - 2 <= item.last < joint for item in found)


def is_predicate(lower: Sequence[str], i: int, form: str, auxiliary: int) -> bool:
    rules = grammar()
    before = lower[i - 1] if i else ""
    if form == "s":
        return before not in rules.noun_openers and i > 0
    if form == "base":
        if before == ")":  # "SSRIs (a group of medicines) act on …"
            opening = next((j for j in range(i - 1, 0, -1) if lower[j] == "("), 0)
            before = lower[opening - 1] if opening else ""
        after = lower[i + 1] if i + 1 < len(lower) else ""
        if before in ("and", "or") and (not after[:1].isalpha() or after in rules.after_noun):
            return False  # a noun: "synthesis and release"
        if i > 1 and after in rules.after_verb and not (before in rules.noun_openers or before in rules.not_a_subject):
            return True
        return before in rules.before_verb or before.endswith("ly") or _is_plural(before, rules)
    if form == "ing":
        return i - auxiliary <= 3 or before in (",", "by")
    # A past form: a predicate after an auxiliary or a noun, else an adjective before its noun.
    return i - auxiliary <= 4 or (i > 0 and before not in rules.not_a_subject and not before.endswith("ly"))


def _is_plural(word: str, rules: Grammar) -> bool:
    return len(word) > 3 and word.endswith("s") and not (word.endswith(("'s", "ss", "us")) or word in rules.finite)


def _is_instruction(lower: Sequence[str], rules: Grammar) -> bool:
    first = next((word for word in lower if word[0].isalpha()), "")
    index = lower.index(first) if first else 0
    if ":" in lower[:5] and lower[lower.index(":") + 1 :][:1] and lower[lower.index(":") + 1] in rules.tasks:
        return True  # "In pairs: design …"
    if first in CONDITIONS and "," in lower:  # "If you cannot sleep, try …"
        index = lower.index(",") + 1
        first, after = [*lower[index : index + 2], "", ""][:2]
        # "When cortisol stays high, sleep suffers" advises nothing.
        if not (after[:1].isdigit() or after in rules.noun_openers or after in rules.after_noun):
            return False
    if first not in rules.imperatives:
        return False
    # "Reduced", "Sleep is …", "Rate of …": an imperative has no predicate right after it, and no "of".
    after = lower[index + 1] if index + 1 < len(lower) else ""
    return after not in rules.finite and after != "of"


def _advises(lower: Sequence[str], rules: Grammar, finite: int) -> bool:
    """Whether an advice is given, not a fact: "adults should take …", "it must be taken at night"."""
    if lower[finite] not in ADVISING:
        return False
    after = [word for word in lower[finite + 1 : finite + 4] if word not in ("not", "never", "always", "only")]
    return bool(after) and (
        (after[0] in rules.imperatives and after[0] != "be") or (after[0] == "be" and after[1:2] in GIVEN)
    )


def _governs(lower: Sequence[str], rules: Grammar, found: Sequence[Found], strong: int) -> Cue | None:
    """The verb of effect inside an instruction that promises an effect on a term: "… to boost your serotonin"."""
    for i, word in enumerate(lower[1:], start=1):
        if word in ASKING:
            return None  # "Explain how dopamine affects …", "Find out why …"
        if word == "will" and (verb_at := _promised(lower, rules, i)) and any(item.last == i - 1 for item in found):
            return i, verb_at
        if strong < 2:
            continue
        verb = rules.verbs.get(word)
        if verb is None or not (verb.form == "s" or lower[i - 1] in GOVERNORS):
            continue
        if any(0 < item.first - i <= 5 or (verb.form == "s" and 0 < i - item.last <= 3) for item in found):
            return i, i
    return None


def _promised(lower: Sequence[str], rules: Grammar, will: int) -> int | None:
    """The verb of effect after "will": "do this, and your brain will be rewired"."""
    at = will + 2 if lower[will + 1 : will + 2] == ["be"] else will + 1
    return at if at < len(lower) and lower[at] in rules.verbs else None


def _only_names(lower: Sequence[str], rules: Grammar, finite: int) -> bool:
    """Whether what the predicate at `finite` opens says nothing of what the thing does.

    It is a name, a spelling or a way to measure, a product ("Dopamine is a framework") or a value ("was 2.1 µg/dL").
    """
    if rules.sayings.intersection(lower[finite:]):
        return True
    for word in lower[finite + 1 : finite + 5]:
        if word in rules.after_noun:
            break  # "is busy during training"
        if word in rules.objects:
            return True
    return lower[finite + 1 : finite + 2] != [] and lower[finite + 1][0].isdigit() and not COMPARING.intersection(lower)


def _sentence(lower: Sequence[str], rules: Grammar, found: Sequence[Found], kind: str) -> Cue | None:
    """The predicate of a sentence whose verb no list knows: the word after its subject, one of its first words."""
    if kind != "paragraph" or lower[-1] != "." or len(lower) < LEAST_SENTENCE:
        return None
    subject = next((item for item in found if item.first <= 2), None)
    if subject is None or subject.last + 2 >= len(lower):
        return None
    verb = lower[subject.last + 1]
    return (subject.last + 1, subject.last + 1) if verb[0].isalpha() and verb not in rules.after_noun else None


def _telegraphic(
    lower: Sequence[str], rules: Grammar, found: Sequence[Found], kind: str, place: str
) -> Cue | None:
    """The assertion of a note: a verb first, a sign, a word of change beside the term, or "Name: what it does"."""
    sign = next((i for i, word in enumerate(lower) if word in rules.marks and not word[0].isalpha()), None)
    if sign is not None and any(abs(item.first - sign) <= 8 for item in found):
        # "Rest = a calm nervous system", and the letters of a mnemonic.
        weak = max(item.term.weight for item in found) < 3
        defines = lower[sign] == "=" and (weak or sum(len(word) == 1 and word.isalpha() for word in lower) > 2)
        if not defines:
            return sign, sign
    if kind not in ("item", "cell", "definition"):
        return None
    start = _after_label(lower)
    verb = rules.verbs.get(lower[start]) if start < len(lower) else None
    if place == "outline":
        return (start, start) if verb is not None and verb.form == "s" else None
    if verb is not None and _is_no_noun(lower, rules, start, verb.form):
        return start, start
    by_place = place == "effects" or _is_labelled(lower, start)
    told = rules.marks | rules.actions if by_place else rules.marks
    for item in found if by_place or len(lower) > 3 else ():
        for i in range(max(0, item.first - 4), min(len(lower), item.last + 5)):
            if lower[i] in told and lower[i] not in ("high", "low", "more", "less"):
                return i, i
    return _gloss(lower, found[0])


def _is_no_noun(lower: Sequence[str], rules: Grammar, start: int, form: str) -> bool:
    """Whether the verb that a note begins with is one: not in "Release of dopamine", "Processing of fear"."""
    after = lower[start + 1] if start + 1 < len(lower) else ""
    return form in ("s", "ed") or (form in ("base", "ing") and after not in rules.after_noun)


def _is_labelled(lower: Sequence[str], start: int) -> bool:
    """Whether a label with a colon stands before `start`, as in "MOA: inhibition of reuptake"."""
    return start > 0 and lower[start - 1] == ":"


def _gloss(lower: Sequence[str], first: Found) -> Cue | None:
    """The colon of "Name: what it does"."""
    labelled = first.term.weight == 3 and first.first <= 2 and list(lower[first.last + 1 : first.last + 2]) == [":"]
    told = lower[first.last + 2 :]
    if not labelled or len(told) < 3 or told[0][0].isdigit() or told[0] in ("a", "an", "the"):
        return None  # "Cortisol: a steroid" tells what it is
    return first.last + 1, first.last + 1


def _after_label(lower: Sequence[str]) -> int:
    """The index of the first word, after a label such as "MOA:" when there is one."""
    for i, word in enumerate(lower[:6]):
        if word == ":":
            return min(i + 1, len(lower))
    return next((i for i, word in enumerate(lower) if word[0].isalpha()), 0)
