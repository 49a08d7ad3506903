//! The currencies a workspace may keep its amounts in, and how people write them. Must not know which is
//! chosen, nor what any is worth.

use std::sync::LazyLock;

/// ISO 4217, the likeliest first. Amounts are kept in hundredths: that suits currencies with
/// hundredths and those without any, such as the yen, but none with thousandths.
pub const CODES: [&str; 18] = [
    "CNY", "HKD", "TWD", "MOP", "USD", "EUR", "GBP", "JPY", "KRW", "SGD", "MYR", "THB", "AUD",
    "NZD", "CAD", "CHF", "INR", "AED",
];

/// What stands before or after an amount beside the codes, in small letters, between spaces. Of those
/// that cannot be chosen, the usual ones: a backup may bring a workspace in any.
const SIGNS: &str = "cn¥ rmb ¥ 元 块 圆 人民币 hk$ 港元 港币 港幣 nt$ ntd 新台币 新台幣 新臺幣 台币 台幣 mop$ 澳门元 \
     澳门币 澳門幣 us$ $ 美元 美金 € 欧元 £ 英镑 jp¥ 円 日元 日圆 ₩ 韩元 원 s$ sg$ 新加坡元 新元 rm 令吉 马币 ฿ 泰铢 a$ au$ 澳元 \
     nz$ 新西兰元 纽元 c$ ca$ can$ 加元 加币 sfr sfr. fr. 瑞士法郎 ₹ rs rs. 卢比 dh dhs 迪拉姆 zł kč r$ mx$ ₱ ₫ ₺ ₽ ₪ kr kr.";

/// Codes of others that a backup may bring.
const OTHER_CODES: &str = "sek nok dkk pln czk huf rub ils brl mxn zar php idr vnd sar qar";

/// Codes and signs in small letters, the longest first: `us$` before `$`.
static WRITTEN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let codes = CODES.iter().map(|code| code.to_lowercase());
    let others = SIGNS.split_whitespace().chain(OTHER_CODES.split_whitespace());
    let mut all: Vec<String> = codes.chain(others.map(str::to_owned)).collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    all
});

/// The amount without the currency before or behind it, and whether there was one. `text` is in small
/// letters.
pub fn strip(text: &str) -> (&str, bool) {
    let before = WRITTEN.iter().find_map(|word| text.strip_prefix(word.as_str()));
    let rest = before.unwrap_or(text).trim();
    let after = WRITTEN.iter().find_map(|word| rest.strip_suffix(word.as_str()));
    // `¥` also has a full-width form that is not a shifted ASCII sign.
    let yen = rest.strip_prefix('\u{FFE5}');
    let bare = after.or(yen).unwrap_or(rest);
    (bare.trim(), before.is_some() || after.is_some() || yen.is_some())
}
