"""How strongly a sentence claims, and that the deciding cues are found where they stand."""

from __future__ import annotations

import time

import pytest

from mkdocs_neurolint.language import assess, assess_span
from mkdocs_neurolint.language.cues import build_cues, inflect
from mkdocs_neurolint.language.strength import STRENGTHS

DIRECT = [
    ("plain cause", "Dopamine causes addiction."),
    ("plural subject", "Cold showers boost norepinephrine."),
    ("subject with an attribute", "Long walks after lunch reduce blood sugar in office workers."),
    ("plural acronym as subject", "SSRIs increase serotonin in the synapse."),
    ("verb and object in one cue", "Screening reduced mortality by a fifth."),
    ("subject in brackets", "Behavioural therapy (CBT) reduced symptoms of panic."),
    ("lower as a verb", "Statins lower cholesterol."),
    ("result verb", "Skipping breakfast leads to poor concentration."),
    ("effect first", "The tremor results from a loss of dopamine neurons."),
    ("passive with an agent", "Sleep is regulated by melatonin."),
    ("participle with an agent", "It is an anxiety caused by too much coffee."),
    ("perfect", "The new schedule has reduced absences on all wards."),
    ("negated cause is still causal", "Magnesium did not improve sleep quality."),
    ("no effect", "The supplement had no effect on mood."),
    ("contraction", "It’s caused by a lack of oxygen."),
    ("attested infinitive", "Light therapy has been shown to reduce winter depression."),
    ("able to", "The implant was able to restore hearing."),
    ("headline verb", "Night shifts up stroke risk in nurses, and one shift ups it most"),
    ("headline cut", "Text reminders cut missed appointments by a third"),
    ("lives", "Seat belts save lives"),
    ("due to", "The drowsiness is due to histamine blockade."),
    ("because of", "He lost weight because of the drug."),
    ("responsible", "Serotonin is responsible for happiness."),
    ("leading cause", "Falls are a leading cause of injury in older people."),
    ("role", "Oxytocin plays a crucial role in bonding."),
    ("effective", "The app was effective in reducing panic attacks."),
    ("essential", "Sleep is essential for memory."),
    ("everyday verb", "Your phone hijacks your reward system."),
    ("makes you", "Sugar makes you tired and irritable."),
    ("can as a shown ability", "A new trial shows that yoga can reduce back pain."),
    ("attributed report", "Doctors found that the vaccine prevents severe disease."),
    ("telegraphic third person", "Influences appetite and mood"),
    ("telegraphic after a colon", "MOA: increases GABA"),
    ("bullet with a base form", "- Block the reuptake of serotonin"),
    ("arrow", "Chronic stress: ↑ cortisol, ↓ BDNF"),
    ("cause beside a named correlation", "Smoking causes cancer, and the correlation is strong."),
    ("fact behind how", "The study reveals how the gene drives inflammation."),
    ("item that promotes", "promotes sleep"),
    ("item that controls", "controls heart rate"),
    ("item that helps with", "helps with decision making"),
    ("item with a base form after help", "helps to regulate mood"),
    ("gloss", "Norepinephrine: attention, arousal and memory"),
    ("gloss in bold", "**Serotonin**: mood and appetite"),
    ("bodily substance", "It triggers the release of dopamine."),
    ("adverb before a verb that is also a noun", "Snoring is common and negatively impacts daytime mood."),
    ("quotation marks around the verb", 'The app "cures" insomnia.'),
    ("role before its verb", "This shows the important role the gut plays in mood."),
    ("predicate of necessity", "Enough iron is critical to reducing gaps in attention linked with poverty."),
    ("what a mechanism is for", "These neurons fire to regulate breathing."),
    ("superlative cause", "Noise is the biggest driver of poor sleep."),
    ("conferring", "The vaccine conveyed benefit to older nurses."),
    ("contribution", "The drug contributes in part to weight gain."),
    ("can in a headline", "Weekly yoga can ease back pain"),
    ("demonstrative before a verb that is also a noun", "This triggers a crash."),
    ("plural demonstrative", "These cut stress."),
    ("what a part of the brain does", "The hippocampus stores memories."),
    ("conversion", "Tryptophan is converted into serotonin."),
    ("release on an occasion", "Dopamine is released when we expect a treat."),
    ("cause told as why", "That is why you feel jittery."),
    ("requirement in explanatory prose", "Iron is needed for making dopamine."),
    ("object that begins with a governing word", "The course improved working memory."),
    ("predicate after an inserted phrase", "Group walks, besides the tablets, resulted in better sleep."),
    ("arrow from cause to effect", "Low GABA → anxiety"),
    ("cause that is stated", "The fatigue of these patients was due to low iron."),
    ("what a substance does in the body", "Norepinephrine constricts blood vessels."),
    ("acting as", "Laughter acts as a natural painkiller."),
    ("result after a colon", "The result: more anxiety"),
    ("attested object and infinitive", "They found the lamp to reduce winter gloom."),
    ("attested for the first time", "The jab has been shown for the first time to reduce deaths."),
    ("efficacy", "The tablet has efficacy similar to that of the patch."),
    ("like as a noun", "Each like sparks a rush of dopamine."),
    ("like with an adjective", "Every single like releases dopamine."),
    ("second verb after one that is no cue", "Adrenaline lingers for hours and triggers tremor."),
    ("reason that", "Low iron is the real reason that you feel worn out."),
    ("reason without that", "Boredom is the reason you snack."),
    ("cells that are grown", "Running grows fresh neurons in the hippocampus."),
    ("flooding without an agent", "At the first kiss the brain floods with oxytocin."),
    ("what must follow without it", "Without enough serotonin you are bound to despair."),
    ("denied cause", "There is no proof that coffee causes panic."),
    ("cause in a coordinated predicate", "The drug calms the mind and increases appetite."),
    ("verb and particle around the object", "Salt pushes blood pressure up."),
    ("idiom of relief", "A warm bath takes the edge off cramps."),
    ("doing away with", "Stress chips away at memory."),
    ("leading people to", "Noise leads people to eat faster."),
    ("making in a headline", "Quiet rooms make calm pupils"),
    ("advice in a headline", "Walk after supper to reduce blood sugar"),
    ("found out why", "Researchers find out why coffee prevents gout"),
    ("wearing down told of a part", "Each fright locks the memory in place."),
    ("remedy denied", "A pet is no cure for grief."),
]
CONDITIONAL = [
    ("may", "Dopamine may cause addiction."),
    ("might", "A short nap might improve reaction times."),
    ("could", "The device could help patients walk again."),
    ("adverb between", "Regular exercise may, in part, slow memory decline."),
    ("appears to", "Ketamine appears to relieve severe depression."),
    ("likely", "The gene variant likely increases sensitivity to pain."),
    ("thought to", "Low serotonin is thought to cause depression."),
    ("hedged after a report", "The results suggest that oxytocin may increase trust."),
    ("hedged benefit", "Melatonin may be useful for jet lag."),
    ("hedged role", "Gut bacteria may play a role in anxiety."),
    ("hedged passive", "The swelling may be caused by the tablets."),
    ("possibility in explanatory prose", "However, this habit can lead to loneliness."),
    ("hedge after a relative clause", "Children who read at night may damage their sleep."),
    ("hedge over a reported clause", "It appears that the new rules have improved safety."),
    ("report under a hedge", "Some people may find that caffeine worsens anxiety."),
    ("can after general research", "Research suggests that a regular bedtime can improve mood."),
    ("can in an item", "Can improve sleep"),
    ("modal in a headline", "Shy toddlers may face lonely school years"),
    ("hedge that reports a clause", "It could be that serotonin affects appetite."),
    ("possible explanation", "Low dopamine could explain the lack of drive."),
    ("numbers do not make a report", "Naps of 20 minutes can lift mood."),
    ("promise", "Gene therapy shows great promise for blindness."),
    ("what may befall", "People in withdrawal may experience panic."),
    ("hedged danger", "Sudden withdrawal can be fatal."),
    ("can in an instruction", "Take breaks, because long hours can cause headaches."),
    ("hedged coordination", "Caffeine could raise blood pressure and worsen palpitations."),
    ("lowering a risk", "Earlier bedtimes may lower risk of falls"),
    ("modal before an unknown verb", "Old grief may resurface in spring."),
    ("belief of researchers", "Researchers suspect the drug works by starving the cells of iron."),
    ("appearance as though", "It looks as though the virus weakens the barrier."),
    ("in all likelihood", "The tax will in all likelihood reduce drinking."),
    ("conceivable", "It's conceivable that the vaccine improves sleep."),
    ("hope", "The patch offers hope for people with tremor."),
    ("potential of", "The team showed the potential of singing in preventing loneliness."),
]
CORRELATIONAL = [
    ("associated", "Loneliness was associated with higher cortisol."),
    ("linked", "Daily naps linked to longer life"),
    ("link noun", "The survey found a link between screen time and poor sleep."),
    ("no association", "There was no association between coffee and stroke."),
    ("hedged association stays correlational", "Vitamin D may be associated with mood."),
    ("correlates", "Grip strength correlates with memory scores."),
    ("predicts", "Childhood stress predicts later depression."),
    ("risk factor", "Isolation is a risk factor for dementia."),
    ("more likely", "Night workers were more likely to smoke."),
    ("comparison", "Cortisol was higher in carers than in controls."),
    ("group comparison with have", "Musicians have a larger hippocampus than other people."),
    ("passive change", "Pain scores were reduced at six weeks."),
    ("object of an association", "Walking is associated with reduced anxiety and improved mood."),
    ("difference", "The two groups differed in sleep length."),
    ("twice the risk", "Smokers had twice the risk of relapse."),
    ("risk in a headline", "Stroke risk after a sleepless week"),
    ("comparative in a headline", "Night nurses report more headaches"),
    ("test result in a headline", "Blood test detects early liver disease"),
    ("had with a participle", "The walkers had improved survival at two years."),
    ("no object after do", "Rates of asthma did not increase between ages six and ten."),
    ("observed change", "We found large reductions in weight after one year."),
    ("more of a quality", "The condition is more severe in farmers."),
    ("participle inside a noun phrase", "There is a small increased risk of falls."),
    ("participle in the subject", "A slight increased risk of falls was found in nurses."),
    ("people at risk", "Children of smokers are at greater risk"),
    ("note", "Associated w/ weight gain"),
    ("per cent higher", "Rates were 20 percent higher in cities."),
]
NONE = [
    ("description", "The amygdala is an almond-shaped structure."),
    ("recommendation", "Patients should be screened for depression."),
    ("recommended cause", "Programmes should reduce stigma in schools."),
    ("study aim", "We set out to examine whether dopamine causes addiction."),
    ("embedded question", "It is unclear whether oxytocin increases trust."),
    ("further research", "Further studies are needed to determine the effect of dose on mood."),
    ("purpose", "The leaflet was written to reduce worry among parents."),
    ("registration", "This trial was registered at ClinicalTrials.gov and improves nothing."),
    ("findings support", "These findings support the use of group therapy."),
    ("instruction", "Call your doctor before you take it."),
    ("cause for concern", "The numbers are a cause for concern."),
    ("amount", "More than half of the sample was female."),
    ("feasible", "The programme was safe and feasible."),
    ("spread of a disease", "Migraine affects about one billion people."),
    ("what a text is about", "See the chapter on the effects of alcohol."),
    ("instruction with a verb of change", "Reduce your caffeine intake after noon."),
    ("title with a gerund", "Improving your sleep"),
    ("mind that associates", "The brain learns to associate the smell with food."),
    ("associations of the mind", "They form positive associations with a partner."),
    ("slow as a name", "Deep sleep shows slow wave activity."),
    ("attributive involvement", "The factors involved in clotting were measured."),
    ("effect on knowledge", "This discovery transforms our understanding of pain."),
    ("result of a study", "The result of this trial was presented in May."),
    ("aim of a report", "The patients were called in to improve follow-up."),
    ("list of tips", "Here are ten ways to boost dopamine."),
    ("comparative after to", "Ways to lower cortisol"),
    ("more about", "Read more about the effects of dopamine."),
    ("requirement in a report", "Further visits are needed for these patients."),
    ("possession without an effect", "The patients had damaged nerves."),
    ("people at risk in a report", "The score identifies patients at high risk of falls."),
    ("cause in passing in a report", "The trial lost patients because of missing records."),
    ("question", "Can a single night awake cause mania?"),
    ("hope of an instruction", "Try a short walk to reduce tension."),
    ("belief of others", "Many people believe that sugar makes children wild."),
    ("falling in love", "They fall in love within weeks."),
    ("nouns after and", "The leaflet lists signs and causes."),
    ("growth of a person", "The boy grew tall and kind."),
    ("what the reader does", "When you cut bread, your liver makes ketones."),
    ("instruction with an unmarked verb", "Cut bread and your liver makes ketones."),
    ("open question", "Nobody knows if low serotonin causes gloom."),
    ("bringing up a topic", "I was told after my aunt brought it up."),
    ("noun that looks like a verb", "The control group met on Mondays."),
]
TABLE = [
    pytest.param(sentence, strength, id=f"{strength}: {name}")
    for strength, rows in (
        ("direct", DIRECT),
        ("conditional", CONDITIONAL),
        ("correlational", CORRELATIONAL),
        ("none", NONE),
    )
    for name, sentence in rows
]


@pytest.mark.parametrize(("sentence", "strength"), TABLE)
def test_strength(sentence: str, strength: str) -> None:
    assert assess(sentence).strength == strength


@pytest.mark.parametrize(("sentence", "strength"), TABLE)
def test_cues_stand_where_they_say(sentence: str, strength: str) -> None:
    found = assess(sentence)
    for cue in found.cues:
        assert sentence[cue.start : cue.end] == cue.text
        assert cue.text.strip() == cue.text != ""
        assert cue.effect in STRENGTHS
    assert list(found.cues) == sorted(found.cues)
    if strength != "none":
        assert strength in {cue.effect for cue in found.cues}


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        pytest.param("Dopamine causes addiction.", ["causes"], id="the verb alone"),
        pytest.param("Dopamine may cause addiction.", ["may", "cause"], id="the hedge and what it governs"),
        pytest.param("Sugar is, in fact, linked  to mood.", ["linked  to"], id="a phrase keeps its inner blanks"),
        pytest.param("İzmir 😀 dopamine causes joy.", ["causes"], id="letters that grow in lower case move nothing"),
        pytest.param("The STRESS\nCAUSES pain.", ["CAUSES"], id="capitals and line breaks"),
    ],
)
def test_deciding_cues(sentence: str, texts: list[str]) -> None:
    assert [cue.text for cue in assess(sentence).cues] == texts


def test_span_of_a_page_gives_page_offsets() -> None:
    page = "Nothing here.  Dopamine causes addiction.  It may help."
    start = page.index("Dopamine")
    found = assess_span(page, start, page.index(".", start) + 1)
    assert found.strength == "direct"
    assert [page[cue.start : cue.end] for cue in found.cues] == ["causes"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\t", id="blanks"),
        pytest.param("…—!?", id="punctuation"),
        pytest.param("😀🧠👩‍⚕️", id="emoji"),
        pytest.param("多巴胺导致成瘾。", id="Chinese"),
        pytest.param("causes", id="a cue alone"),
        pytest.param("than", id="a function word alone"),
        pytest.param("may may may", id="hedges alone"),
        pytest.param("\x00\ud800 causes \udfff", id="surrogates"),
        pytest.param("to by than , and that", id="function words"),
        pytest.param("x" * 100_000, id="one endless word"),
        pytest.param("is was has may " * 25_000, id="phrase beginnings without end"),
    ],
)
def test_odd_text_is_assessed(text: str) -> None:
    assert assess(text).strength in STRENGTHS


def test_time_grows_with_length_not_its_square() -> None:
    sentence = "it may have an effect on higher risk and, people who a a a increase it "

    def seconds(times: int) -> float:
        text = sentence * times
        assess(text)
        begun = time.perf_counter()
        assess(text)
        return time.perf_counter() - begun

    seconds(10)
    # A quadratic step would make the ratio 64 and more; the bound leaves room for a busy machine.
    assert seconds(800) / seconds(100) < 40


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("increase", ["increase", "increases", "increased", "increasing"]),
        ("modify", ["modify", "modifies", "modified", "modifying"]),
        ("suppress", ["suppress", "suppresses", "suppressed", "suppressing"]),
        ("destroy", ["destroy", "destroys", "destroyed", "destroying"]),
        ("drive/drives/drove/driving/driven", ["drive", "drives", "drove", "driving", "driven"]),
        ("lower//lowered", ["lower", "lowered"]),
    ],
)
def test_inflection(lemma: str, forms: list[str]) -> None:
    assert [word for _, word in inflect(lemma)] == forms


def test_a_cue_table_is_built_from_plain_data() -> None:
    table = build_cues([{"cues": [{"name": "zap", "kind": "verb", "effect": {"active": "direct 5"}, "verbs": "zap"}]}])
    assert assess_span("It zaps pain.", 0, 13, table).strength == "direct"
    assert assess_span("It causes pain.", 0, 15, table).strength == "none"
