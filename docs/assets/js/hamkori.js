/* What the other scripts share: where the site lies, its words, building elements, files in and out. The words
   of the page's language come in assets/words/<locale>.js, right after this script. */
(() => {
  const root = new URL("../../", document.currentScript.src)
  const locale = document.documentElement.lang
  const home = new URL(document.currentScript.dataset.home, document.baseURI)
  const exposed = document.querySelector(".exit-link") !== null // nobody shall see that this page was read
  const loading = new Map()

  const filled = (text, fields) => text.replace(/{{|}}|{(\w+)}/g, (found, name) => (name ? fields[name] : found[0]))

  function say(key, fields = {}) {
    return filled(hamkori.words[key], fields)
  }

  /* The plural categories of CLDR; a language without "few" has at most the two of English. */
  function sayCount(key, n, fields = {}) {
    const forms = hamkori.words[key]
    const category = forms.few ? slavic(n) : n === 1 && forms.one ? "one" : "other"
    return filled(forms[category], { n, ...fields })
  }

  function slavic(n) {
    const last = n % 10
    const teen = n % 100 >= 11 && n % 100 <= 14
    if (last === 1 && !teen) return "one"
    return last >= 2 && last <= 4 && !teen ? "few" : "many"
  }

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name.slice(2), value)
      else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value)
    }
    element.append(...children.flat(Infinity).filter(child => child !== false && child != null))
    return element
  }

  /* Puts children, as `make` takes them, in the place of what an element had. */
  function fill(element, ...children) {
    element.textContent = ""
    element.append(...make("div", {}, children).childNodes)
  }

  function load(path) {
    if (!loading.has(path)) {
      loading.set(path, new Promise((resolve, reject) => {
        const script = make("script", { src: new URL(path, root).href, onload: resolve })
        script.addEventListener("error", () => {
          loading.delete(path) // so that a second try is one
          script.remove()
          reject(new Error(path))
        })
        document.head.append(script)
      }))
    }
    return loading.get(path)
  }

  /* Loads what the build wrote for this language: "outline", "items" or "search". */
  const loadData = name => hamkori.load(`assets/${name}/${locale}.js`)

  /* A module, or the final test of a track, as it is called in lists. */
  const titled = ({ number, title, test }) => (test ? title : say("module-title", { number, title }))

  /* A bar for the eye; the words stand beside it. */
  function bar(done, total) {
    const part = make("span")
    part.style.width = `${total ? (100 * done) / total : 0}%`
    return make("div", { class: "progress", "aria-hidden": "true" }, part)
  }

  /* The address of a page, given from the home of the page's language. */
  const at = path => new URL(path, home).href

  const button = (words, action, kind = "") => make("button", { type: "button", class: `md-button ${kind}`, onclick: action }, words)
  const link = (words, path, kind = "") => make("a", { class: `md-button ${kind}`, href: at(path) }, words)

  const fact = (label, value) => make("tr", {}, make("th", { scope: "row" }, label), make("td", {}, value))
  const facts = (...rows) => make("table", { class: "results facts" }, make("tbody", {}, rows))

  function saveFile(name, text, type) {
    const address = URL.createObjectURL(new Blob([text], { type }))
    const link = make("a", { href: address, download: name, hidden: true })
    document.body.append(link)
    link.click()
    link.remove()
    setTimeout(() => URL.revokeObjectURL(address), 60000) // slow disks still read from it
  }

  /* The text of a file or, as "ArrayBuffer", its bytes. */
  function readFile(file, limit, as = "Text") {
    return new Promise((resolve, reject) => {
      if (file.size > limit) return reject(new Error("too-large"))
      const reader = new FileReader()
      reader.onload = () => resolve(reader.result)
      reader.onerror = () => reject(new Error("unreadable"))
      reader[`readAs${as}`](file)
    })
  }

  // What comes from a file or was kept is looked at before it is used.

  const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/
  const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value)
  const isTime = value => typeof value === "string" && TIME.test(value) && !Number.isNaN(Date.parse(value))

  /* What a text of ours holds, as { value }, or as { problem } why it is none: "damaged", "foreign" or "newer". */
  function unpack(text, format, version) {
    let value
    try {
      value = JSON.parse(text)
    } catch (error) {
      return { problem: "damaged" }
    }
    if (!isObject(value) || value.format !== format) return { problem: "foreign" }
    if (value.version === version) return { value }
    return { problem: Number.isInteger(value.version) && value.version > version ? "newer" : "damaged" }
  }

  function date(iso) {
    const day = new Date(iso)
    const two = number => String(number).padStart(2, "0")
    return `${two(day.getDate())}.${two(day.getMonth() + 1)}.${day.getFullYear()}`
  }

  /* A number that follows from a text and looks like chance (FNV-1a, stirred). */
  function chance(text) {
    let number = 0x811c9dc5
    for (let at = 0; at < text.length; at += 1) number = Math.imul(number ^ text.charCodeAt(at), 0x01000193)
    number = Math.imul(number ^ (number >>> 16), 0x85ebca6b)
    number = Math.imul(number ^ (number >>> 13), 0xc2b2ae35)
    return (number ^ (number >>> 16)) >>> 0
  }

  /* A table for spreadsheets, which take a cell that begins with one of these signs for a formula to be worked out. */
  function csv(rows) {
    const separator = locale === "en" ? "," : ";" // where the comma is the decimal sign, Excel takes the semicolon
    const guarded = text => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text)
    const cell = value => `"${guarded(String(value)).replace(/"/g, '""')}"`
    return `\ufeff${rows.map(row => `${row.map(cell).join(separator)}\r\n`).join("")}`
  }

  const region = make("div", { class: "announced", role: "status" })

  function announce(text) {
    if (!region.isConnected) document.body.append(region)
    region.textContent = ""
    setTimeout(() => { region.textContent = text }, 50) // the same words twice are told twice
  }

  window.hamkori = {
    root, locale, home, exposed, words: {}, filled, say, sayCount, titled,
    make, fill, bar, at, button, link, fact, facts, load, loadData, saveFile, readFile, isObject, isTime, unpack, date, chance, csv, announce
  }
})()
