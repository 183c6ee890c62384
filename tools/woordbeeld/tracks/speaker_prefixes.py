"""Who speaks, read from how captions show it: labels in capitals, dashes, and voices that a format names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz.distance import OSA

from woordbeeld.tracks.model import Colour, StyledRun, Utterance
from woordbeeld.tracks.sounds import is_sound

_COLOURS: Final = {each.code: each for each in Colour}
_DASHES: Final = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}-"  # the hyphen last: no range
# A number below zero begins with a dash too; chevrons are American practice (CEA-608).
_LABEL: Final = r"(?P<name>[^\W\d_][^:\[\]♪]{0,60}):(?![\d/])\s*"
_LEAD = re.compile(
    rf"(?P<dash>(?:[{_DASHES}](?=\s*[^\s{_DASHES}])(?!\d)|>{{2,3}}(?=\s*[^\s>]))\s*)?(?P<label>{_LABEL})?"
)
_CHEVRONS: Final = ">"
_ARTICLES: Final = r"(?:De|Het|Een|The|A|An|Der|Die|Das|Ein|Eine|Le|La|Les|Un|Une)\s"
_WORD: Final = r"[^\W\d_a-zà-ÿ][\w.'’-]{0,30}"
# A label that is not in capitals: a name, or a role, perhaps with its article, its number or its party.
_NAMED = re.compile(
    rf"(?P<name>(?:{_ARTICLES})?{_WORD}(?:\s(?:{_WORD}|\d{{1,2}}|van|de|den|der|het|'t|ten|ter|te|von|of|la|le|di|el))"
    rf"{{0,5}}(?:\s\([^()]{{1,30}}\))?|{_ARTICLES}[a-zà-ÿ-]{{3,30}}):(?![\d/])(?:\s+|$)"
)
# The name that a user of Zoom chose, whatever it looks like.
_CHOSEN = re.compile(r"(?P<name>[^\s:\[\]♪?!][^:\[\]♪?!\r\n]{0,60}):(?:\s+|$)")
_ROLE = re.compile(rf"{_ARTICLES}[a-zà-ÿ-]+")
_ARTICLE = re.compile(_ARTICLES, re.IGNORECASE)
_NUMBER = re.compile(r"\s(?:\d+|[a-z]|een|één|twee|drie|one|two|three)$")
MIN_SLIP_CHARS: Final = 6  # one letter makes another name of a shorter one
MIN_TIMES: Final = 2  # that something stands before a colon, to be taken for the name of a speaker
# What announces a remark, and no speaker; with a number too: *stap 2:*.
_REMARKS: Final = (
    "let op, let goed op, let wel, nb, n.b., nota bene, ps, p.s., pas op, opmerking, noot, tip, bron, "
    "conclusie, kortom, vraag, antwoord, voorbeeld, bijvoorbeeld, resultaat, gevolg, kanttekening, "
    "attentie, waarschuwing, belangrijk, telefoon, tel, fax, e-mail, mail, website, adres, datum, tijd, "
    "plaats, titel, onderwerp, thema, nieuws, stap, deel, punt, hoofdstuk, optie, regel, artikel, fase, "
    "reden, doel, idee, probleem, oplossing, verschil, motto, quote, citaat, muziek, dus, nee, ja, nou, "
    "en, maar, want, ook, verder, kijk, luister, eerst, daarna, ten eerste, ten tweede, ten derde, tot "
    "slot, samengevat, anders gezegd, let's go, dank, http, https, note, notice, warning, attention, "
    "source, question, answer, example, for example, important, remark, step, part, point, chapter, "
    "option, rule, phase, reason, goal, idea, problem, solution, title, music, so, no, yes, and, but, "
    "also, look, listen, remember, first, second, third, finally, in short, conclusion, result, "
    "achtung, hinweis, anmerkung, quelle, frage, antwort, beispiel, zum beispiel, wichtig, ergebnis, "
    "fazit, also, schritt, teil, nein, und, aber, musik, remarque, exemple, par exemple, réponse, "
    "résultat, étape, partie, donc, non, oui, et, mais, musique"
)
_NO_LABELS: Final = frozenset(_REMARKS.split(", "))
_ENDS_SPEECH = re.compile(r"[.!?…:\"'’”»)\]♪*–—-]\s*$")


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of a cue as a file has it, without markup, and what its markup says of it.

    `colour` is `#rrggbb` where all of the line has one colour.
    """

    text: str
    voice: str | None = None
    colour: str | None = None
    off_screen: bool = False
    runs: tuple[StyledRun, ...] = ()


def utterances(lines: Iterable[ShownLine]) -> tuple[Utterance, ...]:
    """What each speaker says in the lines of a cue; a new one starts where the voice or the colour of whole
    lines changes, or with a speaker prefix where no voices are named.

    >>> found = utterances([ShownLine("TON: Ja?"), ShownLine("-Nee.")])
    >>> [(each.speaker_prefix, each.lines) for each in found]
    [('TON: ', ('Ja?',)), ('-', ('Nee.',))]
    """
    shown = tuple(lines)
    found: list[Utterance] = []
    before: ShownLine | None = None
    listed = _is_list([line.text for line in shown])
    for line in shown:
        speaker_prefix, text = split_speaker_prefix(line.text)
        if listed and is_dash(speaker_prefix):
            speaker_prefix, text = "", line.text
        if before is not None and is_dash(speaker_prefix) and not _ENDS_SPEECH.search(before.text):
            speaker_prefix, text = "", line.text  # an aside – such as this one – goes on in the next line
        same = before is not None and (line.voice, line.colour) == (before.voice, before.colour)
        if same and (line.voice or not speaker_prefix):
            runs = (replace(run, line=len(found[-1].lines)) for run in line.runs)
            found[-1] = replace(
                found[-1],
                lines=(*found[-1].lines, line.text),
                off_screen=found[-1].off_screen and line.off_screen,
                runs=(*found[-1].runs, *runs),
            )
        else:
            colour = _COLOURS.get(line.colour or "")
            found.append(Utterance((text,), line.voice, speaker_prefix, colour, line.off_screen, line.runs))
        before = line
    return tuple(found)


def _is_list(texts: Sequence[str]) -> bool:
    """Whether the dashes in a cue begin the items of a list: small letters after them, and more than two.

    Two items make a list after a colon.
    """
    items = [text for text in texts if is_dash(split_speaker_prefix(text)[0])]
    small = bool(items) and all(split_speaker_prefix(text)[1][:1].islower() for text in items)
    announced = any(text.rstrip().endswith(":") for text in texts)
    return small and len(items) > (1 if announced else 2)


def with_asides(cues: Sequence[tuple[Utterance, ...]]) -> list[tuple[Utterance, ...]]:
    """Utterances of a file, in which what stands between dashes goes on from the cue before."""
    found: list[tuple[Utterance, ...]] = []
    before = ""
    for cue in cues:
        first, *others = cue
        if before and not _ENDS_SPEECH.search(before) and _is_aside(first):
            line = f"{first.speaker_prefix}{first.lines[0]}"
            first = replace(first, speaker_prefix="", lines=(line, *first.lines[1:]))
        found.append((first, *others))
        before = cue[-1].lines[-1]
    return found


def _is_aside(utterance: Utterance) -> bool:
    """A dash that another one closes: *– de stad dus – een feest*."""
    dash = utterance.speaker_prefix.strip()
    text = " ".join(utterance.lines)
    return is_dash(utterance.speaker_prefix) and dash in _DASHES and f" {dash}" in text and text[:1].islower()


def split_speaker_prefix(text: str) -> tuple[str, str]:
    """The speaker prefix that a shown line opens with, with the space after it, or nothing; and the rest.

    >>> [split_speaker_prefix(text) for text in ("VAN DEN BERG: Dat is zo.", "- Nee.", "Zo van: pfff.")]
    [('VAN DEN BERG: ', 'Dat is zo.'), ('- ', 'Nee.'), ('', 'Zo van: pfff.')]
    """
    found = _LEAD.match(text)
    if not found:
        return "", text
    name, dash = found["name"], found["dash"] or ""
    labelled = name is not None and name.isupper() and len(name) > 1 and not _is_remark(name)
    speaker_prefix = found.group() if labelled else dash
    rest = text[len(speaker_prefix) :]
    if labelled and not rest:
        speaker_prefix = (
            f"{speaker_prefix.rstrip()} "  # it stands alone on its line, and a space follows it elsewhere
        )
    return speaker_prefix, rest


def _is_remark(name: str) -> bool:
    """Whether what stands before a colon announces a remark: *Let op*, *De vraag*, *Stap 2*."""
    plain = _ARTICLE.sub("", name.casefold())
    return plain in _NO_LABELS or _NUMBER.sub("", plain) in _NO_LABELS


def is_dash(speaker_prefix: str) -> bool:
    """Whether a speaker prefix is a dash of some kind, or chevrons, and not a label.

    >>> is_dash("- "), is_dash("TON: "), is_dash("")
    (True, False, False)
    """
    return bool(speaker_prefix) and not speaker_prefix.strip().strip(_DASHES + _CHEVRONS)


def label_of(speaker_prefix: str) -> str | None:
    """The name in a speaker prefix that is a label.

    >>> label_of("TON HEERTS: "), label_of("-"), label_of(">> TON: ")
    ('TON HEERTS', None, 'TON')
    """
    if not speaker_prefix or is_dash(speaker_prefix):
        return None
    return speaker_prefix.strip().lstrip(_DASHES + _CHEVRONS + " ").removesuffix(":").rstrip()


def with_voices_from_labels(cues: Sequence[tuple[Utterance, ...]]) -> list[tuple[Utterance, ...]]:
    """Utterances whose format names no voices, with the voice that the last label before them told.

    A sound, and what stands after a dash, has none; nor has anything before the first label. A change of
    colour is a change of speaker, to whom that colour was given by a label, if to anybody.
    """
    found: list[tuple[Utterance, ...]] = []
    known: str | None = None
    colour: str | None = None
    by_colour: dict[str | None, str | None] = {}
    for cue in cues:
        named: list[Utterance] = []
        for each in cue:
            if is_sound(each):
                named.append(each)
                continue
            if each.speaker_prefix:
                known = label_of(each.speaker_prefix)
            elif colour_of(each) != colour:
                known = by_colour.get(colour_of(each))
            colour = colour_of(each)
            by_colour[colour] = known
            named.append(replace(each, voice=known))
        found.append(tuple(named))
    return found


def colour_of(utterance: Utterance) -> str | None:
    """The colour that all of an utterance has, as `#rrggbb`; None where it has no other than the usual."""
    if utterance.colour:
        return utterance.colour.code
    if not utterance.runs:
        return None
    colours = {run.style.colour for run in utterance.runs}
    covered = sum(run.end - run.start for run in utterance.runs)
    whole = covered >= sum(len(line.rstrip()) for line in utterance.shown)
    return colours.pop() if len(colours) == 1 and whole else None


def begins_with_name(text: str) -> bool:
    """Whether a text begins with what may be the name of its speaker.

    >>> begins_with_name("iPhone van Piet: ja"), begins_with_name("Om 10:30 uur"), begins_with_name("Ja.")
    (True, False, False)
    """
    return bool(_CHOSEN.match(text))


def with_labels_of_names(
    cues: Sequence[tuple[Utterance, ...]], *, all_labelled: bool = False
) -> list[tuple[Utterance, ...]]:
    """Utterances of a file, with labels that are not in capitals (`De wethouder:`) told from other colons.

    A label stands more than once before a colon at the beginning of a line, or is a name that the file has
    as a voice or in capitals. Where the file labels all that is said, a label may look like anything, and a
    name is one even if it stands once.
    """
    pattern = _CHOSEN if all_labelled else _NAMED
    spoken = [each for cue in cues for each in cue]
    known = {
        name.casefold() for each in spoken for name in (each.voice, label_of(each.speaker_prefix)) if name
    }
    counts = Counter(
        found["name"].casefold()
        for each in spoken
        if not label_of(each.speaker_prefix)
        for line in each.lines
        if (found := pattern.match(line))
    )
    if all_labelled:
        known |= {found["name"].casefold() for each in spoken if (found := _single_name(each.lines[0]))}
    names = {name for name, count in counts.items() if count >= MIN_TIMES or name in known}
    names |= {name for name in counts if any(_is_slip(name, each) for each in names | known)}
    names = {name for name in names if not _is_remark(name)}
    if not names:
        return list(cues)
    return [tuple(part for each in cue for part in _split_at_names(each, names, pattern)) for cue in cues]


def _is_slip(name: str, known: str) -> bool:
    """One letter more, less, other or in the wrong place: a name that was typed wrong once."""
    return len(name) >= MIN_SLIP_CHARS and OSA.distance(name, known, score_cutoff=1) <= 1


def _single_name(line: str) -> re.Match[str] | None:
    """A name, not a role, that a line begins with."""
    found = _NAMED.match(line)
    return found if found and not _ROLE.fullmatch(found["name"]) else None


def _split_at_names(
    utterance: Utterance, names: Collection[str], pattern: re.Pattern[str]
) -> Iterator[Utterance]:
    """The parts of an utterance that begin with a label of one of these names."""
    if label_of(utterance.speaker_prefix):
        yield utterance
        return
    part = replace(utterance, lines=(), runs=())
    for number, line in enumerate(utterance.lines):
        found = pattern.match(line)
        runs = [run for run in utterance.runs if run.line == number]
        if found and found["name"].casefold() in names:
            if part.lines:
                yield part
            speaker_prefix = f"{'' if number else utterance.speaker_prefix}{found.group()}"
            speaker_prefix = speaker_prefix if line[found.end() :] else f"{speaker_prefix.rstrip()} "
            part = replace(utterance, speaker_prefix=speaker_prefix, lines=(line[found.end() :],), runs=())
        else:
            part = replace(part, lines=(*part.lines, line))
        moved = tuple(replace(run, line=len(part.lines) - 1) for run in runs)
        part = replace(part, runs=(*part.runs, *moved))
    yield part
