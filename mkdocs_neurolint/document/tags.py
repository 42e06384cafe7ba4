"""What starts with `<`: comments, autolinks, inline tags, raw HTML blocks, elements with a `markdown` attribute."""

from __future__ import annotations

from mkdocs_neurolint.document.html import (
    BLOCK_TAGS,
    DEPTH,
    HIDDEN_TAGS,
    TAG,
    add_image,
    close_anchor,
    open_anchor,
    read_html,
)
from mkdocs_neurolint.document.marks import Marks, Region, pattern
from mkdocs_neurolint.document.model import Comment, Include, Link

AUTOLINK = r"<((?:https?|ftp|mailto|tel|sms):[^<>\s]*|[^<>@\s:]{1,64}@[\w.-]{1,255})>"
MARKDOWN = r"(?:^|\s)markdown(?:\s*=\s*[\"']?(?:1|block|span)?[\"']?)?(?=[\s/]|$)"
SNIPPET = r"[ \t>]*-+8<-+(?:[ \t]+(\"[^\"\n]*\"|'[^'\n]*'|\[[^\]\n]*\]))?[ \t]*(?=\n|$)"
KIND_TAGS = {"figcaption": "caption", "caption": "caption", "summary": "title"}


def read_angle(marks: Marks, at: int) -> int:
    """Reads what starts with the `<` at `at` and gives the offset to go on from."""
    page = marks.ascii
    following = page[at + 1 : at + 2]
    if following.isalnum() or following == "/":
        tag = pattern(TAG).match(page, at)
        # The name of a tag is followed by a blank, a slash or its end, and the scheme of an address by its colon.
        if tag is None or tag[2].endswith(":") or page[tag.end(2)] not in " \t\n/>":
            link = pattern(AUTOLINK).match(page, at)
            if link is not None:
                return _autolink(marks, at, link.end())
        if tag is not None:
            return _tag(marks, tag[2].lower(), bool(tag[1]), tag[3], at, tag.end())
    elif following == "!":
        return _declaration(marks, at)
    elif following == "?":
        close = marks.search(r"\?>", at)
        return marks.hide(at, close.end()) if close is not None else marks.fill(at, at + 1)
    elif following == "-" and page[at - 1 : at] == "8":
        return _snippet(marks, at)
    # What is no markup here must not be taken for it later.
    return marks.fill(at, at + 1) if following.isalpha() or following == "/" else at + 1


def _autolink(marks: Marks, at: int, end: int) -> int:
    url = marks.text[at + 1 : end - 1]
    marks.links.append(Link("autolink", at, end, at + 1, at + 1, url if ":" in url else f"mailto:{url}", ""))
    return marks.fill(at, end)


def _declaration(marks: Marks, at: int) -> int:
    """A comment, `<!DOCTYPE …>` or CDATA. A comment that is never closed is text."""
    if not marks.ascii.startswith("<!--", at):
        close = marks.search(">", at) if pattern(r"<!(?:[A-Z]|\[CDATA\[)").match(marks.ascii, at) else None
        return marks.hide(at, close.end()) if close is not None else marks.fill(at, at + 1)
    close = marks.search("-->", at + 4)
    if close is None:
        return marks.fill(at, at + 4)
    marks.comments.append(Comment(at, close.end(), marks.text[at + 4 : close.start()]))
    return marks.hide(at, close.end())


def _snippet(marks: Marks, at: int) -> int:
    """A line such as `--8<-- "file.md"`, or the file names between two lines with the bare marker."""
    start = marks.line_start(at)
    found = pattern(SNIPPET).match(marks.ascii, start)
    if found is None or (marks.hidden and marks.hidden[-1][1] > start):
        return at + 1
    end = found.end()
    target = (found[1] or "").strip("\"'")
    close = None if target else marks.search(r"\n[ \t>]*-+8<-+[ \t]*(?=\n|$)", end)
    if close is not None:
        target = " ".join(marks.text[end : close.start()].split())
        end = close.end()
    marks.includes.append(Include("snippet", start, end, target))
    return marks.blank(start, end)


def _tag(marks: Marks, name: str, closing: bool, attributes: str, at: int, end: int) -> int:
    if closing:
        if name == "a":
            close_anchor(marks, at, end)
        elif marks.elements:
            _close_element(marks, name, at)
        return marks.hide(at, end)
    if name in HIDDEN_TAGS:
        return _hidden(marks, name, attributes, at, end)
    if name == "a":
        open_anchor(marks, at, end)
    elif name == "img":
        add_image(marks, at, end)
    elif name in BLOCK_TAGS:
        if pattern(MARKDOWN).search(attributes) is not None:
            container = "grid" if "grid" in attributes else "" if name in KIND_TAGS else "html"
            marks.elements.append((name, at, container, KIND_TAGS.get(name, "")))
        elif name in KIND_TAGS and marks.elements:
            marks.elements.append((name, at, "", KIND_TAGS[name]))
        elif _starts_block(marks, at):
            return _raw(marks, name, at, end)
        return marks.hide(at, end)
    return marks.fill(at, end)


def _close_element(marks: Marks, name: str, at: int) -> None:
    for depth in range(len(marks.elements) - 1, max(-1, len(marks.elements) - DEPTH), -1):
        if marks.elements[depth][0] == name:
            _, start, container, kind = marks.elements[depth]
            del marks.elements[depth:]
            marks.regions.append(Region(start, at, container, kind))
            return


def _starts_block(marks: Marks, at: int) -> bool:
    """Raw HTML blocks stand at the start of a line, indented by three spaces at most."""
    start = marks.line_start(at)
    return at - start < 4 and not marks.ascii[start:at].strip(" ")


def _raw(marks: Marks, name: str, at: int, end: int) -> int:
    """A raw HTML block up to its closing tag; if that is missing, the tag alone."""
    depth, close = int(name != "hr"), end
    while depth:
        found = marks.search(rf"(?i)<(/?){name}(?=[\s/>])", close)
        if found is None:
            return marks.hide(at, end)
        depth += -1 if found[1] else 1
        close = found.end()
    stop = marks.ascii.find(">", close) + 1 if depth == 0 and close != end else end
    read_html(marks, at, stop or close)
    return marks.wall(at, stop or close)


def _hidden(marks: Marks, name: str, attributes: str, at: int, end: int) -> int:
    """An element whose content is not read as prose."""
    if not attributes.endswith("/"):
        close = marks.search(rf"(?i)</{name}\s*>", end)
        inline = name in ("code", "kbd", "samp", "del", "s", "strike")
        if close is not None and not (inline and marks.broken(end, close.start())):
            end = close.end()
    return marks.hide(at, end)
