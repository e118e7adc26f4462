"""Building the course from the folder that editors work in."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from course import cores
from course.cache import Cache
from course.data import Data, entries, parse, read, read_text, strings, words
from course.model import (
    Change,
    Chart,
    Choice,
    Column,
    Consent,
    Course,
    Example,
    Field,
    Figure,
    Form,
    Formula,
    Language,
    Level,
    Measure,
    Milestone,
    Module,
    Outcome,
    Page,
    Partnership,
    Problem,
    ProgrammeNumber,
    Proof,
    Source,
    Survey,
    Term,
    Tool,
    Track,
    Wording,
)
from course.standard import repeated, standard_of
from course.text import read_page
from course.translation import section_hashes

MENUS = ("toolkit", "programme", "learning", "teaching", "reference")
DATA_FILES = (
    "languages",
    "interface",
    "modules",
    "tools",
    "tracks",
    "glossary",
    "sources",
    "figures",
    "milestones",
    "changes",
    "evidence",
    "partnerships",
    "programme",
    "statistics",
)

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIRST = "languages"  # what is needed to read anything else
_FEW = 5  # data files that are read as soon as another process is begun
_FEW_PAGES = 50
_LANGUAGE = re.compile("[a-z]{2,3}")
_MOST = 1e15  # a limit beyond is none
_TEXTS = frozenset((".css", ".csv", ".html", ".js", ".json", ".svg", ".txt", ".xml", ".yaml", ".yml"))
_PICTURES = frozenset((".jpeg", ".jpg", ".png"))

_Data = tuple[Data | None, list[Problem]]


def load(root: Path, cache: Cache | None = None) -> Course:
    """The course that stands in `root`, the folder with `docs/`; what has not changed may come from a `cache`.

    Nothing in the files makes it fail: what cannot be read is told in `problems`, with FL codes, and is
    then missing or empty in the course.
    """
    docs, cache = root / "docs", cache or Cache()
    names = [*DATA_FILES, *(f"tools/{path.stem}" for path in sorted((docs / "data" / "tools").glob("*.yml")))]
    reading = _Reading(docs, cache, names)
    languages = tuple(_languages(reading.of("languages")[0] or Data({}, {})))
    pages, strays, unread = _pages(docs, languages, cache)
    read = {name: reading.of(name) for name in names}
    complete = all(value is not None for value, _ in read.values())
    problems = [problem for _, found in read.values() for problem in found]
    known = {name: value or Data({}, {}) for name, (value, _) in read.items()}
    data = {name: known[name] for name in DATA_FILES}
    forms = {name.removeprefix("tools/"): value for name, value in known.items() if name not in data}
    drawings = {path.stem: path for path in sorted((docs / "assets" / "figures").glob("*.svg")) if path.is_file()}
    modules = tuple(_modules(data["modules"]))
    reports, found = _reports(docs)
    problems += found
    scripts, found = _scripts(docs)
    problems += found
    data_texts = {f"docs/data/{name}.yml": value.text for name, value in data.items()}
    data_texts |= {f"docs/data/tools/{name}.yml": value.text for name, value in forms.items()}
    files = _files(docs)
    others, found = _other_texts(files, data_texts.keys() | scripts.keys())
    problems += found
    pages += _planned(modules, languages, {page.path for page in pages})
    settings = _mapping(data["modules"].value)
    for name in ("modules", "tools", "tracks", "milestones", "changes", "partnerships", "programme"):
        problems += _repeated(data[name], name)
    problems += _repeated(data["evidence"], "proofs")
    problems += repeated(data["statistics"])
    return Course(
        languages=languages,
        interface={str(key): entry for key, entry in entries(data["interface"])},
        interface_lines={str(key): data["interface"].line(key) for key, _ in entries(data["interface"])},
        terms={term.id: term for term in _terms(data["glossary"])},
        sources={source.id: source for source in _sources(data["sources"])},
        modules={module.id: module for module in modules},
        tools={tool.id: tool for tool in _tools(data["tools"])},
        tracks={track.id: track for track in _tracks(data["tracks"])},
        figures={figure.id: figure for figure in _figures(data["figures"], drawings)},
        milestones={milestone.id: milestone for milestone in _milestones(data["milestones"])},
        changes={change.id: change for change in _changes(data["changes"])},
        proofs={proof.id: proof for proof in _proofs(data["evidence"], reports)},
        partnerships={row.id: row for row in _partnerships(data["partnerships"])},
        programme={number.id: number for number in _programme(data["programme"])},
        standard=standard_of(data["statistics"]),
        exercises={
            f"docs/data/exercises/{path.name}": path.read_bytes()
            for path in sorted((docs / "data" / "exercises").glob("*.csv"))
            if path.is_file()
        },
        forms={name: _form(name, value) for name, value in forms.items()},
        pages=tuple(pages),
        data_texts=data_texts,
        other_texts=others,
        pictures={shown: path.read_bytes() for shown, path in files.items() if path.suffix.lower() in _PICTURES},
        files=tuple(files),
        drawings=tuple(drawings),
        strays=tuple(strays),
        menus={menu: _menu(data["modules"], menu) for menu in MENUS},
        scripts=scripts,
        academic_hour=_number(settings.get("academic-hour")),
        pass_mark=_number(settings.get("pass-mark")),
        version=str(settings.get("version", "")),
        complete=complete,
        problems=tuple(problems + unread),
        cache=cache,
    )


class _Reading:
    """The data files, of which those that no earlier run has read are read beside other work."""

    def __init__(self, docs: Path, cache: Cache, names: list[str]) -> None:
        self._docs, self._cache = docs, cache
        self._keys = {name: key for name in names if (key := self._key(name))}
        self._read: dict[str, _Data] = {name: found for name, key in self._keys.items() if (found := cache.get(key))}
        missing = [name for name in names if name not in self._read and name != _FIRST]
        self._work = cores.Work(partial(self._all, missing)) if len(missing) > _FEW and cores.several() else None

    def of(self, name: str) -> _Data:
        """What a file holds, and its problems."""
        if name not in self._read and name != _FIRST and self._work:
            well, found, _ = self._work.done()
            self._work = None
            for one, pickled in (found if well else {}).items():
                self._keep(one, pickled)
        if name not in self._read:
            self._keep(name, self._all([name])[name])
        return self._read[name]

    def _keep(self, name: str, pickled: bytes) -> None:
        self._read[name] = pickle.loads(pickled)
        if name in self._keys:
            self._cache.put_pickled(self._keys[name], pickled)

    def _all(self, names: list[str]) -> dict[str, bytes]:
        """Pickled, as they are kept and come from another process."""
        read_all = {name: read(*self._paths(name), f"docs/data/{name}.yml") for name in names}
        return {name: pickle.dumps(found, pickle.HIGHEST_PROTOCOL) for name, found in read_all.items()}

    def _paths(self, name: str) -> tuple[Path, Path]:
        schema = "form" if name.startswith("tools/") else name
        return self._docs / "data" / f"{name}.yml", self._docs / "data" / "schema" / f"{schema}.json"

    def _key(self, name: str) -> bytes | None:
        try:
            return self._cache.key("data", name, *(path.read_bytes() for path in self._paths(name)))
        except OSError:
            return None


def _pages(docs: Path, languages: tuple[Language, ...], cache: Cache) -> tuple[list[Page], list[str], list[Problem]]:
    """The pages by language and name, the paths of Markdown files in no language's tree, and the problems."""
    start = len(docs.as_posix()) + 1
    names = sorted((path.as_posix()[start:] for path in docs.rglob("*.md")), key=lambda name: name.split("/"))
    texts: list[_Text] = []
    problems: list[Problem] = []
    for language in languages:
        for name in names:
            if name.startswith(f"{language.id}/"):
                text, found = read_text(docs / name, f"docs/{name}")
                texts.append(_Text(f"docs/{name}", language.id, language.source, name[len(language.id) + 1 :], text))
                problems += found
    read = _read_each(texts, cache)
    problems += [problem for _, found in read for problem in found]
    known = {text.path for text in texts}
    return [page for page, _ in read], [f"docs/{name}" for name in names if f"docs/{name}" not in known], problems


class _Text(NamedTuple):
    """The text of a page, with all else that is to be known to read it; of the `source` language or not."""

    path: str
    locale: str
    source: bool
    name: str
    text: str


def _read_each(texts: list[_Text], cache: Cache) -> list[tuple[Page, list[Problem]]]:
    """The pages and their problems; those that no earlier run has read are shared out."""
    keys = {text.path: cache.key("page", *text) for text in texts}
    read = {path: found for path, key in keys.items() if (found := cache.get(key))}
    missing = [text for text in texts if text.path not in read]
    here: dict[str, tuple[Page, list[Problem]]] = {}  # what this process has made itself
    made = cores.each(partial(_read, here), missing, _FEW_PAGES)
    while missing:  # from the end, so that each goes as soon as it is read
        text, pickled = missing.pop(), made.pop()
        read[text.path] = here.get(text.path) or pickle.loads(pickled)
        cache.put_pickled(keys[text.path], pickled)
    return [read[text.path] for text in texts]


def _read(here: dict[str, tuple[Page, list[Problem]]], text: _Text) -> bytes:
    """The page and its problems as they are kept: so they come from another process, which has not those `here`."""
    page, problems = page_of(text.text, text.path, text.locale, text.name)
    if text.source:
        section_hashes(page)  # which it keeps, for all its translations
    here[text.path] = page, problems
    return pickle.dumps((page, problems), pickle.HIGHEST_PROTOCOL)


def _menu(data: Data, menu: str) -> dict[str, int]:
    return {key: data.line(menu, index) for index, key in enumerate(strings(_mapping(data.value).get(menu)))}


def _scripts(docs: Path) -> tuple[dict[str, str], list[Problem]]:
    """The texts of the site's own scripts by path, and the problems."""
    scripts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in sorted((docs / "assets" / "js").glob("*.js")):
        shown = f"docs/assets/js/{path.name}"
        scripts[shown], found = read_text(path, shown)
        problems += found
    return scripts, problems


def _files(docs: Path) -> dict[str, Path]:
    """Every file that is published or read, by its path in the course; names that begin with a dot are neither."""
    found = ((path.relative_to(docs), path) for path in sorted(docs.rglob("*")) if path.is_file())
    return {f"docs/{name.as_posix()}": path for name, path in found if not any(p.startswith(".") for p in name.parts)}


def _other_texts(files: Mapping[str, Path], read: Collection[str]) -> tuple[dict[str, str], list[Problem]]:
    """The texts of drawings, tables, styles and other data by path, without the files that are `read` anyway."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for shown, path in files.items():
        if path.suffix.lower() in _TEXTS and shown not in read:
            texts[shown], found = read_text(path, shown)
            problems += found
    return texts, problems


def _repeated(data: Data, name: str) -> Iterator[Problem]:
    lines: dict[str, int] = {}
    for index, entry in entries(data, name):
        key, line = _text(entry, "id"), data.line(name, index)
        first = lines.setdefault(key, line)
        if first != line:
            message, hint = f"the id '{key}' is taken in line {first}", "give the second entry an id of its own"
            yield Problem(f"docs/data/{name}.yml", line, "FL003", message, hint)


def _planned(modules: tuple[Module, ...], languages: tuple[Language, ...], there: set[str]) -> Iterator[Page]:
    for module in modules:
        name = f"handbook/{module.id}/index.md"
        for language in languages:
            path = f"docs/{language.id}/{name}"
            if not module.written and path not in there:
                page = Page(path, language.id, name, "![](data:planned)\n", 0, {}, planned=True)
                yield read_page(page)


def page_of(text: str, shown: str, locale: str, name: str) -> tuple[Page, list[Problem]]:
    """The page that a text is, also an earlier text of its file; FL002 for what its front matter is not."""
    front = _FRONT_MATTER.match(text)
    problems: list[Problem] = []
    meta: Any = {}
    if front:
        data, problems = parse(front["yaml"], shown, first_line=2)
        meta = data.value if data else {}
        if meta is not None and not isinstance(meta, Mapping):
            problems.append(
                Problem(shown, 2, "FL002", "the front matter has no keys", "write lines like 'review: draft'")
            )
    elif text.startswith("---\n"):
        problems.append(Problem(shown, 1, "FL002", "the front matter is not closed", "end it with a line of ---"))
    page = Page(
        path=shown,
        locale=locale,
        name=name,
        source=text,
        body=front.end() if front else 0,
        meta=meta if isinstance(meta, Mapping) else {},
    )
    return read_page(page), problems


def _languages(data: Data) -> Iterator[Language]:
    for key, entry in entries(data):
        # The id names a folder: one such as `..` would lead out of the course.
        if not _LANGUAGE.fullmatch(str(key)):
            continue
        yield Language(
            id=str(key),
            name=_text(entry, "name"),
            alphabet=_text(entry, "alphabet"),
            source=entry.get("source") is True,
            default=entry.get("default") is True,
            names=strings(entry.get("names")),
            function_words=tuple(_text(entry, "function-words").split()),
            numerals={
                word: int(number)
                for number, said in _mapping(entry.get("numerals")).items()
                for word in str(said).split()
                if number.isdecimal()
            },
        )


def _terms(data: Data) -> Iterator[Term]:
    for key, entry in entries(data):
        notes = words(entry.get("note"))
        wordings = {
            locale: Wording(
                term=_text(value, "term"),
                short=_text(value, "short"),
                forms=strings(value.get("forms")),
                avoid=strings(value.get("avoid")),
                definition=_text(value, "definition"),
                note=notes.get(locale, ""),
            )
            for locale, value in entry.items()
            if isinstance(value, Mapping) and locale != "note"
        }
        lines = {locale: data.line(key, locale) for locale in wordings}
        yield Term(str(key), _text(entry, "confidence"), wordings, data.line(key), lines)


def _sources(data: Data) -> Iterator[Source]:
    for key, entry in entries(data):
        yield Source(
            id=str(key),
            short=_text(entry, "short"),
            author=_text(entry, "author"),
            title=_text(entry, "title"),
            publisher=_text(entry, "publisher"),
            year=_text(entry, "year"),
            identifier=_text(entry, "id"),
            url=_text(entry, "url"),
            accessed=_text(entry, "accessed"),
            verified=_text(entry, "verified"),
            note=words(entry.get("note")),
            line=data.line(key),
            programme=entry.get("programme") is True,
        )


def _modules(data: Data) -> Iterator[Module]:
    for key, entry in entries(data, "modules"):
        yield Module(
            id=_text(entry, "id"),
            number=_text(entry, "number"),
            part=_text(entry, "part"),
            hours=_number(entry.get("hours")),
            written=entry.get("status") == "written",
            audience=strings(entry.get("audience")),
            terms=strings(entry.get("terms")),
            sources=strings(entry.get("sources")),
            title=words(entry.get("title")),
            outcomes=tuple(_outcomes(data, key, entry)),
            quick_exit=entry.get("quick-exit") is True,
            line=data.line("modules", key),
        )


def _outcomes(data: Data, key: str | int, module: Mapping[str, Any]) -> Iterator[Outcome]:
    for index, entry in enumerate(_list(module.get("outcomes"))):
        if isinstance(entry, Mapping):
            yield Outcome(
                id=_text(entry, "id"),
                text=words(entry.get("text")),
                taught=strings(entry.get("taught")),
                practised=strings(entry.get("practised")),
                line=data.line("modules", key, "outcomes", index),
            )


def _tools(data: Data) -> Iterator[Tool]:
    for key, entry in entries(data, "tools"):
        yield Tool(
            id=_text(entry, "id"),
            series=_text(entry, "series") or "tool",
            number=_text(entry, "number"),
            minutes=_number(entry.get("minutes")),
            written=entry.get("status") == "written",
            users=strings(entry.get("users")),
            phase=_text(entry, "phase"),
            modules=strings(entry.get("modules")),
            title=words(entry.get("title")),
            result=words(entry.get("result")),
            quick_exit=entry.get("quick-exit") is True,
            line=data.line("tools", key),
        )


def _tracks(data: Data) -> Iterator[Track]:
    for key, entry in entries(data, "tracks"):
        yield Track(
            id=_text(entry, "id"),
            hours=_number(entry.get("hours")),
            digest=_number(entry.get("digest")),
            audience=strings(entry.get("audience")),
            modules=strings(entry.get("modules")),
            test_items=_number(entry.get("test-items")),
            title=words(entry.get("title")),
            purpose=words(entry.get("purpose")),
            line=data.line("tracks", key),
        )


def _figures(data: Data, drawings: Mapping[str, Path]) -> Iterator[Figure]:
    for key, entry in entries(data):
        labels = {
            str(name): {str(locale): strings(lines) for locale, lines in label.items()}
            for name, label in _mapping(entry.get("labels")).items()
            if isinstance(label, Mapping)
        }
        drawing = drawings.get(str(key))
        yield Figure(
            id=str(key),
            title=words(entry.get("title")),
            alt=words(entry.get("alt")),
            labels=labels,
            drawing=read_text(drawing, drawing.name)[0] if drawing else "",
            line=data.line(key),
        )


def _milestones(data: Data) -> Iterator[Milestone]:
    for key, entry in entries(data, "milestones"):
        yield Milestone(
            id=_text(entry, "id"),
            date=_text(entry, "date"),
            until=_text(entry, "until"),
            core=entry.get("core") is True,
            detail=entry.get("detail") is True,
            planned=entry.get("status") == "plan",
            source=_text(entry, "source"),
            when=words(entry.get("when")),
            text=words(entry.get("text")),
            line=data.line("milestones", key),
        )


def _changes(data: Data) -> Iterator[Change]:
    for key, entry in entries(data, "changes"):
        yield Change(
            id=_text(entry, "id"),
            version=_text(entry, "version"),
            date=_text(entry, "date"),
            audience=strings(entry.get("audience")),
            text=words(entry.get("text")),
            line=data.line("changes", key),
        )


def _reports(docs: Path) -> tuple[dict[str, Mapping[str, Any]], list[Problem]]:
    """What the commands of proofs have written, by the id of the proof, and the problems."""
    reports: dict[str, Mapping[str, Any]] = {}
    problems: list[Problem] = []
    for path in sorted((docs / "data" / "evidence").glob("*.json")):
        shown = f"docs/data/evidence/{path.name}"
        text, found = read_text(path, shown)
        problems += found
        try:
            reports[path.stem] = _mapping({} if found else json.loads(text))
        except (ValueError, RecursionError):
            hint = "copy it again with: make evidence"
            problems.append(Problem(shown, 1, "FL002", "this is not JSON", hint))
    return reports, problems


def _proofs(data: Data, reports: Mapping[str, Mapping[str, Any]]) -> Iterator[Proof]:
    for key, entry in entries(data, "proofs"):
        yield Proof(
            id=_text(entry, "id"),
            command=_text(entry, "command"),
            title=words(entry.get("title")),
            text=words(entry.get("text")),
            measures=tuple(
                Measure(
                    of=tuple(_text(one, "of").split("/")),
                    form=_text(one, "form"),
                    label=words(one.get("label")),
                    most=_limit(one.get("most")),
                    least=_limit(one.get("least")),
                )
                for one in map(_mapping, _list(entry.get("measures")))
            ),
            report=reports.get(_text(entry, "id"), {}),
            line=data.line("proofs", key),
        )


def _limit(value: Any) -> float | None:
    known = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST
    return float(value) if known else None


def _partnerships(data: Data) -> Iterator[Partnership]:
    for key, entry in entries(data, "partnerships"):
        yield Partnership(
            id=_text(entry, "id"),
            kind=_text(entry, "kind"),
            region=_text(entry, "region"),
            count=_number(entry["count"]) if "count" in entry else None,
            reading=_text(entry, "reading") or "exact",
            status=_text(entry, "status"),
            date=_text(entry, "date"),
            source=_text(entry, "source"),
            place=words(entry.get("place")),
            today=words(entry.get("today")),
            when=words(entry.get("when")),
            remark=words(entry.get("remark")),
            line=data.line("partnerships", key),
        )


def _programme(data: Data) -> Iterator[ProgrammeNumber]:
    for key, entry in entries(data, "programme"):
        yield ProgrammeNumber(
            id=_text(entry, "id"),
            value=_number(entry.get("value")),
            bound=_text(entry, "bound"),
            group=_text(entry, "group"),
            planned=entry.get("status") == "planned",
            source=_text(entry, "source"),
            unit=words(entry.get("unit")),
            period=words(entry.get("period")),
            place=words(entry.get("place")),
            silent=words(entry.get("silent")),
            phrases={str(locale): strings(said) for locale, said in _mapping(entry.get("phrases")).items()},
            line=data.line("programme", key),
        )


def _form(name: str, data: Data) -> Form:
    fields = tuple(_fields(data, "fields"))
    steps = _mapping(data.value).get("steps") is True
    return Form(name, fields, _example(data), _survey(data, fields), steps)


def _survey(data: Data, fields: tuple[Field, ...]) -> Survey | None:
    entry = _mapping(data.value).get("survey")
    if isinstance(entry, Mapping):
        own = tuple(_fields(data, "survey", "fields"))
        return Survey(own, own=True, consent=_consent(data, entry.get("consent")))
    asked = fields if entry is True else tuple(_marked(data, fields))
    return Survey(asked) if asked else None


def _marked(data: Data, fields: tuple[Field, ...]) -> Iterator[Field]:
    """The fields of the parts that are marked as a survey."""
    marked = {_text(entry, "id") for _, entry in entries(data, "fields") if entry.get("survey") is True}
    asked = False
    for field in fields:
        asked = field.id in marked if field.kind == "part" else asked
        if asked:
            yield field


def _consent(data: Data, entry: Any) -> Consent | None:
    if not isinstance(entry, Mapping):
        return None
    line = data.line("survey", "consent")
    return Consent(words(entry.get("label")), words(entry.get("help")), words(entry.get("refused")), line)


def _fields(data: Data, *path: str) -> Iterator[Field]:
    for key, entry in entries(data, *path):
        yield Field(
            id=_text(entry, "id"),
            kind=_text(entry, "kind"),
            label=words(entry.get("label")),
            help=words(entry.get("help")),
            options=tuple(_choices(data, entry.get("options"), *path, key, "options")),
            columns=tuple(_columns(data, entry.get("columns"), *path, key, "columns")),
            rows=tuple(_choices(data, entry.get("rows"), *path, key, "rows")),
            blank_rows=_number(entry.get("blank-rows")),
            line=data.line(*path, key),
            scale=_scale(entry),
            low=words(entry.get("low")),
            high=words(entry.get("high")),
            formula=_formula(entry.get("formula")),
            chart=_chart(entry.get("chart")),
            board=entry.get("board") is True,
            figure=_text(entry, "figure"),
        )


def _example(data: Data) -> Example | None:
    entry = _mapping(data.value).get("example")
    if not isinstance(entry, Mapping):
        return None
    values = {str(name): value for name, value in _mapping(entry.get("values")).items()}
    lines = {name: data.line("example", "values", name) for name in values}
    return Example(words(entry.get("title")), values, data.line("example"), lines)


def _choices(data: Data, value: Any, *path: str | int) -> Iterator[Choice]:
    for index, entry in _listed(value):
        yield Choice(
            id=_text(entry, "id"),
            label=words(entry.get("label")),
            line=data.line(*path, index),
            points=_number(entry["points"]) if "points" in entry else None,
            limits=(_real(entry.get("at-least")), _real(entry.get("at-most"))),
            why=words(entry.get("why")),
        )


def _columns(data: Data, value: Any, *path: str | int) -> Iterator[Column]:
    for index, entry in _listed(value):
        yield Column(
            id=_text(entry, "id"),
            kind=_text(entry, "kind"),
            label=words(entry.get("label")),
            line=data.line(*path, index),
            options=tuple(_choices(data, entry.get("options"), *path, index, "options")),
            scale=_scale(entry),
            formula=_formula(entry.get("formula")),
            board=entry.get("board") is True,
        )


def _scale(entry: Mapping[str, Any]) -> tuple[int, int]:
    return _number(entry.get("from")), _number(entry.get("to"))


def _formula(value: Any) -> Formula | None:
    if not isinstance(value, Mapping):
        return None
    levels = [entry for _, entry in _listed(value.get("levels"))]
    return Formula(
        do=_text(value, "do"),
        of=strings(value.get("of")),
        base=_text(value, "base"),
        per=_number(value.get("per")),
        decimals=_number(value["decimals"]) if "decimals" in value else None,
        levels=tuple(
            Level(_real(entry.get("from")) or 0, words(entry.get("label")), _text(entry, "mark")) for entry in levels
        ),
        among=strings(value.get("among")),
    )


def _chart(value: Any) -> Chart | None:
    if not isinstance(value, Mapping):
        return None
    return Chart(_text(value, "shape"), _text(value, "of"), strings(value.get("columns")), _real(value.get("most")))


def _listed(value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The mappings of a list, with their place in it."""
    return ((i, entry) for i, entry in enumerate(value if isinstance(value, list) else ()) if isinstance(entry, dict))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _real(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
