"""Words of a sentence, lower-cased, with their places; what a word means is in `cues`."""

from __future__ import annotations

import re
from itertools import islice

# A number with its separators and unit sign, a word with inner hyphens and apostrophes, or one other character, but
# no asterisk, which emphasises.
TOKEN = re.compile(r"\d[\d.,]*\d%?|\d%?|[^\W_]+(?:['-][^\W_]+)*|[^\w\s*]")

# Lower-casing must not move any character: of all of Unicode only this one grows.
_GROWS = "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"


def tokenise(text: str) -> list[str]:
    """The tokens of `text`, lower-cased; `token_spans` gives their places."""
    return TOKEN.findall(_lower(text))


def token_spans(text: str, last: int) -> list[tuple[int, int]]:
    """Where the tokens of `text` up to the one numbered `last` start and end, in code points."""
    return [match.span() for match in islice(TOKEN.finditer(_lower(text)), last + 1)]


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text.replace(_GROWS, "i").lower()
    return lowered.replace("’", "'")
