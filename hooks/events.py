"""The MkDocs door: the only file that knows MkDocs. Every event handler says why this event and priority.

static-i18n builds the first language in the ordinary way and calls `build()` again for each of the others
inside its own `on_post_build`; every event here therefore fires once per language, on the same config.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import posixpath
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure import pages as web_pages
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as WebPage
from mkdocs_quiz import plugin

import history
from course import (
    browser_data,
    cores,
    expand,
    labels,
    navigation,
    quiz_page,
    reading,
    register,
    report,
    screens,
    search,
)
from course.cache import FOLDER, Cache, digest, plain, recipe
from course.interface import say
from course.model import OF_EVERY_PAGE, Course, Page, Print, Problem
from editions import datapackage, markup, policy, press, signs, site, templates, unchanged, xlsform

log = logging.getLogger("mkdocs.hooks.hamkori")


@dataclass
class Kept:
    """What the text of a page comes to; `key` is the digest of everything that it is made from.

    `links` are the anchors that it leads to, by the path of their file. What is `known` was made by an earlier build.
    Long texts are kept in UTF-8 while they wait, with Cyrillic letters half as long as for Python; so are `sections`,
    pickled.
    """

    key: bytes
    warned: int = 0
    known: bool = False
    sections: bytes = b""
    bank: str = ""
    content: bytes = b""
    title: str | None = None
    toc: Any = None
    anchors: set[str] | None = None
    links: dict[str, dict[str, str]] = field(default_factory=dict)


class _Finished(str):
    """The whole page of an earlier build, to which nothing is to be done."""


class _Heard(logging.Handler):
    """Counts what MkDocs warns of: a page of which there is something to say is not kept."""

    count = 0

    def emit(self, _: logging.LogRecord) -> None:
        """One more."""
        self.count += 1


_heard = _Heard(logging.WARNING)
logging.getLogger("mkdocs").addHandler(_heard)


class _Build:
    """What one run of MkDocs works on."""

    course: Course
    nav: Any
    prints: list[Print]
    templates: templates.Compiled
    serving = False

    def __init__(self) -> None:
        self.sections: dict[str, bytes] = {}
        """The sections of pages by path, for the search, as in `Kept`."""
        self.banks: dict[tuple[str, str], str] = {}
        """The scripts with the questions of modules by locale and module, for final tests."""
        self.cache = Cache()
        """The pages of earlier builds in the language that is being built."""
        self.made_by = b""
        """The digest of the code, the templates and the settings."""
        self.shared = b""
        """The digest of what every page of the language is made from beside its text."""
        self.around = b""
        """The digest of the menu, which stands around every page."""
        self.kept: dict[str, Kept] = {}
        """What pages come to, by path."""
        self.pages: dict[str, tuple[bytes, int]] = {}
        """Under what a page is kept once it is finished, and how many warnings there had been, by path."""
        self.keys: dict[str, bytes] = {}
        """Under what the texts of pages are kept, by path, as far as it was found out beforehand."""
        self.entries = templates.Entries("")
        """What is the same on all pages of the folder that is being built."""
        self.others: list[cores.Work] = []
        """The languages that processes of their own are building."""


_build = _Build()

_LINK_OF_ENTRY = re.compile(r'<a class="headerlink"[^>]*>[^<]*</a>(?=</h[23]>)')
_TRAINER_BLOCK = re.compile(r'class="(?:[^"]* )?(?:admonition|details)? ?trainer\b')
_PAGE = "main.html"  # the template that every page is made with
_GARBAGE = (10_000, 10, 1_000)  # objects, and times, after which garbage is looked for: seldom, since pages leave much
_FEW = 50  # pages for which one process is enough
# What MkDocs says of a site, not of a language.
_SAID_ONCE = ("Documentation built in", "Building documentation to directory")
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
    _build.made_by = recipe(root / "overrides", Path(config.config_file_path))
    _build.templates = templates.Compiled(Cache(_folder(config) / "templates.cache", _build.made_by))
    _build.course, problems = _read(root, config)
    _report(problems)
    if not plain():
        vars(config.theme)["get_env"] = partial(templates.environment, config.theme.get_env)
        config.markdown_extensions.append(signs.Signs())
    _build.prints = press.prints(root, _build.course, edition, history.days(root))
    return config


def _read(root: Path, config: MkDocsConfig) -> tuple[Course, list[Problem]]:
    """The course and its problems, from a process of its own where there can be one."""
    gc.disable()  # what is read stays, and so there is no garbage to look for
    try:
        begun = reading.inherited() or reading.begun(root)
        if begun:
            _build.templates.compile(config.theme.get_env(), _PAGE)
        found = begun.found() if begun else None
        course, problems = found or reading.checked(root)
        return course if found or plain() else course.lean(), problems
    finally:
        if cores.several():
            gc.freeze()  # looking for garbage would copy what the processes of the languages share
        gc.set_threshold(*_GARBAGE)
        gc.enable()


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


@event_priority(101)
def _share_languages(files: Files, config: MkDocsConfig) -> Files:
    """First of all for files: the old site has just been cleaned away, and nothing of a language has been done."""
    i18n = config.plugins["i18n"]
    if not i18n.building and cores.several():
        # Both are remembered of the course, so that no process counts again.
        labels.figure_numbers(_build.course)
        labels.table_numbers(_build.course)
        others = (locale for locale in i18n.build_languages if locale != i18n.current_language)
        _build.others = [cores.Work(partial(_build_language, config, locale)) for locale in others]
    _open_cache(config)
    return files


def _open_cache(config: MkDocsConfig) -> None:
    _build.cache = _cache_of(config, config.theme["language"])
    _build.kept, _build.pages, _build.entries = {}, {}, templates.Entries("")


def _cache_of(config: MkDocsConfig, locale: str) -> Cache:
    name = "-".join(("preview" if _build.serving else "site", config.extra["edition"], locale))
    return Cache(_folder(config) / f"{name}.cache", _build.made_by)


def _folder(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent / FOLDER


def _build_language(config: MkDocsConfig, locale: str) -> None:
    """Builds a language as i18n does inside its `on_post_build`, but in a process of its own."""
    cores.give_way()
    if _restored(config, locale):
        log.info("Nothing has changed in '%s': it is as it was.", locale)
        return
    i18n = config.plugins["i18n"]
    i18n.current_language, i18n.building = locale, True
    utils.clean_directory = lambda _: None
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: not record.msg.startswith(_SAID_ONCE))
    build(config)


def _restored(config: MkDocsConfig, locale: str) -> bool:
    kept = _cache_of(config, locale)
    files = kept.get(_whole(config, kept, locale))
    kept.close(well=False)  # it stays as it is, for the next build
    last = Path(config.config_file_path).parent / site.FOLDERS[config.extra["edition"]]
    return bool(files) and unchanged.restored(files, last, Path(config.site_dir))


def _whole(config: MkDocsConfig, kept: Cache, locale: str) -> bytes:
    """Under what the list of all files of a language is kept; `made_by` tells of the settings in files."""
    prints = [one for one in _build.prints if one.locale == locale]
    return kept.key("whole", _build.course.made_of[locale], config.site_url, prints)


@event_priority(100)
def _choose_files(files: Files, config: MkDocsConfig) -> Files:
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


on_files = CombinedEvent(_share_languages, _choose_files)


@event_priority(-101)
def on_nav(nav: Any, config: MkDocsConfig, files: Files) -> Any:
    """After i18n (-100), which chooses the files of the language: links are made from them."""
    course = _build.course
    texts = (course.data_texts[path] for path in OF_EVERY_PAGE)
    there = [(file.src_uri, file.dest_uri, file.inclusion.name) for file in files]
    told = (config.site_url, config.site_name, config.extra["edition"], config.theme["language"], course.pass_mark)
    _build.shared = digest(_build.serving, *told, *texts, sorted(there))
    _build.nav = nav
    if not plain():
        _remember(files)
    # Most of what an earlier build has kept will be asked for, and then nothing but the keys takes time.
    there_before = _build.course.trees[config.theme["language"]].values() if _build.cache.size > _FEW else ()
    pages = [page for page in there_before if files.get_file_from_path(page.path.removeprefix("docs/"))]
    keys = cores.each(partial(_text_key, config.extra["edition"]), pages, _FEW)
    _build.keys = {page.path: key for page, key in zip(pages, keys, strict=True)}
    return nav


def _remember(files: Files) -> None:
    """The files of the language are chosen, so that a path leads to the same one wherever it is asked for; and MkDocs
    and mkdocs-quiz, which make a converter of Markdown for each page and each item, have one each."""
    vars(files)["get_file_from_path"] = cache(files.get_file_from_path)
    vars(web_pages)["markdown"], vars(plugin)["md"] = signs.Once(), signs.Once()


def on_page_read_source(page: WebPage, config: MkDocsConfig) -> str | None:
    """Pages are read once, by the course; MkDocs gets the same text, also for pages that have no file."""
    return _course_page(page).source


@event_priority(100)
def on_page_markdown(markdown: str, page: WebPage, config: MkDocsConfig, files: Files) -> str:
    """Before i18n (50) and mkdocs-quiz (0), so that references in quiz items are links when the quiz is read."""
    source, edition = _course_page(page), config.extra["edition"]
    key, text = _build.keys.get(source.path, b""), ""
    known = _build.cache.get(key) if key else None
    if not known:
        key, text = _text(edition, source)
        known = _build.cache.get(key)
    # By its parts: the classes of a hook of MkDocs cannot be found by their names.
    kept = _build.kept[source.path] = Kept(**(known or {"key": key, "warned": _heard.count}))
    if kept.known:
        vars(page)["render"] = partial(_recall, page, kept)
        return ""
    if source.items:
        page.meta["quiz"] = {"enabled": True}
    return text


def _text(edition: str, source: Page) -> tuple[bytes, str]:
    """The text of a page for MkDocs, after that under which it is kept."""
    text = expand.expand(_build.course, source, edition, _build.prints)
    return _build.cache.key("text", _build.shared, source.name, source.meta, text), text


def _text_key(edition: str, source: Page) -> bytes:
    return _text(edition, source)[0]


def _recall(page: WebPage, kept: Kept, config: MkDocsConfig, files: Files) -> None:
    """What `Page.render` of MkDocs does, from an earlier build."""
    page.content, page.toc, page.present_anchor_ids = "", kept.toc, kept.anchors
    page._title_from_render = kept.title
    page.links_to_anchors = {files.src_uris[path]: anchors for path, anchors in kept.links.items()}


@event_priority(100)
def _keep_for_search(html: str, page: WebPage, config: MkDocsConfig, files: Files) -> None:
    """The search takes the text of a page before others add to it."""
    source = _course_page(page)
    kept = _build.kept[source.path]
    if not kept.known:
        kept.sections = pickle.dumps(search.read(_build.course, source, html))
    _build.sections[source.path] = kept.sections


@event_priority(-100)
def _remake_quiz(html: str, page: WebPage, config: MkDocsConfig, files: Files) -> str:
    """After mkdocs-quiz (0), which has just written its questions. A preview shows what it cannot read as it is."""
    source = _course_page(page)
    if not source.items:
        return html
    module, kept = labels.module_of(_build.course, source), _build.kept[source.path]
    try:
        if module:
            kept.bank = kept.bank or quiz_page.bank(_build.course, module, source, html)
            _build.banks[source.locale, module.id] = kept.bank
        if kept.known:
            return html
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
    source = _course_page(page)
    if source.name != "glossary.md" or _build.kept[source.path].known:
        return html
    for title in page.toc:
        for letter in title.children:
            letter.children = []
    return _LINK_OF_ENTRY.sub("", html)


@event_priority(-101)
def _keep(html: str, page: WebPage, config: MkDocsConfig, files: Files) -> str:
    """Last of all: the page is what it will be. It waits in UTF-8 until it is written; nothing else is asked of it."""
    kept = _build.kept[_course_page(page).path]
    if not kept.known:
        kept.content = html.encode("utf-8", "surrogatepass")
        page.markdown = ""
    if kept.known or kept.warned != _heard.count:
        return ""
    kept.known, kept.toc, kept.title = True, page.toc, page._title_from_render
    kept.anchors = page.present_anchor_ids
    kept.links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    _build.cache.put(kept.key, vars(kept))
    return ""


on_page_content = CombinedEvent(_keep_for_search, _remake_quiz, _lighten_glossary, _keep)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """All texts are read and none is written. The template of pages comes from here, so that what an earlier build has
    finished is not made again; and only the first language copies files that belong to none."""
    if config.plugins["i18n"].building:
        own = f"{config.theme['language']}/"
        for file in (file for file in files if not file.dest_uri.startswith(own)):
            vars(file)["copy_file"] = _leave
    _build.around = digest(_build.nav.homepage and _build.nav.homepage.url, *_menu(_build.nav.items))
    env.auto_reload = False  # each build has an environment of its own, and no template changes meanwhile
    env.bytecode_cache = _build.templates
    template_of = env.get_template
    env.get_template = lambda name, *given: (_Template if (name, *given) == (_PAGE,) else _same)(
        template_of(name, *given)
    )


def _leave(dirty: bool = False) -> None:
    """In place of `File.copy_file` of MkDocs."""


def _same(template: Any) -> Any:
    return template


def _menu(items: list[Any], depth: int = 0) -> Iterator[tuple[Any, ...]]:
    """What a menu says of its entries, in order."""
    for item in items:
        yield depth, item.title, getattr(item, "url", None), _told_of(item.meta) if item.is_page else None
        yield from _menu(item.children or [], depth + 1)


def _told_of(meta: Any) -> list[tuple[str, Any]]:
    """The front matter of a page without what no menu says of it."""
    return sorted((key, value) for key, value in meta.items() if key not in ("quiz", "review", "source"))


class _Template:
    """The template of pages, which is filled only for pages that no earlier build has finished."""

    def __init__(self, template: Any) -> None:
        self._template = template

    def render(self, context: dict[str, Any]) -> str:
        """The whole page."""
        page: WebPage = context["page"]
        source = _course_page(page)
        ways = [(way.url, context["name_of"](way)) for way in (page.previous_page, page.next_page) if way]
        shown = (page.url, page.canonical_url, page.title, page.meta.get("review"), ways, _told_of(page.meta))
        asked = (context["scripts"], context["quick_exit"], context["extra_css"], context["config"].extra["alternate"])
        key = _build.cache.key("page", _build.kept[source.path].key, _build.shared, _build.around, shown, asked)
        finished = _build.cache.get(key)
        if finished:
            return _Finished(finished)
        _build.pages[source.path] = key, _heard.count
        return str(self._template.render(context))


def on_page_context(context: dict[str, Any], page: WebPage, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """The templates ask for the content of the page, for interface strings in its language, and for its scripts."""
    page.content = _build.kept[_course_page(page).path].content.decode("utf-8", "surrogatepass")
    context["scripts"] = screens.scripts(_build.course, _course_page(page))
    context |= _of_folder(posixpath.dirname(page.url))
    context["quick_exit"] = labels.quick_exit(_build.course, _course_page(page))
    return _with_strings(context, config)


def _of_folder(folder: str) -> dict[str, Any]:
    """How templates write once what all pages of a folder have; they are built one after the other."""
    if folder != _build.entries.folder:
        _build.entries = templates.Entries(folder)
    entries = _build.entries
    return {"entry": entries.made, "entries": entries.below, "once": entries.once}


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Pages without Markdown (404, sitemap) ask for the same strings, and the former for the menu."""
    context |= _of_folder(template_name)
    return _with_strings(context, config)


@event_priority(-100)
def on_post_page(output: str, page: WebPage, config: MkDocsConfig) -> str:
    """Last of all handlers, because the policy knows every script of the finished page by its hash; and a trainer block
    written in a way that `expand` does not know must not reach a learner."""
    page.content, _build.kept[_course_page(page).path].content = "", b""
    if isinstance(output, _Finished):
        return output
    if config.extra["edition"] == expand.LEARNER and _TRAINER_BLOCK.search(output):
        raise Abort(
            f"docs/{page.file.src_uri}:1: a trainer block would reach the learner edition - begin it with !!! trainer"
        )
    finished = _finished(output)
    key, warned = _build.pages[_course_page(page).path]
    if warned == _heard.count:
        _build.cache.put(key, finished)
    return finished


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Last of all handlers, as for pages; of the templates only 404.html is a page."""
    return _finished(output_content) if template_name.endswith(".html") else output_content


def _finished(page: str) -> str:
    """A preview has no policy: MkDocs puts a script of its own into its pages, which asks whether they have changed."""
    return markup.finished(page) if _build.serving else policy.guarded(markup.finished(page))


@event_priority(99)
def _gather_languages(config: MkDocsConfig) -> None:
    """Before i18n (-100) would build the languages that are being built, so that it has nothing left to do."""
    if _build.others:
        os.sync()  # the whole site will be before it is put in place; most of it can be while others are at work
    for language in config.plugins["i18n"].config.languages if _build.others else ():
        language.build = language.default
    others, _build.others = _build.others, []
    for well, _, said in [other.done() for other in others]:
        sys.stderr.write(said)
        if not well:
            raise Abort("A language could not be built: see above.")


@event_priority(100)
def _write_data(config: MkDocsConfig) -> None:
    """Once per language, and before i18n (-100) begins with the next one: what scripts know of the course, the prints
    and tables that pages offer, and lighter stylesheets and scripts."""
    locale = config.theme["language"]
    data = browser_data.files(_build.course, locale, config.extra["edition"])
    tree = _build.course.trees[locale].values()
    pages = {page.name: pickle.loads(_build.sections[page.path]) for page in tree if page.path in _build.sections}
    banks = {f"assets/bank/{key}/{locale}.js": text for (one, key), text in _build.banks.items() if one == locale}
    index = search.script(_build.course, locale, pages)
    tables = register.files(_build.course, locale)
    texts = {**data, **banks, **tables, f"assets/search/{locale}.js": index}
    if not config.plugins["i18n"].building:
        texts |= browser_data.shared(_build.course)
    for name, text in texts.items():
        path = Path(config.site_dir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    if not config.plugins["i18n"].building:  # a workbook has all languages, and so has the data package
        exercises = sorted(_build.course.exercises.items())
        for name, made in _build.cache.kept(_downloads, "downloads", _build.course.data_digest, exercises).items():
            path = Path(config.site_dir) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        for one in _build.prints:
            target = Path(config.site_dir, "pdf", Path(one.path).name)
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(Path(config.config_file_path).parent / press.FOLDER / one.path, target)
        for path, text in markup.lightened(Path(config.site_dir)):  # only the first language has brought them
            path.write_text(text, encoding="utf-8", newline="\n")
        _build.templates.close()
    elif not _heard.count:
        _list(config, texts)
    _build.cache.close()


def _list(config: MkDocsConfig, texts: Iterable[str]) -> None:
    """Keeps the list of all files of the language, `texts` among them."""
    locale, folder = config.theme["language"], Path(config.site_dir)
    pages = (path.relative_to(folder).as_posix() for path in (folder / locale).rglob("*") if path.is_file())
    key, files = _whole(config, _build.cache, locale), unchanged.listed(folder, (*pages, *texts))
    if _build.cache.get(key) != files:
        _build.cache.put(key, files)


def _downloads() -> dict[str, bytes]:
    """The workbooks and the data package, which are made from the data alone."""
    return {**xlsform.files(_build.course), **datapackage.files(_build.course)}


on_post_build = CombinedEvent(_write_data, _gather_languages)


def on_build_error(error: Exception) -> None:
    """A build that fails leaves everything that it has not finished as it was."""
    _build.cache.close(well=False)


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
