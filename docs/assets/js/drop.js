/* Boxes for files. */
(() => {
  const { make } = hamkori
  const bringsFiles = event => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files")

  /* A box in which files are chosen; `take` gets them. `input` are more attributes of the field in it. */
  function fileBox(words, take, input = {}) {
    function chosen(event) {
      take(event.target.files)
      event.target.value = "" // so that the same file can be chosen again
    }

    return make("label", { class: "drop no-print" },
      make("span", {}, words),
      make("input", { type: "file", class: "visually-hidden", onchange: chosen, ...input }))
  }

  /* The same, and files may be dropped anywhere on the page: beside the box one would be opened instead of the page, and
     what is there lost. */
  function dropBox(words, take, input) {
    const box = fileBox(words, take, input)
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

  Object.assign(hamkori, { fileBox, dropBox })
})()
