"""Which sentences are claims, what they are about, and where they stand."""

from __future__ import annotations

import pytest

from mkdocs_neurolint import lint, load_rules, parse
from mkdocs_neurolint.claims import claims

CLAIMS = [
    ("verb", "Nicotine aside, dopamine drives habits.", ["Nicotine aside, dopamine drives habits."]),
    ("passive", "Mood is shaped by serotonin.", ["Mood is shaped by serotonin."]),
    ("two-subjects", "Orexin and cortisol trigger hunger.", ["Orexin and cortisol trigger hunger."]),
    ("two-with-article", "The insula and low dopamine cause craving.", 1),
    ("two-before-a-noun", "- Orexin and cortisol control groups", 0),
    ("two-before-release", "Orexin and dopamine release patterns", 0),
    ("definition", "The insula is a fold of the cortex.", ["The insula is a fold of the cortex."]),
    ("soft-break", "Oxytocin\ncalms infants.", ["Oxytocin\ncalms infants."]),
    ("emphasis", "**Oxytocin** _calms_ infants.", ["Oxytocin** _calms_ infants."]),
    ("this-hormone", "Oxytocin was found in 1906. This hormone speeds labour.", 2),
    ("it", "The amygdala sits deep in the temporal lobe. It weighs danger and alerts the body.", 2),
    ("too-far", "Oxytocin rises. We ate. We slept. We left. It calms.", 1),
    ("item-under-stem", "x\n\nCortisol:\n\n- raises blood sugar\n- a test\n", ["raises blood sugar"]),
    ("item-under-heading", "# Serotonin\n\n- regulates appetite\n- 2 mg\n", ["regulates appetite"]),
    ("note", "- MOA: inhibits GABA reuptake", 1),
    ("arrow", "- ↑ dopamine in the striatum", 1),
    ("label", "- Acetylcholine: learning, attention and memory", 1),
    ("cell", "| Act | Effect |\n|---|---|\n| Hug | releases oxytocin |\n", ["releases oxytocin"]),
    (
        "row-of-a-table",
        "| Name | Does | Dose |\n|--|--|--|\n| Oxytocin | Creates calm | 2 hugs |\n| Endorphins | Cause calm | 1 |\n",
        ["Creates calm", "Cause calm"],
    ),
    ("definition", "# Chemistry\n\nOxytocin\n:   lowers the heart rate\n", ["lowers the heart rate"]),
    ("tab", '=== "Light"\n\n    Bright light suppresses melatonin.\n', ["Bright light suppresses melatonin."]),
    ("possessive", "The hippocampus's neurons fire in sequence.", 1),
    ("compound", "Dopamine-driven loops shape our evenings.", 1),
    ("short-with-name", "Dopamine (DA) is a transmitter. DA shapes movement.", 2),
    ("popular-name", "The cuddle hormone makes us kind.", 1),
    ("promise-in-advice", "Take a walk to boost your serotonin.", 1),
    ("promise-of-will", "Do this for a month, and your brain will be rewired.", 1),
    ("apposition-with-a-name", "Dopamine, often called a messenger, is behind many a habit.", 1),
    ("object-of-a-base-form", "Ten minutes on the roof raise serotonin, even in winter.", 1),
    ("noun-after-a-condition", "When cortisol stays high, sleep suffers and the amygdala is on guard.", 1),
    ("noun-with-of", "Rate of dopamine release is higher at dawn.", 1),
    ("busy-during-training", "The prefrontal cortex is busy during training.", 1),
    ("named-part", "The part that answers first is the amygdala.", 1),
    ("verb-in-a-timeline", "## Lesson 2\n\n- restores dopamine receptors\n", ["restores dopamine receptors"]),
    (
        "default-mode-network",
        "# The default mode network\n\nThe default mode network is quiet at work. The default network links brain"
        " regions, and default activity rises at rest.\n",
        2,
    ),
    ("perk", "One perk of a nap: it lowers cortisol.", 1),
    ("unknown-verb", "Adrenaline jangles the hands of a nervous speaker.", 1),
    ("software-and-dopamine", "Install the Python package for the dataset. Dopamine drives habits.", 1),
    ("brain-as-subject", "Under pressure the brain prioritises old habits.", 1),
    ("receptor-of-a-note", "- Works through D2 blockade and α2 antagonism", 1),
    ("arrow-cell", "| State | Tremor |\n|--|--|\n| High adrenaline | ↑ |\n", ["↑"]),
    ("noun-under-effects", "## Side effects\n\n- excess dopamine release\n", ["excess dopamine release"]),
    ("noun-after-label", "- Mechanism: inhibition of GABA transaminase", 1),
    ("known-by-its-link", "- [Oxytocin](https://example.org/a) - calms infants", 1),
]
NO_CLAIMS = [
    ("heading", "# Dopamine causes cravings"),
    ("box-title", '!!! note "Dopamine causes cravings"\n\n    Be kind.\n'),
    ("question", "Does dopamine cause cravings?"),
    ("bare-name", "Stress and the dopamine system"),
    ("list-of-names", "- Serotonin, dopamine, oxytocin"),
    ("advice", "Notice your nervous system and breathe."),
    ("general-without-effect", "The brain is in the head."),
    ("proper-name", "The BRAIN initiative funds grants."),
    ("code", "Set `dopamine = causes` in the file."),
    ("fence", "```\ndopamine causes cravings\n```"),
    ("footnote", "A line.[^1]\n\n[^1]: Dopamine causes cravings."),
    ("reference-list", "## References\n\n- Lee A. Dopamine causes cravings. 2001.\n"),
    ("link-list", "- [Dopamine causes cravings](a.md)"),
    ("short-without-name", "The NE corner was NA."),
    ("unlike", "A dopamine-free evening is fine."),
    ("product", "The melatonin supplement is blue."),
    ("to-be-explained", "- Explain why dopamine antagonists raise prolactin"),
    ("topic", "## Topics\n\n- Dopamine: pathways and receptors\n- Loss of serotonin neurons in old age\n"),
    ("topic-without-heading", "- Dopamine synthesis and release\n- Release of cortisol at dawn"),
    ("what-a-site-is", "- [tinyspike](https://example.org/a) - Models how dopamine shapes learning, in 200 lines"),
    ("product-that-acts", "| Item | Use |\n|--|--|\n| Adrenaline shot | Stops a bleed |\n"),
    ("machine-learning", "The neural network learns to reduce its error."),
    ("code-beside-it", "Calling `fire` makes each neuron spike once."),
    (
        "page-of-software",
        "# Start\n\nInstall the Python package from its repository. The dataset is a folder of JSON files.\n\n"
        "Each neuron reduces its input, and the cortex drives the plot.\n",
    ),
    ("name-of-a-program", "Install the Python package from GitHub. Dopamine is a framework with a plugin API."),
    ("thanks-in-advice", "Go for a walk, and your brain will thank you."),
    ("advice-after-if", "If he is awake at three, try a walk before you ask about melatonin."),
    ("changelog", "- Removed the line that dopamine causes cravings"),
    ("what-it-is", "- Cortisol: a steroid of the adrenal cortex, C21"),
    ("program-of-that-name", "Serotonin is a tiny framework for forms."),
    ("likened-to-a-region", "This folder is our hippocampus, and it is full."),
    ("mnemonic", "**GABA** = **G**ently **A**sk **B**ig **A**nts"),
    ("caption", "The vagus nerve between neck and belly, drawn by hand."),
    ("option-of-a-quiz", "Which is true?\n\n- [ ] It blocks dopamine receptors\n"),
    ("task", "In pairs: design a trial that shows that dopamine is not pleasure."),
    ("task-of-a-round", "State the dose of noradrenaline and whether cortisol was given."),
    ("value-of-a-patient", "His morning cortisol was 2.1 µg/dL on the ward."),
    ("teaser", "How the amygdala takes part in grief, in plain words."),
    ("what-is-known", "Serotonin and the gut: what is known and what is sold."),
    ("comparison", "A filing system that works like your brain."),
    ("verbless-start", "Laboratories print serotonin in ng/mL on paper."),
    ("link-list-with-notes", "- [Dopamine causes cravings](a.md) - listed in section 7"),
    ("determiner-of-something-else", "Oxytocin rises and falls? Oxytocin. This insight changes our view."),
    ("field-of-study", "The dopamine research was published in March."),
    ("surgeon", "Her sister is a brain surgeon and causes envy at parties."),
    ("scan", "The brain scan shows calm faces."),
    ("dose", "Older travellers should take 3 mg of melatonin."),
    ("advice in the passive", "Melatonin must be taken at dusk."),
    ("medicine", "The antidepressant reduced the risk of relapse."),
    ("glossary", "# Glossary\n\nAgonist\n:   A substance that activates a receptor.\n"),
    ("expletive", "Oxytocin is a peptide hormone? It is important to rest."),
    ("nothing", ""),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in CLAIMS], ids=[case[0] for case in CLAIMS])
def test_claims_are_found_at_their_words(text: str, wanted: int | list[str]) -> None:
    found = [text[claim.start : claim.end] for claim in claims(parse(text))]
    assert (len(found) if isinstance(wanted, int) else found) == wanted


@pytest.mark.parametrize("text", [case[1] for case in NO_CLAIMS], ids=[case[0] for case in NO_CLAIMS])
def test_no_claim(text: str) -> None:
    assert not claims(parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "Nobody knows if low dopamine causes boredom.",
        "It is not yet known whether oxytocin calms infants.",
        "Whether cortisol shrinks the hippocampus is still disputed.",
        "Scientists don't really know whether serotonin shapes appetite.",
    ],
)
def test_an_open_question_needs_no_source(text: str) -> None:
    assert not [found for found in lint(parse(text), load_rules()) if found.rule.id == "uncited-claim"]


def test_a_pronoun_stands_for_the_subject_that_was_named() -> None:
    first, second = claims(parse("Vasopressin is a peptide. This hormone raises blood pressure."))
    assert first.subjects == second.subjects == ("vasopressin",)
    assert second.taken_up
    assert not first.taken_up


def test_subjects_are_in_order_and_once() -> None:
    (claim,) = claims(parse("Serotonin and dopamine act together, and serotonin acts alone."))
    assert claim.subjects == ("serotonin", "dopamine")


def test_the_cue_is_the_verb_nearest_to_the_term() -> None:
    text = "People who walk more show that oxytocin calms them."
    (claim,) = claims(parse(text))
    assert text[claim.cue_start : claim.cue_end] == "calms"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param("The amygdala causes fear.", "about the amygdala:", id="region"),
        pytest.param("The insula and orexin cause joy.", "about the insula and orexin:", id="two"),
        pytest.param("A hormone causes hunger.", "about hormones:", id="kind of thing"),
        pytest.param("Dopamine causes craving.", "about dopamine:", id="chemical"),
    ],
)
def test_a_message_names_its_subject_in_plain_english(text: str, subject: str) -> None:
    (finding,) = lint(parse(text), [rule for rule in load_rules() if rule.id == "uncited-claim"])
    assert subject in finding.message
