"""The whole site of the real course: its pages, languages and links, what it loads, and what it keeps from learners."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from importlib.metadata import distribution
from pathlib import Path
from posixpath import dirname, normpath
from shutil import copy, copytree
from typing import Any
from urllib.parse import unquote, urlsplit

import leaks
import pytest
import yaml
from conftest import ROOT, Build, copy_repository
from jinja2 import Environment, nodes
from mkdocs.utils.yaml import yaml_load

from course.expand import EDITIONS
from course.load import load
from editions import xlsform
from editions.site import FOLDERS

LOCALES = tuple(yaml.safe_load((ROOT / "docs" / "data" / "languages.yml").read_text(encoding="utf-8")))
SAID = yaml.safe_load((ROOT / "docs" / "data" / "interface.yml").read_text(encoding="utf-8"))
MODULE = "handbook/partnerships"

UNREAD = {"script", "style", "code", "svg"}
LOADING_ATTRIBUTES = {"src", "srcset", "poster", "data", "background"}
LOADING_LINKS = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "manifest"}


class Page(HTMLParser):
    """What a finished page holds: language, ids, addresses it links to or loads, and its words."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.language = ""
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.review: dict[str, str] = {}
        self.words: list[str] = []
        self.chrome: list[str] = []
        self._inside: list[str] = []
        self.source = path.read_text(encoding="utf-8")
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given["lang"]
        self.ids.update(given[name] for name in ("id", "name") if name in given)
        if "href" in given:
            self.links.append(given["href"])
            if tag not in ("a", "link") or (LOADING_LINKS & set(given.get("rel", "").split()) and tag == "link"):
                self.loads.append(given["href"])
        self.loads += [value for name, value in given.items() if name in LOADING_ATTRIBUTES]
        if "data-review" in given:
            self.review["state"] = given["data-review"]
        if tag in UNREAD or tag == "article":
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self.lasttag == "p" and "state" in self.review and "text" not in self.review:
            self.review["text"] = data.strip()
        if not UNREAD.intersection(self._inside):
            self.words.append(data)
            if "article" not in self._inside:
                self.chrome.append(data)


@cache
def pages(site: Path) -> dict[str, Page]:
    """The pages of a site by address; 404.html cannot be opened from a folder, those of assets/ are not read."""
    found = {path.relative_to(site).as_posix(): Page(path) for path in sorted(site.rglob("*.html"))}
    return {
        address: page for address, page in found.items() if address != "404.html" and not address.startswith("assets/")
    }


def locale_of(address: str) -> str:
    first = address.partition("/")[0]
    return first if first in LOCALES else LOCALES[0]


def name_of(address: str) -> str:
    """The address without the folder of its language."""
    return address.removeprefix(f"{locale_of(address)}/")


def contents(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(site.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            yield path.relative_to(site).as_posix(), gzip.decompress(data) if path.suffix == ".gz" else data


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run(root: Path, *arguments: str, **settings: str) -> tuple[int, str]:
    """The exit code of the shell door in a copy of the repository, and what it printed; `settings` are its own."""
    done = subprocess.run(
        [sys.executable, "hooks/cli.py", *arguments],
        cwd=root,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | settings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(params=EDITIONS)
def site(request: pytest.FixtureRequest, built: Build) -> Path:
    """The site of each edition in turn."""
    return built(request.param)[0]


@pytest.mark.parametrize("edition", EDITIONS)
def test_mkdocs_warns_of_nothing(built: Build, edition: str) -> None:
    _, said = built(edition)
    assert [line for line in said.splitlines() if re.match("WARNING|ERROR", line)] == []


def test_a_build_leaves_nothing_but_its_site(site: Path) -> None:
    there = {path.name for path in site.parent.iterdir()}
    assert there == {".cache", "docs", "hooks", "mkdocs.yml", "overrides", site.name}


def test_every_language_has_the_same_pages(site: Path) -> None:
    names = {locale: {name_of(page) for page in pages(site) if locale_of(page) == locale} for locale in LOCALES}
    assert "index.html" in names["tg"]
    assert names["ru"] == names["tg"]
    assert names["en"] == names["tg"]


def test_lesson_plans_class_results_and_test_papers_are_for_trainers(learner_site: Path, trainer_site: Path) -> None:
    screens = {"class-results.html", "test-papers.html"}
    teaching = {address for address in pages(trainer_site) if address.endswith(("lesson.html", *screens))}
    written = [module for module in load(ROOT).modules.values() if module.written]
    lessons = {f"handbook/{module.id}/lesson.html" for module in written}
    assert {name_of(address) for address in teaching} == {*lessons, *screens}
    assert pages(learner_site).keys() == pages(trainer_site).keys() - teaching


def test_scripts_and_words_of_class_results_and_test_papers_are_for_trainers(
    learner_site: Path, trainer_site: Path
) -> None:
    scripts = [{path.name for path in (folder / "assets/js").glob("*.js")} for folder in (learner_site, trainer_site)]
    assert scripts[1] - scripts[0] == {"class-figures.js", "class-results.js", "sheet-check.js", "test-papers.js"}
    for locale in LOCALES:
        said = [(folder / f"assets/words/{locale}.js").read_text("utf-8") for folder in (learner_site, trainer_site)]
        assert ["class-hardest" in text for text in said] == [False, True]
        listed = [(folder / f"assets/items/{locale}.js").read_text("utf-8") for folder in (learner_site, trainer_site)]
        assert ['"options"' in text for text in listed] == [False, True]


def test_every_page_says_its_language(site: Path) -> None:
    assert {address: page.language for address, page in pages(site).items()} == {
        address: locale_of(address) for address in pages(site)
    }


def test_data_stay_at_home(site: Path) -> None:
    published = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    # Practice data are published, with a package that says what they are.
    facts = {path.name for path in (ROOT / "docs" / "data").rglob("*") if path.is_file() and path.suffix != ".csv"}
    assert [name for name in published if name.rpartition("/")[2] in facts or name.startswith("data/")] == []
    assert [name for name in published if name.endswith((".md", ".yml", ".py"))] == []


def test_every_page_says_that_it_is_not_official(site: Path) -> None:
    assert [
        address
        for address, page in pages(site).items()
        if SAID["notice"][locale_of(address)] not in "".join(page.words)
    ] == []


def test_every_page_with_a_review_state_shows_it(site: Path) -> None:
    shown = {address: page.review for address, page in pages(site).items()}
    assert shown == {address: review_of(address) for address in shown}
    assert any(review for review in shown.values())


def review_of(address: str) -> dict[str, str]:
    locale = locale_of(address)
    source = ROOT / "docs" / locale / Path(name_of(address)).with_suffix(".md")
    front = re.match(r"---\n(.*?)\n---\n", source.read_text(encoding="utf-8"), re.DOTALL) if source.is_file() else None
    state = yaml.safe_load(front[1]).get("review") if front else None
    if not state:
        return {}
    kind = "review-approved" if state == "approved" else f"review-draft-{'source' if locale == 'en' else 'translation'}"
    return {"state": state, "text": SAID[kind][locale]}


def test_every_link_leads_somewhere(site: Path) -> None:
    assert list(dead_links(site)) == []


def test_every_survey_is_there_for_phones(site: Path) -> None:
    made = xlsform.files(load(ROOT))
    assert {path: (site / path).read_bytes() for path in made} == made
    assert {path.name for path in (site / "assets" / "xlsform").iterdir()} == {Path(path).name for path in made}


def dead_links(site: Path) -> Iterator[str]:
    there = pages(site)
    for address, page in there.items():
        for link in page.links + page.loads:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = normpath(f"{dirname(address)}/{unquote(parts.path)}".lstrip("/")) if parts.path else address
            if not (site / target).is_file():
                yield f"{address}: {link}: no such file"
            elif parts.fragment and target in there and unquote(parts.fragment) not in there[target].ids:
                yield f"{address}: {link}: no such anchor"


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    outside = re.compile(r"(?:https?:)?//")
    assert {
        address: found
        for address, page in pages(site).items()
        if (found := [load for load in page.loads if outside.match(load)])
    } == {}
    sheets = {path.name: path.read_text(encoding="utf-8") for path in site.rglob("*.css")}
    assert [
        name for name, sheet in sheets.items() if re.search(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""", sheet)
    ] == []


# Trainer text

BELOW = "/hamkori/"
SENTENCES = {"tg": "Канарейка рақами", "ru": "Канарейка номер", "en": "Canary number"}


@pytest.fixture(scope="module")
def canaries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A copy of the repository, both editions built, with a number in every place that learners must not see; and
    the page on which trainers see it. Numbers survive every way to escape letters."""
    root = copy_repository(tmp_path_factory.mktemp("canaries"))
    where: dict[str, str] = {}
    for locale, words in SENTENCES.items():
        module = root / "docs" / locale / MODULE
        title, body, point, lesson, key = (f"{words} 739{place}51" for place in range(1, 6))
        block = f'\n!!! trainer "{title}"\n    {body}\n\n    - {point}\n'
        with (module / "index.md").open("a", encoding="utf-8") as text:
            text.write(block)
        with (module / "lesson.md").open("a", encoding="utf-8") as text:
            text.write(f"\n{lesson}\n")
        quiz = (module / "quiz.md").read_text(encoding="utf-8")
        changed = re.sub(r"(!!! trainer .*\n)", rf"\g<1>    {key}\n", quiz, count=1)
        assert changed != quiz
        (module / "quiz.md").write_text(changed, encoding="utf-8")
        folder = MODULE if locale == LOCALES[0] else f"{locale}/{MODULE}"
        where |= dict.fromkeys((title, body, point), f"{folder}/index.html")
        where |= {lesson: f"{folder}/lesson.html", key: f"{folder}/quiz.html"}
    for edition in EDITIONS:
        code, printed = run(root, "site", "--edition", edition, SITE_URL=f"https://example.org{BELOW}")
        assert code == 0, printed
    return root, where


def test_only_the_page_for_missing_addresses_depends_on_where_the_site_lies(
    canaries: tuple[Path, dict[str, str]],
) -> None:
    site = canaries[0] / "site"
    own = Page(site / "404.html")
    assert own.loads
    assert [link for link in own.links + own.loads if not link.startswith((BELOW, "#"))] == []
    there = pages(site).values()
    assert {link for page in there for link in page.links + page.loads if link.startswith("/")} == set()


def test_trainers_see_what_is_written_for_them(canaries: tuple[Path, dict[str, str]]) -> None:
    root, where = canaries
    there = pages(root / "site-trainer")
    assert [canary for canary, address in where.items() if canary not in "".join(there[address].words)] == []


def test_no_byte_of_the_learner_edition_is_for_trainers(canaries: tuple[Path, dict[str, str]]) -> None:
    root, where = canaries
    numbers = {canary.rpartition(" ")[2].encode() for canary in where}
    assert [name for name, data in contents(root / "site") if any(number in data for number in numbers)] == []


def test_no_trainer_text_of_the_course_is_in_the_learner_edition(learner_site: Path, trainer_site: Path) -> None:
    secrets = leaks.secrets(ROOT)
    assert len(secrets) > 300
    assert set(secrets) - leaks.among(secrets, site_text(trainer_site)) == set()
    assert leaks.among(secrets, site_text(learner_site)) == set()


def site_text(site: Path) -> str:
    return leaks.words(data for name, data in contents(site) if name.endswith((".html", ".json", ".js")))


# Faults: each damages a copy of the repository and returns how the report of it begins.


def replace(root: Path, path: str, old: str, new: str) -> int:
    """Replaces the first `old` of a file; the line where it stood."""
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


def delete_anchor(root: Path) -> str:
    path = f"docs/en/{MODULE}/index.md"
    return f"{path}:{replace(root, path, ' {#who-sits}', '')}: XR003 "


def misspell_term(root: Path) -> str:
    path = f"docs/en/{MODULE}/index.md"
    return f"{path}:{replace(root, path, '(term:cppt)', '(term:cpptt)')}: GL001 "


def remove_russian_page(root: Path) -> str:
    (root / "docs/ru/about.md").unlink()
    return "docs/ru/about.md:1: TR001 "


def remove_tajik_heading(root: Path) -> str:
    path = root / "docs" / "tg" / MODULE / "index.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    gone = next(index for index, line in enumerate(lines) if line.endswith("{#meeting}"))
    following = next(index for index in range(gone + 1, len(lines)) if lines[index].startswith("#"))
    path.write_text("\n".join(lines[:gone] + lines[gone + 1 :]) + "\n", encoding="utf-8")
    return f"docs/tg/{MODULE}/index.md:{following}: TR002 "


def remove_russian_option(root: Path) -> str:
    path = root / "docs" / "ru" / MODULE / "quiz.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    item = lines.index("<quiz>")
    option = next(index for index, line in enumerate(lines) if line.startswith("- [ ]"))
    assert lines[option + 1].startswith(">")
    path.write_text("\n".join(lines[:option] + lines[option + 2 :]) + "\n", encoding="utf-8")
    return f"docs/ru/{MODULE}/quiz.md:{item + 1}: TR003 "


Fault = Callable[[Path], str]
FAULTS: list[Fault] = [delete_anchor, misspell_term, remove_russian_page, remove_tajik_heading, remove_russian_option]


@pytest.mark.parametrize(
    "faults", [*([fault] for fault in FAULTS), FAULTS], ids=[*(fault.__name__ for fault in FAULTS), "all_at_once"]
)
def test_a_fault_stops_the_build_before_the_last_good_site(
    faults: list[Fault], learner_site: Path, tmp_path: Path
) -> None:
    root = copy_repository(tmp_path / "copy")
    copytree(learner_site, root / "site")
    before = fingerprint(root / "site")
    expected = [fault(root) for fault in faults]
    code, printed = run(root, "site")
    assert code == 1
    assert [start for start in expected if not any(line.startswith(start) for line in printed.splitlines())] == []
    assert printed.endswith("The site was not built; the last good one was not touched.\n")
    assert fingerprint(root / "site") == before
    assert sorted(path.name for path in root.iterdir()) == [
        ".cache",
        "docs",
        "hooks",
        "mkdocs.yml",
        "overrides",
        "site",
    ]


# Tajik


def theme_strings(path: Path) -> dict[str, str]:
    parsed = Environment(autoescape=True).parse(path.read_text(encoding="utf-8")).find(nodes.Dict)
    assert parsed
    strings: dict[str, str] = parsed.as_const()
    return strings


def installed(package: str, path: str) -> Path:
    return Path(str(distribution(package).locate_file(path)))


def test_tajik_has_every_string_of_the_theme() -> None:
    tajik = theme_strings(ROOT / "overrides" / "partials" / "languages" / "tg.html")
    english = theme_strings(installed("mkdocs-material", "material/templates/partials/languages/en.html"))
    assert tajik.keys() == english.keys()
    assert [key for key, text in tajik.items() if not text] == []


def test_the_page_for_lost_readers_is_in_the_first_language(site: Path) -> None:
    lost = Page(site / "404.html")
    assert lost.language == LOCALES[0]
    assert SAID["not-found"][LOCALES[0]] in "".join(lost.words)


def test_only_the_site_is_published(site: Path) -> None:
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    assert [name for name in names if name.endswith((".po", ".md", ".yml", ".py"))] == []
    rooms = {path.name for path in (ROOT / "overrides").iterdir() if path.is_dir()}
    assert [name for name in names if name.partition("/")[0] in rooms] == []


def test_no_english_is_read_out_on_tajik_pages(learner_site: Path) -> None:
    attribute = re.compile(r' (?:title|alt|aria-label|placeholder)="([^"]*)"')
    assert {
        (address, text)
        for address, page in pages(learner_site).items()
        if locale_of(address) == "tg"
        for text in attribute.findall(re.sub(r"<script.*?</script>", "", page.source, flags=re.DOTALL))
        if re.search("[A-Za-z]", re.sub(r"\b(?:SARA|B[12]|[SMART](?=:))\b", "", text))  # the letters of SMART
    } == set()


def test_no_english_around_tajik_pages(learner_site: Path) -> None:
    names = re.compile(r"CC BY 4\.0|\b(?:Hamkori|Saferworld|English|Firefox|Lighthouse|SARA|SMART|B[12])\b")
    foreign = {
        (address, found)
        for address, page in pages(learner_site).items()
        if locale_of(address) == "tg"
        for found in re.findall("[A-Za-z]+", names.sub("", "\n".join(page.chrome)))
    }
    assert foreign == set()


def test_the_contents_of_the_glossary_are_letters(learner_site: Path) -> None:
    page = (learner_site / "glossary.html").read_text(encoding="utf-8")
    contents = re.search(r'<nav class="md-nav md-nav--secondary".*?</nav>', page, re.DOTALL)
    assert contents
    assert set(re.findall(r'href="#([a-z]+)', contents[0])) == {"letter"}


def test_the_site_has_the_languages_of_the_course() -> None:
    config: dict[str, Any] = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    plugins = {
        name: options for plugin in config["plugins"] if isinstance(plugin, dict) for name, options in plugin.items()
    }
    course = yaml.safe_load((ROOT / "docs" / "data" / "languages.yml").read_text(encoding="utf-8"))
    assert [
        (language["locale"], language["name"], language.get("default", False))
        for language in plugins["i18n"]["languages"]
    ] == [(key, language["name"], language.get("default", False)) for key, language in course.items()]
    assert config["theme"]["language"] == LOCALES[0]


def test_pages_offer_the_prints_of_their_edition(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "repository")
    copy(ROOT / "requirements.txt", root)
    code, printed = run(root, "pdf", "--of", "partnerships", "--lang", "ru")
    assert code == 0, printed
    page, offered = (
        "ru/handbook/partnerships/index.html",
        r'href="../../../pdf/([\w-]+\.pdf)" [^>]*>[^<]*</a> \(PDF, \d+ \w+, \d+ КБ\)',
    )

    def offers(edition: str) -> tuple[list[str], list[str]]:
        code, printed = run(root, "site", "--edition", edition)
        assert code == 0, printed
        site = root / FOLDERS[edition]
        there = sorted(path.name for path in site.rglob("*.pdf"))
        return re.findall(offered, (site / page).read_text(encoding="utf-8")), there

    handout, guide = "m04-partnerships-ru.pdf", "m04-partnerships-ru-trainer.pdf"
    assert offers("learner") == ([handout], [handout])
    assert offers("trainer") == ([handout, guide], [guide, handout])
