"""The same course for stock MkDocs with Material, and for Zensical: ordinary Markdown and settings as users have them.

Every page of the learner edition is the Markdown that `expand` writes, so that words, links, tables, lists of sources
and quiz items are the same; what only our scripts and stylesheets use is taken out. Quiz items are in the syntax of
mkdocs-quiz as they are. Tajik, which Material lacks, is the one file that is added to it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from course.expand import LEARNER, expand, published
from course.labels import page_title
from course.load import load
from course.model import Course
from course.navigation import Entry, tree

STOCK, TUNED, ZENSICAL = "stock.yml", "tuned.yml", "zensical.yml"
"""The settings in the folder of a project.

Stock has the defaults of its theme and plugins. Tuned has what their manuals offer to large sites: a pruned navigation,
and quizzes only on pages that ask for them. Zensical has neither languages nor quizzes, and all pages in one tree.
"""

TAJIK = Path("overrides", "partials", "languages", "tg.html")
FEATURES = ("navigation.footer", "navigation.indexes", "navigation.tabs", "navigation.top", "toc.follow")
PRUNED = "navigation.prune"

# The marks of links to terms and sources are for our scripts.
_MARKS = re.compile(r"(?<=\))\{ \.(?:term|source)\b[^}]*\}")
_QUIZ = "---\nquiz: {enabled: true}\n---\n\n"


def project(root: Path, folder: Path) -> int:
    """Makes the project of the course that stands in `root`, and returns its number of pages."""
    course = load(root)
    pages = [page for page in course.pages if published(course, page, LEARNER)]
    for page in pages:
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        text = _MARKS.sub("", expand(course, page, LEARNER))
        path.write_text(f"{_QUIZ if page.items else ''}{text}", encoding="utf-8", newline="\n")
    shutil.copytree(root / "docs" / "assets", folder / "docs" / "assets", ignore=shutil.ignore_patterns("js", "css"))
    (folder / TAJIK).parent.mkdir(parents=True)
    shutil.copy(root / TAJIK, folder / TAJIK)
    for name, config in _configs(course).items():
        text = yaml.safe_dump(config, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return len(pages)


def _configs(course: Course) -> Mapping[str, dict[str, Any]]:
    languages = sorted(course.languages, key=lambda language: not language.default)
    navigations = {language.id: tree(course, language.id, LEARNER) for language in languages}
    listed = [
        {
            "locale": language.id,
            "name": language.name,
            "default": language.default,
            "build": True,
            "nav": navigations[language.id],
        }
        for language in languages
    ]
    i18n = {"i18n": {"docs_structure": "folder", "languages": listed}}
    main = languages[0].id
    together = [{language.name: _below(course, language.id, navigations[language.id])} for language in languages]
    return {
        STOCK: _config(main, ["search", i18n, "mkdocs_quiz"], FEATURES),
        TUNED: _config(main, ["search", i18n, {"mkdocs_quiz": {"enabled_by_default": False}}], (*FEATURES, PRUNED)),
        ZENSICAL: {**_config("ru", ["search"], FEATURES), "nav": together},
    }


def _config(locale: str, plugins: list[Any], features: tuple[str, ...]) -> dict[str, Any]:
    theme = {
        "name": "material",
        "custom_dir": "overrides",
        "language": locale,
        "font": False,
        "palette": [
            {"scheme": "default", "toggle": {"icon": "material/weather-night", "name": "dark"}},
            {"scheme": "slate", "toggle": {"icon": "material/weather-sunny", "name": "light"}},
        ],
        "features": list(features),
    }
    return {
        "site_name": "Hamkori",
        "use_directory_urls": False,
        "theme": theme,
        "plugins": plugins,
        "markdown_extensions": [
            "admonition",
            "attr_list",
            "md_in_html",
            {"pymdownx.tasklist": {"custom_checkbox": True}},
            "tables",
            {"toc": {"permalink": True, "toc_depth": 3}},
        ],
    }


def _below(course: Course, locale: str, entries: list[Entry]) -> list[Entry]:
    """The navigation of a language with names that begin with its folder, and a title for every page."""

    def moved(entry: Entry) -> Entry:
        if isinstance(entry, str):
            return {page_title(course, course.trees[locale][entry]): f"{locale}/{entry}"}
        return {
            title: f"{locale}/{below}" if isinstance(below, str) else [moved(one) for one in below]
            for title, below in entry.items()
        }

    return [moved(entry) for entry in entries]
