//! E-mail addresses. Dots and +tags stay: whether they matter is the host's own affair.

use crate::domain::letters::half_width;

/// Lower case, half width, without what mail programs and lists put around it (`Lin <lin@…>`,
/// `mailto:`, a full stop behind). `None` if this is no e-mail address.
pub fn normalise_email(text: &str) -> Option<String> {
    let text: String = text.chars().map(half_width).collect::<String>().to_lowercase();
    let inner = match text.split_once('<') {
        Some((_, rest)) => rest.split_once('>')?.0,
        None => &text,
    };
    let is_around = |c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\'' | '“' | '”' | '(' | ')' | '[' | ']' | '.' | ',' | ';' | ':')
            || matches!(c, '。' | '、' | '《' | '》' | '【' | '】' | '<' | '>')
    };
    let inner = inner.trim_matches(is_around);
    let address = inner.strip_prefix("mailto:").unwrap_or(inner).trim_start();
    let (name, host) = address.split_once('@')?;
    let host_is_whole = host.contains('.')
        && host.split('.').all(|part| !part.is_empty())
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    let name_is_whole = !name.is_empty()
        && !name
            .chars()
            .any(|c| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')'));
    (host_is_whole && name_is_whole).then(|| address.to_owned())
}

/// Several addresses in one text (`a@x.com; b@y.com`): the first and the others, each whole. `None` if that
/// is not what it is.
pub fn split_emails(text: &str) -> Option<(String, Vec<String>)> {
    let is_between =
        |c: char| c.is_whitespace() || matches!(half_width(c), ',' | ';' | '/' | '|' | '、');
    let parts = text.split(is_between).filter(|part| !part.is_empty());
    let mut emails = parts.map(normalise_email).collect::<Option<Vec<_>>>()?.into_iter();
    let (first, others): (_, Vec<String>) = (emails.next()?, emails.collect());
    (!others.is_empty()).then_some((first, others))
}

/// A normalised address without its +tag and the dots before the `@`: most hosts, not all, deliver
/// both to the same person.
pub fn email_mailbox(email: &str) -> String {
    let (name, host) = email.split_once('@').unwrap_or((email, ""));
    let name = name.split('+').next().unwrap_or(name).replace('.', "");
    format!("{name}@{host}")
}

/// Is this normalised address an office's rather than a person's?
pub fn is_shared_mailbox(email: &str) -> bool {
    const OFFICES: [&str; 22] = [
        "admin",
        "booking",
        "contact",
        "enquiry",
        "finance",
        "hello",
        "help",
        "hr",
        "info",
        "kefu",
        "mail",
        "marketing",
        "market",
        "noreply",
        "no-reply",
        "office",
        "order",
        "orders",
        "reception",
        "sales",
        "service",
        "support",
    ];
    let name = email.split('@').next().unwrap_or(email);
    OFFICES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{email_mailbox, is_shared_mailbox, normalise_email};

    #[test]
    fn addresses_ignore_case_width_and_what_is_around() {
        for text in [
            " Lin@Example.COM ",
            "lin＠example.com",
            "林雨晴 <lin@example.com>",
            "mailto:lin@example.com",
            "“lin@example.com”。",
            "lin@example.com;",
        ] {
            assert_eq!(normalise_email(text).as_deref(), Some("lin@example.com"), "{text}");
        }
        for text in [
            "lin",
            "lin@",
            "@example.com",
            "lin@example",
            "lin@example..com",
            "a b@c.de",
            "a@b@c.de",
        ] {
            assert_eq!(normalise_email(text), None, "{text}");
        }
    }

    #[test]
    fn tags_and_dots_are_kept_apart_but_known() {
        assert_eq!(
            normalise_email("l.in+vip@example.com").as_deref(),
            Some("l.in+vip@example.com")
        );
        assert_eq!(email_mailbox("l.in+vip@example.com"), "lin@example.com");
        assert!(is_shared_mailbox("info@example.com") && !is_shared_mailbox("lin@example.com"));
    }
}
