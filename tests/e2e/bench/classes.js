// What `make bench` measures Meadow's classes and RFM against: DuckDB-WASM and Arquero work out, from
// the same orders in memory, recency, frequency and money of each customer with their fifths, how
// regular each is, contribution and loyalty by rank, and who is in which of the four classes.

import { openDuckdb } from './rivals.js'

const FACTS = `
  WITH days AS (SELECT DISTINCT customer, date FROM orders),
  gaps AS (SELECT customer, date - lag(date) OVER (PARTITION BY customer ORDER BY date) AS gap FROM days),
  regular AS (SELECT customer, count(*) AS n_days, stddev_pop(gap) / avg(gap) AS variation FROM gaps GROUP BY customer),
  facts AS (SELECT customer, max(date) AS last, sum(amount) AS spend FROM orders GROUP BY customer),
  scored AS (
    SELECT customer, ntile(5) OVER (ORDER BY last) AS r, ntile(5) OVER (ORDER BY n_days) AS f, ntile(5) OVER (ORDER BY spend) AS m,
      percent_rank() OVER (ORDER BY spend) AS contribution,
      (0.4 * percent_rank() OVER (ORDER BY n_days) + 0.3 * percent_rank() OVER (ORDER BY -coalesce(variation, 1))
        + 0.3 * percent_rank() OVER (ORDER BY last)) AS loyalty
    FROM facts JOIN regular USING (customer))
  SELECT r, f, contribution >= 0.6 AS contributes, loyalty >= 0.5 AS stays, count(*)::DOUBLE AS n, avg(m) AS m
  FROM scored GROUP BY ALL`

async function timed(n, work) {
  const ms = []
  let nCustomers = 0
  for (let i = 0; i < n; i += 1) {
    const began = performance.now()
    nCustomers = await work()
    ms.push(performance.now() - began)
  }
  return { ms, nCustomers }
}

async function classesByDuckdb(n) {
  const { db, connection } = await openDuckdb()
  const found = await timed(n, async () => {
    const groups = (await connection.query(FACTS)).toArray()
    return groups.reduce((sum, { n }) => sum + n, 0)
  })
  await db.terminate()
  return found
}

// The columns it starts from are typed and keyed by whole numbers: the form it is fastest with.
async function classesByArquero(n) {
  const { db, connection } = await openDuckdb()
  const orders = await connection.query(`
    SELECT (dense_rank() OVER (ORDER BY customer) - 1)::INTEGER AS customer, (date - DATE '1970-01-01')::INTEGER AS day, amount::DOUBLE AS amount
    FROM orders`)
  const column = (name) => orders.getChild(name).toArray()
  const table = aq.table({ customer: column('customer'), day: column('day'), amount: column('amount') })
  await db.terminate()
  const { op } = aq
  return timed(n, async () => {
    const facts = table.groupby('customer').rollup({ last: (d) => op.max(d.day), spend: (d) => op.sum(d.amount) })
    const regular = table.dedupe('customer', 'day').orderby('day').groupby('customer')
      .derive({ gap: (d) => d.day - op.lag(d.day) })
      .rollup({ days: op.count(), variation: (d) => op.stdevp(d.gap) / op.mean(d.gap) })
    // A window is sorted by one measure at a time.
    const ranked = (table, by, derived) => table.ungroup().orderby(by).derive(derived)
    let scored = facts.join(regular, 'customer')
    scored = ranked(scored, 'last', { r: op.ntile(5), recent: op.percent_rank() })
    scored = ranked(scored, 'days', { f: op.ntile(5), often: op.percent_rank() })
    scored = ranked(scored, aq.desc('variation'), { regular: op.percent_rank() })
    scored = ranked(scored, 'spend', { m: op.ntile(5), contribution: op.percent_rank() })
    const groups = scored
      .derive({ contributes: (d) => d.contribution >= 0.6, stays: (d) => 0.4 * d.often + 0.3 * d.regular + 0.3 * d.recent >= 0.5 })
      .groupby('r', 'f', 'contributes', 'stays').count()
    return groups.array('count').reduce((sum, n) => sum + n, 0)
  })
}

Object.assign(self.rivals, { classesByDuckdb, classesByArquero })
