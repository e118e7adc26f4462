/* Tells, politely and in the page, when what the reader does is not kept, or not where other pages find it, and offers
   what helps: a file. */
(() => {
  const { make, button, say, record } = hamkori
  const PROBE = "assets/probe.html"
  const PATIENCE = 1500 // milliseconds until what a frame has written must be there
  const article = document.querySelector("article") || document.body
  const place = make("div", { role: "status", tabindex: "-1" })
  let apart = false
  let shown = ""

  const today = () => {
    const now = new Date()
    return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10)
  }

  function hand(name, text, type) {
    hamkori.saveFile(name, text, type)
    hamkori.announce(say("keep-saved", { name }))
  }

  function save() {
    hand(`hamkori-${record.read().learner}-${today()}.json`, record.toText(), "application/json")
  }

  function saveDamaged() {
    hand(`hamkori-damaged-${today()}.txt`, record.damaged(), "text/plain")
  }

  function deleteDamaged() {
    record.forgetDamaged()
    tell()
    place.focus()
    hamkori.announce(say("keep-damaged-deleted"))
  }

  const notice = (words, ...buttons) => make("div", { class: "notice warning" },
    make("p", {}, words),
    make("div", { class: "actions" }, buttons))

  function trouble() {
    switch (record.trouble() || (apart && "apart")) {
      case "blocked": return say("keep-blocked")
      case "full": return say("keep-full")
      case "newer": return say("keep-newer")
      case "apart": return say("keep-apart")
      default: return ""
    }
  }

  function notices() {
    const words = trouble()
    return [
      words && notice(words, button(say("keep-save"), save)),
      record.damaged() !== null && notice(say("keep-damaged"),
        button(say("keep-damaged-save"), saveDamaged),
        button(say("keep-damaged-delete"), deleteDamaged))
    ].filter(Boolean)
  }

  /* Only where something changed: a button that is drawn anew loses the focus. */
  function tell() {
    record.isBegun() // looks at what is kept, and so finds trouble
    const state = `${trouble()}${record.damaged() !== null}`
    if (state === shown) return
    shown = state
    place.textContent = ""
    place.append(...notices())
  }

  // Some browsers give every page opened from a folder a storage of its own. A page of ours in a frame writes a word;
  // where this page does not find it, they do. The storage of that frame is then the one of all pages: this page holds
  // the record only while it is open.

  function finds(word) {
    try {
      return localStorage.getItem(`hamkori-probe-${word}`) !== null
    } catch (error) {
      return true // blocked, and told as such
    }
  }

  function probe() {
    const word = String(Math.random())
    const frame = make("iframe", { src: `${new URL(PROBE, hamkori.root).href}#${word}`, hidden: true })

    function decide(found) {
      clearTimeout(waiting)
      window.removeEventListener("storage", look)
      window.removeEventListener("message", hear)
      frame.remove() // takes its word back
      apart = !found
      tell()
    }

    function look() {
      if (finds(word)) decide(true)
      else if (frame.contentWindow) frame.contentWindow.postMessage({ word, kind: "ask" }, "*")
    }

    function hear(event) {
      if (event.source !== frame.contentWindow || event.data.word !== word) return
      if (finds(word)) return decide(true)
      clearTimeout(waiting)
      window.removeEventListener("storage", look)
      window.removeEventListener("message", hear)
      share(frame.contentWindow, word, event.data.record)
    }

    const waiting = setTimeout(() => decide(finds(word)), PATIENCE)
    window.addEventListener("storage", look)
    window.addEventListener("message", hear)
    frame.addEventListener("load", look)
    document.body.append(frame)
  }

  /* Keeps the record of this page and that of the frame the same; `held` is what the frame had. */
  function share(frame, word, held) {
    const mine = () => localStorage.getItem(record.KEY)
    let sent = held
    let kept = held

    function send() {
      if (mine() === sent) return
      sent = mine()
      frame.postMessage({ word, kind: "keep", record: sent }, "*")
    }

    function meet(text) {
      const other = text && record.parse(text).record
      if (other) record.join(other)
      send()
    }

    function follow(text) {
      sent = text
      if (text === null) localStorage.removeItem(record.KEY)
      else localStorage.setItem(record.KEY, text)
      window.dispatchEvent(new StorageEvent("storage", { key: record.KEY, newValue: text })) // as from another tab
    }

    window.addEventListener("message", event => {
      if (event.source !== frame || event.data.word !== word) return
      kept = event.data.record
      if (event.data.kind === "held") meet(kept)
      if (event.data.kind === "changed" && kept !== mine()) follow(kept)
    })
    window.addEventListener("pagehide", () => {
      if (mine() === kept) localStorage.removeItem(record.KEY) // else it stays here, and is joined the next time
    })
    window.addEventListener("pageshow", event => {
      if (event.persisted) frame.postMessage({ word, kind: "ask" }, "*")
    })
    record.onChange(send)
    meet(held)
  }

  const beginning = [...article.children].find(child => child.matches("h1") || child.querySelector("h1"))
  if (beginning) beginning.after(place)
  else article.prepend(place)

  record.onChange(tell)
  tell()
  if (location.protocol === "file:" && !record.trouble()) probe()

  hamkori.safekeeping = { save, today }
})()
