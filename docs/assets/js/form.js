/* The form of a tool on the screen: what is typed is kept as a sheet of this browser, worked out and drawn at once; sheets
   are chosen, named, deleted with a way back, saved to a file and loaded from one. Nothing is sent. Where a page has a quick
   exit, sheets stay in the page only, because others may open this browser. */
(() => {
  const form = document.querySelector(".tool-form")
  const screen = document.querySelector("[data-screen=sheets]")
  if (!form || !screen) return
  const { make, fill, button, say, sayCount, announce, exposed, csv } = hamkori
  const { isEmpty } = hamkori.compute
  const { LIMIT, MOST, LONGEST, TITLE, parse, storeOf } = hamkori.sheets
  const MOST_ROWS = 40
  const tool = form.dataset.form
  const store = storeOf(tool, !exposed)
  let current = null // the id of the sheet on the page; none until something is filled in
  let groups = new Map() // inputs by name

  // The fields of the form

  function readGroups() {
    groups = new Map()
    for (const input of form.querySelectorAll("[name]")) {
      const name = input.getAttribute("name")
      groups.set(name, [...(groups.get(name) || []), input])
    }
  }

  const isTicked = ([first]) => first.type === "checkbox" && first.hasAttribute("value")

  /* What is filled in under a name: a text, true, a list, or null for nothing. */
  function valueOf(inputs) {
    const [first] = inputs
    const ticked = inputs.filter(input => input.checked).map(input => input.value)
    if (isTicked(inputs)) return ticked.length ? ticked : null
    if (first.type === "checkbox") return first.checked || null
    if (first.type === "radio") return ticked[0] || null
    return first.value === "" ? null : first.value
  }

  function showValue(inputs, value) {
    const [first] = inputs
    if (first.tagName === "OUTPUT") return
    if (isTicked(inputs)) for (const input of inputs) input.checked = Array.isArray(value) && value.includes(input.value)
    else if (first.type === "checkbox") first.checked = value === true
    else if (first.type === "radio") for (const input of inputs) input.checked = input.value === String(value)
    else showText(first, value)
  }

  function showText(input, value) {
    const text = value === undefined || value === null ? "" : String(value)
    if (input.value !== text && input !== document.activeElement) input.value = text
  }

  /* Whether the form can show a value; what it cannot is left behind when a file is read. */
  function fits(name, value) {
    const inputs = groups.get(name) || groups.get(name.replace(/^([^.]+)\.\d{1,2}\./, "$1.1."))
    if (!inputs || inputs[0].tagName === "OUTPUT") return false
    const row = /^[^.]+\.(\d+)\./.exec(name)
    if (row && !groups.has(name) && !(Number(row[1]) > 1 && Number(row[1]) <= MOST_ROWS)) return false
    const [first] = inputs
    if (isTicked(inputs)) return Array.isArray(value) && value.every(one => inputs.some(input => input.value === one))
    if (first.type === "checkbox") return value === true
    if (first.type === "radio") return inputs.some(input => input.value === value)
    if (first.tagName === "SELECT") return [...first.options].some(option => option.value === value)
    return typeof value === "string"
  }

  // Rows of tables with numbered ones can be added.

  const numbered = () => [...form.querySelectorAll("tbody.numbered")]

  function addRow(body) {
    const last = body.lastElementChild
    const number = body.children.length + 1
    const row = last.cloneNode(true)
    row.dataset.row = number
    row.querySelector("th").textContent = number
    for (const input of row.querySelectorAll("[name]")) {
      input.setAttribute("name", input.getAttribute("name").replace(/\.\d+\./, `.${number}.`))
      input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/^\d+/, number))
      if (input.tagName === "OUTPUT") input.textContent = ""
      else if (input.type === "checkbox") input.checked = false
      else input.value = ""
    }
    body.append(row)
    readGroups()
    return row
  }

  function addButtons() {
    for (const body of numbered()) {
      const more = make("button", { type: "button", class: "md-button tool-more no-print", onclick: () => {
        const row = addRow(body)
        more.hidden = body.children.length >= MOST_ROWS
        row.querySelector("input, textarea, select").focus()
      } }, say("sheets-row"))
      body.parentElement.after(more)
    }
  }

  function growFor(values) {
    for (const name of Object.keys(values)) {
      const [table, row] = name.split(".")
      const body = numbered().find(one => one.parentElement.dataset.table === table)
      while (body && Number(row) > body.children.length && Number(row) <= MOST_ROWS) addRow(body)
    }
  }

  for (const field of form.querySelectorAll("input[type=text], textarea")) field.maxLength = LONGEST

  // A sheet on the page

  const sheetNow = () => store.read().find(sheet => sheet.id === current)

  function showSheet() {
    const { values } = sheetNow() || { values: {} }
    growFor(values)
    for (const [name, inputs] of groups) showValue(inputs, values[name])
    workOut()
  }

  const grows = CSS.supports("field-sizing", "content")

  /* A box as high as its text, so that nothing is hidden on paper, in browsers that do not do it by themselves. */
  function fitBoxes() {
    if (grows) return
    for (const box of form.querySelectorAll("textarea")) {
      box.style.height = "auto"
      box.style.height = `${box.scrollHeight + 2}px`
    }
  }

  function workOut() {
    fitBoxes()
    if (hamkori.order) hamkori.order.arrange()
    if (hamkori.steps) hamkori.steps.mark()
    hamkori.compute.compute(form, groups)
    hamkori.chart.drawAll(form, groups)
  }

  form.addEventListener("input", ({ target }) => {
    const inputs = target.hasAttribute("name") ? [target] : [...target.querySelectorAll("[name]")] // cards move together
    const values = inputs.map(input => input.getAttribute("name")).filter(name => groups.has(name)).map(name => [name, valueOf(groups.get(name))])
    if (!values.length) return
    if (current) store.put(current, values)
    else first(values)
    workOut()
  })

  form.addEventListener("step", workOut) // boxes and drawings have a size only where they are seen

  /* Begins a sheet with what was just filled in: it is the one on the page before anything is shown anew. */
  function first(values) {
    current = store.newId()
    store.create("", Object.fromEntries(values.filter(([, value]) => value !== null)), current)
  }

  // Choosing and naming

  const titleOf = sheet => sheet.title || say("sheets-untitled", { date: hamkori.date(sheet.begun) })

  const chooser = make("select", { id: "sheets-chooser" })
  const title = make("input", { id: "sheets-title", type: "text", maxlength: TITLE, autocomplete: "off", "aria-describedby": "sheets-title-help" })
  const choosing = make("div", { class: "field" }, make("label", { for: "sheets-chooser" }, say("sheets-chooser")), chooser)
  const naming = make("div", { class: "field" },
    make("label", { for: "sheets-title" }, say("sheets-title")), title,
    make("p", { class: "field-help", id: "sheets-title-help" }, say("sheets-title-help")))

  chooser.addEventListener("change", () => open(chooser.value))
  title.addEventListener("input", () => {
    if (current) store.rename(current, title.value)
  })

  function open(id) {
    fill(news)
    openQuietly(id)
  }

  /* Without touching what is told. */
  function openQuietly(id) {
    current = id
    draw()
    title.value = (sheetNow() || { title: "" }).title
    showSheet()
  }

  function begin() {
    open(null)
    if (hamkori.steps) hamkori.steps.begin()
    announce(say("sheets-new-done"))
    form.querySelector("input, textarea, select").focus()
  }

  // News, with a way back

  const news = make("div", { class: "sheets-news", tabindex: "-1" })

  function tell(words, undo) {
    fill(news, make("div", { class: "notice good" }, make("p", {}, words, undo && [" ", button(say("sheets-undo"), undo)])))
    announce(words)
    news.focus({ preventScroll: true })
  }

  function change(words, action) {
    const before = store.read()
    const id = current
    action()
    tell(typeof words === "function" ? words() : words, () => {
      store.replaceAll(before)
      open(id)
      tell(say("sheets-undone"))
    })
  }

  function refuse(words) {
    fill(news, make("div", { class: "notice warning" }, make("p", {}, words)))
    announce(words)
  }

  // What can be done with sheets

  const next = () => (store.read().slice(-1)[0] || { id: null }).id

  function remove() {
    const sheet = sheetNow()
    change(say("sheets-deleted", { title: titleOf(sheet) }), () => {
      store.remove(sheet.id)
      openQuietly(next())
    })
  }

  function removeAll() {
    change(sayCount("sheets-all-deleted", store.read().length), () => {
      store.replaceAll([])
      openQuietly(null)
    })
  }

  const fileName = kind => `hamkori-${tool}-${new Date().toISOString().slice(0, 10)}.${kind}`

  function save(sheets) {
    hamkori.saveFile(fileName("json"), store.text(sheets), "application/json")
    announce(say("keep-saved", { name: fileName("json") }))
  }

  function saveTable() {
    const head = [say("sheets-chooser"), say("sheets-csv-field"), say("sheets-csv-row"), say("sheets-csv-column"), say("sheets-csv-value")]
    const putBack = setAside()
    const rows = [...groups].map(([, inputs]) => cellsOf(inputs)).filter(Boolean).map(cells => [titleOf(sheetNow()), ...cells])
    putBack()
    hamkori.saveFile(fileName("csv"), csv([head, ...rows]), "text/csv")
    announce(say("keep-saved", { name: fileName("csv") }))
  }

  const wordsOf = element => (element ? element.textContent.trim() : "")

  /* A filled-in field as cells of a table: field, row, column, value; null where it is empty or set aside. */
  function cellsOf(inputs) {
    const [first] = inputs
    const said = first.tagName === "OUTPUT" ? saidBy(first) : shownValue(inputs)
    if (!said || first.closest(".aside")) return null
    const box = first.closest(".tool-field")
    const row = first.closest("tr") || first.closest(".tool-cards > *")
    const cell = first.closest("td")
    return [wordsOf(box.querySelector("legend, label")), row ? wordsOf(row.querySelector("th, label")) : "", cell ? cell.dataset.label : "", said]
  }

  const saidBy = output => [...output.childNodes].filter(node => !node.classList || !node.classList.contains("aside")).map(node => node.textContent).join("")

  function shownValue(inputs) {
    const [first] = inputs
    if (first.tagName === "SELECT") return first.value && first.selectedOptions[0].textContent
    if (first.type !== "checkbox" && first.type !== "radio") return first.value
    const ticked = inputs.filter(input => input.checked)
    const labels = ticked.map(input => (input.closest("td") ? say("sheets-ticked") : wordsOf(form.querySelector(`label[for="${input.id}"]`))))
    return labels.join("; ")
  }

  // What is printed or goes into a table: the whole form, one part of it, or what is for the board

  const headings = [...form.querySelectorAll(".tool-part")]
  const BOARD = "board"

  const scope = make("select", { id: "sheets-scope" },
    make("option", { value: "" }, say("sheets-scope-all")),
    form.querySelector("[data-board]") && make("option", { value: BOARD }, say("sheets-scope-board")),
    headings.map(heading => make("option", { value: heading.id }, heading.textContent)))
  const scoping = make("div", { class: "field" }, make("label", { for: "sheets-scope" }, say("sheets-scope")), scope)
  scoping.hidden = scope.options.length < 3

  /* The rest of the form, which stays away. Readers of a board see no help, no note on why a number is hidden, and no
     line of a table in which nothing is filled in. */
  function away() {
    const fields = [...form.children]
    if (!scope.value) return []
    if (scope.value !== BOARD) {
      const start = fields.findIndex(field => field.id === scope.value)
      const length = fields.slice(start + 1).findIndex(field => field.matches(".tool-part"))
      return fields.filter((field, place) => !field.matches(".tool-notice") && (place < start || (length >= 0 && place > start + length)))
    }
    const tables = fields.filter(field => field.querySelector("td[data-board]"))
    return [
      ...fields.filter(field => !("board" in field.dataset) && !tables.includes(field)),
      ...tables.flatMap(table => [
        ...table.querySelectorAll("thead th:not([data-board]), td:not(:first-child):not([data-board])"),
        ...emptyRows(table)
      ]),
      ...form.querySelectorAll(".tool-help, .tool-why")
    ]
  }

  /* The numbered rows of a table that stayed empty beside others. */
  function emptyRows(table) {
    const rows = [...table.querySelectorAll("tbody.numbered tr")]
    const empty = rows.filter(isEmpty)
    return empty.length < rows.length ? empty : []
  }

  /* Does something with the chosen part alone, and returns how the rest comes back. */
  function setAside() {
    const rest = away()
    for (const one of rest) one.classList.add("aside")
    return () => { for (const one of rest) one.classList.remove("aside") }
  }

  /* Prints the form alone, or what is chosen of it. The form of a template becomes the document once something stands in
     it: without hints and without the rows of tables that stayed empty. A blank is printed whole, to be filled in with a
     pen. */
  function print() {
    const { classList } = document.body
    const finished = form.classList.contains("document") && !isEmpty(form)
    const putBack = setAside()
    classList.add("form-paper")
    classList.toggle("form-finished", finished)
    for (const row of form.querySelectorAll("tbody tr")) row.classList.toggle("empty", finished && isEmpty(row))
    window.addEventListener("afterprint", () => {
      classList.remove("form-paper", "form-finished")
      putBack()
    }, { once: true })
    window.print()
  }

  // Files in

  function problemWords({ problem, tool: other }, name) {
    switch (problem) {
      case "too-large": return say("sheets-too-large", { name })
      case "unreadable": return say("sheets-unreadable", { name })
      case "foreign": return say("sheets-foreign", { name })
      case "newer": return say("sheets-newer", { name })
      case "other-tool": return say("sheets-other-tool", { name, tool: other.slice(0, 60) })
      case "too-many": return say("sheets-too-many", { most: MOST })
      default: return say("sheets-damaged", { name })
    }
  }

  function take(text, name) {
    const found = parse(text, tool)
    if (found.problem) return refuse(problemWords(found, name))
    const sheets = found.sheets.map(sheet => ({ ...sheet, values: Object.fromEntries(Object.entries(sheet.values).filter(([key, value]) => fits(key, value))) }))
    const lost = found.sheets.reduce((sum, sheet, place) => sum + Object.keys(sheet.values).length - Object.keys(sheets[place].values).length, 0)
    if (store.read().length + sheets.length > MOST) return refuse(problemWords({ problem: "too-many" }))
    const added = []
    const count = () => [sayCount("sheets-loaded", added.length), lost > 0 && sayCount("sheets-left-out", lost)].filter(Boolean).join(" ")
    change(count, () => {
      added.push(...store.add(sheets))
      openQuietly(added.slice(-1)[0] || sheets[0].id)
    })
  }

  const loader = make("input", { type: "file", accept: ".json,application/json", class: "visually-hidden", id: "sheets-file" })
  loader.addEventListener("change", () => {
    const [file] = loader.files
    loader.value = "" // so that the same file can be chosen again
    if (file) hamkori.readFile(file, LIMIT).then(text => take(text, file.name), error => refuse(problemWords({ problem: error.message }, file.name)))
  })

  // The example

  const example = screen.dataset.example ? JSON.parse(screen.dataset.example) : null

  function openExample() {
    const texts = Object.entries(example.values).map(([name, value]) => [name, typeof value === "number" ? String(value).replace(".", hamkori.locale === "en" ? "." : ",") : value])
    change(say("sheets-example-opened"), () => openQuietly(store.create(example.title, Object.fromEntries(texts))))
  }

  /* A link to the example opens it: the sheet that an earlier visit made of it, else a new one beside the reader's own. */
  function arrive() {
    if (!example || location.hash !== `#${form.id}`) return
    const there = store.read().find(sheet => sheet.title === example.title)
    if (there) {
      openQuietly(there.id)
      tell(say("sheets-example-opened"))
    } else openExample()
    window.addEventListener("load", () => news.scrollIntoView({ block: "center" })) // the browser went to the form below it
  }

  // The part above the form

  const bar = make("div", { class: "sheets-bar" })
  const troubles = make("div", { role: "status" })

  function troubleWords() {
    if (exposed) return ""
    if (store.damaged() !== null) return say("sheets-kept-damaged")
    switch (store.trouble()) {
      case "blocked": return say("sheets-blocked")
      case "full": return say("sheets-full")
      case "newer": return say("sheets-kept-newer")
      default: return ""
    }
  }

  function drawTrouble() {
    const words = troubleWords()
    if (troubles.dataset.words === words) return
    troubles.dataset.words = words
    fill(troubles, words && make("div", { class: "notice warning" },
      make("p", {}, words),
      make("div", { class: "actions" },
        store.damaged() !== null && [
          button(say("sheets-save-damaged"), () => hamkori.saveFile(fileName("txt"), store.damaged(), "text/plain")),
          button(say("sheets-delete-damaged"), () => store.forgetDamaged(), "danger")
        ],
        button(say("sheets-save-all"), () => save(store.read())))))
  }

  function draw() {
    const sheets = store.read()
    if (current && !sheets.some(sheet => sheet.id === current)) current = null
    choosing.hidden = sheets.length === 0
    fill(chooser, sheets.map(sheet => make("option", { value: sheet.id }, titleOf(sheet))), !current && make("option", { value: "" }, say("sheets-new")))
    chooser.value = current || ""
    naming.hidden = !current
    if (document.activeElement !== title) title.value = (sheetNow() || { title: "" }).title
    drawTrouble()
    const state = `${sheets.length > 1} ${Boolean(current)}`
    if (bar.dataset.state === state) return
    bar.dataset.state = state
    fill(bar, make("div", { class: "actions" },
      current && button(say("sheets-new"), begin),
      button(say("sheets-print"), print),
      current && button(say("sheets-save"), () => save([sheetNow()])),
      current && !exposed && button(say("sheets-save-table"), saveTable),
      make("label", { class: "md-button", for: "sheets-file" }, say("sheets-load")),
      example && button(say("sheets-example"), openExample),
      current && button(say("sheets-delete"), remove, "danger"),
      sheets.length > 1 && button(say("sheets-save-all"), () => save(store.read())),
      sheets.length > 1 && button(say("sheets-delete-all"), removeAll, "danger")))
  }

  readGroups()
  addButtons()
  form.querySelector(".tool-screen").textContent = exposed ? say("sheets-here-only") : say("sheets-kept")
  fill(screen, choosing, naming, scoping, bar, loader, news, troubles)
  openQuietly(exposed ? null : next())
  arrive()
  store.onChange(() => {
    draw()
    showSheet()
  })
})()
