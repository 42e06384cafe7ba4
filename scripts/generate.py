"""Makes what is derived from the rule files: a reference page for each rule, their index, and the JSON Schema.

`--check` writes nothing and exits 1 when a file is missing, out of date or left over.
"""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mkdocs_neurolint.reports.model import LINKS
from mkdocs_neurolint.rules.load import load_rules
from mkdocs_neurolint.rules.model import CATEGORIES, Rule
from mkdocs_neurolint.rules.schema import schema
from mkdocs_neurolint.rules.testing import unmarked

ROOT = Path(__file__).resolve().parent.parent
PAGES = "site_example/docs/rules"
SCHEMA = "rules/rule.schema.json"
ABOUT = {
    "neurochemistry": "Claims about dopamine, oxytocin, cortisol and the brain.",
    "neuromyth": "Popular beliefs about the brain that research does not bear out.",
    "causality": "How surely a page says that one thing brings about another.",
    "safety": "What a page on abuse, suicide, addiction and the like owes the people who need it.",
    "wording": "Words that hurt, blame or sensationalise.",
    "references": "Citations that do not hold.",
    "metadata": "What a page says about itself: who wrote it, who reviewed it and when.",
}
# Outside code, these characters would be Markdown, and a rule's texts are plain text with `code`.
SPECIAL = re.compile(r"[\\*_\[\]~^]|=(?==)")
CODE = re.compile(r"(`[^`]+`)")
FENCE = re.compile(r"^\s*(`{3,})", re.MULTILINE)


def files(rules: Sequence[Rule]) -> dict[str, str]:
    """Every generated file: its content by its path relative to the project."""
    made = {f"{PAGES}/index.md": "\n".join(index(rules)) + "\n"}
    for rule in rules:
        made[f"{PAGES}/{rule.id}.md"] = "\n".join(page(rule)) + "\n"
    made[SCHEMA] = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    return made


def index(rules: Sequence[Rule]) -> Iterator[str]:
    """The lines of the page that lists all rules by category."""
    yield from head("Rules", "Every rule that neurolint has, by category.")
    yield from ("# Rules", "")
    categories = len({rule.category for rule in rules})
    yield f"{len(rules)} rules in {categories} categories. A category can stand wherever a rule can: in `select`,"
    yield "`ignore`, `--select` and `--ignore`. Preview rules run only when they are selected by name."
    for category in CATEGORIES:
        members = [rule for rule in rules if rule.category == category]
        if not members:
            continue
        yield from ("", f"## {category.capitalize()}", "")
        if category in ABOUT:
            yield from (ABOUT[category], "")
        yield from ("| rule | severity | what it finds |", "| --- | --- | --- |")
        for rule in members:
            preview = " (preview)" if rule.status == "preview" else ""
            yield f"| [`{rule.id}`]({rule.id}.md){preview} | {rule.severity} | {cell(rule.summary.rstrip('.'))} |"


def page(rule: Rule) -> Iterator[str]:
    """The lines of one rule's page."""
    yield from head(rule.id, rule.summary)
    yield from (f"# {rule.id}", "", f"{escaped(rule.summary.rstrip('.'))}.", "")
    default = "on" if rule.status == "stable" else "off (a preview rule: it runs when it is selected by name)"
    yield from ("| category | severity | confidence | default |", "| --- | --- | --- | --- |")
    yield f"| [{rule.category}](index.md#{rule.category}) | {rule.severity} | {rule.confidence} | {default} |"
    yield from ("", "## Why", "", *paragraphs(rule.why))
    yield from ("", "## Instead", "", *paragraphs(rule.instead))
    examples = rule.data["examples"]
    yield from ("", "## Found", "", "What is underlined is what the rule reports.")
    for example in examples["flag"]:
        yield from shown(example, marked=True)
    yield from ("", "## Fine", "", "The rule is silent here.")
    for example in examples["pass"]:
        yield from shown(example, marked=False)
    yield from ("", "## Sources", "")
    yield from (f"- {source(entry)}" for entry in rule.data["sources"])
    yield from ("", "## Settings", "", *settings(rule))


def head(title: str, description: str) -> Iterator[str]:
    """Front matter, and a word to whoever opens the file in an editor."""
    fields = {"title": title, "description": description}
    yield "---"
    yield from (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
    yield "---"
    yield from ("", "<!-- Made by scripts/generate.py from the rule files. -->", "")


def escaped(text: str) -> str:
    """Plain text with `code` as Markdown that shows just that."""
    parts = CODE.split(" ".join(text.split()))
    for i in range(0, len(parts), 2):
        parts[i] = SPECIAL.sub(r"\\\g<0>", parts[i]).replace("<", "&lt;")
    return "".join(parts)


def cell(text: str) -> str:
    """As `escaped`, for a table."""
    return escaped(text).replace("|", "\\|")


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a rule's text, with blank lines between them; an indented block stays as it is."""
    for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip("\n"))):
        if number:
            yield ""
        yield escaped(paragraph)


def shown(example: Any, *, marked: bool) -> Iterator[str]:
    """An example as a code block; with `marked`, carets under the words that must be found."""
    given: Mapping[str, Any] = {"text": example} if isinstance(example, str) else example
    text, spans = unmarked(given["text"]) if marked else (given["text"], [])
    yield ""
    conditions = list(given_with(given))
    if conditions:
        yield from (f"With {', '.join(conditions)}:", "")
    lines = list(underlined(text.rstrip("\n"), spans))
    ticks = max((len(found[1]) for line in lines if (found := FENCE.match(line))), default=0)
    fence = "`" * max(3, ticks + 1)
    # A snippet marker would be carried out even in a code block; a leading semicolon is how one is shown.
    yield from (f"{fence} text", *(line.replace("--8<--", ";--8<--") for line in lines), fence)


def given_with(example: Mapping[str, Any]) -> Iterator[str]:
    """What else an example pretends: its path and settings."""
    if "path" in example:
        yield f"the page `{example['path']}`"
    for key, value in example.get("settings", {}).items():
        yield f"`{key}: {json.dumps(value, ensure_ascii=False)}`"


def underlined(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The lines of `text`, each followed by carets where a span covers it."""
    start = 0
    for line in text.split("\n"):
        carets = [" "] * len(line)
        for span_start, span_end in spans:
            first, last = max(span_start - start, 0), min(span_end - start, len(line))
            covered = line[first:last]
            first += len(covered) - len(covered.lstrip())
            carets[first:last] = "^" * (last - first)
        yield line
        if "^" in carets:
            yield "".join(carets).rstrip()
        start += len(line) + 1


def source(entry: Mapping[str, str]) -> str:
    """A source as a list item: its title, linked where there is a link, its identifiers, its note."""
    ids = [(key, LINKS[key].format(entry[key]), entry[key]) for key in ("doi", "pmid", "pmcid") if entry.get(key)]
    url = entry.get("url") or (ids[0][1] if ids else "")
    title = escaped(entry["title"])
    item = f"[{title}]({url})" if url else title
    named = [f"{key.upper()} [{value}]({link})" if key != "pmcid" else f"[{value}]({link})" for key, link, value in ids]
    if named:
        item += f" ({', '.join(named)})"
    return f"{item}. {escaped(entry['note'])}" if entry.get("note") else item


def settings(rule: Rule) -> Iterator[str]:
    """How a site gives the rule another weight, turns it off or allows one place."""
    yield "In `mkdocs.yml`, or without the first two lines in `neurolint.yml`:"
    yield from ("", "```yaml", "plugins:", "  - neurolint:", "      severity:")
    yield f"        {rule.id}: ignore  # or error, warning, info"
    yield from ("```", "")
    if rule.status == "preview":
        yield from (f"To run this preview rule, name it: `neurolint check --select {rule.id}`, or under `select`.", "")
    yield from ("On a page, before the place that may stay as it is:", "", "```markdown")
    yield from (f"<!-- neurolint: allow {rule.id} -- the reason -->", "```")


def stale(made: Mapping[str, str]) -> list[str]:
    """The paths that are missing, differ or are left over from a rule that is gone."""
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / PAGES).glob("*.md")}
    differing = [path for path, text in made.items() if not same(ROOT / path, text)]
    return sorted({*differing, *(there - made.keys())})


def same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


def main(argv: Sequence[str] | None = None) -> int:
    """Writes what is stale, or with `--check` names it. Returns the exit code."""
    parser = ArgumentParser(description="Make the rule reference and the schema of rule files.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something is out of date")
    check = parser.parse_args(argv).check
    made = files(load_rules(preview=True))
    out_of_date = stale(made)
    for name in out_of_date:
        if check:
            print(f"{name}: out of date; run `make generate`")
        elif name in made:
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_bytes(made[name].encode())
        else:
            (ROOT / name).unlink()
    print(f"{len(made)} generated files, {len(out_of_date)} {'out of date' if check else 'renewed'}")
    return int(check and bool(out_of_date))


if __name__ == "__main__":
    sys.exit(main())
