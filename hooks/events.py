"""The MkDocs door: the only file that knows MkDocs. Every event handler says why this event and priority.

static-i18n builds the first language in the ordinary way and calls `build()` again for each of the others
inside its own `on_post_build`; every event here therefore fires once per language, on the same config.
"""

from __future__ import annotations

import logging
import re
import shutil
from functools import partial
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as WebPage

import history
from course import browser_data, expand, labels, navigation, quiz_page, register, report, screens, search
from course.interface import say
from course.load import load
from course.model import Course, Page, Print, Problem
from course.rules import check
from editions import datapackage, markup, policy, press, xlsform

log = logging.getLogger("mkdocs.hooks.hamkori")


class _Build:
    """What one run of MkDocs works on."""

    course: Course
    prints: list[Print]
    serving = False

    def __init__(self) -> None:
        self.contents: dict[str, str] = {}
        """The HTML of pages by path, for the search."""
        self.banks: dict[tuple[str, str], str] = {}
        """The scripts with the questions of modules by locale and module, for final tests."""


_build = _Build()

_LINK_OF_ENTRY = re.compile(r'<a class="headerlink"[^>]*>[^<]*</a>(?=</h[23]>)')
_TRAINER_BLOCK = re.compile(r'class="(?:[^"]* )?(?:admonition|details)? ?trainer\b')
# What lies in the theme's folder and no page asks for: Material's own search, maps of its scripts, the rooms of
# prints, of offline copies, of packages, of books and of files for Kiwix.
_UNUSED = re.compile(r"^assets/javascripts/(?:lunr|workers)/|\.map$|^(?:print|copy|scorm|epub|zim)/")


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Startup is the only event that tells a preview from a build: a preview reports problems and goes on."""
    _build.serving = command == "serve"


@event_priority(100)
def _read_course(config: MkDocsConfig) -> MkDocsConfig:
    """First of all handlers, because everything after it needs the course, and before MkDocs cleans the old
    site away. Once per run: a failure in a language that i18n builds inside would leave MkDocs without its
    `clean_directory`."""
    if config.plugins["i18n"].building:
        return config
    edition = config.extra["edition"]
    if edition not in expand.EDITIONS:
        raise Abort(f"EDITION is '{edition}': choose one of {', '.join(expand.EDITIONS)}")
    root = Path(config.config_file_path).parent
    if edition == expand.TRAINER and Path(config.site_dir) == root / "site":
        config.site_dir += "-trainer"
    _build.course = load(root)
    _report(check(_build.course))
    _build.prints = press.prints(root, _build.course, edition, history.days(root))
    return config


def _report(problems: list[Problem]) -> None:
    """A build stops for any problem, a preview only for one in the data, without which no page can be made."""
    for problem in problems:
        log.error(str(problem))
    if not problems or (_build.serving and not any(problem.path.startswith("docs/data/") for problem in problems)):
        return
    raise Abort(f"{report.summary(problems)}\nThe site was not built; the last good one was not touched.")


@event_priority(-101)
def _speak_language(config: MkDocsConfig) -> MkDocsConfig:
    """After i18n (-100), which has just set the language of this pass."""
    locale = config.theme["language"]
    course = _build.course
    config.site_name = say(course, locale, "site-name")
    if config.extra["edition"] == expand.TRAINER:
        config.site_name += f" · {say(course, locale, 'edition-trainer')}"
    config.site_description = say(course, locale, "site-description")
    config.nav = navigation.tree(course, locale, config.extra["edition"])
    if config.plugins["i18n"].building:  # there is one 404 page, in the first language
        config.theme.static_templates = config.theme.static_templates - {"404.html"}
    config.mdx_configs["toc"]["permalink_title"] = say(course, locale, "permalink")
    for palette, name in zip(config.theme["palette"], ("dark", "light"), strict=True):
        palette["toggle"]["name"] = say(course, locale, f"switch-{name}")
    return config


on_config = CombinedEvent(_read_course, _speak_language)


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Before i18n (-100) sorts the files into languages: what is for trainers leaves the learner edition here, and the
    pages of modules that are still to be written come in."""
    edition = config.extra["edition"]
    if edition == expand.LEARNER:
        for name in screens.trainer_scripts(_build.course):
            files.remove(files.src_uris[name])
    for file in [file for file in files if _UNUSED.search(file.src_uri)]:
        files.remove(file)
    for page in _build.course.pages:
        source = page.path.removeprefix("docs/")
        file = files.get_file_from_path(source)
        if file and not expand.published(_build.course, page, edition):
            files.remove(file)
        if page.planned and not file:
            files.append(File(source, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


def on_page_read_source(page: WebPage, config: MkDocsConfig) -> str | None:
    """Pages are read once, by the course; MkDocs gets the same text, also for pages that have no file."""
    return _course_page(page).source


@event_priority(100)
def on_page_markdown(markdown: str, page: WebPage, config: MkDocsConfig, files: Files) -> str:
    """Before i18n (50) and mkdocs-quiz (0), so that references in quiz items are links when the quiz is read."""
    source = _course_page(page)
    if source.items:
        page.meta["quiz"] = {"enabled": True}
    return expand.expand(_build.course, source, config.extra["edition"], _build.prints)


@event_priority(100)
def _keep_for_search(html: str, page: WebPage, config: MkDocsConfig, files: Files) -> None:
    """The search takes the text of a page before others add to it."""
    _build.contents[_course_page(page).path] = html


@event_priority(-100)
def _remake_quiz(html: str, page: WebPage, config: MkDocsConfig, files: Files) -> str:
    """After mkdocs-quiz (0), which has just written its questions. A preview shows what it cannot read as it is."""
    source = _course_page(page)
    if not source.items:
        return html
    module = labels.module_of(_build.course, source)
    try:
        if module:
            _build.banks[source.locale, module.id] = quiz_page.bank(_build.course, module, source, html)
        return quiz_page.remade(_build.course, source, html, shuffled=config.extra["edition"] == expand.LEARNER)
    except ValueError as error:
        if not _build.serving:
            raise Abort(f"docs/{page.file.src_uri}:1: {error}") from error
        log.error(str(error))
        return html


@event_priority(-100)
def _lighten_glossary(html: str, page: WebPage, config: MkDocsConfig, files: Files) -> str:
    """The contents of the glossary are its letters, no sign links these or its terms: a list of all terms beside the
    list of all terms helps nobody, every term is linked where it is used, and both weigh much. After plugins (0) that
    may add to them."""
    if _course_page(page).name != "glossary.md":
        return html
    for title in page.toc:
        for letter in title.children:
            letter.children = []
    return _LINK_OF_ENTRY.sub("", html)


on_page_content = CombinedEvent(_keep_for_search, _remake_quiz, _lighten_glossary)


def on_page_context(context: dict[str, Any], page: WebPage, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """The templates ask for interface strings in the language of the page, and for its scripts."""
    context["scripts"] = screens.scripts(_build.course, _course_page(page))
    context["quick_exit"] = labels.quick_exit(_build.course, _course_page(page))
    return _with_strings(context, config)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Pages without Markdown (404, sitemap) ask for the same strings."""
    return _with_strings(context, config)


@event_priority(-100)
def on_post_page(output: str, page: WebPage, config: MkDocsConfig) -> str:
    """Last of all handlers, because the policy knows every script of the finished page by its hash; and a trainer block
    written in a way that `expand` does not know must not reach a learner."""
    if config.extra["edition"] == expand.LEARNER and _TRAINER_BLOCK.search(output):
        raise Abort(
            f"docs/{page.file.src_uri}:1: a trainer block would reach the learner edition - begin it with !!! trainer"
        )
    return _finished(output)


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Last of all handlers, as for pages; of the templates only 404.html is a page."""
    return _finished(output_content) if template_name.endswith(".html") else output_content


def _finished(page: str) -> str:
    """A preview has no policy: MkDocs puts a script of its own into its pages, which asks whether they have changed."""
    return markup.finished(page) if _build.serving else policy.guarded(markup.finished(page))


@event_priority(100)
def on_post_build(config: MkDocsConfig) -> None:
    """Once per language, and before i18n (-100) begins with the next one: what scripts know of the course, the prints
    and tables that pages offer, and lighter stylesheets and scripts."""
    locale = config.theme["language"]
    data = browser_data.files(_build.course, locale, config.extra["edition"])
    tree = _build.course.trees[locale].values()
    pages = {page.name: _build.contents[page.path] for page in tree if page.path in _build.contents}
    banks = {f"assets/bank/{key}/{locale}.js": text for (one, key), text in _build.banks.items() if one == locale}
    index = search.script(_build.course, locale, pages)
    tables = register.files(_build.course, locale)
    for name, text in {**data, **banks, **tables, f"assets/search/{locale}.js": index}.items():
        path = Path(config.site_dir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    if not config.plugins["i18n"].building:  # a workbook has all languages, and so has the data package
        for name, made in {**xlsform.files(_build.course), **datapackage.files(_build.course)}.items():
            path = Path(config.site_dir) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
    for one in (one for one in _build.prints if one.locale == locale):
        target = Path(config.site_dir, "pdf", Path(one.path).name)
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(Path(config.config_file_path).parent / press.FOLDER / one.path, target)
    for path, text in markup.lightened(Path(config.site_dir)):
        path.write_text(text, encoding="utf-8", newline="\n")


def _with_strings(context: dict[str, Any], config: MkDocsConfig) -> dict[str, Any]:
    context["say"] = partial(say, _build.course, config.theme["language"])
    context["say_in"] = partial(say, _build.course)
    context["name_of"] = lambda page: labels.page_title(_build.course, _course_page(page))
    context["languages"] = _build.course.languages
    context["source_locale"] = _build.course.source_locale
    return context


def _course_page(page: WebPage) -> Page:
    locale, _, name = page.file.src_uri.partition("/")
    return _build.course.trees[locale][name]
