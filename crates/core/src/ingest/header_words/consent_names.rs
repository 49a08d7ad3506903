//! Names that speak of consent → which channel's, and what of it: whether, when, from where, for what; or
//! that it is refused. Must not look at the cells.

use super::has_part;
use crate::domain::consent::ConsentFact;
use crate::ingest::customer_rows::channel_of;
use crate::views::import::ColumnRole::{
    self, ConsentEmail, ConsentEvery, ConsentInPerson, ConsentPhone, ConsentPost, ConsentSms,
    ConsentWeChat,
};
use crate::views::import::ConsentAbout;

const CONSENT_PARTS: &str = "授权 同意 许可 允许 接收 订阅 可联系 agree consent optin permission allow subscribed maycall maytext \
     mayemail maysms";

const CONSENT_CHANNELS: &[(ColumnRole, &str)] = &[
    (ConsentWeChat, "微信 企微 wechat wecom"),
    (ConsentSms, "短信 sms text"),
    (ConsentEmail, "邮件 电邮 邮箱 email mail newsletter"),
    (ConsentPhone, "电话 来电 致电 phone call"),
    (ConsentPost, "信函 信件 邮寄 post letter"),
    (ConsentInPerson, "当面 上门 inperson visit"),
];

/// Parts that make a name that speaks of a channel's consent one of its facts.
const CONSENT_FACTS: &[(ConsentFact, &str)] = &[
    (ConsentFact::Day, "日期 时间 date day time"),
    (ConsentFact::Source, "来源 方式 source"),
    (ConsentFact::Purpose, "用途 目的 purpose"),
];

/// Parts that make a name that speaks of a channel one of its refusal.
const REFUSAL_PARTS: &str = "退订 拒收 拒绝 拒接 取消授权 取消订阅 撤回 勿扰 勿打扰 免打扰 勿发 勿打 不接收 不接受 不再接收 不同意 不允许 \
     不订阅 不可致电 勿致电 optout optedout unsubscri withdraw donotsms donottext donotcall donotphone donotmail donotemail \
     donotpost refuse decline";

/// Parts of names that ask, or speak of advertising: they are of consent only where the cells say yes and no.
const QUESTION_PARTS: &str = "okto maywe canwe couldwe happyto newsletter mailinglist marketing phoneok callok textok \
     smsok emailok 可否 能否 是否可 可不可 能不能 可致电 可来电 可打 可发 营销";

/// Such names that say no: their yes is no permission, and they are left to the user.
const QUESTION_REFUSALS: &str =
    "donot dont never stop unsub optout nomore 不可 不能 不要 不得 不想 不愿 勿 拒 免";

/// Whole names of the kind, without a channel: of every one, or of the list that people subscribe to.
const QUESTIONS: &[(ColumnRole, &str)] = &[
    (
        ConsentEvery,
        "marketing oktocontact maywecontactyou maywecontact canwecontactyou canwecontact 营销 可否联系 能否联系 \
         是否可联系 是否可以联系",
    ),
    (ConsentEmail, "subscribed issubscribed subscribe 订阅 已订阅 是否订阅"),
];

/// What a name says that speaks of consent only above cells of yes and no: Newsletter?, OK to call?,
/// 可否致电.
pub fn role_if_yes_no(plain: &str) -> Option<ColumnRole> {
    let is_listed = |names: &str| names.split_whitespace().any(|name| name == plain);
    if let Some((role, _)) = QUESTIONS.iter().find(|(_, names)| is_listed(names)) {
        return Some(role.clone());
    }
    // 可不可 and 能不能 ask; they do not refuse.
    let said = plain.replace("可不可", "可").replace("能不能", "能");
    let refuses = said.starts_with("no") || has_part(&said, QUESTION_REFUSALS);
    if !has_part(plain, QUESTION_PARTS) || refuses {
        return None;
    }
    role_of(plain).filter(|role| channel_of(role).is_some())
}

pub fn speaks_of_consent(plain: &str) -> bool {
    has_part(plain, CONSENT_PARTS)
}

pub fn speaks_of_refusal(plain: &str) -> bool {
    has_part(plain, REFUSAL_PARTS)
}

/// What a name says that speaks of consent, where it names a channel.
pub fn role_of(plain: &str) -> Option<ColumnRole> {
    let (role, _) = CONSENT_CHANNELS.iter().find(|(_, parts)| has_part(plain, parts))?;
    if speaks_of_refusal(plain) {
        let about = ConsentAbout::Refusal(channel_of(role)?);
        return Some(ColumnRole::ConsentFact(about, ConsentFact::Day));
    }
    let fact = CONSENT_FACTS.iter().find(|(_, parts)| has_part(plain, parts));
    Some(match channel_of(role).zip(fact) {
        Some((channel, (fact, _))) => {
            ColumnRole::ConsentFact(ConsentAbout::Channel(channel), *fact)
        }
        None => role.clone(),
    })
}
