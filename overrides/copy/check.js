/* What START.html tells of its copy: how old it is, whether every file is there, and, of a folder that its reader
   chooses, whether every file is what it was. It uses nothing else of the copy, because that may be broken. */
(() => {
  const SHOWN = 30
  const AT_ONCE = 8
  const LIMIT = 2 ** 31
  const words = JSON.parse(document.getElementById("words").textContent)
  const copy = window.copyManifest
  const update = window.copyUpdate
  const alone = ["manifest.json", "copy/manifest.js", "copy/update.js"]
  const isSystem = path => /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini)$/.test(path) || path.startsWith("copy/is-")

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...children)
    return element
  }

  /* Shows in every language what `parts` makes with the words of that language. */
  function show(selector, parts) {
    for (const place of document.querySelectorAll(selector)) {
      const locale = place.closest("[lang]").lang
      const say = (key, fields = {}) => words[locale][key].replace(/{(\w+)}/g, (_, name) => fields[name])
      place.replaceChildren(...parts(say))
    }
  }

  const date = day => day.split("-").reverse().join(".")
  const former = () => ({ version: update.version, date: date(update.date) })

  const line = (kind, text) => make("p", { class: kind }, text)

  function listed(paths, told = path => path) {
    const items = paths.slice(0, SHOWN).map(path => make("li", {}, told(path)))
    return make("ul", {}, ...items, ...(paths.length > SHOWN ? [make("li", {}, `… ${paths.length}`)] : []))
  }

  // How old the copy is.

  function tellAge() {
    const days = Math.floor((Date.now() - Date.parse(copy.date)) / 86400000)
    if (days >= 0) show("[data-age]", say => [say("copy-age", { n: days })])
  }

  // What is new since the copy that an update was unpacked over.

  if (update) for (const link of document.querySelectorAll("[data-news]")) link.search = `since=${update.date}`

  // Whether every file is there: a page opened from a folder can load files, though it cannot read them.

  function isThere(path, room) {
    return new Promise(resolve => {
      const address = new URL(path.split("/").map(encodeURIComponent).join("/"), document.baseURI)
      const link = make("link", { rel: "preload", as: "script", href: address.href })
      const end = there => () => { link.remove(); resolve(there) }
      link.addEventListener("load", end(true))
      link.addEventListener("error", end(false))
      room.append(link)
    })
  }

  async function absent(paths) {
    const missing = []
    const waiting = [...paths]
    const frame = make("iframe", { hidden: "", title: "" }) // what is loaded in it is let go with it
    document.body.append(frame)
    const room = frame.contentDocument.head
    const work = async () => {
      while (waiting.length) {
        const path = waiting.shift()
        if (!await isThere(path, room)) missing.push(path)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    frame.remove()
    return missing.sort()
  }

  async function tellPresence() {
    const missing = await absent(copy.files.map(file => file.path))
    const foreign = update && (await absent([update.from])).length > 0
    const gone = update ? await absent(update.gone) : []
    const left = update ? update.gone.filter(path => !gone.includes(path)) : []
    show("[data-state]", say => [
      ...(foreign ? [line("bad", say("copy-foreign", former()))] : []),
      missing.length
        ? make("span", {}, line("bad", say("copy-missing", { n: missing.length })), listed(missing))
        : line("good", say("copy-there", { n: copy.files.length })),
      ...(update && !foreign ? [line("", say("copy-updated", former()))] : []),
      ...(left.length ? [line("", say("copy-left")), listed(left)] : [])
    ])
  }

  // Whether every file of a chosen folder is what it was.

  /* SHA-256 (FIPS 180-4) of bytes, in hexadecimal: old browsers have none for pages opened from a folder. */
  const K = []
  const START = []
  for (let candidate = 2; K.length < 64; candidate += 1) {
    if (Array.from({ length: candidate - 2 }, (_, at) => at + 2).some(one => candidate % one === 0)) continue
    const fraction = root => Math.floor((root - Math.floor(root)) * 2 ** 32) | 0
    if (START.length < 8) START.push(fraction(Math.sqrt(candidate)))
    K.push(fraction(Math.cbrt(candidate)))
  }

  function sha256(bytes) {
    const state = Int32Array.from(START)
    const w = new Int32Array(64)
    const tail = new Uint8Array(bytes.length % 64 < 56 ? 64 : 128)
    tail.set(bytes.subarray(bytes.length - bytes.length % 64))
    tail[bytes.length % 64] = 0x80
    const length = new DataView(tail.buffer)
    length.setUint32(tail.length - 8, Math.floor(bytes.length / 2 ** 29))
    length.setUint32(tail.length - 4, bytes.length << 3)
    for (let at = 0; at + 64 <= bytes.length; at += 64) compress(state, w, bytes, at)
    for (let at = 0; at < tail.length; at += 64) compress(state, w, tail, at)
    return Array.from(state, number => (number >>> 0).toString(16).padStart(8, "0")).join("")
  }

  function compress(state, w, bytes, at) {
    for (let t = 0; t < 16; t += 1) {
      const from = at + 4 * t
      w[t] = (bytes[from] << 24) | (bytes[from + 1] << 16) | (bytes[from + 2] << 8) | bytes[from + 3]
    }
    for (let t = 16; t < 64; t += 1) {
      const x = w[t - 15]
      const y = w[t - 2]
      const small0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
      const small1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
      w[t] = (w[t - 16] + small0 + w[t - 7] + small1) | 0
    }
    let [a, b, c, d, e, f, g, h] = state
    for (let t = 0; t < 64; t += 1) {
      const large1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
      const first = (h + large1 + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0
      const large0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
      const second = (large0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + first) | 0
      d = c
      c = b
      b = a
      a = (first + second) | 0
    }
    ;[a, b, c, d, e, f, g, h].forEach((number, index) => { state[index] = (state[index] + number) | 0 })
  }

  const bytesOf = async file => new Uint8Array(await file.arrayBuffer())
  const textOf = async file => new TextDecoder().decode(await file.arrayBuffer())

  /* The files of the chosen folder by path; of a folder above, those of the copy in it. None without a copy. */
  function inCopy(files) {
    const paths = files.map(file => file.webkitRelativePath)
    const tops = paths.filter(path => /(^|\/)START\.html$/.test(path)).sort((one, other) => one.length - other.length)
    if (!tops.length) return null
    const top = tops[0].slice(0, -"START.html".length)
    return new Map(files.filter(file => file.webkitRelativePath.startsWith(top)).map(file => [file.webkitRelativePath.slice(top.length), file]))
  }

  /* What is wrong with a file, as what says it; null when it is whole. */
  async function fault({ path, bytes, sha256: hash }, file) {
    if (!file) return say => say("copy-file-missing", { path })
    if (file.size !== bytes) return say => say("copy-file-size", { path, found: file.size, bytes })
    try {
      return sha256(await bytesOf(file)) === hash ? null : say => say("copy-file-changed", { path })
    } catch (error) {
      return say => say("copy-file-unreadable", { path })
    }
  }

  /* Whether a manifest of the folder says what that of this page says: "same", "other" (of another copy) or "changed". */
  async function compared(file, head) {
    if (!file || file.size > LIMIT) return "changed"
    const text = await textOf(file)
    try {
      const found = JSON.parse(text.slice(head.length))
      if (found.name !== copy.name || found.commit !== copy.commit) return "other"
      return text.startsWith(head) && JSON.stringify(found) === JSON.stringify(copy) ? "same" : "changed"
    } catch (error) {
      return "changed"
    }
  }

  async function check(files) {
    show("[data-result]", say => [line("", say("copy-checking", { n: 0, total: copy.files.length }))])
    const held = inCopy(files)
    if (!held) return tell([], [], say => say("copy-no-copy"))
    const faults = []
    for (const [path, head] of [["manifest.json", ""], ["copy/manifest.js", "window.copyManifest = "]]) {
      const found = await compared(held.get(path), head, 0)
      if (found === "other") return tell([], [], say => say("copy-other"))
      if (found === "changed") {
        const there = held.has(path)
        faults.push(say => (there ? say("copy-file-changed", { path }) : say("copy-file-missing", { path })))
      }
    }
    for (const [index, entry] of copy.files.entries()) {
      if (index % 20 === 0) {
        show("[data-result]", say => [line("", say("copy-checking", { n: index, total: copy.files.length }))])
        await new Promise(resolve => setTimeout(resolve))
      }
      const found = await fault(entry, held.get(entry.path))
      if (found) faults.push(found)
    }
    const known = new Set([...alone, ...copy.files.map(file => file.path)])
    return tell(faults, [...held.keys()].filter(path => !known.has(path) && !isSystem(path)).sort())
  }

  function tell(faults, left, problem) {
    show("[data-result]", say => [
      ...(problem ? [line("bad", problem(say))] : []),
      ...(!problem && !faults.length ? [line("good", say("copy-whole", { n: copy.files.length }))] : []),
      ...(faults.length ? [line("bad", say("copy-broken", { n: faults.length })), listed(faults, found => found(say)), line("", say("copy-mend"))] : []),
      ...(left.length ? [line("", say("copy-left")), listed(left)] : [])
    ])
  }

  if (!copy) {
    show("[data-state]", say => [line("bad", say("copy-no-manifest"))])
    for (const input of document.querySelectorAll("[data-choose]")) input.disabled = true
    return
  }
  tellAge()
  tellPresence()
  for (const input of document.querySelectorAll("[data-choose]")) {
    input.addEventListener("change", async () => {
      if (input.files.length) await check([...input.files])
      input.value = "" // so that the same folder can be chosen again
    })
  }
})()
