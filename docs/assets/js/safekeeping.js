/* Tells, politely and in the page, when what the reader does is not kept, or not where other pages find it, and offers
   what helps: a file. */
(() => {
  const { make, button, say, record } = hamkori
  const PROBE = "assets/probe.html"
  const MARK = "hamkori-storage"
  const PATIENCE = 1500 // milliseconds for a frame to answer
  const ON_ITS_WAY = 300 // milliseconds for a mark to be seen that was made just now, mostly
  const SETTLED = 10000 // milliseconds after which a mark is seen by every page that can see it
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

  // Some browsers give every page opened from a folder a storage of its own. A page of ours in a frame marks its own, once
  // and for all: a page that finds the mark has the common storage. One that does not, though the mark is old enough to
  // be seen everywhere, holds the record only while it is open, and the frame's storage is the one of all pages. A mark
  // made just now may still be on its way: then the page waits.

  function isMarked() {
    try {
      return localStorage.getItem(MARK) !== null
    } catch (error) {
      return true // blocked, and told as such
    }
  }

  const isSettled = since => Date.now() - Date.parse(since) > SETTLED

  function probe() {
    if (isMarked()) return
    const frame = make("iframe", { src: new URL(PROBE, hamkori.root).href, hidden: true })
    let heard = null
    let late = false
    let waiting = setTimeout(goOn, PATIENCE)

    function decide() {
      if (!isMarked() && !late && !(heard && isSettled(heard.since))) return
      clearTimeout(waiting)
      window.removeEventListener("storage", decide)
      window.removeEventListener("message", hear)
      if (!isMarked() && heard) return share(frame.contentWindow, heard)
      frame.remove()
      apart = !isMarked()
      tell()
    }

    function hear(event) {
      if (event.source !== frame.contentWindow || !hamkori.isObject(event.data)) return
      if (!heard) {
        clearTimeout(waiting)
        waiting = setTimeout(goOn, ON_ITS_WAY)
      }
      heard = event.data
      decide()
    }

    function goOn() {
      late = true
      decide()
    }

    window.addEventListener("storage", decide)
    window.addEventListener("message", hear)
    frame.addEventListener("load", () => {
      frame.contentWindow.postMessage({ kind: "ask" }, "*")
      decide()
    })
    document.body.append(frame)
  }

  /* Keeps the record of this page and that of the frame the same; the frame had `held.record`. Should the mark turn up
     after all, the storage is the common one, of which nothing is taken away. */
  function share(frame, held) {
    const mine = () => localStorage.getItem(record.KEY)
    let sent = held.record
    let kept = held.record

    function send() {
      if (mine() === sent || isMarked()) return
      sent = mine()
      frame.postMessage({ kind: "keep", record: sent }, "*")
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
      if (event.source !== frame || isMarked()) return
      kept = event.data.record
      if (event.data.kind === "held") meet(kept)
      if (event.data.kind === "changed" && kept !== mine()) follow(kept)
    })
    window.addEventListener("pagehide", () => {
      const isOurs = isSettled(held.since) && !isMarked()
      if (isOurs && mine() === kept) localStorage.removeItem(record.KEY) // else it is joined the next time
    })
    window.addEventListener("pageshow", event => {
      if (event.persisted) frame.postMessage({ kind: "ask" }, "*")
    })
    record.onChange(send)
    meet(held.record)
  }

  const beginning = [...article.children].find(child => child.matches("h1") || child.querySelector("h1"))
  if (beginning) beginning.after(place)
  else article.prepend(place)

  record.onChange(tell)
  tell()
  if (location.protocol === "file:" && !record.trouble()) probe()

  hamkori.safekeeping = { save, today }
})()
