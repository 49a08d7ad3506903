# The browser for the tests, its driver, and a face for Chinese text. Sourced by scripts/setup.
# shellcheck shell=bash

has_chinese_face() {
  # macOS brings its own.
  [ "$(uname)" = Darwin ] || { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn)" ]; }
}

install_browser() {
  local packages=()
  [ -n "$CHROME" ] || packages+=(chromium)
  [ -n "$CHROMEDRIVER" ] || packages+=(chromium-driver)
  has_chinese_face || packages+=(fontconfig fonts-noto-cjk)
  [ ${#packages[@]} -eq 0 ] && return
  install_system_packages "what the tests in the browser need" "${packages[*]}" \
    "brew install --cask google-chrome chromedriver"
}
