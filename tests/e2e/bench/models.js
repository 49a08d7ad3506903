// What `make bench ONLY=models` measures Meadow's models against in a browser: ml-kmeans, and one event
// simulated in plain JavaScript. Every function does one round and gives its time and what it found.

import start, { Cases } from './node_modules/.bundles/models/models_page.js'
import { kmeans } from './node_modules/.bundles/ml-kmeans.js'
import { simulateEvent } from './event.js'

const timed = (work) => {
  const began = performance.now()
  const found = work()
  return { ms: performance.now() - began, found }
}

const rowsOf = (coordinates) => {
  const rows = []
  for (let at = 0; at < coordinates.length; at += 3) rows.push([...coordinates.subarray(at, at + 3)])
  return rows
}

const squaredDistance = (a, b) => a.reduce((sum, x, axis) => sum + (x - b[axis]) ** 2, 0)

// As many starts as Meadow makes, from seeds of the same kind, until centres move as little: none by more
// than the share of what Meadow lets all together move. The best of them counts.
function clusterByMlKmeans(rows, { n_clusters: k, n_starts: nStarts }) {
  const options = { initialization: 'kmeans++', maxIterations: 1000, tolerance: 1e-4 / k }
  let least = Infinity
  for (let seed = 1; seed <= nStarts; seed += 1) {
    const { clusters, centroids } = kmeans(rows, k, { ...options, seed })
    const inertia = rows.reduce((sum, row, i) => sum + squaredDistance(row, centroids[clusters[i]]), 0)
    least = Math.min(least, inertia)
  }
  return least
}

await start()
const cases = new Cases()
const told = JSON.parse(cases.told())
const rows = rowsOf(cases.coordinates())

self.models = {
  histories: (areCdnow) => timed(() => [...cases.histories(areCdnow)]),
  fit: (ofCdnow) => timed(() => [...cases.fit(ofCdnow)]),
  clusters: () => timed(() => cases.inertia(1)),
  clustersByMlKmeans: () => timed(() => clusterByMlKmeans(rows, told)),
  event: (seed) => timed(() => [...cases.simulate_event(seed)]),
  eventInJavaScript: (seed, binomial) => timed(() => simulateEvent(told, seed, binomial)),
}
