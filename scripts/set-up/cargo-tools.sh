# Crates, and tools built from crates. Sourced by scripts/setup.
# shellcheck shell=bash

# Trunk builds offline, so that it can never fetch a tool by itself; the crates must be here.
fetch_crates() {
  # In CI the lock file must be complete; while developing it may just have been edited.
  cargo fetch --quiet ${CI:+--locked} || stop "the crates could not be fetched" "cargo fetch"
}

# The fuzz targets are a workspace of their own, whose lock file follows `core` when it is built.
fetch_fuzz_crates() {
  cargo fetch --quiet --manifest-path fuzz/Cargo.toml \
    || stop "the crates of the fuzz targets could not be fetched" \
      "cargo fetch --manifest-path fuzz/Cargo.toml"
}

# cargo_install CRATE VERSION DIR [MORE FLAGS]
# Lightly optimised: the seconds that they would run faster are less than the minutes it would take.
cargo_install() {
  say "building $1 $2 (a few minutes, once per machine)"
  env -u CARGO_TARGET_DIR CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 cargo install --quiet --root "$3" --version "=$2" "${@:4}" "$1" >&2 \
    || stop "$1 $2 could not be installed" "cargo install --root $3 --version =$2 ${*:4} $1"
  hash -r
}

# Whether `COMMAND --version` answers with VERSION.
has_version() { "$1" --version 2>/dev/null | grep -qw -- "${2//./\\.}"; }

install_trunk() {
  has_version trunk "$trunk_version" || cargo_install trunk "$trunk_version" "$trunk_dir" --locked
}

# Must be the very version of the library in Cargo.lock. Its own lock file may name crates that
# the registry does not serve yet, hence no --locked.
install_wasm_bindgen() {
  has_version wasm-bindgen "$wasm_bindgen_version" \
    || cargo_install wasm-bindgen-cli "$wasm_bindgen_version" "$wasm_bindgen_dir"
}

# It has no --version to ask; its folder is named by the version.
install_wasm_split() {
  [ -x "$wasm_split_dir/bin/wasm-split-cli" ] \
    || cargo_install wasm_split_cli_support "$wasm_split_version" "$wasm_split_dir" --locked \
      --features build-binary
}
