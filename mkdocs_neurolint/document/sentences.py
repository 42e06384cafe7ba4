"""Sentences of a block. A stop ends one unless what stands around it shows an abbreviation, an initial or a number."""

from __future__ import annotations

import re
from bisect import bisect_left

from mkdocs_neurolint.document.model import Document, Sentence
from mkdocs_neurolint.regexes import lazy

# The look-behind keeps a long run of stops from being tried at each of them.
STOP = lazy(r"[.!?…](?<![.!?…]{2})[.!?…]*+[\"')\]]{0,4}+(?=[\s\[])")
# References right after a stop belong to the sentence before it: [^1], <sup>3</sup>, ^3^, [12], [@key], ([a](b)).
TAIL = lazy(
    r"[*_]{0,3}(?:\[\^[^\]\n]{1,80}\]|<sup\b[^<>]*>(?:(?!</sup>).){0,200}</sup>|\^[\d,\s–-]{1,20}\^"
    r"|[ ]?\[-?@[^\]\n]{1,200}\]|[ ]?\[\[?\d{1,3}(?:[ ]?[,;–-][ ]?\d{1,3})*\]?\](?:\([^()\s]*\))?"
    r"|[ ]?\((?:\[[^\]\n]{1,200}\]\([^()\s]*\)[;,]?[ ]?)+\)|[ ]?\([A-Z][^()\n]{0,120}[ ,](?:19|20)\d\d[a-z]?\)"
    r"|\{\{[^{}\n]{1,80}\}\})(?![\w(])"
)
TAIL_STARTS = frozenset("[(<^*_{")
HIDDEN = lazy(r"[`$]|\{\{")
VISIBLE = lazy(r"\S")
BEFORE = lazy(r"[\w.’'-]*$")
YEAR = lazy(r"(?:19|20)\d\d(?:[;:(]|[ ][A-Z][a-z]{2}\b)")
# Never at the end of a sentence.
INNER = frozenset(
    (
        "approx", "capt", "cf", "col", "dr", "e.g", "eq", "eqs", "esp", "est", "fig", "figs", "fr", "gen", "gov",
        "hon", "i.e", "incl", "jr", "lt", "max", "messrs", "min", "mr", "mrs", "ms", "mt", "no", "nos", "op", "pp",
        "prof", "pt", "ref", "refs", "rep", "rev", "sec", "sen", "sgt", "sr", "st", "vol", "vols", "viz", "vs",
        "dept", "ed", "eds",
    )
)  # fmt: skip
# Inside a sentence before a number only: "No. 5", "p. 12", "Jan. 3".
BEFORE_NUMBER = frozenset(
    (
        "no", "nos", "p", "pp", "vol", "fig", "figs", "ch", "art", "sec", "tab", "apr", "aug", "dec", "feb", "jan",
        "jul", "jun", "mar", "nov", "oct", "sep", "sept", "approx", "ca", "c",
    )
)  # fmt: skip
# At the end of a sentence only if the next word opens one.
EITHER = frozenset(
    (
        "al", "etc", "inc", "ltd", "co", "corp", "a.m", "p.m", "u.s", "u.k", "e.u", "ph.d", "m.d", "b.a", "m.a",
        "d.c", "n.b", "univ",
    )
)  # fmt: skip
OPENERS = frozenset(
    (
        "A", "After", "Although", "An", "And", "As", "At", "Because", "Before", "Both", "But", "By", "Does",
        "During", "Each", "For", "From", "He", "Her", "His", "How", "However", "I", "If", "In", "Is", "It", "Its",
        "Many", "Most", "My", "No", "Not", "Of", "On", "One", "Or", "Other", "Our", "People", "She", "Since", "So",
        "Some", "Such", "That", "The", "Their", "Then", "There", "These", "They", "This", "Those", "Though", "Thus",
        "To", "Under", "We", "What", "When", "Where", "Which", "While", "Who", "Why", "With", "You", "Your",
    )
)  # fmt: skip
WORD = lazy(r"[A-Za-z]+")
new_tuple = tuple.__new__


def split_block(document: Document, index: int) -> list[Sentence]:
    """The sentences of the block `index`, in order; none if the block has no text."""
    _, start, end, *_ = document.blocks[index]
    prose, text = document.prose, document.text
    out: list[Sentence] = []
    if prose[start].isspace():
        start = _skip(prose, start, end)
    for stop in STOP.finditer(prose, start, end):
        at = stop.end()
        if at <= start:
            continue
        if text[at] in TAIL_STARTS or text[at + 1 : at + 2] in TAIL_STARTS:
            tail = TAIL.match(text, at, end)
            while tail is not None:
                at = tail.end()
                tail = TAIL.match(text, at, end)
            if prose[at : at + 1] == "[" and at == stop.end():
                continue
        following = at + 1 if prose[at + 1 : at + 2].isalpha() else _skip(prose, at, end)
        if following >= end:
            break
        if _ends(text, prose, start, stop, at, following):
            out.append(new_tuple(Sentence, (start, at, index)))
            start = following
    if start < end:
        out.append(new_tuple(Sentence, (start, end, index)))
    return out


def sentence_in(document: Document, block: int, offset: int) -> Sentence | None:
    """The sentence of `block` that `offset` is in, or else the nearest before it."""
    sentences = document.sentences_of(block)
    index = bisect_left(sentences, (offset + 1,))
    return sentences[index - 1] if index else None


def _skip(prose: str, at: int, end: int) -> int:
    """The first offset from `at` on that is not blank, or `end`."""
    found = VISIBLE.search(prose, at, end)
    return end if found is None else found.start()


def _ends(text: str, prose: str, start: int, stop: re.Match[str], at: int, following: int) -> bool:
    """Whether the stop ends the sentence that starts at `start`, when the text goes on at `following`."""
    character = prose[following]
    if character in "\"'([{-" and following + 1 < len(prose):
        character = prose[following + 1]
    # A lower-case letter goes on with the sentence, unless a hidden word (code, math) stands before it.
    if character.islower() and HIDDEN.search(text, at, following) is None:
        return False
    if stop[0][0] != "." or stop[0].startswith(".."):
        return True
    first = stop.start()
    before = BEFORE.search(prose, max(start, first - 24), first)
    word = before[0] if before is not None else ""
    if not word:
        return True
    lower = word.lower().lstrip("'")
    if word.isdigit() and first - len(word) <= start:
        return False  # a number in front of a title: "1. Sleep"
    if character.isdigit():
        return not (lower in BEFORE_NUMBER or lower in INNER or lower in EITHER or YEAR.match(prose, following))
    if lower in INNER:
        return lower == "no" and prose[following].isalpha()
    if len(word) == 1 and word.isalpha() and word.isupper():
        return not _initial(prose, start, first - 1, following)
    if lower in EITHER or (len(word) > 2 and word[-2] == "." and word[-1].isalpha()):
        opener = WORD.match(prose, following)
        return opener is not None and opener[0] in OPENERS
    return True


def _initial(prose: str, start: int, at: int, following: int) -> bool:
    """Whether the capital at `at` is somebody's initial, and not the end of "vitamin C"."""
    opener = WORD.match(prose, following)
    if opener is not None and opener[0] in OPENERS:
        return False
    before = prose[max(start, at - 24) : at].rstrip()
    last = before.rsplit(None, 1)[-1] if before else ""
    return not last or not last[0].islower() or last in ("and", "by", "von", "van", "de")
