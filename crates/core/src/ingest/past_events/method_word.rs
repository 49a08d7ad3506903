//! What a cell calls a method of gathering customers. Must not know where it stands.

use crate::domain::method::Method;
use crate::ingest::header_words::plain_name;
use crate::playbooks;

/// What methods are called beside their own names, in the form of [`plain_name`].
const WORDS: [(Method, &str); 7] = [
    (Method::DealerRecruitment, "dealer dealers distributor recruitment 招商 经销商 代理商 加盟"),
    (
        Method::LimitedOffer,
        "limited flash sale promotion discount 限时 限量 特卖 抢购 秒杀 促销 团购",
    ),
    (Method::Membership, "member members membership vip club 会员 老客户 答谢"),
    (Method::Exhibition, "exhibition fair expo show exhibit 展会 展销 展览 博览"),
    (Method::Training, "training course class workshop 培训 课程 教学 学习 训练"),
    (Method::Seminar, "seminar talk lecture webinar forum salon 研讨 讲座 论坛 沙龙 说明会 会议"),
    (Method::Activity, "activity party entertainment game openday 体验 互动 联谊 娱乐 派对 开放日"),
];

/// `None` for a word nobody knows.
pub fn read_method(text: &str) -> Option<Method> {
    let plain = plain_name(text);
    let named = Method::ALL.into_iter().find(|method| {
        let name = &playbooks::method_guide(*method).name;
        [method.slug(), &name.en, &name.zh].into_iter().any(|name| plain_name(name) == plain)
    });
    let is_word = |words: &str| words.split_whitespace().any(|word| plain.contains(word));
    named.or_else(|| WORDS.into_iter().find(|(_, words)| is_word(words)).map(|(method, _)| method))
}
