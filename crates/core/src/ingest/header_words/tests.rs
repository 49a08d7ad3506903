use crate::domain::consent::{Channel, ConsentFact};
use crate::views::import::ConsentAbout;
use std::collections::BTreeSet;

use super::{
    BareName, ColumnRole, WHOLE, bare_name, may_be_of_one_piece, plain_name, role_of_header,
};

#[track_caller]
fn check(header: &str, expected: impl Into<Option<ColumnRole>>) {
    assert_eq!(role_of_header(header).map(|(role, _)| role), expected.into(), "{header}");
}

#[test]
fn names_in_both_languages() {
    check("姓名", ColumnRole::Name);
    check("手机", ColumnRole::Phone);
    check("会员手机号码", ColumnRole::Phone);
    check("Order_ID", ColumnRole::OrderKey);
    check("Order Date", ColumnRole::OrderDate);
    check("订单金额（元）", ColumnRole::OrderAmount);
    check("优惠金额", ColumnRole::OrderDiscount);
    for header in ["单据编号", "單據號", "账单号", "帳單號", "小票编号", "销售单据编号"]
    {
        check(header, ColumnRole::OrderKey);
    }
    check("单据日期", ColumnRole::OrderDate);
    check("状态", ColumnRole::Stage);
    check("订单状态", ColumnRole::OrderStatus);
    assert_eq!(bare_name("状态"), Some(BareName::Status));
    check("商品名称", ColumnRole::ProductName);
    check("短信授权", ColumnRole::ConsentSms);
    check("聯絡電話", ColumnRole::Phone);
    check("訂單編號", ColumnRole::OrderKey);
    let of_sms = |fact| ColumnRole::ConsentFact(ConsentAbout::Channel(Channel::Sms), fact);
    check("短信授权时间", of_sms(ConsentFact::Day));
    check("consent_sms_source", of_sms(ConsentFact::Source));
    let of_all = |fact| ColumnRole::ConsentFact(ConsentAbout::Everything, fact);
    check("授权用途", of_all(ConsentFact::Purpose));
    let opted_out = |fact| ColumnRole::ConsentFact(ConsentAbout::OptOut, fact);
    let refused =
        |channel| ColumnRole::ConsentFact(ConsentAbout::Refusal(channel), ConsentFact::Day);
    check("微信退订日期", refused(Channel::WeChat));
    check("SMS opt-out", refused(Channel::Sms));
    check("不接收短信", refused(Channel::Sms));
    check("拒绝来电", refused(Channel::Phone));
    check("Do not email", refused(Channel::Email));
    check("UNSUB_TIME", opted_out(ConsentFact::Day));
    check("免打扰", ColumnRole::OptedOut);
    check("Unsubscribed from email", refused(Channel::Email));
    check("Opted out: day", opted_out(ConsentFact::Day));
    check("Email consent", ColumnRole::ConsentEmail);
    check("是否退订", ColumnRole::OptedOut);
    check("营销授权 / 电话", ColumnRole::ConsentPhone);
    check("Consent / SMS", ColumnRole::ConsentSms);
    check("Consent / Opted out", ColumnRole::OptedOut);
    check("联系方式 / 电话", ColumnRole::Phone);
    check("所在小区", ColumnRole::Region);
    check("Town", ColumnRole::Region);
    check("Line total (£)", ColumnRole::OrderAmount);
    check("Invoice total", ColumnRole::OrderAmount);
    check("发票金额", ColumnRole::OrderAmount);
    check("How did they hear of us?", ColumnRole::LeadSource);
    check("How did you hear about us", ColumnRole::LeadSource);
    check("从哪里知道我们", ColumnRole::LeadSource);
    check("cds", ColumnRole::Quantity);
    for header in ["Cust. No", "custno", "Cust ID", "Customer #", "Client No.", "Card number"] {
        check(header, ColumnRole::CustomerKey);
    }
    for header in ["会员卡号", "客户号", "客户编码", "顾客号", "VIP卡号"] {
        check(header, ColumnRole::CustomerKey);
    }
    assert_eq!(bare_name(&plain_name("No.")), Some(BareName::Id));
    assert_eq!(bare_name(&plain_name("编号")), Some(BareName::Id));
}

/// The last of two names is no last order.
#[test]
fn halves_of_names_are_told_from_whole_ones() {
    for header in ["Last Name", "last_name", "Surname", "Family name", "姓", "姓氏", "LNAME"] {
        check(header, ColumnRole::FamilyName);
    }
    for header in ["First Name", "Given name", "Forename(s)", "名", "FNAME"] {
        check(header, ColumnRole::Name);
    }
    check("Billing Last Name", ColumnRole::FamilyName);
    check("Customer's first name", ColumnRole::Name);
    check("Last order", None);
    check("宠物名", None);
}

/// What was paid once the discount was off is the amount, and what it was before is nothing.
#[test]
fn prices_around_a_discount_are_told_from_it() {
    for header in ["优惠后金额", "折后金额", "折扣后总额", "折后价", "优惠价"] {
        check(header, ColumnRole::OrderAmount);
    }
    for header in ["Amount after discount", "Total net of discount", "Discounted price"] {
        check(header, ColumnRole::OrderAmount);
    }
    for header in ["优惠", "满减优惠", "折扣金额", "Discount", "Discount amount"] {
        check(header, ColumnRole::OrderDiscount);
    }
    for header in
        ["优惠前金额", "折扣前总价", "Amount before discount", "折后单价", "累计优惠后金额"]
    {
        check(header, None);
    }
}

#[test]
fn a_price_may_be_of_one_piece() {
    for header in ["Price", "Unit price", "单价", "成交价", "折后价"] {
        assert!(may_be_of_one_piece(&plain_name(header)), "{header}");
    }
    for header in ["Total price", "Line price", "Amount", "总价", "价款", "折后金额", "订单总价"]
    {
        assert!(!may_be_of_one_piece(&plain_name(header)), "{header}");
    }
}

#[test]
fn summaries_over_orders_are_not_orders() {
    check("累计消费金额", None);
    check("最近下单时间", None);
    check("Last order date", None);
    check("total_spent", None);
    check("单价", None);
    check("宠物名", None);
    check("卡号后四位", None);
    check("__proto__", None);
}

#[test]
fn the_names_are_plain_and_certain_ones_stand_in_one_list() {
    let mut seen = BTreeSet::new();
    for (role, sure, names) in WHOLE {
        for name in names.split_whitespace() {
            assert_eq!(plain_name(name), name);
            assert!(seen.insert(name), "{name} ({role:?}, {sure}) is listed twice");
        }
    }
}
