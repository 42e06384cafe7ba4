"""The words that a pattern needs: those with which a match can start, and those that are somewhere in every match.

They are read off the tree that `re` makes of a pattern, so that the engine tries it only where such words stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import product
from typing import Any, NamedTuple

MOST_LITERALS = 400
MOST_OTHERS = 60
FEW = 3  # words up to which it is faster to look for one after the other
SHORTEST_NEED = 3  # letters of a word that is worth looking for


class Group:
    """Words in lower case one of which is in every match; with `initial`, as the beginning of a word of the text."""

    __slots__ = ("_finder", "initial", "words")

    def __init__(self, words: Iterable[str], initial: bool) -> None:
        self.words = tuple(words)
        self.initial = initial
        self._finder: Any = None

    def places(self, folded: str, start: int, end: int) -> list[int]:
        """Where one of the words begins in `start:end` of a text in lower case, ascending."""
        found = self._found(folded, start, end)
        if self.initial:
            return [start + at for _, at, _ in found if not (start + at and folded[start + at - 1].isalnum())]
        return [start + at for _, at, _ in found]

    def is_in(self, folded: str, start: int, end: int) -> bool:
        """Whether `start:end` of a text in lower case holds one of the words."""
        if len(self.words) > FEW:
            if not self._found(folded, start, end):
                return False
            return not self.initial or bool(self.places(folded, start, end))
        for word in self.words:
            at = folded.find(word, start, end)
            while at >= 0:
                if not self.initial or not at or not folded[at - 1].isalnum():
                    return True
                at = folded.find(word, at + 1, end)
        return False

    def _found(self, folded: str, start: int, end: int) -> list[tuple[int, int, int]]:
        if self._finder is None:
            import ahocorasick_rs

            self._finder = ahocorasick_rs.AhoCorasick(
                self.words, implementation=ahocorasick_rs.Implementation.ContiguousNFA
            )
        found: list[tuple[int, int, int]] = self._finder.find_matches_as_indexes(folded[start:end], overlapping=True)
        return found


class Anchors(NamedTuple):
    """The words that a pattern needs: the `groups`, the rarest first, and those with one of which a match starts.

    `starts` is None when they are not known. Where a sentence lacks a group, the pattern is not tried.
    """

    groups: tuple[Group, ...]
    starts: tuple[str, ...] | None


def anchors(expanded: str) -> Anchors | None:
    """The words that `expanded` needs, or None when it can match without any definite word."""
    try:
        tree = list(re._parser.parse(_for_stdlib(expanded)))  # type: ignore[attr-defined]
    except (re.error, OverflowError):
        return None
    needs = _needs(tree, True)
    starts = {_first_word(text) for text in _starts(tree) or [""]}
    if "" not in starts:
        first = Group(tuple(sorted(starts)), True)
        groups = [first, *(group for group in needs if not starts.intersection(group.words))]
    elif needs:
        first = max(needs, key=telling)
        groups = [first, *(group for group in needs if not set(first.words).intersection(group.words))]
    else:
        return None
    kept = [group for group in groups if group is first or len(group.words) <= MOST_OTHERS]
    return rarest_first(Anchors(tuple(kept), first.words if "" not in starts else None), telling)


def rarest_first(found: Anchors, rarity: Callable[[Group], Any]) -> Anchors:
    """`found` with its groups in order: the rarest, then the shorter ones, which are ruled out the faster.

    `rarity` is the greater the more seldom the words of a group are met.
    """
    rarest = max(found.groups, key=rarity)
    others = sorted((group for group in found.groups if group is not rarest), key=lambda group: len(group.words))
    return found._replace(groups=(rarest, *others))


def telling(group: Group) -> tuple[int, int]:
    """How rare words seem to be: the longer the shortest, and the fewer they are, the rarer."""
    return min(map(len, group.words)), -len(group.words)


def _for_stdlib(expanded: str) -> str:
    """Possessive and atomic forms are known to `re` since 3.11; unicode classes are not, and stand for a letter."""
    return re.sub(r"\\p\{[^}]*\}", r"\\w", expanded)


def _first_word(text: str) -> str:
    """The leading literal of `text`, in lower case, up to its first blank; at least two characters."""
    word = text.lower().split(" ", 1)[0].split("\n", 1)[0]
    return word if len(word) >= 2 else ""


# The starts of a pattern are (text, open) pairs: `open` says that more literal text may still follow.
def _starts(items: list[Any]) -> list[str] | None:
    """Every text with which a match of `items` can start; None when they cannot be listed."""
    done, growing = _grow(items, [""])
    if done is None:
        return None
    return done + growing


def _grow(items: list[Any], growing: list[str]) -> tuple[list[str] | None, list[str]]:
    """Appends what `items` say to each of `growing`: (texts that are closed, texts that can grow), or (None, [])."""
    done: list[str] = []
    for op, value in items:
        name = str(op)
        if name == "LITERAL":
            growing = [text + chr(value) for text in growing]
        elif name == "AT" or name in ("ASSERT", "ASSERT_NOT"):
            continue
        elif name == "SUBPATTERN":
            closed, growing = _grow(list(value[3]), growing)
            if closed is None:
                return None, []
            done += closed
        elif name == "ATOMIC_GROUP":
            closed, growing = _grow(list(value), growing)
            if closed is None:
                return None, []
            done += closed
        elif name == "BRANCH":
            grown: list[str] = []
            for branch in value[1]:
                closed, open_ = _grow(list(branch), list(growing))
                if closed is None:
                    return None, []
                done += closed
                grown += open_
            growing = grown
        elif name == "IN" and (letters := _letters(value)):
            growing = [text + letter for text, letter in product(growing, letters)]
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[1] == 1:
            closed, open_ = _grow(list(value[2]), list(growing))
            if closed is None:
                return None, []
            done += closed
            growing = growing + open_ if value[0] == 0 else open_
        else:
            # Anything else ends the literal part: blanks, classes, repeats.
            done += growing
            growing = []
        if len(done) + len(growing) > MOST_LITERALS:
            # Too many to follow further; what is there so far is still a start.
            return done + growing, []
        if not growing:
            break
    return done, growing


def _letters(members: list[Any]) -> str:
    if len(members) > 4 or any(str(op) != "LITERAL" for op, _ in members):
        return ""
    return "".join(chr(code) for _, code in members)


def _needs(items: list[Any], after_blank: bool) -> list[Group]:
    """Groups of words of each of which every match of `items` contains one; `after_blank`: `items` begin a word."""
    needs: list[Group] = []
    run, run_at = "", 0
    for at, (op, value) in enumerate([*items, ("END", None)]):
        name = str(op)
        if name == "LITERAL" and (chr(value).isalnum() or chr(value) == "-"):
            run_at = at if not run else run_at
            run += chr(value).lower()
            continue
        if len(run) >= SHORTEST_NEED:
            needs.append(Group((run,), _ends_blank(items[:run_at], after_blank)))
        run = ""
        if name in ("SUBPATTERN", "BRANCH", "MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            needs += _needs_inside(name, value, _ends_blank(items[:at], after_blank))
    return needs


def _needs_inside(name: str, value: Any, after_blank: bool) -> list[Group]:
    if name == "SUBPATTERN":
        return _needs(list(value[3]), after_blank)
    if name != "BRANCH":
        # What is repeated begins a word each time only when it also ends in a blank.
        inner = list(value[2])
        return _needs(inner, after_blank and (value[1] == 1 or _ends_blank(inner, False))) if value[0] >= 1 else []
    branches = [_needed(list(branch), after_blank) for branch in value[1]]
    if not all(branches):
        return []
    words = {word for branch in branches if branch for word in branch.words}
    return [Group(tuple(sorted(words)), all(branch.initial for branch in branches if branch))]


def _needed(items: list[Any], after_blank: bool) -> Group | None:
    """The most telling group of words one of which every match of `items` contains."""
    starts = _starts(items)
    words = {_first_word(text) for text in starts} if starts is not None else {""}
    if words and all(len(word) >= SHORTEST_NEED for word in words):
        return Group(tuple(sorted(words)), after_blank)
    return max(_needs(items, after_blank), key=telling, default=None)


def _ends_blank(items: list[Any], after_blank: bool) -> bool:
    """Whether every match of `items` ends in a blank; what is empty ends as what is before it does."""
    if not items:
        return after_blank
    op, value = items[-1]
    name, before = str(op), items[:-1]
    if name == "IN":
        return [str(kind) for _, kind in value] == ["CATEGORY_SPACE"]
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        last = _ends_blank(list(value[2]), False)
        return last and (value[0] >= 1 or _ends_blank(before, after_blank))
    if name == "SUBPATTERN":
        return _ends_blank(list(value[3]), _ends_blank(before, after_blank))
    if name == "BRANCH":
        return all(_ends_blank(list(branch), _ends_blank(before, after_blank)) for branch in value[1])
    return name in ("ASSERT", "ASSERT_NOT") and _ends_blank(before, after_blank)
