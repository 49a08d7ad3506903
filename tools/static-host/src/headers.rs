//! The headers a well-configured host sends with Meadow. The policy itself is in policy.txt, which
//! the release build also writes into the page's head. Must not know which files are served.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

const POLICY: &str = include_str!("../policy.txt");

/// Adds the policy to an answer, and what a policy in a page's head cannot say.
pub(crate) async fn add_policy(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy: Vec<&str> = POLICY.split_whitespace().collect();
    let policy = format!("{}; frame-ancestors 'none'", policy.join(" "));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "no-referrer");
    set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    response
}

/// Lets browsers keep files but ask each time, so that a new build is seen at once.
pub(crate) async fn always_revalidate(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    set(response.headers_mut(), header::CACHE_CONTROL, "no-cache");
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
