"""A draft for the accessibility statement of a Dutch public body, in Dutch whatever the video speaks.

The parts are those of the model statement (https://www.digitoegankelijk.nl): what deviates, why, what that
means for people, and what is done about it. When is for the organisation to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.publications.evidence.case import Case
from woordbeeld.publications.evidence.model import Deviation, Judged, Verdict

_DESCRIBED: Final = "1.2.5"
_TEXT: Final = "1.1.1"
_PARTS: Final[Mapping[str, Deviation]] = {
    _TEXT: Deviation(
        "Niet-tekstuele content (succescriterium 1.1.1)",
        "Van tekst die in de video in beeld staat, is niet vastgesteld of alles wordt gezegd of beschreven.",
        "De tekst is onderdeel van het beeld.",
        "Wie blind of slechtziend is, kan deze tekst missen.",
        "Wij beoordelen de tekst in beeld, en vullen aan wat niet wordt gezegd of beschreven.",
    ),
    "1.2.2": Deviation(
        "Ondertitels (succescriterium 1.2.2)",
        "Op enkele plaatsen is spraak te horen die niet in de ondertitels staat, staat er tekst in die "
        "niet is verstaan, of is niet vastgesteld of geluiden zijn vermeld.",
        "De uitgeschreven tekst is vergeleken met wat een computer verstaat; op deze plaatsen verschilt dat.",
        "Wie doof of slechthorend is, kan daar iets missen.",
        "Wij luisteren deze plaatsen na en verbeteren de tekst; alle ondertitels worden dan opnieuw gemaakt.",
    ),
    _DESCRIBED: Deviation(
        "Audiodescriptie (succescriterium 1.2.5)",
        "Het videobestand heeft geen ingesproken audiodescriptie. Wat te zien is, staat als beschrijving "
        "bij de video, en wordt uitgesproken door de stem van het apparaat van de bezoeker. Niet elk "
        "apparaat heeft zo'n stem.",
        "Bij het maken van de video is geen audiodescriptie ingesproken.",
        "Wie blind of slechtziend is en geen apparaat met een Nederlandse stem heeft, hoort de "
        "beschrijvingen niet, maar kan ze lezen of laten voorlezen met een schermlezer, ook in de "
        "uitgeschreven tekst.",
        "Wij beoordelen of de beschrijvingen volledig zijn, en laten ze inspreken als dat nodig blijkt.",
    ),
    "1.4.3": Deviation(
        "Contrast (succescriterium 1.4.3)",
        "Van tekst die in de video in beeld staat, is het contrast niet vastgesteld.",
        "De tekst is onderdeel van het beeld.",
        "Wie slechtziend is, kan deze tekst mogelijk niet lezen. In de uitgeschreven tekst staat wat ervan "
        "wordt gezegd of beschreven.",
        "Wij beoordelen het contrast, en letten er bij een volgende video vooraf op.",
    ),
    "1.4.5": Deviation(
        "Afbeeldingen van tekst (succescriterium 1.4.5)",
        "Tekst die in de video in beeld staat, is een afbeelding van tekst. Niet is vastgesteld of dat nodig "
        "was.",
        "De tekst is onderdeel van het beeld.",
        "Wie slechtziend is, kan deze tekst niet groter of in andere kleuren zien. In de uitgeschreven tekst "
        "staat wat ervan wordt gezegd of beschreven.",
        "Wij beoordelen de tekst in beeld, en letten er bij een volgende video vooraf op.",
    ),
}
_UNTOLD_TEXT: Final = Deviation(
    "Niet-tekstuele content (succescriterium 1.1.1)",
    "{texts} in beeld, en {is_or_are} niet of maar deels gezegd of beschreven.",
    "De beschrijvingen noemen deze tekst nog niet.",
    "Wie blind of slechtziend is, mist deze tekst.",
    "Wij vullen deze tekst aan in de beschrijvingen.",
)
_UNJUDGED: Final = Deviation(
    "Audiodescriptie (succescriterium 1.2.5)",
    "De video heeft geen audiodescriptie. Niet is vastgesteld of wat te zien is ook te horen is.",
    "Bij het maken van de video is geen audiodescriptie ingesproken.",
    "Wie blind of slechtziend is, kan missen wat te zien is.",
    "Wij bekijken de video, en beschrijven wat ontbreekt.",
)
_COMPLETE: Final = Deviation(
    "Audiodescriptie (succescriterium 1.2.5)",
    "De video heeft audiodescriptie, maar die vertelt niet alles wat in beeld staat.",
    "De beschrijvingen noemen deze tekst nog niet.",
    "Wie blind of slechtziend is, mist deze tekst.",
    "Wij vullen deze tekst aan in de audiodescriptie.",
)
_IN_PART: Final = Deviation(
    "Audiodescriptie (succescriterium 1.2.5)",
    "De video heeft audiodescriptie, maar die vertelt niet alles. {places} niet te horen, of niet helemaal.",
    "Er is op deze plaatsen niet genoeg stilte, of de beschrijving is nog niet ingesproken.",
    "Wie blind of slechtziend is, mist daar wat te zien is, maar kan het lezen of laten voorlezen met een "
    "schermlezer in de uitgeschreven tekst.",
    "Wij maken deze beschrijvingen korter, laten ze inspreken, of laten de video ervoor wachten.",
)
_BY_DRAFT: Final = Deviation(
    "Audiodescriptie (succescriterium 1.2.5)",
    "De video heeft audiodescriptie. Een voorlopige computerstem spreekt die uit.",
    "De audiodescriptie is nog niet ingesproken door een mens of een goede computerstem.",
    "Wie blind of slechtziend is, kan de audiodescriptie moeilijk verstaan, maar kan haar lezen of laten "
    "voorlezen met een schermlezer in de uitgeschreven tekst.",
    "Wij laten de audiodescriptie inspreken.",
)


def rows_of(part: Deviation) -> tuple[tuple[str, str], ...]:
    """A part as the model statement has it: what each row is called, and what stands in it."""
    return (
        ("Afwijking", part.deviation),
        ("Oorzaak", part.cause),
        ("Gevolg", part.consequence),
        ("Maatregel", part.measure),
        ("Planning", "[vul een datum in]"),
    )


def statement(judged: Sequence[Judged], case: Case) -> tuple[Deviation, ...]:
    """The parts for those criteria that are not met, or of which nobody has judged whether they are."""
    open_ids = {each.criterion.id for each in judged if each.verdict in (Verdict.NOT_MET, Verdict.JUDGE)}
    parts = {**_PARTS, _TEXT: _of_text(case), _DESCRIBED: _of_description(case)}
    return tuple(part for criterion, part in parts.items() if criterion in open_ids)


def _of_text(case: Case) -> Deviation:
    """What deviates of the text in the picture."""
    if not case.worklist.on_screen:
        return _PARTS[_TEXT]
    count = len(case.worklist.on_screen)
    is_or_are = "wordt" if count == 1 else "worden"
    deviation = _UNTOLD_TEXT.deviation.format(texts=_texts(count), is_or_are=is_or_are)
    return replace(_UNTOLD_TEXT, deviation=deviation)


def _texts(count: int) -> str:
    return "Eén tekst staat" if count == 1 else f"{count} teksten staan"


def _of_description(case: Case) -> Deviation:
    """What deviates of the audio description that is published, and which text in the picture it lacks."""
    found = _of_sound(case)
    if count := len(case.worklist.on_screen):
        untold = f"{_texts(count)} in beeld zonder dat iemand die helemaal zegt of beschrijft."
        return replace(found, deviation=f"{found.deviation} {untold}")
    return found


def _of_sound(case: Case) -> Deviation:
    if case.sound is None:
        return _PARTS[_DESCRIBED] if case.silent_scenes else _UNJUDGED
    if silent := len(case.silent_scenes):
        places = "Eén beschrijving is" if silent == 1 else f"{silent} beschrijvingen zijn"
        return replace(_IN_PART, deviation=_IN_PART.deviation.format(places=places))
    return _BY_DRAFT if case.sound.kind is NarratorKind.DRAFT else _COMPLETE
