// What `make bench` measures Meadow's import against: the same file read, typed and stored durably by
// PapaParse and by DuckDB-WASM. Each gives what it found, so that nobody is fast by leaving out rows.
//
// A file's columns are customer, date, amount, order_no, product.

import * as duckdb from '@duckdb/duckdb-wasm'
import { removeDatabase, openDatabase, done } from './storage.js'

const DUCKDB = new URL('node_modules/@duckdb/duckdb-wasm/dist/', import.meta.url)
const COLUMNS = "{customer: 'VARCHAR', date: 'DATE', amount: 'DECIMAL(18, 2)', order_no: 'VARCHAR', product: 'VARCHAR'}"
const READ = `SELECT * FROM read_csv('orders.csv', header = true, auto_detect = false, delim = ',', quote = '"', dateformat = '%Y-%m-%d', columns = ${COLUMNS})`
const SUMS = 'SELECT count(*)::DOUBLE AS n_rows, (sum(amount) * 100)::DOUBLE AS cents FROM orders'
const OPFS_DATABASE = 'bench.db'

const chosen = () => document.querySelector('input').files[0]

// In a worker, so that the page stays free, as Meadow's does.
async function papaparse() {
  await removeDatabase('papaparse')
  const worker = new Worker(new URL('papaparse_worker.js', import.meta.url))
  const answer = () => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = reject
  })
  await answer()
  const started = performance.now()
  worker.postMessage(chosen())
  const { nRows, cents } = await answer()
  const ms = performance.now() - started
  worker.terminate()
  return { ms, nRows, cents }
}

async function startDuckdb() {
  const worker = new Worker(new URL('duckdb-browser-eh.worker.js', DUCKDB))
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker)
  await db.instantiate(new URL('duckdb-eh.wasm', DUCKDB).href)
  return db
}

async function sums(connection) {
  const [{ n_rows: nRows, cents }] = (await connection.query(SUMS)).toArray()
  return { nRows, cents }
}

// Stored as one Arrow stream in IndexedDB: the cheapest form that can be read back without parsing.
async function duckdbToIndexedDb() {
  await removeDatabase('duckdb')
  const db = await startDuckdb()
  const connection = await db.connect()
  const database = await openDatabase('duckdb')
  const started = performance.now()
  await db.registerFileHandle('orders.csv', chosen(), duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true)
  await connection.query(`CREATE TABLE orders AS ${READ}`)
  const parsed = performance.now()
  const bytes = await db.runQuery(await db.connectInternal(), 'SELECT * FROM orders')
  const change = database.transaction('chunks', 'readwrite', { durability: 'strict' })
  change.objectStore('chunks').put(bytes, 0)
  change.commit()
  await done(change)
  const ended = performance.now()
  const found = await sums(connection)
  await db.terminate()
  database.close()
  return { ms: ended - started, parseMs: parsed - started, nBytes: bytes.byteLength, ...found }
}

// Stored the way DuckDB-WASM itself keeps a database: a file of the origin's private file system.
async function duckdbToItsFile() {
  const folder = await navigator.storage.getDirectory()
  for (const name of [OPFS_DATABASE, `${OPFS_DATABASE}.wal`]) await folder.removeEntry(name).catch(() => {})
  const db = await startDuckdb()
  await db.open({ path: `opfs://${OPFS_DATABASE}`, accessMode: duckdb.DuckDBAccessMode.READ_WRITE })
  const connection = await db.connect()
  const started = performance.now()
  await db.registerFileHandle('orders.csv', chosen(), duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true)
  await connection.query(`CREATE TABLE orders AS ${READ}`)
  await connection.query('CHECKPOINT')
  const ended = performance.now()
  const found = await sums(connection)
  await connection.close()
  await db.terminate()
  return { ms: ended - started, ...found }
}

// The file as a table in memory, for what is worked out from it.
export async function openDuckdb() {
  const db = await startDuckdb()
  const connection = await db.connect()
  await db.registerFileHandle('orders.csv', chosen(), duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true)
  await connection.query(`CREATE TABLE orders AS ${READ}`)
  return { db, connection }
}

self.rivals = { papaparse, duckdbToIndexedDb, duckdbToItsFile }
