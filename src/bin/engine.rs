//! Starts the engine in its worker.

fn main() {
    meadow::platform::worker_scope::run();
}
