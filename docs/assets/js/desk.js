/* The data desk: a file of statistics is read here, checked against the standard, and shown as tables that can be given
   away. It leaves this page only as what the reader saves or prints. What files bring is shown as text. */
(() => {
  const screen = document.querySelector("[data-screen=data-desk]")
  if (!screen) return
  const { make, fill, say, sayCount, button, announce, deskCheck: check, deskFigures: figures } = hamkori
  const { HIDDEN_UNDER, shown } = hamkori.compute
  const MEGABYTE = 1000000
  const MOST = 10 // megabytes of a file
  const BREATH = 40 // milliseconds of work until the page may answer
  const PATIENCE = 2000 // milliseconds between two words on how far the reading is
  const ACCEPTED = { accept: ".csv,text/csv" }
  const MOST_BARS = 60 // of a chart that can be read
  const TABLES = ["district", "month", "offence", "sex", "age"]

  let standard // what the build wrote of the data standard in this language
  let districts = null // an office's own list, as { name, codes }
  let last = null // the file of the reader that was read last, as { name, bytes }
  let desk = null // what is shown, as { name, holding, synthetic, chosen, by, periods }
  let job = 0
  const [own, news, problems, results] = [make("div"), make("div"), make("div"), make("div")]

  const numberText = n => (n < 1000 ? `${n}` : say("number-thousands", { thousands: numberText(Math.floor(n / 1000)), units: `${n % 1000}`.padStart(3, "0") }))
  const fieldLabel = id => standard.fields.find(field => field.id === id).label
  const listOf = id => standard.fields.find(field => field.id === id).list
  const quoted = name => make("bdi", { class: "file-name" }, name)

  // Files in

  const why = { "too-large": name => say("desk-too-large", { name, most: MOST }), unreadable: name => say("desk-unreadable", { name }) }

  async function bytesOf(file) {
    try {
      return new Uint8Array(await hamkori.readFile(file, MOST * MEGABYTE, "ArrayBuffer"))
    } catch (error) {
      job += 1 // what was being read before is no longer asked for
      refuse(why[error.message](file.name))
      return null
    }
  }

  async function take([file]) {
    const bytes = file && await bytesOf(file)
    if (!bytes) return
    last = { name: file.name, bytes }
    await open(last, districts)
  }

  async function takeDistricts([file]) {
    const bytes = file && await bytesOf(file)
    if (!bytes) return
    const found = await run(file.name, check.codes(standard.columns, bytes, file.name))
    if (!found) return
    if (found.all) return tellProblems(file.name, found)
    districts = { name: file.name, codes: found.right }
    await changeDistricts(sayCount("desk-own-known", found.right.length, { name: file.name }))
  }

  /* The file that was read last is read again: what was unknown in it may be known now. */
  async function changeDistricts(words) {
    drawOwn()
    if (last) await open(last, districts)
    else tell(words, "good")
    announce(last ? `${words} ${news.textContent}` : words)
  }

  async function openYear() {
    await hamkori.load("assets/exercises/statistics.js")
    const [[name, text]] = Object.entries(hamkori.exercises)
    await open({ name, bytes: new TextEncoder().encode(text) }, null)
  }

  /* Reads a file against the standard, with these districts or the synthetic ones, and shows what comes of it. */
  async function open({ name, bytes }, known) {
    const lists = known ? { ...standard.lists, districts: known.codes } : standard.lists
    const found = await run(name, check.read(check.valuesOf(standard, lists), bytes, name))
    if (!found) return
    if (found.all) return tellProblems(name, found)
    const holding = figures.holdingOf(found.right.map(row => row.values), standard, lists)
    desk = { name, holding, synthetic: !known, chosen: { status: lists.statuses[lists.statuses.length - 1].id }, by: "district", periods: halves(holding.months) }
    fill(problems)
    tell(sayCount("desk-right", found.right.length, { rows: numberText(found.right.length), name }), "good")
    draw()
  }

  /* Goes through what a check finds, and lets the page answer meanwhile: { right, all, told }, or null where another file
     was asked for. */
  async function run(name, items) {
    job += 1
    const asked = job
    const telling = check.tellOf(standard)
    const right = []
    let [since, told] = [performance.now(), 0]
    for (const item of items) {
      if (item.kind) telling.take(item)
      else right.push(item)
      if (performance.now() - since < BREATH) continue
      if (performance.now() - told > PATIENCE) {
        told = performance.now()
        tell(say("desk-reading", { name }))
      }
      await new Promise(resolve => { setTimeout(resolve) })
      if (asked !== job) return null
      since = performance.now()
    }
    return { right, ...telling.end() }
  }

  const halves = months => {
    const half = Math.floor(months.length / 2)
    return half ? [months[0], months[half - 1], months[half], months[2 * half - 1]] : null
  }

  // What is said of a file

  function tell(words, kind = "") {
    fill(news, make("div", { class: `notice ${kind} no-print` }, make("p", {}, words)))
    announce(words)
  }

  function refuse(words) {
    fill(problems)
    tell([words, kept()].filter(Boolean).join(" "), "warning")
  }

  const kept = () => (desk ? say("desk-kept", { name: desk.name }) : "")

  function tellProblems(name, { all, told }) {
    const text = told.map(problem => `${check.lineText(name, problem)}\n`).join("")
    const heads = [say("desk-line"), say("desk-column"), say("desk-wrong")]
    tell([sayCount("desk-problems", all, { name }), kept()].filter(Boolean).join(" "), "warning")
    fill(problems, make("div", { class: "no-print" },
      wrapped(say("desk-problems-of", { name }), make("table", { class: "results desk-problems" },
        make("caption", {}, say("desk-problems-of", { name })),
        make("thead", {}, make("tr", {}, heads.map(head => make("th", { scope: "col" }, head)))),
        make("tbody", {}, told.map(({ line, column, message, hint }) => make("tr", {},
          make("th", { scope: "row" }, line),
          make("td", {}, column),
          make("td", {}, message, make("span", { class: "module-facts" }, hint))))))),
      make("div", { class: "actions" },
        button(say("desk-copy"), () => copy(text)),
        button(say("desk-save-problems"), () => save("problems", "txt", text, "text/plain")))))
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text)
      announce(say("desk-copied"))
    } catch (error) {
      announce(say("desk-not-copied"))
    }
  }

  function save(what, ending, text, type) {
    const name = ["hamkori", what, desk && desk.synthetic && what !== "problems" && "synthetic"].filter(Boolean).join("-")
    hamkori.saveFile(`${name}.${ending}`, text, type)
    announce(say("keep-saved", { name: `${name}.${ending}` }))
  }

  // Tables

  const headRow = ([first, ...others]) => make("thead", {}, make("tr", {}, make("th", { scope: "col" }, first), others.map(head => make("th", { scope: "col", class: "number" }, head))))

  const wrapped = (label, table) => make("div", { class: "table-wrap", tabindex: "0", role: "region", "aria-label": label }, table)

  /* A number, or what is said in its place; `written` is how numbers are written. */
  function valueText({ value, hidden }, written = numberText) {
    if (value === null) return say("desk-not-delivered")
    return hidden ? say("form-hidden") : written(value)
  }

  const sumText = (sum, written) => (sum.hidden && sum.value < HIDDEN_UNDER ? say("desk-fewer", { n: HIDDEN_UNDER }) : valueText(sum, written))
  const rateText = rate => (rate === null ? "—" : shown(rate, rate > 0 && rate < 1 ? 2 : 1)) // 0.0 would be none at all

  const changeText = (number, written) => (number === null ? "—" : `${number < 0 ? "−" : ""}${written(Math.abs(number))}`)
  const percentText = percent => (percent === null ? "—" : say("form-percent", { n: shown(percent, 0) }))

  /* What the tables count, in words: status, group, district, and that it is synthetic. */
  function scopeWords() {
    const { chosen, holding, synthetic } = desk
    const named = id => (chosen[id] ? holding.lists[listOf(id)].find(code => code.id === chosen[id]).label : "")
    return [
      synthetic && say("desk-synthetic"),
      named("status"),
      named("offence") || say("desk-all-offences"),
      named("district") || say("desk-all-districts")
    ].filter(Boolean).join(" · ")
  }

  const span = months => `${months[0]} – ${months[months.length - 1]}`

  const titleOf = (...parts) => [...parts, scopeWords()].join(" · ")

  /* A table as rows of texts, for the page and for a spreadsheet: { title, heads, rows, foot, notes }, notes by row. */
  function textsOf(field, written = numberText) {
    const { holding, chosen } = desk
    const { cells, sum } = figures.tableOf(holding, field, chosen)
    const rated = field === "district" || field === "offence"
    const rate = cell => (rated ? [rateText(cell.rate)] : [])
    return {
      field,
      cells,
      title: titleOf(fieldLabel(field), span(holding.months)),
      heads: [fieldLabel(field), fieldLabel("count"), ...(rated ? [say("desk-rate")] : [])],
      rows: cells.map(cell => [cell.label, valueText(cell, written), ...rate(cell)]),
      notes: cells.map(({ value, missing }) => (missing.length && value !== null ? say("desk-no-data", { list: missing.join(", ") }) : "")),
      foot: [say("desk-sum"), sumText(sum, written), ...rate(sum)]
    }
  }

  const line = ([first, ...others], note) => make("tr", {},
    make("th", { scope: "row" }, first, note && make("span", { class: "module-facts" }, note)),
    others.map(text => make("td", { class: "number" }, text)))

  const tableElement = ({ title, heads, rows, notes, foot }) => make("table", { class: "results" },
    make("caption", {}, title),
    headRow(heads),
    make("tbody", {}, rows.map((row, place) => line(row, notes[place]))),
    make("tfoot", {}, line(foot)))

  function section(texts) {
    const rows = texts.cells.map(cell => ({ name: cell.label, values: [cell.hidden ? null : cell.value], said: [cell.hidden || cell.value === null ? valueText(cell) : ""], limits: [] }))
    const figure = make("figure", { class: "tool-chart" }, make("figcaption", {}, titleOf(say("desk-chart", { name: fieldLabel(texts.field) }))))
    const drawn = rows.length <= MOST_BARS
    return {
      part: make("section", { class: "desk-table" }, make("h4", {}, fieldLabel(texts.field)), make("div", {}, tableElement(texts), drawn && figure)),
      draw: () => drawn && hamkori.chart.put(figure, "bars", rows, {}, [fieldLabel("count")])
    }
  }

  // Two periods

  const monthsOf = (from, to) => check.monthsBetween(from, to)

  function compared() {
    const { holding, chosen, by, periods } = desk
    const [earlier, later] = [monthsOf(periods[0], periods[1]), monthsOf(periods[2], periods[3])]
    return { earlier, later, ...figures.compare(holding, by, chosen, earlier, later) }
  }

  const PROBLEMS = {
    turned: () => say("desk-turned"),
    overlap: () => say("desk-overlap"),
    unequal: ({ earlier, later }) => say("desk-unequal", { earlier: earlier.length, later: later.length }),
    missing: () => say("desk-nothing-whole")
  }

  function comparisonTexts({ earlier, later, cells, sum }, written = numberText) {
    const row = (name, one, text) => [name, text(one.earlier, written), text(one.later, written), changeText(one.difference, written), percentText(one.percent)]
    return {
      title: titleOf(say("desk-compare"), fieldLabel(desk.by)),
      heads: [fieldLabel(desk.by), span(earlier), span(later), say("desk-difference"), say("desk-percent")],
      rows: cells.map(one => row(one.label, one, valueText)),
      notes: [],
      foot: row(say("desk-sum"), sum, sumText)
    }
  }

  function comparisonWords() {
    const found = compared()
    return found.problem ? PROBLEMS[found.problem](found) : comparisonTexts(found).foot.join(" · ")
  }

  const leftWords = left => say("desk-left", { list: left.map(({ label, missing }) => `${label} (${missing.join(", ")})`).join("; ") })

  function comparison() {
    const found = compared()
    const left = found.left && found.left.length > 0 && make("p", { class: "notice warning" }, leftWords(found.left))
    if (found.problem) return [make("p", { class: "notice warning" }, PROBLEMS[found.problem](found)), left]
    return [
      left,
      wrapped(say("desk-compare"), tableElement(comparisonTexts(found))),
      make("p", { class: "field-help" }, say("desk-small-base", { n: figures.FEWEST }))
    ]
  }

  // Files out

  function csv(tables, more = []) {
    const lines = tables.flatMap(({ title, heads, rows, notes, foot }) => [
      [title], heads, ...rows.map((row, place) => (notes[place] ? [...row, notes[place]] : row)), foot, []
    ])
    return hamkori.csv([...(desk.synthetic ? [[standard.synthetic]] : []), ...lines, ...more])
  }

  const saveTables = () => save("statistics", "csv", csv(TABLES.map(field => textsOf(field, String))), "text/csv")

  function saveComparison() {
    const found = compared()
    if (found.problem) return announce(PROBLEMS[found.problem](found))
    save("comparison", "csv", csv([comparisonTexts(found, String)], found.left.length ? [[leftWords(found.left)]] : []), "text/csv")
  }

  // The screen

  /* A choice; what it changes is drawn anew and told by `words`. */
  function select(id, label, options, value, change, words) {
    const choose = event => {
      change(event.target.value)
      redraw()
      announce(words())
    }
    return make("div", { class: "field" },
      make("label", { for: id }, label),
      make("select", { id, onchange: choose }, options.map(([key, name]) => make("option", { value: key, selected: key === value }, name))))
  }

  const optionsOf = codes => codes.map(({ id, label }) => [id, label])

  function filters() {
    const { chosen, holding } = desk
    const words = () => titleOf(say("desk-sum"), sumText(figures.tableOf(holding, "month", chosen).sum))
    const one = (id, options) => select(`desk-${id}`, fieldLabel(id), options, chosen[id], value => { chosen[id] = value }, words)
    return make("div", { class: "filters no-print", role: "group", "aria-label": say("desk-choose") },
      one("status", optionsOf(holding.lists.statuses)),
      one("offence", [["", say("desk-all-offences")], ...optionsOf(holding.lists.offences)]),
      one("district", [["", say("desk-all-districts")], ...optionsOf(holding.districts)]))
  }

  function periodFields() {
    const labels = [say("desk-earlier-from"), say("desk-earlier-to"), say("desk-later-from"), say("desk-later-to")]
    const months = desk.holding.months.map(month => [month, month])
    const by = ["district", "offence"].map(id => [id, fieldLabel(id)])
    return make("div", { class: "filters no-print", role: "group", "aria-label": say("desk-compare") },
      select("desk-compare-by", say("desk-compare-by"), by, desk.by, value => { desk.by = value }, comparisonWords),
      labels.map((label, place) => select(`desk-compare-${place}`, label, months, desk.periods[place], value => { desk.periods[place] = value }, comparisonWords)))
  }

  function facts() {
    const { holding } = desk
    const gaps = holding.districts.map(({ id, label }) => ({ label, missing: holding.missing(id, holding.months) })).filter(({ missing }) => missing.length)
    const listed = gaps.map(({ label, missing }) => `${label} (${missing.join(", ")})`).join("; ")
    return hamkori.facts(
      hamkori.fact(say("desk-rows"), numberText(holding.rows.length)),
      hamkori.fact(say("desk-months"), `${holding.months.length} (${span(holding.months)})`),
      hamkori.fact(say("desk-districts"), numberText(holding.districts.length)),
      holding.absent.length > 0 && hamkori.fact(say("desk-absent"), holding.absent.map(({ label }) => label).join(", ")),
      hamkori.fact(say("desk-missing-months"), listed || say("desk-nothing-missing")))
  }

  function draw() {
    screen.parentElement.classList.add("paper-page") // of which only the tables are printed
    fill(results,
      make("h3", { class: "desk-title" }, say("desk-figures-of"), " ", quoted(desk.name)),
      desk.synthetic && make("p", { class: "notice warning" }, standard.synthetic),
      facts(),
      filters(),
      make("p", { class: "field-help" }, standard.suppression),
      make("div", { "data-part": "tables" }),
      make("h3", { class: "desk-compare" }, say("desk-compare")),
      desk.periods ? [periodFields(), make("div", { "data-part": "comparison" })] : make("p", {}, say("desk-one-month")),
      make("div", { class: "actions" },
        button(say("desk-save-tables"), saveTables),
        desk.periods && button(say("desk-save-comparison"), saveComparison),
        button(say("desk-print"), () => window.print())))
    redraw()
  }

  function redraw() {
    const sections = TABLES.map(field => section(textsOf(field)))
    fill(results.querySelector("[data-part=tables]"), sections.map(({ part }) => part))
    for (const one of sections) one.draw()
    if (desk.periods) fill(results.querySelector("[data-part=comparison]"), comparison())
  }

  function drawOwn() {
    const back = () => {
      districts = null
      changeDistricts(say("desk-own-gone"))
      screen.querySelector("[aria-describedby=desk-own-help]").focus() // the button has just gone
    }
    fill(own, districts && make("p", {}, sayCount("desk-own-known", districts.codes.length, { name: districts.name }), " ", button(say("desk-own-drop"), back)))
  }

  hamkori.loadData("standard").then(() => {
    standard = hamkori.standard
    Object.assign(hamkori.words, standard.words)
    fill(screen,
      make("div", { class: "no-print" },
        hamkori.dropBox(say("desk-drop"), take, ACCEPTED),
        make("p", { class: "field-help" }, say("desk-private", { most: MOST })),
        make("div", { class: "actions" }, button(say("desk-year"), openYear)),
        hamkori.fileBox(say("desk-own"), takeDistricts, { ...ACCEPTED, "aria-describedby": "desk-own-help" }),
        make("p", { class: "field-help", id: "desk-own-help" }, say("desk-own-help", { columns: standard.columns.join(", ") })),
        own),
      news, problems, results)
    fill(results, make("p", { class: "notice" }, say("desk-none")))
  })
})()
