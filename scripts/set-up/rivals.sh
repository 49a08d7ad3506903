# What the models are measured against: lifetimes, SciPy, scikit-learn and NumPy from PyPI, in a virtual
# environment of their own, one per set of versions. Sourced by scripts/setup.
# shellcheck shell=bash

install_rivals() {
  "$MEADOW_BENCH_PYTHON" -c 'import lifetimes, sklearn' 2>/dev/null && return
  python3 -c 'import ensurepip, venv' 2>/dev/null \
    || install_system_packages "Python" "python3 python3-venv" "brew install python"
  say "installing ${rivals[*]} into $rivals_dir"
  python3 -m venv "$rivals_dir" \
    && "$rivals_dir/bin/pip" install --quiet --disable-pip-version-check "${rivals[@]}" >&2 \
    || stop "what the models are measured against could not be installed (Python 3.8 to 3.11 has it)" \
      "python3 -m venv $rivals_dir && $rivals_dir/bin/pip install ${rivals[*]}"
}
