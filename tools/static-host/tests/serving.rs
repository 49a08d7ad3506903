//! The host seen from a client: plain HTTP over a socket, so that nothing hides what is sent.

use std::error::Error;
use std::fs;
use std::pin::pin;

use static_host::{RunningHost, StaticHost};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

type Outcome = Result<(), Box<dyn Error>>;

fn built_site() -> Result<TempDir, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("index.html"), "the page")?;
    fs::write(folder.path().join("404.html"), "the page, by any address")?;
    fs::write(folder.path().join("engine-1.wasm"), "the engine")?;
    Ok(folder)
}

/// Asks for `path` and returns the whole answer, headers in lower case as hyper sends them.
async fn get(host: &RunningHost, path: &str) -> Result<String, Box<dyn Error>> {
    let address = host.origin().replace("http://", "");
    let mut stream = TcpStream::connect(&address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

fn has_header(answer: &str, header: &str) -> bool {
    answer.lines().take_while(|line| !line.is_empty()).any(|line| line == header)
}

#[tokio::test]
async fn serves_files_with_the_type_that_browsers_insist_on() -> Outcome {
    let site = built_site()?;
    let host = StaticHost::new(&site).start().await?;
    let index = get(&host, "/").await?;
    assert!(index.starts_with("HTTP/1.1 200") && index.ends_with("the page"), "{index}");
    let wasm = get(&host, "/engine-1.wasm").await?;
    assert!(has_header(&wasm, "content-type: application/wasm"), "{wasm}");
    assert!(has_header(&wasm, "cache-control: no-cache"), "{wasm}");
    Ok(())
}

#[tokio::test]
async fn answers_deep_links_with_the_page_and_status_404() -> Outcome {
    let site = built_site()?;
    let host = StaticHost::new(&site).at_base("meadow").start().await?;
    let answer = get(&host, "/meadow/events/3").await?;
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    assert!(answer.ends_with("the page, by any address"), "{answer}");
    Ok(())
}

#[tokio::test]
async fn serves_nothing_outside_its_base() -> Outcome {
    let site = built_site()?;
    let host = StaticHost::new(&site).at_base("/meadow/").start().await?;
    assert!(host.url().ends_with("/meadow/"));
    assert!(get(&host, "/meadow/").await?.ends_with("the page"));
    let redirect = get(&host, "/meadow").await?;
    assert!(has_header(&redirect, "location: /meadow/"), "{redirect}");
    let outside = get(&host, "/index.html").await?;
    assert!(outside.starts_with("HTTP/1.1 404") && outside.ends_with("\r\n\r\n"), "{outside}");
    Ok(())
}

#[tokio::test]
async fn sends_the_policy_only_when_asked() -> Outcome {
    let site = built_site()?;
    let plain = StaticHost::new(&site).start().await?;
    assert!(!get(&plain, "/").await?.contains("content-security-policy"));
    let strict = StaticHost::new(&site).with_policy_headers().start().await?;
    for path in ["/", "/no/such/page", "/engine-1.wasm"] {
        let answer = get(&strict, path).await?;
        assert!(answer.contains("content-security-policy: default-src 'none';"), "{answer}");
        assert!(answer.contains("frame-ancestors 'none'\r\n"), "{answer}");
    }
    Ok(())
}

#[tokio::test]
async fn records_requests_in_order() -> Outcome {
    let site = built_site()?;
    let host = StaticHost::new(&site).start().await?;
    get(&host, "/?from=mail").await?;
    get(&host, "/missing").await?;
    let paths: Vec<String> = host.requests().into_iter().map(|request| request.path).collect();
    assert_eq!(paths, ["/?from=mail", "/missing"]);
    host.forget_requests();
    assert!(host.requests().is_empty());
    Ok(())
}

#[tokio::test]
async fn fails_chosen_requests_until_released() -> Outcome {
    let site = built_site()?;
    let host = StaticHost::new(&site).start().await?;
    host.fail("engine-", 503);
    assert!(get(&host, "/engine-1.wasm").await?.starts_with("HTTP/1.1 503"));
    assert!(get(&host, "/").await?.starts_with("HTTP/1.1 200"));
    host.release();
    assert!(get(&host, "/engine-1.wasm").await?.starts_with("HTTP/1.1 200"));
    Ok(())
}

#[tokio::test]
async fn holds_chosen_requests_while_others_are_served() -> Outcome {
    let site = built_site()?;
    let host = StaticHost::new(&site).start().await?;
    host.hold("engine-");
    let while_held = async {
        while host.requests().is_empty() {
            tokio::task::yield_now().await;
        }
        let page = get(&host, "/").await;
        host.release();
        page
    };
    let mut engine = pin!(get(&host, "/engine-1.wasm"));
    tokio::select! {
        biased;
        early = &mut engine => return Err(format!("not held: {early:?}").into()),
        page = while_held => assert!(page?.ends_with("the page")),
    }
    assert!(engine.await?.ends_with("the engine"));
    Ok(())
}

#[tokio::test]
async fn a_decoy_answers_everyone_and_tells() -> Outcome {
    let decoy = StaticHost::decoy().start().await?;
    let answer = get(&decoy, "/collect?stolen=1").await?;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(has_header(&answer, "access-control-allow-origin: *"), "{answer}");
    assert_eq!(decoy.requests().len(), 1);
    Ok(())
}
