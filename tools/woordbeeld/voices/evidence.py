"""What the text tells of its labels, beside the voices: also where those tell nothing."""

from __future__ import annotations

from dataclasses import dataclass

from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.naming import Named, named
from woordbeeld.transcript.one_person import OnePerson, one_person
from woordbeeld.voices.audit import Audit, Verdict
from woordbeeld.voices.exchanged import Exchanged, exchanged


@dataclass(frozen=True, slots=True)
class Evidence:
    """Labels of one person by name, labels that are exchanged, lines whose label the text contradicts."""

    one_person: tuple[OnePerson, ...]
    exchanged: tuple[Exchanged, ...]
    contradicted: tuple[Named, ...]

    @property
    def asks(self) -> bool:
        """Whether there is something to look at."""
        unsettled = any(not each.is_settled for each in self.one_person)
        return unsettled or bool(self.exchanged) or bool(self.contradicted)


def evidence(transcript: Transcript, found: Audit) -> Evidence:
    """All of a transcript, with what the voices tell of it; what tells of an exchange is not told again."""
    told = named(transcript)
    pairs = exchanged(found, told)
    used = {each for pair in pairs for each in pair.evidence}
    kept = {each.line for each in found.lines if each.verdict is Verdict.KEPT}
    left = (each for each in told if each.line.line not in kept and each not in used)
    against = tuple(each for each in left if each.contradicts)
    return Evidence(one_person(transcript), tuple(each for each in pairs if each.kept is None), against)
