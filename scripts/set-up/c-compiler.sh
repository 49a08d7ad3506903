# The C compiler that Rust links with and that some crates' build scripts call.
# Sourced by scripts/setup.
# shellcheck shell=bash

# Asks for a header too: Debian's compiler comes without them unless they are named, and on macOS
# there is a `cc` that only says what to install.
has_c_compiler() { printf '#include <stdlib.h>\n' | cc -E -x c - >/dev/null 2>&1; }

install_c_compiler() {
  has_c_compiler && return
  install_system_packages "a C compiler" "gcc libc6-dev" "xcode-select --install"
}

# The fuzzer is in C++.
has_cpp_compiler() { printf '#include <vector>\n' | c++ -E -x c++ - >/dev/null 2>&1; }

install_cpp_compiler() {
  has_cpp_compiler && return
  install_system_packages "a C++ compiler" "g++" "xcode-select --install"
}
