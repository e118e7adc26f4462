"""Uses an offline copy in Firefox: from its folder, without a network, in each language.

Run it with `make firefox`, which builds the learner edition first; the copy is made of it and unpacked into a folder
with a blank and Cyrillic letters. Firefox is driven by its own protocol, Marionette. It prints a line for every use;
exit code 1 when one fails, when a page complains, or when anything is asked for that is not in the folder.
"""

from __future__ import annotations

import base64
import re
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote

from browsing import PREFIX
from marionette_driver.by import By
from marionette_driver.errors import NoAlertPresentException
from marionette_driver.marionette import Marionette
from pypdf import PdfReader

import history
from bench import measuring
from bench.release import ANSWER, MODULE, QUERIES, QUIZ, TOOL, TYPED, address, bare, right_answers
from course.interface import say
from course.load import load
from course.model import Course
from editions import offline
from editions.artefact import Release
from editions.site import FOLDERS

ROOT = Path(__file__).resolve().parent.parent.parent
REPORT = ROOT / ".cache" / "firefox.json"
FIREFOX = shutil.which("firefox-esr")
SEARCHES = 8
WITHIN = 30  # seconds until what is waited for must be there
FIELD = ".tool-form textarea, .tool-form input[type=text]"

# In Firefox itself: no network, a list of what pages ask for from elsewhere, and a picker that takes the folder which
# `hamkoriFolder` names, because the window of the system cannot be driven.
PREPARED = """
Services.io.offline = true
window.hamkoriAsked = []
Services.obs.addObserver(channel => {
  const { loadInfo, URI } = channel.QueryInterface(Ci.nsIChannel)
  if (!loadInfo.loadingPrincipal?.isSystemPrincipal) window.hamkoriAsked.push(URI.spec)
}, "http-on-opening-request")
const file = path => {
  const made = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile)
  made.initWithPath(path)
  return made
}
class Picker {
  QueryInterface = ChromeUtils.generateQI(["nsIFilePicker"])
  init(context, title, mode) { this.mode = mode }
  appendFilters() {}
  appendRawFilter() {}
  appendFilter() {}
  isModeSupported() { return Promise.resolve(true) }
  get file() { return file(window.hamkoriFolder) }
  open(callback) { setTimeout(() => callback.done(Ci.nsIFilePicker.returnOK)) }
}
const factory = {
  createInstance: wanted => new Picker().QueryInterface(wanted),
  QueryInterface: ChromeUtils.generateQI(["nsIFactory"])
}
const registrar = Components.manager.QueryInterface(Ci.nsIComponentRegistrar)
registrar.registerFactory(Services.uuid.generateUUID(), "", "@mozilla.org/filepicker;1", factory)
"""
# Material looks for the place that an address names also where it names none: Firefox warns, and nothing happens.
COMPLAINTS = """
const seen = Services.console.getMessageArray().filter(one => one instanceof Ci.nsIScriptError)
Services.console.reset()
return seen.filter(one => one.errorMessage !== "Empty string passed to getElementById().")
  .filter(one => one.sourceName.startsWith("file:") || /Content.Security/.test(one.errorMessage))
  .map(one => `${one.category}: ${one.errorMessage} (${one.sourceName}:${one.lineNumber})`)
"""


class Firefox:
    """A window of Firefox in which pages of a copy are opened."""

    def __init__(self, driver: Marionette) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        self.driver.navigate(address)

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script of the page's own gives back."""
        return self.driver.execute_script(script, script_args=arguments, sandbox=None)

    def inside(self, script: str, *arguments: Any) -> Any:
        """What a script gives back that runs in Firefox itself."""
        with self.driver.using_context("chrome"):
            return self.driver.execute_script(script, script_args=arguments)

    def all(self, selector: str) -> list[Any]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def words(self, selector: str) -> str:
        """The words that are seen in all elements."""
        return " ".join(one.text for one in self.all(selector) if one.is_displayed())

    def wait(self, told: str, true: Callable[[], object], seconds: float = WITHIN) -> None:
        """Waits until something is true; else what is `told` is the fault."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise AssertionError(told)
            time.sleep(0.1)

    def press(self, element: Any) -> None:
        """Moves the pointer to an element and presses: what only a reader may do, as choosing files, needs that."""
        self.run("arguments[0].scrollIntoView({ block: 'center' })", element)
        pointer = self.driver.actions.sequence("pointer", "mouse", {"pointerType": "mouse"})
        pointer.click(element).perform()

    def agrees(self) -> bool:
        """Says yes to a question of Firefox, and whether there was one."""
        try:
            self.driver.switch_to_alert().accept()
        except NoAlertPresentException:
            return False
        return True

    def print(self) -> str:
        """The words of the page on paper."""
        printed = self.driver._send_message("WebDriver:Print", {}, key="value")
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(base64.b64decode(printed))).pages)


@contextmanager
def firefox(log: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own, without a window and without a network.

    `log` is a file of its own: the driver deletes what is there, `/dev/null` too.
    """
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    prefs = {"security.dialog_enable_delay": 0}  # else its questions take no answer for a second
    driver = Marionette(bin=FIREFOX, port=port, headless=True, prefs=prefs, gecko_log=str(log), socket_timeout=120)
    try:
        driver.start_session({"unhandledPromptBehavior": "ignore"})
        window = Firefox(driver)
        window.inside(PREPARED)
        yield window
    finally:
        driver.cleanup()


# What readers do


def starts(window: Firefox, copy: Path, locale: str, course: Course) -> None:
    """START.html finds every file there, and whole when its reader chooses the folder; it opens the handbook."""
    window.open((copy / "START.html").as_uri())
    window.wait("it does not find every file there", lambda: window.words(f".card[lang={locale}] [data-state] > .good"))
    told = chosen(window, copy, locale)
    count = re.search(r"\d+", window.words(f".card[lang={locale}] [data-state]"))
    if not count or told != say(course, locale, "copy-whole", n=count[0]):
        raise AssertionError(f"of the chosen folder it says: {told}")
    window.all(f".card[lang={locale}] .open")[0].click()
    window.wait("it does not open the handbook", lambda: window.run("return document.documentElement.lang") == locale)


def tells_of_damage(window: Firefox, copy: Path, locale: str, course: Course) -> None:
    """START.html names a file that was changed and one that is missing, in a folder that its reader chooses."""
    changed, missing = copy / "site" / "about.html", copy / "site" / "sources.html"
    before = changed.read_bytes()
    changed.write_bytes(before[:-2] + b"? ")
    missing.rename(copy / "away")
    try:
        window.open((copy / "START.html").as_uri())
        window.wait("it misses nothing", lambda: window.words(f".card[lang={locale}] [data-state] .bad"))
        told = chosen(window, copy, locale)
    finally:
        changed.write_bytes(before)
        (copy / "away").rename(missing)
    wanted = (
        say(course, locale, "copy-file-changed", path="site/about.html"),
        say(course, locale, "copy-file-missing", path="site/sources.html"),
    )
    if not all(one in told for one in wanted):
        raise AssertionError(f"of a damaged folder it says: {told}")


def chosen(window: Firefox, folder: Path, locale: str) -> str:
    """What START.html says of a folder that is chosen as a reader does: by a click, and by Firefox's own question."""
    window.inside("window.hamkoriFolder = arguments[0]", str(folder))
    window.press(window.all(f"#copy-{locale} [data-choose]")[0])
    window.wait("Firefox does not ask whether pages may read the folder", window.agrees)
    place = f"#copy-{locale} [data-result]"
    window.wait("it does not end", lambda: window.words(f"{place} > .good, {place} > .bad"), 120)
    return window.words(place)


def searches(window: Firefox, copy: Path, locale: str, _: Course) -> None:
    """Search finds what it should, in plain letters too, and its first hit opens."""
    window.open(address(copy, locale, "index.html"))
    for query, wanted in list(QUERIES[locale].items())[:SEARCHES]:
        window.run("document.querySelector('[data-md-toggle=search]').checked = true")
        box = window.all(".md-search__input")[0]
        box.clear()
        box.send_keys(query)

        def found(wanted: str = wanted) -> bool:
            hits = window.run(
                "return [...document.querySelectorAll('.md-search-result__link')].slice(0, 3).map(one => one.href)"
            )
            return any(re.sub(r"\?[^#]*", "", unquote(hit)).endswith(wanted) for hit in hits)

        window.wait(f"'{query}' does not find {wanted}", found)
    window.all(".md-search-result__link")[0].click()
    window.wait("the first hit does not open", lambda: window.words("h1"))


def is_quizzed(window: Firefox, copy: Path, locale: str, course: Course) -> None:
    """A quiz is answered rightly to its end, and the page on progress knows."""
    window.open(address(copy, locale, QUIZ))
    right = right_answers(course, locale)
    time.sleep(
        1
    )  # the first page of all finds out within that time where its record is kept, before anybody has read it
    window.run(f"({ANSWER})(arguments[0])", right)
    window.wait("the quiz has no result", lambda: str(len(right)) in window.words("#quiz-result"))
    window.open(address(copy, locale, "progress.html"))
    best = say(course, locale, "progress-best", right=len(right), of=len(right))
    window.wait(f"the page on progress does not say '{best}'", lambda: best in window.words(".module-facts"))


def fills_in(window: Firefox, copy: Path, locale: str, _: Course) -> None:
    """What is typed into a tool is there when the page is opened again, and on paper; the button prints."""
    window.open(address(copy, locale, TOOL))
    window.all(FIELD)[0].send_keys(TYPED)
    time.sleep(0.6)  # it is kept a moment after the last letter
    window.open(address(copy, locale, TOOL))
    window.wait("what was typed is gone", lambda: window.all(FIELD)[0].get_property("value") == TYPED)
    if bare(TYPED) not in bare(window.print()):
        raise AssertionError("what was typed is not on paper")


def prints(window: Firefox, copy: Path, locale: str, _: Course) -> None:
    """A module is printed with its title."""
    window.open(address(copy, locale, MODULE))
    title = window.words("h1").removesuffix("¶").strip()
    if bare(title) not in bare(window.print()):
        raise AssertionError(f"the print has no title '{title}'")


def switches(window: Firefox, copy: Path, locale: str, _: Course) -> None:
    """The switch leads from a module to the same in each other language, and back."""
    window.open(address(copy, locale, MODULE))
    for other in [*(one for one in PREFIX if one != locale), locale]:
        window.run("document.querySelector(`.md-header .md-select__link[hreflang=${arguments[0]}]`).click()", other)
        there = address(copy, other, MODULE)
        script = "return document.readyState === 'complete' && location.href"
        window.wait(f"it does not lead to {other}", lambda there=there, script=script: window.run(script) == there)


USES = {
    "START.html": starts,
    "damage": tells_of_damage,
    "search": searches,
    "quiz": is_quizzed,
    "tool": fills_in,
    "print": prints,
    "languages": switches,
}


def used(course: Course, copy: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Every use in every language: what went wrong."""
    with firefox(copy.parent / "log") as window:
        for locale in PREFIX:
            for name, use in USES.items():
                try:
                    use(window, copy, locale, course)
                    faults = []
                except Exception as error:
                    faults = [str(error).splitlines()[0]]
                faults += [f"it complained: {one}" for one in window.inside(COMPLAINTS)]
                faults += [f"it asked for {one}" for one in window.inside("return window.hamkoriAsked.splice(0)")]
                yield locale, name, faults


def main() -> int:
    """Makes a copy, uses it, tells the result, and returns the exit code."""
    course = load(ROOT)
    commit = history.commit(ROOT) or ("0" * 40, int(time.time()))
    release = Release(course, ROOT, {"learner": ROOT / FOLDERS["learner"]}, *commit)
    rows = []
    with TemporaryDirectory(prefix="ҳамкорӣ як ") as place:
        (path,) = offline.write_light(release, "learner", "", Path(place))
        copy = Path(place, "copy")
        with zipfile.ZipFile(path) as archive:
            archive.extractall(copy)
        for locale, name, faults in used(course, copy):
            rows.append({"locale": locale, "use": name, "faults": faults})
            print(f"{locale}  {name:<12}  {len(faults) or 'no'} faults", flush=True)
            print("".join(f"  {fault}\n" for fault in faults), end="", flush=True)
    count = sum(len(row["faults"]) for row in rows)
    version = subprocess.run(["firefox-esr", "--version"], capture_output=True, encoding="utf-8", check=True).stdout
    versions = {"Firefox": version.split()[-1]}
    measuring.kept(REPORT, "make firefox", ["marionette_driver"], {"versions": versions, "uses": rows})
    print(f"{len(rows)} uses of a copy in Firefox {versions['Firefox']}, {count} faults")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
