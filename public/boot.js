// Starts the page, and on request the engine. The build writes the names of the files to load, and
// their hashes, on this script's own element. Knows nothing of what either program does.

const files = document.querySelector('script[data-wasm]').dataset
const urlOf = (name) => new URL(name, document.baseURI).href

// The page's policy demands Trusted Types; browsers without them need no policy object.
const { trustedTypes } = window
const app = trustedTypes?.createPolicy('app', { createScriptURL: (url) => url })

// Leptos builds elements without dynamic parts from markup fixed when the page was compiled, and
// hands that to innerHTML. Such markup holds nothing that runs; whatever does is refused.
const RUNS = /<(script|iframe|object|embed|base|meta)\b|<[^>]*\s(on\w+|srcdoc)\s*=|javascript:/i
trustedTypes?.createPolicy('default', {
  createHTML: (markup) => (RUNS.test(markup) ? null : markup),
})

// A worker started from a blob is bound by the page's policy, one started from a file is not.
// An engine that cannot start throws outside the promise, where the page's `error` event sees it.
const engineStart = URL.createObjectURL(
  new Blob(
    [
      `import(${JSON.stringify(urlOf(files.engineJs))})
        .then((engine) => engine.default({
          module_or_path: fetch(${JSON.stringify(urlOf(files.engineWasm))}, {
            integrity: ${JSON.stringify(files.engineWasmIntegrity)},
          }),
        }))
        .catch((error) => setTimeout(() => { throw error }))`,
    ],
    { type: 'text/javascript' },
  ),
)

/** Starts a fresh engine. It hears messages only once it has sent its first one. */
window.meadowStartEngine = () =>
  new Worker(app ? app.createScriptURL(engineStart) : engineStart, { type: 'module', name: 'engine' })

function sayThatStartFailed() {
  const texts = [
    ['en', 'Meadow could not start. Please reload the page; if that does not help, use a current Chrome, Edge, Firefox or Safari. Whatever you saved is untouched.'],
    ['zh-CN', 'Meadow 未能启动。请刷新页面；如仍无法打开，请换用最新版的 Chrome、Edge、Firefox 或 Safari。已保存的数据不受影响。'],
  ]
  for (const [lang, text] of texts) {
    const paragraph = document.createElement('p')
    paragraph.lang = lang
    paragraph.setAttribute('role', 'alert')
    paragraph.textContent = text
    document.body.append(paragraph)
  }
}

try {
  const page = await import(urlOf(files.js))
  await page.default({
    module_or_path: fetch(urlOf(files.wasm), { integrity: files.wasmIntegrity ?? '' }),
  })
} catch (error) {
  sayThatStartFailed()
  throw error
}
