//! A chromedriver process of our own, on a port the system picks.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const MOST_TRIES: usize = 5;

/// Runs until it is dropped.
pub struct Driver {
    url: String,
    _process: Child,
}

impl Driver {
    pub async fn start() -> Result<Self> {
        // The port it finds free on IPv4 may be taken on IPv6 a moment later; then it ends.
        for _ in 0..MOST_TRIES {
            if let Some(driver) = Self::try_to_start().await? {
                return Ok(driver);
            }
        }
        bail!("chromedriver ended {MOST_TRIES} times before it listened")
    }

    async fn try_to_start() -> Result<Option<Self>> {
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut process = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {program}; `make test` installs it"))?;
        let output = process.stdout.take().context("chromedriver has no output")?;
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next_line().await? {
            let Some((_, port)) = line.split_once("started successfully on port ") else {
                continue;
            };
            let url = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
            // Keep reading, or the driver blocks once the pipe is full.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(Some(Self { url, _process: process }));
        }
        Ok(None)
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Closes a browser and waits for it, where nothing can be awaited. One that is closed already
    /// is fine, and so is a driver that is gone: then there is nothing to close.
    pub fn end_session(&self, session: &str) {
        let address = self.url.trim_start_matches("http://");
        let Ok(mut line) = TcpStream::connect(address) else { return };
        let request = format!(
            "DELETE /session/{session} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        );
        if line.write_all(request.as_bytes()).is_ok() {
            let _ = line.read(&mut [0; 64]);
        }
    }
}
