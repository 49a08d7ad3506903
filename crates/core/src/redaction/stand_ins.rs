//! What stands in for a text: the same for the same, and nothing of it.

use std::collections::HashMap;

/// Stand-ins of one kind, numbered as they are asked for.
pub struct StandIns {
    before: String,
    after: &'static str,
    numbers: HashMap<String, u32>,
}

impl StandIns {
    pub fn new(before: impl Into<String>) -> Self {
        Self { before: before.into(), after: "", numbers: HashMap::new() }
    }

    pub fn ending(self, after: &'static str) -> Self {
        Self { after, ..self }
    }

    /// Nothing for nothing.
    pub fn of(&mut self, original: &str) -> String {
        if original.is_empty() {
            return String::new();
        }
        let next = self.numbers.len() as u32 + 1;
        let number = *self.numbers.entry(original.to_owned()).or_insert(next);
        self.numbered(number)
    }

    pub fn numbered(&self, number: u32) -> String {
        format!("{}{number:04}{}", self.before, self.after)
    }
}
