"""`woordbeeld voices`, and `draft --voices`: kept for who has consent, known again, and deleted."""

from __future__ import annotations

import io
import os
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from click.testing import CliRunner, Result
from tests.voices.made_voices import voices

from woordbeeld import drafting, pipeline, words
from woordbeeld.alignment.model import Alignment
from woordbeeld.cli import main
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.media.model import Media
from woordbeeld.settings import Settings
from woordbeeld.speech.model import HeardWord, Speech
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read, read_file
from woordbeeld.voices.audit import audit
from woordbeeld.voices.book import VoiceBook
from woordbeeld.voices.book_file import parse_book, read_book, render_book
from woordbeeld.voices.drafting import DraftLine
from woordbeeld.voices.hearing import refuse_without_weights
from woordbeeld.voices.names import Cast
from woordbeeld.words import Message

Run = Callable[..., Result]
Refused = Callable[..., tuple[int, str]]
Sources = tuple[Path, Path]

DATA = Path(__file__).parents[1] / "voices/data"
NOBODY_KNOWN = Cast()
CAST = ("Ada Bos", "Ben Vos", "Spreker 3") * 8
WARNING = "A voice by which a person is known is biometric personal data (GDPR, article 9; AVG, artikel 9)."


@pytest.fixture
def talk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sources:
    """A film of made voices, and its transcript."""
    sound, text = tmp_path / "talk.ogg", tmp_path / "talk.txt"
    sound.write_bytes(b"OggS\0")
    text.write_text("".join(f"{name.upper()}: Ja.\n" for name in CAST), encoding="utf-8")
    letters = voices([name.replace("Spreker", "Cor") for name in CAST])
    lines = [replace(each, speaker=name) for each, name in zip(letters, CAST, strict=True)]

    def heard(*_: object) -> object:
        transcript = read(text.read_text(encoding="utf-8"))
        media = Media("talk.ogg", "ab" * 32, 48_000, has_video=False)
        now = [
            replace(each, speaker=of.speaker.name if of.speaker else None)
            for each, of in zip(lines, transcript.spoken_lines, strict=True)
        ]
        return Alignment(media, transcript, (), (), (), "nl", "none"), audit(now), tuple(now)

    monkeypatch.setattr(pipeline, "voices_by_label", heard)
    return sound, text


@pytest.fixture
def book(tmp_path: Path, talk: Sources, run: Run) -> Path:
    """The book of that film."""
    result = run("voices", "keep", *talk, "--book", tmp_path / "mine", "--with-consent", "--quiet")
    assert result.exit_code == 0, result.stderr
    return tmp_path / "mine/voices.toml"


def names(book: Path) -> list[str]:
    return [each.name for each in read_book(book).voices]


def test_what_a_voice_is_by_law_is_told_first_and_without_consent_nothing_is_kept(
    tmp_path: Path, talk: Sources, run: Run
) -> None:
    result = run("voices", "keep", *talk, "--book", tmp_path / "mine", "--ui", "en")
    assert result.exit_code == 2
    warning, error = result.stderr.splitlines()
    assert warning.startswith(WARNING)
    assert "This is about: Ada Bos, Ben Vos. It stands in" in warning
    assert error.endswith(
        "without consent no voice is kept; ask the people, and if they consent, give --with-consent"
    )
    assert not (tmp_path / "mine").exists()


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answer", "code"), [(("nl", "Ja"), 0), (("en", "yes"), 0), (("nl", "n"), 2), (("en", ""), 2)]
)
def test_at_a_terminal_consent_is_asked_for(
    tmp_path: Path, talk: Sources, monkeypatch: pytest.MonkeyPatch, answer: tuple[str, str], code: int
) -> None:
    ui, typed = answer
    asked = [*map(str, talk), "--book", str(tmp_path / "mine"), "--ui", ui]
    with CliRunner().isolation():
        monkeypatch.setattr(sys, "stdin", _Terminal(f"{typed}\n"))
        monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: typed)
        with pytest.raises(SystemExit) as ended:
            main(["voices", "keep", *asked])
    assert ended.value.code == code
    assert (tmp_path / "mine/voices.toml").exists() is (code == 0)


def test_who_has_a_name_is_kept_for_its_owner_alone(book: Path, talk: Sources, run: Run) -> None:
    assert names(book) == ["Ada Bos", "Ben Vos"]
    assert stat.S_IMODE(book.stat().st_mode) == 0o600
    told = run("voices", "list", book.parent, "--ui", "en").stdout.splitlines()
    assert told[:2] == [f"{name}: 8 lines (16 s) of talk.ogg" for name in ("Ada Bos", "Ben Vos")]
    assert told[2].startswith(f"2 voices are in {book}. Delete one: ")


def test_a_book_that_others_could_read_is_private_again(book: Path, talk: Sources, run: Run) -> None:
    book.chmod(0o644)
    assert run("voices", "delete", book, "Ben Vos").exit_code == 0
    assert stat.S_IMODE(book.stat().st_mode) == 0o600


def test_those_who_are_named_are_kept_and_told(tmp_path: Path, talk: Sources, run: Run) -> None:
    asked = ("--book", tmp_path / "b.toml", "--speaker", "BEN  VOS", "--speaker", "Ben Vos", "--with-consent")
    result = run("voices", "keep", *talk, *asked, "--ui", "nl")
    assert result.exit_code == 0
    assert result.stdout == f"Ben Vos: bewaard in {tmp_path / 'b.toml'}, op grond van 8 regels (16 s)\n"
    assert "Het gaat om: Ben Vos." in result.stderr
    assert names(tmp_path / "b.toml") == ["Ben Vos"]


def test_the_same_name_twice_is_refused_and_replaced_where_that_is_asked(
    book: Path, talk: Sources, run: Run
) -> None:
    before = book.read_bytes()
    again = ("voices", "keep", *talk, "--book", book, "--with-consent", "--ui", "en")
    result = run(*again)
    assert result.exit_code == 3
    assert "already has the voice of: Ada Bos, Ben Vos; replace it with --overwrite" in result.stderr
    assert book.read_bytes() == before
    assert run(*again, "--overwrite").exit_code == 0
    assert book.read_bytes() == before


def test_who_cannot_be_kept_is_told_with_the_reason(tmp_path: Path, talk: Sources, run: Run) -> None:
    few = [
        line.replace("ADA BOS", "DIA MOL") if at < 9 else line
        for at, line in enumerate(talk[1].read_text(encoding="utf-8").splitlines(keepends=True))
    ]
    talk[1].write_text("".join(few), encoding="utf-8")
    asked = ("--book", tmp_path / "mine", "--speaker", "Dia Mol", "--with-consent", "--ui", "en")
    result = run("voices", "keep", *talk, *asked)
    assert result.exit_code == 1
    assert result.stdout.startswith("Dia Mol: not kept, for ")
    assert not (tmp_path / "mine/voices.toml").exists()


def test_where_the_voices_tell_nothing_nobody_is_kept(tmp_path: Path, talk: Sources, run: Run) -> None:
    talk[1].write_text("ADA BOS: Ja.\n" * len(CAST), encoding="utf-8")
    result = run("voices", "keep", *talk, "--book", tmp_path / "mine", "--with-consent", "--ui", "en")
    assert result.exit_code == 3
    assert "has no two speakers to tell apart" in result.stderr
    assert not (tmp_path / "mine/voices.toml").exists()


@pytest.mark.parametrize(
    ("speaker", "told"),
    [
        ("Dia", "there is no speaker called Dia; choose from: Ada Bos, Ben Vos"),
        (
            "Spreker 3",
            "Spreker 3 is a role or a number, not the name of a person; first give the speakers their",
        ),
    ],
)
def test_who_is_no_speaker_or_has_no_name_is_refused(
    tmp_path: Path, talk: Sources, refused: Refused, speaker: str, told: str
) -> None:
    asked = ("--book", tmp_path / "mine", "--speaker", speaker, "--with-consent", "--ui", "en")
    code, sentence = refused(tmp_path, "voices", "keep", *talk, *asked)
    assert (code, sentence[: len(told)]) == (2, told)


def test_a_draft_without_names_has_nobody_to_keep(tmp_path: Path, talk: Sources, refused: Refused) -> None:
    talk[1].write_text("SPREKER 1: Ja.\nVOICE-OVER: Nee.\n", encoding="utf-8")
    code, told = refused(
        tmp_path, "voices", "keep", *talk, "--book", tmp_path / "b", "--with-consent", "--ui", "en"
    )
    assert (code, told.split(";")[0]) == (3, "talk.txt: has no speaker with a name")


def test_a_book_that_is_no_file_or_one_of_the_sources_is_refused(
    tmp_path: Path, talk: Sources, run: Run
) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    for at in (tmp_path / "pipe.toml", talk[0], talk[1]):
        result = run("voices", "keep", *talk, "--book", at, "--with-consent")
        assert result.exit_code == 3, at
    assert talk[0].read_bytes() == b"OggS\0"


@pytest.mark.parametrize(("old", "new"), [("version = 1", "version = 9"), ("lines = 8", "lines = x")])
def test_a_book_that_cannot_be_read_is_left_as_it_is_and_can_be_removed(
    book: Path, talk: Sources, run: Run, old: str, new: str
) -> None:
    book.write_text(book.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    before = book.read_bytes()
    for asked in (
        ("keep", *talk, "--book", book, "--with-consent", "--overwrite"),
        ("list", book),
        ("delete", book, "Ada Bos"),
    ):
        assert run("voices", *asked).exit_code == 3
        assert book.read_bytes() == before
    assert run("voices", "delete", book, "--all").exit_code == 0
    assert not book.exists()


def test_voices_of_other_networks_are_neither_kept_beside_nor_compared(
    book: Path, talk: Sources, run: Run, refused: Refused
) -> None:
    other = parse_book(book.read_text(encoding="utf-8"), "")
    book.write_text(render_book(replace(other, networks=("one 1", "two 1"))), encoding="utf-8")
    asked = ("voices", "keep", *talk, "--book", book, "--with-consent", "--overwrite", "--ui", "en")
    assert "was made with other networks" in run(*asked).stderr
    out = book.parent / "draft.txt"
    code, told = refused(book.parent, "draft", talk[0], "--out", out, "--voices", book, "--ui", "en")
    assert (code, "was made with other networks" in told) == (3, True)


def test_a_voice_is_deleted_and_with_the_last_one_the_book(book: Path, run: Run) -> None:
    vector = (
        book.read_text(encoding="utf-8").partition('"Ada Bos"')[2].partition("vectors = ")[2].splitlines()[0]
    )
    result = run("voices", "delete", book.parent, "ada bos", "--ui", "en")
    assert result.stdout.splitlines()[0] == f"Deleted: the voice of Ada Bos. 1 voice is left in {book}"
    left = book.read_text(encoding="utf-8")
    assert "Ada" not in left
    assert vector not in left
    result = run("voices", "delete", book, "Ben Vos", "--ui", "en")
    assert result.stdout.startswith("Deleted: the voice of Ben Vos. It was the last one, so ")
    assert list(book.parent.iterdir()) == []


def test_with_all_nothing_is_left_not_even_of_a_run_that_was_killed(book: Path, run: Run) -> None:
    (book.parent / f".voices.toml.{'0' * 16}.partial").write_text("half", encoding="utf-8")
    result = run("voices", "delete", book, "--all", "--ui", "en")
    assert result.stdout.startswith(
        f"Removed: {book}, with the voices of: Ada Bos, Ben Vos\nCopies elsewhere"
    )
    assert list(book.parent.iterdir()) == []


def test_what_is_no_book_is_never_deleted(
    tmp_path: Path, talk: Sources, book: Path, refused: Refused
) -> None:
    foreign = tmp_path / "pyproject.toml"
    foreign.write_text("version = 1\n", encoding="utf-8")
    for asked in ((foreign, "--all"), (talk[1], "--all"), (tmp_path / "none.toml", "--all"), (book, "Cor")):
        assert refused(tmp_path, "voices", "delete", *asked)[0] == 3
    for whose in ((), ("Ada Bos", "--all")):
        assert refused(tmp_path, "voices", "delete", book, *whose)[0] == 2


def test_a_folder_that_may_not_be_written_is_told(talk: Sources, run: Run) -> None:
    """In /proc nobody can make a file, not even root, whom permissions do not stop."""
    assert run("voices", "keep", *talk, "--book", "/proc", "--with-consent").exit_code == 4


def test_a_draft_is_refused_with_a_book_that_is_not_there_or_whose_names_are_no_labels(
    tmp_path: Path, talk: Sources, book: Path, refused: Refused
) -> None:
    out = tmp_path / "draft.txt"
    assert refused(tmp_path, "draft", talk[0], "--out", out, "--voices", tmp_path / "none.toml")[0] == 3
    book.write_text(book.read_text(encoding="utf-8").replace('"Ada Bos"', '"Ada: (Bos)"'), encoding="utf-8")
    code, told = refused(tmp_path, "draft", talk[0], "--out", out, "--voices", book, "--ui", "en")
    assert (code, "Ada: (Bos) cannot be the label of a speaker" in told) == (3, True)
    assert refused(tmp_path, "draft", talk[0], "--out", book, "--voices", book, "--overwrite")[0] == 3


@pytest.mark.parametrize(
    ("said", "speakers", "told"),
    [
        (
            "Dag allemaal.",
            ["Ada Bos", "Spreker 2"],
            "Ada Bos: the voice sounds like Ada Bos in the voice book, from talk.ogg (99 %)",
        ),
        (
            "Ik ben Cees Mol.",
            ["Cees Mol", "Spreker 2"],
            "CEES MOL sounds like Ada Bos in the voice book (99 %), but what is said gives another name;",
        ),
        (
            "Het woord is aan Ada Bos.",
            ["Spreker 1", "Ada Bos"],
            "SPREKER 1 sounds like Ada Bos in the voice book (99 %), but what is said gives that name to",
        ),
    ],
)
def test_what_is_said_in_a_draft_wins_over_the_book(
    book: Path, said: str, speakers: list[str], told: str
) -> None:
    made = drafted(said, read_book(book))
    assert [each.name for each in read(made.draft.text).speakers] == speakers
    assert any(
        in_english(each).startswith(told) for each in drafting.told(made, Path("film.mp4"), Path("draft.txt"))
    )


@pytest.mark.parametrize(
    ("speakers", "told"),
    [
        (None, []),
        ("1", []),
        ("2", []),
        (
            "60",
            ["Of the 60 speakers that you gave, 2 were found; the others sound too much alike"],
        ),
        ("Ada Bos,Dia Vos,Eva Mol", ["Of the 3 speakers that you gave, 2 were found; the others sound too"]),
    ],
)
def test_fewer_voices_than_asked_are_told(book: Path, speakers: str | None, told: list[str]) -> None:
    made = drafted("Dag.", read_book(book), drafting.known_speakers(speakers))
    said = [in_english(each) for each in drafting.told(made, Path("film.mp4"), Path("draft.txt"))]
    found = [each for each in said if "that you gave" in each]
    assert len(found) == len(told)
    assert all(map(str.startswith, found, told))


def drafted(said: str, book: VoiceBook, cast: Cast = NOBODY_KNOWN) -> drafting.MadeDraft:
    """A draft of a film in which Ada speaks first, and then Dia, who is in no book."""
    texts = [(0, said), *[(0, "Ja."), (1, "Nee.")] * 5]
    lines = tuple(
        DraftLine(voice, (HeardWord(text, Span(at * 1000, at * 1000 + 900), 0.9),), 0.9)
        for at, (voice, text) in enumerate(texts)
    )
    media = Media("talk.ogg", "ab" * 32, 48_000, has_video=False)
    speech = Speech("nl", "none", (), np.zeros(0, np.float32))
    heard = SimpleNamespace(speech=speech, recording=SimpleNamespace(media=media))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pipeline, "draft", lambda *_: (heard, lines))
        patched.setattr(
            pipeline, "voices_in", lambda *_: voices([("Ada", "Dia")[voice] for voice, _ in texts])
        )
        return drafting.draft(Path("talk.ogg"), Settings(), cast, book)


def in_english(message: Message) -> str:
    return words.told(message, "en")


@pytest.fixture
def real(tmp_path: Path) -> Sources:
    """A dialogue of two people."""
    try:
        refuse_without_weights()
    except EnvironmentProblemError as error:
        pytest.skip(str(error))
    sound = Path(shutil.copy(DATA / "dialogue.ogg", tmp_path / "talk.ogg"))
    return sound, Path(shutil.copy(DATA / "dialogue.txt", tmp_path / "talk.txt"))


@pytest.mark.whisper
def test_people_are_kept_and_known_again_in_a_draft(
    real: Sources, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("woordbeeld.voices.book.LEAST_MS", 9_000)  # one of them says little more here
    book, out = real[0].with_name("mine.toml"), real[0].with_name("draft.txt")
    kept = run("voices", "keep", *real, "--book", book, "--with-consent", "--ui", "en")
    assert kept.exit_code == 0, kept.stderr
    assert [line.split(" (")[0] for line in kept.stdout.splitlines()] == [
        f"Grote Vis: kept in {book}, by 7 lines",
        f"Kleine Vis: kept in {book}, by 5 lines",
    ]
    drafted = run("draft", real[0], "--out", out, "--voices", book, "--ui", "en")
    assert drafted.exit_code == 0, drafted.stderr
    assert [each.name for each in read_file(out).speakers] == ["Grote Vis", "Kleine Vis"]
    assert (
        "Kleine Vis: the voice sounds like Kleine Vis in the voice book, from talk.ogg (99 %)"
        in drafted.stdout
    )
    again = ("--voices", book, "--speakers", "Ada Bos, Ben Vos", "--overwrite", "--ui", "en")
    assert run("draft", real[0], "--out", out, *again).exit_code == 0
    assert [each.name for each in read_file(out).speakers] == ["Spreker 1", "Spreker 2"]


def test_a_book_of_nobody_can_be_listed(tmp_path: Path, run: Run) -> None:
    (tmp_path / "voices.toml").write_text(render_book(VoiceBook(("a",))), encoding="utf-8")
    assert (
        run("voices", "list", tmp_path, "--ui", "nl").stdout
        == f"Er staat geen stem in {tmp_path}/voices.toml\n"
    )
