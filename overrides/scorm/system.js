/* The door to the learning system: the API of SCORM 1.2 (Run-Time Environment 1.2, 3.3), found in the windows above this
   one or above the one that opened it. What is asked of it stands in 3.4. Without one, nothing is kept. */
(() => {
  const FURTHEST = 500
  const begun = Date.now()
  const api = found()
  const open = Boolean(api) && asked(() => api.LMSInitialize(""))
  const mode = read("cmi.core.lesson_mode")
  const looking = mode === "review" || mode === "browse" // then nothing may be changed
  let ended = !open
  let lost = false

  function found() {
    return above(window) || (window.opener && above(window.opener)) || (window.top.opener && above(window.top.opener)) || null
  }

  function above(window) {
    let frame = window
    for (let up = 0; up < FURTHEST; up += 1) {
      try {
        if (frame.API) return frame.API
      } catch (error) { /* a window of another site does not show what it has */ }
      if (frame.parent === frame) return null
      frame = frame.parent
    }
    return null
  }

  /* Whether the learning system did what was asked: it answers with a text, and may be gone. */
  function asked(question) {
    try {
      return String(question()) === "true"
    } catch (error) {
      return false
    }
  }

  function read(name) {
    if (!open) return ""
    try {
      return String(api.LMSGetValue(name))
    } catch (error) {
      return ""
    }
  }

  function write(name, value) {
    if (ended || looking) return
    if (!asked(() => api.LMSSetValue(name, String(value)))) lost = true
  }

  function save() {
    if (ended || looking) return
    if (!asked(() => api.LMSCommit(""))) lost = true
  }

  /* A time as CMITimespan: HHHH:MM:SS.SS. */
  function span(milliseconds) {
    const two = number => String(number).padStart(2, "0")
    const seconds = Math.floor(milliseconds / 1000)
    const hours = String(Math.min(9999, Math.floor(seconds / 3600))).padStart(4, "0")
    return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(Math.floor(milliseconds / 10) % 100)}`
  }

  /* Keeps the time so far; phones may end a page that is out of sight without a word. */
  function pause() {
    write("cmi.core.session_time", span(Date.now() - begun))
    write("cmi.core.exit", "suspend")
    save()
  }

  function leave() {
    if (ended) return
    pause()
    ended = true
    asked(() => api.LMSFinish(""))
  }

  window.addEventListener("pagehide", leave)
  document.addEventListener("visibilitychange", () => { if (document.hidden) pause() })
  // A page that comes back from the memory of the browser has taken its leave already.
  window.addEventListener("pageshow", event => { if (event.persisted) location.reload() })

  hamkori.system = { open, looking, read, write, save, isLost: () => lost }
})()
