"""What is written from the data: lists of terms, sources, milestones, numbers, modules, tools, the cards of pages.

Placed lists refer to things as pages do: `[](src:…)`, `[…](ref:…)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from course import evidence, register, standard
from course.final_test import shares
from course.interface import say, say_count
from course.labels import for_trainers, page_title, way_home
from course.model import (
    Change,
    Course,
    Measure,
    Milestone,
    Module,
    Outcome,
    Page,
    Print,
    ProgrammeNumber,
    Proof,
    Quantity,
    Source,
    Term,
    Tool,
    Track,
    Wording,
)
from course.progress import progress
from course.translation import pairs, state

_ENDS = "aeiouyаегёийомуыьэюяӣӯ"
"""Letters of which the endings of names consist."""


def placed(course: Course, locale: str, name: str) -> str:
    """The list that `![](data:name)` asks for, as Markdown. Raises KeyError for a list that does not exist."""
    return LISTS[name](course, locale)


def boxed(kind: str, *parts: str) -> str:
    """Markdown parts in a box that the stylesheet knows by `kind`."""
    inner = "\n\n".join(part for part in parts if part)
    return f'<div class="{kind}" markdown>\n\n{inner}\n\n</div>'


def facts(*pairs: tuple[str, str]) -> str:
    """Names and values as a list; pairs without a value are left out."""
    return "\n".join(f"- **{name}:** {value}" for name, value in pairs if value)


def module_facts(course: Course, locale: str, module: Module) -> tuple[tuple[str, str], ...]:
    """What is said of a module before its text: names and values."""
    hours = say_count(course, locale, "hours", module.hours, minutes=course.academic_hour)
    return (
        (say(course, locale, "duration"), hours),
        (say(course, locale, "audience"), audience(course, locale, module.audience)),
    )


def tool_facts(course: Course, locale: str, tool: Tool) -> tuple[tuple[str, str], ...]:
    """What is said of a tool before its text: names and values, these with links as from the page of the tool."""
    modules = ", ".join(
        f"[{say(course, locale, 'module-label', number=course.modules[key].number)}](../handbook/{key}/index.md)"
        for key in tool.modules
        if key in course.modules
    )
    return (
        (say(course, locale, "phase"), say(course, locale, f"phase-{tool.phase}")),
        (say(course, locale, "duration"), say_count(course, locale, "minutes", tool.minutes)),
        (say(course, locale, "audience"), audience(course, locale, tool.users)),
        (say(course, locale, "result"), tool.result[locale]),
        (say(course, locale, "used-in"), modules),
    )


def track_facts(course: Course, locale: str, track: Track) -> tuple[tuple[str, str], ...]:
    """What is said of a track before its modules: names and values."""
    questions = sum(shares(course, track).values())
    return (
        (
            say(course, locale, "duration"),
            say_count(course, locale, "hours", track.hours, minutes=course.academic_hour),
        ),
        (say(course, locale, "audience"), audience(course, locale, track.audience)),
        (say(course, locale, "final-test"), say_count(course, locale, "questions", questions)),
    )


def track_modules(course: Course, locale: str, track: Track) -> str:
    """The modules of a track in the order in which they are taken, each with the hours that the track gives it."""
    modules = course.modules_of(track)
    return boxed("catalogue", "\n".join(_track_module(course, locale, track, module) for module in modules))


def _track_module(course: Course, locale: str, track: Track, module: Module) -> str:
    card = _card(
        course,
        locale,
        module,
        f"[{module.title[locale]}](../handbook/{module.id}/index.md){{ .entry-title }}",
        _span("entry-facts", say_count(course, locale, "hours", track.hours_of(module), minutes=course.academic_hour)),
    )
    return f'{card}\n{{: {"" if module.written else ".planned "}data-module="{module.id}" }}'


def audience(course: Course, locale: str, roles: Iterable[str]) -> str:
    """The people something is for, in words."""
    return ", ".join(say(course, locale, f"audience-{role}") for role in roles)


def outcome(outcome: Outcome, locale: str) -> str:
    """A learning outcome, linked to the first section that teaches it."""
    text = outcome.text[locale]
    return f"[{text}](#{outcome.taught[0]})" if outcome.taught else text


def downloads(course: Course, page: Page, prints: Iterable[Print]) -> str:
    """The prints that a page offers, each with its pages and its size; empty where there are none."""
    locale = page.locale
    to_root = way_home(course, locale, page.name)
    offered = []
    for one in prints:
        if (one.locale, one.page) == (locale, page.name):
            pages = say_count(course, locale, "download-pages", one.pages)
            size = say(course, locale, "download-size", n=max(1, round(one.bytes / 1000)))
            name, file = say(course, locale, f"print-{one.kind}"), one.path.rpartition("/")[2]
            link = f'<a href="{to_root}pdf/{file}" type="application/pdf">{name}</a>'
            offered.append(f"{link} (PDF, {pages}, {size})")
    told = f"**{say(course, locale, 'downloads')}:** {' · '.join(offered)}"
    return boxed("downloads no-print", told) if offered else ""


def page_sources(course: Course, locale: str, cited: Iterable[str]) -> str:
    """The list of sources at the end of a page, in the order in which the page cites them; empty without any."""
    entries = [course.sources[key] for key in cited]
    if not entries:
        return ""
    items = "\n".join(f"1. {cite(course, locale, source)}\n{{: #src-{source.id} }}" for source in entries)
    return f"## {say(course, locale, 'sources')} {{ #sources }}\n\n{items}"


def cite(course: Course, locale: str, source: Source) -> str:
    """The full reference of a source: author, title, publisher and year, identifiers, mark of verification."""
    imprint = ", ".join(part for part in (source.publisher, source.year) if part)
    said = [
        source.author,
        f"*{source.title}*",
        imprint,
        source.identifier,
        f"<{source.url}>" if source.url else "",
        source.note.get(locale, ""),
    ]
    text = " ".join(part if part.rstrip("*").endswith((".", "?", "!")) else f"{part}." for part in said if part)
    return f"{text} ({say(course, locale, f'verified-{source.verified}')})"


def _sources(course: Course, locale: str) -> str:
    ordered = sorted(course.sources.values(), key=lambda source: source.short.casefold())
    return "\n".join(
        f"- **{source.short}** — {cite(course, locale, source)}\n{{: #{source.id} }}" for source in ordered
    )


def alphabetical(course: Course, locale: str, terms: Iterable[Term]) -> list[Term]:
    """The terms in the order of the alphabet of a language."""
    place = _place_in_alphabet(course, locale)
    return sorted(terms, key=lambda term: place(term.wordings[locale].term))


def _place_in_alphabet(course: Course, locale: str) -> Callable[[str], list[int]]:
    alphabet = next(language.alphabet for language in course.languages if language.id == locale)
    return lambda text: [alphabet.find(letter) for letter in text.casefold()]


def term_name(term: Term, locale: str) -> str:
    """A term with its abbreviation, as lists of terms name it."""
    wording = term.wordings[locale]
    return f"{wording.term} ({wording.short})" if wording.short else wording.term


def _glossary(course: Course, locale: str) -> str:
    def initial(term: Term) -> str:
        return term.wordings[locale].term[0].upper()

    ordered = alphabetical(course, locale, course.terms.values())
    groups = [(letter, list(terms)) for letter, terms in groupby(ordered, key=initial)]
    jumps = " ".join(f"[{letter}](#letter-{number})" for number, (letter, _) in enumerate(groups, start=1))
    parts = [f"{jumps}\n{{: .letters }}"]
    for number, (letter, terms) in enumerate(groups, start=1):
        parts.append(f"## {letter} {{ #letter-{number} }}")
        parts += [_entry(course, locale, term) for term in terms]
    return "\n\n".join(parts)


def _entry(course: Course, locale: str, term: Term) -> str:
    wording = term.wordings[locale]
    others = [
        (language.name, term.wordings[language.id].term) for language in course.languages if language.id != locale
    ]
    avoid = [(say(course, locale, "avoid"), ", ".join(_unlike(wording.avoid)))] if wording.avoid else []
    said = " · ".join(f"{name}: {text}" for name, text in (*others, *avoid))
    note = wording.note or (say(course, locale, "confidence-note") if term.confidence == "L" else "")
    marked = f"*{note}*" if note else ""
    return "\n\n".join(
        part for part in (f"### {term_name(term, locale)} {{ #{term.id} }}", wording.definition, said, marked) if part
    )


def _unlike(wordings: Iterable[str]) -> list[str]:
    """Wordings without those that are an earlier one with other endings: readers want to know the word."""
    found: list[str] = []
    for wording in wordings:
        if not any(_inflected(wording.split(), one.split()) for one in found):
            found.append(wording)
    return found


def _inflected(words: list[str], others: list[str]) -> bool:
    """Whether words are others with other endings: of one letter, of two where an adjective may be among them."""
    most = 1 if len(others) == 1 else 2
    stems = (other[:-most] + other[-most:].rstrip(_ENDS) for other in others)
    return len(words) == len(others) and all(map(str.startswith, words, stems))


def _abbreviations(course: Course, locale: str) -> str:
    place = _place_in_alphabet(course, locale)
    spoken = {term.id: term.wordings[locale] for term in course.terms.values() if term.wordings[locale].short}
    ordered = sorted(spoken, key=lambda key: place(spoken[key].short))
    return "\n".join(_abbreviation(key, spoken[key]) for key in ordered) or _nothing(course, locale)


def _abbreviation(key: str, wording: Wording) -> str:
    return f"- **{wording.short}** — [{wording.term}](ref:glossary#{key}). {wording.definition}"


def table(course: Course, locale: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table, or what a list without entries says."""
    lines = (heads, ["---"] * len(heads), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) if rows else _nothing(course, locale)


def _milestones(course: Course, locale: str) -> str:
    return _dated(course, locale, [milestone for milestone in course.milestones.values() if not milestone.detail])


def _timeline(course: Course, locale: str) -> str:
    return _dated(course, locale, course.milestones.values())


def _dated(course: Course, locale: str, milestones: Iterable[Milestone]) -> str:
    heads = [say(course, locale, f"milestone-{head}") for head in ("when", "text", "source")]
    return table(course, locale, heads, [_milestone(course, locale, milestone) for milestone in milestones])


def _milestone(course: Course, locale: str, milestone: Milestone) -> tuple[str, str, str]:
    when, text = milestone.when[locale], milestone.text[locale]
    return (
        f"**{when}**" if milestone.core else when,
        say(course, locale, "milestone-plan", text=text) if milestone.planned else text,
        f"[](src:{milestone.source})",
    )


def _changes(course: Course, locale: str) -> str:
    """What is new, version by version, the newest day first; scripts mark what a reader's copy does not have."""
    parts = []
    newest = sorted(course.changes.values(), key=lambda change: change.date, reverse=True)
    for version, changes in groupby(newest, key=lambda change: change.version):
        title = f"**{say(course, locale, 'changes-version', version=version)}**"
        entries = "\n".join(_change(course, locale, change) for change in changes)
        parts.append(boxed("catalogue changes", title, entries))
    return "\n\n".join(parts) or _nothing(course, locale)


def _change(course: Course, locale: str, change: Change) -> str:
    facts = f"{_day(change.date)} · {audience(course, locale, change.audience)}"
    said = f"{_span('entry-result', change.text[locale])} {_span('entry-facts', facts)}"
    return f'- {said}\n{{: data-date="{change.date}" }}'


def _day(date: str) -> str:
    """A day (ISO 8601) as readers write it."""
    return ".".join(reversed(date.split("-")))


def _evidence(course: Course, locale: str) -> str:
    """What was measured, proof by proof, each with the day, the command and the machine."""
    return "\n\n".join(_proof(course, locale, proof) for proof in course.proofs.values()) or _nothing(course, locale)


def _proof(course: Course, locale: str, proof: Proof) -> str:
    title = f"### {proof.title[locale]} {{ #{proof.id} }}"
    if not proof.report:
        return "\n\n".join(
            (title, proof.text[locale], f"*{say(course, locale, 'evidence-none', command=proof.command)}*")
        )
    heads = [say(course, locale, f"evidence-{head}") for head in ("what", "result", "limit")]
    rows = [
        (measure.label[locale], f"**{_measured(course, locale, proof, measure)}**", _limit(course, locale, measure))
        for measure in proof.measures
    ]
    return "\n\n".join((title, proof.text[locale], table(course, locale, heads, rows), _run(course, locale, proof)))


def _measured(course: Course, locale: str, proof: Proof, measure: Measure) -> str:
    """A figure with its unit, from the least to the most where there are several."""
    values = evidence.values(measure, proof.report)
    if not values:
        return say(course, locale, "evidence-unmeasured")
    said = dict.fromkeys(_decimal(course, locale, value) for value in (min(values), max(values)))
    return say(course, locale, f"evidence-{measure.form}", n="–".join(said))


def _limit(course: Course, locale: str, measure: Measure) -> str:
    limits = (("most", measure.most), ("least", measure.least))
    return ", ".join(
        say(course, locale, f"evidence-{key}", n=say(course, locale, f"evidence-{measure.form}", n=number))
        for key, limit in limits
        if limit is not None
        for number in (_decimal(course, locale, evidence.scaled(limit, measure.form)),)
    )


def _decimal(course: Course, locale: str, value: float) -> str:
    whole, decimals = evidence.parts(value)
    said = written(course, locale, whole)
    return say(course, locale, "number-decimal", whole=said, decimals=decimals) if decimals else said


def _run(course: Course, locale: str, proof: Proof) -> str:
    """When a proof was measured, with which command and on what."""
    report = proof.report
    machine = report.get("machine")
    machine = machine if isinstance(machine, Mapping) else {}
    cores = machine.get("cores")
    told = say(
        course,
        locale,
        "evidence-run",
        date=_day(str(report.get("date", ""))),
        command=report.get("command", proof.command),
        cores=say_count(course, locale, "evidence-cores", cores if isinstance(cores, int) else 1),
        memory=machine.get("memory", "?"),
        processor=machine.get("processor", "?"),
    )
    return f"*{told}*"


def _programme(course: Course, locale: str) -> str:
    """The numbers about the programme, group by group."""
    parts = []
    for group, numbers in groupby(course.programme.values(), key=lambda number: number.group):
        parts.append(f"### {say(course, locale, f'numbers-{group}')} {{ #{group} }}")
        parts.append(boxed("catalogue numbers", "\n".join(_number(course, locale, number) for number in numbers)))
    return "\n\n".join(parts) or _nothing(course, locale)


def _number(course: Course, locale: str, number: ProgrammeNumber) -> str:
    value, unit = written(course, locale, number.value), number.unit[locale]
    said = (
        _span("entry-number", say(course, locale, f"bound-{number.bound}", n=value) if number.bound else value),
        _span("number-unit", say(course, locale, "milestone-plan", text=unit) if number.planned else unit),
        _span("entry-facts", f"{number.place[locale]} · {number.period[locale]} · {_named(course, number.source)}"),
        _span("entry-result", say(course, locale, "number-silent", text=number.silent[locale])),
    )
    return f"- {' '.join(said)}"


def written(course: Course, locale: str, number: int) -> str:
    """A whole number below a million as readers write it, its thousands apart."""
    thousands, units = divmod(number, 1000)
    return (
        say(course, locale, "number-thousands", thousands=thousands, units=f"{units:03}") if thousands else str(units)
    )


def _named(course: Course, source: str) -> str:
    """A citation by the short name of the source, for tables that are read, sorted and filtered by it."""
    return f"[{course.sources[source].short}](src:{source})"


def _register(course: Course, locale: str) -> str:
    rows = [
        (*cells, _named(course, row.source), row.remark.get(locale, ""))
        for row in course.partnerships.values()
        for cells in (register.cells(course, locale, row),)
    ]
    file = f'<a href="{way_home(course, locale, register.PAGE)}{register.file(locale)}" download type="text/csv">'
    offered = f"{file}{say(course, locale, 'register-csv')}</a> (CSV)"
    return boxed("register", table(course, locale, register.heads(course, locale), rows), offered)


def _register_totals(course: Course, locale: str) -> str:
    heads = [say(course, locale, f"register-{head}") for head in ("source", "kind", "total")]
    rows = [
        (f"{_named(course, total.source)} · {total.when}", f"{total.kind}, {total.status}", f"**{total.said}**")
        for total in register.totals(course, locale)
    ]
    return table(course, locale, heads, rows)


def _register_map(course: Course, locale: str) -> str:
    heads = [say(course, locale, f"register-{head}") for head in ("region", "places", "sources")]
    rows = [
        (name, ", ".join(places) or "—", ", ".join(_named(course, source) for source in sources) or "—")
        for name, places, sources in register.regions(course, locale)
    ]
    return f"{register.tiles(course, locale)}\n\n{table(course, locale, heads, rows)}"


def _standard(course: Course, locale: str) -> str:
    """The fields of the data standard with what may stand in them, and the ways to its sample files."""
    heads = [say(course, locale, f"standard-{head}") for head in ("column", "values")]
    fields = course.standard.fields.values()
    rows = [(f"**{one.id}**", f"{one.description[locale]}: {_values(course, locale, one)}") for one in fields]
    home = way_home(course, locale, standard.PAGE)
    names = ("districts.csv", *(PurePosixPath(path).name for path in course.exercises))
    links = (f'<a href="{home}{standard.FOLDER}/{name}" download type="text/csv">{name}</a>' for name in names)
    return f"{table(course, locale, heads, rows)}\n\n{say(course, locale, 'standard-files')}: {', '.join(links)}"


def _values(course: Course, locale: str, one: Quantity) -> str:
    if one.list == standard.DISTRICTS:
        return say(course, locale, "standard-own-list")
    if one.list:
        codes = course.standard.lists[one.list].codes.values()
        return ", ".join(f"`{code.id}` ({code.label[locale]})" for code in codes)
    kind = "month" if one.type == "month" else "number"
    return say(course, locale, f"standard-{kind}", first=one.minimum, last=one.maximum)


def _nothing(course: Course, locale: str) -> str:
    return f"*{say(course, locale, 'nothing-listed')}*"


def _modules(course: Course, locale: str) -> str:
    parts = []
    for part, modules in groupby(course.modules.values(), key=lambda module: module.part):
        parts.append(f"### {say(course, locale, f'nav-{part}')} {{ #{part} }}")
        parts.append(boxed("catalogue", "\n".join(_module(course, locale, module) for module in modules)))
    return "\n\n".join(parts)


def _module(course: Course, locale: str, module: Module) -> str:
    hours = say_count(course, locale, "hours", module.hours, minutes=course.academic_hour)
    card = _card(
        course,
        locale,
        module,
        f"[{module.title[locale]}]({module.id}/index.md){{ .entry-title }}",
        _span("entry-facts", f"{hours} · {audience(course, locale, module.audience)}"),
    )
    return card if module.written else f"{card}\n{{: .planned }}"


def _tools(course: Course, locale: str) -> str:
    return _series(course, locale, "tool")


def _templates(course: Course, locale: str) -> str:
    return _series(course, locale, "template")


def _series(course: Course, locale: str, series: str) -> str:
    return boxed("catalogue", "\n".join(_tool(course, locale, tool) for tool in course.tools_of(series)))


def _tool(course: Course, locale: str, tool: Tool) -> str:
    title = tool.title[locale]
    phase, minutes = say(course, locale, f"phase-{tool.phase}"), say_count(course, locale, "minutes", tool.minutes)
    card = _card(
        course,
        locale,
        tool,
        f"[{title}]({tool.id}.md){{ .entry-title }}" if tool.written else _span("entry-title", title),
        _span("entry-result", tool.result[locale]),
        _span("entry-facts", f"{phase} · {minutes} · {audience(course, locale, tool.users)}"),
    )
    known = f'data-users="{" ".join(tool.users)}" data-phase="{tool.phase}" data-minutes="{tool.minutes}"'
    return f"{card}\n{{: #{tool.id} {known if tool.written else f'.planned {known}'} }}"


def _tracks(course: Course, locale: str) -> str:
    return boxed("catalogue", "\n".join(_track(course, locale, track) for track in course.tracks.values()))


def _track(course: Course, locale: str, track: Track) -> str:
    hours = say_count(course, locale, "hours", track.hours, minutes=course.academic_hour)
    modules = say_count(course, locale, "modules-count", len(track.modules))
    said = (
        f"[{track.title[locale]}]({track.id}.md){{ .entry-title }}",
        _span("entry-result", track.purpose[locale]),
        _span("entry-facts", f"{modules} · {hours}"),
    )
    return f'- {" ".join(said)}\n{{: data-track="{track.id}" }}'


def _card(course: Course, locale: str, entry: Module | Tool, *parts: str) -> str:
    """A module or tool in a catalogue: its number, what is said of it, and a mark while it is being written."""
    mark = "" if entry.written else _span("badge planned", say(course, locale, "planned"))
    return "- " + " ".join(part for part in (_span("entry-number", entry.number), *parts, mark) if part)


def _span(kind: str, text: str) -> str:
    return f'<span class="{kind}">{text}</span>'


def _planned(course: Course, locale: str) -> str:
    title = say(course, locale, "planned")
    return f'!!! note "{title[0].upper()}{title[1:]}"\n    {say(course, locale, "module-planned")}'


def _status(course: Course, locale: str) -> str:
    """Every language with its pages reviewed and awaiting review and its stale sections; then where these are."""
    heads = ("status-language", "status-reviewed", "status-awaiting", "status-stale")
    rows = [" | ".join(say(course, locale, head) for head in heads), "---|---:|---:|---:"]
    for language in course.languages:
        found = progress(course, language.id)
        stale = say(course, locale, "status-source") if language.source else found.stale_sections
        rows.append(f"{language.name} | {found.reviewed} | {found.awaiting} | {stale}")
    table = "\n".join(f"| {row} |" for row in rows)
    moved = "\n".join(_moved_on(course, locale))
    return "\n\n".join(part for part in (table, moved and f"{say(course, locale, 'status-where')}\n\n{moved}") if part)


def _moved_on(course: Course, locale: str) -> Iterator[str]:
    for source, page in pairs(course, locale):
        changed = len(state(source, page).changed) if page and page is not source else 0
        if page and changed:
            yield f"- {_linked(course, page)}: {say_count(course, locale, 'status-sections', changed)}"


def _linked(course: Course, page: Page) -> str:
    # Not every edition has the pages for trainers.
    title = page_title(course, page)
    return title if for_trainers(course, page.name) else f"[{title}]({page.name})"


LISTS = {
    "glossary": _glossary,
    "sources": _sources,
    "modules": _modules,
    "tools": _tools,
    "templates": _templates,
    "tracks": _tracks,
    "milestones": _milestones,
    "timeline": _timeline,
    "changes": _changes,
    "evidence": _evidence,
    "programme": _programme,
    "register": _register,
    "register-totals": _register_totals,
    "register-map": _register_map,
    "standard": _standard,
    "abbreviations": _abbreviations,
    "planned": _planned,
    "status": _status,
}


def anchors(course: Course, name: str) -> Iterator[str]:
    """The anchors that a placed list brings to its page."""
    match name:
        case "glossary":
            yield from course.terms
        case "sources":
            yield from course.sources
        case "modules":
            yield from {module.part for module in course.modules.values()}
        case "tools":
            yield from (tool.id for tool in course.tools_of("tool"))
        case "templates":
            yield from (tool.id for tool in course.tools_of("template"))
        case "evidence":
            yield from course.proofs
        case "programme":
            yield from {number.group for number in course.programme.values()}


def cited(course: Course, page: Page) -> Iterator[tuple[str, int]]:
    """The ids of the sources that a page cites, itself or through a list that it places, each with its line."""
    for ref in page.references:
        if ref.scheme == "src":
            yield ref.target, ref.line
        elif ref.scheme == "data":
            yield from ((source, ref.line) for source in _cited_by_list(course, ref.target))


def _cited_by_list(course: Course, name: str) -> Iterator[str]:
    match name:
        case "milestones":
            yield from (milestone.source for milestone in course.milestones.values() if not milestone.detail)
        case "timeline":
            yield from (milestone.source for milestone in course.milestones.values())
        case "programme":
            yield from (number.source for number in course.programme.values())
        case "register" | "register-totals" | "register-map":
            yield from (row.source for row in course.partnerships.values())
