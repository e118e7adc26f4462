/* My progress: what is next, the modules, what is to be asked again; the learner's code and name; the record to a file,
   from a file, and away. */
(() => {
  const { make, fill, titled, at, button, link, say, sayCount, record } = hamkori
  const screen = document.querySelector("[data-screen=progress]")
  if (!screen) return

  // Where a module stands.

  const written = () => hamkori.outline.modules.filter(module => module.written)
  const isPassed = (kept, module) => record.isPassed(kept, module.id, hamkori.outline.passMark)
  const sectionsRead = (kept, module) => module.sections.filter(section => (kept.read[module.id] || {})[section.id]).length
  const answered = (kept, module) => {
    const open = kept.open[module.id]
    return open ? module.items.filter(item => open.answers[item.id]).length : 0
  }
  const isBegun = (kept, module) => sectionsRead(kept, module) > 0 || answered(kept, module) > 0 || record.best(kept, module.id) !== null

  // What is next.

  function next(kept) {
    const here = kept.last && written().find(module => module.id === kept.last.module)
    if (here && !isPassed(kept, here)) return here
    return written().find(module => !isPassed(kept, module))
  }

  function nextStep(kept, module) {
    if (answered(kept, module)) return link(say("progress-answer-on"), module.quiz, "md-button--primary")
    if (module.sections.length === sectionsRead(kept, module)) return link(say("to-quiz"), module.quiz, "md-button--primary")
    const words = isBegun(kept, module) ? say("progress-read-on") : say("progress-begin")
    return link(words, module.page, "md-button--primary")
  }

  function nextPanel(kept) {
    const module = next(kept)
    return make("div", { class: "panel go-on" },
      make("h2", {}, say("progress-next")),
      module
        ? [make("p", {}, titled(module), facts(kept, module)), make("div", { class: "actions" }, nextStep(kept, module))]
        : [make("p", {}, say("progress-all-passed")), make("div", { class: "actions" }, link(say("progress-to-sheet"), "sheet.html", "md-button--primary"))])
  }

  // In figures.

  const stat = (value, label) => make("div", { class: "stat" },
    make("span", { class: "stat-value" }, String(value)),
    make("span", { class: "stat-label" }, label))

  const hours = modules => modules.reduce((sum, module) => sum + module.hours, 0)

  function figures(kept) {
    const all = hamkori.outline.modules
    const passed = all.filter(module => isPassed(kept, module))
    const due = all.reduce((sum, module) => sum + dueNow(kept, module).length, 0)
    return make("div", { class: "stats" },
      stat(hours(passed), say("progress-hours", { all: hours(all) })),
      stat(passed.length, say("progress-passed", { all: all.length })),
      stat(due, say("progress-due")))
  }

  // The modules.

  function facts(kept, module) {
    const best = record.best(kept, module.id)
    return make("span", { class: "module-facts" },
      make("span", {}, say("progress-sections", { n: sectionsRead(kept, module), all: module.sections.length })),
      answered(kept, module) > 0 && make("span", {}, say("progress-open", { n: answered(kept, module), all: module.items.length })),
      best && make("span", {}, say("progress-best", best)))
  }

  function badge(kept, module) {
    if (isPassed(kept, module)) return make("span", { class: "badge passed" }, say("progress-done"))
    if (!module.written) return make("span", { class: "badge planned" }, say("planned"))
    return isBegun(kept, module)
      ? make("span", { class: "badge started" }, say("progress-begun"))
      : make("span", { class: "badge" }, say("progress-new"))
  }

  function moduleRow(kept, module) {
    const name = module.written
      ? [
        make("a", { href: at(module.page) }, titled(module)),
        facts(kept, module),
        module.items.length > 0 && make("a", { class: "module-quiz", href: at(module.quiz), "aria-label": say("quiz-title", { title: module.title }) }, say("quiz"))
      ]
      : titled(module)
    return make("tr", { class: module.written ? null : "planned-row" },
      make("th", { scope: "row" }, name),
      make("td", {}, badge(kept, module)))
  }

  function table(caption, head, rows) {
    return make("table", { class: "results modules" },
      make("caption", {}, caption),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, head), make("th", { scope: "col" }, say("progress-state")))),
      make("tbody", {}, rows))
  }

  function moduleTable(kept, part) {
    const modules = hamkori.outline.modules.filter(module => module.part === part)
    return table(part, say("progress-module"), modules.map(module => moduleRow(kept, module)))
  }

  function modulesPart(kept) {
    const parts = [...new Set(hamkori.outline.modules.map(module => module.part))]
    return [make("h2", {}, say("progress-modules")), ...parts.map(part => moduleTable(kept, part)), testTable(kept)]
  }

  // The final tests that were handed in.

  function testTable(kept) {
    const tracks = hamkori.outline.tracks.filter(track => record.best(kept, `test-${track.id}`))
    return tracks.length > 0 && table(say("final-test"), say("paper-track"), tracks.map(track => testRow(track, record.best(kept, `test-${track.id}`))))
  }

  function testRow(track, best) {
    const [kind, words] = record.passes(best, hamkori.outline.passMark) ? ["passed", say("quiz-passed")] : ["failed", say("quiz-not-passed")]
    return make("tr", {},
      make("th", { scope: "row" },
        make("a", { href: at(`final-test.html#${track.id}`) }, track.title),
        make("span", { class: "module-facts" }, make("span", {}, say("progress-best", best)))),
      make("td", {}, make("span", { class: `badge ${kind}` }, words)))
  }

  // What is to be asked again.

  const dueNow = (kept, module) => module.items.filter(item => record.isDue(kept, item.id))
  const dueLater = (kept, module) => module.items.filter(item => record.dueAt(kept, item.id) !== null && !record.isDue(kept, item.id))
  const isWrong = (kept, item) => (kept.answers[item.id] || []).slice(-1).some(answer => !answer.right)

  function laterDays(kept, module) {
    const days = new Map()
    const times = dueLater(kept, module).map(item => record.dueAt(kept, item.id)).sort((a, b) => a - b)
    for (const time of times) days.set(hamkori.date(time), (days.get(hamkori.date(time)) || 0) + 1)
    return [...days].map(([date, n]) => make("li", {}, sayCount("progress-later", n, { date })))
  }

  function readAgain(module, item) {
    const sections = module.sections.filter(section => item.taught.includes(section.id))
    return sections.length > 0 && make("p", { class: "read-again" },
      say("progress-read-again"), " ",
      sections.map((section, place) => [place > 0 && "; ", make("a", { href: at(`${module.page}#${section.id}`) }, section.title)]))
  }

  function wrongOnes(kept, module) {
    const wrong = module.items.filter(item => isWrong(kept, item) && hamkori.items && hamkori.items[item.id])
    return wrong.length > 0 && [
      make("h4", {}, say("progress-wrong")),
      make("ul", {}, wrong.map(item => make("li", {}, hamkori.items[item.id].question, readAgain(module, item))))
    ]
  }

  function againModule(kept, module) {
    const due = dueNow(kept, module).length
    const later = laterDays(kept, module)
    return make("div", { class: "panel" },
      make("h3", {}, titled(module)),
      due > 0 && make("div", { class: "actions" }, link(sayCount("progress-review", due), `${module.quiz}#review`, "md-button--primary")),
      later.length > 0 && make("ul", {}, later),
      wrongOnes(kept, module))
  }

  function againPart(kept) {
    const modules = hamkori.outline.modules.filter(module => module.items.some(item => record.dueAt(kept, item.id) !== null))
    return [
      make("h2", {}, say("progress-again")),
      ...(modules.length ? modules.map(module => againModule(kept, module)) : [make("p", {}, say("progress-none"))])
    ]
  }

  // The part that is drawn anew after every change.

  const newcomer = () => make("div", { class: "panel go-on" },
    make("h2", {}, say("progress-empty")),
    make("p", {}, say("progress-empty-what")),
    make("div", { class: "actions" }, link(say("progress-handbook"), "handbook/index.html", "md-button--primary")),
    make("p", {}, say("progress-empty-load")))

  const overview = make("div", {})

  function drawOverview() {
    if (!record.isBegun()) return fill(overview, newcomer())
    const kept = record.read()
    fill(overview, nextPanel(kept), figures(kept), againPart(kept), modulesPart(kept))
  }

  // Code and name.

  const code = make("p", {})
  const name = make("input", { id: "progress-name", type: "text", maxlength: "80", autocomplete: "off", "aria-describedby": "progress-name-help" })
  name.addEventListener("input", () => record.setName(name.value.trim()))

  const person = [
    make("h2", {}, say("progress-you")),
    code,
    make("p", { class: "field-help" }, say("progress-code-help")),
    make("div", { class: "field" },
      make("label", { for: "progress-name" }, say("progress-name")),
      name,
      make("p", { class: "field-help", id: "progress-name-help" }, say("progress-name-help")))
  ]

  function drawPerson() {
    const kept = record.read()
    fill(code, say("progress-code"), ": ", make("strong", { class: "learner-code" }, record.spaced(kept.learner)))
    if (document.activeElement !== name) name.value = kept.name
  }

  // Loading, deleting, and taking either back. `answerPlace` has what was found or done, and what can be done about it.

  const answerPlace = make("div", { tabindex: "-1" })
  let undoable = null // what was kept before, and the text of what is kept since

  function show(...children) {
    undoable = null
    fill(answerPlace, ...children)
    answerPlace.focus()
  }

  const notice = (kind, ...children) => make("div", { class: `notice ${kind}` }, children)

  function tellDone(words, before) {
    show(notice("good",
      make("p", {}, words, " ", say("progress-undo-until")),
      make("div", { class: "actions" }, button(say("progress-undo"), undo))))
    undoable = { before, since: since() }
    hamkori.announce(words)
  }

  const since = () => (record.isBegun() ? record.toText() : "")

  function undo() {
    record.restore(undoable.before)
    show(notice("good", make("p", {}, say("progress-undone"))))
    hamkori.announce(say("progress-undone"))
  }

  /* Undoing would now also take away what came afterwards. */
  function withdrawUndo() {
    if (undoable && undoable.since !== since()) {
      undoable = null
      fill(answerPlace)
    }
  }

  function cancel() {
    show(notice("", make("p", {}, say("progress-cancelled"))))
    hamkori.announce(say("progress-cancelled"))
  }

  function change(words, action) {
    const before = record.snapshot()
    action()
    tellDone(words, before)
  }

  function problemWords(problem, fields) {
    switch (problem) {
      case "too-large": return say("progress-too-large", fields)
      case "foreign": return say("progress-foreign", fields)
      case "newer": return say("progress-newer", fields)
      case "damaged": return say("progress-damaged", fields)
      default: return say("progress-unreadable", fields)
    }
  }

  function refuse(problem, fileName) {
    const words = problemWords(problem, { name: fileName })
    show(notice("warning", make("p", {}, words)))
    hamkori.announce(words)
  }

  const times = kept => [
    kept.started,
    kept.last && kept.last.at,
    ...Object.values(kept.read).map(sections => Object.values(sections)),
    ...Object.values(kept.answers).map(list => list.map(answer => answer.at)),
    ...Object.values(kept.attempts).map(list => list.map(attempt => attempt.at))
  ].flat().filter(Boolean)

  function contents(other) {
    const passed = hamkori.outline.modules.filter(module => isPassed(other, module)).length
    const { fact } = hamkori
    return hamkori.facts(
      fact(say("sheet-learner"), record.spaced(other.learner)),
      other.name && fact(say("sheet-person"), other.name),
      fact(say("progress-offer-latest"), hamkori.date(times(other).sort().pop())),
      fact(say("progress-offer-passed"), passed),
      fact(say("progress-offer-answers"), Object.keys(other.answers).length))
  }

  function choices(other) {
    const join = () => change(say("progress-joined"), () => record.join(other))
    const replace = () => change(say("progress-replaced"), () => record.replace(other))
    const take = () => change(say("progress-taken"), () => (record.isBegun() ? record.join(other) : record.replace(other)))
    return make("div", { class: "actions" },
      record.isBegun()
        ? [button(say("progress-join"), join, "md-button--primary"), button(say("progress-replace"), replace)]
        : button(say("progress-take"), take, "md-button--primary"),
      button(say("progress-cancel"), cancel))
  }

  function offer(other, fileName) {
    const mine = record.isBegun() && record.read().learner
    const codes = { mine: mine && record.spaced(mine), theirs: record.spaced(other.learner) }
    show(make("div", { class: "panel" },
      make("h3", {}, say("progress-offer", { name: fileName })),
      contents(other),
      mine && mine !== other.learner && make("div", { class: "notice warning" }, make("p", {}, say("progress-offer-other", codes))),
      choices(other)))
    hamkori.announce(say("progress-offer", { name: fileName }))
  }

  function take(file) {
    hamkori.readFile(file, record.LIMIT).then(text => {
      const { record: other, problem } = record.parse(text)
      if (problem) refuse(problem, file.name)
      else offer(other, file.name)
    }, error => refuse(error.message, file.name))
  }

  const chooser = make("input", {
    type: "file", accept: ".json,application/json", class: "visually-hidden", "aria-describedby": "progress-load-help"
  })
  chooser.addEventListener("change", () => {
    if (chooser.files.length) take(chooser.files[0])
    chooser.value = "" // so that the same file can be chosen again
  })

  const drop = make("label", { class: "drop" }, make("strong", {}, say("progress-load")), chooser)
  drop.addEventListener("dragover", event => {
    event.preventDefault()
    drop.classList.add("over")
  })
  drop.addEventListener("dragleave", () => drop.classList.remove("over"))
  drop.addEventListener("drop", event => {
    event.preventDefault()
    drop.classList.remove("over")
    if (event.dataTransfer.files.length) take(event.dataTransfer.files[0])
  })

  function wipe() {
    const before = record.snapshot()
    if (record.wipe()) tellDone(say("progress-deleted"), before)
    else show(notice("warning", make("p", {}, say("progress-refused"))))
  }

  function askToDelete() {
    show(make("div", { class: "panel" },
      make("p", {}, say("progress-delete-ask")),
      make("div", { class: "actions" },
        button(say("keep-save"), hamkori.safekeeping.save),
        button(say("progress-delete-yes"), wipe, "danger"),
        button(say("progress-cancel"), cancel))))
    hamkori.announce(say("progress-delete-ask"))
  }

  const keeping = make("div", { class: "actions" },
    button(say("keep-save"), hamkori.safekeeping.save),
    button(say("progress-delete"), askToDelete, "danger"))

  const files = [
    make("h2", { id: "record-file" }, say("progress-file")),
    keeping,
    drop,
    make("p", { class: "field-help", id: "progress-load-help" }, say("progress-load-help")),
    answerPlace
  ]

  // All of it.

  const personPart = make("div", {}, person)

  function draw() {
    const begun = record.isBegun()
    withdrawUndo()
    drawOverview()
    personPart.hidden = !begun
    keeping.hidden = !begun
    if (begun) drawPerson()
  }

  const needsItems = () => Object.values(record.read().answers).some(list => list.slice(-1).some(answer => !answer.right))

  async function loadAll() {
    await hamkori.loadData("outline")
    if (needsItems()) await hamkori.loadData("items")
  }

  loadAll().then(() => {
    fill(screen, overview, personPart, files)
    draw()
    record.onChange(async () => {
      if (needsItems()) await hamkori.loadData("items")
      draw()
    })
  })
})()
