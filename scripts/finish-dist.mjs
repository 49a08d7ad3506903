// Trunk's last step. Optimises the engine; splits the page; gives the files that Trunk leaves
// unhashed (boot.js and the engine) names by their content, so that a page never mixes versions;
// tells boot.js those names; adds the policy and what a static host needs; reports sizes, and fails
// when the page is too large.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { filesBehind, isOptimised, splitPage, target } from './split-page.mjs'

const dist = process.env.TRUNK_STAGING_DIR
const isRelease = process.env.TRUNK_PROFILE === 'release'
// What a first visit fetches of the page's own program before Today shows, in brotli.
const MOST_PAGE_BYTES = 400_000

const read = (name) => readFileSync(join(dist, name))
const hashOf = (name) => createHash('sha256').update(read(name)).digest('hex')
const integrityOf = (name) => 'sha384-' + createHash('sha384').update(read(name)).digest('base64')

/** Makes the engine fast, which takes minutes: for another address it is there already. */
function optimiseEngine() {
  const engine = join(dist, 'engine_bg.wasm')
  const folder = join(target, 'engine-optimised')
  const done = join(folder, `${hashOf('engine_bg.wasm')}.wasm`)
  if (!existsSync(done)) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    const making = join(folder, 'making.wasm')
    execFileSync('wasm-opt', ['-O3', engine, '-o', making], { stdio: ['ignore', 'inherit', 'pipe'] })
    renameSync(making, done)
  }
  copyFileSync(done, engine)
}

/** Renames `engine.js` to `engine-0123456789abcdef.js` and returns the new name. */
function nameByContent(name) {
  const [, stem, rest] = name.match(/^([^._]+)(.*)$/)
  const hashed = `${stem}-${hashOf(name).slice(0, 16)}${rest}`
  renameSync(join(dist, name), join(dist, hashed))
  return hashed
}

/** Replaces the one occurrence of `pattern`; not finding it means that Trunk's output changed. */
function replaceOnce(text, pattern, replacement) {
  if (!pattern.test(text)) throw new Error(`index.html has nothing like ${pattern}`)
  return text.replace(pattern, replacement)
}

function finishHtml(html, boot, page, engineJs, engineWasm) {
  const [pageJs, linkerJs, pageWasm] = ['page.js', '__wasm_split.js', 'page_bg.wasm'].map(
    (name) => `${page}/${name}`,
  )
  const started = replaceOnce(
    html,
    /<script type="module" src="([^"]*)boot\.js"><\/script>/,
    (_, base) =>
      `<script type="module" src="${base}${boot}" integrity="${integrityOf(boot)}" crossorigin
    data-js="${pageJs}" data-wasm="${pageWasm}" data-wasm-integrity="${integrityOf(pageWasm)}"
    data-engine-js="${engineJs}" data-engine-wasm="${engineWasm}"
    data-engine-wasm-integrity="${integrityOf(engineWasm)}"></script>`,
  )
  // Trunk announces the page unsplit.
  const announced = replaceOnce(
    started,
    /<link rel="modulepreload" href="([^"]*)page-[^"]*\.js"[^>]*><link rel="preload" [^>]*as="fetch"[^>]*>/,
    (_, base) =>
      [pageJs, linkerJs]
        .map((js) => `<link rel="modulepreload" href="${base}${js}" crossorigin="anonymous"` +
          ` integrity="${integrityOf(js)}">`)
        .join('') +
      `<link rel="preload" href="${base}${pageWasm}" crossorigin="anonymous" as="fetch"` +
      ' type="application/wasm">',
  )
  // `trunk serve` injects an inline script to reload the page, which the policy would stop.
  return isRelease ? addPolicy(announced) : announced
}

/** A policy binds only what comes after it, so it is the first element of the head. */
function addPolicy(html) {
  const file = new URL('../tools/static-host/policy.txt', import.meta.url)
  const policy = readFileSync(file, 'utf8').trim().replace(/\s+/g, ' ')
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`
  return replaceOnce(html, /<head>/, `<head>\n  ${meta}`)
}

/** Removes what Trunk made of the page before it was split. */
function removeUnsplitPage() {
  for (const name of readdirSync(dist).filter((name) => /^page-\w+(\.js|_bg\.wasm)$/.test(name))) {
    rmSync(join(dist, name))
  }
}

function reportSizes(page, engineWasm) {
  const compressed = (name) => brotliCompressSync(read(name)).length
  const sum = (names) => names.map(compressed).reduce((sum, bytes) => sum + bytes, 0)
  const all = readdirSync(join(dist, page)).filter((name) => name.endsWith('.wasm'))
  const first = sum(filesBehind(dist, page, 'today'))
  const say = (what, bytes) => console.log(`${what}: ${(bytes / 1000).toFixed(0)} kB in brotli`)
  say('the page, main file', compressed(`${page}/page_bg.wasm`))
  say('the page, to show Today', first)
  say('the page, all parts', sum(all.map((name) => `${page}/${name}`)))
  say('the engine', compressed(engineWasm))
  if (first > MOST_PAGE_BYTES) throw new Error(`showing Today takes over ${MOST_PAGE_BYTES} bytes`)
}

removeUnsplitPage()
if (isOptimised) optimiseEngine()
const page = splitPage(dist)
const boot = nameByContent('boot.js')
const engineJs = nameByContent('engine.js')
const engineWasm = nameByContent('engine_bg.wasm')
const html = finishHtml(read('index.html').toString(), boot, page, engineJs, engineWasm)
writeFileSync(join(dist, 'index.html'), html)
// A host without rewrite rules answers unknown addresses with this file: deep links open the page.
copyFileSync(join(dist, 'index.html'), join(dist, '404.html'))
// Keeps GitHub Pages from leaving out files whose names begin with an underscore.
writeFileSync(join(dist, '.nojekyll'), '')
if (isOptimised) reportSizes(page, engineWasm)
