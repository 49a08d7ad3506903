//! The currencies a workspace may keep its amounts in, and how people write them. Must not know which is
//! chosen, nor what any is worth.

use std::sync::LazyLock;

/// ISO 4217, the likeliest first. Amounts are kept in hundredths: that suits currencies with
/// hundredths and those without any, such as the yen, but none with thousandths.
pub const CODES: [&str; 18] = [
    "CNY", "HKD", "TWD", "MOP", "USD", "EUR", "GBP", "JPY", "KRW", "SGD", "MYR", "THB", "AUD",
    "NZD", "CAD", "CHF", "INR", "AED",
];

/// What stands before or after an amount beside the codes, and in which currencies people write so. Of
/// those that cannot be chosen, the usual ones: a backup may bring a workspace in any.
const SIGNS: [(&str, &str); 33] = [
    ("CN¥ RMB 人民币 人民幣", "CNY"),
    ("¥ ￥", "CNY JPY"),
    ("元 块 塊 圆 圓", "CNY HKD TWD MOP SGD"),
    ("HK$ 港元 港币 港幣 港纸", "HKD"),
    ("NT$ NTD 新台币 新台幣 新臺幣 台币 台幣", "TWD"),
    ("MOP$ 澳门元 澳门币 澳門幣", "MOP"),
    ("US$ 美元 美金", "USD"),
    ("$", "USD CAD AUD NZD SGD HKD TWD MXN"),
    ("€ 欧元 歐元", "EUR"),
    ("£ 英镑 英鎊", "GBP"),
    ("JP¥ 円 日元 日圆 日圓", "JPY"),
    ("₩ 韩元 韓元 원", "KRW"),
    ("S$ SG$ 新加坡元 新加坡币 新元", "SGD"),
    ("RM 令吉 马币", "MYR"),
    ("฿ 泰铢", "THB"),
    ("A$ AU$ 澳元", "AUD"),
    ("NZ$ 新西兰元 纽元", "NZD"),
    ("C$ CA$ CAN$ 加元 加币", "CAD"),
    ("sFr sFr. Fr. 瑞士法郎 瑞郎", "CHF"),
    ("₹ 卢比", "INR"),
    ("Rs Rs.", "INR PKR LKR NPR"),
    ("Dh Dhs 迪拉姆", "AED"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("R$", "BRL"),
    ("MX$", "MXN"),
    ("₱", "PHP"),
    ("₫", "VND"),
    ("₺", "TRY"),
    ("₽", "RUB"),
    ("₪", "ILS"),
    ("kr kr.", "SEK NOK DKK"),
    ("SEK NOK DKK PLN CZK HUF RUB ILS BRL MXN ZAR PHP IDR VND SAR QAR", ""),
];

/// A code, or what is written in its place.
#[derive(Debug, PartialEq, Eq)]
pub struct Sign {
    /// As it is usually written.
    pub text: &'static str,
    /// In small letters.
    lower: String,
    /// ISO 4217, between spaces: the currencies that are written so.
    codes: &'static str,
}

impl Sign {
    /// The currencies that are written so, the likeliest first.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.codes.split(' ')
    }

    /// Is the currency written so?
    pub fn may_be(&self, code: &str) -> bool {
        self.codes().any(|own| own == code)
    }

    /// Is there a currency that is written both ways?
    pub fn may_be_as(&self, other: &Self) -> bool {
        self.codes().any(|code| other.may_be(code))
    }
}

/// Codes and signs, the longest first: `us$` before `$`.
static WRITTEN: LazyLock<Vec<Sign>> = LazyLock::new(|| {
    let signs = SIGNS.into_iter().flat_map(|(texts, codes)| {
        texts.split(' ').map(move |text| (text, if codes.is_empty() { text } else { codes }))
    });
    let all = CODES.into_iter().map(|code| (code, code)).chain(signs);
    let sign = |(text, codes): (&'static str, _)| Sign { text, lower: text.to_lowercase(), codes };
    let mut all: Vec<Sign> = all.map(sign).collect();
    all.sort_by_key(|sign| std::cmp::Reverse(sign.lower.len()));
    all
});

/// The amount without what stands of its currency before and behind it, up to twice on each side
/// (`100元人民币`), and what that was; of several, what leaves least open: `$ 9 CAD`. `text` is in small
/// letters.
pub fn strip(text: &str) -> (&str, Option<&'static Sign>) {
    let mut bare = text.trim();
    let mut found: Option<&'static Sign> = None;
    let mut note = |sign: &'static Sign| {
        if found.is_none_or(|found| sign.codes.len() < found.codes.len()) {
            found = Some(sign);
        }
    };
    for _ in 0..2 {
        let before = WRITTEN
            .iter()
            .find_map(|sign| Some((bare.strip_prefix(sign.lower.as_str())?.trim(), sign)));
        if let Some((rest, sign)) = before {
            note(sign);
            bare = rest;
        }
        let after = WRITTEN
            .iter()
            .find_map(|sign| Some((bare.strip_suffix(sign.lower.as_str())?.trim(), sign)));
        if let Some((rest, sign)) = after {
            note(sign);
            bare = rest;
        }
    }
    (bare, found)
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn a_sign_tells_which_currencies_it_may_be() {
        #[track_caller]
        fn check(text: &str, is: &[&str], is_not: &[&str]) {
            let (bare, sign) = strip(text);
            assert_eq!(bare, "9.50", "{text}");
            let sign = sign.unwrap();
            assert!(is.iter().all(|code| sign.may_be(code)), "{text}: {sign:?}");
            assert!(!is_not.iter().any(|code| sign.may_be(code)), "{text}: {sign:?}");
        }
        check("¥9.50", &["CNY", "JPY"], &["USD", "TWD"]);
        check("￥9.50元", &["CNY"], &["USD"]);
        check("$9.50", &["USD", "HKD", "SGD"], &["CNY"]);
        check("$9.50 cad", &["CAD"], &["USD"]);
        check("hk$9.50", &["HKD"], &["USD"]);
        check("s$ 9.50", &["SGD"], &["USD"]);
        check("nt$9.50", &["TWD"], &["USD"]);
        check("a$9.50", &["AUD"], &["CAD"]);
        check("9.50 fr.", &["CHF"], &["EUR"]);
        check("9.50港币", &["HKD"], &["CNY"]);
        check("9.50新台币", &["TWD"], &["CNY"]);
        check("9.50元", &["CNY", "TWD"], &["JPY"]);
        check("sek 9.50", &["SEK"], &["NOK"]);
        check("9.50元人民币", &["CNY"], &["TWD"]);
        check("人民币9.50元", &["CNY"], &["TWD"]);
        check("rm9.50", &["MYR"], &["CNY"]);
        check("cny ¥9.50", &["CNY"], &["JPY"]);
        check("9.50 元 rmb", &["CNY"], &["HKD"]);
        assert_eq!(strip("9.50").1, None);
        assert!(!strip("hk$9").1.unwrap().may_be_as(strip("us$9").1.unwrap()));
        assert!(strip("hk$9").1.unwrap().may_be_as(strip("$9").1.unwrap()));
    }
}
