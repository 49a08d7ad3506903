// Takes the page's program apart at the points that src/bin/page.rs names, into a main file and
// parts that it fetches itself. Trunk cannot do this: splitting must come before wasm-bindgen.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where cargo builds, and where what takes long to make is kept. */
export const target = process.env.CARGO_TARGET_DIR ?? 'target'
/** The folder of cargo's profile. */
const profile = process.env.TRUNK_BUILD_CARGO_PROFILE
  ?? (process.env.TRUNK_PROFILE === 'release' ? 'release' : 'debug')
/** Whether the programs are made fast and small, which takes minutes. */
export const isOptimised = profile === 'release'

const run = (tool, ...args) => execFileSync(tool, args, { stdio: ['ignore', 'inherit', 'pipe'] })
const isWasm = (name) => name.endsWith('.wasm')

/**
 * Splits the page that cargo built and puts its files into a folder of `dist`, named by their
 * content because they name each other.
 * @param dist where the site is being made
 * @returns the folder's name
 */
export function splitPage(dist) {
  const built = join(target, 'wasm32-unknown-unknown', profile, 'page.wasm')
  const work = join(target, 'page-parts')
  const page = join(work, 'page')
  // The same program for another address, or built again after a change of a style, is there already.
  const madeOf = join(work, 'made-of')
  const program = hashOf([built, fileURLToPath(import.meta.url)])
  if (!existsSync(madeOf) || readFileSync(madeOf).toString() !== program) {
    takeApart(built, work, page)
    writeFileSync(madeOf, program)
  }

  const names = readdirSync(page).sort()
  const folder = `page-${hashOf(names.map((name) => join(page, name))).slice(0, 16)}`
  mkdirSync(join(dist, folder))
  for (const name of names) copyFileSync(join(page, name), join(dist, folder, name))
  return folder
}

/** Of the files' names and contents. */
function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(basename(file)).update(readFileSync(file))
  return hash.digest('hex')
}

function takeApart(built, work, page) {
  const parts = join(work, 'parts')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(page, { recursive: true })

  run('wasm-split-cli', built, parts, '--target', 'web', '--out-name', 'page')
  run('wasm-bindgen', join(parts, 'page.wasm'), '--out-dir', page, '--target', 'web',
    '--no-typescript', '--keep-lld-exports')
  for (const name of readdirSync(parts).filter((name) => name !== 'page.wasm')) {
    copyFileSync(join(parts, name), join(page, name))
  }
  if (!isOptimised) return
  for (const name of readdirSync(page).filter(isWasm)) {
    const file = join(page, name)
    // What is smallest in brotli, in which it travels: measured with each. Flattened once, so that the
    // structure is found anew.
    const how = name === 'page_bg.wasm'
      ? ['--one-caller-inline-max-function-size=0', '--flatten', '--rereloop', '-Oz', '-Oz']
      : ['--flatten', '--rereloop', '-Os', '-Os']
    run('wasm-opt', ...how, '--strip-producers', file, '-o', file)
  }
}

/** The files that must be there before the page named `part` shows: the main one and its parts. */
export function filesBehind(dist, folder, part) {
  const linker = readFileSync(join(dist, folder, '__wasm_split.js')).toString()
  // Each part shared by several is announced by a comment that names who shares it.
  const announced = [...linker.matchAll(/\/\* ([\w, ]+) \*\/\nconst __chunk_(\d+)/g)]
  const fetched = new Set(linker.match(/chunk_\d+\.wasm/g))
  if (announced.length !== fetched.size) throw new Error('who shares which part cannot be told')
  const shared = announced
    .filter(([, sharers]) => sharers.split(', ').includes(part))
    .map(([, , number]) => `chunk_${number}.wasm`)
  return ['page_bg.wasm', `split_${part}.wasm`, ...shared].map((name) => join(folder, name))
}
