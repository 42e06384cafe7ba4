"""What readers see of a page of HTML, or a part of one: its words and where its links lead, as Markdown.

Comments, code and scripts are not seen; the site's navigation is, but it stands on every page and helps on none.
"""

from __future__ import annotations

import re
from html import unescape

# `head` and the like are passed over whole; none of them stands in another of its kind.
TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<![^>]*>"
    r"|<(?P<unread>head|script|style|template|noscript|svg|pre|code|textarea|title)(?=[\s/>]).*?(?:</(?P=unread)\s*>|\Z)"
    r"|<(?P<end>/?)(?P<tag>[a-z][^\s/>]*)(?P<attributes>(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL | re.IGNORECASE,
)
HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
# How themes mark navigation that is no <nav>, and what they keep out of sight.
NAVIGATES = re.compile(
    r"\brole\s*=\s*[\"']?navigation|\bclass\s*=\s*[\"'](?:[^\"']*\s)?(?:nav(?:bar)?|rst-versions)[\s\"']", re.IGNORECASE
)
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
HIDDEN_ATTRIBUTE = re.compile(r"(?:^|\s)hidden(?:[\s=/]|$)", re.IGNORECASE)
NOT_DISPLAYED = re.compile(r"\bstyle\s*=\s*[\"'][^\"']*\bdisplay\s*:\s*none", re.IGNORECASE)
NAVIGATION, HIDDEN = "in navigation", "hidden"  # no names of elements
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
BLANK_LINE = "\n\n"
BREAKS = {
    **dict.fromkeys(
        ("p", "div", "li", "tr", "dt", "section", "article", "header", "footer", "aside", "details", "summary", "ul",
         "ol", "table", "blockquote", "figure", "figcaption", "form", "button", "label", "main"), BLANK_LINE,
    ),
    **{f"h{level}": f"{BLANK_LINE}{'#' * level} " for level in range(1, 7)},
    # The cells of a row belong together, as a term and its meaning do.
    "td": ", ", "th": ", ", "dd": ", ", "br": "\n",
}  # fmt: skip
SPACE = re.compile(r"[ \t\r\n\f]+")  # not the no-break space
# What would be markup again when the words are read as Markdown.
MARKUP = str.maketrans({"<": " ", ">": " ", "`": "'", "{": "(", "}": ")", "[": "(", "]": ")", "$": " ", "\\": " "})
SCHEME = re.compile(r"[a-zA-Z][\w+.-]*:\S+$")
CALL = ("tel:", "sms:")


def visible_text(html: str) -> str:
    """The words of the page `html` in Markdown, with the address of each link that stands outside the navigation."""
    pieces: list[str] = []
    # Why text is passed over just now, and the elements that are open since then; empty when it is read.
    skipping: list[str] = []
    at = 0
    for token in TOKEN.finditer(html):
        if not skipping and token.start() > at:
            pieces.append(_words(html[at : token.start()]))
        at = token.end()
        tag = token["tag"]
        if tag is not None:
            step = _close if token["end"] else _open
            step(tag.lower(), token["attributes"], pieces, skipping)
    if not skipping:
        pieces.append(_words(html[at:]))
    return "".join(pieces)


def _open(tag: str, attributes: str, pieces: list[str], skipping: list[str]) -> None:
    target = _target(attributes) if tag == "a" else ""
    if skipping:
        # A number to call is help wherever it stands.
        if skipping[0] == NAVIGATION and target.lower().startswith(CALL):
            pieces.append(_link(target))
        if tag not in VOID:
            skipping.append(tag)
    elif tag == "nav" or (attributes and NAVIGATES.search(attributes)):
        skipping += (NAVIGATION, tag)
    elif attributes and tag not in VOID and _is_hidden(attributes):
        skipping += (HIDDEN, tag)
    elif target:
        pieces.append(_link(target))
    elif tag in BREAKS:
        pieces.append(BREAKS[tag])


def _close(tag: str, attributes: str, pieces: list[str], skipping: list[str]) -> None:
    if skipping:
        if tag in skipping:
            while skipping.pop() != tag:
                pass
            if len(skipping) == 1:
                skipping.clear()
    elif tag == "a":
        pieces.append(" ")
    elif BREAKS.get(tag, "").startswith(BLANK_LINE):
        pieces.append(BLANK_LINE)


def _is_hidden(attributes: str) -> bool:
    if "hidden" in attributes and HIDDEN_ATTRIBUTE.search(QUOTED.sub("", attributes)):
        return True
    return "none" in attributes and NOT_DISPLAYED.search(attributes) is not None


def _link(target: str) -> str:
    """A link that stands before its words, so that it need not be closed."""
    return f" <{target}> " if SCHEME.match(target) else f' <a href="{target}"></a> '


def _target(attributes: str) -> str:
    found = HREF.search(attributes)
    target = unescape(found[1] or found[2] or found[3] or "") if found else ""
    return target.replace('"', "%22").replace("<", "%3C").replace(">", "%3E").strip()


def _words(text: str) -> str:
    """A piece of text as the browser shows it: entities read, white space as one blank."""
    if not text.strip():
        return " " if text else ""
    return SPACE.sub(" ", unescape(text).translate(MARKUP))
