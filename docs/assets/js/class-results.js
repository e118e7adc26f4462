/* The results of a class, from the files that learners hand in: a table by module and the hardest questions.
   The files are read here and kept nowhere; what they bring is shown as text, whatever it looks like. */
(() => {
  const screen = document.querySelector("[data-screen=class-results]")
  if (!screen) return
  const { make, fill, say, sayCount, announce, record, classFigures: figures } = hamkori
  const MOST = 500 // learners
  const HARDEST = 10 // questions shown at first
  const PATIENCE = 2000 // milliseconds between two words on how far the reading is

  const learners = new Map() // code -> record
  const view = { by: "code", down: false, names: false, whole: false }
  const [news, results, undoing] = ["news", "results", "undoing"].map(part => make("div", { class: `class-${part}` }))

  const modules = () => figures.modulesOf([...learners.values()], hamkori.outline)
  const questions = () => figures.questionsOf([...learners.values()], hamkori.items)

  const button = (words, act, more = {}) => make("button", { type: "button", class: "md-button", onclick: act, ...more }, words)

  // Files in

  const WHY = {
    "too-large": () => say("class-why-too-large"),
    "too-many": () => say("class-why-too-many", { most: MOST }),
    unreadable: () => say("class-why-unreadable"),
    foreign: () => say("class-why-foreign"),
    newer: () => say("class-why-newer"),
    damaged: () => say("class-why-damaged")
  }

  let reading = Promise.resolve()

  /* One lot of files after the other, in the order in which they came. */
  function take(files) {
    const lot = Array.from(files)
    if (lot.length) reading = reading.then(() => readAll(lot))
  }

  async function readAll(lot) {
    const outcomes = []
    const tellHowFar = howFar(lot.length)
    fill(undoing)
    for (const file of lot) {
      tellHowFar(outcomes.length)
      outcomes.push(await readOne(file))
    }
    try {
      await Promise.all(["outline", "items"].map(hamkori.loadData))
    } catch (error) {
      learners.clear()
      return fill(news, make("p", { class: "notice warning", role: "alert" }, say("class-no-course")))
    }
    draw()
    tell(outcomes)
  }

  async function readOne(file) {
    let text
    try {
      text = await hamkori.readFile(file, record.LIMIT)
    } catch (error) {
      return { file: file.name, why: error.message }
    }
    const read = record.parse(text)
    return { file: file.name, ...(read.problem ? { why: read.problem } : put(read.record)) }
  }

  /* A learner's second file is joined with the first, so that the same file twice is as good as once. */
  function put(read) {
    const code = read.learner
    const kept = learners.get(code)
    if (!kept && learners.size >= MOST) return { why: "too-many" }
    const whole = record.merge(kept || read, read)
    learners.set(code, whole)
    if (!kept) return { came: "new" }
    return { came: JSON.stringify(kept) === JSON.stringify(whole) ? "same" : "joined", code: record.spaced(code) }
  }

  function howFar(all) {
    let told = 0
    return done => {
      const words = say("class-reading", { done, all })
      const bar = make("progress", { class: "progress", value: `${done}`, max: `${all}`, "aria-label": words })
      fill(news, make("p", { class: "notice" }, words, bar))
      if (Date.now() - told < PATIENCE) return
      told = Date.now()
      announce(words)
    }
  }

  function tell(outcomes) {
    const came = kind => outcomes.filter(outcome => outcome.came === kind)
    const refused = outcomes.filter(outcome => outcome.why)
    const joined = [...new Set(came("joined").map(outcome => outcome.code))]
    const said = [
      sayCount("class-added", came("new").length),
      joined.length > 0 && say("class-joined", { codes: joined.join(", ") }),
      came("same").length > 0 && sayCount("class-same", came("same").length)
    ].filter(Boolean)
    const complaint = refused.length > 0 && sayCount("class-refused", refused.length)
    fill(news,
      make("div", { class: refused.length < outcomes.length ? "notice good" : "notice" }, said.map(line => make("p", {}, line))),
      complaint && make("div", { class: "notice warning" }, make("p", {}, complaint), make("ul", {}, refused.map(refusal))))
    announce([...said, complaint].filter(Boolean).join(" "))
  }

  const refusal = ({ file, why }) => make("li", {}, make("bdi", { class: "file-name" }, file), ` – ${WHY[why]()}`)

  // The table

  const SIGNS = { passed: "✓", failed: "✗", untried: "—" }

  const signed = (sign, words) => [make("span", { "aria-hidden": "true" }, sign), make("span", { class: "visually-hidden" }, words)]

  function resultWords(result) {
    if (!result) return signed(SIGNS.untried, say("class-untried"))
    const [sign, words] = result.passed ? [SIGNS.passed, say("class-passed")] : [SIGNS.failed, say("class-failed")]
    return [`${result.right}/${result.of} `, signed(sign, words)]
  }

  function moduleName(module) {
    if (module.test) return module.title
    return module.number ? say("module-label", { number: module.number }) : module.id
  }

  function moduleTitle(module) {
    if (!module.number) return say("class-unknown-module", { id: module.id })
    return module.test ? `${module.number}. ${module.title}` : hamkori.titled(module)
  }

  /* What a column says: its head, its cells, its sums, and how it is sorted and saved. */
  function columns() {
    return [
      { key: "code", head: say("class-code"), value: row => row.code },
      view.names && nameColumn(),
      ...modules().map(moduleColumn),
      { key: "passed", head: say("class-modules-passed"), number: true, value: row => row.passed },
      { key: "hours", head: say("class-hours"), number: true, value: row => row.hours }
    ].filter(Boolean)
  }

  const nameColumn = () => ({
    key: "name",
    head: say("class-name"),
    value: row => row.learner.name || null,
    cell: row => make("bdi", {}, row.learner.name)
  })

  function moduleColumn(module, place) {
    const result = row => row.results[place]
    return {
      key: `module-${module.id}`,
      head: module.number || module.id,
      title: moduleTitle(module),
      number: true,
      value: row => result(row) && result(row).percent,
      cell: row => resultWords(result(row)),
      sums: rows => figures.totalOf(rows, place)
    }
  }

  function rows() {
    const all = modules()
    return [...learners.values()].map(learner => figures.rowOf(learner, all, hamkori.outline.passMark))
  }

  const inOrder = (all, list) => {
    const column = all.find(({ key }) => key === view.by) || all[0]
    return figures.sorted(list, column.value, view.down)
  }

  function table() {
    const all = columns()
    const list = inOrder(all, rows())
    const words = sayCount("class-learners", learners.size)
    const removal = make("th", { scope: "col", class: "no-print" }, make("span", { class: "visually-hidden" }, say("class-remove-head")))
    return make("div", { class: "table-wrap class-scroll", tabindex: "0", role: "region", "aria-label": words },
      make("table", { class: "results class-table" },
        make("caption", {}, words),
        make("thead", {}, make("tr", {}, all.map(head), removal)),
        make("tbody", {}, list.map(row => line(all, row))),
        make("tfoot", {},
          sumLine(all, list, say("class-sum-passed"), ({ passed }) => `${passed}/${list.length}`),
          sumLine(all, list, say("class-sum-mean"), ({ mean }) => (mean === null ? SIGNS.untried : say("class-percent", { n: mean }))))))
  }

  function head(column) {
    const chosen = view.by === column.key
    const sort = () => {
      Object.assign(view, { by: column.key, down: chosen ? !view.down : Boolean(column.number) })
      draw()
    }
    const name = { title: column.title, "aria-label": column.title, "data-key": `sort-${column.key}` }
    return make("th", { scope: "col", class: column.number && "number", "aria-sort": chosen && (view.down ? "descending" : "ascending") },
      make("button", { type: "button", class: "sort", onclick: sort, ...name }, column.head),
      make("span", { class: "print-only" }, column.head))
  }

  function line(all, row) {
    const [code, ...others] = all
    return make("tr", {},
      make("th", { scope: "row" }, code.value(row)),
      others.map(column => make("td", { class: column.number && "number" }, column.cell ? column.cell(row) : `${column.value(row)}`)),
      make("td", { class: "no-print" }, make("button", {
        type: "button",
        class: "remove",
        title: say("class-remove", { code: row.code }),
        "aria-label": say("class-remove", { code: row.code }),
        "data-key": `remove-${row.code}`,
        onclick: () => remove([row.learner], say("class-removed", { code: row.code }))
      }, "×")))
  }

  const sumLine = (all, list, words, figure) => make("tr", {},
    make("th", { scope: "row" }, words),
    all.slice(1).map(({ sums }) => make("td", { class: "number" }, sums && figure(sums(list)))),
    make("td", { class: "no-print" }))

  function legend() {
    const signs = say("class-signs", { ...SIGNS, mark: hamkori.outline.passMark })
    const list = modules().map(module => make("li", {}, moduleTitle(module)))
    return make("div", { class: "class-legend" }, make("p", {}, signs), make("ul", {}, list))
  }

  function names() {
    const show = event => {
      view.names = event.target.checked
      draw()
    }
    return make("div", { class: "field inline no-print" },
      make("input", { type: "checkbox", id: "class-names", checked: view.names, onchange: show, "data-key": "names" }),
      make("label", { for: "class-names" }, say("class-show-names")))
  }

  // The hardest questions

  function places() {
    const taught = ({ id, page, sections }, item) => sections
      .filter(section => item.taught.includes(section.id))
      .map(section => ({ title: section.title, address: `${page}#${section.id}`, module: id }))
    return new Map(hamkori.outline.modules.flatMap(module => module.items.map(item => [item.id, {
      module: moduleName(module),
      address: `${module.quiz}#${item.id}`,
      sections: taught(module, item)
    }])))
  }

  const link = (address, words) => make("a", { href: hamkori.at(address) }, words)
  const questionText = ({ id, item }) => (item ? item.question : say("class-unknown-question", { id }))

  function mistakeText({ item, mistake }) {
    if (mistake) return mistake.option ? mistake.option.text : say("class-unknown-option", { n: mistake.place + 1 })
    return item ? say("class-left-out") : ""
  }

  function mistakeWords(question) {
    const { item, mistake } = question
    if (!mistake) return item && make("p", {}, say("class-left-out"))
    return make("p", {}, sayCount("class-mistake", mistake.times, { option: mistakeText(question) }))
  }

  function question(found, where) {
    const first = say("class-first", { right: found.right, of: found.of, percent: Math.round(found.percent) })
    return make("li", { class: "panel" },
      make("p", { class: "question-text" }, where ? link(where.address, questionText(found)) : questionText(found)),
      make("p", {}, where ? `${where.module} · ${first}` : first),
      hamkori.bar(found.percent, 100),
      mistakeWords(found),
      where && where.sections.length > 0 && make("p", {},
        say("class-read-again"), " ", where.sections.map(({ address, title }, n) => [n > 0 && ", ", link(address, title)])))
  }

  function hardest() {
    const where = places()
    const missed = questions().filter(({ percent }) => percent < 100)
    const shown = view.whole ? missed : missed.slice(0, HARDEST)
    const more = () => {
      view.whole = !view.whole
      draw()
    }
    return [
      make("h3", {}, say("class-hardest")),
      make("p", {}, say("class-hardest-note", { fewest: figures.FEWEST })),
      make("ol", { class: "class-questions" }, shown.map(found => question(found, where.get(found.id)))),
      missed.length === 0 && make("p", {}, say("class-hardest-none")),
      missed.length > HARDEST && make("div", { class: "actions" },
        button(view.whole ? say("class-fewer") : sayCount("class-all", missed.length), more, { "data-key": "whole" }))
    ]
  }

  // Files out

  const file = kind => `hamkori-${kind}-${hamkori.date(new Date().toISOString())}.csv`
  const save = (kind, lines) => hamkori.saveFile(file(kind), hamkori.csv(lines), "text/csv")

  /* A result takes three cells: as 8/10 a spreadsheet would make a day in October of it. */
  function saveTable() {
    const three = [say("class-csv-right"), say("class-csv-of"), say("class-csv-passed")]
    const heads = modules().flatMap(module => three.map(words => `${moduleName(module)}: ${words}`))
    const answer = passed => (passed ? say("class-yes") : say("class-no"))
    const cells = result => (result ? [result.right, result.of, answer(result.passed)] : ["", "", ""])
    const named = name => (view.names ? [name] : [])
    save("class", [
      [say("class-code"), ...named(say("class-name")), ...heads, say("class-modules-passed"), say("class-hours")],
      ...inOrder(columns(), rows()).map(row => [row.code, ...named(row.learner.name), ...row.results.flatMap(cells), row.passed, row.hours])
    ])
  }

  function saveQuestions() {
    const where = places()
    const heads = [[
      say("class-csv-question"), say("class-csv-module"), say("class-csv-text"), say("class-csv-answers"), say("class-csv-first"),
      say("class-csv-percent"), say("class-csv-mistake"), say("class-csv-times"), say("class-csv-sections")
    ]]
    save("questions", heads.concat(questions().map(found => {
      const { module, sections } = where.get(found.id) || { module: "", sections: [] }
      const numbers = [found.of, found.right, Math.round(found.percent)]
      const mistake = found.percent < 100 ? [mistakeText(found), found.mistake ? found.mistake.times : ""] : ["", ""]
      return [found.id, module, questionText(found), ...numbers, ...mistake, sections.map(({ title }) => title).join("; ")]
    })))
  }

  // Taking out, with a way back

  function remove(gone, words) {
    for (const { learner } of gone) learners.delete(learner)
    const undo = () => {
      gone.forEach(put)
      fill(undoing)
      draw()
      const back = results.querySelector(`[data-key="remove-${record.spaced(gone[0].learner)}"]`)
      if (back) back.focus()
      announce(sayCount("class-back", gone.length))
    }
    fill(news)
    const way = button(say("class-undo"), undo)
    fill(undoing, make("div", { class: "notice" }, make("span", {}, words), " ", way))
    draw()
    way.focus({ preventScroll: true })
    announce(words)
  }

  const actions = () => make("div", { class: "actions" },
    button(say("class-save-table"), saveTable, { "data-key": "save-table" }),
    button(say("class-save-questions"), saveQuestions, { "data-key": "save-questions" }),
    button(say("class-clear"), () => remove([...learners.values()], sayCount("class-cleared", learners.size)), { class: "md-button danger" }))

  // The screen

  const howTo = () => make("div", { class: "panel" },
    make("h3", {}, say("class-how")),
    make("ol", {}, [say("class-how-save"), say("class-how-hand"), say("class-how-read")].map(step => make("li", {}, step))))

  /* What has the focus keeps it, and the table stays where it was scrolled to. */
  function draw() {
    const { key } = document.activeElement.dataset
    const { scrollLeft = 0, scrollTop = 0 } = results.querySelector(".table-wrap") || {}
    fill(results, learners.size ? [names(), table(), legend(), actions(), hardest()] : howTo())
    if (learners.size) Object.assign(results.querySelector(".table-wrap"), { scrollLeft, scrollTop })
    const again = key && results.querySelector(`[data-key="${key}"]`)
    if (again) again.focus({ preventScroll: true })
  }

  const drop = hamkori.dropBox(say("class-drop"), take, { multiple: true })

  document.body.classList.add("wide-paper")
  fill(screen, drop, make("p", { class: "field-help no-print" }, say("class-forgets")), news, results, undoing)
  draw()
})()
