//! Column names as shops and their programs write them, in English and Chinese → roles.
//!
//! Owns the vocabulary. Must not look at the cells.

use super::customer_rows::channel_of;
use super::values::cell::half_width;
use crate::domain::consent::ConsentFact;
use crate::domain::keeping::KeepQuestion;
use crate::views::import::ColumnRole::{
    self, BirthYear, Budget, Category, ClassByHand, ClassNote, Company, CompanyId, ConsentEmail,
    ConsentEvery, ConsentInPerson, ConsentPhone, ConsentPost, ConsentSms, ConsentWeChat,
    CustomerKey, Email, Keeping, KnownSince, LeadSource, Member, Name, Note, Occupation, OptedOut,
    OrderAmount, OrderCost, OrderDate, OrderDiscount, OrderKey, OrderRefund, OrderStatus,
    Personality, Phone, ProductKey, ProductName, Quantity, Reasons, ReferredBy, Region, Sex, Skip,
    SpendingPower, Stage, Tags, WeChat,
};
use crate::views::import::ConsentAbout;
use crate::words::export;

/// A role with how sure the name alone makes us, 0–1.
pub type NamedRole = (ColumnRole, f64);

/// Names that mean one thing or another depending on the other columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BareName {
    Id,
    Date,
}

/// Whole names, already in `plain_name` form, between spaces.
const WHOLE: &[(ColumnRole, f64, &str)] = &[
    (Skip, 0.8, "序号 行号 rownumber rowno index"),
    (
        CustomerKey,
        0.95,
        "customerid customerno customernumber customerkey customercode customerref custid custno \
         custnumber custnum custcode clientid clientno clientnumber clientcode memberid memberno \
         membernumber membershipid membershipno membershipnumber membercardno cardno cardnumber \
         userid userno buyerid accountid accountno accountnumber contactid contactno 客户编号 客户号 \
         客户号码 客户编码 客户代码 客户卡号 客户id 会员编号 会员编码 会员代码 会员号 会员卡号 \
         会员卡编号 会员id 用户id 用户编号 顾客编号 顾客号 顾客id 买家id 贵宾卡号 vip卡号 卡号",
    ),
    (CustomerKey, 0.75, "customer cust client buyer 客户 会员账号 买家昵称 买家会员名"),
    (
        Name,
        0.95,
        "name fullname customername clientname contactname membername buyername 姓名 \
         客户姓名 会员姓名 客户名称 名字 顾客姓名 联系人 联系人姓名 名称",
    ),
    (Name, 0.8, "收货人 收件人 收货人姓名 昵称 称呼 contact firstname nickname 微信昵称"),
    (
        Phone,
        0.95,
        "phone mobile telephone tel phonenumber mobilenumber mobilephone cellphone cell \
         手机 手机号 手机号码 电话 联系电话 电话号码 联系方式",
    ),
    // The end alone, where the number itself is not there: together with the name it says who.
    (
        Phone,
        0.7,
        "手机尾号 手机号尾号 手机后四位 手机号后四位 手机号码后四位 电话尾号 电话后四位 尾号 phonelast4 \
         phonelastfour mobilelast4 last4ofphone last4digitsofphone phonelast4digits",
    ),
    (Email, 0.95, "email mail emailaddress 邮箱 电子邮箱 电子邮件 邮件"),
    (WeChat, 0.95, "wechat wechatid weixin 微信 微信号"),
    (
        Company,
        0.95,
        "company organisation organization companyname 公司 单位 公司名称 企业 企业名称 \
         单位名称",
    ),
    (
        CompanyId,
        0.95,
        "companyid companynumber companyregistrationnumber registrationnumber vatid vatnumber vatno taxid 统一社会信用代码 \
         社会信用代码 信用代码 纳税人识别号 税号 营业执照号 工商注册号",
    ),
    (
        Region,
        0.9,
        "region area district city estate neighbourhood neighborhood province state 小区 \
         地区 区域 城市 所在地 社区 片区 省份 省市 住址 所在小区 居住小区",
    ),
    (Region, 0.6, "address 地址 收货地址 country postcode zip"),
    (Sex, 0.95, "sex gender 性别"),
    (Occupation, 0.95, "occupation profession jobtitle 职业 职位 职务"),
    (Occupation, 0.9, "job 工作 从事职业 职业类型"),
    (
        Personality,
        0.95,
        "personality personalitytype character temperament 性格 个性 性格标签 性格类型",
    ),
    (BirthYear, 0.95, "birthyear yearofbirth 出生年份 出生年"),
    (BirthYear, 0.9, "birthday birthdate dateofbirth dob 生日 出生日期 age 年龄"),
    (
        LeadSource,
        0.95,
        "source leadsource customersource channel 来源 客户来源 来源渠道 获客渠道 渠道 \
         推广渠道",
    ),
    (
        KnownSince,
        0.9,
        "since customersince knownsince membersince joined joindate registered signupdate \
         registrationdate registereddate createdat created 注册日期 注册时间 入会日期 \
         入会时间 首次登记 首次登记日期 首次到店 建档日期 建档时间 加入时间 创建时间 登记日期 登记时间 \
         办卡日期 开卡日期",
    ),
    (Member, 0.9, "member ismember membership 会员 是否会员 会员等级 会员级别 membershiplevel"),
    (Stage, 0.95, "stagesetbyhand 人工指定阶段"),
    (ClassByHand, 0.95, "classsetbyhand classbyhand classbyhandclass 人工指定类别"),
    (ClassNote, 0.95, "classsetbyhandreason classbyhandnote 人工指定类别理由"),
    (Keeping(KeepQuestion::Unusual), 0.95, "keepingunusual 留住不一般"),
    (Keeping(KeepQuestion::LooksAhead), 0.95, "keepinglooksahead 留住着眼长远"),
    (Keeping(KeepQuestion::Durable), 0.95, "keepingdurable 留住经得起时间"),
    (Keeping(KeepQuestion::Adaptable), 0.95, "keepingadaptable 留住愿意变通"),
    (Keeping(KeepQuestion::Sound), 0.95, "keepingsound 留住财务稳健"),
    (Keeping(KeepQuestion::Caution), 0.95, "keepingcaution 留住需要提防"),
    (Keeping(KeepQuestion::Valuable), 0.95, "keepingvaluable 留住有价值"),
    (Stage, 0.9, "stage status customerstage 客户阶段 阶段 交易阶段 客户状态 跟进状态"),
    (Budget, 0.9, "budget 预算 意向预算 购买预算"),
    (SpendingPower, 0.9, "spendingpower purchasingpower 消费能力 购买力 消费力"),
    (
        ReferredBy,
        0.9,
        "referredby referrer referral introducedby broughtby 推荐人 介绍人 转介绍人 推荐人编号 \
         介绍人编号 邀请人",
    ),
    (
        Reasons,
        0.95,
        "reasonsfornotbuying reasonfornotbuying notbuyingreason lostreason 未购原因 未成交原因 \
         未购买原因 流失原因",
    ),
    (Tags, 0.9, "tags tag labels 标签 客户标签"),
    (Note, 0.9, "note notes remark remarks comment comments 备注 说明 客户备注"),
    (
        OptedOut,
        0.9,
        "optedout consentoptedout optout unsubscribed unsubscribe isunsubscribed donotcontact donotdisturb \
         dnc dnd marketingoptout optedoutofmarketing nomarketing suppressed 退订 已退订 是否退订 拒收 \
         勿扰 免打扰 请勿打扰 请勿联系 勿联系 不再联系 拒绝营销 不接收营销 不同意营销 营销退订 取消订阅 黑名单",
    ),
    (
        ConsentEvery,
        0.85,
        "consent marketingconsent optin optedin marketingoptin acceptsmarketing 营销授权 营销同意 营销许可 \
         同意营销 接受营销 是否同意营销 是否接受营销",
    ),
    (
        ColumnRole::ConsentFact(ConsentAbout::Everything, ConsentFact::Day),
        0.9,
        "consentdate consentday optindate optintime 授权日期 授权时间 同意日期 同意时间",
    ),
    (
        ColumnRole::ConsentFact(ConsentAbout::Everything, ConsentFact::Source),
        0.9,
        "consentsource optinsource 授权来源 授权方式 同意方式 同意来源",
    ),
    (
        ColumnRole::ConsentFact(ConsentAbout::Everything, ConsentFact::Purpose),
        0.9,
        "consentpurpose purposeofconsent 授权用途 授权目的 授权范围 同意用途",
    ),
    (
        ColumnRole::ConsentFact(ConsentAbout::OptOut, ConsentFact::Day),
        0.9,
        "optedoutday consentoptedoutday optedoutdate optoutdate optouttime unsubscribedate unsubscribetime \
         unsubscribedat unsubscribeddate unsubscribedtime unsubtime unsubdate unsubscribedon \
         取消订阅时间 退订日期 退订时间",
    ),
    (
        ColumnRole::ConsentFact(ConsentAbout::OptOut, ConsentFact::Source),
        0.9,
        "optedoutsource consentoptedoutsource optoutsource unsubscribesource 退订来源 退订方式 退订渠道",
    ),
    (
        OrderStatus,
        0.9,
        "orderstatus orderstate paystatus paymentstatus financialstatus 订单状态 交易状态 支付状态 付款状态",
    ),
    (
        OrderKey,
        0.95,
        "orderid orderno ordernumber order invoice invoiceno invoicenumber transactionid \
         receiptno receipt 订单号 订单编号 单号 订单id 流水号 小票号 交易号 销售单号",
    ),
    (
        OrderDate,
        0.95,
        "orderdate ordertime orderedat orderdatetime purchasedate transactiondate \
         invoicedate saledate 下单时间 下单日期 订单日期 订单时间 购买日期 购买时间 \
         消费日期 消费时间 交易时间 交易日期 成交时间 成交日期 销售日期",
    ),
    (
        OrderDate,
        0.9,
        "paymentdate paidat paymenttime 付款时间 支付时间 付款日期 订单创建时间 \
         订单付款时间",
    ),
    (OrderAmount, 0.97, "实付金额 实付 实付款 实收金额 实收 amountpaid paid 买家实际支付金额"),
    (
        OrderAmount,
        0.95,
        "amount orderamount ordertotal ordervalue netamount totalamount lineamount 金额 \
         订单金额 消费金额 支付金额 付款金额 成交金额 销售金额 销售额 交易金额 总金额 \
         订单总价",
    ),
    (OrderAmount, 0.8, "total spend spent sales revenue value subtotal 合计 小计 总价 价款"),
    (
        OrderRefund,
        0.9,
        "refund refunds refunded refundamount refundedamount amountrefunded totalrefunded refundtotal 退款 \
         退款金额 已退款金额 退款总额 退款合计 实退金额 退货金额 退货退款金额",
    ),
    (OrderDiscount, 0.9, "discount discountamount 优惠 优惠金额 折扣 折扣金额 减免 优惠券金额"),
    (OrderCost, 0.9, "cost costamount cogs 成本 成本金额 商品成本 进货价 成本价"),
    (
        ProductKey,
        0.95,
        "sku productid productcode productno itemcode itemid stockcode articleno 商品编号 \
         商品编码 货号 商品id 产品编号 产品编码 条码 商品条码",
    ),
    (
        ProductName,
        0.95,
        "product productname item itemname description service 商品 商品名称 产品 \
         产品名称 商品标题 服务项目 品名 项目 宝贝标题 货品名称",
    ),
    (
        Category,
        0.95,
        "category productcategory department 品类 类目 分类 商品分类 商品类别 产品类别 \
         类别",
    ),
    (
        Quantity,
        0.95,
        "quantity qty units items pieces pcs count copies cds 数量 购买数量 件数 商品数量 \
         销售数量",
    ),
];

/// Parts of longer names, tried in this order.
const PARTS: &[(ColumnRole, &str)] = &[
    (OrderDiscount, "优惠 折扣 discount"),
    (OrderCost, "成本"),
    (OrderKey, "订单号 订单编号 orderid ordernumber"),
    (ProductKey, "商品编 产品编 sku"),
    (ProductName, "商品名 产品名 productname"),
    (CustomerKey, "客户编号 会员编号 会员号 客户id 会员id customerid memberid"),
    (Phone, "手机 电话 phone mobile"),
    (Email, "邮箱 email"),
    (WeChat, "微信号 wechat"),
    (Name, "姓名"),
    (OrderDate, "下单 付款时间 支付时间 orderdate purchasedate"),
    (OrderAmount, "实付 金额 amount"),
    (Quantity, "数量 quantity"),
    (LeadSource, "来源"),
    (Region, "小区 地区"),
    (Company, "公司"),
    (KnownSince, "注册 入会"),
    (Budget, "预算 budget"),
    (Note, "备注"),
];

/// Parts of names of what is left of a number, of a card perhaps: a field of its own.
const REMAINDER_PARTS: &str = "尾号 后四位 后4位 尾数 last4 lastfour";

/// Parts that make a name a summary over orders, which is no order itself.
const SUMMARY_PARTS: &str = "累计 占比 总消费 消费总 历史 最近 最后 首次 首单 上次 下次 预计 平均 人均 次数 笔数 \
         订单数 单价 退款 运费 last first latest average avg lifetime totalspen ltv \
         ordercount share numberoforders numorders unitprice shipping tax";

const CONSENT_PARTS: &str = "授权 同意 许可 允许 接收 订阅 可联系 agree consent optin permission allow subscribed maycall maytext \
     mayemail maysms";

const CONSENT_CHANNELS: &[(ColumnRole, &str)] = &[
    (ConsentWeChat, "微信 企微 wechat wecom"),
    (ConsentSms, "短信 sms text"),
    (ConsentEmail, "邮件 电邮 邮箱 email mail newsletter"),
    (ConsentPhone, "电话 来电 phone call"),
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
     不订阅 optout optedout unsubscri withdraw donotsms donottext donotcall donotphone donotmail donotemail \
     donotpost refuse decline";

/// Before the names of the user's own fields in the document of a whole workspace.
pub const OWN_FIELDS: &str = "fields.";

/// Between the name of a group of columns and the name of one of them.
pub const NAME_GAP: &str = " / ";

/// The name without the names of the groups it stands in.
pub fn below_group(header: &str) -> &str {
    header.rsplit(NAME_GAP).next().unwrap_or(header)
}

/// Letters and digits only, in lower case, without what stands in brackets: `订单金额(元)` is
/// `订单金额`, `Order_ID` is `orderid`.
pub fn plain_name(header: &str) -> String {
    // Of a name below the name of a group (联系方式 / 手机), the group says least.
    let header = below_group(header);
    let mut plain = String::with_capacity(header.len());
    let mut depth = 0_u32;
    for letter in header.chars().map(half_width) {
        match letter {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && letter.is_alphanumeric() => {
                plain.extend(simplified(letter).to_lowercase());
            }
            _ => {}
        }
    }
    plain
}

/// The characters of usual names, traditional and simplified.
const TRADITIONAL: &str =
    "機電話號碼員會別備註訂單編額產數價類稱戶顧買賣時間郵區來權標籤簽費總實際聯絡職業歲齡樣態傳";
const SIMPLIFIED: &str =
    "机电话号码员会别备注订单编额产数价类称户顾买卖时间邮区来权标签签费总实际联络职业岁龄样态传";

fn simplified(letter: char) -> char {
    let place = TRADITIONAL.chars().position(|traditional| traditional == letter);
    place.and_then(|place| SIMPLIFIED.chars().nth(place)).unwrap_or(letter)
}

/// What the name alone says; `None` if it is in no list.
pub fn role_of(plain: &str) -> Option<NamedRole> {
    let is_listed = |names: &str| names.split_whitespace().any(|name| name == plain);
    if let Some((role, sure, _)) = WHOLE.iter().find(|(_, _, names)| is_listed(names)) {
        return Some((role.clone(), *sure));
    }
    if (has_part(plain, CONSENT_PARTS) || has_part(plain, REFUSAL_PARTS))
        && let Some(role) = consent_role(plain)
    {
        return Some((role, 0.85));
    }
    if is_summary(plain) || has_part(plain, REMAINDER_PARTS) {
        return None;
    }
    let found = PARTS.iter().find(|(_, parts)| has_part(plain, parts));
    found.map(|(role, _)| (role.clone(), 0.75))
}

/// What a name says that speaks of consent, where it names a channel.
fn consent_role(plain: &str) -> Option<ColumnRole> {
    let (role, _) = CONSENT_CHANNELS.iter().find(|(_, parts)| has_part(plain, parts))?;
    if has_part(plain, REFUSAL_PARTS) {
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

/// As `role_of`, also where only the group that the name stands below says what it is about:
/// 营销授权 / 短信.
pub fn role_of_header(header: &str) -> Option<NamedRole> {
    if let Some((group, own)) = header.rsplit_once(NAME_GAP)
        && has_part(&plain_name(group), CONSENT_PARTS)
        && let Some(role) = consent_role(&plain_name(own))
    {
        return Some((role, 0.85));
    }
    role_of(&plain_name(header))
}

/// Is this what an export calls a column that follows from the others? It has nothing to bring in.
pub fn is_worked_out(header: &str) -> bool {
    let marked = export::worked_out("");
    let ends_marked = |mark: &str| header.ends_with(mark.trim());
    header.starts_with("meadow_") || ends_marked(&marked.en) || ends_marked(&marked.zh)
}

/// Does the name speak of a sum or an extreme over orders, or of a part of a price?
pub fn is_summary(plain: &str) -> bool {
    has_part(plain, SUMMARY_PARTS)
}

fn has_part(plain: &str, parts: &str) -> bool {
    parts.split_whitespace().any(|part| plain.contains(part))
}

/// A name that says little by itself.
pub fn bare_name(plain: &str) -> Option<BareName> {
    match plain {
        "id" | "no" | "number" | "code" | "key" | "编号" | "编码" | "号码" => {
            Some(BareName::Id)
        }
        "date" | "day" | "time" | "datetime" | "timestamp" | "日期" | "时间" => {
            Some(BareName::Date)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::consent::{Channel, ConsentFact};
    use crate::views::import::ConsentAbout;
    use std::collections::BTreeSet;

    use super::{BareName, ColumnRole, WHOLE, bare_name, plain_name, role_of_header};

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
}
