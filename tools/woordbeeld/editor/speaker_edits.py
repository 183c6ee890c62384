"""Edits of who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from woordbeeld.editor.edits import Ids, Split, as_reviewed, line_of
from woordbeeld.editor.state import State, with_text
from woordbeeld.transcript.directory import unnamed_after
from woordbeeld.transcript.editing import merge_speakers, rename_speaker
from woordbeeld.transcript.language_editing import give, swap_on, swap_throughout
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.turn_editing import join_turn


@dataclass(frozen=True, slots=True)
class SetSpeaker:
    """These lines are said by somebody else, known or new; those right below of nobody go along."""

    kind: ClassVar[str] = "set-speaker"
    ids: Ids
    speaker: str

    @property
    def touches(self) -> Ids:
        return self.ids

    def apply(self, state: State) -> State:
        lines = [line_of(state, each).line for each in self.ids]
        lines += unnamed_after(state.transcript, lines)
        return as_reviewed(with_text(state, give(state.transcript, lines, self.speaker), state.ids), self.ids)


Given = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class SetSpeakers:
    """Each of these lines is said by who is given with it, else as by `SetSpeaker`; all in one step."""

    kind: ClassVar[str] = "set-speakers"
    given: Given

    @property
    def touches(self) -> Ids:
        return tuple(dict.fromkeys(item for item, _ in self.given))

    def apply(self, state: State) -> State:
        for speaker in dict.fromkeys(name for _, name in self.given):
            ids = tuple(item for item, name in self.given if name == speaker)
            state = SetSpeaker(ids, speaker).apply(state)
        return state


@dataclass(frozen=True, slots=True)
class GivePart:
    """A part of a line, from one character (from 0) up to another, is a line that somebody else says."""

    kind: ClassVar[str] = "give-part"
    id: int
    at: int
    until: int
    speaker: str

    @property
    def touches(self) -> Ids:
        return (self.id,)

    def apply(self, state: State) -> State:
        text, given = line_of(state, self.id).text, self.id
        if text[self.until :].strip():
            state = Split(self.id, self.until).apply(state)
        if text[: self.at].strip():
            state = Split(self.id, self.at).apply(state)
            given = state.ids[state.ids.index(self.id) + 1]
        return SetSpeaker((given,), self.speaker).apply(state)


@dataclass(frozen=True, slots=True)
class JoinTurn:
    """The turn of a line goes on with the turn before it, said by who says that one."""

    kind: ClassVar[str] = "join-turn"
    id: int

    @property
    def touches(self) -> Ids:
        return (self.id,)

    def apply(self, state: State) -> State:
        line = line_of(state, self.id)
        after = with_text(state, join_turn(state.transcript, line), state.ids)
        given = [
            each
            for each, item in state.by_id.items()
            if isinstance(item, SpokenLine)
            and item.turn == line.turn
            and line_of(after, each).speaker != item.speaker
        ]
        return as_reviewed(after, tuple(given))


@dataclass(frozen=True, slots=True)
class RenameSpeaker:
    """A speaker has another name, everywhere."""

    kind: ClassVar[str] = "rename-speaker"
    speaker: str
    name: str

    @property
    def touches(self) -> Ids:
        return ()

    def apply(self, state: State) -> State:
        return with_text(state, rename_speaker(state.transcript, self.speaker, self.name), state.ids)


@dataclass(frozen=True, slots=True)
class MergeSpeakers:
    """What one speaker says is said by another."""

    kind: ClassVar[str] = "merge-speakers"
    speaker: str
    into: str

    @property
    def touches(self) -> Ids:
        return ()

    def apply(self, state: State) -> State:
        return with_text(state, merge_speakers(state.transcript, self.speaker, self.into), state.ids)


@dataclass(frozen=True, slots=True)
class SwapSpeakers:
    """What each of two speakers says is said by the other: on these lines, or without any everywhere."""

    kind: ClassVar[str] = "swap-speakers"
    speaker: str
    other: str
    ids: Ids = ()

    @property
    def touches(self) -> Ids:
        return self.ids

    def apply(self, state: State) -> State:
        if self.ids:
            lines = [line_of(state, each).line for each in self.ids]
            return with_text(state, swap_on(state.transcript, lines, self.speaker, self.other), state.ids)
        return with_text(state, swap_throughout(state.transcript, self.speaker, self.other), state.ids)
