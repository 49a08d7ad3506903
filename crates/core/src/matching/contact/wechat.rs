//! WeChat ids.

use crate::domain::letters::half_width;

/// Lower case, without a label in front (`微信：lin_88`). `None` for nicknames and remarks (阳光,
/// 同手机), which tell nobody apart.
pub fn normalise_wechat(text: &str) -> Option<String> {
    let text: String = text.chars().map(half_width).collect::<String>().trim().to_lowercase();
    let id = ["微信号", "微信", "wechat", "weixin", "wx", "vx"]
        .iter()
        .find_map(|label| text.strip_prefix(label)?.trim_start().strip_prefix(':'))
        .unwrap_or(&text)
        .trim();
    let is_id = (5..=64).contains(&id.len())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        && id.chars().any(|c| c.is_ascii_alphanumeric());
    is_id.then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::normalise_wechat;

    #[test]
    fn ids_but_not_nicknames() {
        for text in ["Lin_88", " lin_88 ", "微信：ｌｉｎ＿88", "WX: lin_88"] {
            assert_eq!(normalise_wechat(text).as_deref(), Some("lin_88"), "{text}");
        }
        for text in ["", "阳光", "同手机", "微信同号", "lin 88", "abc", "-----"] {
            assert_eq!(normalise_wechat(text), None, "{text}");
        }
    }
}
