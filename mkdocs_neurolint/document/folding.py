"""Typographic characters to the plain ones that patterns are written with, one to one."""

from __future__ import annotations

FOLDS = (
    ("'", "‘’‚‛ʼ′"),
    ('"', "“”„‟"),
    ("-", "‐‑‒–—―−"),
    (" ", "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2028\u2029"),
)


def fold(text: str) -> str:
    """`text` with quotes, dashes and spaces made plain; of the same length."""
    if text.isascii():
        return text
    for plain, fancy in FOLDS:
        for character in fancy:
            if character in text:
                text = text.replace(character, plain)
    return text
