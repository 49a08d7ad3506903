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
  local folder=tests/e2e/bench
  npm ls --prefix "$folder" --silent >/dev/null 2>&1 && return
  say "installing PapaParse, DuckDB-WASM and Arquero into $folder/node_modules"
  npm ci --prefix "$folder" --silent --no-audit --no-fund >&2 \
    || stop "npm packages could not be installed" "npm ci --prefix $folder"
}
