"""A draft for the accessibility statement of a Dutch public body, in Dutch whatever the video speaks.

The parts are those of the model statement (https://www.digitoegankelijk.nl): what deviates, why, what that
means for people, and what is done about it. When is for the organisation to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from woordbeeld.publications.evidence.model import Deviation, Judged, Verdict

_PARTS: Final[Mapping[str, Deviation]] = {
    "1.2.2": Deviation(
        "Ondertitels (succescriterium 1.2.2)",
        "Op enkele plaatsen is spraak te horen die niet in de ondertitels staat, staat er tekst in die "
        "niet is verstaan, of is niet vastgesteld of geluiden zijn vermeld.",
        "De uitgeschreven tekst is gemaakt door mensen en met de computer vergeleken; op deze plaatsen "
        "verschillen ze.",
        "Wie doof of slechthorend is, kan daar iets missen.",
        "Wij luisteren deze plaatsen na en verbeteren de tekst; alle ondertitels worden dan opnieuw gemaakt.",
    ),
    "1.2.5": Deviation(
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
        "Wie slechtziend is, kan deze tekst mogelijk niet lezen. Hij staat ook in de uitgeschreven tekst.",
        "Wij beoordelen het contrast, en letten er bij een volgende video vooraf op.",
    ),
}


def rows_of(part: Deviation) -> tuple[tuple[str, str], ...]:
    """A part as the model statement has it: what each row is called, and what stands in it."""
    return (
        ("Afwijking", part.deviation),
        ("Oorzaak", part.cause),
        ("Gevolg", part.consequence),
        ("Maatregel", part.measure),
        ("Planning", "[vul een datum in]"),
    )


def statement(judged: Sequence[Judged]) -> tuple[Deviation, ...]:
    """The parts for those criteria that are not met, or of which nobody has judged whether they are."""
    open_ids = {each.criterion.id for each in judged if each.verdict in (Verdict.NOT_MET, Verdict.JUDGE)}
    return tuple(part for criterion, part in _PARTS.items() if criterion in open_ids)
