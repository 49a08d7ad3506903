// Trunk's last step. Gives the files that Trunk leaves unhashed (boot.js and the engine) names by
// their content, so that a page never mixes versions; tells boot.js those names; adds the policy
// and what a static host needs; reports sizes, and says when the page is over its aim.
import { createHash } from 'node:crypto'
import { copyFileSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const dist = process.env.TRUNK_STAGING_DIR
const isRelease = process.env.TRUNK_PROFILE === 'release'
const PAGE_AIM_BYTES = 400_000

const read = (name) => readFileSync(join(dist, name))
const integrityOf = (name) => 'sha384-' + createHash('sha384').update(read(name)).digest('base64')

/** Renames `engine.js` to `engine-0123456789abcdef.js` and returns the new name. */
function nameByContent(name) {
  const [, stem, rest] = name.match(/^([^._]+)(.*)$/)
  const hash = createHash('sha256').update(read(name)).digest('hex').slice(0, 16)
  const hashed = `${stem}-${hash}${rest}`
  renameSync(join(dist, name), join(dist, hashed))
  return hashed
}

/** Replaces the one occurrence of `pattern`; not finding it means that Trunk's output changed. */
function replaceOnce(text, pattern, replacement) {
  if (!pattern.test(text)) throw new Error(`index.html has nothing like ${pattern}`)
  return text.replace(pattern, replacement)
}

function finishHtml(html, boot, engineJs, engineWasm) {
  const finished = replaceOnce(
    html,
    /<script type="module" src="([^"]*)boot\.js" data-js="([^"]*)" data-wasm="([^"]*)"><\/script>/,
    (_, base, js, wasm) =>
      `<script type="module" src="${base}${boot}" integrity="${integrityOf(boot)}" crossorigin
    data-js="${js}" data-wasm="${wasm}" data-wasm-integrity="${integrityOf(wasm)}"
    data-engine-js="${engineJs}" data-engine-wasm="${engineWasm}"
    data-engine-wasm-integrity="${integrityOf(engineWasm)}"></script>`,
  )
  // Browsers warn that they ignore the hash of such a preload; boot.js checks it when fetching.
  const quiet = replaceOnce(finished, / integrity="[^"]*"(?= as="fetch")/, '')
  // `trunk serve` injects an inline script to reload the page, which the policy would stop.
  return isRelease ? addPolicy(quiet) : quiet
}

/** A policy binds only what comes after it, so it is the first element of the head. */
function addPolicy(html) {
  const file = new URL('../tools/static-host/policy.txt', import.meta.url)
  const policy = readFileSync(file, 'utf8').trim().replace(/\s+/g, ' ')
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`
  return replaceOnce(html, /<head>/, `<head>\n  ${meta}`)
}

function reportSizes(engineWasm) {
  const pageWasm = readdirSync(dist).find((name) => /^page-.*_bg\.wasm$/.test(name))
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`
  const sizes = [pageWasm, engineWasm].map((name) => {
    const bytes = read(name)
    const compressed = brotliCompressSync(bytes).length
    console.log(`${name}: ${kilobytes(bytes.length)}, brotli ${kilobytes(compressed)}`)
    return compressed
  })
  if (sizes[0] > PAGE_AIM_BYTES) {
    console.warn(`the page's wasm is over the ${kilobytes(PAGE_AIM_BYTES)} it should have in brotli`)
  }
}

const boot = nameByContent('boot.js')
const engineJs = nameByContent('engine.js')
const engineWasm = nameByContent('engine_bg.wasm')
const html = finishHtml(read('index.html').toString(), boot, engineJs, engineWasm)
writeFileSync(join(dist, 'index.html'), html)
// A host without rewrite rules answers unknown addresses with this file: deep links open the page.
copyFileSync(join(dist, 'index.html'), join(dist, '404.html'))
// Keeps GitHub Pages from leaving out files whose names begin with an underscore.
writeFileSync(join(dist, '.nojekyll'), '')
if (isRelease) reportSizes(engineWasm)
