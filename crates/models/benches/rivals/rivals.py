"""What the benchmark measures Meadow's models against: lifetimes, SciPy, scikit-learn, NumPy.

Reads one request a line (JSON) from the standard input and answers each with one line: the seconds that
the work took, without reading the data, and what it found, so that nobody is fast by doing less.
"""

import json
import os
import sys
import time

# Meadow's models run on one core.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np
from lifetimes import BetaGeoFitter
from scipy.optimize import minimize
from scipy.special import gammaln
from sklearn.cluster import KMeans

data = {}


def load(name, file, n_columns):
    """Keeps the columns of a file of little-endian doubles, column after column."""
    data[name] = np.fromfile(file, dtype="<f8").reshape(n_columns, -1)
    return {"n": data[name].shape[1]}


def lifetimes(name):
    frequency, recency, age = data[name]
    fitter = BetaGeoFitter(penalizer_coef=0.0)
    fitter.fit(frequency, recency, age)
    return {"parameters": [float(fitter.params_[p]) for p in ("r", "alpha", "a", "b")]}


def scipy(name):
    """The likelihood of Fader, Hardie & Lee as it is written down, and a minimiser's defaults."""
    x, recency, age = data[name]
    has_repeats = x > 0

    def cost(logs):
        r, alpha, a, b = np.exp(logs)
        alive = -(r + x) * np.log(alpha + age)
        with np.errstate(divide="ignore"):
            gone = np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + recency)
        gone = np.where(has_repeats, gone, -np.inf)
        ln_likelihood = (
            gammaln(r + x) - gammaln(r) + r * np.log(alpha)
            + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
            + np.logaddexp(alive, gone)
        )
        return -ln_likelihood.mean()

    found = minimize(cost, np.zeros(4), method="L-BFGS-B")
    return {"parameters": np.exp(found.x).tolist()}


def kmeans(name, k, n_starts):
    points = np.ascontiguousarray(data[name].T)
    model = KMeans(n_clusters=k, n_init=n_starts, random_state=1)
    model.fit(points)
    return {"inertia": float(model.inertia_)}


def simulate(event, n_draws, seed):
    """One event of several groups: rates and the day drawn, then people, then money."""
    rng = np.random.default_rng(seed)
    attend = rng.beta(*event["attend"], n_draws)
    order = rng.beta(*event["order"], n_draws)
    attend = shifted(attend, event["turn_out_sd"] * rng.standard_normal(n_draws))
    order = shifted(order, event["ordering_sd"] * rng.standard_normal(n_draws))
    heads = np.zeros((4, n_draws))
    for n_invited, a, b in event["groups"]:
        registered = rng.binomial(n_invited, rng.beta(a, b, n_draws))
        attended = rng.binomial(registered, attend)
        ordered = rng.binomial(attended, order)
        for stage, count in enumerate((n_invited, registered, attended, ordered)):
            heads[stage] += count
    shape = 1.0 / event["order_cv"] ** 2
    revenue = rng.gamma(shape * heads[3], event["order_mean"] / shape)
    cost = event["fixed_cost"] + np.array(event["cost_per_head"]) @ heads
    profit = event["margin_rate"] * revenue - cost
    low, middle, high = np.quantile(profit, [0.05, 0.5, 0.95])
    return {
        "found": [float(v) for v in (profit.mean(), low, middle, high, heads[3].mean(), profit.std())]
    }


def shifted(rates, shift):
    return 1.0 / (1.0 + np.exp(-(np.log(rates / (1.0 - rates)) + shift)))


DOES = {f.__name__: f for f in (load, lifetimes, scipy, kmeans, simulate)}

print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    work = DOES[request.pop("do")]
    began = time.perf_counter()
    found = work(**request)
    found["seconds"] = time.perf_counter() - began
    print(json.dumps(found), flush=True)
