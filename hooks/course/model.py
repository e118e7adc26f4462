"""What a course is made of: frozen records, built once by `load` and only read afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from course.cache import Cache, digest

Words = Mapping[str, str]
"""One text in several languages, by locale."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend, at the line where an editor mends it; line numbers start at 1."""

    path: str
    line: int
    code: str
    message: str
    hint: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.code} {self.message} - {self.hint}"


@dataclass(frozen=True)
class Language:
    """A language of the course; `alphabet` gives the order of its letters.

    `names` may keep letters that the alphabet does not have; `function_words` are frequent small words; `numerals` are
    the numbers that words say, by word.
    """

    id: str
    name: str
    alphabet: str
    source: bool
    default: bool
    names: tuple[str, ...] = ()
    function_words: tuple[str, ...] = ()
    numerals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Wording:
    """How one language says one glossary term."""

    term: str
    short: str
    forms: tuple[str, ...]
    avoid: tuple[str, ...]
    definition: str
    note: str


@dataclass(frozen=True)
class Term:
    """A glossary term with its wording by locale; `confidence` is H, M or L."""

    id: str
    confidence: str
    wordings: Mapping[str, Wording]
    line: int
    lines: Mapping[str, int]


@dataclass(frozen=True)
class Source:
    """A publication that pages cite; `verified` is V, V2 or U.

    Every number that a sentence takes from a source of the `programme` must be one of the data.
    """

    id: str
    short: str
    author: str
    title: str
    publisher: str
    year: str
    identifier: str
    url: str
    accessed: str
    verified: str
    note: Words
    line: int
    programme: bool = False


@dataclass(frozen=True)
class Outcome:
    """A learning outcome with the sections that teach it and the lesson steps that practise it."""

    id: str
    text: Words
    taught: tuple[str, ...]
    practised: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Module:
    """A module of the handbook; `hours` are academic hours, `terms` and `sources` the ids it is built on.

    Its pages have a quick exit where somebody may have to hide what she or he reads.
    """

    id: str
    number: str
    part: str
    hours: int
    written: bool
    audience: tuple[str, ...]
    terms: tuple[str, ...]
    sources: tuple[str, ...]
    title: Words
    outcomes: tuple[Outcome, ...]
    quick_exit: bool
    line: int


@dataclass(frozen=True)
class Tool:
    """A page of the toolkit, of the series "tool" (to work with) or "template" (a document to write), counted apart.

    `phase` is the part of the work in which it is used; for `quick_exit` see `Module`.
    """

    id: str
    series: str
    number: str
    minutes: int
    written: bool
    users: tuple[str, ...]
    phase: str
    modules: tuple[str, ...]
    title: Words
    result: Words
    quick_exit: bool
    line: int

    @property
    def letter(self) -> str:
        """What stands before its number where room is short: `T` for a tool, `D` for the template of a document."""
        return "D" if self.series == "template" else "T"


@dataclass(frozen=True)
class Track:
    """A way through the course for one kind of work: ids of modules in order, and academic hours.

    `digest` are the hours given to each module, 0 where a module gets all of its own; `test_items` is the number of
    questions of the final test.
    """

    id: str
    hours: int
    digest: int
    audience: tuple[str, ...]
    modules: tuple[str, ...]
    test_items: int
    title: Words
    purpose: Words
    line: int

    def hours_of(self, module: Module) -> int:
        """The academic hours that the track gives to one of its modules."""
        return self.digest or module.hours


@dataclass(frozen=True)
class Figure:
    """A drawing without words (`drawing`, SVG text) and its words by locale; labels are lists of lines."""

    id: str
    title: Words
    alt: Words
    labels: Mapping[str, Mapping[str, tuple[str, ...]]]
    drawing: str
    line: int


@dataclass(frozen=True)
class Milestone:
    """Something on the timeline, as one source reports it, or plans it where it is `planned`.

    `date` and `until` (empty where it has no end) are a day, a month or a year; `when` is the date as readers see it.
    `core` ones are those that a learner places on the timeline; a `detail` stands only on the programme's own timeline.
    """

    id: str
    date: str
    until: str
    core: bool
    detail: bool
    planned: bool
    source: str
    when: Words
    text: Words
    line: int


@dataclass(frozen=True)
class Change:
    """What is new for these readers since a day (`date`, ISO 8601) and the version that it belongs to."""

    id: str
    version: str
    date: str
    audience: tuple[str, ...]
    text: Words
    line: int


@dataclass(frozen=True)
class Measure:
    """A figure of a proof: where it stands in its report, and the limit that it keeps to, if there is one.

    `of` are the keys that lead to it; a star stands for every key of a place, `tool=axe` for the entries of a list that
    have this text there. `form` says how it is written: see
    evidence.FORMS. `most` and `least` are limits, in the unit of the report.
    """

    of: tuple[str, ...]
    form: str
    label: Words
    most: float | None
    least: float | None


@dataclass(frozen=True)
class Proof:
    """What was measured of the software by a command that anyone can run, with the figures that readers are shown.

    `report` is what the command wrote, by key; empty where it has not been kept yet.
    """

    id: str
    command: str
    title: Words
    text: Words
    measures: tuple[Measure, ...]
    report: Mapping[str, Any]
    line: int


@dataclass(frozen=True)
class Partnership:
    """A row of the register: partnership teams or centres of one place, as one source reports or plans them.

    `today` is the present name of the place, empty where it is the same; `region` is a tile of the map, or `several`.
    `count` is None where the source gives none; `reading` is exact, at-least, or disputed where the source contradicts
    itself. `date` is a day, a month or a year, empty where there is none; `when` is the period as readers see it.
    """

    id: str
    kind: str
    region: str
    count: int | None
    reading: str
    status: str
    date: str
    source: str
    place: Words
    today: Words
    when: Words
    remark: Words
    line: int


@dataclass(frozen=True)
class ProgrammeNumber:
    """A number about the programme, as one source states it.

    `bound` says how exact it is (about, over, nearly, up-to, estimated, or empty), `unit` what is counted, `silent`
    what the source does not say. `phrases` are, by locale, the words by which it is known in a text, where `{n}` stands
    for it.
    """

    id: str
    value: int
    bound: str
    group: str
    planned: bool
    source: str
    unit: Words
    period: Words
    place: Words
    silent: Words
    phrases: Mapping[str, tuple[str, ...]]
    line: int


@dataclass(frozen=True)
class Code:
    """A code of a list; districts have a `population`, offence groups the `iccs` section they are, with its title."""

    id: str
    label: Words
    line: int
    population: int | None = None
    iccs: str = ""
    section: Words = field(default_factory=dict)


@dataclass(frozen=True)
class CodeList:
    """The codes that a field may have, by id in their order; `follows` names their classification."""

    id: str
    label: Words
    follows: str
    codes: Mapping[str, Code]
    line: int


@dataclass(frozen=True)
class Quantity:
    """A field of the standard for statistics, a column of its CSV files; `type` is code, month or count.

    A code has a `list`; a month (YYYY-MM) and a count have a least and a greatest value.
    """

    id: str
    type: str
    list: str
    minimum: str | int
    maximum: str | int
    label: Words
    description: Words
    line: int


@dataclass(frozen=True)
class Mistake:
    """What is said of one kind of mistake in a CSV file; `near` is the hint where the right value can be guessed."""

    id: str
    message: Words
    hint: Words
    near: Words
    line: int


@dataclass(frozen=True)
class Standard:
    """The data standard for statistics on safety (statistics.yml), its code lists, and what is said of mistakes.

    The fields of `together` have the code `together_code` both or neither. Counts of `suppressed`, the least and the
    greatest, are hidden in tables for everybody, and the gaps of one sum hold `hidden_together` at least. `shown` is
    how many mistakes of one kind are told one by one. `texts` are the other texts, by what they are.
    """

    version: str
    name: str
    key: tuple[str, ...]
    fields: Mapping[str, Quantity]
    lists: Mapping[str, CodeList]
    together: tuple[str, ...]
    together_code: str
    suppressed: tuple[int, int]
    hidden_together: int
    shown: int
    mistakes: Mapping[str, Mistake]
    texts: Mapping[str, Words]
    lines: Mapping[str, int]


@dataclass(frozen=True)
class Choice:
    """One thing of a list in a form: an option to tick, or a row of a table.

    `points` are what a formula counts for an option, None where it has none; `limits` are the least and the most that
    the results of a row should be, None where there is none; `why` says why a card of an order has its place.
    """

    id: str
    label: Words
    line: int
    points: int | None = None
    limits: tuple[float | None, float | None] = (None, None)
    why: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Level:
    """What a result means from a number upwards; `mark` is good, warning, stop or empty."""

    start: float
    label: Words
    mark: str


@dataclass(frozen=True)
class Formula:
    """How a result is worked out: what is done (`do`) with which cells (`of`), for a share or a rate of which `base`.

    A number that is published stands `among` those whose sum is known. Cells are named `field`, `column` (of the same
    row), `table.column` (all of them) or `table.row.column`.
    """

    do: str
    of: tuple[str, ...]
    base: str
    per: int
    decimals: int | None
    levels: tuple[Level, ...]
    among: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chart:
    """A drawing of a table of the form (`of`): bars, radar or timeline; `most` is the end of the axis, or None."""

    shape: str
    of: str
    columns: tuple[str, ...]
    most: float | None


@dataclass(frozen=True)
class Column:
    """A column of a table to fill in: text, long-text, number, check, date, scale, choice or result.

    `scale` is its lowest and highest number; `board` says that it goes on the board, for everybody to read.
    """

    id: str
    kind: str
    label: Words
    line: int
    options: tuple[Choice, ...] = ()
    scale: tuple[int, int] = (0, 0)
    formula: Formula | None = None
    board: bool = False


@dataclass(frozen=True)
class Field:
    """A question of a form: text, long-text, number, date, scale, choice, choices, check, order, table, result, chart.

    `options` are those of a choice, or the cards of an order as they should be; a table has `columns`, and either
    named `rows` or a number of blank ones; a scale goes from `scale[0]`, which means `low`, to `scale[1]`, which means
    `high`. A part is a heading. `board` says that it goes on the board, for everybody to read. `figure` is the id of
    the drawing above a table, or empty.
    """

    id: str
    kind: str
    label: Words
    help: Words
    options: tuple[Choice, ...]
    columns: tuple[Column, ...]
    rows: tuple[Choice, ...]
    blank_rows: int
    line: int
    scale: tuple[int, int] = (0, 0)
    low: Words = field(default_factory=dict)
    high: Words = field(default_factory=dict)
    formula: Formula | None = None
    chart: Chart | None = None
    board: bool = False
    figure: str = ""

    def texts(self) -> Iterator[tuple[str, int, Words]]:
        """Everything that it says, in order: what it is, its line, its words."""
        yield f"label of '{self.id}'", self.line, self.label
        for what, words in (("help", self.help), ("low", self.low), ("high", self.high)):
            if words:
                yield f"{what} of '{self.id}'", self.line, words
        parts: tuple[Choice | Column, ...] = (*self.options, *self.columns, *self.rows)
        for part in parts:
            yield f"label of '{part.id}' in '{self.id}'", part.line, part.label
        for option in self.options:
            if option.why:
                yield f"why of '{option.id}' in '{self.id}'", option.line, option.why
        yield from _levels(self.id, self)
        for column in self.columns:
            for option in column.options:
                yield f"label of '{option.id}' in '{self.id}.{column.id}'", option.line, option.label
            yield from _levels(f"{self.id}.{column.id}", column)


@dataclass(frozen=True)
class Example:
    """A filled-in sheet; `values` by the name of the input: True, number, id, ids, date, or words; `lines` likewise."""

    title: Words
    values: Mapping[str, Any]
    line: int
    lines: Mapping[str, int]


@dataclass(frozen=True)
class Consent:
    """What comes before an interview: what is said aloud (`help`), yes or no (`label`), what to do when `refused`."""

    label: Words
    help: Words
    refused: Words
    line: int

    def texts(self) -> Iterator[tuple[str, int, Words]]:
        """Everything that it says: what it is, its line, its words."""
        for what, words in (("label", self.label), ("help", self.help), ("refused", self.refused)):
            yield f"{what} of the consent", self.line, words


@dataclass(frozen=True)
class Survey:
    """What teams can collect with phones: fields of the form, or those of its `own`, asked after a yes to `consent`."""

    fields: tuple[Field, ...]
    own: bool = False
    consent: Consent | None = None


@dataclass(frozen=True)
class Form:
    """The blank of a tool, a filled-in sheet where there is one, and what of it phones collect.

    `steps` says that the screen shows its parts one at a time.
    """

    tool: str
    fields: tuple[Field, ...]
    example: Example | None = None
    survey: Survey | None = None
    steps: bool = False

    @property
    def path(self) -> str:
        """The file that it is written in."""
        return f"docs/data/tools/{self.tool}.yml"

    @property
    def sheets(self) -> tuple[tuple[Field, ...], ...]:
        """The fields that are written in it: those of the form and those of a survey with its own."""
        return (self.fields, self.survey.fields) if self.survey and self.survey.own else (self.fields,)

    def texts(self) -> Iterator[tuple[str, int, Words]]:
        """Everything that it says, in order: what it is, its line, its words."""
        if self.survey and self.survey.consent:
            yield from self.survey.consent.texts()
        for one in chain.from_iterable(self.sheets):
            yield from one.texts()
        if self.example:
            yield "title of the example", self.example.line, self.example.title
            for name, value in self.example.values.items():
                if isinstance(value, Mapping):
                    yield f"example of '{name}'", self.example.lines[name], value


def _levels(name: str, part: Field | Column) -> Iterator[tuple[str, int, Words]]:
    for level in part.formula.levels if part.formula else ():
        yield f"level {level.start:g} of '{name}'", part.line, level.label


class Heading(NamedTuple):
    """A heading; `id` is empty where the author gave none."""

    level: int
    text: str
    id: str
    line: int


class Reference(NamedTuple):
    """A link such as `[text](term:cppt)`; `start` and `end` are offsets in the page's source."""

    scheme: str
    target: str
    text: str
    placed: bool
    start: int
    end: int
    line: int


class Address(NamedTuple):
    """What an ordinary link leads to, when it is no reference."""

    text: str
    line: int


@dataclass(frozen=True)
class Table:
    """The caption line of a numbered table; `start` and `end` are offsets in the page's source."""

    id: str
    text: str
    start: int
    end: int
    line: int


@dataclass(frozen=True)
class Grid:
    """Any table: the text of its cells, and the line of its head.

    Each row is a line of `text`, with NUL between its cells: pages have very many cells, and few are ever asked for.
    """

    text: str
    line: int

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The text of the cells, row by row with the head first."""
        return tuple(tuple(row.split("\0")) for row in self.text.split("\n"))

    def row_line(self, index: int) -> int:
        """The line of a row: below the head stands the line of dashes."""
        return self.line + index + (1 if index else 0)


@dataclass(frozen=True)
class Block:
    """An admonition; `kind` is its first word, `end` its last line with text, `depth` the blanks before it.

    `collapsed` ones begin with `???`.
    """

    kind: str
    title: str
    line: int
    end: int
    depth: int
    collapsed: bool


class Option(NamedTuple):
    """An answer option of a quiz item."""

    text: str
    correct: bool
    feedback: str
    line: int


class Item(NamedTuple):
    """A quiz item; `id` and `outcome` are empty where the author gave none."""

    id: str
    outcome: str
    question: str
    options: tuple[Option, ...]
    explanation: str
    line: int


@dataclass(frozen=True)
class Fault:
    """Something in a page's text that cannot be read as what it tries to be."""

    line: int
    message: str
    hint: str


OF_EVERY_PAGE = ("docs/data/interface.yml", "docs/data/languages.yml")
_LONG = ("source", "prose")


@dataclass(frozen=True, eq=False)
class Page:
    """One Markdown file of one language.

    `name` is the path inside the language's tree (`handbook/partnerships/index.md`), the same in every
    language; `source` is the whole file, `body` the offset where its front matter ends. A `planned` page has
    no file: it stands for a module whose text is still to be written.

    `prose` is as long as `source` and has only what a reader reads: front matter, code, comments, addresses,
    attributes and tags are blanks in it.
    """

    path: str
    locale: str
    name: str
    source: str
    body: int
    meta: Mapping[str, Any]
    prose: str = ""
    headings: tuple[Heading, ...] = ()
    references: tuple[Reference, ...] = ()
    addresses: tuple[Address, ...] = ()
    tables: tuple[Table, ...] = ()
    grids: tuple[Grid, ...] = ()
    blocks: tuple[Block, ...] = ()
    items: tuple[Item, ...] = ()
    faults: tuple[Fault, ...] = ()
    planned: bool = False

    @property
    def id(self) -> str:
        """The id by which `ref:` names this page: its name without extension and without `index`."""
        return self.name.removesuffix(".md").removesuffix("/index").removeprefix("handbook/")

    def __getstate__(self) -> dict[str, Any]:
        # Python keeps, with each text that it pickles as such, the same text in UTF-8 from then on.
        texts = {name: vars(self)[name].encode("utf-8", "surrogatepass") for name in _LONG}
        return vars(self) | texts

    def __setstate__(self, state: dict[str, Any]) -> None:
        texts = {name: state[name].decode("utf-8", "surrogatepass") for name in _LONG}
        vars(self).update(state | texts)

    def lean(self, source: bool) -> Page:
        """The page as the site is built from it, without what only rules ask for; of the `source` language or not."""
        kept = self.references if source else tuple(ref for ref in self.references if ref.placed)
        page = replace(self, prose="", references=kept, addresses=(), grids=(), blocks=(), faults=())
        vars(page).update({name: value for name, value in vars(self).items() if name not in vars(page)})
        return page


@dataclass(frozen=True)
class Print:
    """A PDF that readers of a page (`page`, its name) can take away; `path` is `learner/m04-partnerships-tg.pdf`."""

    path: str
    kind: str
    locale: str
    page: str
    pages: int
    bytes: int


@dataclass(frozen=True, eq=False)
class Course:
    """Everything that is true of the course, in the order of its data files.

    `data_texts` are the data files as they stand, by path; `forms` are by the tool they belong to.
    `menus` hold the pages that are neither module nor tool: by menu, ids in their order, each with its line.
    `scripts` are the texts of the site's own scripts, `other_texts` those of all other files that are text (drawings,
    tables), by path; `pictures` the bytes of PNG and JPEG files, `files` the paths of all files.
    `version` is empty where the data name none.
    `exercises` are the bytes of the practice data, CSV files, by path.
    `drawings` are the names of the SVG files, `strays` the paths of Markdown files in no language's tree.
    `problems` are those met while loading; `complete` is False when a data file could not be read at all,
    so that nothing can be said about what depends on it. What takes long to find out of it may be in its `cache`.
    """

    languages: tuple[Language, ...]
    interface: Mapping[str, Mapping[str, Any]]
    interface_lines: Mapping[str, int]
    terms: Mapping[str, Term]
    sources: Mapping[str, Source]
    modules: Mapping[str, Module]
    tools: Mapping[str, Tool]
    tracks: Mapping[str, Track]
    figures: Mapping[str, Figure]
    milestones: Mapping[str, Milestone]
    changes: Mapping[str, Change]
    proofs: Mapping[str, Proof]
    partnerships: Mapping[str, Partnership]
    programme: Mapping[str, ProgrammeNumber]
    standard: Standard
    exercises: Mapping[str, bytes]
    forms: Mapping[str, Form]
    pages: tuple[Page, ...]
    data_texts: Mapping[str, str]
    other_texts: Mapping[str, str]
    pictures: Mapping[str, bytes]
    files: tuple[str, ...]
    drawings: tuple[str, ...]
    strays: tuple[str, ...]
    menus: Mapping[str, Mapping[str, int]]
    scripts: Mapping[str, str]
    academic_hour: int
    pass_mark: int
    version: str
    complete: bool
    problems: tuple[Problem, ...] = field(default=())
    cache: Cache = field(default_factory=Cache)

    @cached_property
    def source_locale(self) -> str:
        """The locale that translations are made from."""
        return next((language.id for language in self.languages if language.source), "en")

    @cached_property
    def trees(self) -> Mapping[str, Mapping[str, Page]]:
        """Pages by locale and name."""
        return {
            language.id: {page.name: page for page in self.pages if page.locale == language.id}
            for language in self.languages
        }

    @cached_property
    def source_pages(self) -> Mapping[str, Page]:
        """Pages of the source tree by name."""
        return self.trees.get(self.source_locale, {})

    @cached_property
    def page_names(self) -> Mapping[str, str]:
        """Page names by the id that `ref:` uses."""
        return {page.id: page.name for page in self.source_pages.values()}

    @cached_property
    def digests(self) -> Mapping[str, bytes]:
        """What stands for every page by path, in a cache: the digest of its path and its text."""
        return {page.path: digest(page.path, page.source) for page in self.pages}

    @cached_property
    def data_digest(self) -> bytes:
        """What stands for all data files, in a cache."""
        return digest(*(part for file in self.data_texts.items() for part in file))

    @cached_property
    def made_of(self) -> Mapping[str, bytes]:
        """What stands, by locale, for all that the site in one language is made from: of translations into another one
        that is what their front matter says, which pages tell that show how far translations are."""
        texts = (*self.other_texts.items(), *self.scripts.items(), *self.exercises.items(), *self.pictures.items())
        around = digest(self.data_digest, self.files, *(part for file in texts for part in file))
        faces = {page.path: digest(page.path, page.meta) for page in self.pages}
        own = {language.id: (language.id, self.source_locale) for language in self.languages}
        return {
            locale: digest(
                around, *((self.digests if page.locale in whole else faces)[page.path] for page in self.pages)
            )
            for locale, whole in own.items()
        }

    def lean(self) -> Course:
        """The course as the site is built from it: it takes half the memory, also in each process that has a copy."""
        lean = self.bare()
        vars(lean)["pages"] = tuple(self.lean_pages())
        return lean

    def lean_pages(self) -> Iterator[Page]:
        """The pages of the lean course, one by one."""
        return (page.lean(page.locale == self.source_locale) for page in self.pages)

    def bare(self) -> Course:
        """The lean course without pages. Of the texts of the data it has only those that every page is made from."""
        texts = {path: text for path, text in self.data_texts.items() if path in OF_EVERY_PAGE}
        bare = replace(self, pages=(), data_texts=texts, other_texts={}, pictures={}, problems=(), cache=Cache())
        vars(bare).update(data_digest=self.data_digest, made_of=self.made_of)
        return bare

    def tools_of(self, series: str) -> list[Tool]:
        """The tools of a series, "tool" or "template", in its order."""
        return [tool for tool in self.tools.values() if tool.series == series]

    def modules_of(self, track: Track) -> list[Module]:
        """The modules of a track in its order, as far as they are there."""
        return [self.modules[key] for key in track.modules if key in self.modules]

    def translations(self) -> Iterator[Page]:
        """Pages of every tree but the source."""
        return (page for page in self.pages if page.locale != self.source_locale)
