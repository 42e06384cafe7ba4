"""How text looks on a terminal: colours, what a terminal cannot print, and how many cells a character takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mkdocs_neurolint.regexes import lazy

CODES = {"error": "1;31", "warning": "1;33", "info": "1;36", "bold": "1", "dim": "2", "help": "36", "good": "32"}
# C0 and C1 controls, invisible marks that reorder or hide text, line separators, and lone surrogates.
HIDDEN = lazy("[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
PLAINER = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "→": "->", "·": "-", "\u00a0": " "}
)


class Style(NamedTuple):
    """What the output can show. `width` is in cells; `encoding` is what the text will be written in."""

    color: bool = False
    width: int = 120
    encoding: str = "utf-8"

    def paint(self, text: str, look: str) -> str:
        """`text` in a colour of `CODES`, when there are colours."""
        return f"\x1b[{CODES[look]}m{text}\x1b[0m" if self.color and text else text

    def printable(self, text: str) -> str:
        """`text` with nothing in it that a terminal would act on, hide, or fail to encode."""
        if text.isascii() and text.isprintable():
            return text
        text = HIDDEN.sub(lambda found: picture(found[0]), text)
        return self.encodable(text)

    def encodable(self, text: str) -> str:
        """`text` with what the encoding lacks written in ASCII."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            text = text.translate(PLAINER)
            return text.encode(self.encoding, "backslashreplace").decode(self.encoding)
        return text


PLAIN = Style()


def picture(char: str) -> str:
    """A visible stand-in for a hidden character: ␛ for escape, <U+202E> for a mark that turns text around."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"<U+{code:04X}>"


def wants_color(choice: str, terminal: bool, environ: Mapping[str, str]) -> bool:
    """Whether to colour. `choice` is auto, always or never; auto follows no-color.org and bixense.com/clicolors."""
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environ.get(name) and environ[name] != "0":
            return True
    if environ.get("CLICOLOR") == "0" or environ.get("TERM") == "dumb":
        return False
    return terminal


def cells(char: str) -> int:
    """How many cells of a terminal a character takes: 0, 1 or 2."""
    if char < "\u0300":
        return 1
    from unicodedata import category, east_asian_width

    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
