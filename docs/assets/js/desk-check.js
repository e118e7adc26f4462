/* Checks a CSV file against the data standard, as hooks/course/cells.py and statistics.py do for the command: the same
   kinds of mistakes in the same order. What is read comes line by line, so that the page can breathe in between.
   A mistake is { line, column, kind, values }; `values` is a function, because most of many are never told. */
(() => {
  const LONGEST = 4000 // bytes of a line
  const SHOWN = 40 // characters of a value
  const LISTED = 12 // codes of a list
  const REMEMBERED = 1024 // words whose nearest code is known
  const CLOSE = 0.6 // how alike two words are that may be the same
  const NEWLINE = 10
  const BOM = [0xef, 0xbb, 0xbf]
  const UTF_16 = [[0xff, 0xfe], [0xfe, 0xff]]
  const WORKBOOK = [[0x50, 0x4b, 0x03, 0x04], [0xd0, 0xcf, 0x11, 0xe0]] // .xlsx is a ZIP file, .xls a compound one
  const DELIMITERS = [[";", ";"], ["\t", "TAB"], ["|", "|"]]
  const FORMULA = "=+-@"

  // What Python takes for blanks, letters of words and signs that are not printed.
  const BLANK = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]"
  const EDGES = new RegExp(`^${BLANK}+|${BLANK}+$`, "g")
  const BLANKS = new RegExp(`${BLANK}+`)
  const WORD = "[\\p{L}\\p{N}_]"
  const UNPRINTED = /(?! )[\p{C}\p{Z}]/gu

  const CODE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
  const MONTH = /^[0-9]{4}-[0-9]{2}$/
  const DAY = new RegExp(`^(?:([0-9]{4})-([0-9]{2})-[0-9]{2}(?!${WORD})[^\\n]*|[0-9]{1,2}\\.([0-9]{2})\\.([0-9]{4}))$`, "u")
  const NEGATIVE = /^[-−–][0-9][0-9.,]*$/
  const THOUSANDS = /^[0-9]{1,3}(?:[ \u00a0\u202f,'’][0-9]{3})+$/
  const DECIMAL = /^[0-9]+[.,][0-9]+$/
  const WHOLE = /^(?:0|[1-9][0-9]{0,17})$/
  const EMAIL = new RegExp(`(?!${BLANK}).@${WORD}(?:${WORD}|-)*\\.${WORD}`, "u")
  const PHONE = /^\+?[0-9 \u00a0()–-]+$/
  const TO_LATIN = new Map([..."асеорхуёАВСЕНКМОРТХУЁіІјЈѕЅһ"].map((letter, place) => [letter, "aceopxyëABCEHKMOPTXYËiIjJsSh"[place]]))

  const strip = text => text.replace(EDGES, "")
  const fold = text => text.toLowerCase().replace(/ß/g, "ss")
  const latin = text => [...text].map(letter => TO_LATIN.get(letter) || letter).join("")
  const none = () => ({})
  const mistake = (line, column, kind, values = none) => ({ line, column, kind, values })

  /* A value as messages show it: one line, at most 40 characters, no signs that are not printed. */
  function shown(value) {
    const signs = [...value.slice(0, 2 * SHOWN + 2)]
    const bare = signs.slice(0, SHOWN).join("").replace(UNPRINTED, "�")
    return signs.length <= SHOWN ? bare : `${bare}…`
  }

  // Lines and their cells

  const beginsWith = (bytes, mark) => mark.every((byte, place) => bytes[place] === byte)

  function* linesOf(bytes) {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
    for (const [kind, marks] of [["utf-16", UTF_16], ["workbook", WORKBOOK]]) {
      if (marks.some(mark => beginsWith(bytes, mark))) {
        yield mistake(1, "", kind)
        return
      }
    }
    let at = beginsWith(bytes, BOM) ? BOM.length : 0
    for (let number = 1; at < bytes.length; number += 1) {
      const found = bytes.indexOf(NEWLINE, at)
      const end = found < 0 ? bytes.length : found
      yield lineOf(decoder, number, bytes.subarray(at, end))
      at = end + 1
    }
  }

  function lineOf(decoder, number, bytes) {
    if (bytes.length > LONGEST) return mistake(number, "", "long-line", () => ({ most: LONGEST }))
    let text
    try {
      text = decoder.decode(bytes)
    } catch (error) {
      return mistake(number, "", "not-utf-8")
    }
    return text.includes("\0") ? mistake(number, "", "nul") : { number, text: text.replace(/[\r\n]+$/, "") }
  }

  /* The cells of a line (RFC 4180); null where its quotation marks are broken. */
  function cellsOf(text) {
    if (!text.includes('"')) return text.split(",")
    const cells = []
    let rest = text
    for (;;) {
      const found = /^(?:"((?:[^"]|"")*)"|([^",\r][^,\r]*)?)(,|$)/.exec(rest)
      if (!found) return null
      cells.push(found[1] === undefined ? found[2] || "" : found[1].replace(/""/g, '"'))
      if (!found[3]) return cells
      rest = rest.slice(found[0].length)
    }
  }

  function rowOf(header, { number, text }) {
    const cells = cellsOf(text)
    if (cells === null) return mistake(number, "", "quotes")
    if (/^[, \t\u00a0]*$/.test(text) || cells.every(cell => cell === "")) return mistake(number, "", "blank-line")
    const wanted = header.names.length
    const kind = cells.length < wanted ? "few-cells" : "many-cells"
    return cells.length === wanted ? cells : mistake(number, "", kind, () => ({ count: cells.length, wanted }))
  }

  // The header

  const nameOf = (header, place) => header.names[place] || `${place + 1}`

  /* The mistakes down to the header, and that, as { names, places }, if what is below can be read. `known` are the columns
     that have to be there, each with its labels. */
  function* start(known, lines) {
    for (let next = lines.next(); !next.done; next = lines.next()) {
      const item = next.value
      if (item.kind) {
        yield item
        if (item.kind === "utf-16" || item.kind === "workbook") return
      } else if (strip(item.text) === "") {
        yield mistake(item.number, "", "blank-line")
      } else {
        yield* headerOf(known, item)
        return
      }
    }
    yield mistake(1, "", "empty-file")
  }

  function* headerOf(known, { number, text }) {
    const cells = cellsOf(text)
    const parted = DELIMITERS.find(([mark]) => text.includes(mark))
    if (cells === null) {
      yield mistake(number, "", "quotes")
      return
    }
    if (cells.length === 1 && parted) {
      yield mistake(number, "", "delimiter", () => ({ found: parted[1] }))
      return
    }
    const called = new Map([...known].flatMap(([name, labels]) => labels.map(label => [fold(label), name])))
    const names = [...known.keys()]
    const places = new Map(names.filter(name => cells.includes(name)).map(name => [name, cells.indexOf(name)]))
    const header = { names: cells.map(shown), places }
    for (const [place, cell] of cells.entries()) {
      if (!known.has(cell)) yield mistake(number, nameOf(header, place), "unknown-column", () => near(cell))
      else if (place !== places.get(cell)) yield mistake(number, nameOf(header, place), "repeated-column")
    }
    yield* names.filter(name => !places.has(name)).map(name => mistake(number, name, "missing-column"))
    if (places.size) yield header

    function near(cell) {
      const found = called.get(fold(strip(cell))) || nearestOf(latin(strip(cell)), names)
      return found ? { near: found } : {}
    }
  }

  // The nearest word, as Python's difflib finds it

  const remembered = new Map()

  function nearestOf(word, known) {
    if ([...word].length > SHOWN) return ""
    const asked = `${word}\n${known.join("\n")}`
    if (!remembered.has(asked)) {
      if (remembered.size >= REMEMBERED) remembered.clear()
      remembered.set(asked, nearest([...fold(word)], known))
    }
    return remembered.get(asked)
  }

  function nearest(word, known) {
    const weighed = known.map(one => ({ one, ratio: alike([...fold(one)], word) })).filter(({ ratio }) => ratio >= CLOSE)
    weighed.sort((a, b) => b.ratio - a.ratio || (a.one < b.one ? 1 : -1))
    return weighed.length ? weighed[0].one : ""
  }

  const alike = (one, other) => (2 * common(one, other)) / (one.length + other.length || 1)

  /* How many signs two words share in order: the longest part of both, and the same to its left and right. */
  function common(one, other) {
    let best = { size: 0 }
    let before = []
    for (let i = 0; i < one.length; i += 1) {
      const now = []
      for (let j = 0; j < other.length; j += 1) {
        if (one[i] !== other[j]) continue
        const size = (before[j - 1] || 0) + 1
        now[j] = size
        if (size > best.size) best = { size, i: i - size + 1, j: j - size + 1 }
      }
      before = now
    }
    if (!best.size) return 0
    const { size, i, j } = best
    return size + common(one.slice(0, i), other.slice(0, j)) + common(one.slice(i + size), other.slice(j + size))
  }

  // The rows of statistics

  /* What the standard lets stand in its fields, as tables to look up. `lists` are its code lists by id. */
  function valuesOf(standard, lists) {
    const listed = one => (one.type === "code" ? lists[one.list].map(({ id }) => id) : monthsBetween(one.minimum, one.maximum))
    const coded = standard.fields.filter(one => one.type !== "count")
    const known = new Map(coded.map(one => [one.id, new Map(listed(one).map((value, place) => [value, place]))]))
    const called = new Map(Object.entries(lists).map(([id, codes]) => [
      id, new Map(codes.flatMap(code => code.labels.map(label => [fold(label), code.id])))
    ]))
    return { standard, known, called }
  }

  /* The months from one to another, both as 2099-01 and both among them. */
  function monthsBetween(first, last) {
    const months = []
    for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) {
      for (let month = 1; month <= 12; month += 1) months.push(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`)
    }
    return months.filter(month => month >= first && month <= last)
  }

  const isCount = (cell, one) => WHOLE.test(cell) && Number(cell) >= one.minimum && Number(cell) <= one.maximum
  const fits = (values, one, cell) => (one.type === "count" ? isCount(cell, one) : values.known.get(one.id).has(cell))

  /* The rows of a file, as { line, values } in the order of the standard, and its mistakes, in their order. `name` is what
     the file is called. */
  function* read(values, bytes, name) {
    const lines = linesOf(bytes)
    for (const item of start(new Map(values.standard.fields.map(one => [one.id, one.labels])), lines)) {
      if (item.kind) yield item
      else yield* body(values, item, lines, name)
    }
  }

  function* body(values, header, lines, name) {
    const look = lookOf(values, header)
    const met = new Map()
    let [number, rows] = [1, 0]
    for (const item of lines) {
      const told = item.kind ? item : rowOf(header, item)
      if (told.kind !== "blank-line") rows += 1
      if (told.kind) {
        yield told
        continue
      }
      number = item.number
      const key = look.key(told)
      if (key === null) {
        yield* wrong(values, header, number, told)
        continue
      }
      const before = met.get(key)
      if (before) yield mistake(number, "", "repeated-key", () => ({ place: `${name}:${before}` }))
      else {
        met.set(key, number)
        yield { line: number, values: look.row(told) }
      }
    }
    if (!rows) yield mistake(number, "", "no-rows")
  }

  /* A quick look at each row: most have no mistake. */
  function lookOf({ standard, known }, header) {
    const place = id => header.places.get(id)
    const whole = header.names.length === header.places.size && header.places.size === standard.fields.length
    const keyed = standard.key.map(id => [place(id), known.get(id)])
    const counts = standard.fields.filter(({ type }) => type === "count").map(one => [place(one.id), one])
    const order = standard.fields.map(({ id, type }) => [place(id), type === "count"])
    const [one, other] = standard.together.map(place)

    function key(cells) {
      if (!whole) return null
      let found = 0
      for (const [at, codes] of keyed) {
        const code = codes.get(cells[at])
        if (code === undefined) return null
        found = found * codes.size + code
      }
      if (!counts.every(([at, field]) => isCount(cells[at], field))) return null
      return (cells[one] === standard.togetherCode) === (cells[other] === standard.togetherCode) ? found : null
    }

    return { key, row: cells => order.map(([at, counted]) => (counted ? Number(cells[at]) : cells[at])) }
  }

  function* wrong(values, header, number, cells) {
    const { fields, together, togetherCode } = values.standard
    const byPlace = new Map(fields.filter(({ id }) => header.places.has(id)).map(one => [header.places.get(one.id), one]))
    for (const [place, cell] of cells.entries()) {
      const one = byPlace.get(place)
      if (!one) {
        if (isPersonal(cell)) yield mistake(number, nameOf(header, place), "personal-data")
      } else if (!fits(values, one, cell)) {
        const [kind, said] = kindOf(values, one, cell)
        yield mistake(number, one.id, kind, said)
      }
    }
    const said = together.filter(id => header.places.has(id)).map(id => [id, cells[header.places.get(id)]])
    const alone = said.filter(([id, cell]) => values.known.get(id).has(cell)).map(([, cell]) => cell === togetherCode)
    if (alone.length === 2 && alone[0] !== alone[1]) yield mistake(number, said[1][0], "no-person", () => ({ code: togetherCode }))
  }

  /* The kind of mistake that a value is, and what its message says. */
  function kindOf(values, one, cell) {
    const bare = strip(cell)
    const counted = one.type === "count"
    if (!bare) return ["empty-cell", none]
    if (bare !== cell) return ["blanks", none]
    if (counted && NEGATIVE.test(cell)) return ["negative", () => ({ value: shown(cell) })]
    const called = one.type === "code" && values.called.get(one.list).get(fold(cell))
    if (called) return ["unknown-code", () => ({ value: shown(cell), near: called })]
    if (isPersonal(cell, counted)) return ["personal-data", none]
    if (FORMULA.includes(cell[0])) return ["formula", () => ({ found: cell[0] })]
    return { code: noCode, month: noMonth, count: noCount }[one.type](values, one, cell)
  }

  function noCode(values, one, cell) {
    const known = [...values.known.get(one.id).keys()]
    if (known.includes(latin(cell))) return ["look-alike", () => ({ value: shown(cell), near: latin(cell) })]
    return ["unknown-code", () => {
      const near = nearestOf(cell, known)
      const codes = [...known.slice(0, LISTED), ...(known.length > LISTED ? ["…"] : [])].join(", ")
      return { value: shown(cell), ...(near ? { near } : { codes }) }
    }]
  }

  function noMonth(values, one, cell) {
    const day = DAY.exec(cell)
    const month = day && `${day[1] || day[4]}-${day[2] || day[3]}`
    if (day && values.known.get(one.id).has(month)) return ["day", () => ({ value: shown(cell), near: month })]
    if (!MONTH.test(cell)) return ["month-form", () => ({ value: shown(cell) })]
    if (cell.slice(-2) < "01" || cell.slice(-2) > "12") return ["month-number", () => ({ value: cell })]
    return ["month-range", () => ({ value: cell, first: one.minimum, last: one.maximum })]
  }

  function noCount(values, one, cell) {
    const value = shown(cell)
    if (THOUSANDS.test(cell)) return ["thousands", () => ({ value, near: cell.replace(/[^0-9]/g, "") })]
    if (DECIMAL.test(cell)) return ["decimal", () => ({ value })]
    if (/^[1-9][0-9]*$/.test(cell) && (cell.length > 18 || Number(cell) > one.maximum)) return ["huge", () => ({ value, most: one.maximum })]
    return ["not-a-count", () => ({ value })]
  }

  /* Whether a value looks like an e-mail address, a telephone number, or a name of two to four words. */
  function isPersonal(cell, counted = false) {
    if (EMAIL.test(cell)) return true
    if (PHONE.test(cell) && cell.replace(/[^0-9]/g, "").length >= 9) {
      return cell[0] === "+" || !(counted && (/^[0-9]+$/.test(cell) || THOUSANDS.test(cell)))
    }
    const words = strip(cell.replace(/\./g, " ")).split(BLANKS)
    return words.length >= 2 && words.length <= 4 && words.every(word => /^\p{Uppercase}/u.test(word) && /^\p{L}+$/u.test(word.replace(/-/g, "")))
  }

  // An office's own list of districts

  /* The codes of a list with these columns, as { id, labels, population }, and the mistakes of its file. */
  function* codes(columns, bytes, name) {
    const lines = linesOf(bytes)
    for (const item of start(new Map(columns.map(column => [column, []])), lines)) {
      if (item.kind) yield item
      else yield* codeRows(columns, item, lines, name)
    }
  }

  function* codeRows(columns, header, lines, name) {
    const met = new Map()
    let rows = 0
    for (const item of lines) {
      const row = item.kind ? item : rowOf(header, item)
      rows += 1
      if (row.kind) {
        yield row
        continue
      }
      const cells = new Map(columns.filter(column => header.places.has(column)).map(column => [column, row[header.places.get(column)]]))
      const found = [...cells].map(([column, cell]) => [column, noPart(column, cell)]).filter(([, kind]) => kind)
      yield* found.map(([column, [kind, said]]) => mistake(item.number, column, kind, said))
      if (found.length || cells.size < columns.length) continue
      const before = met.get(cells.get("code"))
      if (before) yield mistake(item.number, "", "repeated-key", () => ({ place: `${name}:${before}` }))
      else {
        met.set(cells.get("code"), item.number)
        yield codeOf(cells)
      }
    }
    if (!rows) yield mistake(1, "", "no-rows")
  }

  function noPart(column, cell) {
    if (!strip(cell)) return ["empty-cell", none]
    if (strip(cell) !== cell) return ["blanks", none]
    if (FORMULA.includes(cell[0])) return ["formula", () => ({ found: cell[0] })]
    if (column === "code" && !CODE.test(cell)) return ["code-form", () => ({ value: shown(cell) })]
    if (column === "population" && !/^[1-9][0-9]{0,8}$/.test(cell)) return ["not-a-count", () => ({ value: shown(cell) })]
    return null
  }

  const codeOf = cells => ({
    id: cells.get("code"),
    label: cells.get(`label_${hamkori.locale}`),
    labels: [...cells].filter(([column]) => column.startsWith("label_")).map(([, cell]) => cell),
    population: Number(cells.get("population"))
  })

  // What is told

  /* Takes mistakes and tells the first of each kind, as texts; of the others it tells at the end how many there are. */
  function tellOf({ mistakes, shown: most }) {
    const told = []
    const met = new Map()
    const since = new Map()
    let all = 0

    function tell({ line, column, kind, values }) {
      const said = values()
      const texts = mistakes[kind]
      const hint = "near" in said && texts.near ? texts.near : texts.hint
      told.push({ line, column, message: hamkori.filled(texts.message, said), hint: hamkori.filled(hint, said) })
    }

    function take(found) {
      const count = (met.get(found.kind) || 0) + 1
      met.set(found.kind, count)
      all += 1
      if (count <= most) tell(found)
      else if (!since.has(found.kind)) since.set(found.kind, found.line)
    }

    function end() {
      for (const [kind, line] of since) tell(mistake(line, "", "more", () => ({ count: met.get(kind) - most, kind })))
      return { all, told }
    }

    return { take, end }
  }

  /* A mistake as the command prints it. */
  function lineText(name, { line, column, message, hint }) {
    const place = column ? `${column}: ` : ""
    return `${name}:${line}: ST001 ${place}${message} - ${hint}`
  }

  hamkori.deskCheck = { valuesOf, monthsBetween, read, codes, tellOf, lineText }
})()
