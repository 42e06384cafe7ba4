"""How often the rules are right: on the examples in their own files, and on labelled sentences of the user's own.

`--data FOLDER` reads every `*.jsonl` file of a folder. Each line is a JSON object about one sentence:

    {"text": "Oxytocin builds trust.", "before": "# Hugs\\n\\n", "after": "\\n", "claim": true, "cited": false}

`text` is the sentence as it stands in the file, `before` and `after` are what surrounds it (either may be empty),
`claim` says that it claims something about a neurochemical or the brain, `cited` that it has its source. The page
`before + text + after` is linted, and a finding of `uncited-claim` that touches `text` is compared with
"a claim, and not cited". `--show` prints each error.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mkdocs_neurolint import Rule, lint, load_rules, parse
from mkdocs_neurolint.rules.testing import run_examples

RULE = "uncited-claim"


class Sentence(NamedTuple):
    """A labelled sentence and its surroundings."""

    text: str
    before: str
    after: str
    wanted: bool


def sentences(folder: Path) -> Iterator[Sentence]:
    """The sentences of all `*.jsonl` files in `folder`. Raises SystemExit with the line that is wrong."""
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        sys.exit(f"{folder}: no *.jsonl files")
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
            try:
                given = json.loads(line)
                wanted = bool(given["claim"]) and not given["cited"]
                yield Sentence(given["text"], given.get("before", ""), given.get("after", ""), wanted)
            except (ValueError, KeyError, TypeError) as error:
                sys.exit(f"{file}:{number}: not a labelled sentence: {error!r}")


def found(sentence: Sentence, rules: tuple[Rule, ...]) -> bool:
    """Whether an uncited claim is found that touches the sentence."""
    start = len(sentence.before)
    end = start + len(sentence.text)
    findings = lint(parse(sentence.before + sentence.text + sentence.after, "page.md"), rules)
    return any(f.rule.id == RULE and f.span.start < end and f.span.end > start for f in findings)


def report_examples(rules: Sequence[Rule], show: bool) -> int:
    """Prints how the examples in the rule files fare. Returns the number of failures."""
    tried: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for result in run_examples(rules):
        tried[result.kind] += 1
        if result.problem:
            failed[result.kind] += 1
            if show:
                print(f"  {result.rule.id} {result.kind}[{result.number}]: {result.problem}")
    right = {kind: f"{tried[kind] - failed[kind]:,} of {tried[kind]:,}" for kind in ("flag", "pass")}
    print(f"examples of {len(rules)} rules: {right['flag']} flawed ones found, {right['pass']} careful ones left alone")
    return failed.total()


def report_data(folder: Path, rules: tuple[Rule, ...], show: bool) -> None:
    """Prints precision, recall and F1 of `uncited-claim` on the labelled sentences in `folder`."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for sentence in sentences(folder):
        told = found(sentence, rules)
        counts[sentence.wanted, told] += 1
        if show and told != sentence.wanted:
            print(f"  {'missed' if sentence.wanted else 'false alarm'}: {' '.join(sentence.text.split())}")
    hits, alarms, misses = counts[True, True], counts[False, True], counts[True, False]
    precision = hits / (hits + alarms) if hits + alarms else 0.0
    recall = hits / (hits + misses) if hits + misses else 0.0
    f1 = 2 * hits / (2 * hits + alarms + misses) if hits + alarms + misses else 0.0
    print(
        f"{RULE} on {counts.total():,} sentences, {hits + misses:,} of them uncited claims: "
        f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures. Returns 1 when an example in a rule file fails."""
    parser = ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="labelled sentences, as *.jsonl (see the source)")
    parser.add_argument("--show", action="store_true", help="print each error")
    parsed = parser.parse_args(argv)
    failures = report_examples(load_rules(preview=True), parsed.show)
    if parsed.data:
        report_data(parsed.data, load_rules(), parsed.show)
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
