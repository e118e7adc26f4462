"""A package in Chromium, inside scorm-again, a run-time library that learning systems use, and without one."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from browsing import Site
from conftest import ROOT
from playwright.sync_api import Browser, Frame, Page, expect

from course.interface import say
from course.model import Course
from editions import scorm

LIBRARY = ROOT / "tests" / "node_modules" / "scorm-again" / "dist" / "scorm12.min.js"
MODULE = "partnerships"
EXPOSED = "gender"  # it has a quick exit
PHONE = {"width": 390, "height": 844}
HOST = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Learning system</title>
<link rel="icon" href="data:,">
<style>body { margin: 0 } iframe { border: 0; height: 100vh; width: 100vw }</style>
<script src="scorm12.js"></script>
<script>
  const kept = JSON.parse(localStorage.getItem("kept"))
  const mode = new URLSearchParams(location.search).get("mode")
  window.API = new Scorm12API({ mastery_override: true })
  if (kept) API.loadFromJSON(kept)
  API.cmi.core.lesson_mode = mode || "normal"
  API.cmi.student_data.mastery_score = "70"
  API.on("LMSFinish", () => localStorage.setItem("finished", Number(localStorage.getItem("finished")) + 1))
  function close() {
    document.querySelector("iframe").remove()
    const { cmi } = JSON.parse(JSON.stringify(API.renderCommitCMI(true)))
    localStorage.setItem("kept", JSON.stringify({ ...cmi, core: { ...cmi.core, entry: "resume" } }))
    return cmi
  }
</script>
<iframe title="Module"></iframe>
<script>
  const name = new URLSearchParams(location.search).get("package") || "partnerships"
  if (location.hash !== "#window") document.querySelector("iframe").src = `${name}/index.html`
</script></html>
"""


@pytest.fixture(scope="module")
def folder(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A learning system with the packages of two modules."""
    if not LIBRARY.is_file():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("no scorm-again: see tests/npm.sh")
    root = tmp_path_factory.mktemp("scorm")
    for module in (MODULE, EXPOSED):
        for name, content in scorm.files(course, "tg", course.modules[module]).items():
            path = root / module / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    shutil.copy(LIBRARY, root / "scorm12.js")
    (root / "host.html").write_text(HOST, encoding="utf-8")
    return root


def opened(page: Page, address: str) -> Frame:
    page.goto(address)
    frame = page.frames[1]
    frame.locator("#system p").wait_for()
    return frame


def closed(page: Page) -> dict[str, Any]:
    """What the learning system has once the page is closed; it has taken everything that the page told."""
    expect(page.frames[1].locator("#system .lost")).to_have_count(0)
    told: dict[str, Any] = page.evaluate("close()")
    return told


def answer(frame: Frame | Page, numbers: range, right: bool) -> None:
    for number in numbers:
        question = frame.locator(f"#{MODULE}-{number:02d}")
        if right:
            for option in question.locator("[data-correct]").all():
                option.check()
        else:
            question.locator("input:not([data-correct])").first.check()
        question.locator("button").click()
        expect(question.locator(".quiz-verdict")).to_be_focused()


def test_a_learning_system_hears_of_place_failure_and_pass(
    browser: Browser, course: Course, folder: Path, serve: Callable[[Path], str]
) -> None:
    site = Site(serve(folder))
    context = browser.new_context(viewport=PHONE)
    site.watch(context)
    page = context.new_page()
    page.set_default_timeout(10_000)
    host = f"{site.address}host.html"

    def says(key: str, **fields: object) -> str:
        return say(course, "tg", key, **fields)

    # Reading and some answers: not complete, and the place and the answers are kept.
    frame = opened(page, host)
    expect(frame.locator("#system")).to_have_text(says("package-kept"))
    assert page.evaluate("API.lmsGetValue('cmi.core.lesson_status')") == "incomplete"
    place = str(frame.locator("main h2[id]").nth(2).get_attribute("id"))
    answer(frame, range(1, 4), right=False)
    frame.locator(f"[id='{place}']").evaluate("heading => heading.scrollIntoView()")
    page.wait_for_function(f"API.lmsGetValue('cmi.core.lesson_location') === '{place}'")
    assert "\n".join(violations(frame)) == ""
    told = closed(page)
    assert told["core"]["lesson_status"] == "incomplete"
    assert told["core"]["score"]["raw"] == ""
    assert told["core"]["lesson_location"] == place
    assert told["core"]["exit"] == "suspend"
    assert set(json.loads(told["suspend_data"])["answers"]) == {f"{MODULE}-{n:02d}" for n in (1, 2, 3)}
    assert page.evaluate("localStorage.getItem('finished')") == "1"

    # Resumed: the same place and answers; all others wrong: failed.
    frame = opened(page, host)
    frame.wait_for_function(
        "place => Math.abs(document.getElementById(place).getBoundingClientRect().top) < 60", arg=place
    )
    expect(frame.locator(".quiz.answered")).to_have_count(3)
    expect(frame.locator("#status p")).to_have_text(says("quiz-progress", answered=3, total=10, right=0))
    answer(frame, range(4, 11), right=False)
    expect(frame.locator("#result .badge")).to_have_text(says("quiz-not-passed"))
    told = closed(page)
    assert told["core"]["lesson_status"] == "failed"
    assert (told["core"]["score"]["raw"], told["core"]["score"]["min"], told["core"]["score"]["max"]) == (
        "0",
        "0",
        "100",
    )

    # A second attempt, seven right of ten: passed with the mark that is asked for.
    frame = opened(page, host)
    frame.locator("#result button").click()
    expect(frame.locator("#result")).to_be_hidden()
    answer(frame, range(1, 8), right=True)
    assert page.evaluate("API.lmsGetValue('cmi.core.lesson_status')") == "failed"  # until all is answered
    answer(frame, range(8, 11), right=False)
    expect(frame.locator("#result .badge")).to_have_text(says("quiz-passed"))
    told = closed(page)
    assert (told["core"]["lesson_status"], told["core"]["score"]["raw"]) == ("passed", "70")

    # A pass is not taken back by a worse attempt, even where the answers are lost; who looks back changes nothing.
    frame = opened(page, host)
    frame.locator("#result button").click()
    answer(frame, range(1, 11), right=False)
    expect(frame.locator("#result")).to_contain_text(says("quiz-best", right=7, of=10))
    told = closed(page)
    assert (told["core"]["lesson_status"], told["core"]["score"]["raw"]) == ("passed", "70")
    page.evaluate(
        "localStorage.setItem('kept', JSON.stringify({ ...JSON.parse(localStorage.kept), suspend_data: '{' }))"
    )
    frame = opened(page, host)
    answer(frame, range(1, 11), right=False)
    told = closed(page)
    assert (told["core"]["lesson_status"], told["core"]["score"]["raw"]) == ("passed", "70")
    frame = opened(page, f"{host}?mode=review")
    expect(frame.locator("#system")).to_have_text(says("package-looking"))
    frame.locator("#result button").click()
    before = told["suspend_data"]
    assert closed(page)["suspend_data"] == before

    # A learning system that takes nothing: the learner is told.
    frame = opened(page, host)
    page.evaluate("API.LMSCommit = () => 'false'")
    frame.locator("#result button").click()
    expect(frame.locator("#system .lost")).to_have_text(says("package-lost"))
    context.close()
    assert site.elsewhere == []
    assert site.complaints == []


def test_who_leaves_at_once_leaves_the_learning_system_too(
    browser: Browser, course: Course, folder: Path, serve: Callable[[Path], str]
) -> None:
    site = Site(serve(folder))
    context = browser.new_context(viewport=PHONE)
    site.watch(context)
    page = context.new_page()
    page.goto("about:blank")
    opened(page, f"{site.address}host.html?package={EXPOSED}").locator(".exit-link").click()
    page.wait_for_url(f"{site.address}{EXPOSED}/assets/blank.html")
    assert page.evaluate("localStorage.getItem('finished')") == "1"
    page.go_back()
    assert page.url == "about:blank"

    # Some learning systems open a module in a window of its own.
    page.goto(f"{site.address}host.html#window")
    with page.expect_popup() as opening:
        page.evaluate("() => { window.open('partnerships/index.html') }")
    expect(opening.value.locator("#system")).to_have_text(say(course, "tg", "package-kept"))
    context.close()
    assert site.elsewhere == []
    assert site.complaints == []


def test_a_package_works_without_a_learning_system(browser: Browser, course: Course, folder: Path) -> None:
    site = Site(f"{(folder / MODULE).as_uri()}/")
    context = browser.new_context()
    site.watch(context)
    page = context.new_page()
    page.goto(f"{site.address}index.html")
    expect(page.locator("#system")).to_have_text(say(course, "tg", "package-alone"))
    answer(page, range(1, 11), right=True)
    expect(page.locator("#result")).to_contain_text(say(course, "tg", "quiz-score", right=10, of=10))
    context.close()
    assert site.elsewhere == []
    assert site.complaints == []
