"""Behind the shell: making PDFs, with what a person sees meanwhile."""

from __future__ import annotations

import sys
from pathlib import Path

import history
from course.model import Course
from course.suggest import did_you_mean
from editions import pango, press, progress_bar
from editions.draft import documents


def printed(root: Path, course: Course, owner: str | None, locale: str | None, edition: str | None) -> int:
    """Makes the PDFs that are not there yet, of one module or tool, language and edition where they are given.

    Says what it does on the standard streams and returns the exit code: 1 when a PDF could not be made, 2 for a module,
    tool or language that cannot be printed, 130 after Ctrl-C.
    """
    written = [one.id for one in (*course.modules.values(), *course.tools.values()) if one.written]
    locales = [language.id for language in course.languages]
    for name, value, known in (("module or tool", owner, written), ("language", locale, locales)):
        if value and value not in known:
            print(f"no {name} '{value}' to print - {did_you_mean(value, known, ', '.join(known))}", file=sys.stderr)
            return 2
    version = pango.version() or (pango.install() and pango.version())
    if not version:
        print(pango.HOW, file=sys.stderr)
        return 1
    chosen = [
        one
        for one in documents(course)
        if owner in (None, one.owner and one.owner.id)
        and locale in (None, one.locale)
        and edition in (None, one.edition)
    ]
    bar = progress_bar.Bar(sys.stdout)
    try:
        run = press.print_all(root, course, chosen, history.days(root), version, bar)
    except KeyboardInterrupt:
        bar.close()
        print("Stopped. What was made is whole; the next run makes the rest.", file=sys.stderr)
        return 130
    except OSError as error:
        bar.close()
        print(f"{press.FOLDER}/ cannot be written: {error.strerror or error} - make room or mend it", file=sys.stderr)
        return 1
    bar.close()
    for path, reason in sorted(run.failed.items()):
        print(f"{press.FOLDER}/{path}: {reason}", file=sys.stderr)
    print(progress_bar.summary(run))
    return 1 if run.failed else 0
