// PapaParse in a worker: rows are typed and stored 2,000 to a record while the file is read.

importScripts('node_modules/papaparse/papaparse.min.js')

const ROWS_PER_RECORD = 2000
const DAY_MS = 86_400_000

const typed = ([customer, date, amount, orderNo, product]) => ({
  customer,
  day: Date.UTC(+date.slice(0, 4), date.slice(5, 7) - 1, +date.slice(8, 10)) / DAY_MS,
  amount: +amount,
  orderNo,
  product,
})

self.onmessage = async ({ data: file }) => {
  const { openDatabase, done } = await import('./storage.js')
  const database = await openDatabase('papaparse')
  const stored = []
  let [nRows, cents, nRecords, isHeader] = [0, 0, 0, true]
  const store = (rows) => {
    const change = database.transaction('chunks', 'readwrite', { durability: 'strict' })
    for (let at = 0; at < rows.length; at += ROWS_PER_RECORD) {
      change.objectStore('chunks').put(rows.slice(at, at + ROWS_PER_RECORD), nRecords++)
    }
    change.commit()
    stored.push(done(change))
  }
  await new Promise((complete, error) => {
    Papa.parse(file, {
      delimiter: ',',
      skipEmptyLines: true,
      chunk: ({ data }) => {
        const rows = (isHeader ? data.slice(1) : data).map(typed)
        isHeader = false
        for (const { amount } of rows) cents += Math.round(amount * 100)
        nRows += rows.length
        store(rows)
      },
      complete,
      error,
    })
  })
  await Promise.all(stored)
  database.close()
  postMessage({ nRows, cents })
}

postMessage('ready')
