"""Large courses for benches: the real one with many more pages, written from its words with a fixed seed."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from random import Random

from course.expand import LEARNER, published
from course.labels import for_trainers
from course.load import load
from course.model import Course
from course.wordings import Wordings

ROOT = Path(__file__).resolve().parent.parent.parent
SEED = 2026
SECTION = 20

_MENU = re.compile(r"^programme:.*\n(?:  - .*\n)*", re.MULTILINE)
_REFERENCES = ("term", "term", "term", "ref", "src", "src", "tool")
_KINDS = ("think", "warning", "legal", "example", "trainer")


class Writer:
    """Writes pages in all languages side by side: other words, but the same sections, numbers and references."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.locales = [language.id for language in course.languages]
        self.words = {locale: _frequent(course, locale) for locale in self.locales}
        self.avoided = {
            locale: Wordings((word, key) for key, term in course.terms.items() for word in term.wordings[locale].avoid)
            for locale in self.locales
        }
        self.terms = sorted(course.terms)
        # A number beside a source of the programme has to be one of the data (SR006); these pages have any.
        self.sources = sorted(key for key, source in course.sources.items() if not source.programme)
        self.tools = sorted(course.tools)
        there = [page for page in course.source_pages.values() if not page.planned]
        there = [page for page in there if not for_trainers(course, page.name)]
        self.targets = [f"{page.id}#{heading.id}" for page in there for heading in page.headings]

    def page(self, name: str, random: Random) -> dict[str, str]:
        """One page by locale."""
        own = {locale: Random(f"{name} {locale}") for locale in self.locales}
        parts = [self._each(own, lambda _, words: f"---\nreview: draft\n---\n\n# {words(4)} {{#{name}}}")]
        for section in range(1, 6):
            key = f"part-{section}"
            parts.append(self._each(own, lambda _, words, key=key: f"## {words(5)} {{#{key}}}"))
            for _ in range(2):
                parts.append(self._paragraph(own, random))
            parts.append(self._extra(section, name, own, random))
        if random.random() < 0.25:
            parts += [self._item(f"{name}-{number:02}", own, random) for number in (1, 2)]
        return {locale: "\n\n".join(part[locale] for part in parts) + "\n" for locale in self.locales}

    def sentence(self, locale: str, random: Random) -> str:
        """A sentence in a language."""
        return f"{self._said(locale, random, 9)}."

    def quiz(self, name: str, count: int, random: Random) -> dict[str, str]:
        """A page of quiz items by locale."""
        own = {locale: Random(f"{name} {locale}") for locale in self.locales}
        items = [self._item(f"{name}-{number:02}", own, random) for number in range(1, count + 1)]
        return {
            locale: "---\nreview: draft\n---\n\n" + "\n\n".join(item[locale] for item in items) + "\n"
            for locale in self.locales
        }

    def _each(self, own: Mapping[str, Random], make: Callable[..., str]) -> dict[str, str]:
        return {locale: make(locale, partial(self._said, locale, own[locale])) for locale in self.locales}

    def _said(self, locale: str, random: Random, count: int) -> str:
        pool, weights = self.words[locale]
        while True:
            text = " ".join(random.choices(pool, cum_weights=weights, k=count))
            if not any(self.avoided[locale].found(text)):
                return text[0].upper() + text[1:]

    def _reference(self, random: Random) -> Callable[[str], str]:
        kind = random.choice(_REFERENCES)
        if kind == "term":
            key = random.choice(self.terms)
            return lambda locale: f"[{self.course.terms[key].wordings[locale].term}](term:{key})"
        key = random.choice({"ref": self.targets, "src": self.sources, "tool": self.tools}[kind])
        return lambda _: f"[]({kind}:{key})"

    def _paragraph(self, own: Mapping[str, Random], random: Random, sentences: int = 4) -> dict[str, str]:
        plan = [(random.randint(8, 16), self._reference(random), random.randint(2, 99)) for _ in range(sentences)]
        return self._each(
            own,
            lambda locale, words: "\n".join(
                f"{words(count)}, {number}: {reference(locale)}." for count, reference, number in plan
            ),
        )

    def _extra(self, section: int, name: str, own: Mapping[str, Random], random: Random) -> dict[str, str]:
        match section % 3:
            case 0:
                counts = [random.randint(1, 99) for _ in range(5)]
                return self._each(
                    own,
                    lambda _, words: (
                        f"Table: {words(3)} {{#tab-{name}-{section}}}\n\n| {words(1)} | {words(2)} | {words(1)} |\n"
                        "|---|---|---|\n" + "\n".join(f"| {words(3)} | {words(6)} | {count} |" for count in counts)
                    ),
                )
            case 1:
                return self._each(own, lambda _, words: "\n".join(f"- **{words(2)}:** {words(8)}" for _ in "1234"))
        kind = random.choice(_KINDS)
        body = self._paragraph(own, random, 3)
        head = self._each(own, lambda _, words: f'!!! {kind} "{words(3)}"\n')
        return {
            locale: head[locale] + "\n".join(f"    {line}" for line in body[locale].split("\n"))
            for locale in self.locales
        }

    def _item(self, key: str, own: Mapping[str, Random], random: Random) -> dict[str, str]:
        correct = random.randrange(4)
        return self._each(
            own,
            lambda _, words: "\n".join(
                [
                    f"<quiz>\n<!-- id: {key} -->\n{words(12)}?\n",
                    *(f"- [{'x' if at == correct else ' '}] {words(8)}\n> {words(10)}." for at in range(4)),
                    f"\n{words(10)}.\n</quiz>",
                ]
            ),
        )


def _frequent(course: Course, locale: str) -> tuple[list[str], list[int]]:
    """The small words of the pages in a language but numerals, with how often they stand there, added up."""
    language = next(language for language in course.languages if language.id == locale)
    word = re.compile(f"(?<![\\w'’-])[{language.alphabet}]+(?![\\w'’-])")
    counts = Counter(found for page in course.pages if page.locale == locale for found in word.findall(page.prose))
    pool, total, weights = [], 0, []
    for found, count in sorted(counts.items()):
        if found not in language.numerals:
            total += count
            pool.append(found)
            weights.append(total)
    return pool, weights


def made(folder: Path, count: int) -> Path:
    """The real course in a folder, with `count` more pages in each language."""
    return grown(copied(folder), count)


def sized(folder: Path, size: int) -> Path:
    """A course in which learners have `size` pages in each language: the real one and more pages.

    Where the real one has more than that, the small course of the tests is in its place.
    """
    small = _size(load(ROOT)) > size
    return grown(copied(folder, small=small), size - _size(load(folder)))


def _size(course: Course) -> int:
    return sum(published(course, page, LEARNER) for page in course.pages if page.locale == course.source_locale)


def copied(folder: Path, small: bool = False) -> Path:
    """A copy of all that a site is built from: of the real course, or of the small one of the tests."""
    for name in ("docs", "hooks", "overrides"):
        ignored = ("tg", "ru", "en", "figures", "tools") if small and name == "docs" else ("__pycache__",)
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(*ignored))
    if small:
        shutil.copytree(ROOT / "tests" / "course", folder, dirs_exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def grown(folder: Path, count: int) -> Path:
    """The course in a folder with `count` more pages in each language, 20 in a folder and its part of a menu."""
    if not count:
        return folder
    writer, random = Writer(load(folder)), Random(SEED)
    names = [f"programme/part-{number // SECTION:02}/page-{number:04}" for number in range(count)]
    for name in names:
        for locale, text in writer.page("-".join(name.split("/")[1:]), random).items():
            path = folder / "docs" / locale / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    modules = folder / "docs" / "data" / "modules.yml"
    listed = "".join(f"  - {name}\n" for name in names)
    modules.write_text(_MENU.sub(rf"\g<0>{listed}", _with_menu(modules), count=1), encoding="utf-8", newline="\n")
    subprocess.run([sys.executable, "hooks/cli.py", "stamp"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder


def _with_menu(modules: Path) -> str:
    """The list of modules with the menu that the pages go into, which the small course lacks."""
    text = modules.read_text(encoding="utf-8")
    return text if _MENU.search(text) else text.replace("modules:\n", "programme:\nmodules:\n", 1)
