"""What patterns of rule files may say and which words they need."""

from __future__ import annotations

import pytest

from mkdocs_neurolint.rules.anchors import Group, anchors, rarest_first
from mkdocs_neurolint.rules.derived import expanded
from mkdocs_neurolint.rules.load import load_rules
from mkdocs_neurolint.rules.patterns import expand
from mkdocs_neurolint.rules.trial import PatternTimeout, compiled

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
    if prefix:
        assert set(found.starts or ()) == words
    else:
        assert (found.starts, [set(group.words) for group in found.groups]) == (None, [words])


@pytest.mark.parametrize("pattern", [c[1] for c in UNANCHORED], ids=[c[0] for c in UNANCHORED])
def test_a_pattern_without_a_definite_word_has_no_anchors(pattern: str) -> None:
    assert anchors(expand(pattern, LEXICON.__getitem__)) is None


def test_every_match_starts_with_an_anchor() -> None:
    pattern = expand("(?:re-?)?wire(?:s|d)? (?:the|your) brain", LEXICON.__getitem__)
    found = anchors(pattern)
    assert found is not None and found.starts
    for text in ("rewires the brain", "re-wired  your\nbrain", "wire the brain"):
        assert compiled(pattern).match(text, 0, len(text))
        assert text.startswith(found.starts)


def test_spaces_stretch_lexicons_expand_and_words_are_bounded() -> None:
    pattern = compiled(expand("{drug} helps", LEXICON.__getitem__))
    texts = ["Hot\n  milk helps.", "tea helps", "steal tea helpsome", "settea helps"]
    assert [pattern.search(text, 0, len(text)) is not None for text in texts] == [True, True, False, False]


def test_a_space_in_a_class_stays_a_space() -> None:
    assert expand("a[ -]b", LEXICON.__getitem__) == "a[ -]b"


def test_an_unknown_lexicon_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        expand("{drugs}", LEXICON.__getitem__)


def test_what_else_a_match_contains_is_known() -> None:
    found = anchors(expand("(?:low|little) serotonin(?: \\w+)? (?:caus|mean)(?:es|s) gloom", LEXICON.__getitem__))
    assert found is not None
    groups = {group.words: group.initial for group in found.groups}
    assert groups == {("little", "low"): True, ("serotonin",): True, ("caus", "mean"): True, ("gloom",): True}


@pytest.mark.parametrize(
    ("pattern", "initial"),
    [
        ("a \\w+ly calm brain", True),
        ("a (?:\\w+ )?brain", True),
        ("a (?:mid|fore)?brain", False),
        ("a \\w*brain", False),
        ("a(?: \\w+){1,3} brain", True),
        ("a (?:very |calm-)brain", False),
        ("a (?:brain ){2}", True),
        ("a (?:brain){2}", False),
    ],
)
def test_a_word_inside_a_match_begins_a_word_of_the_text(pattern: str, initial: bool) -> None:
    found = anchors(expand(pattern, LEXICON.__getitem__))
    assert found is not None
    assert {group.initial for group in found.groups if "brain" in group.words} == {initial}


def test_of_the_words_of_a_match_the_rarest_are_looked_for() -> None:
    found = anchors(expand("is caused by (?:honey|tea)", LEXICON.__getitem__))
    assert found is not None
    assert [group.words for group in found.groups] == [("caused",), ("is",), ("honey", "tea")]
    usual = {"caused": 9, "honey": 1, "tea": 1, "is": 99}
    other = rarest_first(found, lambda group: -sum(usual[word] for word in group.words))
    assert [group.words for group in other.groups] == [("honey", "tea"), ("caused",), ("is",)]


@pytest.mark.parametrize(("words", "initial"), [(("rain", "sun"), True), (("rain", "sun", "hail", "snow"), True)])
def test_words_are_found_at_the_beginning_of_words(words: tuple[str, ...], initial: bool) -> None:
    text = "brain, no rain; sunny"
    group = Group(words, initial)
    assert group.places(text, 0, len(text)) == [10, 16]
    assert [group.is_in(text, 0, end) for end in (9, 14)] == [False, True]
    assert Group(words, False).is_in(text, 0, 9)


def test_a_slow_pattern_is_given_up_and_a_tame_one_runs_without_a_clock() -> None:
    slow = compiled("brain(?:(?:a|aa)+)+fog")
    text = "brain" + "a" * 60 + " and no fog"
    with pytest.raises(PatternTimeout):
        slow.search(text, 0, len(text))
    assert compiled(r"hot (?:\w+ ){0,3}milk").search("a hot cup of milk", 0, 17)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?<!not )(?<!n't )always", "not  always, never; don't always; always"),
        (r"(?<=\b(?:in|at) (?:the )?)home", "at home, home, in the\nhome"),
        (r"calm(?<!(?:very|so)[ ,]{1,3}calm)", "so, calm; very calm; calm"),
        (r"(?:a|b)(?<=\b(?:a|cb)) x", "a x, b x, cb x"),
        (r"\G\W*(?:see|read)|\Gtwo", "... see that"),
        (r"(?<=\b[a-z]{3,}\b.{0,40})End", "and so the End"),
    ],
)
def test_re_finds_what_regex_finds(pattern: str, text: str) -> None:
    trial = compiled(expand(pattern, LEXICON.__getitem__))
    found = [match.span() for match in trial.finditer(text, 0, len(text))]
    assert found == [match.span() for match in trial.timed.finditer(text)]


def test_built_in_patterns_find_the_same_with_re_and_with_regex() -> None:
    rules = [rule for rule in load_rules(preview=True) if rule.kind == "phrase"]
    for rule in rules:
        texts = [e if isinstance(e, str) else e["text"] for e in rule.data["examples"]["flag"]]
        for item in rule.data["match"]:
            text, case = (item, False) if isinstance(item, str) else (item["pattern"], item.get("case", False))
            trial = compiled(expanded(text), case)
            for example in texts:
                found = [match.span() for match in trial.finditer(example, 0, len(example))]
                assert found == [match.span() for match in trial.timed.finditer(example)], (rule.id, text, example)
