# The compiler and its standard library for WebAssembly. Sourced by scripts/setup.
# shellcheck shell=bash

wasm_target=wasm32-unknown-unknown

require_rust() {
  if ! command -v cargo >/dev/null && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
    stop "Rust is installed, but not on the path" ". \"${CARGO_HOME:-$HOME/.cargo}/env\""
  fi
  command -v cargo >/dev/null || stop "Rust is missing" \
    "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y && . \"${CARGO_HOME:-$HOME/.cargo}/env\""
  rustc --version >/dev/null 2>&1 || rustup toolchain install >&2 \
    || stop "the compiler named in rust-toolchain.toml cannot be had" "rustup toolchain install"
}

has_wasm_target() {
  local lib
  lib=$(rustc --print sysroot)/lib/rustlib/$wasm_target/lib
  compgen -G "$lib/libstd-*.rlib" >/dev/null && compgen -G "$lib/libcore-*.rlib" >/dev/null
}

# build-wasm-std leaves this file beside what it built.
is_wasm_std_from_source() {
  has_wasm_target && [ -f "$(rustc --print sysroot)/lib/rustlib/$wasm_target/lib/built-from-source" ]
}

add_wasm_target() {
  if [ "${MEADOW_WASM_STD:-}" = source ]; then
    is_wasm_std_from_source || "$scripts_dir/set-up/build-wasm-std" "$wasm_target" \
      || stop "the standard library for $wasm_target could not be built from source" \
        "unset MEADOW_WASM_STD && rustup target add $wasm_target"
    return
  fi
  has_wasm_target && return
  if command -v rustup >/dev/null; then
    say "adding $wasm_target"
    if rustup target add "$wasm_target" >&2 && has_wasm_target; then return; fi
    say "rustup could not add it; building its standard library from source instead"
  fi
  "$scripts_dir/set-up/build-wasm-std" "$wasm_target" && has_wasm_target && return
  stop "the standard library for $wasm_target is missing" "$(command_to_add_wasm_target)"
}

# Where the compiler belongs to root, adding to it takes root as well.
command_to_add_wasm_target() {
  local sysroot
  sysroot=$(rustc --print sysroot)
  if ! command -v rustup >/dev/null; then
    echo "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y && . \"\$HOME/.cargo/env\""
  elif [ -w "$sysroot/lib/rustlib" ]; then
    echo "rustup target add $wasm_target"
  else
    as_root "env RUSTUP_HOME=$(rustup show home) $(command -v rustup) target add --toolchain $(basename "$sysroot") $wasm_target"
  fi
}
