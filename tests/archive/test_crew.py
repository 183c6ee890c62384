"""A video is given to a worker that is free, and comes back when that is gone."""

from __future__ import annotations

from typing import Any

from tests.archive.test_board import task

from woordbeeld.archive.crew import Crew, Given

NOTHING: Any = None  # in place of what Dask gives for a task


def given(name: str, address: str) -> Given:
    return Given(task(name), address, NOTHING)


def test_the_worker_with_the_least_to_do_is_free() -> None:
    crew = Crew()
    assert crew.free() is None
    assert crew.see({"one": 2, "other": 1}) == []
    assert crew.size == 3
    crew.give(given("a", "one"))
    assert crew.free() == "other"
    crew.give(given("b", "other"))
    assert crew.free() == "one"
    crew.give(given("c", "one"))
    assert crew.free() is None


def test_what_was_given_to_a_worker_that_is_gone_comes_back_once() -> None:
    crew, first = Crew(), given("a", "one")
    crew.see({"one": 1, "other": 1})
    crew.give(first)
    assert crew.see({"other": 1}) == [first]
    again = given("a", "other")
    crew.give(again)
    assert not crew.take_back(first)  # its end is told late
    assert crew.free() is None
    assert crew.take_back(again)
    assert crew.free() == "other"
