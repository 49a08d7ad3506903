//! A second line to the browser, for what WebDriver does not reach: the page's workers.
//!
//! Speaks the developer tools' protocol over the port the browser opened for its driver. Must not
//! know what the programs it speaks to are for.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::browser::{PATIENCE, Profile};

/// How long one look at what has arrived may take.
const GLANCE: Duration = Duration::from_millis(100);

/// Ends with this value; the browser goes on.
pub struct DevTools {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last_id: u64,
    /// Workers told of so far and not yet gone, oldest first.
    workers: Vec<WorkerSession>,
    /// Sessions of those that stand still.
    pub(crate) standing: BTreeSet<String>,
}

/// A worker that can be spoken to.
#[derive(Clone, Debug)]
pub struct WorkerSession {
    pub(crate) session: String,
    /// As its page named it.
    pub name: String,
}

impl DevTools {
    /// Reaches the browser that runs on this profile, and the workers of its page at `page_url`.
    pub async fn connect(profile: &Profile, page_url: &str) -> Result<Self> {
        let file = profile.data().join("DevToolsActivePort");
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("the browser left no {}", file.display()))?;
        let (port, path) = text.trim().split_once('\n').context("no port and path")?;
        let (socket, _) = connect_async(format!("ws://127.0.0.1:{port}{path}")).await?;
        let mut tools = Self { socket, last_id: 0, workers: Vec::new(), standing: BTreeSet::new() };
        tools.attach_page(page_url).await?;
        Ok(tools)
    }

    /// The numbers of all the browser's processes, its own first.
    pub async fn processes(&mut self) -> Result<Vec<u64>> {
        let answer = self.send(None, "SystemInfo.getProcessInfo", json!({})).await?;
        let processes = answer["processInfo"].as_array().context("no list of processes")?;
        let of = |is_browser: bool| {
            let fits = move |process: &&Value| (process["type"] == "browser") == is_browser;
            processes.iter().filter(fits).filter_map(|process| process["id"].as_u64())
        };
        let own = of(true).next().context("no process of the browser")?;
        Ok(std::iter::once(own).chain(of(false)).collect())
    }

    async fn attach_page(&mut self, page_url: &str) -> Result<()> {
        let found = self.send(None, "Target.getTargets", json!({})).await?;
        let pages = found["targetInfos"].as_array().context("no list of targets")?;
        let is_wanted = |target: &&Value| {
            target["type"] == "page"
                && target["url"].as_str().is_some_and(|url| url.starts_with(page_url))
        };
        let page = pages.iter().find(is_wanted).context("the page is not open")?;
        let attached = self
            .send(
                None,
                "Target.attachToTarget",
                json!({ "targetId": page["targetId"], "flatten": true }),
            )
            .await?;
        let session = attached["sessionId"].as_str().context("no session")?.to_owned();
        let follow =
            json!({ "autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true });
        self.send(Some(&session), "Target.setAutoAttach", follow).await?;
        Ok(())
    }

    /// The newest worker of this name; waits for one.
    pub async fn worker(&mut self, name: &str) -> Result<WorkerSession> {
        let started = Instant::now();
        loop {
            if let Some(worker) = self.workers.iter().rfind(|worker| worker.name == name) {
                return Ok(worker.clone());
            }
            ensure!(started.elapsed() < PATIENCE, "there is no worker “{name}”");
            self.glance().await?;
        }
    }

    /// Waits until a worker is gone.
    pub async fn wait_for_end(&mut self, worker: &WorkerSession) -> Result<()> {
        let started = Instant::now();
        while self.workers.iter().any(|other| other.session == worker.session) {
            ensure!(started.elapsed() < PATIENCE, "the worker did not end");
            self.glance().await?;
        }
        Ok(())
    }

    /// Evaluates an expression in a worker and waits for its promise.
    pub async fn evaluate_in(&mut self, worker: &WorkerSession, expression: &str) -> Result<Value> {
        let parameters =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let answer = self.send(Some(&worker.session), "Runtime.evaluate", parameters).await?;
        ensure!(answer.get("exceptionDetails").is_none(), "script failed: {answer}");
        Ok(answer["result"]["value"].clone())
    }

    /// Waits until an expression is true in a worker.
    pub async fn wait_until_in(&mut self, worker: &WorkerSession, expression: &str) -> Result<()> {
        let started = Instant::now();
        while self.evaluate_in(worker, expression).await? != Value::Bool(true) {
            ensure!(started.elapsed() < PATIENCE, "waited in vain in the worker: {expression}");
            tokio::time::sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Makes a worker deaf to all its broadcast channels: the news of other tabs do not reach it.
    pub async fn deafen(&mut self, worker: &WorkerSession) -> Result<()> {
        let session = Some(worker.session.as_str());
        let parameters = json!({ "expression": "BroadcastChannel.prototype" });
        let prototype = self.send(session, "Runtime.evaluate", parameters).await?;
        let parameters = json!({ "prototypeObjectId": prototype["result"]["objectId"] });
        let channels = self.send(session, "Runtime.queryObjects", parameters).await?;
        let parameters = json!({
            "objectId": channels["objects"]["objectId"],
            "functionDeclaration":
                "function () { for (const channel of this) channel.onmessage = null; return this.length }",
            "returnByValue": true,
        });
        let deafened = self.send(session, "Runtime.callFunctionOn", parameters).await?;
        ensure!(deafened["result"]["value"].as_u64() > Some(0), "no channel found: {deafened}");
        Ok(())
    }

    /// The memory of the programs that run in a worker, in bytes: it grows with what they need, and
    /// never shrinks.
    pub async fn program_memory_bytes(&mut self, worker: &WorkerSession) -> Result<u64> {
        let session = Some(worker.session.as_str());
        let parameters = json!({ "expression": "WebAssembly.Memory.prototype" });
        let prototype = self.send(session, "Runtime.evaluate", parameters).await?;
        let parameters = json!({ "prototypeObjectId": prototype["result"]["objectId"] });
        let memories = self.send(session, "Runtime.queryObjects", parameters).await?;
        let parameters = json!({
            "objectId": memories["objects"]["objectId"],
            "functionDeclaration":
                "function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) }",
            "returnByValue": true,
        });
        let sum = self.send(session, "Runtime.callFunctionOn", parameters).await?;
        sum["result"]["value"].as_u64().with_context(|| format!("no memory found: {sum}"))
    }

    /// Sends a command and waits for its answer; events on the way are noted.
    pub(crate) async fn send(
        &mut self,
        session: Option<&str>,
        method: &str,
        parameters: Value,
    ) -> Result<Value> {
        self.last_id += 1;
        let id = self.last_id;
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        self.socket.send(Message::text(message.to_string())).await?;
        loop {
            let heard = timeout(PATIENCE, self.hear()).await;
            let heard = heard.with_context(|| format!("{method} was not answered"))??;
            if heard["id"] == id {
                ensure!(heard.get("error").is_none(), "{method}: {}", heard["error"]);
                return Ok(heard["result"].clone());
            }
        }
    }

    /// Reads whatever has arrived.
    pub(crate) async fn glance(&mut self) -> Result<()> {
        while let Ok(heard) = timeout(GLANCE, self.hear()).await {
            heard?;
        }
        Ok(())
    }

    async fn hear(&mut self) -> Result<Value> {
        while let Some(message) = self.socket.next().await {
            let Message::Text(text) = message? else { continue };
            let message: Value = serde_json::from_str(&text)?;
            self.note(&message);
            return Ok(message);
        }
        bail!("the browser closed the line")
    }

    fn note(&mut self, message: &Value) {
        let session = message["params"]["sessionId"].as_str().unwrap_or_default().to_owned();
        match message["method"].as_str() {
            Some("Target.attachedToTarget") => {
                let target = &message["params"]["targetInfo"];
                if target["type"] == "worker" {
                    let name = target["title"].as_str().unwrap_or_default().to_owned();
                    self.workers.push(WorkerSession { session, name });
                }
            }
            Some("Target.detachedFromTarget") => {
                self.workers.retain(|worker| worker.session != session);
            }
            Some("Debugger.paused") => {
                self.standing.extend(message["sessionId"].as_str().map(str::to_owned));
            }
            Some("Debugger.resumed") => {
                self.standing.remove(message["sessionId"].as_str().unwrap_or_default());
            }
            _ => {}
        }
    }
}
