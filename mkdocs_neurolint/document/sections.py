"""What a section is for, as its heading tells: references and further reading are lists, not the page's own words."""

from __future__ import annotations

import re
from collections.abc import Callable

from mkdocs_neurolint.document.model import Document
from mkdocs_neurolint.regexes import lazy

# Names of such sections, in the languages of the sites we know.
REFERENCES = lazy(
    r"\W*(?:\d+[.)]?\s*)?(?:(?:key|selected|cited|main|full)\s+)?"
    r"(?:references?|bibliography|sources?|works\s+cited|citations?|literature(?:\s+cited)?|further\s+reading|"
    r"see\s+also|external\s+links|related\s+(?:pages|articles|reading|links|notes|posts)|credits|suggested\s+reading|additional\s+reading|"
    r"footnotes|endnotes|notes\s+and\s+references|references?\s+(?:and|&)\s+\w+|sources?\s+(?:and|&)\s+\w+|reading\s+list|"
    r"literatur|quellen|références|bibliographie|referencias|bibliografía|fuentes|referenties|bronnen|källor|kilder)\W*",
    re.IGNORECASE,
)


def is_reference_section(document: Document, section: int) -> bool:
    """Whether heading `section`, or one that it stands under, announces references or further reading."""
    return stands_under(document, section, lambda title: REFERENCES.fullmatch(title) is not None)


def stands_under(document: Document, section: int, named: Callable[[str], bool]) -> bool:
    """Whether the title of heading `section`, or of one that it stands under, is such a one; -1 stands under none."""
    level = 7
    for index in range(section, -1, -1):
        heading = document.headings[index]
        if heading.level < level:
            level = heading.level
            if named(heading.text.strip()):
                return True
        if level == 1:
            break
    return False
