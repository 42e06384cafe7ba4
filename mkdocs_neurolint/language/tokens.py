"""Words of a sentence, lower-cased, with their places; what a word means is in `cues`."""

from __future__ import annotations

import re
from itertools import islice

# A number with its separators and unit sign, a word with inner hyphens and apostrophes, or one other character.
TOKEN = re.compile(r"\d[\d.,]*\d%?|\d%?|[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")

# Lower-casing must not move any character: of all of Unicode only this one grows.
_GROWS = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"


def tokenise(text: str) -> list[str]:
    """The tokens of `text`, lower-cased; `token_spans` gives their places."""
    return TOKEN.findall(_lower(text))


def token_spans(text: str, first: int, last: int) -> tuple[int, int]:
    """Where the tokens `first` to `last` (inclusive) of `text` start and end, in code points."""
    found = list(islice(TOKEN.finditer(_lower(text)), first, last + 1))
    return found[0].start(), found[-1].end()


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text.replace(_GROWS, "i").lower()
    return lowered
