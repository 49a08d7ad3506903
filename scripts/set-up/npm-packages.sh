# What comes from npm: wasm-opt (binaryen) for the build, axe-core for the tests.
# Sourced by scripts/setup.
# shellcheck shell=bash

install_npm_packages() {
  command -v npm >/dev/null \
    || install_system_packages "Node.js with npm" "nodejs npm" "brew install node"
  npm ls --silent >/dev/null 2>&1 && return
  say "installing wasm-opt and axe-core into node_modules"
  npm ci --silent --no-audit --no-fund >&2 || stop "npm packages could not be installed" "npm ci"
}
