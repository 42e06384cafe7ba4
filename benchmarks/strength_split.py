"""Accuracy and speed of `assess` on labelled sentences, in two fixed halves.

    python benchmarks/strength_split.py FILE.csv...

Each file has the columns `sentence` and `label` (0 none, 1 correlational, 2 conditional, 3 direct). A sentence belongs
to a half by its checksum, so that cues can be written while looking at the errors of half A alone; a gap between the
halves then shows how far they were fitted to it. `--errors` prints the errors of half A.
"""

from __future__ import annotations

import argparse
import csv
import time
import zlib
from collections import Counter
from pathlib import Path

from mkdocs_neurolint.language import assess
from mkdocs_neurolint.language.tokens import tokenise

CLASSES = ("none", "correlational", "conditional", "direct")


def half(sentence: str) -> str:
    """"A" or "B"."""
    return "AB"[zlib.crc32(sentence.encode()) >> 7 & 1]


def macro_f1(pairs: Counter[tuple[str, str]]) -> float:
    """The mean F1 over the four classes of (label, answer) counts."""
    total = 0.0
    for name in CLASSES:
        hit = pairs[name, name]
        wrong = sum(count for (gold, said), count in pairs.items() if (gold == name) != (said == name))
        total += 2 * hit / (2 * hit + wrong) if hit else 0.0
    return total / len(CLASSES)


def measure(path: Path, errors: bool) -> None:
    """Prints one line for the file at `path`."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [(row["sentence"], CLASSES[int(row["label"])]) for row in csv.DictReader(lines)]
    halves: dict[str, Counter[tuple[str, str]]] = {"A": Counter(), "B": Counter()}
    begun = time.perf_counter()
    answers = [assess(sentence) for sentence, _ in rows]
    seconds = time.perf_counter() - begun
    words = sum(len(tokenise(sentence)) for sentence, _ in rows)
    for (sentence, gold), answer in zip(rows, answers, strict=True):
        halves[half(sentence)][gold, answer.strength] += 1
        if errors and answer.strength != gold and half(sentence) == "A":
            print(f"  {gold} -> {answer.strength}: {sentence}\n    {[cue.text for cue in answer.cues]}")
    counts = {**halves, "all": halves["A"] + halves["B"]}
    scores = "  ".join(f"{name} {macro_f1(pairs):.3f}" for name, pairs in counts.items())
    print(f"{path.stem}: macro-F1 {scores}  {seconds / words * 25e6:.0f} µs per 25 words  (n={len(rows)})")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the errors of half A")
    arguments = parser.parse_args()
    assess("warm up")
    for path in arguments.files:
        measure(path, arguments.errors)


if __name__ == "__main__":
    main()
