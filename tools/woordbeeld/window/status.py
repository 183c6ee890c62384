"""How far a video is, and what is to be done next."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

from woordbeeld.web.steps import StepLink, Steps
from woordbeeld.window.project import Listening, Looked, Project
from woordbeeld.window.queue import QueueState
from woordbeeld.words import Message, say


class Step(Enum):
    """What a person does with a video, in this order; the name is that of its page."""

    NEW = "new"
    READ = "read"
    LISTEN = "listen"
    CORRECT = "correct"
    PUBLISH = "publish"

    @property
    def page(self) -> str:
        """The address of its page after that of the video; the editor has files beside it."""
        return f"{self.value}/" if self is Step.CORRECT else self.value


@dataclass(frozen=True, slots=True)
class Status:
    """The next step, and how far the video is in words.

    It `waits` where the program is at it, and `is_done` where nothing is left to do.
    """

    step: Step
    told: Message
    waits: bool = False
    is_done: bool = False


def status_of(project: Project, queued: QueueState, *, is_hearing: bool = False) -> Status:
    """How far a video is; `is_hearing` where its editor still listens to it."""
    if not project.video:
        return Status(Step.NEW, say("window.status.no_video"))
    if project.document and project.looked is Looked.NOT_YET:
        return Status(Step.READ, say("window.status.to_read"))
    if queued is not QueueState.IDLE:
        step = Step.PUBLISH if project.listening is Listening.REMAKING else Step.LISTEN
        return Status(step, say(f"window.status.{_at_work(project, queued)}"), waits=True)
    if not project.is_made or project.trouble:
        return _unmade(project)
    if is_hearing and not (project.published or project.to_look_at):
        return Status(Step.CORRECT, say("window.status.hearing"), waits=True)
    return _made(project)


def _at_work(project: Project, queued: QueueState) -> str:
    if queued is QueueState.WAITS:
        return "waits"
    return "remaking" if project.listening is Listening.REMAKING else "busy"


def _unmade(project: Project) -> Status:
    stopped = "stopped" if project.listening is Listening.STOPPED else "to_listen"
    return Status(Step.LISTEN, say(f"window.status.{'trouble' if project.trouble else stopped}"))


def _made(project: Project) -> Status:
    if not project.published:
        return Status(Step.CORRECT, _looked_at(project))
    if project.published == bundle_digest(project):
        return Status(Step.PUBLISH, say("window.status.published"), is_done=True)
    return Status(Step.PUBLISH, say("window.status.changed"))


def _looked_at(project: Project) -> Message:
    if not project.to_look_at:
        return say("window.status.to_correct")
    return say("window.looked_at", count=project.to_look_at, looked=project.looked_at)


def bundle_digest(project: Project) -> str:
    """By which it is known whether the bundle is still the one that was published; empty without one."""
    try:
        return hashlib.sha256((project.bundle / "bundle.json").read_bytes()).hexdigest()
    except OSError:
        return ""


def steps_of(project: Project, current: Step | None) -> Steps:
    """The bar of steps of a video, of which one may be the page that is shown."""
    links = (
        StepLink(say(f"window.step.{step.value}"), _address(project, step), step is current) for step in Step
    )
    return Steps(say("window.steps_of", title=project.title), tuple(links))


def _address(project: Project, step: Step) -> str:
    """Where the page of a step is; empty where it cannot be opened."""
    return f"/videos/{project.name}/{step.page}" if step in open_steps(project) else ""


def open_steps(project: Project) -> tuple[Step, ...]:
    """The steps whose pages can be opened."""
    steps = [Step.NEW]
    if project.video and project.document:
        steps.append(Step.READ)
    if project.video:
        steps.append(Step.LISTEN)
    if project.is_made and not project.is_reopened:
        steps += (Step.CORRECT, Step.PUBLISH)
    return tuple(steps)
