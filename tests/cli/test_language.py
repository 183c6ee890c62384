"""Each command tells all it tells in the language of the user: that of --ui, else of the environment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import numpy as np
import pytest
from click.testing import Result
from tests.publications import talk as made_up

from woordbeeld.cli import main
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.publications.report import build_report
from woordbeeld.speech.model import HeardWord, Speech
from woordbeeld.timing import Span
from woordbeeld.words import LANGUAGES, say

Run = Callable[..., Result]

TALK = "ADA BOS: Een.\nTwee.\n\nAPPLAUS\n\nJAN: Drie.\n"
CAPTIONS = "1\n00:00:01,000 --> 00:00:02,000\nEén.\n"
GONE = {
    "en": "woordbeeld: weg.txt: does not exist; check the name and the folder\n",
    "nl": "woordbeeld: weg.txt: bestaat niet; controleer de naam en de map\n",
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a transcript, captions and what may be a video, and a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WOORDBEELD_CACHE", str(tmp_path / "cache"))
    Path("praat.txt").write_text(TALK, encoding="utf-8")
    Path("praat.srt").write_text(CAPTIONS, encoding="utf-8")
    Path("praat.mp4").write_bytes(b"\0\0\0\x18ftypisom")


def commands(group: click.Command = main) -> Iterator[click.Command]:
    yield group
    for each in group.commands.values() if isinstance(group, click.Group) else ():
        yield from commands(each)


# -- which language


def test_every_command_and_the_program_itself_have_the_option() -> None:
    assert [
        each.name for each in commands() if sum("--ui" in option.opts for option in each.params) != 1
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_option_stands_before_the_command_or_after_it(run: Run, language: str) -> None:
    listed = ("list", "weg.txt")
    before = run("--ui", language, "speakers", *listed)
    between = run("speakers", "--ui", language, *listed)
    after = run("speakers", *listed, "--ui", language)
    assert {each.stderr for each in (before, between, after)} == {GONE[language]}


def test_the_last_one_given_counts(run: Run) -> None:
    assert run("--ui", "en", "speakers", "list", "weg.txt", "--ui", "nl").stderr == GONE["nl"]


def test_without_the_option_it_is_that_of_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert run("speakers", "list", "weg.txt").stderr == GONE["nl"]
    assert run("speakers", "list", "weg.txt", "--ui", "en").stderr == GONE["en"]


def test_a_language_without_words_is_wrong_use(run: Run) -> None:
    assert run("--ui", "fy", "doctor").exit_code == run("doctor", "--ui", "fy").exit_code == 2


# -- errors


def failing(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            OSError(28, "No space left on device", "praat.json"),
            "praat.json: het besturingssysteem weigerde dit (er is geen ruimte meer op de schijf); ",
        ),
        (
            EnvironmentProblemError(say("error.ffmpeg.missing"), remedy=say("error.ffmpeg.install")),
            "ffmpeg staat niet op deze computer; installeer het: pip install imageio-ffmpeg",
        ),
        (KeyboardInterrupt(), "gestopt; de volgende keer gaat het verder waar het was"),
        (KeyError("x"), "er gebeurde iets wat niemand voorzag (KeyError: 'x'); meld het alstublieft, met "),
    ],
)
def test_whatever_goes_wrong_is_told_in_the_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, told: str
) -> None:
    monkeypatch.setattr("woordbeeld.pipeline.hear", failing(error))
    monkeypatch.setattr("signal.signal", lambda *_: None)  # else Ctrl-C would mean nothing to later tests
    said = run("--ui", "nl", "transcribe", "praat.mp4", "--out", "praat.json").stderr
    assert said.startswith(f"woordbeeld: {told}")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("import", "https://example.org", "--out", "x.txt"), "van internet wordt niets opgehaald; open de "),
        (("convert", "praat.srt", "praat.zip"), "er is geen soort ondertitelbestand dat .zip heet; kies er "),
        (
            ("convert", "praat.srt", "a.vtt", "--shift", "-9000"),
            "praat.srt: een ondertitel zou voorbij zijn ",
        ),
        (("check", "praat.srt", "--select", "gaap"), "er is geen richtlijn gaap (bedoelde u gap?); kies "),
        (("check", "praat.srt", "--profile", "weg"), "weg: zo heet geen ondertitelprofiel, en ook geen "),
        (("speakers", "set", "praat.txt", "4", "Jan"), "praat.txt: op regel 4 spreekt niemand; geef "),
        (
            ("speakers", "rename", "praat.txt", "Jam", "Kim"),
            "praat.txt: niemand heet hierin 'Jam'; bedoelde ",
        ),
        (("make", "praat.txt", "praat.mp4", "--out", "b"), "de video en het transcript lijken verwisseld; "),
        (
            ("make", "praat.mp4", "praat.txt", "--out", "b", "--lang", "9"),
            "--lang is geen taalcode; gebruik ",
        ),
    ],
)
def test_an_error_of_each_command_is_told_in_the_language(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    assert run(*arguments, "--ui", "nl").stderr.startswith(f"woordbeeld: {told}")


# -- what goes on


@pytest.mark.parametrize(("language", "told"), [("en", "Opening the video …"), ("nl", "Video openen …")])
def test_stages_are_told_in_the_language(run: Run, language: str, told: str) -> None:
    said = run("transcribe", "praat.mp4", "--out", "praat.json", "--ui", language).stderr
    assert said.splitlines()[0] == told


# -- summaries


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                "Read as text: a label in capitals with a colon.",
                "2 turns of 2 speakers, 3 spoken lines with 3 words",
                "      2  Ada Bos",
                "      1  Jan",
                "See uit.txt.",
            ],
        ),
        (
            "nl",
            [
                "Gelezen als tekst: een sprekersnaam in hoofdletters met een dubbele punt.",
                "2 beurten van 2 sprekers, 3 regels spraak met 3 woorden",
                "      2  Ada Bos",
                "      1  Jan",
                "Zie uit.txt.",
            ],
        ),
    ],
)
def test_import_tells_what_was_understood(run: Run, language: str, told: list[str]) -> None:
    said = run("import", "praat.txt", "--out", "uit.txt", "--ui", language).stdout.splitlines()
    assert all(line.startswith(start) for line, start in zip(said, told, strict=True))
    assert said[1].endswith({"en": ", 1 sound", "nl": ", 1 geluid"}[language])


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "1 cue from SubRip to WebVTT; see uit.vtt"),
        ("nl", "1 ondertitel van SubRip naar WebVTT; zie uit.vtt"),
    ],
)
def test_convert_tells_what_was_written(run: Run, language: str, told: str) -> None:
    assert run("convert", "praat.srt", "uit.vtt", "--ui", language).stdout.splitlines()[0] == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            "not written to SubRip: identifiers of cues (2 times, first at line 4)",
        ),
        (
            "nl",
            "niet geschreven naar SubRip: namen van ondertitels (2 keer, de eerste op regel 4)",
        ),
    ],
)
def test_convert_names_what_is_lost(run: Run, language: str, told: str) -> None:
    cues = "\n\n".join(f"begin{name}\n00:0{at}.000 --> 00:0{at}.900\nJa." for at, name in enumerate("ab", 1))
    Path("praat.nl.vtt").write_text(f"WEBVTT\n\n{cues}\n", encoding="utf-8")
    assert told in run("convert", "praat.nl.vtt", "uit.nl.srt", "--ui", language).stdout.splitlines()


@pytest.mark.parametrize(
    ("language", "headings", "changed"),
    [
        ("en", ["turns", "lines", "first", "speaker"], "1 line changed in praat.txt; run make again and "),
        (
            "nl",
            ["beurten", "regels", "eerste", "spreker"],
            "1 regel veranderd in praat.txt; doe make opnieuw",
        ),
    ],
)
def test_speakers_lists_and_tells_what_changed(
    run: Run, language: str, headings: list[str], changed: str
) -> None:
    listed = run("speakers", "list", "praat.txt", "--ui", language).stdout.splitlines()
    assert [line.split()[:4] for line in listed][:2] == [headings, ["1", "2", "1", "Ada"]]
    assert run("speakers", "set", "praat.txt", "6", "Kim", "--ui", language).stdout.startswith(changed)


@pytest.mark.parametrize(
    ("language", "row", "freed"),
    [
        ("en", "results 1 file 0.0 MB", "0.0 MB freed in "),
        ("nl", "resultaten 1 bestand 0,0 MB", "0,0 MB vrijgemaakt in "),
    ],
)
def test_cache_tells_how_large_it_is(run: Run, tmp_path: Path, language: str, row: str, freed: str) -> None:
    file = tmp_path / f"cache/results/ab/{'ab' * 32}.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"{}")
    told = [" ".join(line.split()) for line in run("cache", "--ui", language).stdout.splitlines()]
    assert row in told
    assert run("cache", "--clear", "--ui", language).stdout.startswith(freed)


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "MISSING ffmpeg: nergens: WOORDBEELD_FFMPEG names no ffmpeg that runs; set it to the path"),
     ("nl", "ONTBREEKT  ffmpeg: nergens: WOORDBEELD_FFMPEG noemt geen ffmpeg die werkt; zet er het pad")],
)  # fmt: skip
def test_doctor_tells_what_is_missing(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, told: str
) -> None:
    from woordbeeld.media.ffmpeg_program import find_ffmpeg

    monkeypatch.setenv("WOORDBEELD_FFMPEG", "nergens")
    cleared = getattr(find_ffmpeg, "cache_clear", lambda: None)
    cleared()
    said = run("doctor", "--ui", language).stdout
    cleared()
    assert any(line.startswith(told) for line in said.splitlines())


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "1 word heard, the last at 0:01 (language nl); see uit.json\n"),
        ("nl", "1 woord gehoord, het laatste op 0:01 (taal nl); zie uit.json\n"),
    ],
)
def test_transcribe_tells_what_was_heard(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, told: str
) -> None:
    heard = Speech("nl", "base", (HeardWord("Ja.", Span(1000, 1500), 0.9),), np.zeros(1, np.float32))
    monkeypatch.setattr("woordbeeld.pipeline.hear", lambda *_: SimpleNamespace(speech=heard))
    assert run("transcribe", "praat.mp4", "--out", "uit.json", "--ui", language).stdout == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            """20 words in 5 lines; see uit.json
1 sentence was not heard: its time is estimated, or missing
1 stretch of speech has no text, 1.3 s
""",
        ),
        (
            "nl",
            """20 woorden in 5 regels; zie uit.json
1 zin is niet gehoord: de tijd is geschat, of ontbreekt
1 stuk spraak heeft geen tekst, 1,3 s
""",
        ),
    ],
)
def test_align_tells_how_much_was_timed(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, told: str
) -> None:
    talk = made_up.talk()
    monkeypatch.setattr("woordbeeld.pipeline.align_video", lambda *_: talk)
    said = run("align", "praat.mp4", "praat.txt", "--out", "uit.json", "--ui", language).stdout
    assert said == told.replace("20", str(len(talk.words)))


DUTCH = """\
Ontbreekt      1 stuk spraak gehoord dat niet in het transcript staat, 1,3 s
Woorden        {words}: {same} gehoord zoals geschreven, 1 gehoord als andere woorden, \
5 niet gehoord (hun tijden zijn geschat)
Zinnen         5: 1 helemaal niet gehoord
Gebeurtenissen 2 beelden en geluiden, met geschatte tijden: 2 in een pauze
Richtlijnen    overal aan voldaan
Zonder tijd:
  regel 1    {clock:<9} niet gehoord, en de woorden eromheen laten geen tijd over: “hier.”
Kijk eerst naar:
"""


def test_make_tells_what_to_look_at_first_in_dutch(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    report = build_report(made_up.talk(), (), ())
    monkeypatch.setattr("woordbeeld.pipeline.make", lambda *_, **__: report)
    told = run("make", "praat.mp4", "praat.txt", "--out", "bundel", "--ui", "nl").stdout
    (place,) = report.not_placed
    clock = "geen tijd" if place.start_ms is None else f"0:{place.start_ms // 1000:02}"
    assert told.startswith(DUTCH.format(words=report.words, same=report.words_same, clock=clock))
    assert "s spraak die niet in het transcript staat, gehoord als: “" in told
    assert "Open bundel/index.html om het te bekijken" in told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "All files are there, but 1 error needs a person: see bundel/report.html."),
        ("nl", "Alle bestanden zijn er, maar 1 fout moet iemand zelf oplossen: zie bundel/report.html."),
    ],
)
def test_make_tells_one_error_as_one(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, told: str
) -> None:
    from tests.publications.test_report import FINDINGS

    report = build_report(made_up.talk(), FINDINGS, ())
    monkeypatch.setattr("woordbeeld.pipeline.make", lambda *_, **__: report)
    said = run("make", "praat.mp4", "praat.txt", "--out", "bundel", "--ui", language)
    assert said.exit_code == 1
    assert said.stdout.splitlines()[-1] == told
