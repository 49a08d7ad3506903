# What comes from npm: wasm-opt (binaryen) for the build, axe-core for the tests, and apart from these
# the programs that `make bench` measures against (150 MB).
# Sourced by scripts/setup.
# shellcheck shell=bash

install_npm_packages() {
  command -v npm >/dev/null \
    || install_system_packages "Node.js with npm" "nodejs npm" "brew install node"
  npm ls --silent >/dev/null 2>&1 && return
  say "installing wasm-opt and axe-core into node_modules"
  npm ci --silent --no-audit --no-fund >&2 || stop "npm packages could not be installed" "npm ci"
}

install_bench_packages() {
  local folder=tests/e2e/bench bundle=node_modules/.bundles/ml-kmeans.js
  npm ls --prefix "$folder" --silent >/dev/null 2>&1 && [ -f "$folder/$bundle" ] && return
  say "installing PapaParse, DuckDB-WASM, Arquero and ml-kmeans into $folder/node_modules"
  npm ci --prefix "$folder" --silent --no-audit --no-fund >&2 \
    || stop "npm packages could not be installed" "npm ci --prefix $folder"
  # A browser cannot follow this one's imports by itself.
  (cd "$folder" && node_modules/.bin/esbuild ml-kmeans --bundle --format=esm \
    --log-level=warning --outfile="$bundle") \
    || stop "ml-kmeans could not be bundled" "npm ci --prefix $folder"
}
