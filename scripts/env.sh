# Where the build's tools are. Sourced by scripts/setup and scripts/with-tools; changes nothing
# on the machine. Versions live in one place each: Cargo.lock, package.json, and here for Trunk
# and what comes from PyPI.
# shellcheck shell=bash

repo_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The newest Trunk that the compiler in rust-toolchain.toml can build.
trunk_version=0.21.14

# The tool to the library wasm_split_helpers, which must be no newer than the tool.
wasm_split_version=0.2.4

# What the queries that rules become are tried with: a database, and the parsers of two others.
duckdb_version=2.0.1
sqlglot_version=30.30.0

# What the models are measured against. lifetimes is no longer kept up: these are the newest that it and
# Python 3.11 get on with.
rivals=(lifetimes==0.11.3 numpy==1.24.4 scipy==1.10.1 pandas==1.5.3 autograd==1.6.2 scikit-learn==1.3.2)

# The version of a crate as Cargo.lock has it.
locked_version() {
  awk -v crate="\"$1\"" '
    $1 == "name" { found = ($3 == crate) }
    $1 == "version" && found { gsub(/"/, "", $3); print $3; exit }
  ' "$repo_root/Cargo.lock"
}

# The exact version that package.json asks for.
npm_version() {
  sed -n "s/^ *\"$1\": \"\([0-9.]*\)\",*\$/\1/p" "$repo_root/package.json"
}

wasm_bindgen_version=$(locked_version wasm-bindgen)

# Tools built from crates are kept per version beside other caches, so that they neither replace
# what the machine has nor are built again for every clone.
tools_dir=${MEADOW_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/meadow}
trunk_dir=$tools_dir/trunk-$trunk_version
wasm_bindgen_dir=$tools_dir/wasm-bindgen-$wasm_bindgen_version
wasm_split_dir=$tools_dir/wasm-split-$wasm_split_version
databases_dir=$tools_dir/duckdb-$duckdb_version-sqlglot-$sqlglot_version
export MEADOW_DUCKDB_PYTHON=$databases_dir/bin/python
rivals_dir=$tools_dir/rivals-$(printf '%s-' "${rivals[@]//==/-}" | cksum | cut -d' ' -f1)
export MEADOW_BENCH_PYTHON=$rivals_dir/bin/python
PATH=$repo_root/node_modules/.bin:$trunk_dir/bin:$wasm_bindgen_dir/bin:$wasm_split_dir/bin:$PATH
export PATH

# rust-toolchain.toml names a release by number. Where rustup has that very release only under
# the name "stable", use it: fetching it again under its number needs rustup's server.
choose_toolchain() {
  local wanted
  [ -n "${RUSTUP_TOOLCHAIN:-}" ] && return
  command -v rustup >/dev/null || return 0
  wanted=$(sed -n 's/^channel = "\(.*\)"/\1/p' "$repo_root/rust-toolchain.toml")
  rustup toolchain list | grep -q "^$wanted" && return
  if rustup run stable rustc --version 2>/dev/null | grep -q "^rustc $wanted "; then
    export RUSTUP_TOOLCHAIN=stable
  fi
}
choose_toolchain

# The first of the given commands that exists, as a path.
first_command() {
  local name
  for name in "$@"; do
    command -v "$name" && return
  done
  return 0
}

CHROME=${CHROME:-$(first_command chromium google-chrome-stable google-chrome chromium-browser \
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")}
# The one that Debian has on PATH starts it as a child, which outlives what is killed.
CHROME_SHELL=${CHROME_SHELL:-$(first_command /usr/lib/chromium/chromium-headless-shell \
  chromium-headless-shell chrome-headless-shell)}
CHROMEDRIVER=${CHROMEDRIVER:-$(first_command chromedriver /usr/lib/chromium/chromedriver \
  /usr/lib/chromium-browser/chromedriver)}
export CHROME CHROME_SHELL CHROMEDRIVER

export TRUNK_TOOLS_WASM_OPT=version_$(npm_version binaryen | cut -d. -f1)
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner

# Trunk reads NO_COLOR as a flag that wants the word "true".
if [ -n "${NO_COLOR:-}" ]; then export NO_COLOR=true; fi
