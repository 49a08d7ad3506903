# The compiler and its standard library for WebAssembly. Sourced by scripts/setup.
# shellcheck shell=bash

wasm_target=wasm32-unknown-unknown

require_rust() {
  command -v cargo >/dev/null \
    || stop "Rust is missing: install rustup as the Rust site describes (rustup.rs)"
  rustc --version >/dev/null 2>&1 || rustup toolchain install >&2 \
    || stop "the compiler named in rust-toolchain.toml cannot be had" "rustup toolchain install"
}

has_wasm_target() {
  local lib
  lib=$(rustc --print sysroot)/lib/rustlib/$wasm_target/lib
  compgen -G "$lib/libstd-*.rlib" >/dev/null && compgen -G "$lib/libcore-*.rlib" >/dev/null
}

add_wasm_target() {
  has_wasm_target && return
  if [ "${MEADOW_WASM_STD:-}" != source ] && command -v rustup >/dev/null; then
    say "adding $wasm_target"
    if rustup target add "$wasm_target" >&2 && has_wasm_target; then return; fi
    say "rustup could not add it; building its standard library from source instead"
  fi
  "$scripts_dir/set-up/build-wasm-std" "$wasm_target" && has_wasm_target \
    || stop "the standard library for $wasm_target is missing" "rustup target add $wasm_target"
}
