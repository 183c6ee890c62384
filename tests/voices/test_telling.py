"""What voices and text tell of labels, as people and programs get it."""

from __future__ import annotations

import json

import pytest
from tests.voices.made_voices import labelled, voices

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match
from woordbeeld.media.model import Media
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read
from woordbeeld.voices.audit import (
    Abstention,
    Audit,
    Change,
    Judged,
    TwoVoices,
    Unjudged,
    Verdict,
    audit,
)
from woordbeeld.voices.telling import audit_as_json, told_audit
from woordbeeld.words import told

TEXT = """\
JOSEPHINE VAN DEN BERG: Welkom. Dank je.
TRUDY VOS: Ik ben Ton Heerts.
TON HEERTS: Het woord is aan Trudy Vos.
VAN DEN BERG: Ja.
T. HEERTS: Nee.
KARIN VAN DEN BOSCH: Ja.
KAREN VAN DEN BOS: Nee.
"""


def aligned(text: str = TEXT) -> Alignment:
    transcript = read(text)
    lines = (
        AlignedLine(
            line,
            tuple(
                AlignedWord(word, Span(1000 * line.line, 1000 * line.line + 900), Match.SAME, 0.9)
                for word in line.words
            ),
        )
        for line in transcript.spoken_lines
    )
    media = Media("talk.mp4", "ef" * 32, 9000, has_video=True)
    return Alignment(media, transcript, tuple(lines), (), (), "nl", "base")


def test_where_the_voices_tell_nothing_names_and_text_are_told() -> None:
    found = Audit((), abstains=Abstention.ALIKE)
    first, *rest = (told(each, "en") for each in told_audit(found, aligned(), "talk.txt"))
    assert first.startswith("The voices tell nothing of the names: they are too much alike.")
    assert rest == [
        "line 2: the name is Trudy Vos, but the line says “Ik ben Ton Heerts”. Is it Ton Heerts who speaks?",
        (
            "line 4: the name is Josephine van den Berg, but line 3 gives Trudy Vos the floor: "
            "“Het woord is aan Trudy Vos”"
        ),
        (
            "VAN DEN BERG (line 4) is read as JOSEPHINE VAN DEN BERG, by the name. If that is somebody else, "
            "give the full name there."
        ),
        (
            "T. HEERTS (line 5) is perhaps TON HEERTS, by the initial. Are they the same person? "
            'Then: woordbeeld speakers merge talk.txt "T. HEERTS" "TON HEERTS"'
        ),
        (
            "KAREN VAN DEN BOS (line 7) is written almost as KARIN VAN DEN BOSCH. Are they the same person? "
            'Then: woordbeeld speakers merge talk.txt "KAREN VAN DEN BOS" "KARIN VAN DEN BOSCH"'
        ),
    ]


def test_what_stands_after_a_change_is_told_apart_from_it() -> None:
    text = "ADA: Een. Twee. Drie.\nBEN: Vier.\n"
    change = Change(1, 1, "Twee.", 1200, "Ada", "Ben", 0.9)
    first, *_ = (
        told(each, "en") for each in told_audit(Audit((), changes=(change,)), aligned(text), "t.txt")
    )
    assert first == (
        "line 1 (0:01): “Twee.” sounds like Ben, not like Ada (90 %). "
        "Put that on a line of its own, with its speaker, and what follows with its own."
    )


def test_names_and_paths_stand_in_a_command_as_a_shell_takes_them() -> None:
    text = "JAN: Een.\n$(RM -R X): Twee.\n"
    doubt = Judged(1, "Jan", Verdict.OTHER, "$(rm -r x)", 0.97)
    lines = [told(each, "en") for each in told_audit(Audit((doubt,)), aligned(text), "my talk.txt")]
    assert lines[1].endswith(" woordbeeld speakers set \"my talk.txt\" 1 '$(rm -r x)'")


def test_a_change_within_a_line_is_told_with_its_place_and_once() -> None:
    berg, vos = "Josephine van den Berg", "Trudy Vos"
    change = Change(1, 1, "Dank je.", 1200, berg, vos, 0.999)
    doubted = Judged(7, "Karen van den Bos", Verdict.OTHER, vos, 0.97)
    doubt = Judged(1, berg, Verdict.OTHER, vos, 0.97)
    rest = [Judged(line, vos, Verdict.NOT_JUDGED, why=Unjudged.SHORT) for line in range(2, 7)]
    found = Audit((doubt, *rest, doubted), changes=(change,), two_voices=(TwoVoices(vos, (3, 5, 6, 7)),))
    lines = [told(each, "en") for each in told_audit(found, aligned(), "talk.txt")]
    assert lines[:4] == [
        (
            "line 1 (0:01): from “Dank je.” on it sounds like Trudy Vos, not like Josephine van den Berg "
            "(99 %). Put that on a line of its own, with its speaker."
        ),
        "line 7 (0:07): sounds like Trudy Vos, not like Karen van den Bos (97 %): “Nee.”",
        (
            "Trudy Vos sounds like two people: lines 3,5-7 sound otherwise than the rest. Listen to them. "
            'Are they somebody else\'s? Then: woordbeeld speakers set talk.txt 3,5-7 "NAME"'
        ),
        'Listen to it. Is that right? Then for example: woordbeeld speakers set talk.txt 7 "Trudy Vos"',
    ]
    assert not any(line.startswith("line 1 (0:01): sounds like") for line in lines)
    assert lines[-4:-1] == [
        "No line sounds as its name says",
        "1 line sounds like somebody else",
        "Part of 1 line sounds like somebody else",
    ]
    rows = json.loads(audit_as_json(found, aligned()))
    assert rows["changes"] == [
        {
            "line": 1,
            "word": 1,
            "text": "Dank je.",
            "start_ms": 1200,
            "speaker": berg,
            "sounds_like": vos,
            "probability": 0.999,
        }
    ]
    assert rows["two_voices"] == [{"speaker": vos, "lines": [3, 5, 6, 7]}]
    assert [(row["label"], row["reason"], row["settled"]) for row in rows["one_person"]] == [
        ("VAN DEN BERG", "short-label", True),
        ("T. HEERTS", "initial", False),
        ("KAREN VAN DEN BOS", "almost-the-same", False),
    ]
    assert [(row["line"], row["at"], row["named"], row["reason"]) for row in rows["contradicted"]] == [
        (2, 2, "Ton Heerts", "introduced"),
        (4, 3, vos, "given-the-floor"),
    ]


@pytest.mark.parametrize(
    ("wrong", "said", "message"),
    [
        (
            range(1, 25),
            "Ik ben Ada.",
            (
                "Ada and Ben may be exchanged in the whole text: the voices agree with each other, "
                "but line 4 with the name Ben belongs to Ada by line 4: “Ik ben Ada”. Listen to both. "
                "Is that so? Then: woordbeeld speakers swap talk.txt Ada Ben"
            ),
        ),
        (
            range(4, 9),
            "Ja.",
            (
                "Ada and Ben seem to be exchanged from line 4 to line 8: there each sounds like the other "
                "one. Listen to both. Is that so? Then: woordbeeld speakers swap talk.txt Ada Ben --lines 4-8"
            ),
        ),
    ],
)
def test_two_labels_that_are_exchanged_are_told(wrong: range, said: str, message: str) -> None:
    cast, other = ["Ada", "Ben", "Cor"] * 8, {"Ada": "Ben", "Ben": "Ada", "Cor": "Cor"}
    heard = labelled(voices(cast), **{f"_{line}": other[cast[line - 1]] for line in wrong})
    text = "".join(
        f"{each.speaker}: {said if each.line == 4 else 'Ja.'}\n".upper().replace(said.upper(), said)
        for each in heard
    )
    found = audit(heard)
    lines = [told(each, "en") for each in told_audit(found, aligned(text), "talk.txt")]
    assert message in lines
    assert not any(line.startswith("line ") for line in lines)  # none of them is told apart as well
    (pair,) = json.loads(audit_as_json(found, aligned(text)))["exchanged"]
    assert pair["labels"] == ["Ada", "Ben"]
    assert [row["words"] for row in pair["evidence"]] == (["Ik ben Ada"] if said != "Ja." else [])
