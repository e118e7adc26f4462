/* Runs in the frame that safekeeping.js opens in pages from a folder: marks its storage, once and for all, so that other
   pages can tell whether theirs is the same one. Where every page has a storage of its own, that of this page is for all:
   it hands out the record and takes it, to and from the page around it. On a server it does not, because there pages of
   others could ask. */
(() => {
  const RECORD = "hamkori-record"
  const MARK = "hamkori-storage" // when it was made
  const answer = kind => window.parent.postMessage(
    { kind, since: localStorage.getItem(MARK), record: localStorage.getItem(RECORD) }, "*")

  function take(event) {
    if (event.source !== window.parent || !event.data) return
    if (localStorage.getItem(MARK) === null) return // this browser keeps nothing
    if (event.data.kind === "ask") return answer("held")
    try {
      if (event.data.record === null) localStorage.removeItem(RECORD)
      else localStorage.setItem(RECORD, event.data.record)
      answer("kept")
    } catch (error) {
      // No room: the page around the frame hears nothing, and holds what it has.
    }
  }

  if (location.protocol !== "file:" || window.parent === window) return
  try {
    if (localStorage.getItem(MARK) === null) localStorage.setItem(MARK, new Date().toISOString())
    window.addEventListener("message", take)
    window.addEventListener("storage", event => { if (event.key === RECORD) answer("changed") }) // by a page in another tab
  } catch (error) {
    // Blocked: the page around the frame then finds nothing, as it should.
  }
})()
