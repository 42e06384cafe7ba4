"""What `parse` makes of each construct: blocks with their kinds and containers, links, references, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent

import pytest

from mkdocs_neurolint.document import parse
from mkdocs_neurolint.document.model import Document

Blocks = list[tuple[str, tuple[str, ...], str]]


def read(source: str) -> Document:
    return parse(dedent(source))


def blocks(document: Document) -> Blocks:
    """Kind, containers and words of each block."""
    return [
        (block.kind, block.containers, " ".join(document.prose[block.start : block.end].split()))
        for block in document.blocks
    ]


def words(document: Document) -> list[str]:
    return [text for _, _, text in blocks(document)]


def table(cases: Sequence[tuple[str, str, object]]) -> pytest.MarkDecorator:
    """Runs a test once for each `(id, source, expected)`."""
    return pytest.mark.parametrize(("source", "expected"), [pytest.param(*rest, id=name) for name, *rest in cases])


CONTAINERS: list[tuple[str, str, Blocks]] = [
    (
        "paragraphs-and-headings",
        """\
        # Sleep
        One line
        and the next.

        Setext
        ------
        #Close
        """,
        [
            ("heading", (), "Sleep"),
            ("paragraph", (), "One line and the next."),
            ("heading", (), "Setext"),
            ("heading", (), "Close"),
        ],
    ),
    (
        "setext-over-two-lines-is-no-heading",
        "One\ntwo\n---\nthree\n",
        [("paragraph", (), "One two"), ("paragraph", (), "three")],
    ),
    (
        "admonition-right-after-text",
        """\
        Before
        !!! warning inline end "Call *now*"
            Body

            more
        After
        """,
        [
            ("paragraph", (), "Before"),
            ("title", ("admonition:warning",), "Call now"),
            ("paragraph", ("admonition:warning",), "Body"),
            ("paragraph", ("admonition:warning",), "more"),
            ("paragraph", (), "After"),
        ],
    ),
    (
        "admonition-body-indented-too-little-is-outside",
        "!!! note\n  two blanks\n",
        [("paragraph", (), "two blanks")],
    ),
    (
        "details-and-tabs-two-deep",
        """\
        ??? tip "Open"

            === "One"

                Text in one.

            === "Two"
                !!! danger
                    Deep.

                Shallow.
        """,
        [
            ("title", ("details:tip",), "Open"),
            ("title", ("details:tip", "tab"), "One"),
            ("paragraph", ("details:tip", "tab"), "Text in one."),
            ("title", ("details:tip", "tab"), "Two"),
            ("paragraph", ("details:tip", "tab", "admonition:danger"), "Deep."),
            ("paragraph", ("details:tip", "tab"), "Shallow."),
        ],
    ),
    (
        "admonition-in-a-list-item",
        """\
        - item

            !!! note "T"
                body

            after
        - next
        """,
        [
            ("item", ("list",), "item"),
            ("title", ("list", "admonition:note"), "T"),
            ("paragraph", ("list", "admonition:note"), "body"),
            ("paragraph", ("list",), "after"),
            ("item", ("list",), "next"),
        ],
    ),
    (
        "list-in-an-admonition-in-a-quote",
        "> !!! tip\n>     - one\n>     - two\n>\n> out\n",
        [
            ("item", ("quote", "admonition:tip", "list"), "one"),
            ("item", ("quote", "admonition:tip", "list"), "two"),
            ("paragraph", ("quote",), "out"),
        ],
    ),
    (
        "marker-in-indented-code-is-code",
        "Text\n\n    !!! note\n        body\n",
        [("paragraph", (), "Text")],
    ),
    (
        "callout",
        "> [!WARNING] Mind\n> the dose\n",
        [("title", ("admonition:warning",), "Mind"), ("paragraph", ("admonition:warning",), "the dose")],
    ),
    (
        "quote-nested-and-lazy",
        "> a\nlazy\n>\n> > b\n",
        [("paragraph", ("quote",), "a lazy"), ("paragraph", ("quote", "quote"), "b")],
    ),
    (
        "slashes",
        """\
        /// details | More
            type: note
            open: true

        Text.

        //// tab | Deep
        Deeper.
        ////
        ///
        /// caption
        A caption.
        ///
        """,
        [
            ("title", ("details:note",), "More"),
            ("paragraph", ("details:note",), "Text."),
            ("title", ("details:note", "tab"), "Deep"),
            ("paragraph", ("details:note", "tab"), "Deeper."),
            ("caption", ("block:caption",), "A caption."),
        ],
    ),
    (
        "footnote-of-several-paragraphs",
        """\
        Text.[^a]

        [^a]: First
            goes on.

            Second.
        [^b]:
            On the next line.
        """,
        [
            ("paragraph", (), "Text."),
            ("paragraph", ("footnote:a",), "First goes on."),
            ("paragraph", ("footnote:a",), "Second."),
            ("paragraph", ("footnote:b",), "On the next line."),
        ],
    ),
    (
        "definition-list",
        """\
        Dopamine
        :   A messenger.

            More.
        :   Another sense.
        """,
        [
            ("term", ("definition",), "Dopamine"),
            ("definition", ("definition",), "A messenger."),
            ("definition", ("definition",), "More."),
            ("definition", ("definition",), "Another sense."),
        ],
    ),
    (
        "table-with-code-and-reference-in-cells",
        """\
        | Who | What |
        |-----|------|
        | a `x|y` b | c[^1] |
        """,
        [
            ("header_cell", ("table",), "Who"),
            ("header_cell", ("table",), "What"),
            ("cell", ("table",), "a b"),
            ("cell", ("table",), "c"),
        ],
    ),
    (
        "list-right-after-a-paragraph",
        "Look for:\n- [x] one\n- [ ] two\n  lazily\n",
        [("paragraph", (), "Look for:"), ("item", ("list",), "one"), ("item", ("list",), "two lazily")],
    ),
    (
        "wide-list-number",
        "100. wide\n\n    inside\n",
        [("item", ("list",), "wide"), ("paragraph", ("list",), "inside")],
    ),
    (
        "grid-of-cards",
        """\
        <div class="grid cards" markdown>

        -   :material-phone:{ .lg } __Call__

            ---

            Now.

        </div>
        """,
        [("item", ("grid", "list"), "Call"), ("paragraph", ("grid", "list"), "Now.")],
    ),
    (
        "raw-html",
        """\
        <details>
        <summary>Why?</summary>
        Because *stars* stay.

            <p>Indented</p>
        <script>var x</script><pre>code</pre><!-- c -->
        </details>

        <figure><figcaption>Seen</figcaption></figure>
        """,
        [
            ("title", ("html",), "Why?"),
            ("html", ("html",), "Because *stars* stay."),
            ("html", ("html",), "Indented"),
            ("caption", ("html",), "Seen"),
        ],
    ),
    (
        "raw-html-table-and-heading",
        """\
        <h2>Head</h2>
        <table>
        <tr><th>A</th></tr>
        <tr><td>b<br>c</td></tr>
        </table>
        <ul><li>d</li></ul>
        """,
        [
            ("heading", ("html",), "Head"),
            ("header_cell", ("html", "table"), "A"),
            ("cell", ("html", "table"), "b"),
            ("cell", ("html", "table"), "c"),
            ("item", ("html", "list"), "d"),
        ],
    ),
    (
        "figure-with-markdown",
        '<figure markdown="span">\n  ![alt](a.png)\n  <figcaption>What is seen</figcaption>\n</figure>\n',
        [("caption", ("html",), "What is seen")],
    ),
    (
        "image-alone-makes-no-block",
        "![alt](a.png)\n\n`code`\n\n$x$\n",
        [],
    ),
]


@table(CONTAINERS)
def test_blocks(source: str, expected: Blocks) -> None:
    assert blocks(read(source)) == expected


INLINE: list[tuple[str, str, str]] = [
    ("emphasis", "a **b** _c_ ***d*** snake_case 2*3*4", "a b c d snake_case 2 3 4"),
    ("code", "a `b` ``c ` d`` `#!py e` f", "a f"),
    ("stray-tick", "a ` b", "a ` b"),
    ("link", "see [the page](https://x.org/a_(b)_c 'T') now", "see the page now"),
    ("link-with-blanks", "[a](my file.md) b", "a b"),
    ("reference-link", "[a][r] [r]\n\n[r]: https://x.org", "a r"),
    ("undefined-reference", "[a][b] c", "[a][b] c"),
    ("definition-below-text", "a\n[r]: https://x.org 'T'\nb", "a b"),
    ("image", "![alt](a.png){ width=3 } b", "b"),
    ("address", "a https://x.org/b_c, (www.x.org/~d) e@x.org <https://x.org> <f@x.org> g", "a , ( ) g"),
    ("attributes", "a [b](c){ .md-button } {: style='x' }\n{ .lead #i }", "a b"),
    ("braces-are-text", "a {b} {1,2}", "a {b} {1,2}"),
    ("critic", "{++a++} {--b--} {~~c~>d~~} {==e==}{>>f<<}", "a d e"),
    ("marks", "==a== ^^b^^ x^2^ H~2~O ~~c~~ ~5 to ~10", "a b x 2 H 2 O ~5 to ~10"),
    ("keys", "press ++ctrl+c++ in C++ and a++b", "press in C++ and a++b"),
    ("icons", "a :smile: :material-heart:{ .x } 10:30:45 1:2:3 :+1:", "a 10:30:45 1:2:3"),
    ("math", r"a $x^2$ \(b\) $$c$$ d", "a d"),
    ("money", "costs $30 or $40, US$5", "costs $30 or $40, US$5"),
    ("escapes", r"\*a\* \[12\] 5 \< 6", "*a * [12 ] 5 < 6"),
    ("entities", "R&amp;D a&nbsp;b &copy; AT&T &unknown;", "R& D a b AT&T &unknown;"),
    ("folding", "“a” ‘b’ c’s d–e f—g 5 mg", "\"a\" 'b' c's d-e f-g 5 mg"),
    ("tags", '<b>a</b> <kbd>x</kbd> <span title="b">c</span> <code>d</code> <del>e</del>', "a c"),
    ("less-than", "p < .05, 3 > 2 and x<y", "p < .05, 3 > 2 and x y"),
    ("comment", "a <!-- b\n\nc --> d", "a d"),
    ("comment-not-closed", "<!-- a", "a"),
    ("jinja", "a {{ b }} {% if c %}d{% endif %} {# e #} f", "a d f"),
    ("footnote-reference", "a[^1] b[^undefined].", "a b ."),
    ("wiki-links", "[[Page]] and [[Other|label]]", "Page and label"),
    ("abbreviation", "*[GABA]: hidden\n\nGABA", "GABA"),
    ("toc-and-more", "[TOC]\n\n<!-- more -->\n\na", "a"),
    ("directive", "::: a.b\n    options:\n      c: d\n\ne", "e"),
    ("snippet", '--8<-- "a.md"\n\nb\n\n--8<--\nc.md\n--8<--\n', "b"),
    ("include", '{% include-markdown "a.md" %}\n{! b.md !}\n\nc', "c"),
    ("fence", "a\n```py\nb\n\n!!! note\n```\nc", "a c"),
    ("fence-in-a-fence", "````\n```\na\n```\n````\nb", "b"),
    ("fence-not-closed", "```\na\n\nb", "a b"),
    ("indented-code", "a\n\n    b\n\nc\n    d", "a c d"),
    ("front-matter", "---\ntitle: a\n---\nb", "b"),
    ("front-matter-that-is-none", "---\njust a\n---\nb", "just a b"),
    ("multimarkdown-metadata", "Title: a\nNote: b\n\nc: d", "c: d"),
    ("byte-order-mark", "\ufeff# a\r\n\r\nb\r\nc", "a b c"),
    ("lone-carriage-returns", "a\r\rb", "a b"),
    ("right-to-left", "النوم **مهم** جدا", "النوم مهم جدا"),
    ("emoji", "a 👩‍⚕️ **b**", "a 👩‍⚕️ b"),
]


@table(INLINE)
def test_prose(source: str, expected: str) -> None:
    document = parse(source)
    assert " ".join(document.prose.split()) == expected
    assert len(document.prose) == len(source)


def test_offsets_are_those_of_the_file() -> None:
    source = "\ufeff# Über\r\n\r\n!!! note\r\n    Atme “ruhig”.\r\n"
    document = parse(source)
    block = document.blocks[1]
    assert source[block.start : block.end] == "Atme “ruhig”."
    assert document.lines.position(block.start) == (4, 5)


def test_list_items_know_their_introduction_and_their_number() -> None:
    document = read(
        """\
        # Head

        Oxytocin:

        - raises trust
            - in rats

        No introduction.

        1. alone

            second paragraph
        """
    )
    by_words = dict(zip(words(document), document.blocks, strict=True))
    intro, rats = by_words["Oxytocin:"], by_words["in rats"]
    trust, alone = by_words["raises trust"], by_words["alone"]
    assert document.blocks[trust.stem] == intro
    assert document.blocks[rats.stem] == trust
    assert alone.stem == -1
    assert by_words["second paragraph"].item == alone.item
    assert len({trust.item, rats.item, alone.item}) == 3
    assert [block.section for block in document.blocks] == [0] * len(document.blocks)


def test_cells_of_a_row_share_a_number() -> None:
    document = parse("| a | b |\n|---|---|\n| c | d |\n\n| e |\n|---|\n")
    assert [block.row for block in document.blocks] == [1, 1, 2, 2, 3]


def test_headings_have_level_text_and_path() -> None:
    document = parse("# One *two*\n\ntext\n\n### Three { #id }\n\nmore\n")
    assert [(heading.level, heading.text, heading.block) for heading in document.headings] == [
        (1, "One two", 0),
        (3, "Three", 2),
    ]
    assert [block.section for block in document.blocks] == [0, 0, 1, 1]


LINKS: list[tuple[str, str, list[tuple[str, str, str, str]]]] = [
    ("inline", 'a [b *c*](d.md "T")', [("inline", "b *c*", "d.md", "T")]),
    ("inline-with-blanks", "[b](my file.md)", [("inline", "b", "my file.md", "")]),
    ("in-angle-brackets", "[b](<my file.md> 'T')", [("inline", "b", "my file.md", "T")]),
    ("reference", "[b][R] [r]\n\n[r]: <u> (T)", [("reference", "b", "u", "T"), ("reference", "r", "u", "T")]),
    ("beyond-ascii", "[b](über.md) [ö]\n\n[Ö]: ü", [("inline", "b", "über.md", ""), ("reference", "ö", "ü", "")]),
    ("image", "![a](b.png)", [("image", "a", "b.png", "")]),
    ("image-in-a-link", "[![a](b)](c)", [("inline", "![a](b)", "c", ""), ("image", "a", "b", "")]),
    ("autolink", "<https://x.org/a>", [("autolink", "", "https://x.org/a", "")]),
    ("bare", "(see https://x.org/a_(b)).", [("bare", "https://x.org/a_(b)", "https://x.org/a_(b)", "")]),
    ("www", "www.x.org.", [("bare", "www.x.org", "https://www.x.org", "")]),
    ("mail", "jo@x.org", [("bare", "jo@x.org", "mailto:jo@x.org", "")]),
    ("html", '<a class="x" href="u&amp;v">t</a>', [("html", "t", "u&v", "")]),
    ("raw-html", '<p><a href="u">t</a><img src="i" alt="A"></p>', [("html", "t", "u", ""), ("image", "A", "i", "")]),
    ("address-as-text", "[https://x.org](https://x.org)", [("inline", "https://x.org", "https://x.org", "")]),
    ("footnote-address", "[^1]: https://x.org", [("bare", "https://x.org", "https://x.org", "")]),
    ("in-code", "`[a](b)`\n\n    <https://x.org>\n", []),
    ("in-a-table", "| a |\n|---|\n| [b](c) |", [("inline", "b", "c", "")]),
]


@table(LINKS)
def test_links(source: str, expected: list[tuple[str, str, str, str]]) -> None:
    links = parse(source).links
    assert [(link.kind, source[link.text_start : link.text_end], link.url, link.title) for link in links] == expected


def test_a_block_covers_the_links_and_references_at_its_edges() -> None:
    source = "[a](b) c[^1]\n"
    document = parse(source)
    assert source[document.blocks[0].start : document.blocks[0].end] == "[a](b) c[^1]"


def test_footnotes_comments_includes_and_abbreviations() -> None:
    source = dedent(
        """\
        <!-- neurolint: allow x -- y -->
        Text[^1] and [^none]. {{ macro(1) }}

        --8<-- "part.md"

        {% include-markdown "other.md" start="a" %}

        *[GABA]: an acid

        ```
        [^2] <!-- not one --> {{ nor this }}
        ```

        [^1]: A *note*.

            More.

        End.
        """
    )
    document = parse(source)
    assert [reference.label for reference in document.footnote_references] == ["1", "none"]
    note = document.footnotes["1"]
    assert source[note.start : note.end] == "[^1]: A *note*.\n\n    More."
    assert source[note.body :].startswith("A *note*")
    assert [comment.text.strip() for comment in document.comments] == ["neurolint: allow x -- y"]
    assert [(include.kind, include.target) for include in document.includes] == [
        ("macro", "macro(1)"),
        ("snippet", "part.md"),
        ("include", "other.md"),
    ]
    assert document.abbreviations == {"GABA": "an acid"}


@pytest.mark.parametrize(
    "box",
    [
        "!!! note\n    {}\n",
        "- a\n    {}\n",
        "| a |\n|---|\n| b {} |\n",
        "[^1]: a\n    {}\n",
        "> {}\n",
        "<div>{}</div>",
        '=== "T"\n\n    ??? a\n\n        - b\n\n            {}\n',
    ],
)
def test_comments_are_found_everywhere(box: str) -> None:
    comment = "<!-- neurolint: allow x -- y -->"
    source = box.format(comment)
    assert [source[found.start : found.end] for found in parse(source).comments] == [comment]


META: list[tuple[str, str, dict[str, object]]] = [
    ("plain", "---\ntitle: Sleep well\nauthor: Jo Doe\n---\n", {"title": "Sleep well", "author": "Jo Doe"}),
    ("yaml", "---\ntags: [a, b]\nn: 1\nyes_: true\n---\n", {"tags": ["a", "b"], "n": 1, "yes_": True}),
    ("empty", "---\n\n---\n", {}),
    ("none", "# a\n", {}),
    ("broken", "---\na: [\n---\n", {}),
    ("a-list", "---\n- a: b\n---\n", {}),
    ("aliases", "---\na: &x [1, 2]\nb: [*x, *x]\n---\n", {}),
    ("multimarkdown", "Title: A\n    b\nNote: c\n\nd\n", {"title": "A b", "note": "c"}),
    ("windows", "\ufeff---\r\ntitle: A b\r\n---\r\n", {"title": "A b"}),
]


@table(META)
def test_meta(source: str, expected: dict[str, object]) -> None:
    assert parse(source).meta == expected


SENTENCES: list[tuple[str, str, list[str]]] = [
    ("plain", "One is. Two is! Three is? Four", ["One is.", "Two is!", "Three is?", "Four"]),
    ("titles", "Dr. Doe met Prof. Roe vs. St. Mary. He left.", ["Dr. Doe met Prof. Roe vs. St. Mary.", "He left."]),
    ("latin", "Some, e.g. cats, i.e. pets, cf. dogs. End.", ["Some, e.g. cats, i.e. pets, cf. dogs.", "End."]),
    ("et-al", "Doe et al. (2019) say so, as did Roe et al. The rest did not.", [
        "Doe et al. (2019) say so, as did Roe et al.", "The rest did not.",
    ]),
    ("figures", "See Fig. 2 and No. 5 of Vol. 3. Now go.", ["See Fig. 2 and No. 5 of Vol. 3.", "Now go."]),
    ("no-as-an-answer", "Is it safe? No. Ask first.", ["Is it safe?", "No.", "Ask first."]),
    ("numbers", "It is 3.5 mg (p < .05). In 2019. 5 died at approx. 7 Hz.", [
        "It is 3.5 mg (p < .05).", "In 2019.", "5 died at approx. 7 Hz.",
    ]),
    ("initials", "J. R. Doe and A. Roe agree. Vitamin C. helps nobody. Hepatitis B. It is common.", [
        "J. R. Doe and A. Roe agree.", "Vitamin C. helps nobody.", "Hepatitis B.", "It is common.",
    ]),
    ("countries", "The U.S. team met at 5 p.m. in the U.K. They agreed.", [
        "The U.S. team met at 5 p.m. in the U.K.", "They agreed.",
    ]),
    ("journals", "Doe J. Sleep. Nat Neurosci. 2019;22:1-5.", ["Doe J. Sleep.", "Nat Neurosci. 2019;22:1-5."]),
    ("receptors", "Drugs bind 5-HT1A. 5-HT2A is another.", ["Drugs bind 5-HT1A.", "5-HT2A is another."]),
    ("quotes", '"It is." She nodded. (It was.) "Really?" he asked. “Yes.” Fine.', [
        '"It is."', "She nodded.", "(It was.)", '"Really?" he asked.', "“Yes.”", "Fine.",
    ]),
    ("ellipsis", "Wait… what? Well... no. So... Then.", ["Wait… what?", "Well... no.", "So...", "Then."]),
    ("no-other-stops", "And one: two; three – four. End.", ["And one: two; three – four.", "End."]),
    ("emphasis", "**Bold.** *More.* End.", ["Bold.", "More.", "End."]),
    ("hidden-start", "It is so. `code` follows. $x$ too.", ["It is so.", "follows.", "too."]),
    ("soft-breaks", "One\nis. Two\nis.", ["One\nis.", "Two\nis."]),
    ("footnotes", "One is.[^1] Two is[^2]. Three is.[^3][^4]", ["One is.[^1]", "Two is[^2].", "Three is.[^3][^4]"]),
    ("footnote-after-emphasis", "*One is.*[^1] Two is.", ["One is.*[^1]", "Two is."]),
    ("superscripts", "One is.<sup>3</sup> Two is.^4^ Three.", ["One is.<sup>3</sup>", "Two is.^4^", "Three."]),
    ("numbered", "One is. [12] Two is.[3, 4] Three is [5]. Four.", [
        "One is. [12]", "Two is.[3, 4]", "Three is [5].", "Four.",
    ]),
    ("keys", "One is. [@doe2019; @roe] Two.", ["One is. [@doe2019; @roe]", "Two."]),
    ("linked", "One is. ([Doe](a.md)) Two is.<sup>[1](#r1)</sup> Three.", [
        "One is. ([Doe](a.md))", "Two is.<sup>[1](#r1)</sup>", "Three.",
    ]),
    ("author-year", "One is (Doe, 2020). Two is. (Roe & Poe, 2021) Three.", [
        "One is (Doe, 2020).", "Two is. (Roe & Poe, 2021)", "Three.",
    ]),
    ("link-at-the-start", "One is. [Two](a.md) is. [12 ways](b.md) are.", [
        "One is.", "Two](a.md) is.", "12 ways](b.md) are.",
    ]),
    ("blocks", "# One. Two\n\n- three\n- four. Five\n\n| a. B | c |\n|---|---|\n", [
        "One.", "Two", "three", "four.", "Five", "a.", "B", "c",
    ]),
    ("numbered-title", "## 1. Sleep\n\n### 2.1 Dreams", ["1. Sleep", "2.1 Dreams"]),
]  # fmt: skip


@table(SENTENCES)
def test_sentences(source: str, expected: list[str]) -> None:
    document = parse(source)
    assert [source[sentence.start : sentence.end] for sentence in document.sentences] == expected


def test_a_sentence_belongs_to_its_block() -> None:
    document = parse("One. Two.\n\nThree.\n")
    assert [sentence.block for sentence in document.sentences] == [0, 0, 1]


HOSTILE = [
    *("[", ">", "*", "`", "<", "{", "$", "\\", "~", "_", "#", "|", "!", "&", "^", "=", "+", ".", "("),
    *("\x00", "\ud800", "\r", "\t"),
    *("<a", "<div>", "<div markdown>\n", "<!--", "<code>", "<td>", "{{", "{%", "{#", "{++", "{--", "{~~"),
    *("$a ", "$$ ", "\\("),
    *("http://", "http://)", "a@", "www.", "[^", "[^a]: b\n", "[a](", "![", "[a]: b\n", "*[a]: b\n"),
    *("[[", ":a:", "++a"),
    *("!!! note\n", "    !!! note\n", "??? a\n", '=== "a"\n', "/// note\n", "///\n", "> > "),
    *("> !!! a\n>     b\n", "- ", "1. "),
    *("    ", "\t- a\n", "a\n: b\n", "| a |\n|-|\n", "```\n", "~~~ ", "`` ` ", "--8<--\n", "::: a\n"),
    *("Key: v\n", "---\n"),
    *("a. [^1", ". ([a](b", "e.g. ", "A. ", "**a *b ", "{==\n", "==a\n", "[x](<", "&amp;", "\u200f", "İ", "💊"),
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_hostile_pages_are_read(piece: str) -> None:
    source = piece * (20_000 // len(piece))
    document = parse(source)
    assert len(document.prose) == len(document.folded) == len(source)
    assert all(sentence.start < sentence.end for sentence in document.sentences)
    assert isinstance(document.meta, dict)
