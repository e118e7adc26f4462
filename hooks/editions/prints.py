"""The prints of a release as files of their own, for those who only print."""

from __future__ import annotations

import shutil
from pathlib import Path

from course.expand import TRAINER
from editions.artefact import Release


def write(release: Release, edition: str, locale: str, folder: Path) -> list[Path]:
    """Copies the PDFs that the site of an edition offers in a language, `pdf/m04-partnerships-tg.pdf`: their paths.

    Those that trainers share with learners are learners', and come once.
    """
    ending = f"-{locale}-trainer.pdf" if edition == TRAINER else f"-{locale}.pdf"
    target = folder / "pdf"
    offered = sorted((release.sites[edition] / "pdf").glob(f"*{ending}"))
    if offered:
        target.mkdir(exist_ok=True)
    return [Path(shutil.copyfile(one, target / one.name)) for one in offered]
