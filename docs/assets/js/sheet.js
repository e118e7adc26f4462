/* The completion sheet: what was passed, for print, with its check code. */
(() => {
  const { make, button, link, fact, facts, say, sayCount, record } = hamkori
  const screen = document.querySelector("[data-screen=sheet]")
  if (!screen) return

  const percent = result => Math.floor((100 * result.right) / result.of)
  const passing = (kept, module) => (kept.attempts[module.id] || []).find(attempt => record.passes(attempt, hamkori.outline.passMark))
  const tried = kept => [...hamkori.outline.modules, ...hamkori.outline.tests].filter(module => record.best(kept, module.id))

  const head = (...labels) => make("thead", {}, make("tr", {}, labels.map(label => make("th", { scope: "col" }, label))))

  function moduleRow(kept, module) {
    const best = record.best(kept, module.id)
    const passed = passing(kept, module)
    return make("tr", {},
      make("th", { scope: "row" }, hamkori.titled(module)),
      make("td", {}, say("sheet-points", { right: best.right, of: best.of, percent: percent(best) })),
      make("td", {}, passed ? hamkori.date(passed.at) : say("sheet-not-yet")))
  }

  function moduleTable(kept) {
    return make("table", { class: "results" },
      head(say("progress-module"), say("sheet-result"), say("sheet-when")),
      make("tbody", {}, tried(kept).map(module => moduleRow(kept, module))))
  }

  function passedHours(kept) {
    const hours = tried(kept).filter(module => passing(kept, module)).reduce((sum, module) => sum + module.hours, 0)
    return sayCount("hours", hours, { minutes: hamkori.outline.academicHour })
  }

  function content(kept, name, day) {
    const modules = tried(kept).map(module => ({ number: module.number, ...record.best(kept, module.id) }))
    return { day, learner: kept.learner, name, modules }
  }

  const line = () => make("span", { class: "blank-line" })

  function sheet(kept, name, day) {
    const code = hamkori.code.write(content(kept, name, day))
    return make("div", { class: "sheet" },
      make("h2", {}, `${say("site-name")}. ${say("sheet-title")}`),
      facts(
        fact(say("sheet-person"), name || line()),
        fact(say("sheet-learner"), make("span", { class: "learner-code" }, record.spaced(kept.learner))),
        fact(say("sheet-date"), hamkori.date(`${day}T12:00:00`))),
      moduleTable(kept),
      facts(
        fact(say("sheet-hours"), passedHours(kept)),
        fact(say("sheet-code"), code ? make("strong", { class: "learner-code" }, code) : say("sheet-no-code"))),
      make("p", { class: "sheet-small" }, say("sheet-code-help")),
      make("p", {}, say("sheet-statement")),
      make("p", { class: "sheet-signature" }, say("sheet-signature"), ": ", line()))
  }

  // The name may be typed here for this sheet only.

  const name = make("input", { id: "sheet-name", type: "text", maxlength: "80", autocomplete: "off", "aria-describedby": "sheet-name-help" })
  let shown = make("div")

  function draw() {
    const drawn = sheet(record.read(), name.value.replace(/\s+/g, " ").trim(), hamkori.safekeeping.today())
    shown.replaceWith(drawn)
    shown = drawn
  }

  const controls = () => make("div", { class: "no-print" },
    make("div", { class: "field" },
      make("label", { for: "sheet-name" }, say("sheet-name")),
      name,
      make("p", { class: "field-help", id: "sheet-name-help" }, say("sheet-name-help"))),
    make("div", { class: "actions" },
      button(say("sheet-print"), () => window.print(), "md-button--primary")))

  const empty = () => make("div", { class: "panel" },
    make("p", {}, say("sheet-empty")),
    make("div", { class: "actions" }, link(say("progress-handbook"), "handbook/index.html", "md-button--primary")))

  let filled = false

  function fill() {
    const any = tried(record.read()).length > 0
    if (any && filled) return draw()
    filled = any
    screen.textContent = ""
    if (!any) return screen.append(empty())
    name.value = record.read().name
    screen.append(controls(), shown)
    screen.parentElement.classList.add("sheet-page") // of which only the sheet is printed
    document.body.classList.add("sheet-paper")
    draw()
  }

  name.addEventListener("input", draw)
  hamkori.loadData("outline").then(() => {
    fill()
    record.onChange(fill)
  })
})()
