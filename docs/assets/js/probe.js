/* Runs in the frame that safekeeping.js opens: leaves the word of its address in the storage until the frame goes. */
(() => {
  const key = `hamkori-probe-${location.hash.slice(1)}`
  try {
    localStorage.setItem(key, "")
    window.addEventListener("pagehide", () => localStorage.removeItem(key))
  } catch (error) {
    // Blocked: the page around the frame then finds nothing, as it should.
  }
})()
