# Meadow's commands; `make help` lists them. Each does its own missing set-up first.

SHELL := /bin/bash
ifndef AT_ONCE
.NOTPARALLEL:
endif
.DEFAULT_GOAL := help

PORT ?= 8080
PUBLIC_URL ?= /

run := scripts/with-tools
wasm := --target wasm32-unknown-unknown
# Everything that runs natively; the package `meadow` itself only runs in a browser.
native := -p meadow-models -p meadow-core -p static-host
build_page := $(run) trunk build --release
# What its browsers store lies in memory where there is room: they wait for a disk at every commit.
end_to_end := TMPDIR=$(shell scripts/quick-folder) $(run) cargo test -p meadow-e2e

# The builds that the end-to-end tests load: at the root of a host, and below a path.
build_tested := TRUNK_BUILD_CARGO_PROFILE=tested $(build_page)
target_dir := $(or $(CARGO_TARGET_DIR),$(CURDIR)/target)
export MEADOW_DIST := $(target_dir)/e2e/at-root
export MEADOW_DIST_BELOW := $(target_dir)/e2e/below-meadow
release_dist := $(target_dir)/e2e/release

## serve: build for release and serve it with its policy at http://127.0.0.1:8080 (PORT=)
.PHONY: serve
serve: build
	$(run) cargo run --quiet -p static-host -- dist --port $(PORT) --base $(PUBLIC_URL)

## build: leave a self-contained site in dist/, for / or below a path (PUBLIC_URL=/meadow/)
.PHONY: build
build: set-up
	$(build_page) --public-url $(PUBLIC_URL) --dist dist

## test: formatting, lints, native tests, queries in a database, tests in the browser, end to end
.PHONY: test
test: set-up-tests
	$(MAKE) --jobs=2 AT_ONCE=1 checks page-tests
	$(end_to_end)

# The two lines of work that need nothing of each other, for two processors.
checks:
	$(MAKE) AT_ONCE= lint test-native test-sql
	$(end_to_end) --no-run

page-tests:
	$(MAKE) AT_ONCE= dists test-wasm

## test-release: the tests end to end on a release build, as it is put on a host
.PHONY: test-release
test-release: set-up-tests release-dist
	$(build_page) --public-url /meadow/ --dist $(release_dist)-below-meadow
	MEADOW_DIST=$(release_dist) MEADOW_DIST_BELOW=$(release_dist)-below-meadow $(end_to_end)

## quick: formatting, lints and native tests only
.PHONY: quick
quick: set-up lint test-native

## bench: measure how long work takes and blocks the page (ONLY=million-orders, ONLY=models)
.PHONY: bench
bench: set-up-bench $(if $(filter models,$(ONLY)),,release-dist) $(if $(filter-out models,$(ONLY)),,bench-models)
	MEADOW_DIST=$(release_dist) $(run) cargo run -p meadow-e2e --bin bench -- $(ONLY)

# Natively, and then the same as a page's program, optimised as the engine is, for the browser.
models_page := tests/e2e/bench/node_modules/.bundles/models
bench-models: set-up-bench
	$(run) cargo bench -p meadow-models --bench rivals
	$(run) cargo build --release -p models-page $(wasm)
	$(run) wasm-bindgen --target web --no-typescript --out-dir $(models_page) \
	  $(target_dir)/wasm32-unknown-unknown/release/models_page.wasm
	$(run) wasm-opt -O3 -o $(models_page)/models_page_bg.wasm $(models_page)/models_page_bg.wasm

## screens: screenshots of every page, both sizes, themes and languages
.PHONY: screens
screens: set-up-tests dists
	$(run) cargo run -p meadow-e2e --bin screens

## fuzz: feed the readers of files with mutated ones, MINUTES for each target (default 10)
.PHONY: fuzz
fuzz:
	@scripts/setup fuzz
	scripts/fuzz $(or $(MINUTES),10)m $(TARGET)

## help: this list
.PHONY: help
help:
	@sed -n 's/^## \([a-z]*\): /  make \1\t/p' Makefile | expand -t 16

.PHONY: set-up set-up-tests set-up-bench bench-models checks page-tests lint test-native test-sql test-wasm test-e2e dists release-dist
set-up:
	@scripts/setup build

set-up-tests:
	@scripts/setup test

set-up-bench:
	@scripts/setup bench

lint:
	node scripts/check-texts.mjs
	$(run) cargo fmt --all --check
	$(run) cargo clippy $(native) -p meadow-e2e --all-targets -- -D warnings
	$(run) cargo clippy -p meadow -p models-page --all-targets $(wasm) -- -D warnings
	$(run) cargo fmt --manifest-path fuzz/Cargo.toml --check

test-native:
	$(run) cargo test $(native)

# The queries that rules become, in DuckDB. All targets, as above: for some of them only, cargo would
# choose other features of the dependencies, and compile everything once more.
test-sql:
	$(run) cargo test $(native) -- --ignored duckdb

# In the profile of `dists`, which has compiled most of it.
test-wasm:
	$(run) cargo test -p meadow $(wasm) --profile tested --lib --tests

test-e2e: dists
	$(end_to_end)

# The second build compiles nothing: the path is known only to the files around the programs.
dists:
	$(build_tested) --public-url / --dist $(MEADOW_DIST)
	$(build_tested) --public-url /meadow/ --dist $(MEADOW_DIST_BELOW)

release-dist:
	$(build_page) --public-url / --dist $(release_dist)
