// One event of several groups simulated in plain JavaScript, as one writes it by hand: the same model as
// Meadow's, every number drawn from one seeded generator. Binomials trial by trial, or by inversion.

// sfc32, of PractRand: as fast as Math.random, and seeded.
function generator(seed) {
  let [a, b, c, d] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1]
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + t) | 0
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 15; i += 1) next()
  return next
}

function sampler(random) {
  // Box and Muller's polar form; the second of each pair is kept.
  let spare
  const normal = () => {
    if (spare !== undefined) {
      const kept = spare
      spare = undefined
      return kept
    }
    let u, v, s
    do {
      u = 2 * random() - 1
      v = 2 * random() - 1
      s = u * u + v * v
    } while (s >= 1 || s === 0)
    const scale = Math.sqrt(-2 * Math.log(s) / s)
    spare = v * scale
    return u * scale
  }

  // Marsaglia and Tsang.
  const gamma = (shape) => {
    if (shape < 1) return gamma(shape + 1) * Math.pow(1 - random(), 1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }

  const beta = (a, b) => {
    const x = gamma(a)
    return x / (x + gamma(b))
  }

  const trials = (n, p) => {
    let count = 0
    for (let i = 0; i < n; i += 1) if (random() < p) count += 1
    return count
  }

  // From nought upwards; the rarer outcome is counted, in blocks whose first chance does not underflow.
  const inversion = (n, p) => {
    if (p > 0.5) return n - inversion(n, 1 - p)
    const odds = p / (1 - p)
    let count = 0
    for (let left = n; left > 0; left -= 512) {
      const block = Math.min(left, 512)
      let chance = Math.exp(block * Math.log1p(-p))
      let u = random()
      let k = 0
      while (u > chance && k < block) {
        u -= chance
        chance *= odds * (block - k) / (k + 1)
        k += 1
      }
      count += k
    }
    return count
  }

  return { normal, gamma, beta, trials, inversion }
}

const shifted = (rate, shift) => 1 / (1 + Math.exp(-(Math.log(rate / (1 - rate)) + shift)))

// Of type 7.
const quantile = (sorted, p) => {
  const at = p * (sorted.length - 1)
  const below = Math.floor(at)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (at - below) * (sorted[above] - sorted[below])
}

// Profit: mean, 5 %, half, 95 %; mean orders; the profit's standard deviation.
export function simulateEvent(event, seed, binomialName) {
  const draw = sampler(generator(seed))
  const binomial = draw[binomialName]
  const n = event.n_draws
  const profit = new Float64Array(n)
  const [perInvited, perRegistered, perAttended, perOrdered] = event.cost_per_head
  const shape = 1 / event.order_cv ** 2
  let allOrders = 0
  for (let i = 0; i < n; i += 1) {
    const attend = shifted(draw.beta(...event.attend), event.turn_out_sd * draw.normal())
    const order = shifted(draw.beta(...event.order), event.ordering_sd * draw.normal())
    let [invited, registered, attended, ordered] = [0, 0, 0, 0]
    for (const [nInvited, a, b] of event.groups) {
      const nRegistered = binomial(nInvited, draw.beta(a, b))
      const nAttended = binomial(nRegistered, attend)
      invited += nInvited
      registered += nRegistered
      attended += nAttended
      ordered += binomial(nAttended, order)
    }
    const revenue = ordered > 0 ? draw.gamma(shape * ordered) * event.order_mean / shape : 0
    const cost = event.fixed_cost + perInvited * invited + perRegistered * registered
      + perAttended * attended + perOrdered * ordered
    profit[i] = event.margin_rate * revenue - cost
    allOrders += ordered
  }
  const mean = profit.reduce((sum, x) => sum + x, 0) / n
  const spread = Math.sqrt(profit.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n)
  profit.sort()
  return [mean, ...[0.05, 0.5, 0.95].map((p) => quantile(profit, p)), allOrders / n, spread]
}
