//! Rounds in turns, medians, ratios.

use std::time::Instant;

/// Seconds, one a round.
#[derive(Default)]
pub struct Times(pub Vec<f64>);

impl Times {
    /// Does it, notes how long it took, and gives what came out.
    pub fn take<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let began = Instant::now();
        let found = work();
        self.0.push(began.elapsed().as_secs_f64());
        found
    }

    pub fn median(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied().unwrap_or_default()
    }

    fn in_ms(&self) -> String {
        self.0.iter().map(|s| format!("{:.1}", 1e3 * s)).collect::<Vec<_>>().join(", ")
    }
}

/// Meadow first, then the others with what Meadow takes of their time.
pub fn tell(meadow: &Times, rivals: &[(&str, &Times)]) {
    println!("  {:.1} ms: Meadow ({})", 1e3 * meadow.median(), meadow.in_ms());
    for (name, times) in rivals {
        println!(
            "  {:.1} ms: {name}; Meadow takes {:.3} × as long ({})",
            1e3 * times.median(),
            meadow.median() / times.median(),
            times.in_ms()
        );
    }
}
