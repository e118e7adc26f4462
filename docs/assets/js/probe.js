/* Runs in the frame that safekeeping.js opens: leaves the word of its address in the storage until the frame goes. Where
   every page opened from a folder has a storage of its own, that of this page is for all: it hands out the record and
   takes it, to and from the page around it. On a server it does not, because there pages of others could ask. */
(() => {
  const RECORD = "hamkori-record"
  const word = location.hash.slice(1)
  const key = `hamkori-probe-${word}`
  const answer = kind => window.parent.postMessage({ word, kind, record: localStorage.getItem(RECORD) }, "*")

  function take(event) {
    if (event.source !== window.parent || !event.data || event.data.word !== word) return
    if (localStorage.getItem(key) === null) return // this browser keeps nothing
    if (event.data.kind === "ask") return answer("held")
    try {
      if (event.data.record === null) localStorage.removeItem(RECORD)
      else localStorage.setItem(RECORD, event.data.record)
      answer("kept")
    } catch (error) {
      // No room: the page around the frame hears nothing, and holds what it has.
    }
  }

  try {
    localStorage.setItem(key, "")
    window.addEventListener("pagehide", () => localStorage.removeItem(key))
    if (location.protocol !== "file:") return
    window.addEventListener("message", take)
    window.addEventListener("storage", event => { if (event.key === RECORD) answer("changed") }) // by a page in another tab
  } catch (error) {
    // Blocked: the page around the frame then finds nothing, as it should.
  }
})()
