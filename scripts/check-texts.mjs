// Fails when locales/ holds a text that nothing in src/ asks for. That every text asked for is there,
// in both languages, the build sees by itself.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const sources = readdirSync('src', { recursive: true })
  .filter((name) => name.endsWith('.rs'))
  .map((name) => readFileSync(join('src', name), 'utf8'))
  .join('\n')
const asked = new Set([...sources.matchAll(/\b(\w+)\s*\.\s*(\w+)/g)].map(([, name, key]) => `${name}.${key}`))

const unused = readdirSync('locales/en').flatMap((file) => {
  const name = file.replace('.json', '')
  const texts = JSON.parse(readFileSync(join('locales/en', file), 'utf8'))
  return Object.keys(texts).map((key) => `${name}.${key}`).filter((key) => !asked.has(key))
})
if (unused.length > 0) {
  console.error(`nothing shows these texts of locales/: ${unused.join(', ')}`)
  process.exit(1)
}
