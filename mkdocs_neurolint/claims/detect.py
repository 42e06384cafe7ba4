"""Finds the claims of a page: sentences, items and cells that assert something about a neurochemical or the brain.

A term alone is no claim; `assertion` says what makes it one. How strong a claim is and whether it is cited is asked
later, of `language` and `document.citations`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

import ahocorasick_rs

from mkdocs_neurolint.claims.anaphora import inherits, takes_up
from mkdocs_neurolint.claims.assertion import Cue, Words, asserts, weight_of
from mkdocs_neurolint.claims.terms import DEFAULT_LEXICONS, Found, Terms, grammar, terms
from mkdocs_neurolint.document import contexts
from mkdocs_neurolint.document.model import Block, Document, Link, Sentence
from mkdocs_neurolint.document.sections import is_reference_section

LISTED = frozenset(("item", "cell", "definition"))
REACH = 2  # sentences within which "this hormone" still means the one that was named
LEAST_SOFTWARE = 4  # words of software on a page that is about it
SOFTWARE_PER_100_WORDS = 2.0
GENERAL = frozenset(
    ("general", "brain", "receptor", "system", "cell", "drug")
)  # groups whose names take up a named one


class Claim(NamedTuple):
    """A claim at `start:end`. `core` spans the subject and the words that say something of it."""

    start: int
    end: int
    block: int
    sentence: Sentence
    subjects: tuple[str, ...]
    groups: tuple[str, ...]  # of the subjects: transmitter, region, …
    lexicons: frozenset[str]
    core_start: int
    core_end: int
    cue_start: int  # the verb or sign that makes it an assertion
    cue_end: int
    taken_up: bool  # the subject is named by an earlier sentence, a list's stem or a heading


@cache
def _automaton(lexicons: tuple[str, ...]) -> Any:
    return ahocorasick_rs.AhoCorasick(sorted(terms(lexicons).literals))


def claims(
    document: Document, lexicons: tuple[str, ...] = DEFAULT_LEXICONS, offsets: Sequence[int] | None = None
) -> tuple[Claim, ...]:
    """The claims of `document` about the terms of `lexicons`, in order.

    `offsets` are the places of the terms' literals when the caller has already looked for them.
    """
    if offsets is None:
        offsets = [
            start for _, start, _ in _automaton(lexicons).find_matches_as_indexes(document.folded, overlapping=True)
        ]
    if not offsets:
        return ()
    return tuple(sorted(_Page(document, terms(lexicons)).claims(offsets)))


@cache
def _software_words() -> Any:
    words = [f" {word}" for word in sorted(grammar().software)]
    return ahocorasick_rs.AhoCorasick(words, implementation=ahocorasick_rs.Implementation.DFA)


class _Page:
    """One pass over the blocks of a page in which terms stand."""

    def __init__(self, document: Document, table: Terms) -> None:
        self.document = document
        self.table = table
        self.named: set[str] = set()  # terms that the page gives by a full name

    def claims(self, offsets: Iterable[int]) -> Iterator[Claim]:
        marked = self._marked(offsets)
        read = {key: self._terms(sentence) for key, sentence in marked.items()}
        self.named = {found.term.name for _, terms_ in read.values() for found in terms_ if not found.term.exact}
        if abbreviated := self._abbreviated():
            marked.update(abbreviated)
            read.update((key, self._terms(sentence)) for key, sentence in abbreviated.items() if key not in read)
        by_block: dict[int, dict[int, tuple[Words, list[Found]]]] = {}
        for index, start in marked:
            by_block.setdefault(index, {})[start] = read[index, start]
        for index, in_block in sorted(by_block.items()):
            block = self.document.blocks[index]
            if _is_content(self.document, block):
                yield from self._in_block(index, in_block)
            if block.kind in ("heading", "title", "term", "cell") or _introduces(self.document, index):
                topic = [
                    found
                    for words, found_terms in in_block.values()
                    for found in self._known(words, found_terms)
                    if weight_of(words, found) >= 2
                ]
                yield from self._under(index, topic)

    def _marked(self, offsets: Iterable[int]) -> dict[tuple[int, int], Sentence]:
        """The sentences in which literals stand, by (block, start)."""
        marked: dict[tuple[int, int], Sentence] = {}
        until = -1
        for offset in offsets:
            if offset < until:
                continue
            sentence = self.document.sentence_at(offset)
            if sentence is not None:
                marked[sentence.block, sentence.start] = sentence
                until = sentence.end
        return marked

    def _abbreviated(self) -> dict[tuple[int, int], Sentence]:
        """The sentences with abbreviations whose full names the page gives."""
        prose = self.document.prose
        short = [text for name in self.named & self.table.short.keys() for text in self.table.short[name]]
        return self._marked(sorted(at for text in short for at in _words_at(prose, text)))

    def _terms(self, sentence: Sentence) -> tuple[Words, list[Found]]:
        words = Words(self.document, sentence)
        return words, self.table.find(words.lower, words.written)

    def _known(self, words: Words | None, found: Sequence[Found]) -> list[Found]:
        """Without the abbreviations whose full name the page does not give, and without the neurons of software."""
        known = [item for item in found if not item.term.exact or item.term.name in self.named]
        if not known or words is None:
            return known
        code = self._code(words.sentence)
        if code > 1 or not grammar().programs.isdisjoint(words.lower):
            return []
        return known if any(item.term.weight == 3 for item in known) or not (code or self.of_software) else []

    def _code(self, sentence: Sentence) -> int:
        """How many pieces of code stand in the sentence or at the beginning of its line."""
        text = self.document.text
        return text.count("`", text.rfind("\n", 0, sentence.start) + 1, sentence.end) // 2

    @cached_property
    def of_software(self) -> bool:
        """Whether the page is about software or data, where neurons, networks and brains are things to compute with."""
        count = len(_software_words().find_matches_as_indexes(self.document.folded))
        if count < LEAST_SOFTWARE:
            return False
        return count * 100 >= SOFTWARE_PER_100_WORDS * len(self.document.prose.split())

    def _in_block(self, index: int, read: dict[int, tuple[Words, list[Found]]]) -> Iterator[Claim]:
        document = self.document
        sentences = document.sentences_of(index)
        subjects: list[Found] = []
        named_at = -REACH - 1
        first = min(read)
        for number, sentence in enumerate(sentences):
            if sentence.start < first:
                continue
            words, found = read.get(sentence.start, (None, []))
            found = self._known(words, found)
            recent = bool(subjects) and number - named_at <= REACH
            if not found and not recent:
                continue
            if words is None:
                if not _may_take_up(document, sentence):
                    continue
                words = Words(document, sentence)
            about, taken_up = found, False
            cue = asserts(words, found, document.blocks[index].kind, self._place(index)) if found else None
            if recent and all(item.term.group in GENERAL for item in found) and (again := takes_up(words, subjects)):
                cue, about, taken_up = again, subjects, True
            if cue and _is_stated(document, sentence, words, cue, () if taken_up else about):
                yield _claim(sentence, words, about, cue, taken_up)
            elif not found:
                continue
            if not taken_up:
                subjects = [item for item in found if item.term.weight >= 2] or found
            named_at = number

    def _place(self, index: int) -> str:
        """Whether the page is about software; what the item or cell at `index` is one of, by what stands over it."""
        if self.of_software:
            return "software"
        block = self.document.blocks[index]
        if block.kind not in LISTED:
            return ""
        labels = contexts.labels_of(self.document, index)
        if block.section >= 0:
            labels.append(self.document.headings[block.section].text.lower())
        for label in labels:
            for name in ("effects", "outline"):
                if contexts.cue(f"{name}-label").search(label, 0, len(label)):
                    return name
        return ""

    def _under(self, index: int, topic: Sequence[Found]) -> Iterator[Claim]:
        """The claims to which block `index` lends a subject: "Oxytocin: - eases pain", "| Oxytocin | eases pain |"."""
        if not topic:
            return
        document = self.document
        above = document.blocks[index]
        for at in range(index + 1, len(document.blocks)):
            block = document.blocks[at]
            if not _belongs(block, above, index):
                break
            sentences = document.sentences_of(at)
            if not sentences:
                continue
            words = Words(document, sentences[0])
            found = self._known(words, self.table.find(words.lower, words.written))
            if any(item.term.weight >= 2 for item in found):
                continue
            cue = inherits(words, plural=above.kind == "cell")
            if cue and _is_content(document, block) and _is_stated(document, sentences[0], words, cue):
                yield _claim(sentences[0], words, topic, cue, True)


def _belongs(block: Block, above: Block, index: int) -> bool:
    """Whether `block` says something of what the block `above`, at `index`, names: an item, a definition, a cell."""
    if above.kind == "cell":
        return block.kind == "cell" and block.row == above.row
    if above.kind == "term":
        return block.kind == "definition"
    return block.kind == "item" and (above.kind != "paragraph" or block.stem == index)


def _words_at(prose: str, text: str) -> Iterator[int]:
    """Where `text` stands as a word of its own."""
    at = prose.find(text)
    while at >= 0:
        end = at + len(text)
        if not _is_in_word(prose, at - 1) and not _is_in_word(prose, end):
            yield at
        at = prose.find(text, end)


def _is_in_word(prose: str, at: int) -> bool:
    return 0 <= at < len(prose) and (prose[at].isalnum() or prose[at] == "_")


def _claim(sentence: Sentence, words: Words, subjects: Sequence[Found], cue: tuple[int, int], taken_up: bool) -> Claim:
    cue_start, cue_end = words.spans[cue[0]][0], words.spans[cue[1]][1]
    core_start, core_end = cue_start, cue_end
    if not taken_up:
        core_start = min(core_start, words.spans[subjects[0].first][0])
        core_end = max(core_end, words.spans[subjects[0].last][1])
    return Claim(
        sentence.start,
        sentence.end,
        sentence.block,
        sentence,
        tuple(dict.fromkeys(item.term.name for item in subjects)),
        tuple(dict.fromkeys(item.term.group for item in subjects)),
        frozenset(item.term.lexicon for item in subjects),
        core_start,
        core_end,
        cue_start,
        cue_end,
        taken_up,
    )


def _is_content(document: Document, block: Block) -> bool:
    """Whether the author says something here in the page's own voice."""
    if block.kind in ("heading", "title", "header_cell", "caption"):
        return False
    if any(container.startswith("footnote:") for container in block.containers):
        return False
    return not is_reference_section(document, block.section) and not _is_glossary(document, block)


def _is_glossary(document: Document, block: Block) -> bool:
    """An entry of a glossary: it says what a word means, not what happens."""
    if block.kind != "definition" or not document.headings:
        return False
    titles = (document.headings[0], document.headings[block.section])
    return any("glossary" in heading.text.lower() or "terms" in heading.text.lower() for heading in titles)


def _introduces(document: Document, index: int) -> bool:
    return index + 1 < len(document.blocks) and document.blocks[index + 1].stem == index


def _may_take_up(document: Document, sentence: Sentence) -> bool:
    """A cheap look before the words are read: a determiner or a pronoun near the start."""
    start = document.folded[sentence.start : sentence.start + 60]
    return any(word in start for word in ("th", "it ", "such ", "both "))


def _is_stated(document: Document, sentence: Sentence, words: Words, cue: Cue, about: Sequence[Found] = ()) -> bool:
    """Neither a question, nor all in quotation marks, nor only the text of a link."""
    if words.lower[0] == '"' and (words.lower.count('"') >= 2 or "quote" in document.blocks[sentence.block].containers):
        return False
    line = document.text[document.text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    if "[ ]" in line:
        return False  # to be ticked, or not
    if words.lower[0] in ("how", "why") and _predicates(words.lower) < 2:
        return False  # "How the amygdala takes part in stress"
    if words.lower[-1] in ("?", ")", '"', "'") and "?" in words.lower[-3:]:
        return False
    return not _is_title(document, sentence, words, cue, about)


def _is_title(document: Document, sentence: Sentence, words: Words, cue: Cue, about: Sequence[Found]) -> bool:
    """Whether the claim is the text of a link with which the sentence begins, as in a list of titles.

    Or, in a list of links to other sites, what is said of the site: "- [Name](https://…) - Models of dopamine".
    """
    first = bisect_left(document.links, sentence.start, key=lambda link: link.start)
    for link in document.links[max(first - 1, 0) :]:
        if link.start > sentence.end:
            break
        if link.kind == "image" or not link.text_start <= sentence.start < link.text_end:
            continue
        rest = document.prose[link.text_end : sentence.end].strip(" \n\t.,;:-()")
        in_list = document.blocks[sentence.block].kind in ("item", "cell")
        told = document.prose[link.text_end : sentence.end].lstrip()[:1] in ("-", ":")
        if in_list and told and link.url.startswith("http") and not _names(words, link, about):
            return True
        return len(rest) < 4 or (in_list and words.spans[cue[1]][1] <= link.text_end)
    return False


def _names(words: Words, link: Link, about: Sequence[Found]) -> bool:
    """Whether one of the terms is in the text of `link`."""
    return any(link.text_start <= words.spans[item.first][0] < link.text_end for item in about)


def _predicates(lower: Sequence[str]) -> int:
    """How many words of a sentence may be predicates."""
    rules = grammar()
    return sum(word in rules.finite or (word in rules.verbs and rules.verbs[word].form == "s") for word in lower)
