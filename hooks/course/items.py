"""Reading quiz items in the syntax of mkdocs-quiz 1.7, and saying what keeps a block from being one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from course.mask import blanked, comments, mask_code
from course.model import Fault, Item, Option

_OPEN = re.compile(r"^[ \t]*<quiz>[ \t]*$")
_CLOSE = re.compile(r"^[ \t]*</quiz>[ \t]*$")
_TAG = re.compile(r"</?quiz\b[^>\n]*>?")
_NAME = r"(?:(?!-->)[^\s;<])*+"
_MARK = re.compile(rf"<!--\s*+id:\s*+(?P<id>{_NAME})\s*+(?:;\s*+outcome:\s*+(?P<outcome>{_NAME})\s*+)?-->")
_OPTION = re.compile(r"^[-*]\s*\[(?P<mark>[^\]]?)\](?!\()\s*(?P<text>.*)$")
_FEEDBACK = re.compile(r"^\s*>\s?(?P<text>.*)$")

_NOT_CLOSED = ("the quiz item is not closed", "end it with </quiz> on its own line")


def read_items(text: str) -> tuple[tuple[Item, ...], tuple[Fault, ...]]:
    """The quiz items of a page's text in order, and the faults of what tries to be one; lines start at 1."""
    code = mask_code(text)
    notes = [span for span in comments(text) if not _MARK.fullmatch(text[slice(*span)])]
    masked, shown = blanked(code, notes).split("\n"), blanked(text, notes).split("\n")
    items: list[Item] = []
    faults: list[Fault] = []
    opened = 0
    for number, line in enumerate(masked, start=1):
        if not _TAG.search(line):
            continue
        if _OPEN.match(line):
            if opened:
                faults.append(Fault(opened, *_NOT_CLOSED))
            opened = number
        elif not _CLOSE.match(line):
            faults.append(Fault(number, "a quiz tag shares its line", "put <quiz> and </quiz> on lines of their own"))
            opened = 0 if "</quiz" in line else opened
        elif opened:
            reader = _Reader(opened)
            for at in range(opened, number - 1):
                reader.read(at + 1, masked[at], shown[at])
            items.append(reader.item())
            faults += reader.faults
            opened = 0
        else:
            faults.append(Fault(number, "</quiz> closes nothing", "begin the item with <quiz> on its own line"))
    if opened:
        faults.append(Fault(opened, *_NOT_CLOSED))
    return tuple(items), tuple(faults)


def closing_lines(text: str) -> list[int]:
    """The lines of a page's text that end a quiz item, from 1."""
    masked = blanked(mask_code(text), comments(text)).split("\n")
    return [number for number, line in enumerate(masked, start=1) if _CLOSE.match(line)]


def without_reasons(text: str) -> str:
    """The text with quiz items cut to question and options, for readers who shall not see why an option is right."""
    kept: list[str] = []
    inside, options = False, False
    for masked, line in zip(blanked(mask_code(text), comments(text)).split("\n"), text.split("\n"), strict=True):
        if _OPEN.match(masked):
            inside, options = True, False
        elif _CLOSE.match(masked):
            inside = False
        option = inside and _OPTION.match(masked.strip())
        options = options or bool(option)
        if not (inside and options) or option:
            kept.append(line)
    return "\n".join(kept)


@dataclass
class _Reader:
    """Takes an item line by line: question, options with feedback, explanation."""

    line: int
    id: str = ""
    outcome: str = ""
    question: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    feedback: list[list[str]] = field(default_factory=list)
    explanation: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    gap: bool = False

    def read(self, number: int, masked: str, shown: str) -> None:
        mark, feedback = _MARK.search(masked), _FEEDBACK.match(masked)
        if mark:
            self.id, self.outcome = self.id or mark["id"], self.outcome or mark["outcome"] or ""
        elif _OPTION.match(masked.strip()) and (option := _OPTION.match(shown.strip())):
            self._option(number, option)
        elif feedback and self.options and not self.explanation:
            self._feedback(number, shown)
        elif shown.strip() or self.explanation or not self.options:  # an empty line is between two paragraphs
            (self.explanation if self.options else self.question).append(shown)
        self.gap = not shown.strip()

    def _option(self, number: int, option: re.Match[str]) -> None:
        if option["mark"] in ("х", "Х"):
            hint = "it is the Cyrillic letter: type the Latin x"
            self.faults.append(Fault(number, f"the option mark '[{option['mark']}]' is not '[x]'", hint))
        elif option["mark"] not in ("x", "X", " ", ""):
            hint = "write - [x] for a correct option and - [ ] for a wrong one"
            self.faults.append(Fault(number, f"the option mark '[{option['mark']}]' is unknown", hint))
        if self.explanation:
            hint = "write every option on one line, above the explanation"
            self.faults.append(Fault(number, "an option stands below the explanation", hint))
        self.options.append(Option(option["text"], option["mark"] in ("x", "X"), "", number))
        self.feedback.append([])

    def _feedback(self, number: int, shown: str) -> None:
        if self.gap:
            hint = "put the line with > directly under its option"
            self.faults.append(Fault(number, "feedback is cut off from its option by an empty line", hint))
        self.feedback[-1].append(shown.lstrip()[1:].strip())

    def item(self) -> Item:
        if not "".join(self.question).strip():
            hint = "write the question above the options"
            self.faults.append(Fault(self.line, "the quiz item has no question", hint))
        if not self.options:
            hint = "add lines that begin with - [ ] or - [x]"
            self.faults.append(Fault(self.line, "the quiz item has no options", hint))
        return Item(
            self.id,
            self.outcome,
            "\n".join(self.question).strip(),
            tuple(
                option._replace(feedback="\n".join(said).strip())
                for option, said in zip(self.options, self.feedback, strict=True)
            ),
            "\n".join(self.explanation).strip(),
            self.line,
        )
