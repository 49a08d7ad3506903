//! The other side: one Python process that does what it is asked, see `rivals.py`. Rounds of both sides can
//! so alternate within one run.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// Whatever went wrong, in words.
pub type Problem = Box<dyn std::error::Error>;

pub struct Python {
    process: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
    folder: PathBuf,
}

impl Python {
    /// `rivals.py` under the interpreter that `scripts/setup bench` made, by the variable that
    /// `scripts/env.sh` sets.
    pub fn start(script: &Path) -> Result<Self, Problem> {
        let interpreter = std::env::var("MEADOW_BENCH_PYTHON")
            .map_err(|_| "MEADOW_BENCH_PYTHON is not set; run this through `make bench`")?;
        let mut process = Command::new(interpreter)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let (requests, answers) = (process.stdin.take(), process.stdout.take());
        let folder = std::env::temp_dir().join(format!("meadow-rivals-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let mut python = Python {
            process,
            requests: requests.ok_or("no pipe to Python")?,
            answers: BufReader::new(answers.ok_or("no pipe from Python")?),
            folder,
        };
        python.answer()?;
        Ok(python)
    }

    /// Gives it columns of equal length under a name.
    pub fn load(&mut self, name: &str, columns: &[Vec<f64>]) -> Result<(), Problem> {
        let file = self.folder.join(name);
        let bytes: Vec<u8> = columns.iter().flatten().flat_map(|x| x.to_le_bytes()).collect();
        std::fs::write(&file, bytes)?;
        let request = json!({
            "do": "load", "name": name, "file": file.to_string_lossy(), "n_columns": columns.len(),
        });
        self.ask(&request).map(|_| ())
    }

    /// What it found, and the seconds it took.
    pub fn ask(&mut self, request: &Value) -> Result<(Value, f64), Problem> {
        writeln!(self.requests, "{request}")?;
        self.requests.flush()?;
        let found = self.answer()?;
        let seconds = found["seconds"].as_f64().ok_or("no time from Python")?;
        Ok((found, seconds))
    }

    fn answer(&mut self) -> Result<Value, Problem> {
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            return Err("Python ended before it answered".into());
        }
        Ok(serde_json::from_str(&line)?)
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // Both may be gone already, which is what is wanted.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Numbers of a list in an answer.
pub fn numbers(found: &Value, name: &str) -> Result<Vec<f64>, Problem> {
    let list = found[name].as_array().ok_or_else(|| format!("no {name} in {found}"))?;
    Ok(list.iter().filter_map(Value::as_f64).collect())
}
