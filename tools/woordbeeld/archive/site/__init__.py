"""The site of an archive: its videos, search in all that is said, its speakers, how it is accessible."""

from woordbeeld.archive.site.reading import LeftOut
from woordbeeld.archive.site.titles import language_of_site, title_of_site
from woordbeeld.archive.site.writing import SiteWritten, write_site

__all__ = ["LeftOut", "SiteWritten", "language_of_site", "title_of_site", "write_site"]
