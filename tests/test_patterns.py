"""What patterns of rule files may say and which words they need."""

from __future__ import annotations

import pytest

from mkdocs_neurolint.rules.patterns import anchors, compiled, expand, rarest_first

LEXICON = {"drug": ["tea", "hot milk"]}

ANCHORS = [
    ("plain", "dopamine detox", {"dopamine"}, True),
    ("choice", "(?:caus|trigg)(?:e|es)", {"cause", "causes", "trigge", "trigges"}, True),
    ("optional-letter", "colou?r", {"color", "colour"}, True),
    ("class", "[cg]ortex", {"cortex", "gortex"}, True),
    ("optional-prefix", "(?:very )?gloomy mood", {"very", "gloomy"}, True),
    ("case-folds", "GABA", {"gaba"}, True),
    ("inside", r"\w+ dopamine", {"dopamine"}, False),
    ("short-start", "is caused by", {"is"}, True),
    ("lookbehind", "(?<!not )always", {"always"}, True),
    ("repeat", "(?:no ){1,2}dopamine", {"dopamine"}, False),
]
UNANCHORED = [("any-word", r"\w+ly"), ("digits", r"\d+ ?\d+"), ("all-optional", "(?:dopamine)?"), ("one-letter", "a")]


@pytest.mark.parametrize(("pattern", "words", "prefix"), [c[1:] for c in ANCHORS], ids=[c[0] for c in ANCHORS])
def test_anchors(pattern: str, words: set[str], prefix: bool) -> None:
    found = anchors(expand(pattern, LEXICON.__getitem__))
    assert found is not None
    assert (set(found.words), found.prefix) == (words, prefix)


@pytest.mark.parametrize("pattern", [c[1] for c in UNANCHORED], ids=[c[0] for c in UNANCHORED])
def test_a_pattern_without_a_definite_word_has_no_anchors(pattern: str) -> None:
    assert anchors(expand(pattern, LEXICON.__getitem__)) is None


def test_every_match_starts_with_an_anchor() -> None:
    pattern = expand("(?:re-?)?wire(?:s|d)? (?:the|your) brain", LEXICON.__getitem__)
    found = anchors(pattern)
    assert found is not None and found.prefix
    for text in ("rewires the brain", "re-wired  your\nbrain", "wire the brain"):
        assert compiled(pattern).fullmatch(text)
        assert text.startswith(tuple(found.words))


def test_spaces_stretch_lexicons_expand_and_words_are_bounded() -> None:
    pattern = compiled(expand("{drug} helps", LEXICON.__getitem__))
    assert pattern.search("Hot\n  milk helps.")
    assert pattern.search("tea helps")
    assert not pattern.search("steal tea helpsome")
    assert not pattern.search("settea helps")


def test_a_space_in_a_class_stays_a_space() -> None:
    assert expand("a[ -]b", LEXICON.__getitem__) == "a[ -]b"


def test_an_unknown_lexicon_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        expand("{drugs}", LEXICON.__getitem__)


def test_what_else_a_match_contains_is_known() -> None:
    found = anchors(expand("(?:low|little) serotonin(?: \\w+)? (?:caus|mean)(?:es|s) gloom", LEXICON.__getitem__))
    assert found is not None
    assert set(found.others) == {("serotonin",), ("caus", "mean"), ("gloom",)}


def test_of_the_words_of_a_match_the_rarest_are_looked_for() -> None:
    found = anchors(expand("is caused by (?:honey|tea)", LEXICON.__getitem__))
    assert found is not None
    assert (found.prefix, found.inner, found.groups) == (True, True, (("caused",), ("honey", "tea"), ("is",)))
    usual = {"caused": 9, "honey": 1, "tea": 1, "is": 99}
    other = rarest_first(found, lambda words: -sum(usual[word] for word in words))
    assert other.groups == (("honey", "tea"), ("caused",), ("is",))
