"""Pages to measure with: made of sentences and Markdown constructs by chance, the same ones for the same number.

They have the mix of a real site, not its meaning: nothing here is advice.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

SIZE = 10_000  # characters of a page, about

SUBJECTS = ["Dopamine", "Oxytocin", "Cortisol", "Serotonin", "Melatonin", "Adrenaline", "The amygdala", "Testosterone"]
EFFECTS = [
    "calm",
    "restlessness",
    "trust",
    "sleep",
    "appetite",
    "attention",
    "worry",
    "closeness",
    "tiredness",
    "memory",
]
VERBS = ["causes", "raises", "lowers", "triggers", "controls", "boosts", "reduces", "regulates", "is responsible for"]
PEOPLE = ["students", "new parents", "shift workers", "older adults", "nurses", "runners", "teachers", "young people"]
PLACES = ["clinic", "library", "school", "sports hall", "kitchen", "office", "garden", "community centre"]
THINGS = [
    "walk",
    "diary",
    "phone call",
    "warm meal",
    "quiet room",
    "list",
    "timetable",
    "conversation",
    "group",
    "song",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "the weekend", "the first week", "the second month"]

# What a page says: neutral sentences by far the most, then careful ones, then flawed ones.
NEUTRAL = [
    "Most {people} say that a {thing} on {day} is easier to keep up than a plan for the whole year.",
    "The {place} opens early, and nobody is asked to explain why they have come.",
    "Write the date at the top of the page, then one line about the {thing}, and stop there.",
    "It is fine to leave the {place} for ten minutes and to come back when the noise has settled.",
    "Two of the {people} whom we spoke to had tried a {thing} before, and one would try it again.",
    "A {thing} costs little; the harder part is to find somebody who keeps you company on {day}.",
    "Our group of {people} meets in the {place} and begins with tea.",
    "Some days go well and others do not, which says nothing about you.",
    "You can bring a friend, a notebook or nothing at all.",
    "If the {thing} does not suit you, choose another; the list below is in no order.",
    "The leaflet in the {place} was written with {people} and read aloud to them before it was printed.",
    "Ask at the desk for a version in large print, or have it read to you over the phone.",
    "By {day} the {place} is usually full, so it helps to arrive a little before the hour.",
    "What works for {people} may not work for you, and the other way round.",
    "Nothing on this page replaces a conversation with somebody who knows your history.",
    "The second part is shorter, and it is about the {thing} rather than the {place}.",
]
CAREFUL = [
    "{subject} may be linked to {effect}, although the studies are small.[^1]",
    "In one trial with {people}, {effect} was higher after the {thing} (Charnock et al., 1999).",
    "It is a myth that {subject_in} is the molecule of {effect}.",
    "Whether {subject_in} plays a part in {effect} is not known.",
    "A [review](https://doi.org/10.1136/jech.53.2.105) found that reports on {effect} seldom name their sources.",
    "Does {subject_in} change {effect}? Researchers disagree.",
    "{subject} was measured in {people}, and the values were scattered widely.[^2]",
    "Never stop a medicine suddenly; ask whoever prescribed it first.",
]
FLAWED = [
    "{subject} {verb} {effect}.",
    "{subject} always {verb} {effect}, and everyone feels it within minutes.",
    "Studies show that {subject_in} {verb} {effect} in {people}.",
    "When {people} take a {thing}, the brain releases {subject_in}, which {verb} {effect}.",
    "A lack of {effect} leads to depression, and depression is a chemical imbalance.",
    "An addict needs more of it every day, because the reward system has been hijacked.",
]
PLAIN = [
    "The function returns the number of rows, or zero when the table is empty.",
    "Set the option in the configuration file and start the service again.",
    "Each worker reads from the queue, and a message that fails three times is put aside.",
    "The default is a good choice for most installations.",
    "When two keys are equal, the order in which they were added decides.",
    "Run the command with the flag shown above to see which files would change.",
    "A release contains the package, its documentation and a list of changes.",
    "The cache is kept in memory and is lost when the process ends.",
    "Paths are relative to the file that names them.",
    "The parser accepts both forms, but only the second one keeps comments.",
    "On a slow network the client waits for thirty seconds before it gives up.",
    "This section explains how templates are found and in which order they are tried.",
]
NOTES = """\
How these pages are made is told elsewhere.[^1] [^2]

[^1]: Charnock D, Shepperd S, Needham G, Gann R. DISCERN: an instrument for judging the quality of written consumer
    health information on treatment choices. J Epidemiol Community Health. 1999;53:105-111.

    Its questions were written with patients.
[^2]: See <https://doi.org/10.1136/jech.53.2.105>.
"""
HELP = """\
!!! info "If you need to talk"

    In the United Kingdom, call Samaritans free on [116 123](tel:116123) at any hour, or text SHOUT to 85258.
    In danger, call 999.
"""
Sentence = Callable[[Random], str]


def filled(template: str, chance: Random) -> str:
    """A template with its blanks filled in."""
    subject = chance.choice(SUBJECTS)
    return template.format(
        subject=subject,
        subject_in=subject[0].lower() + subject[1:],
        verb=chance.choice(VERBS),
        effect=chance.choice(EFFECTS),
        people=chance.choice(PEOPLE),
        place=chance.choice(PLACES),
        thing=chance.choice(THINGS),
        day=chance.choice(DAYS),
    )


def health_sentence(chance: Random) -> str:
    """In fifty sentences one that is flawed and five that are careful: about three findings on a page."""
    kind = chance.choices((NEUTRAL, CAREFUL, FLAWED), (44, 5, 1))[0]
    return filled(chance.choice(kind), chance)


def plain_sentence(chance: Random) -> str:
    return chance.choice(PLAIN)


def paragraph(chance: Random, sentence: Sentence) -> str:
    """Three to six sentences, broken into lines as an editor would."""
    words = " ".join(sentence(chance) for _ in range(chance.randint(3, 6))).split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 100:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line]) + "\n"


def indented(text: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in text.splitlines())


def admonition(chance: Random, sentence: Sentence) -> str:
    marker = chance.choice(("!!! note", '!!! warning "Before you begin"', '??? tip "More about this"'))
    return f"{marker}\n\n{indented(paragraph(chance, sentence))}"


def tabs(chance: Random, sentence: Sentence) -> str:
    return "\n".join(f'=== "{title}"\n\n{indented(paragraph(chance, sentence))}' for title in ("At home", "At work"))


def table(chance: Random, sentence: Sentence) -> str:
    rows = "".join(f"| {chance.choice(DAYS)} | {sentence(chance)} |\n" for _ in range(4))
    return f"| when | what |\n| --- | --- |\n{rows}"


def bullets(chance: Random, sentence: Sentence) -> str:
    return "".join(f"- {chance.choice(('', '**Note:** ', '[ ] '))}{sentence(chance)}\n" for _ in range(5))


def quotation(chance: Random, sentence: Sentence) -> str:
    return "".join(f"> {line}\n" for line in paragraph(chance, sentence).splitlines())


def linked(chance: Random, sentence: Sentence) -> str:
    anchor = chance.choice(THINGS).replace(" ", "-")
    return f"See [another page](page.md#{anchor}) and ![a drawing](img/a.png). {sentence(chance)}\n"


def code(chance: Random, sentence: Sentence) -> str:
    return f"```yaml\ntitle: {chance.choice(THINGS)}\nnote: {sentence(chance)}\n```\n"


BLOCKS = (paragraph, paragraph, paragraph, paragraph, admonition, tabs, table, bullets, quotation, linked, code)


def page(number: int, *, plain: bool = False, size: int = SIZE) -> str:
    """The Markdown of page `number`, `size` characters long or a little more."""
    chance = Random(number)
    sentence = plain_sentence if plain else health_sentence
    parts = [f"---\ntitle: Page {number}\nauthor: A. Writer\nlast_reviewed: 2026-01-31\n---\n", f"# Page {number}\n"]
    length = 0
    while length < size:
        if len(parts) % 6 == 0:
            parts.append(f"## Part {len(parts) // 6}\n")
        parts.append(chance.choice(BLOCKS)(chance, sentence))
        length += len(parts[-1]) + 1
    if not plain:
        parts += [HELP, NOTES]
    return "\n".join(parts)


def write_site(folder: Path, count: int, *, plain_every: int = 5) -> int:
    """`count` pages in folders of 100 below `folder`, every fifth a plain one. Returns their size in bytes."""
    total = 0
    for number in range(count):
        path = folder / f"part-{number // 100}" / f"page-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = page(number, plain=number % plain_every == 0).encode()
        path.write_bytes(data)
        total += len(data)
    return total
