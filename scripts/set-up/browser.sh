# The browser for the tests, its driver, and a face for Chinese text. Sourced by scripts/setup.
# shellcheck shell=bash

has_chinese_face() {
  # macOS brings its own.
  [ "$(uname)" = Darwin ] || { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn)" ]; }
}

is_debian() { grep -qx ID=debian /etc/os-release 2>/dev/null; }

install_browser() {
  local packages=()
  [ -n "$CHROME" ] || packages+=(chromium)
  # Most tests run in it, in half the time; elsewhere they run in the whole browser.
  if [ -z "$CHROME_SHELL" ] && is_debian; then packages+=(chromium-headless-shell); fi
  [ -n "$CHROMEDRIVER" ] || packages+=(chromium-driver)
  has_chinese_face || packages+=(fontconfig fonts-noto-cjk)
  [ ${#packages[@]} -eq 0 ] && return
  install_system_packages "what the tests in the browser need" "${packages[*]}" \
    "brew install --cask google-chrome chromedriver"
}
