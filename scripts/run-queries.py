#!/usr/bin/env python3
"""Runs every query of a folder over the tables beside it, in DuckDB, and prints whom each finds.

A folder per workspace: the CSV files of "Tables for a database" and queries, NAME.sql. Tables are
loaded as columns.csv says. Prints one JSON object: {"FOLDER/NAME.sql": [customer_id, ...]}.
"""

import csv
import json
import pathlib
import sys

import duckdb
import sqlglot

TYPES = {"text": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
OTHER_DIALECTS = ("spark", "bigquery")


def load(connection, folder):
    """Makes one table per file, each column of the type that columns.csv gives it."""
    tables = {}
    with open(folder / "columns.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            types = tables.setdefault(row["table_name"], {})
            types[row["column_name"]] = TYPES[row["loaded_as"]]
    for name, types in tables.items():
        # No two connections share a table: each folder has its own.
        connection.execute(
            f"CREATE TABLE {name} AS SELECT * FROM read_csv($path, header=true, delim=',', "
            "quote='\"', escape='\"', auto_detect=false, new_line='\\r\\n', "
            f"columns={{{', '.join(f'{column!r}: {kind!r}' for column, kind in types.items())}}})",
            {"path": str(folder / f"{name}.csv")},
        )


def main():
    found = {}
    for folder in sorted(path for path in pathlib.Path(sys.argv[1]).iterdir() if path.is_dir()):
        with duckdb.connect() as connection:
            load(connection, folder)
            for query in sorted(folder.glob("*.sql")):
                text = query.read_text(encoding="utf-8")
                for dialect in OTHER_DIALECTS:
                    sqlglot.parse_one(text, read=dialect)
                try:
                    rows = connection.execute(text).fetchall()
                except duckdb.Error as error:
                    sys.exit(f"{query}: {error}\n{text}")
                found[f"{folder.name}/{query.name}"] = [row[0] for row in rows]
    json.dump(found, sys.stdout)


main()
