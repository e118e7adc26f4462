"""FM002 form-asks-no-names: no label of a form asks for the name, passport, telephone or address of a private person.

Why: A list of people can harm them when it is lost or asked for. The tools count groups and name roles; what is
not written down cannot be taken away.

Bad:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: guest
          kind: text
          label: {tg: Ному насаб, ru: Фамилия и имя, en: Full name}

Says:
    docs/data/tools/inclusion-checklist.yml:2: FM002 'Full name' asks for personal data: 'name' - ask for a
        number or a role; for a place or an office say so: name of the village
    docs/data/tools/inclusion-checklist.yml:2: FM002 'Ному насаб' asks for personal data: 'ному насаб' - ask for
        a number or a role; for a place or an office say so: name of the village
    docs/data/tools/inclusion-checklist.yml:2: FM002 'Фамилия и имя' asks for personal data: 'фамили' - ask for
        a number or a role; for a place or an office say so: name of the village

Good:
    docs/data/tools/inclusion-checklist.yml: |
      fields:
        - id: guest
          kind: text
          label: {tg: "Нақш, на ном", ru: "Роль, не имя", en: "Role, not the name"}
        - id: village
          kind: text
          label: {tg: Номи деҳа, ru: Название села, en: Name of the village}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from course.model import Choice, Column, Course, Field, Problem
from course.rules.kept import in_data

CODE = "FM002"

_TICKED = ("choice", "choices", "check", "scale", "part", "result", "chart")
_COLUMNS_TICKED = ("check", "choice", "scale", "result")
_SENTENCE = re.compile(r"[^.;:!?()\[\]\n…]+")
_BLANK = re.compile(r"…|_{2,}|\.{3,}|:\s*$")
_WORD = re.compile(r"[\w'’-]+|[^\w\s]")
_LAST_WORD = re.compile(r"([\w'’-]+)\s*$")
_INITIALS = re.compile(r"\bф\.?\s?и\.?\s?о\b\.?")


@dataclass(frozen=True)
class _Tongue:
    """How a language asks for personal data. All patterns meet small letters; `persons` and `places` meet one word.

    `always` needs no owner. `things` belong to a person or to a place: the words after them tell (up to one of
    `ends`), of which the first person or place decides, in English the last. With `compound` the word before
    may tell too: "group name". Where things carry an `izofa`, only that lets an owner follow.
    `before` and `after` are what forbids, by where it stands in the sentence.
    """

    always: re.Pattern[str]
    things: re.Pattern[str]
    persons: re.Pattern[str]
    places: re.Pattern[str]
    ends: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    compound: bool = False
    izofa: str = ""


def _tongue(*, things: str, joints: str, ends: str, compound: bool = False, izofa: str = "", **words: str) -> _Tongue:
    several = rf"\b(?:{things})\b(?:(?:,| (?:{joints})|, ?(?:{joints})) (?:{things})\b)*"
    patterns = {key: re.compile(rf"\b(?:{pattern})") for key, pattern in words.items()}
    return _Tongue(
        things=re.compile(several),
        ends=frozenset(f"{ends} {joints.replace('|', ' ')}".split()),
        compound=compound,
        izofa=izofa,
        **patterns,
    )


_TONGUES = {
    "en": _tongue(
        always=r"(?:sur|(?:first|last|family|given|maiden|father's|father’s) )names?\b|patronymic",
        things=r"names?|(?<!by )(?<!on the )(?:tele|mobile )?phones?(?: numbers?)?|(?:mobile|contact) numbers?"
        r"|(?<!to )address(?:es)?|(?<!by )e-?mails?"
        r"|passport(?: number| details| data)?|identity (?:card|document)s?(?: number)?",
        persons=r"(?:persons?|people|members?|participants?|residents?|citizens?|neighbou?rs?|witness(?:es)?|victims?"
        r"|survivors?|complainants?|applicants?|visitors?|child|children|parents?|mothers?|fathers?|guardians?|wom[ae]n"
        r"|m[ae]n|girls?|boys?|wife|husband|relatives?|individuals?|speakers?|authors?|detainees?|suspects?|pupils?"
        r"|students?|volunteers?|respondents?|callers?|owners?|family|families|households?|contacts?|elders?|imams?"
        r"|leaders?|chairs?|secretary|hosts?|guests?|attendees?|responsible|everyone|everybody|someone|somebody|anyone|who|whom|those|your|his|her"
        r"|their|my|own|home|private|personal|full|real)(?:['’]s?)?$",
        places=r"(?:cent(?:re|er)|service|group|team|school|office|department|station|organi[sz]ation|hotline|helpline"
        r"|line|jamoat|mahalla|village|street|hospital|clinic|shelter|council|committee|association|unit|club|police"
        r"|authority|court|kindergarten|house|programme|project)s?(?:['’]s?)?$",
        joints=r"and|or|and/or",
        ends="of in on at for to with from by as if that which is are was were",
        before=r"(?:no|not|never|without|nor|don['’]t|instead of|rather than)\b",
        after=r"(?:is|are|be|must|may) (?:not|never)\b",
        compound=True,
    ),
    "ru": _tongue(
        always=r"фамили|отчеств|фио\b|паспортны[еймх]+ данны",
        things=r"имя|имена|им[её]н|(?:номер(?:а|ов)? )?телефон(?:а|ы|ов)?|адрес(?:а|ов)?"
        r"|(?:номер(?:а|ов)? )?паспорт(?:а|ов)?|удостоверени[ея] личности|электронная почта",
        persons=r"(?:человека?|людей|люди|лиц[оа]?|член(?:а|ов|ы)?|участни(?:ка?|ков|цы?)|жител(?:я|ей|ь|и|ьницы?)"
        r"|граждан(?:ина?|ки|е)?|сосед(?:а|ей|и|ки|ок)|свидетел(?:я|ей|ь|и)|пострадавш\w+|потерпевш\w+|заявител\w+"
        r"|посетител\w+|реб[её]нка|дет(?:и|ей)|родител(?:я|ей|и)|матери|отца|женщин\w?|мужчин\w?|девоч\w+|девуш\w+"
        r"|мальчик\w*|юнош\w*|жен[аы]|мужа?|родственни\w+|автора?|авторов|задержанн\w+|подозреваем\w+|учени(?:ка?|ков|цы?)"
        r"|студент\w*|доброволь\w+|волонт[её]р\w*|респондент\w*|владел\w+|семьи|семей|председател\w+|лидер\w*|секретар\w+"
        r"|старейшин\w*|имама?|ответственн\w+|представител\w+|того|тех|кто|кого|ваш\w*|сво\w+|каждого|всех)$",
        places=r"(?:центр|служб|групп|школ|отдел|организаци|лини|джамоат|махалл|сел[ао]|деревн|улиц|больниц|клиник|приют"
        r"|совет|комитет|объединени|клуб|милици|орган|прокуратур|суд|учреждени|при[её]мн|сада?\b|дома?\b|проект)",
        joints=r"и|или|либо",
        ends="по в во на для с со от из за к ко при без если о об это есть",
        before=r"(?:не|ни|без|вместо|нельзя|никогда|никаких)\b",
        after=r"(?:не (?:пиш|указ|внос|запис|впис|назыв|спраш|нуж|появл|хран)|нельзя\b)",
    ),
    "tg": _tongue(
        always=r"(?:ному )?насаб(?:и|у|ро|ҳо|ҳои)?\b|фамили|номи падар|ном(?:ат|аш|атон|ашон)\b|рақам(?:и|ҳои) мобил",
        things=r"ном(?:и|ҳо|ҳои|ро|ҳоро)?|(?:рақам(?:и|ҳои) )?телефон(?:и|ҳо|ҳои|ро|ҳоро)?|суроға(?:и|ҳо|ҳои|ро|ҳоро)?"
        r"|нишонӣ|нишонии|(?:рақами )?шиноснома(?:и|ҳо|ҳои|ро)?|почтаи электронӣ",
        persons=r"(?:шахс(?:и|ӣ|ҳои|он|они)?|одам(?:и|он|они|ҳо)?|нафар\w*|кас(?:е|и|он|ро|еро)?|аъзо\w*|иштирокчи\w*"
        r"|иштирокчӣ|сокин\w*|шаҳрванд(?:и|он|они)?|ҳамсоя\w*|шоҳид\w*|ҷабрдида\w*|аризадиҳанда\w*|шикояткунанда\w*"
        r"|муроҷиаткунанда\w*|кӯдак(?:и|он|они|ро)?|падар\w*|модар\w*|волидайн\w*|зан(?:и|он|они|ҳо)?|мард(?:и|он|они)?"
        r"|духтар\w*|писар\w*|шавҳар\w*|хешованд\w*|муаллиф\w*|дастгиршуда\w*|гумонбар\w*|хонанда\w*|донишҷӯ\w*|ихтиёрӣ\w*"
        r"|оила\w*|раис\w*|ҳамраис\w*|котиб\w*|пир(?:и|он)?|пиронсол\w*|имом\w*|намоянда\w*|шумо|худ\w*|ӯ|вай|онҳо|пурра|масъул\w*"
        r"|хона|манзил|ҳар|ҳама|кӣ)$",
        places=r"(?:марказ|хизмат|гурӯҳ|мактаб|шуъба|идора|ташкилот|хат|ҷамоат|маҳалла|деҳа|кӯча|беморхона|паноҳгоҳ|шӯро"
        r"|кумита|иттиҳодия|клуб|милитси|мақом|прокуратура|суд|муассиса|бунгоҳ|кӯдакистон|хонаи|лоиҳа)",
        joints=r"ва|ё|ё ин ки",
        ends="барои дар аз ба бо то ки агар",
        before=r"(?:бе|на|ҳеҷ|ба ҷо[ий]и)\b",
        after=r"(?:на(?:навис|пурс|гӯ|гир|дор|ме)\w*|набояд|лозим нест|мумкин нест|мамнӯъ|манъ)",
        izofa="и",
    ),
}


def check(course: Course) -> Iterator[Problem]:
    """A problem at every label that asks for personal data.

    What is only ticked asks for nothing to be written, unless it has a blank of its own ("Name: …").
    """
    yield from in_data(course, partial(_in_forms, course), CODE)


def _in_forms(course: Course) -> Iterator[Problem]:
    for form in course.forms.values():
        fields = chain.from_iterable(form.sheets)
        for part, ticked in (found for field in fields for found in _labelled(field)):
            for locale, label in part.label.items():
                if locale in _TONGUES and not (ticked and not _BLANK.search(label)):
                    asked = _asked(_TONGUES[locale], label)
                    if asked:
                        message = f"'{label}' asks for personal data: '{asked}'"
                        hint = "ask for a number or a role; for a place or an office say so: name of the village"
                        yield Problem(form.path, part.line, CODE, message, hint)


def _labelled(field: Field) -> Iterator[tuple[Field | Column | Choice, bool]]:
    """What has a label, and whether it is only ticked or read."""
    only_ticks = field.kind == "table" and all(one.kind in _COLUMNS_TICKED for one in field.columns)
    ticked = field.kind in _TICKED or only_ticks
    yield field, ticked
    yield from ((part, ticked) for part in (*field.options, *field.rows))
    yield from ((column, column.kind in _COLUMNS_TICKED) for column in field.columns)


def _asked(tongue: _Tongue, label: str) -> str:
    """The words that ask for personal data, or nothing."""
    text = _INITIALS.sub("фио", label.lower())
    for sentence in (match.group() for match in _SENTENCE.finditer(text)):
        forbids = tongue.before.search(sentence)
        until = forbids.start() if forbids else len(sentence)
        since = max((match.start() for match in tongue.after.finditer(sentence)), default=0)
        for match in tongue.always.finditer(sentence):
            if since <= match.start() < until:
                return match.group()
        for match in tongue.things.finditer(sentence):
            if since <= match.start() < until and _personal(tongue, sentence, match):
                return match.group()
    return ""


def _personal(tongue: _Tongue, sentence: str, thing: re.Match[str]) -> bool:
    """Whether a thing is a person's: nobody else owns it, or a person does."""
    owner = _owner(tongue, sentence, thing)
    told = [word for word in owner if tongue.persons.match(word) or tongue.places.match(word)]
    if not told:
        return not owner
    return bool(tongue.persons.match(told[-1 if tongue.compound else 0]))


def _owner(tongue: _Tongue, sentence: str, thing: re.Match[str]) -> list[str]:
    """The words that say whose the thing is."""
    owner: list[str] = []
    rest = _WORD.findall(sentence[thing.end() : thing.end() + 120])
    if tongue.compound and rest[:1] == ["of"]:
        rest = rest[1:]
    if not tongue.izofa or thing.group().endswith(tongue.izofa):
        for word in rest:
            if word in tongue.ends or not word[0].isalnum():
                break
            owner.append(word)
    if tongue.compound and not owner:
        word = _LAST_WORD.search(sentence[max(0, thing.start() - 40) : thing.start()])
        if word and word[1] not in tongue.ends and word[1] not in _OPENERS:
            owner = [word[1]]
    return owner


_OPENERS = frozenset(("a", "an", "the", "this", "write", "enter", "give", "add", "put", "note"))
