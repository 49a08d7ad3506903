# Installing the system's own packages, or saying how. Sourced by scripts/setup.
# shellcheck shell=bash

can_apt_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# install_system_packages WHAT APT_PACKAGES BREW_COMMAND
# As root on a system with apt: installs. Elsewhere: ends with the command to run.
install_system_packages() {
  local what=$1 packages=$2 brew_command=$3
  if can_apt_install; then
    say "installing $what ($packages)"
    apt-get update -q >&2
    # shellcheck disable=SC2086 # a list of packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages >&2 \
      || stop "could not install $what" "apt-get install $packages"
  elif command -v apt-get >/dev/null; then
    stop "missing: $what; only root can install packages" "sudo apt-get install $packages"
  elif command -v brew >/dev/null; then
    stop "missing: $what" "$brew_command"
  else
    stop "missing: $what; install what Debian calls $packages with this system's package manager"
  fi
}
