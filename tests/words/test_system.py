"""What the operating system refuses has its reason in each language; what is not known is quoted."""

from __future__ import annotations

import errno
import os
import socket
import ssl
import tempfile
import urllib.error

import pytest

from woordbeeld.errors import refused_by_system
from woordbeeld.words import LANGUAGES, reason_of, told, words_in

COMMON = "ENOSPC EDQUOT EACCES EPERM EROFS ENOENT EEXIST ENOTDIR EISDIR ENAMETOOLONG EMFILE EIO EFBIG".split()
NETWORK = "EADDRINUSE ECONNREFUSED ECONNRESET ENETUNREACH EHOSTUNREACH ETIMEDOUT".split()


def refusal(name: str) -> OSError:
    number = getattr(errno, name)
    return OSError(number, os.strerror(number))


def in_language(error: OSError, language: str) -> str:
    return told(reason_of(error), language)


def test_the_common_reasons_are_among_those_with_words() -> None:
    assert set(COMMON + NETWORK) <= words_in("en", "system").keys()


@pytest.mark.parametrize("name", [name for name in words_in("en", "system") if hasattr(errno, name)])
def test_each_reason_is_told_in_each_language(name: str) -> None:
    found = {language: in_language(refusal(name), language) for language in LANGUAGES}
    assert found == {language: words_in(language, "system")[name] for language in LANGUAGES}
    assert found["nl"] != found["en"]
    assert str(refusal(name).strerror) not in found["nl"]


def test_the_names_are_those_of_errors() -> None:
    """Not every system has each of them; Linux has."""
    if os.uname().sysname == "Linux":
        assert [name for name in words_in("en", "system") if not hasattr(errno, name)] == []


@pytest.mark.parametrize(
    "error",
    [
        OSError("Device is on fire"),
        OSError(99_999, "Device is on fire"),
        ssl.SSLError(1, "Device is on fire"),
        urllib.error.URLError("Device is on fire"),
    ],
)
def test_what_has_no_words_is_quoted(error: OSError) -> None:
    assert in_language(error, "nl").startswith("het systeem zegt: “")
    assert "Device is on fire" in in_language(error, "nl")
    assert in_language(error, "en").startswith("the system says: “")


def test_an_address_that_cannot_be_reached_is_told_by_its_cause() -> None:
    assert in_language(urllib.error.URLError(refusal("ECONNREFUSED")), "nl") == (
        "de andere computer neemt geen verbinding aan"
    )
    unknown = urllib.error.URLError(socket.gaierror(-2, "Name or service not known"))
    assert in_language(unknown, "nl") == "dat adres is op internet niet te vinden"


def test_a_refusal_says_where_and_what_next() -> None:
    error = refused_by_system(OSError(errno.EACCES, "Permission denied", "praat.json"))
    assert error.told("nl") == (
        "praat.json: het besturingssysteem weigerde dit (u hebt daar geen toestemming voor); "
        "controleer de naam, de ruimte op de schijf en de rechten, en probeer het opnieuw"
    )
    assert error.exit_code == 4


def test_where_no_temporary_file_can_be_written_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", list)
    with pytest.raises(FileNotFoundError) as refused:
        tempfile.TemporaryFile()  # noqa: SIM115  there is none to close
    error = refused_by_system(refused.value)
    assert error.told("nl") == (
        "er is geen map waarin tijdelijke bestanden geschreven kunnen worden; "
        "maak ruimte op de schijf, of zet TMPDIR op een map waarin u mag schrijven"
    )
    assert error.exit_code == 4
