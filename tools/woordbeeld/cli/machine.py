"""Commands about this machine: `cache` and `doctor`."""

from __future__ import annotations

import sys

import click

from woordbeeld.cli.exit_codes import DONE
from woordbeeld.cli.options import tell
from woordbeeld.errors import EnvironmentProblemError


@click.command("cache")
@click.option(
    "--clear", is_flag=True, help="Remove all that is in it; nothing asks, for it can be made again."
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def cache_(*, clear: bool, quiet: bool) -> None:
    """Say where the cache is and how large, or clear it.

    It holds what was heard, media made for browsers, and downloaded weights. All of it can be had again,
    which takes time. Files of others in the folder are left alone.

    Example: woordbeeld cache --clear
    """
    from woordbeeld import cache_folder
    from woordbeeld.settings import Settings

    folder = Settings().cache
    told = cache_folder.cleared(folder) if clear else cache_folder.described(folder)
    if not quiet:
        for line in told:
            tell(line)


@click.command()
def doctor() -> None:
    """Say what is there of all that Woordbeeld needs, what is missing, and how to get it.

    Example: woordbeeld doctor
    """
    from woordbeeld.doctor import examine
    from woordbeeld.settings import Settings

    checked = examine(Settings().cache)
    for part in checked:
        tell(part.message)
    sys.exit(DONE if all(part.present for part in checked) else EnvironmentProblemError.exit_code)
