"""What holds for every text: `parse` never raises, keeps the length, folds one to one, and orders what it finds."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_neurolint.document import parse
from mkdocs_neurolint.document.folding import fold
from mkdocs_neurolint.document.model import Document

WORD = re.compile(r"\w+")
# Pieces of markup in every order find more than characters do.
PIECES = st.sampled_from(
    [
        *("word", "Wörter", "“so”", "a.", "B! ", "e.g. ", "😀", "نص", " "),
        *("  ", "    ", "\t", "\n", "\n\n", "\r\n", "\r"),
        *("# ", "#x", "===\n", "---\n", "- ", "* ", "1. ", "100. ", "- [x] "),
        *("> ", ">", "| a | b |\n", "|---|---|\n", ":   "),
        *('!!! note "T"\n', "!!! tip\n", '??? info "T"\n', "???+ a\n"),
        *('=== "T"\n', "/// note | T\n", "///\n", "//// tab\n"),
        *("> [!NOTE] T\n", "[^1]", "[^1]: ", "[^a b]", "[a](b)", '[a](b "t")'),
        *("[a][b]", "[a]", "[a]: b\n", "![a](b)", "[[", "]]"),
        *("<div>", "</div>", "<div markdown>", "<p>", "</p>", "<b>", "</b>"),
        *("<a href='u'>", "</a>", "<br>", "<li>", "<td>", "<tr>"),
        *("<!--", "-->", "<!-- a -->", "<script>", "</script>", "<pre>", "<summary>"),
        *("</summary>", "<img src=a alt='b'>", "<x", "<"),
        *("`", "``", "```\n", "~~~\n", "**", "*", "_", "~~", "~", "==", "^^", "^"),
        *("++a++", "$", "$$", "\\(", "\\)", "\\", "\\*"),
        *("{{", "}}", "{%", "%}", "{#", "#}", "{++", "++}", "{--", "--}", "{>>"),
        *("<<}", "{~~", "~>", "~~}", "{ .a }", "{:", "}"),
        *(":a:", "https://x.org/a_b", "<https://x.org>", "a@x.org", "www.x.org"),
        *("&amp;", "&nbsp;", "&", "*[A]: b\n", "[TOC]\n"),
        *('--8<-- "a"\n', "--8<--\n", "::: a\n", "Key: v\n", "(Doe, 2020)", "[12]"),
        *("<sup>1</sup>", "\ufeff", "\x00", "\x01", "\ud800"),
    ]
)  # fmt: skip
PAGES = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))


def check(source: str, document: Document) -> None:
    prose = document.prose
    assert len(prose) == len(source)
    plain = fold(source)
    # Each character is the source's own, folded, or a blank.
    assert all(shown == plain[at] or shown in " \n" for at, shown in enumerate(prose))
    end = 0
    for index, block in enumerate(document.blocks):
        assert end <= block.start < block.end <= len(source)
        end = block.end
        assert -1 <= block.stem < index
        assert block.section == sum(heading.start <= block.start for heading in document.headings) - 1
        if block.kind == "heading":
            assert document.headings[block.section].block == index
            assert 1 <= block.level <= 6
    covered = "".join(prose[block.start : block.end] for block in document.blocks)
    # All words stand in blocks; stray brackets need not.
    assert list(filter(str.isalnum, covered)) == list(filter(str.isalnum, prose))
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        assert not prose[sentence.start].isspace()
    assert [s.start for s in document.sentences] == sorted({s.start for s in document.sentences})
    for link in document.links:
        assert 0 <= link.start <= link.text_start <= link.text_end <= link.end <= len(source)
    assert [link.start for link in document.links] == sorted(link.start for link in document.links)
    for note in document.footnotes.values():
        assert note.start < note.body <= note.end <= len(source)
    for comment in document.comments:
        assert source[comment.start : comment.start + 4] == "<!--"
        assert source[comment.end - 3 : comment.end] == "-->"
    for reference in document.footnote_references:
        assert source[reference.start : reference.end] == f"[^{reference.label}]"
    assert isinstance(document.meta, dict)


@settings(max_examples=300, deadline=None)
@given(PAGES)
def test_every_text_is_read(source: str) -> None:
    check(source, parse(source))


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_line_ends_change_nothing_that_is_read(source: str) -> None:
    source = source.replace("\r", "")
    windows = parse(source.replace("\n", "\r\n"))
    assert WORD.findall(windows.prose) == WORD.findall(parse(source).prose)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_reading_twice_gives_the_same(source: str) -> None:
    first, second = parse(source), parse(source)
    assert (first.prose, first.blocks, first.links, first.sentences) == (
        second.prose,
        second.blocks,
        second.links,
        second.sentences,
    )
