"""What travels: a release, and the files that are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from course.model import Course
from course.progress import Progress, progress


@dataclass(frozen=True, eq=False)
class Release:
    """What is released: the course in the folder `root` as of a commit, and its built sites by edition.

    `seconds` (Unix time) is the moment of the commit. Everything made of a release has this time, never that of the
    clock: two clones make the same bytes.
    """

    course: Course
    root: Path
    sites: Mapping[str, Path]
    commit: str
    seconds: int

    @property
    def day(self) -> str:
        """The day of the commit (ISO 8601, UTC)."""
        return datetime.fromtimestamp(self.seconds, UTC).date().isoformat()

    @cached_property
    def progress(self) -> Mapping[str, Progress]:
        """How far each language is, translated and reviewed."""
        return {locale: progress(self.course, locale) for locale in self.locales}

    @property
    def locales(self) -> tuple[str, ...]:
        """The languages of the course, in its order."""
        return tuple(language.id for language in self.course.languages)

    def name(self, edition: str, locale: str = "", *more: str) -> str:
        """How a file of the release is called, without its ending: `hamkori-0.1-learner-tg`; without a locale it is
        of all languages."""
        return "-".join(part for part in ("hamkori", self.course.version, edition, locale, *more) if part)


@dataclass(frozen=True)
class Artefact:
    """A file of a release: its path in the folder of the release, what it is, and whose; `locale` is empty for all."""

    path: str
    kind: str
    edition: str
    locale: str
