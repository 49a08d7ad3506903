# DuckDB and sqlglot from PyPI, for the test that runs the queries which rules become, in a virtual
# environment of their own, one per version. Sourced by scripts/setup.
# shellcheck shell=bash

install_databases() {
  "$MEADOW_DUCKDB_PYTHON" -c 'import duckdb, sqlglot' 2>/dev/null && return
  python3 -c 'import ensurepip, venv' 2>/dev/null \
    || install_system_packages "Python" "python3 python3-venv" "brew install python"
  say "installing DuckDB $duckdb_version and sqlglot $sqlglot_version into $databases_dir"
  local wanted=("duckdb==$duckdb_version" "sqlglot==$sqlglot_version")
  python3 -m venv "$databases_dir" \
    && "$databases_dir/bin/pip" install --quiet --disable-pip-version-check "${wanted[@]}" >&2 \
    || stop "DuckDB could not be installed" \
      "python3 -m venv $databases_dir && $databases_dir/bin/pip install ${wanted[*]}"
}
