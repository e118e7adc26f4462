/* A box for files: they are chosen in it or dropped anywhere on the page, because beside the box a dropped file would be
   opened instead of the page, and what is there lost. */
(() => {
  const { make } = hamkori
  const bringsFiles = event => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files")

  /* The box; `take` gets the files. `input` are more attributes of the field in it. */
  hamkori.dropBox = (words, take, input = {}) => {
    function chosen(event) {
      take(event.target.files)
      event.target.value = "" // so that the same file can be chosen again
    }

    const box = make("label", { class: "drop no-print" },
      make("span", {}, words),
      make("input", { type: "file", class: "visually-hidden", onchange: chosen, ...input }))
    document.addEventListener("dragover", event => {
      if (!bringsFiles(event)) return
      event.preventDefault()
      box.classList.add("over")
    })
    document.addEventListener("dragleave", event => {
      if (!event.relatedTarget) box.classList.remove("over")
    })
    document.addEventListener("drop", event => {
      if (!bringsFiles(event)) return
      event.preventDefault()
      box.classList.remove("over")
      take(event.dataTransfer.files)
    })
    return box
  }
})()
