/* The sheets of a tool, kept in this browser under one key for each tool. A sheet is { id, title, begun, changed, values },
   values by the name of the input: a text, true for a tick, or a list of options. Files come from anywhere: what does not
   fit the form is left behind, what is no sheet is refused. */
(() => {
  const FORMAT = "hamkori-sheets"
  const VERSION = 1
  const LIMIT = 1000000 // characters of a file
  const MOST = 200 // sheets of a tool
  const LONGEST = 5000 // characters of an answer
  const TITLE = 80
  const SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"

  const ID = /^[0-9a-z]{8}$/
  const NAME = /^[a-z0-9-]+(\.[a-z0-9-]+){0,2}$/

  const { isObject, isTime } = hamkori
  const isText = (value, most) => typeof value === "string" && value.length <= most
  const isName = value => NAME.test(value) && !(value in Object.prototype) // "constructor"
  const isList = value => Array.isArray(value) && value.length <= 100 && value.every(one => isText(one, 80))
  const isValue = value => value === true || isText(value, LONGEST) || isList(value)
  const isValues = value => isObject(value)
    && Object.keys(value).length <= 5000
    && Object.entries(value).every(([name, one]) => isName(name) && isValue(one))
  const isSheet = value => isObject(value) && typeof value.id === "string" && ID.test(value.id)
    && isText(value.title, TITLE) && isTime(value.begun) && isTime(value.changed) && isValues(value.values)

  const tidy = ({ id, title, begun, changed, values }) => ({ id, title, begun, changed, values: { ...values } })

  /* The sheets in a text, or why it holds none: "foreign", "newer", "damaged", or "other-tool" with that tool. */
  function parse(text, tool) {
    const { value, problem } = hamkori.unpack(text, FORMAT, VERSION)
    if (problem) return { problem }
    const { sheets } = value
    const whole = Array.isArray(sheets) && sheets.length > 0 && sheets.length <= MOST && sheets.every(isSheet)
    if (!whole || typeof value.tool !== "string") return { problem: "damaged" }
    if (value.tool !== tool) return { problem: "other-tool", tool: value.tool }
    return { sheets: sheets.map(tidy) }
  }

  const toText = (tool, sheets) => JSON.stringify({ format: FORMAT, version: VERSION, tool, sheets }, null, 1)

  const now = () => new Date().toISOString()
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => SIGNS[byte % 32]).join("")

  /* The sheets of one tool. With `kept` false they stay in the page: nobody shall find them in this browser. */
  function storeOf(tool, kept) {
    const KEY = `${FORMAT}-${tool}`
    const listeners = []
    let trouble = "" // or why sheets stay in this page only: "blocked", "full", "newer"
    let here = kept ? null : [] // the sheets as they stand in this page, when they cannot be kept
    let damaged = null // a text that holds no sheets

    function stored() {
      let text
      try {
        text = localStorage.getItem(KEY)
      } catch (error) {
        trouble = "blocked"
        return []
      }
      if (text === null) return []
      const { sheets, problem } = parse(text, tool)
      if (problem === "newer") trouble = "newer"
      else if (problem) damaged = text
      return sheets || []
    }

    const read = () => here || stored()

    function write(sheets) {
      if (!kept) {
        here = sheets
        return
      }
      try {
        if (trouble === "newer" || damaged !== null) throw new Error(trouble)
        if (sheets.length) localStorage.setItem(KEY, toText(tool, sheets))
        else localStorage.removeItem(KEY)
        trouble = ""
        here = null
      } catch (error) {
        if (!trouble && damaged === null) trouble = error.name === "QuotaExceededError" ? "full" : "blocked"
        here = sheets
      }
    }

    /* Changes the sheets; what another tab wrote meanwhile to other sheets and fields is kept. */
    function update(change) {
      write(change(read()))
      for (const listener of listeners) listener()
    }

    const withSheet = (id, change) => update(sheets => sheets.map(sheet => (sheet.id === id ? { ...sheet, ...change(sheet), changed: now() } : sheet)))

    function create(title = "", values = {}, id = newId()) {
      const sheet = { id, title, begun: now(), changed: now(), values }
      update(sheets => [...sheets, sheet])
      return sheet.id
    }

    /* Answers as [name, value]; without one (null) the field is empty again. */
    function put(id, answers) {
      const names = answers.map(([name]) => name)
      withSheet(id, ({ values }) => ({
        values: Object.fromEntries([...Object.entries(values).filter(([name]) => !names.includes(name)), ...answers.filter(([, value]) => value !== null)])
      }))
    }

    const rename = (id, title) => withSheet(id, () => ({ title: title.slice(0, TITLE) }))
    const remove = id => update(sheets => sheets.filter(sheet => sheet.id !== id))

    /* Adds sheets from a file: one that is there already is left as it is; where it is there and says something else, the
       one of the file comes beside it. Returns the ids of those added. */
    function add(found) {
      const before = read()
      const same = (a, b) => JSON.stringify(a.values) === JSON.stringify(b.values) && a.title === b.title
      const fresh = found.filter(sheet => !before.some(one => one.id === sheet.id && same(one, sheet)))
        .map(sheet => (before.some(one => one.id === sheet.id) ? { ...sheet, id: newId() } : sheet))
      if (before.length + fresh.length > MOST) return null
      if (fresh.length) update(sheets => [...sheets, ...fresh])
      return fresh.map(sheet => sheet.id)
    }

    function forgetDamaged() {
      damaged = null
      try {
        localStorage.removeItem(KEY)
      } catch (error) {
        trouble = "blocked"
      }
      if (here) write(here)
      for (const listener of listeners) listener()
    }

    window.addEventListener("storage", event => {
      if (event.key === KEY || event.key === null) for (const listener of listeners) listener()
    })
    window.addEventListener("pageshow", event => {
      if (event.persisted) for (const listener of listeners) listener() // the reader came back to a page that slept
    })
    window.addEventListener("beforeunload", event => {
      if (!here || !here.length) return
      event.preventDefault()
      event.returnValue = ""
    })

    return {
      read, newId, create, put, rename, remove, add, forgetDamaged,
      replaceAll: sheets => update(() => sheets),
      onChange: listener => listeners.push(listener),
      trouble: () => (read(), trouble),
      damaged: () => (read(), damaged),
      text: sheets => toText(tool, sheets)
    }
  }

  hamkori.sheets = { LIMIT, MOST, LONGEST, TITLE, parse, storeOf }
})()
