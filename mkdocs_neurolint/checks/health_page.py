"""Whether a page is an article on health, which owes its readers an author and a date."""

from __future__ import annotations

import re

from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.regexes import lazy

LEAST_WORDS = 150
LEAST_MENTIONS = 3
WORDS_PER_MENTION = 100  # a page with fewer words of health than one in so many is about something else
# Pages that lead to articles or are made by a tool.
NO_ARTICLE = lazy(
    r"(?i)(?:^|[\\/])(?:index|readme|home|tags?|404|search|about|contact|contributing|changelog|license|privacy|"
    r"sitemap|references|bibliography|glossary)\.\w+$"
)
NO_ARTICLE_FIELD = lazy(
    r"(?im)^(?:template[ \t]*:|generated[ \t]*:[ \t]*true|"
    r"(?:type|layout)[ \t]*:[ \t]*\W?(?:home|landing|index|tags?)\b)"
)
GENERATED = lazy(r"(?i)\b(?:auto-?generated|generated (?:by|from|automatically)|do not edit)\b")


def is_health_article(document: Document, mentions: int, least_words: int = LEAST_WORDS) -> bool:
    """Whether the page is prose on health, with so many `mentions` of words of the field.

    An index, a reference list and a generated page are none.
    """
    if mentions < LEAST_MENTIONS or NO_ARTICLE.search(document.path) or not document.blocks:
        return False
    front = document.front_matter
    if front is not None and NO_ARTICLE_FIELD.search(front.text):
        return False
    if document.comments and GENERATED.search(document.comments[0].text):
        return False
    words = len(document.prose.split())
    return least_words <= words <= mentions * WORDS_PER_MENTION


def title_span(document: Document) -> tuple[int, int]:
    """Where the first heading stands, or the first words of a page that has no heading."""
    block = document.blocks[document.headings[0].block] if document.headings else document.blocks[0]
    if document.headings:
        return block.start, block.end
    words = re.compile(r"\S+(?:\s+\S+){0,5}").search(document.prose, block.start, block.end)
    return words.span() if words else (block.start, block.end)
