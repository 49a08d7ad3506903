//! `static-host FOLDER [--port 8080] [--base /]`: serves a built Meadow with its policy as headers.

use std::env;
use std::error::Error;

use static_host::StaticHost;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let host = host_from_arguments(env::args().skip(1))?.start().await?;
    println!("Meadow is at {} (Ctrl+C stops it)", host.url());
    Ok(host.run_until_interrupted().await?)
}

fn host_from_arguments(
    mut arguments: impl Iterator<Item = String>,
) -> Result<StaticHost, Box<dyn Error>> {
    let folder = arguments.next().ok_or("say which folder to serve")?;
    let mut host = StaticHost::new(folder).with_policy_headers().on_port(8080);
    while let Some(option) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{option} needs a value"))?;
        host = match option.as_str() {
            "--port" => host.on_port(value.parse()?),
            "--base" => host.at_base(&value),
            _ => return Err(format!("unknown option {option}").into()),
        };
    }
    Ok(host)
}
