# Installing the system's own packages, or saying how. Sourced by scripts/setup.
# shellcheck shell=bash

can_apt_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# The command as somebody must type it who may become root.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    echo "$1"
  elif command -v sudo >/dev/null; then
    echo "sudo $1"
  else
    echo "su -c '$1'"
  fi
}

# Debian's package names as another system's: names_on dnf|pacman PACKAGES.
names_on() {
  local name names=()
  for name in $2; do
    case $1:$name in
      dnf:libc6-dev) names+=(glibc-devel) ;;
      dnf:chromium-driver) names+=(chromedriver) ;;
      dnf:fonts-noto-cjk) names+=(google-noto-sans-cjk-fonts) ;;
      pacman:libc6-dev) names+=(glibc) ;;
      pacman:chromium-driver) names+=(chromium) ;; # brings its driver
      pacman:fonts-noto-cjk) names+=(noto-fonts-cjk) ;;
      *) names+=("$name") ;;
    esac
  done
  echo "${names[*]}"
}

# install_system_packages WHAT APT_PACKAGES MAC_COMMAND
# As root on a system with apt: installs. Elsewhere: ends with the command to run.
install_system_packages() {
  local what=$1 packages=$2 mac_command=$3
  if can_apt_install; then
    say "installing $what ($packages)"
    # shellcheck disable=SC2086 # a list of packages
    apt-get update -q >&2 \
      && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages >&2 \
      || stop "could not install $what" "apt-get update && apt-get install $packages"
  elif [ "$(uname)" = Darwin ]; then
    if [[ $mac_command == brew* ]] && ! command -v brew >/dev/null; then
      # shellcheck disable=SC2016 # printed, not run
      stop "missing: $what, and Homebrew to install it with '$mac_command'" \
        '/bin/bash -c "$(curl -fsSL https://raw.githubusercontent.com/Homebrew/install/HEAD/install.sh)"'
    fi
    stop "missing: $what" "$mac_command"
  elif command -v apt-get >/dev/null; then
    stop "missing: $what; only root can install packages" \
      "$(as_root "apt-get update") && $(as_root "apt-get install $packages")"
  elif command -v dnf >/dev/null; then
    stop "missing: $what" "$(as_root "dnf install $(names_on dnf "$packages")")"
  elif command -v pacman >/dev/null; then
    stop "missing: $what" "$(as_root "pacman -S --needed $(names_on pacman "$packages")")"
  else
    stop "missing: $what; install what Debian calls $packages with this system's package manager"
  fi
}
