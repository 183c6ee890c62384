"""What is asked once is done once, however often the request comes."""

from __future__ import annotations

import threading
from itertools import count
from typing import Any

import pytest
from tests.editor.made_up import TIMEOUT_S, Served

from woordbeeld.editor.once import MOST_KEPT, MOST_SIGNS, Once
from woordbeeld.errors import BadInputError
from woordbeeld.words import say


def test_who_asks_again_is_told_the_same_and_nothing_is_done() -> None:
    once, done = Once(), count(1)
    told = [once.do(key, lambda: {"version": next(done)}) for key in ("a", "a", "b", "a", "", "")]
    assert told == [{"version": number} for number in (1, 1, 2, 1, 3, 4)]
    assert once.do("a", dict) == {"version": 1}


def test_what_was_refused_stays_refused() -> None:
    once = Once()

    def refuse() -> dict[str, Any]:
        raise BadInputError(say("error.edit.empty"), remedy=say("error.edit.delete_instead"))

    for action in (refuse, dict):
        with pytest.raises(BadInputError, match="it has no text"):
            once.do("a", action)


def test_who_asks_again_while_it_is_being_done_waits_for_it() -> None:
    once, begun, told = Once(), threading.Event(), []
    go_on = threading.Event()

    def slowly() -> dict[str, Any]:
        begun.set()
        assert go_on.wait(TIMEOUT_S)
        return {"version": 1}

    asking = [threading.Thread(target=lambda: told.append(once.do("a", slowly))) for _ in range(2)]
    for thread in asking:
        thread.start()
    assert begun.wait(TIMEOUT_S)
    go_on.set()
    for thread in asking:
        thread.join()
    assert told == [{"version": 1}] * 2


def test_outcomes_are_forgotten_in_the_end() -> None:
    once = Once()
    for number in range(MOST_KEPT + 1):
        once.do(str(number), lambda: {"version": 1})
    assert once.do("0", lambda: {"version": 2}) == {"version": 2}
    assert once.do(str(MOST_KEPT), lambda: {"version": 2}) == {"version": 1}


def test_a_page_that_asks_again_adds_nothing_again(editor: Served) -> None:
    client = editor.client()
    insert: dict[str, Any] = {"kind": "insert", "after": 0, "item": "spoken", "text": "Nog iets."}
    body: dict[str, Any] = {"edit": insert, "version": 0, "key": "k" * MOST_SIGNS}
    told = [client.post(f"{editor.address}/edit", json=body, timeout=TIMEOUT_S).json() for _ in range(2)]
    assert [each["done"] for each in told] == [{"version": 1, "added": [8]}] * 2
    assert editor.table.session.version == 1
    for key in (7, None, "k" * (MOST_SIGNS + 1)):
        answer = client.post(f"{editor.address}/edit", json={**body, "key": key}, timeout=TIMEOUT_S)
        assert answer.status_code == 400
