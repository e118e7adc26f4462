"""Proves a release: every offline copy is unpacked and used in Chromium without a network, EPUBCheck has nothing to say
of a book, and no learner's file of any kind has what is for trainers.

Run it with `make verify`, after `make release`; give a folder to prove another release than `dist`. It prints a line
for every file and every fault; exit code 1 when there is a fault or nothing to prove.
"""

from __future__ import annotations

import re
import shutil
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path, PurePosixPath
from posixpath import normpath
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

import epubs
import leaks
import pdf_check
import yaml
import zims
from browsing import PREFIX, QUIET, Site
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pypdf import PdfReader

from bench import measuring
from course.load import load
from course.model import Course
from editions import manifest

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / ".cache" / "verify.json"
QUERIES = yaml.safe_load((ROOT / "tests" / "golden" / "search.yml").read_text(encoding="utf-8"))
MODULE = "handbook/partnerships/index.html"
QUIZ = "handbook/partnerships/quiz.html"
TOOL = "toolkit/inclusion-checklist.html"
TYPED = "Қишлоқ, ҳамсоя, ҷамоат, кӯча"
ANSWER = """right => {
  for (const [item, places] of Object.entries(right)) {
    const box = document.getElementById(item)
    for (const place of places) box.querySelector(`input[value="${place}"]`).click()
    box.querySelector("button").click()
  }
}"""
_SEARCHES = 5
_FIRST = 3
_TEXT = (".html", ".xhtml", ".js", ".json", ".xml", ".opf", ".ncx", ".csv", ".txt", ".svg", ".gift")
_LINK = re.compile(r"""<[a-z][^>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_ANCHOR = re.compile(r"""\s(?:id|name)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")


def main(arguments: list[str]) -> int:
    """Proves everything in the folder of a release and returns the exit code."""
    folder = Path(arguments[0]) if arguments else ROOT / "dist"
    course = load(ROOT)
    told = manifest.read((folder / manifest.NAME).read_bytes(), str(folder / manifest.NAME))
    secret = leaks.secrets(ROOT)
    of_prints = {language.id: pdf_check.secrets(course, language.id) for language in course.languages}
    chromium = shutil.which("chromium")
    if not chromium:
        print("no Chromium to prove it with: see tests/browser.sh", file=sys.stderr)
        return 1
    count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        for entry in told["files"]:
            begun = time.monotonic()
            found = [*opened(entry["path"], folder, browser, course)] if entry["kind"].startswith("offline") else []
            if entry["kind"] == "zim":
                found += zims.faults(folder / entry["path"], QUERIES[entry["languages"][0]])
            if entry["kind"] == "epub":
                book = folder / entry["path"]
                found += [*epubs.faults(epubs.files(book)), *epubs.checked(book)]
            if entry["edition"] == "learner":
                found += leaked(folder / entry["path"], secret, of_prints)
            count += len(found)
            print(f"{entry['path']}: {len(found) or 'no'} faults, {time.monotonic() - begun:.0f} s", flush=True)
            for fault in found:
                print(f"  {fault}", flush=True)
        browser.close()
    kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(Counter(entry["kind"] for entry in told["files"]).items()))
    print(
        f"{len(told['files'])} files ({kinds}), {count} faults; {len(secret)} pieces of text for trainers looked for."
    )
    figures = {"files": len(told["files"]), "faults": count, "secrets": len(secret)}
    measuring.kept(REPORT, "make verify", ("libzim", "weasyprint"), figures)
    return 0 if told["files"] and not count else 1


def opened(path: str, folder: Path, browser: Browser, course: Course) -> Iterator[str]:
    """What goes wrong when the zip of a copy is unpacked and used: a sentence for each."""
    with TemporaryDirectory(prefix="hamkori verify ") as place:
        with zipfile.ZipFile(folder / path) as archive:
            archive.extractall(place)
        copy = Path(place)
        told = manifest.read((copy / manifest.NAME).read_bytes(), path)
        yield from (f"after unpacking: {fault}" for fault in manifest.faults(copy))
        yield from dead_links(copy)
        at = Site(f"{copy.as_uri()}/")
        with browser.new_context() as context:
            at.watch(context)
            page = context.new_page()
            for locale in told["languages"]:
                for name, use in USES.items():
                    try:
                        use(page, copy, locale, course)
                    except Exception as error:
                        yield f"{locale}: {name}: {str(error).splitlines()[0]}"
            if len(told["languages"]) > 1:
                yield from switched(page, copy, told["languages"])
        yield from (f"it asked for {address}" for address in at.elsewhere)
        yield from (f"it complained: {text}" for text in at.complaints)


def dead_links(copy: Path) -> Iterator[str]:
    """The links of every page that lead to no file of the copy or to no place of its page."""
    anchors: dict[str, set[str]] = {}

    def places(name: str) -> set[str]:
        if name not in anchors:
            anchors[name] = {unescape("".join(one)) for one in _ANCHOR.findall((copy / name).read_text("utf-8"))}
        return anchors[name]

    for path in sorted(copy.rglob("*.html")):
        name = path.relative_to(copy).as_posix()
        for link in dict.fromkeys(unescape("".join(found)) for found in _LINK.findall(path.read_text("utf-8"))):
            target = urlsplit(link)
            if target.scheme or target.netloc:
                continue
            to = normpath(str(PurePosixPath(name).parent / unquote(target.path))) if target.path else name
            if to.startswith("..") or not (copy / to).is_file():
                yield f"{name}: leads to {link}, which is not there"
            elif target.fragment and to.endswith(".html") and unquote(target.fragment) not in {*places(to), "__search"}:
                yield f"{name}: leads to {link}, and there is no such place"


def starts(page: Page, copy: Path, locale: str, _: Course) -> None:
    """START.html finds every file there and whole, leads to the page on use, and opens the handbook."""
    page.goto((copy / "START.html").as_uri())
    expect(page.locator(f".card[lang={locale}] [data-state] > .good")).to_be_visible(timeout=60_000)
    page.locator(f"#copy-{locale} [data-choose]").set_input_files(copy)
    expect(page.locator(f"#copy-{locale} [data-result] > .good")).to_be_visible(timeout=120_000)
    page.locator(f".card[lang={locale}] li a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", locale)
    page.locator(".back a").click()
    page.locator(f".card[lang={locale}] .open").click()
    expect(page.locator("html")).to_have_attribute("lang", locale)
    expect(page.locator("h1")).to_be_visible()


def searches(page: Page, copy: Path, locale: str, _: Course) -> None:
    """Search finds what it should, and its first hit opens."""
    page.goto(address(copy, locale, "index.html"))
    hits = page.locator(".md-search-result__link")
    for query, wanted in list(QUERIES[locale].items())[:_SEARCHES]:
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").fill(query)
        expect(page.locator(".md-search-result__meta")).to_have_text(re.compile(r"\d"))
        first = [unquote(str(link.get_attribute("href"))) for link in hits.all()[:_FIRST]]
        if not any(re.sub(r"\?[^#]*", "", one).endswith(wanted) for one in first):
            raise AssertionError(f"'{query}' finds {first}, not {wanted}")
    hits.first.click()
    expect(page.locator("h1")).to_be_visible()


def is_quizzed(page: Page, copy: Path, locale: str, course: Course) -> None:
    """A quiz is answered rightly to its end and passed."""
    page.goto(address(copy, locale, QUIZ))
    items = right_answers(course, locale)
    page.evaluate(ANSWER, items)
    expect(page.locator("#quiz-result")).to_contain_text(f"{len(items)}")
    verdicts = page.locator(".quiz-verdict:visible")
    expect(verdicts).to_have_count(len(items))
    said = set(verdicts.all_inner_texts())
    if len(said) != 1:
        raise AssertionError(f"right answers are called {sorted(said)}")


def right_answers(course: Course, locale: str) -> dict[str, list[int]]:
    """The places of the right options of the quiz, by item."""
    items = course.trees[locale][QUIZ.replace(".html", ".md")].items
    return {item.id: [place for place, one in enumerate(item.options) if one.correct] for item in items}


def fills_in(page: Page, copy: Path, locale: str, _: Course) -> None:
    """What is typed into a tool is there when the page is opened again, and on its print."""
    page.goto(address(copy, locale, TOOL))
    field = page.locator(".tool-form textarea, .tool-form input[type=text]").first
    field.fill(TYPED)
    page.wait_for_timeout(600)  # it is kept a moment after the last letter
    page.reload()
    expect(page.locator(".tool-form textarea, .tool-form input[type=text]").first).to_have_value(TYPED)


def prints(page: Page, copy: Path, locale: str, _: Course) -> None:
    """A module is printed from the browser with its title and its words."""
    page.goto(address(copy, locale, MODULE))
    title = page.locator("h1").inner_text().removesuffix("¶").strip()
    pages = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    said = " ".join(" ".join(one.extract_text() for one in pages).split())
    if len(pages) < 2 or bare(title) not in bare(said):
        raise AssertionError(f"{len(pages)} pages without '{title}'")


_clean: set[str] = set()
"""Lines of files for learners in which nothing for trainers was found."""

USES = {"START.html": starts, "search": searches, "quiz": is_quizzed, "tool": fills_in, "print": prints}


def switched(page: Page, copy: Path, locales: Iterable[str]) -> Iterator[str]:
    """What goes wrong when a reader of a module goes from language to language and back."""
    first, *others = locales
    page.goto(address(copy, first, MODULE))
    for locale in (*others, first):
        try:
            page.locator(".md-header .md-select > button").hover()
            page.locator(f".md-header .md-select__link[hreflang={locale}]").click()
            expect(page.locator("html")).to_have_attribute("lang", locale)
            expect(page).to_have_url(address(copy, locale, MODULE))
        except Exception as error:
            yield f"{locale}: language switch: {str(error).splitlines()[0]}"


def address(copy: Path, locale: str, name: str) -> str:
    return (copy / "site" / PREFIX[locale] / name).as_uri()


def bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def leaked(path: Path, secret: Iterable[str], of_prints: Mapping[str, list[str]]) -> Iterator[str]:
    """What a learner's file says that is for trainers; of a zip, each file in it."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as opened:
            files: Any = {name: opened.read(name) for name in opened.namelist()}
    else:
        files = zims.files(path) if path.suffix == ".zim" else {path.name: path.read_bytes()}
    said = leaks.words(data for name, data in files.items() if name.endswith(_TEXT))
    lines = set(said.split("\n")) - _clean  # copies have most lines in common
    fresh = "\n".join(lines)
    told = sorted(leaks.among(secret, fresh))
    yield from (f"a learner reads what is for trainers: {one}" for one in told)
    if not told:
        _clean.update(lines)
    for name, data in files.items():
        if name.endswith(".pdf"):
            locale = name.removesuffix(".pdf").rpartition("-")[2]
            yield from (f"{name}: a learner reads: {one}" for one in of_print(data, tuple(of_prints[locale])))


@cache
def of_print(data: bytes, secret: tuple[str, ...]) -> tuple[str, ...]:
    """Which secrets a PDF tells; the same PDF is in several copies."""
    with TemporaryDirectory() as place:
        path = Path(place, "print.pdf")
        path.write_bytes(data)
        return tuple(pdf_check.leaks(path, secret))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
