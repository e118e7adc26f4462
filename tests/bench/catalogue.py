"""The kinds of faults that authors, translators and editors make, each with the rule that must tell it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise

from bench.material import Edit, Fault, Kind, Material, Places, data_path, misspelt
from course.data import Key
from course.labels import module_of
from course.letters import page_spans, words
from course.model import Page, Track
from course.rules.mo005_lesson_complete import META, SECTIONS

KINDS: list[Kind] = []

GLOSSARY, SOURCES, MODULES, TOOLS, TRACKS, FIGURES, INTERFACE, STATISTICS = (
    data_path(name)
    for name in ("glossary", "sources", "modules", "tools", "tracks", "figures", "interface", "statistics")
)
_ID = re.compile(r"\{#([a-z0-9-]+)\}[ \t]*$")
_ROW = re.compile(r"\| (\d+)–(\d+) \|")
_LONELY_NUMBER = re.compile(
    r"(?<![\w.,:;#/–-])(?<!\d[ \u00a0\u202f])\d{1,4}(?![\w&–/-]|[.,:]\d|[ \u00a0\u202f]\d{3})(?!\.[ \t]|\))"
)
_LOOKALIKES = dict(zip("аеорсух", "aeopcyx", strict=True))


def kind(code: str, name: str) -> object:
    """Puts the places that the function finds into the catalogue."""

    def listed(places: Places) -> Places:
        KINDS.append(Kind(code, name, places))
        return places

    return listed


def new_file(path: str, text: str) -> Fault:
    """A file that should not be there."""
    return Fault(path, frozenset({1}), (Edit(path, 0, 0, text),))


# FL: files and data


def _random_lines(m: Material, step: int) -> Iterator[tuple[str, int]]:
    for path in m.texts:
        if not path.endswith((".svg", ".csv")):  # of statistics another rule tells
            yield from ((path, number) for number in range(2, len(m.starts(path)) - 1, step))


@kind("FL001", "a byte that is no UTF-8")
def _(m: Material) -> Iterator[Fault]:
    return (m.put_in(path, number, "\udcf1\udce5") for path, number in _random_lines(m, 23))


@kind("FL001", "a NUL character")
def _(m: Material) -> Iterator[Fault]:
    return (m.put_in(path, number, "\0") for path, number in _random_lines(m, 29))


@kind("FL002", "a YAML key repeated")
def _(m: Material) -> Iterator[Fault]:
    for path in m.data:
        for _, line, match in m.scalars(path):
            if not match["indent"].endswith("- "):
                at = m.span(path, line)[1]
                yield Fault(path, frozenset({line + 1}), (Edit(path, at, at, "\n" + m.line(path, line)),))


@kind("FL002", "a key of the front matter repeated")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages():
        at = m.span(page.path, 2)[1]
        yield Fault(page.path, frozenset({3}), (Edit(page.path, at, at, "\n" + m.line(page.path, 2)),))


@kind("FL002", "a colon in a text without quotes")
def _(m: Material) -> Iterator[Fault]:
    for path in m.data:
        for _, line, match in m.scalars(path):
            if match["value"][0] not in "\"'":
                yield m.change_line(path, line, f"{match['indent']}{match['key']}: note: {match['value']}")


@kind("FL002", "an alias in place of a text")
def _(m: Material) -> Iterator[Fault]:
    for path in m.data:
        for _, line, match in m.scalars(path):
            yield m.change_line(path, line, f"{match['indent']}{match['key']}: *same")


_NAMES = "confidence short author title year verified publisher url accessed id number part hours status minutes kind"
_NAMED = (*_NAMES.split(), "term", "definition", "name", "alphabet", "blank-rows")


@kind("FL003", "a field name misspelt")
def _(m: Material) -> Iterator[Fault]:
    for path in m.data:
        for key, line, match in m.scalars(path):
            if match["key"] in _NAMED and path != INTERFACE and len(key) > 1:
                yield m.change_line(path, line, f"{match['indent']}{misspelt(match['key'], _NAMED)}: {match['value']}")


_REQUIRED = {
    SOURCES: ("short", "author", "title", "verified"),
    MODULES: ("number", "part", "hours", "status"),
    TOOLS: ("number", "status", "minutes"),
    GLOSSARY: ("confidence",),
}


@kind("FL003", "a field removed")
def _(m: Material) -> Iterator[Fault]:
    for path in m.data:
        names = _REQUIRED.get(path, ("kind",))
        for key, _, match in m.scalars(path):
            if match["key"] in names and len(key) > 1 and isinstance(m.value(path, key), (str, int)):
                yield m.take_key(path, key, len(key) - 1)


@kind("FL003", "a value of the wrong kind")
def _(m: Material) -> Iterator[Fault]:
    wrong = {"hours": "many", "minutes": "long", "confidence": "X", "verified": "seen", "status": "done", "kind": "box"}
    for path in m.data:
        for key, line, match in m.scalars(path):
            value = m.value(path, key)
            if match["key"] in wrong and len(key) > 1:
                yield m.change_line(path, line, f"{match['indent']}{match['key']}: {wrong[match['key']]}")
            elif match["key"] == "number" and str(value).isdigit():
                yield m.change_line(path, line, f"{match['indent']}number: {value}")


def _language_taken(m: Material, path: str, *fields: str) -> Iterator[Fault]:
    depths = {"title": -2, "result": -2, "alt": -2, "note": -2, "text": -2, "labels": -3}
    for key, _ in m.keys(path):
        field = next((one for one in fields if one in (key[-2:-1] or ("",)) + key[-3:-2]), None)
        if field and key[-1] in m.locales and key[depths[field]] == field:
            yield m.take_key(path, key, len(key) + depths[field])


@kind("FL004", "a language of a title removed")
def _(m: Material) -> Iterator[Fault]:
    for path in (MODULES, TOOLS, FIGURES):
        yield from _language_taken(m, path, "title", "result", "alt")


@kind("FL004", "a language of an outcome removed")
def _(m: Material) -> Iterator[Fault]:
    return _language_taken(m, MODULES, "text")


@kind("FL004", "a language of an interface string removed")
def _(m: Material) -> Iterator[Fault]:
    return (m.take_key(INTERFACE, key, 1) for key, _ in m.keys(INTERFACE) if len(key) == 2)


@kind("FL004", "a language of a figure label removed")
def _(m: Material) -> Iterator[Fault]:
    return _language_taken(m, FIGURES, "labels")


@kind("FL004", "a language of a source's note removed")
def _(m: Material) -> Iterator[Fault]:
    return _language_taken(m, SOURCES, "note")


def _fields(m: Material) -> Iterator[tuple[Key, int, re.Match[str]]]:
    for key, line, _ in m.scalars(INTERFACE):
        yield from ((key, line, match) for match in re.finditer(r"\{(\w+)\}", m.line(INTERFACE, line)))


def _in_field(new: Callable[[str], str]) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        for key, line, match in _fields(m):
            start = m.span(INTERFACE, line)[0]
            edit = Edit(INTERFACE, start + match.start(), start + match.end(), new(match[1]))
            yield Fault(INTERFACE, m.around(INTERFACE, key, 1), (edit,))

    return places


kind("FL005", "a field of an interface string misspelt")(_in_field(lambda name: f"{{{misspelt(name, ())}}}"))
kind("FL005", "a brace of an interface string missing")(_in_field(lambda name: f"{{{name}"))


@kind("FL006", "an interface string misspelt in a script")
def _(m: Material) -> Iterator[Fault]:
    for path, script in m.course.scripts.items():
        for match in re.finditer(r'\bsay(?:Count)?\("([a-z0-9-]+)"', script):
            yield m.change(path, *match.span(1), misspelt(match[1], m.course.interface))


# FM: forms


def _forms(m: Material) -> list[str]:
    return [path for path in m.data if path.startswith("docs/data/tools/")]


@kind("FM001", "a language of a form's label removed")
def _(m: Material) -> Iterator[Fault]:
    for path in _forms(m):
        for key, _ in m.keys(path):
            if key[-1] in m.locales:
                yield m.take_key(path, key, len(key) - 2)


_ASKED = {
    "en": ("Full name", "Name of the member", "Telephone number", "Home address", "Passport number"),
    "ru": ("Фамилия и имя", "Имя участника", "Телефон жителя", "Домашний адрес", "Паспорт заявителя"),
    "tg": ("Ному насаб", "Номи аъзо", "Рақами телефони сокин", "Суроғаи хона", "Рақами шиноснома"),
}


def _asking(locale: str) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        for path in _forms(m):
            for key, line, match in m.scalars(path):
                written = key[-2:] == ("label", locale) and m.value(path, key[:-2]).get("kind")
                if written in ("text", "long-text", "number", "date"):
                    for words_ in _ASKED[locale]:
                        right = m.around(path, key, len(key) - 2)
                        yield m.change_line(path, line, f"{match['indent']}{locale}: {words_}", right)

    return places


for one in ("tg", "ru", "en"):
    kind("FM002", f"a label that asks for personal data ({one})")(_asking(one))


@kind("FM003", "a form placed nowhere")
def _(m: Material) -> Iterator[Fault]:
    for page, ref in m.references("data"):
        if ref.target == "form":
            yield Fault(page.path, frozenset({1}), (Edit(page.path, ref.start, ref.end, ""),))


@kind("FM003", "a form on a page that has none")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages():
        for first, _ in m.paragraphs(page):
            if not any(ref.scheme == "data" and ref.target == "form" for ref in page.references):
                start = m.span(page.path, first)[0]
                yield m.change(page.path, start, start, "![](data:form)\n\n")


@kind("FM003", "a form of a tool that is not there or not written")
def _(m: Material) -> Iterator[Fault]:
    text = m.texts[_forms(m)[0]]
    for name in ("new", *(tool.id for tool in m.course.tools.values() if not tool.written)):
        yield new_file(f"docs/data/tools/{name}.yml", text)


@kind("FM004", "an id of a form repeated")
def _(m: Material) -> Iterator[Fault]:
    for path in _forms(m):
        for key, line, match in m.scalars(path):
            if key[-1] == "id" and isinstance(key[-2], int) and key[-2]:
                twin = m.value(path, (*key[:-2], key[-2] - 1, "id"))
                yield m.change_line(path, line, f"{match['indent']}id: {twin}")


@kind("FM005", "what a formula counts misspelt")
def _(m: Material) -> Iterator[Fault]:
    for form in m.course.forms.values():
        for part in (part for field in form.fields for part in (field, *field.columns) if part.formula):
            text, start = m.texts[form.path], m.span(form.path, part.line)[0]
            first = re.compile(r"of:\s*(?:\[\s*|-\s*)").search(text, start)
            if first:
                edit = Edit(form.path, first.end(), first.end(), "un-")
                yield Fault(form.path, frozenset({part.line}), (edit,))


@kind("FM006", "an example that fills in what is not there")
def _(m: Material) -> Iterator[Fault]:
    for form in m.course.forms.values():
        for name in form.example.values if form.example else ():
            start = m.texts[form.path].index(f"\n    {name}:") + len("\n    ")
            line = form.example.line if form.example else 1
            yield Fault(form.path, frozenset({line}), (Edit(form.path, start, start, "un-"),))


@kind("FM007", "a count for the department marked for the board")
def _(m: Material) -> Iterator[Fault]:
    for form in m.course.forms.values():
        for field in form.fields:
            hidden = {
                one
                for column in field.columns
                if column.formula and column.formula.do == "publish"
                for one in column.formula.of
            }
            for column in field.columns:
                if column.id in hidden:
                    start = m.texts[form.path].index("kind:", m.span(form.path, column.line)[0])
                    indent = " " * (start - m.texts[form.path].rindex("\n", 0, start) - 1)
                    edit = Edit(form.path, start, start, f"board: true\n{indent}")
                    yield Fault(form.path, frozenset({column.line}), (edit,))


# GL: glossary


@kind("GL001", "a term misspelt in a link")
def _(m: Material) -> Iterator[Fault]:
    for page, ref in m.references("term"):
        yield m.target(page, ref, 0, len(ref.target), misspelt(ref.target, m.course.terms))


@kind("GL002", "a language of a term removed")
def _(m: Material) -> Iterator[Fault]:
    for key, _ in m.keys(GLOSSARY):
        if len(key) == 2 and key[1] in m.locales:
            yield m.take_key(GLOSSARY, key, 1)


@kind("GL002", "a definition emptied")
def _(m: Material) -> Iterator[Fault]:
    for key, line, match in m.scalars(GLOSSARY):
        if key[-1] == "definition":
            right = m.around(GLOSSARY, key, 2)
            yield m.change_line(GLOSSARY, line, f"{match['indent']}definition: ''", right)


@kind("GL003", "a form copied from another entry")
def _(m: Material) -> Iterator[Fault]:
    for one, other in pairwise(m.course.terms.values()):
        for locale in m.locales:
            line = m.data[GLOSSARY].lines.get((other.id, locale, "forms"))
            if line and "forms: [" in m.line(GLOSSARY, line) and one.wordings[locale].forms:
                at = m.span(GLOSSARY, line)[0] + m.line(GLOSSARY, line).index("[") + 1
                comma = ", " if other.wordings[locale].forms else ""
                right = m.around(GLOSSARY, (other.id, locale, "forms"), 2)
                edit = Edit(GLOSSARY, at, at, f'"{one.wordings[locale].forms[0]}"{comma}')
                yield Fault(GLOSSARY, right, (edit,))


@kind("GL004", "a term that nobody uses")
def _(m: Material) -> Iterator[Fault]:
    for term in m.course.terms.values():
        start = m.span(GLOSSARY, term.line)[0]
        entry = "new-term:\n  confidence: L\n"
        for locale, said in (("tg", "мӯътабар"), ("ru", "выборка"), ("en", "sample")):
            entry += f"  {locale}:\n    term: {said}\n    definition: {said.capitalize()}.\n"
        yield m.change(GLOSSARY, start, start, entry)


def _avoided(locale: str) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        avoided = [word for term in m.course.terms.values() for word in term.wordings[locale].avoid]
        count = 0
        for page in m.pages(locale):
            for number in m.prose_lines(page):
                word = avoided[count * 7 % len(avoided)]
                count += 1
                yield m.put_in(page.path, number, f" {word[0].upper()}{word[1:]}.")

    return places


for one in ("tg", "ru", "en"):
    kind("GL005", f"a wording to be avoided ({one})")(_avoided(one))


@kind("GL006", "the text of a term link replaced")
def _(m: Material) -> Iterator[Fault]:
    other = {"en": "thing", "ru": "вещь", "tg": "чиз"}
    for page, ref in m.references("term"):
        if ref.text:
            yield m.change(page.path, ref.start, ref.end, f"[{other[page.locale]}](term:{ref.target})")


@kind("GL007", "the first link of a term taken away")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages(m.course.source_locale):
        if not (module_of(m.course, page) and page.name.endswith("/index.md")):
            continue
        first: dict[str, int] = {}
        hidden = m.trainer_lines(page)
        for ref in page.references:
            wording = m.course.terms[ref.target].wordings[page.locale] if ref.scheme == "term" else None
            if wording and ref.line not in hidden and ref.target not in first:
                first[ref.target] = ref.line
                # Other forms may be everyday words: the rule lets them stand.
                if ref.text.casefold() in (wording.term.casefold(), wording.short.casefold()):
                    yield m.change(page.path, ref.start, ref.end, ref.text)


# LT: letters and languages


def _one_letter(locales: tuple[str, ...], letters: dict[str, str]) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        for page in m.pages(*locales):
            marked = [range(start, end) for start, end, _ in page_spans(page)]
            for at, word in words(page.prose):
                wrong = next((place for place, letter in enumerate(word) if letter in letters), None)
                if len(word) > 2 and wrong is not None and not any(at in span for span in marked):
                    start = at + wrong
                    yield m.change(page.path, start, start + 1, letters[word[wrong]])

    return places


kind("LT001", "a Latin letter in a Russian word")(_one_letter(("ru",), _LOOKALIKES))
kind("LT001", "a Latin letter in a Tajik word")(_one_letter(("tg",), _LOOKALIKES))
kind("LT001", "a Cyrillic letter in an English word")(
    _one_letter(("en",), {latin: cyrillic for cyrillic, latin in _LOOKALIKES.items()})
)
kind("LT002", "ц, щ, ы or ь in a Tajik word")(_one_letter(("tg",), {"с": "ц", "ш": "щ", "и": "ы", "ъ": "ь"}))
kind("LT002", "a letter of an old font in a Tajik word")(
    _one_letter(("tg",), dict(zip("ӯҳҷӣқғ", "ўњљїќѓ", strict=True)))
)
kind("LT002", "a Tajik letter made of two characters")(
    _one_letter(("tg",), {"ӣ": "и\u0304", "ӯ": "у\u0304", "й": "и\u0306", "ё": "е\u0308"})
)
kind("LT002", "a letter of another alphabet in a Russian word")(_one_letter(("ru",), {"к": "қ", "х": "ҳ", "и": "і"}))


def _other_language(locale: str) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        long = {page.path: _long(m, page) for page in m.pages()}
        for page in m.pages(locale):
            for other in m.locales if len(long[page.path]) > 1 else ():  # a page of one paragraph is told as a page
                theirs = f"docs/{other}/{page.name}"
                for (first, last), (start, end) in zip(long[page.path], long.get(theirs, []), strict=False):
                    if other != locale:
                        text = m.texts[theirs][slice(*m.span(theirs, start, end))]
                        yield m.change(page.path, *m.span(page.path, first, last), text)

    return places


def _long(m: Material, page: Page) -> list[tuple[int, int]]:
    prose = page.prose
    return [
        lines
        for lines in m.paragraphs(page)
        if len(list(words(prose[slice(*m.span(page.path, *lines))]))) >= 15
        and not set('«“"') & set(prose[slice(*m.span(page.path, *lines))])
    ]


for one in ("tg", "ru", "en"):
    kind("LT003", f"a paragraph of another language ({one})")(_other_language(one))


# MO: modules


@kind("MO001", "an English page deleted")
def _(m: Material) -> Iterator[Fault]:
    tree = f"docs/{m.course.source_locale}"
    for module in m.course.modules.values():
        for name in ("index.md", "quiz.md", "lesson.md") if module.written else ():
            path = f"{tree}/handbook/{module.id}/{name}"
            yield Fault(MODULES, frozenset({module.line}), deleted=(path,))
    for tool in m.course.tools.values():
        if tool.written:
            yield Fault(TOOLS, frozenset({tool.line}), deleted=(f"{tree}/toolkit/{tool.id}.md",))
    listed = [entry for menu in m.course.menus.values() for entry in menu.items()]
    for key, line in listed:
        yield Fault(MODULES, frozenset({line}), deleted=(f"{tree}/{key}.md",))


@kind("MO001", "a drawing deleted")
def _(m: Material) -> Iterator[Fault]:
    for figure in m.course.figures.values():
        yield Fault(FIGURES, frozenset({figure.line}), deleted=(f"docs/assets/figures/{figure.id}.svg",))


@kind("MO001", "a page that is listed nowhere")
def _(m: Material) -> Iterator[Fault]:
    tree, text = f"docs/{m.course.source_locale}", "# New {#new}\n"
    module = next(module.id for module in m.course.modules.values() if module.written)
    names = (
        *("new.md", "handbook/new.md", "handbook/new/index.md", f"handbook/{module}/new.md", "toolkit/new.md"),
        *(f"handbook/{module}/new/index.md", "toolkit/new/index.md", "tracks/new.md", "new/index.md", "new/new.md"),
        *(f"handbook/{module.id}/index.md" for module in m.course.modules.values() if not module.written),
        *(f"toolkit/{tool.id}.md" for tool in m.course.tools.values() if not tool.written),
    )
    yield from (new_file(f"{tree}/{name}", text) for name in names)
    yield from (new_file(f"docs/{name}", text) for name in ("index.md", "new/new.md"))


@kind("MO001", "a label of a drawing misspelt")
def _(m: Material) -> Iterator[Fault]:
    for figure in m.course.figures.values():
        path = f"docs/assets/figures/{figure.id}.svg"
        for match in re.finditer(r'data-label="([^"]+)"', m.texts[path]):
            start, end = match.span(1)
            yield Fault(path, frozenset({1}), (Edit(path, start, end, misspelt(match[1], figure.labels)),))


def _outcome_list(name: str) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        for index, module in enumerate(m.course.modules.values()):
            for place, outcome in enumerate(module.outcomes if module.written else ()):
                line = m.data[MODULES].lines["modules", index, "outcomes", place, name]
                yield m.change_line(MODULES, line, f"        {name}: []", {outcome.line})

    return places


kind("MO002", "an outcome that no section teaches")(_outcome_list("taught"))
kind("MO002", "an outcome that no step practises")(_outcome_list("practised"))


@kind("MO002", "an outcome that no quiz item tests")
def _(m: Material) -> Iterator[Fault]:
    for module in m.course.modules.values():
        for one, other in zip(module.outcomes, module.outcomes[1:] + module.outcomes[:1], strict=True):
            path = f"docs/{m.course.source_locale}/handbook/{module.id}/quiz.md"
            marks = re.finditer(f"outcome: {one.id} ", m.texts.get(path, ""))
            edits = tuple(Edit(path, *match.span(), f"outcome: {other.id} ") for match in marks)
            if module.written:
                yield Fault(MODULES, frozenset({one.line}), edits)


def _vague(locale: str, before: str, after: str) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        for key, line, match in m.scalars(MODULES):
            if key[-2:] == ("text", locale):
                value = m.value(MODULES, key)
                right = m.around(MODULES, key, len(key) - 2)
                yield m.change_line(MODULES, line, f'{match["indent"]}{locale}: "{before}{value}{after}"', right)

    return places


kind("MO003", "a verb that nobody can observe (en)")(_vague("en", "understand how to ", ""))
kind("MO003", "a verb that nobody can observe (ru)")(_vague("ru", "понимать, как ", ""))
kind("MO003", "a verb that nobody can observe (tg)")(_vague("tg", "", " ва онро мефаҳмад"))


def _timing(m: Material) -> Iterator[tuple[Page, int, re.Match[str]]]:
    for page in m.pages():
        for number in range(1, len(m.starts(page.path))):
            match = _ROW.match(m.line(page.path, number)) if page.name.endswith("/lesson.md") else None
            if match:
                yield page, number, match


@kind("MO004", "the beginning of a step changed")
def _(m: Material) -> Iterator[Fault]:
    for page, number, match in _timing(m):
        start = m.span(page.path, number)[0]
        yield m.change(page.path, start + match.start(1), start + match.end(1), str(int(match[1]) + 2))


@kind("MO004", "the end of a step changed")
def _(m: Material) -> Iterator[Fault]:
    # The gap is between two rows; that after the last row is in the sum of the section.
    for page, number, match in _timing(m):
        start = m.span(page.path, number)[0]
        timing = next(heading.line for heading in page.headings if heading.id == "timing")
        edit = Edit(page.path, start + match.start(2), start + match.end(2), str(int(match[2]) + 2))
        last = not _ROW.match(m.line(page.path, number + 1))
        yield Fault(page.path, frozenset({number, timing if last else number + 1}), (edit,))


@kind("MO005", "a section of a lesson plan removed")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages(m.course.source_locale):
        for heading in page.headings if page.name.endswith("/lesson.md") else ():
            if heading.id in SECTIONS:
                yield m.take_lines(page.path, heading.line, whole=True)


@kind("MO005", "two sections of a lesson plan swapped")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages(m.course.source_locale):
        if page.name.endswith("/lesson.md"):
            yield from _swapped_ids(m, page, 2)


@kind("MO005", "a key of a lesson's front matter removed")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages(m.course.source_locale):
        for key in META if page.name.endswith("/lesson.md") else ():
            line = m.texts[page.path].split("\n").index(next(x for x in page.source.split("\n") if x.startswith(key)))
            start, end = m.span(page.path, line + 1)
            yield Fault(page.path, frozenset({1}), (Edit(page.path, start, end + 1, ""),))


@kind("MO006", "the kind of a block misspelt")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages():
        for block in page.blocks:
            start = m.span(page.path, block.line)[0] + block.depth + 4
            yield m.change(page.path, start, start + len(block.kind), misspelt(block.kind, ()))


@kind("MO006", "the text of a block not indented")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages():
        for block in page.blocks:
            edits = []
            for number in range(block.line + 1, block.end + 1):
                start = m.span(page.path, number)[0]
                edits.append(Edit(page.path, start, start + 4 * m.line(page.path, number).startswith("    "), ""))
            yield Fault(page.path, frozenset({block.line}), tuple(edits))


@kind("MO006", "a line that falls out of its block")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages():
        for block in page.blocks:
            if block.end > block.line + 1 and m.line(page.path, block.end - 1).strip():
                start = m.span(page.path, block.end)[0]
                yield m.change(page.path, start, start + 4, "")


@kind("MO006", "a mark of a block that is none")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages():
        for block in page.blocks:
            start = m.span(page.path, block.line)[0]
            yield m.change(page.path, start, start + 4, "!!!! " if block.line % 2 else "> !!! ")


def _track_number(name: str, new: Callable[[Track], int]) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        for index, track in enumerate(m.course.tracks.values()):
            line = m.data[TRACKS].lines["tracks", index, name]
            yield m.change_line(TRACKS, line, f"    {name}: {new(track)}", {track.line})

    return places


kind("MO007", "the hours of a track changed")(_track_number("hours", lambda track: track.hours + 1))
kind("MO008", "a final test with fewer items than modules")(
    _track_number("test-items", lambda track: len(track.modules) - 1)
)


def _swapped_ids(m: Material, page: Page, level: int) -> Iterator[Fault]:
    chosen = [heading for heading in page.headings if heading.level == level]
    for one, other in pairwise(chosen):
        edits = []
        for here, there in ((one, other), (other, one)):
            match = _ID.search(m.line(page.path, here.line))
            if match:
                start = m.span(page.path, here.line)[0]
                edits.append(Edit(page.path, start + match.start(1), start + match.end(1), there.id))
        yield Fault(page.path, frozenset({one.line, other.line}), tuple(edits))


# QZ: quiz items


@kind("QZ001", "a quiz item that is not closed")
def _(m: Material) -> Iterator[Fault]:
    for page, item in m.items():
        start, end = m.span(page.path, m.item_end(page, item))
        yield Fault(page.path, frozenset({item.line}), (Edit(page.path, start, end + 1, ""),))


@kind("QZ001", "feedback cut off from its option")
def _(m: Material) -> Iterator[Fault]:
    for page, item in m.items():
        for option in item.options:
            at = m.span(page.path, option.line)[1]
            yield Fault(page.path, frozenset({option.line + 2}), (Edit(page.path, at, at, "\n"),))


@kind("QZ001", "an unknown option mark")
def _(m: Material) -> Iterator[Fault]:
    for page, item in m.items():
        for option, mark in zip(item.options, "+хvХ", strict=False):
            start = m.span(page.path, option.line)[0]
            yield m.change(page.path, start + 3, start + 4, mark)


@kind("QZ001", "a quiz tag that shares its line")
def _(m: Material) -> Iterator[Fault]:
    for page, item in m.items():
        end = m.span(page.path, m.item_end(page, item))[0]
        yield Fault(page.path, frozenset({m.item_end(page, item) - 1}), (Edit(page.path, end - 1, end, " "),))


def _marks(correct: bool) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        for page, item in m.items():
            starts = [m.span(page.path, option.line)[0] for option in item.options if option.correct != correct]
            edits = tuple(Edit(page.path, start + 3, start + 4, "x" if correct else " ") for start in starts)
            yield Fault(page.path, frozenset({item.line}), edits)

    return places


kind("QZ002", "an item with only wrong options")(_marks(False))
kind("QZ002", "an item with only correct options")(_marks(True))


@kind("QZ003", "the id of an item removed")
def _(m: Material) -> Iterator[Fault]:
    for page, item in m.items():
        start, end = m.span(page.path, item.line + 1)
        yield Fault(page.path, frozenset({item.line}), (Edit(page.path, start, end + 1, ""),))


def _mark(m: Material, page: Page, line: int, old: str, new: str) -> Fault:
    return m.change_line(page.path, line + 1, m.line(page.path, line + 1).replace(old, new, 1), {line})


@kind("QZ003", "the id of an item repeated")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages():
        for one, other in pairwise(page.items):
            yield _mark(m, page, other.line, other.id, one.id)


@kind("QZ003", "the id of an item of another module")
def _(m: Material) -> Iterator[Fault]:
    return (_mark(m, page, item.line, item.id, f"trust-{item.id[-2:]}") for page, item in m.items())


@kind("QZ004", "an unknown outcome")
def _(m: Material) -> Iterator[Fault]:
    for page, item in m.items():
        yield _mark(m, page, item.line, f"outcome: {item.outcome}", f"outcome: {misspelt(item.outcome, ())}")


@kind("QZ005", "the feedback of an option removed")
def _(m: Material) -> Iterator[Fault]:
    for page, item in m.items():
        for option in item.options:
            start, end = m.span(page.path, option.line + 1)
            yield Fault(page.path, frozenset({option.line}), (Edit(page.path, start, end + 1, ""),))


# SR: sources and persons


@kind("SR001", "a source misspelt in a citation")
def _(m: Material) -> Iterator[Fault]:
    for page, ref in m.references("src"):
        yield m.target(page, ref, 0, len(ref.target), misspelt(ref.target, m.course.sources))


@kind("SR002", "year and note of a source removed")
def _(m: Material) -> Iterator[Fault]:
    for source in m.course.sources.values():
        edits = []
        for name in ("year", "note"):
            line = m.data[SOURCES].lines.get((source.id, name))
            if line:
                start, end = m.span(SOURCES, *m.block(SOURCES, line))
                edits.append(Edit(SOURCES, start, end + 1, ""))
        yield Fault(SOURCES, frozenset({source.line}), tuple(edits))


@kind("SR003", "a source that nobody cites")
def _(m: Material) -> Iterator[Fault]:
    entry = "new-source:\n  short: New\n  author: OSCE\n  title: New\n  year: 2020\n  verified: U\n"
    for source in m.course.sources.values():
        start = m.span(SOURCES, source.line)[0]
        yield m.change(SOURCES, start, start, entry)


def _uncited(m: Material) -> Iterator[tuple[Page, int]]:
    for page in m.pages():
        if not (module_of(m.course, page) and page.name.endswith("/index.md")):
            continue
        own = {
            line
            for block in page.blocks
            if block.kind in ("case", "example", "think", "trainer")
            for line in range(block.line, block.end + 1)
        }
        starts = [1, *(heading.line for heading in page.headings)]
        sources = [ref.line for ref in page.references if ref.scheme == "src"]
        cited = {bisect_right(starts, line) for line in sources if line not in own}
        for number in m.prose_lines(page):
            if number not in own and bisect_right(starts, number) not in cited:
                yield page, number


def _stated(**sentences: str) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        return (m.put_in(page.path, number, f" {sentences[page.locale]}") for page, number in _uncited(m))

    return places


kind("SR004", "a year without a source")(
    _stated(tg="Соли 2014 чунин набуд.", ru="В 2014 году было иначе.", en="It was otherwise in 2014.")
)
kind("SR004", "a large number without a source")(
    _stated(tg="Онҳо 1 250 нафар буданд.", ru="Их было 1250 человек.", en="They were 1,250 people.")
)


def _anywhere(*said: str) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        count = 0
        for page in m.pages():
            for number in m.prose_lines(page):
                count += 1
                yield m.put_in(page.path, number, f" {said[count % len(said)]}")
        for path in m.data:
            for _, line, match in m.scalars(path):
                if match["value"][0] not in "\"'":
                    count += 1
                    yield m.put_in(path, line, f" {said[count % len(said)]}")

    return places


kind("SR005", "a telephone number with its country")(
    _anywhere("+992 93 500 11 22", "992935001122", "+992-44-600-11-22", "+7 903 500 11 22", "(992) 93 5001122")
)
kind("SR005", "a telephone number with brackets")(_anywhere("+992 (37) 221-11-22", "+7 (903) 500-11-22"))
kind("SR005", "a telephone number of the country")(_anywhere("93 500-11-22", "(37) 221-11-22", "93 500 11 22"))
kind("SR005", "an e-mail address")(
    _anywhere("guest.person@example.org", "guest [at] example.org", "guest(at)mail.example.tj", "guest_7@example.com")
)


@kind("SR005", "an e-mail address in a drawing")
def _(m: Material) -> Iterator[Fault]:
    for path in m.texts:
        if path.endswith(".svg"):
            last = m.texts[path].count("\n")
            yield from (m.put_in(path, number, " <!-- guest@example.org -->") for number in range(1, last))


@kind("SR005", "personal data in the name of a file")
def _(m: Material) -> Iterator[Fault]:
    for path in m.texts:
        if path.endswith(".svg"):
            folder = path.rpartition("/")[0]
            for name in ("guest@example.org", "call-992935001122", "call_93-500-11-22"):
                yield new_file(f"{folder}/{name}.svg", m.texts[path])


def _claimed(**sentences: str) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        for page in m.pages():
            for number in m.prose_lines(page):
                yield m.put_in(page.path, number, f" {sentences[page.locale]}")

    return places


kind("SR006", "a number about the programme that is another")(
    _claimed(
        tg="Ҳамагӣ 190 корманди милитсия таълим гирифт.",
        ru="Всего обучено 190 сотрудников милиции.",
        en="In all 190 police officers were trained.",
    )
)
kind("SR006", "a number that its source does not have")(
    _claimed(
        tg="Онҳо 7600 нафар буданд [](src:sw-review18).",
        ru="Их было 7600 человек [](src:sw-review18).",
        en="There were 7,600 of them [](src:sw-review18).",
    )
)


_PNG = b"\x89PNG\r\n\x1a\n%s\0\0\0\0IEND\xaeB`\x82"
_CARRYING = {
    "png": _PNG % b"\0\0\0\x0ctEXtAuthor\0Guest\0\0\0\0",
    "jpg": b"\xff\xd8\xff\xe1\0\x0aExif\0\0MM\xff\xd9",
    "jpeg": b"\xff\xd8\xff\xfe\0\x07Guest\xff\xd9",
}


@kind("SR007", "a picture that carries words beside what it shows")
def _(m: Material) -> Iterator[Fault]:
    for path in m.texts:
        if path.endswith(".svg"):
            for end, data in _CARRYING.items():
                yield new_file(path.removesuffix("svg") + end, data.decode(errors="surrogateescape"))


@kind("SR007", "a file that no rule can read")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages():
        for end in ("docx", "pdf", "heic", "zip"):
            yield new_file(page.path.removesuffix("md") + end, "Members")


# ST: statistics


def _cells(m: Material, step: int = 101) -> Iterator[tuple[str, int, list[str]]]:
    """Rows of the practice data, here and there, each with its line and cells."""
    for path in m.course.exercises:
        yield from ((path, number, m.line(path, number).split(",")) for number in range(2, len(m.starts(path)), step))


@kind("ST001", "a code of a row misspelt")
def _(m: Material) -> Iterator[Fault]:
    for path, number, cells in _cells(m):
        codes = m.course.standard.lists["offences"].codes
        yield m.change_line(path, number, ",".join([*cells[:2], misspelt(cells[2], codes), *cells[3:]]))


@kind("ST001", "a day in place of a month")
def _(m: Material) -> Iterator[Fault]:
    for path, number, cells in _cells(m):
        yield m.change_line(path, number, ",".join([cells[0], f"{cells[1]}-01", *cells[2:]]))


@kind("ST001", "a row that stands there twice")
def _(m: Material) -> Iterator[Fault]:
    for path, number, cells in _cells(m):
        line = ",".join(cells)
        yield m.change_line(path, number, f"{line}\n{line}", (number + 1,))


@kind("ST002", "a field of a message misspelt")
def _(m: Material) -> Iterator[Fault]:
    for key, _ in m.keys(STATISTICS):
        if len(key) == 4 and key[0] == "mistakes":
            line = m.data[STATISTICS].lines[key]
            text = m.line(STATISTICS, line)
            for match in re.finditer(r"\{(\w+)\}", text if text.lstrip().startswith(str(key[-1])) else ""):
                start = m.span(STATISTICS, line)[0]
                edit = Edit(STATISTICS, start + match.start(1), start + match.end(1), misspelt(match[1], ()))
                yield Fault(STATISTICS, m.around(STATISTICS, key, 2), (edit,))


@kind("ST002", "the list of a field misspelt")
def _(m: Material) -> Iterator[Fault]:
    for key, line, match in m.scalars(STATISTICS):
        if key[0] == "fields" and key[-1] == "list":
            new = misspelt(match["value"], m.course.standard.lists)
            yield m.change_line(STATISTICS, line, f"{match['indent']}list: {new}", m.around(STATISTICS, key, 2))


# TR: translations


@kind("TR001", "a translated page deleted")
def _(m: Material) -> Iterator[Fault]:
    return (Fault(page.path, frozenset({1}), deleted=(page.path,)) for page in m.translations())


@kind("TR001", "a translation without a source")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages(m.course.source_locale):
        other = page.path.replace("/en/", "/ru/" if len(page.path) % 2 else "/tg/", 1)
        yield Fault(other, frozenset({1}), deleted=(page.path,))


@kind("TR002", "a heading removed from a translation")
def _(m: Material) -> Iterator[Fault]:
    for page in m.translations():
        for heading in page.headings:
            yield m.take_lines(page.path, heading.line, whole=True)


@kind("TR002", "the level of a heading changed")
def _(m: Material) -> Iterator[Fault]:
    for page in m.translations():
        for heading in page.headings:
            start = m.span(page.path, heading.line)[0]
            yield m.change(page.path, start, start, "#")


@kind("TR002", "the ids of two headings swapped")
def _(m: Material) -> Iterator[Fault]:
    for page in m.translations():
        yield from _swapped_ids(m, page, 2)


@kind("TR003", "an option removed from a translation")
def _(m: Material) -> Iterator[Fault]:
    for page, item in m.items("ru", "tg"):
        for option in item.options:
            start, end = m.span(page.path, option.line, option.line + 1)
            yield Fault(page.path, frozenset({item.line}), (Edit(page.path, start, end + 1, ""),))


@kind("TR003", "the correct option moved")
def _(m: Material) -> Iterator[Fault]:
    for page, item in m.items("ru", "tg"):
        edits = []
        for correct in (True, False):
            option = next(option for option in item.options if option.correct == correct)
            start = m.span(page.path, option.line)[0]
            edits.append(Edit(page.path, start + 3, start + 4, " " if correct else "x"))
        yield Fault(page.path, frozenset({item.line}), tuple(edits))


@kind("TR003", "an item removed from a translation")
def _(m: Material) -> Iterator[Fault]:
    for page, item in m.items("ru", "tg"):
        yield m.take_lines(page.path, item.line, m.item_end(page, item), whole=True)


@kind("TR003", "the order of items changed")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages("ru", "tg"):
        for one, other in pairwise(page.items):
            spans = [m.span(page.path, item.line, m.item_end(page, item)) for item in (one, other)]
            here, there = (page.source[slice(*span)] for span in spans)
            edits = (Edit(page.path, *spans[0], there), Edit(page.path, *spans[1], here))
            second = other.line + there.count("\n") - here.count("\n")
            yield Fault(page.path, frozenset({one.line, second}), edits)


@kind("TR004", "a number changed in a translation")
def _(m: Material) -> Iterator[Fault]:
    for page in m.translations():
        there = {match.group() for match in re.finditer(r"\d+", page.prose)}
        for match in _LONELY_NUMBER.finditer(page.prose):
            new = int(match.group()) + 1
            while str(new) in there:
                new += 1
            yield m.change(page.path, *match.span(), str(new))


@kind("TR004", "a number removed from a translation")
def _(m: Material) -> Iterator[Fault]:
    for page in m.translations():
        for match in _LONELY_NUMBER.finditer(page.prose):
            yield m.take(page.path, *match.span())


def _link_taken(*schemes: str) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        for page, ref in m.references(*schemes):
            if page.locale != m.course.source_locale and not ref.placed:
                yield m.take(page.path, ref.start, ref.end, ref.text)

    return places


kind("TR005", "a term link taken from a translation")(_link_taken("term"))
kind("TR005", "a source taken from a translation")(_link_taken("src"))
kind("TR005", "a tool link taken from a translation")(_link_taken("tool"))
kind("TR005", "a page link taken from a translation")(_link_taken("ref"))


@kind("TR006", "the kind of a block changed")
def _(m: Material) -> Iterator[Fault]:
    other = {"case": "example", "example": "case", "warning": "legal", "legal": "warning", "think": "trainer"}
    for page in m.translations():
        for block in page.blocks:
            start = m.span(page.path, block.line)[0] + block.depth + 4
            yield m.change(page.path, start, start + len(block.kind), other.get(block.kind, "warning"))


@kind("TR006", "a row taken from a table")
def _(m: Material) -> Iterator[Fault]:
    for page in m.translations():
        for grid in page.grids:
            yield from (m.take_lines(page.path, grid.row_line(index)) for index in range(1, len(grid.rows)))


@kind("TR006", "a figure not placed in a translation")
def _(m: Material) -> Iterator[Fault]:
    for page, ref in m.references("fig"):
        if ref.placed and page.locale != m.course.source_locale:
            yield m.take(page.path, ref.start, ref.end)


@kind("TR006", "a block left out of a translation")
def _(m: Material) -> Iterator[Fault]:
    for page in m.translations():
        for block in page.blocks:
            if not block.depth:
                yield m.take_lines(page.path, block.line, block.end)


# XR: references inside the course


@kind("XR001", "a page misspelt in a reference")
def _(m: Material) -> Iterator[Fault]:
    for page, ref in m.references("ref"):
        name = ref.target.partition("#")[0]
        yield m.target(page, ref, 0, len(name), misspelt(name, m.course.page_names))


@kind("XR002", "a section misspelt in a reference")
def _(m: Material) -> Iterator[Fault]:
    for page, ref in m.references("ref"):
        name, mark, section = ref.target.partition("#")
        if mark:
            yield m.target(page, ref, len(name) + 1, len(ref.target), misspelt(section, ()))


@kind("XR002", "a section of an outcome misspelt")
def _(m: Material) -> Iterator[Fault]:
    for index, module in enumerate(m.course.modules.values()):
        for place, outcome in enumerate(module.outcomes if module.written else ()):
            for name, sections in (("taught", outcome.taught), ("practised", outcome.practised)):
                line = m.data[MODULES].lines["modules", index, "outcomes", place, name]
                for section in sections:
                    new = m.line(MODULES, line).replace(section, misspelt(section, ()))
                    yield m.change_line(MODULES, line, new, {outcome.line})


def _heading_id(new: str) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        for page in m.pages():
            for heading in page.headings:
                match = _ID.search(m.line(page.path, heading.line))
                if match:
                    start = m.span(page.path, heading.line)[0]
                    changed = {
                        "none": "",
                        "capital": f"{{#{match[1].capitalize()}}}",
                        "cyrillic": f"{{#{match[1].translate(str.maketrans('aeoc', 'аеос'))}}}",
                    }[new]
                    if changed != match.group():
                        yield m.change(page.path, start + match.start(), start + match.end(), changed)

    return places


kind("XR003", "the id of a heading removed")(_heading_id("none"))
kind("XR003", "a capital letter in the id of a heading")(_heading_id("capital"))
kind("XR003", "Cyrillic letters in the id of a heading")(_heading_id("cyrillic"))


@kind("XR004", "the id of a heading repeated")
def _(m: Material) -> Iterator[Fault]:
    for page in m.pages():
        for one, other in pairwise(page.headings):
            match = _ID.search(m.line(page.path, other.line))
            if match:
                start = m.span(page.path, other.line)[0]
                yield m.change(page.path, start + match.start(1), start + match.end(1), one.id)


def _label(scheme: str) -> Places:
    def places(m: Material) -> Iterator[Fault]:
        for page, ref in m.references(scheme):
            yield m.target(page, ref, 0, len(ref.target), misspelt(ref.target, ()))

    return places


for scheme, what in (("tool", "tool"), ("fig", "figure"), ("tab", "table"), ("data", "list")):
    kind("XR005", f"a {what} misspelt in a reference")(_label(scheme))


@kind("XR006", "a link to a file")
def _(m: Material) -> Iterator[Fault]:
    for page, ref in m.references("ref", "tool"):
        text, name = ref.text or "here", ref.target.partition("#")[0]
        yield m.change(page.path, ref.start, ref.end, f"[{text}](../{name}.md)")


@kind("XR006", "the kind of a reference misspelt")
def _(m: Material) -> Iterator[Fault]:
    wrong = {"term": "trem", "ref": "reff", "src": "source", "tool": "tol", "fig": "figure", "tab": "table"}
    for page, ref in m.references(*wrong):
        start = page.source.rindex("](", ref.start, ref.end) + 2
        yield m.change(page.path, start, start + len(ref.scheme), wrong[ref.scheme])


@kind("XR007", "a lesson plan in what learners read")
def _(m: Material) -> Iterator[Fault]:
    plan = next(page.id for page in m.pages() if page.name.endswith("/lesson.md"))
    for page in m.pages():
        hidden = m.trainer_lines(page)
        for number in m.prose_lines(page) if not page.name.endswith("/lesson.md") else ():
            if number not in hidden:
                yield m.put_in(page.path, number, f" [](ref:{plan})")


@kind("XR008", "a table with the id of another page's table")
def _(m: Material) -> Iterator[Fault]:
    first: str = ""
    for page in m.course.source_pages.values():
        for table in page.tables if first else ():
            start = page.source.index(f"{{#tab-{table.id}}}", table.start) + len("{#tab-")
            yield m.change(page.path, start, start + len(table.id), first)
        first = first or next((table.id for table in page.tables), "")
