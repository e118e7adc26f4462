/* Search runs in a worker, and browsers start none for pages opened from a folder (file://). This one runs
   the same script in a hidden frame. Material looks for the name IFrameWorker to find its language files. */
(() => {
  class IFrameWorker extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.append(frame)
      const inside = frame.contentWindow
      inside.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }))
      inside.importScripts = (...urls) => urls.reduce((before, next) => before.then(() => run(inside, next)), Promise.resolve())
      this.frame = frame
      this.ready = run(inside, new URL(url, document.baseURI).href)
    }

    postMessage(data) {
      this.ready.then(
        () => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) })),
        () => this.dispatchEvent(new ErrorEvent("error", { message: "worker script not found" }))
      )
    }

    terminate() {
      this.frame.remove()
    }
  }

  function run(inside, src) {
    return new Promise((resolve, reject) => {
      const script = inside.document.createElement("script")
      Object.assign(script, { src, onload: resolve, onerror: reject })
      inside.document.body.append(script)
    })
  }

  if (location.protocol === "file:") {
    window.IFrameWorker = IFrameWorker
    window.Worker = IFrameWorker
  }
})()
