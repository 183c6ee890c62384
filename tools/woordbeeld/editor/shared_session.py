"""The session and what follows from it, for the pages that show it and the thread that works it out."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from threading import Condition
from typing import Final

from woordbeeld.editor.about import (
    conflicts_of,
    in_language,
    looked_at,
    lost_times,
    names_in,
    names_told,
    seated,
    voices_of,
)
from woordbeeld.editor.analysis import Analysis, reads_alike, rows
from woordbeeld.editor.edits import Edit, Ids
from woordbeeld.editor.finding import found
from woordbeeld.editor.merging import Choice
from woordbeeld.editor.progress import BundleState, Hearing, Record, Sound
from woordbeeld.editor.session import Session
from woordbeeld.editor.speaker_edits import MergeSpeakers, RenameSpeaker
from woordbeeld.editor.state import State
from woordbeeld.errors import EnvironmentProblemError, WoordbeeldError
from woordbeeld.transcript.replacing import Search
from woordbeeld.unforeseen import Reporter
from woordbeeld.words import OTHERWISE, Message, say

_LOG: Final = logging.getLogger(__name__)
_RENAMING: Final = frozenset({RenameSpeaker.kind, MergeSpeakers.kind})


class SharedSession:
    """All that pages are told, each part with the tick at which it last changed.

    Without an `analysis` the video is still being listened to; the text can be corrected meanwhile.
    Every public method may be called from any thread.
    """

    def __init__(self, session: Session, analysis: Analysis | None, *, has_bundle: bool) -> None:
        self._session = session
        self._analysis = analysis
        self._read_state = session.state if analysis else None
        self._hearing = Hearing()
        self._sound: Sound | None = None
        self._compared: int | None = None  # percent of the voices
        # How often something beside the text changed, such as a recording: in all, before the state that is
        # being read off was taken, and before the one that was.
        self._news = self._news_taken = self._news_read = 0
        behind = BundleState.WAITS if session.is_published else BundleState.BUSY
        self._bundle = behind if has_bundle else BundleState.NONE
        self._failed: State | None = None  # of which it could not be worked out what follows
        self._read_again = self._publish_again = False  # what failed
        self._unheard: Message | None = None
        self._unkept: Message | None = None
        self._unreadable: Message | None = None
        self._unread: Message | None = None
        self._unpublished: Message | None = None
        self._tick = 0
        self._rows: dict[int, Record] = {}
        self._row_ticks: dict[int, int] = {}
        self._order: tuple[int, ...] = ()
        self._order_tick = 0
        self._captions_tick = 0
        self._todo: tuple[tuple[int, str], ...] = ()
        self._todo_tick = 0
        self._about: Record = {}
        self._cast = session.cast
        self._condition = Condition()
        self._reporter = Reporter(sys.argv[1:])
        self._refresh()

    @property
    def tick(self) -> int:
        """It is another as soon as there is anything new to tell."""
        return self._tick

    def changes(self, since: int, language: str = OTHERWISE) -> Record:
        """What changed after a tick, for a page in a language; all there is after -1.

        All of it is on disk, also if somebody took the journal away meanwhile, or else that is told.
        """
        with self._condition:
            self._look_at_journal()
            changed: Record = {
                "tick": self._tick,
                "version": self._session.version,
                "rows": [self._rows[item] for item, tick in self._row_ticks.items() if tick > since],
                "about": in_language(self._about, language),
            }
            if self._order_tick > since:
                changed["order"] = self._order
            if self._todo_tick > since:
                changed["todo"] = self._todo
            if self._captions_tick > since and self._analysis:
                changed["captions"] = self._analysis.captions
            return changed

    def doing(self, action: Callable[[], None]) -> Record:
        """Do one of the following, and tell the version that it made, and the items that it added."""
        with self._condition:
            before = set(self._session.state.ids)
            action()
            added = [item for item in self._session.state.ids if item not in before]
            return {"version": self._session.version, "added": added}

    def find(self, search: Search, ids: Ids | None) -> Record:
        """Where what would be replaced, and the version in which that is so."""
        with self._condition:
            state, version = self._session.state, self._session.version
        return {"version": version, **found(state, search, ids)}

    def edit(self, edit: Edit, version: int) -> None:
        """See `Session.edit`."""
        with self._working():
            self._session.edit(edit, version)
            if edit.kind in _RENAMING:
                self._forget_who_left()

    def undo(self) -> None:
        """See `Session.undo`."""
        with self._working():
            self._session.undo()
            self._forget_who_left()

    def redo(self) -> None:
        """See `Session.redo`."""
        with self._working():
            self._session.redo()
            self._forget_who_left()

    def save(self, *, anew: bool = False) -> None:
        """Write the transcript (see `Session.save`); the bundle follows."""
        with self._working():
            self._session.save(anew=anew)
            self._unreadable = None
            if self._bundle is not BundleState.NONE:
                self._bundle = BundleState.BUSY

    def resolve(self, choices: Sequence[Choice]) -> None:
        """See `Session.resolve`."""
        with self._working():
            self._session.resolve(choices)

    def look_at_disk(self) -> None:
        """Take over what somebody else changed in the files; what cannot be read is told."""
        with self._working():
            try:
                self._session.look_at_disk()
                self._unreadable = None
            except WoordbeeldError as error:
                if error.message != self._unreadable:
                    _LOG.warning("the files cannot be looked at", exc_info=True)
                self._unreadable = error.message
            except Exception as error:  # noqa: BLE001 - whatever it is, the next look may be better
                name, why = self._session.path.name, self._reporter.tell(error)
                self._unreadable = say("error.system.not_looked_at", name=name, why=why)
        self._look_at_journal()

    def _look_at_journal(self) -> None:
        """Have all that was done on disk; what hinders that is told for as long as it does."""
        with self._condition:
            before = self._unkept
            try:
                self._session.check_journal()
                self._unkept = None
            except EnvironmentProblemError as error:
                if error.message != before:
                    _LOG.warning("not all that was done is on disk", exc_info=True)
                self._unkept = error.message
            if self._unkept != before:
                self._refresh()
                self._condition.notify_all()

    def newest(self) -> tuple[State, Analysis] | None:
        """The newest state of which it is known what follows, and that; None before the first is."""
        with self._condition:
            state, analysis = self._read_state, self._analysis
            return (state, analysis) if state and analysis else None

    # -- for whoever listens to the video --------------------------------------------------------------

    @property
    def state(self) -> State:
        """What is being corrected, as it is now."""
        with self._condition:
            return self._session.state

    @property
    def transcript(self) -> Path:
        return self._session.path

    @property
    def is_saved(self) -> bool:
        """Whether the files hold all of it."""
        with self._condition:
            return self._session.is_saved

    @property
    def is_hearing(self) -> bool:
        """Whether the video is still listened to, so that it is not known yet what needs a person."""
        with self._condition:
            return self.newest() is None and self._unheard is None

    @property
    def looked_at(self) -> tuple[int, int]:
        """At how many items that need a person somebody has looked, and how many there are."""
        with self._condition:
            return looked_at(self._rows, self._todo)

    @property
    def version(self) -> int:
        """How many steps led to it."""
        with self._condition:
            return self._session.version

    @property
    def sound(self) -> Sound | None:
        """The sound of the video, as soon as it is known."""
        return self._sound

    def hears(self, hearing: Hearing) -> None:
        """How far the listening is."""
        with self._condition:  # nothing follows from it that the thread below would have to work out
            self._hearing = hearing
            self._refresh()

    def has_sound(self, sound: Sound) -> None:
        """What can be drawn and played of the video now."""
        with self._condition:
            self._sound = sound
            self._refresh()

    def compares_voices(self, share: float) -> None:
        """How far the listening to the voices is (0 to 1); the bundle waits for what they tell."""
        percent = round(share * 100)
        if percent != self._compared:
            with self._condition:
                self._compared = percent
                self._refresh()

    def knows_voices(self) -> None:
        """What the voices tell can be worked out now."""
        with self._working():
            self._compared = None
            self._news += 1

    def look_again(self) -> None:
        """Something beside the text changed, such as a recording: what follows is worked out anew."""
        with self._working():
            self._news += 1

    def could_not_hear(self, error: Message) -> None:
        """The video cannot be used; that is told."""
        with self._condition:
            self._unheard, self._compared = error, None
            self._refresh()

    # -- for the thread that works out what follows ---------------------------------------------------

    def wait(self, seconds: float) -> bool:
        """Until something was changed here, or so long; tells whether something was."""
        with self._condition:
            return self._condition.wait(seconds)

    def to_read(self) -> tuple[State, Analysis] | None:
        """A state of which it is not known yet what follows, with what followed from the one before."""
        with self._condition:
            state, analysis = self._session.state, self._analysis
            is_due = not self._is_read(state) and (self._read_again or not self._is_stuck(state))
            if analysis is None or not is_due:
                return None
            self._news_taken = self._news
            return state, analysis

    def to_publish(self) -> tuple[State, Analysis] | None:
        """What was saved, where the bundle does not follow it yet, with what followed from one before."""
        with self._condition:
            again = self._bundle is BundleState.FAILED and self._publish_again
            is_due = (self._bundle is BundleState.BUSY or again) and self._compared is None
            return (self._session.saved, self._analysis) if self._analysis and is_due else None

    def deliver(self, state: State, analysis: Analysis) -> None:
        """What follows from a state."""
        with self._working():
            self._analysis, self._read_state = analysis, state
            self._failed, self._read_again, self._news_read = None, False, self._news_taken
            self._captions_tick = self._tick + 1

    def published(self, state: State) -> None:
        """The bundle follows a state now."""
        with self._working():
            self._publish_again, self._unpublished = False, None
            if state is self._session.saved:
                self._session.published()
                self._bundle = BundleState.FOLLOWS

    def could_not_read(self, state: State, error: Message) -> None:
        """What follows from a state cannot be worked out; that is told, and left until it is tried again."""
        with self._working():
            self._failed, self._unread, self._read_again = state, error, False

    def could_not_publish(self, error: Message) -> None:
        """The bundle cannot be written; that is told, and left so until it is tried again."""
        with self._working():
            self._bundle, self._unpublished, self._publish_again = BundleState.FAILED, error, False

    def try_again(self) -> None:
        """What failed is to be tried again; it is told as failed until it is done."""
        with self._condition:
            self._read_again = self._publish_again = True

    @property
    def has_failed(self) -> bool:
        """Whether there is something to try again."""
        return self._is_stuck(self._session.state) or self._bundle is BundleState.FAILED

    def _is_read(self, state: State) -> bool:
        read = self._read_state if self._news_read == self._news else None
        return read is not None and reads_alike(state, read, self._analysis)

    def _is_stuck(self, state: State) -> bool:
        return self._failed is not None and reads_alike(state, self._failed, self._analysis)

    # -- what pages are told -------------------------------------------------------------------------

    @contextmanager
    def _working(self) -> Iterator[None]:
        with self._condition:
            try:
                yield
            finally:
                self._refresh()
                self._condition.notify_all()

    def _refresh(self) -> None:
        """Tick, if anything that pages are told has changed."""
        state = self._session.state
        now = rows(state, self._analysis)
        changed = [item for item, row in now.items() if self._rows.get(item) != row]
        about = self._told_about(state)
        todo = tuple(each for each in self._analysis.todo if each[0] in now) if self._analysis else ()
        told_captions = self._captions_tick <= self._tick
        is_same = about == self._about and state.ids == self._order and todo == self._todo
        if not changed and is_same and told_captions:
            return
        self._tick += 1
        self._row_ticks = {item: self._row_ticks.get(item, 0) for item in now}
        self._row_ticks |= dict.fromkeys(changed, self._tick)
        if state.ids != self._order:
            self._order, self._order_tick = state.ids, self._tick
        if todo != self._todo:
            self._todo, self._todo_tick = todo, self._tick
        self._rows, self._about = now, about

    def _forget_who_left(self) -> None:
        """Free the places of speakers who have no line any more."""
        names = names_in(self._session.state)
        self._cast = tuple(name if name in names else None for name in self._cast)

    @property
    def _bundle_now(self) -> BundleState:
        behind = self._bundle is BundleState.FOLLOWS and not self._session.is_saved
        return BundleState.WAITS if behind else self._bundle

    def _trouble(self, state: State) -> Message | None:
        """What hinders the work now, the worst first."""
        unread = self._unread if self._is_stuck(state) else None
        return self._unheard or self._unkept or self._unreadable or unread or self._unpublished

    def _told_about(self, state: State) -> Record:
        session = self._session
        foreign, sound = session.foreign, self._sound
        self._cast = seated(self._cast, names_in(state))
        with suppress(EnvironmentProblemError):  # a full disk is told where work would be lost
            session.seat(self._cast)
        return {
            "saved": session.is_saved,
            "undo": session.history.next_undo,
            "redo": session.history.next_redo,
            "conflicts": conflicts_of(foreign),
            "left": bool(foreign and foreign.left),
            "hearing": None if self._analysis else asdict(self._hearing),
            "sound": sound.as_record if sound else None,
            "busy": not self._is_read(state) and not self._is_stuck(state),
            "bundle": self._bundle_now.value,
            "trouble": self._trouble(state),
            "aside": str(session.aside or ""),
            "pins": len(state.pins),
            "offset": state.offset_ms,
            "lost": lost_times(state),
            "voices": voices_of(state, self._analysis.alignment.voices, self._compared)
            if self._analysis
            else None,
            "speakers": self._cast,
            **names_told(state, self._cast),
            "merged": session.merges,
        }
