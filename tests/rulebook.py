"""Small rules of the tests' own, so that tests of the machinery do not move when real rules do."""

from pathlib import Path
from textwrap import dedent

RULE = """\
id: {id}
category: wording
kind: phrase
severity: {severity}
status: {status}
summary: A word that the tests call {word}.
message: '"{{text}}" is a test word: write another'
why: It is here to be found.
instead: Write another word.
match: ['{word}']
in: [all]
sources:
  - title: A page
    url: https://example.org/page
examples:
  flag: ['A ==thing== {word}.', 'The {word}.', 'Some {word}.']
  pass: ['A.', 'B.', 'C.']
"""


def write_rules(folder: Path) -> Path:
    """Rule files for the words zorbly (error), zimbly (warning), zumbly (info) and zembly (preview) in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for word, severity, status in (
        ("zorbly", "error", "stable"),
        ("zimbly", "warning", "stable"),
        ("zumbly", "info", "stable"),
        ("zembly", "error", "preview"),
    ):
        text = RULE.format(id=f"{word}-word", word=word, severity=severity, status=status).replace("==thing==", "thing")
        (folder / f"{word}-word.yml").write_text(text, encoding="utf-8")
    return folder


def write(folder: Path, files: dict[str, str]) -> None:
    """Files by their path below `folder`, dedented, exactly as given otherwise."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(dedent(text).encode("utf-8"))
