"""The words of the report page itself, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from woordbeeld.publications.evidence.model import Told, Verdict
from woordbeeld.publications.words import language_of_words


@dataclass(frozen=True, slots=True)
class PageWords:
    """Headings, columns and verdicts; what stands in braces is filled in."""

    kind_of_page: str
    intro: str
    skip: str
    first: str
    nothing_first: str
    criteria: str
    criterion: str
    verdict: str
    evidence: str
    level: str
    todo: str
    where: str
    verdicts: Mapping[Verdict, str]
    worklist: str
    scenes: str
    told: str
    tellings: Mapping[Told, str]
    needs: str
    uncertain: str
    confidence: str
    not_heard: str
    differences: str
    written: str
    heard: str
    nowhere: str
    fast: str
    not_shown: str
    untimed: str
    speed: str
    other_rules: str
    rule: str
    times: str
    statement: str
    statement_about: str
    parts: tuple[str, str, str, str]
    planned: str
    fill_in: str
    line: str
    moment: str
    text: str
    more: str
    nothing: str


DUTCH: Final = PageWords(
    kind_of_page="Verslag van toegankelijkheid",
    intro="Wat de computer kon vaststellen van deze video en zijn pagina, en wat alleen mensen kunnen "
    "beoordelen. Maatstaf zijn WCAG 2.2 op niveau A en AA en hoofdstuk 7 van EN 301 549.",
    skip="Direct naar de werklijst",
    first="Doe dit eerst",
    nothing_first="Er is niets dat voorgaat.",
    criteria="Per criterium",
    criterion="Criterium",
    verdict="Oordeel",
    evidence="Waarop dat rust",
    level="niveau {level}",
    todo="Te doen:",
    where="Waar",
    verdicts={
        Verdict.NOT_MET: "Voldoet niet",
        Verdict.JUDGE: "Mens moet oordelen",
        Verdict.MET: "Voldoet",
        Verdict.DOES_NOT_APPLY: "Niet van toepassing",
    },
    worklist="Werklijst",
    scenes="Wat er te zien is, en hoe het wordt verteld",
    told="Verteld",
    tellings={
        Told.SPEECH: "gezegd in de video",
        Told.PAUSE: "past in een stilte",
        Told.WAIT: "de video wacht erop",
    },
    needs="ongeveer {needs} s nodig, {has} s stilte",
    uncertain="Zinnen waarvan de tijd onzeker is",
    confidence="Zekerheid",
    not_heard="niet verstaan",
    differences="Verschillen tussen tekst en geluid",
    written="Er staat",
    heard="Er is gehoord",
    nowhere="staat nergens",
    fast="Ondertitels die te snel gaan",
    not_shown="Geluiden zonder ondertitel: zet hun tijd zelf, of haal ze weg",
    untimed="geen tijd",
    speed="Tekens per seconde",
    other_rules="Regels voor ondertitels waarvan wordt afgeweken",
    rule="Regel",
    times="Keer",
    statement="Concept voor de toegankelijkheidsverklaring",
    statement_about="Neem hiervan over wat na uw oordeel overblijft.",
    parts=("Afwijking", "Oorzaak", "Gevolg", "Maatregel"),
    planned="Planning",
    fill_in="[vul een datum in]",
    line="Regel",
    moment="Moment",
    text="Tekst",
    more="en nog {count}; zie report.json",
    nothing="Geen.",
)

ENGLISH: Final = PageWords(
    kind_of_page="Accessibility report",
    intro="What the computer could establish about this video and its page, and what only people can judge. "
    "The measures are WCAG 2.2 at levels A and AA, and chapter 7 of EN 301 549.",
    skip="Skip to the worklist",
    first="Do this first",
    nothing_first="There is nothing that comes first.",
    criteria="By criterion",
    criterion="Criterion",
    verdict="Verdict",
    evidence="What it rests on",
    level="level {level}",
    todo="To do:",
    where="Where",
    verdicts={
        Verdict.NOT_MET: "Not met",
        Verdict.JUDGE: "A person must judge",
        Verdict.MET: "Met",
        Verdict.DOES_NOT_APPLY: "Does not apply",
    },
    worklist="Worklist",
    scenes="What is seen, and how it is told",
    told="Told",
    tellings={
        Told.SPEECH: "said in the video",
        Told.PAUSE: "fits in a pause",
        Told.WAIT: "the video waits for it",
    },
    needs="needs about {needs} s, has {has} s",
    uncertain="Sentences whose time is uncertain",
    confidence="Confidence",
    not_heard="not heard",
    differences="Differences between text and sound",
    written="Written",
    heard="Heard",
    nowhere="stands nowhere",
    fast="Captions that are too fast",
    not_shown="Sounds without a caption: set their time yourself, or take them out",
    untimed="no time",
    speed="Characters a second",
    other_rules="Rules for captions that are broken",
    rule="Rule",
    times="Times",
    statement="Draft for the Dutch accessibility statement",
    statement_about="Take from this what is left after your own judgement. It is in Dutch, as the law asks.",
    parts=("Afwijking", "Oorzaak", "Gevolg", "Maatregel"),
    planned="Planning",
    fill_in="[vul een datum in]",
    line="Line",
    moment="Moment",
    text="Text",
    more="and {count} more; see report.json",
    nothing="None.",
)


def page_words_in(language: str) -> PageWords:
    """The words in a language (`nl`, `nl-BE`); English where we have none."""
    return {"nl": DUTCH, "en": ENGLISH}[language_of_words(language)]
