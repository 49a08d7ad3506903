//! Which column of a table of past events says what, by the names of the columns. Must not know the rows.

use crate::ingest::header_words::plain_name;
use crate::views::past_events::PastEventColumn;

/// Names in the form of [`plain_name`]. The first that fits takes a column.
const NAMES: [(PastEventColumn, &str); 11] = [
    // Before orders, whose names stand within these.
    (
        PastEventColumn::Repurchased,
        "repurchased repurchases repeatbuyers repeatorders boughtagain reordered nrepurchased 复购 复购人数 复购数 回购 回购人数 再次购买",
    ),
    (PastEventColumn::Referred, "referred nreferred 转介绍 转介绍人数 转介绍数"),
    (
        PastEventColumn::Revenue,
        "revenue sales turnover income takings 收入 销售额 营业额 成交金额 成交额 销售收入 回款",
    ),
    (
        PastEventColumn::Cost,
        "cost costs spend spending expenses 费用 成本 花费 支出 总费用 活动费用 活动成本",
    ),
    (
        PastEventColumn::Invited,
        "invited invitations invites invitees sent ninvited 邀请 邀约 邀请人数 邀约人数 邀请数 邀约数 受邀 受邀人数 发送人数",
    ),
    (
        PastEventColumn::Registered,
        "registered registrations registration signups signedup signup rsvp rsvps nregistered 报名 报名人数 报名数 登记 登记人数",
    ),
    (
        PastEventColumn::Attended,
        "attended attendees attendance came showedup guests visitors nattended 到场 到场人数 到会 到会人数 出席 出席人数 参加 参加人数 签到 签到人数 实到 实到人数",
    ),
    (
        PastEventColumn::Ordered,
        "ordered orders order bought buyers purchases purchased closed nordered 成交 成交人数 成交数 成交单数 下单 下单人数 订单 订单数 购买 购买人数 签单 签单数",
    ),
    (
        PastEventColumn::Day,
        "date day eventdate eventday heldon when 日期 活动日期 举办日期 时间 活动时间 举办时间",
    ),
    (
        PastEventColumn::Method,
        "method type kind format eventtype eventkind 方式 类型 形式 活动方式 活动类型 活动形式 组织方式",
    ),
    (
        PastEventColumn::Name,
        "name event eventname title topic 名称 活动 活动名称 活动名 主题 活动主题 场次",
    ),
];

/// Shorter names stand in others by chance.
const N_LETTERS_WITHIN: usize = 4;
/// A Chinese word of two characters is as long.
const N_SIGNS_WITHIN: usize = 2;

/// One a column, each at most once: whole names before names that stand within others.
pub fn guess_columns<'a>(
    headers: impl IntoIterator<Item = &'a str>,
) -> Vec<Option<PastEventColumn>> {
    let plain: Vec<String> = headers.into_iter().map(plain_name).collect();
    let mut columns = vec![None; plain.len()];
    for fits in [is_whole as fn(&str, &str) -> bool, is_within] {
        for (column, names) in NAMES {
            if columns.contains(&Some(column)) {
                continue;
            }
            let mut free = (0..plain.len()).filter(|at| columns[*at].is_none());
            let found =
                free.find(|at| names.split_whitespace().any(|name| fits(&plain[*at], name)));
            if let Some(at) = found {
                columns[at] = Some(column);
            }
        }
    }
    columns
}

fn is_whole(header: &str, name: &str) -> bool {
    header == name
}

fn is_within(header: &str, name: &str) -> bool {
    let n_least = if name.is_ascii() { N_LETTERS_WITHIN } else { N_SIGNS_WITHIN };
    name.chars().count() >= n_least && header.contains(name)
}
