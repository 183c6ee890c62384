"""The bar of steps above a page: where somebody is in the work on a video, and what they can go to."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import BaseLoader, ChoiceLoader, PackageLoader

from woordbeeld.words import Message


@dataclass(frozen=True, slots=True)
class StepLink:
    """A step by its name; without an `address` it cannot be gone to yet."""

    name: Message
    address: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps in their order, and what the bar of them is called."""

    name: Message
    links: tuple[StepLink, ...]


def with_steps(package: str) -> BaseLoader:
    """The templates of a package, and `steps.html`, which draws the bar for all pages alike."""
    return ChoiceLoader([PackageLoader(package), PackageLoader("woordbeeld.web")])
