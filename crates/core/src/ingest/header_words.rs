//! Column names as shops and their programs write them, in English and Chinese → roles.
//!
//! Owns the vocabulary. Must not look at the cells.

mod consent_names;

pub use consent_names::role_if_yes_no;

use super::values::cell::half_width;
use crate::domain::consent::ConsentFact;
use crate::domain::keeping::KeepQuestion;
use crate::views::import::ColumnRole::{
    self, BirthYear, Budget, Category, ClassByHand, ClassNote, Company, CompanyId, ConsentEvery,
    CustomerKey, Email, FamilyName, Keeping, KnownSince, LeadSource, Member, Name, Note,
    Occupation, OptedOut, OrderAmount, OrderCost, OrderDate, OrderDiscount, OrderKey, OrderRefund,
    OrderStatus, Personality, Phone, ProductKey, ProductName, Quantity, Reasons, ReferredBy,
    Region, Sex, Skip, SpendingPower, Stage, Tags, WeChat,
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
    Status,
}

/// Names of what may be a contact's number in a list, or the one that is dialled.
const CONTACT_NUMBERS: &str = "contactno contactnumber contactnum contactnr";

/// Whole names, already in `plain_name` form, between spaces.
const WHOLE: &[(ColumnRole, f64, &str)] = &[
    (Skip, 0.8, "序号 行号 rownumber rowno index"),
    (
        CustomerKey,
        0.95,
        "customerid customerno customernumber customerkey customercode customerref custid custno \
         custnumber custnum custcode clientid clientno clientnumber clientcode memberid memberno \
         membernumber membershipid membershipno membershipnumber membercardno cardno cardnumber \
         userid userno buyerid accountid accountno accountnumber contactid 客户编号 客户号 \
         客户号码 客户编码 客户代码 客户卡号 客户id 会员编号 会员编码 会员代码 会员号 会员卡号 \
         会员卡编号 会员id 用户id 用户编号 顾客编号 顾客号 顾客id 买家id 贵宾卡号 vip卡号 卡号",
    ),
    // Mostly the number that a contact is reached by: see `is_contact_number`.
    (CustomerKey, 0.9, CONTACT_NUMBERS),
    (CustomerKey, 0.75, "customer cust client buyer 客户 会员账号 买家昵称 买家会员名"),
    (
        Name,
        0.95,
        "name fullname customername clientname contactname membername buyername 姓名 \
         客户姓名 会员姓名 客户名称 名字 顾客姓名 联系人 联系人姓名 名称",
    ),
    // Half of a name: beside a whole one it is a field of its own.
    (FamilyName, 0.9, "lastname lastnames surname surnames familyname familynames lname 姓 姓氏"),
    (
        Name,
        0.85,
        "firstname firstnames givenname givennames forename forenames christianname fname 名",
    ),
    (Name, 0.8, "收货人 收件人 收货人姓名 昵称 称呼 contact nickname 微信昵称"),
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
        "region area district city town towncity citytown estate neighbourhood neighborhood province state 小区 \
         地区 区域 城市 城镇 乡镇 县市 所在地 社区 片区 省份 省市 住址 所在小区 居住小区",
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
        LeadSource,
        0.9,
        "howdidtheyhear howdidtheyhearofus howdidtheyhearaboutus howdidyouhear howdidyouhearofus howdidyouhearaboutus \
         howtheyheardofus howtheyheardaboutus heardofusfrom heardaboutusfrom heardfrom foundusthrough 如何得知 如何得知我们 如何了解到我们 \
         从何得知 从哪里知道我们 怎么知道我们 得知渠道 了解渠道 认识途径",
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
    (Stage, 0.9, "stage customerstage 客户阶段 阶段 交易阶段 客户状态 跟进状态"),
    // Or an order's, by what is in it: see `BareName::Status`.
    (Stage, 0.88, "status 状态"),
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
    // As stock and till programs call it. Beside an order's own number it is that of another paper.
    (
        OrderKey,
        0.9,
        "单据编号 单据号 单据号码 账单号 账单编号 小票编号 小票号码 销售单编号 销货单号",
    ),
    (
        OrderDate,
        0.95,
        "orderdate ordertime orderedat orderdatetime purchasedate transactiondate \
         invoicedate saledate 下单时间 下单日期 订单日期 订单时间 购买日期 购买时间 \
         消费日期 消费时间 交易时间 交易日期 成交时间 成交日期 销售日期 单据日期 单据时间 业务日期",
    ),
    (
        OrderDate,
        0.9,
        "paymentdate paidat paymenttime 付款时间 支付时间 付款日期 订单创建时间 \
         订单付款时间 开单日期 开单时间",
    ),
    (OrderAmount, 0.97, "实付金额 实付 实付款 实收金额 实收 amountpaid paid 买家实际支付金额"),
    (
        OrderAmount,
        0.95,
        "amount orderamount ordertotal ordervalue netamount totalamount lineamount linetotal ordersum \
         invoicetotal invoiceamount 金额 行金额 行合计 发票金额 账单金额 \
         订单金额 消费金额 支付金额 付款金额 成交金额 销售金额 销售额 交易金额 总金额 \
         订单总价",
    ),
    // Perhaps of one piece: an amount counts before it.
    (
        OrderAmount,
        0.9,
        "折后价 折后价格 折扣后价 折扣后价格 折扣价 折扣价格 优惠后价 优惠后价格 优惠价 优惠价格 discountedprice priceafterdiscount",
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
    (OrderKey, "订单号 订单编号 单据编号 单据号 账单号 小票编号 orderid ordernumber"),
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

/// Ends of longer names of half a name: billing first name, contact's last name. Read before anything is
/// called a summary, which the "last" of an order is.
const FAMILY_NAME_ENDS: &str = "lastname surname familyname 姓氏";
const GIVEN_NAME_ENDS: &str = "firstname givenname forename";

/// Parts of names of what was to be paid once the discount was off: neither the discount nor the list price.
const AFTER_DISCOUNT_PARTS: &str =
    "优惠后 折后 折扣后 减免后 afterdiscount netofdiscount discountedtotal";

/// Parts of names of the list price, which nobody paid. It is an amount only where there is no other.
const BEFORE_DISCOUNT_PARTS: &str =
    "优惠前 折前 折扣前 减免前 beforediscount prediscount undiscounted";

/// Parts of names of what is left of a number, of a card perhaps: a field of its own.
const REMAINDER_PARTS: &str = "尾号 后四位 后4位 尾数 last4 lastfour";

/// Parts that make a name a summary over orders, which is no order itself.
const SUMMARY_PARTS: &str = "累计 占比 总消费 消费总 历史 最近 最后 首次 首单 上次 下次 预计 平均 人均 次数 笔数 \
         订单数 单价 退款 运费 last first latest average avg lifetime totalspen ltv \
         ordercount share numberoforders numorders unitprice shipping tax";

/// Parts of names of a price, which may be one piece's.
const PRICE_PARTS: &str = "price 价";

/// Parts that say of a price that it is of all pieces.
const IN_ALL_PARTS: &str =
    "总 合计 小计 价款 金额 整单 订单 行 total sum amount line order extended";

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
const TRADITIONAL: &str = "機電話號碼員會別備註訂單編額產數價類稱戶顧買賣時間郵區來權標籤簽費總實際聯絡職業歲齡樣態傳據賬帳";
const SIMPLIFIED: &str = "机电话号码员会别备注订单编额产数价类称户顾买卖时间邮区来权标签签费总实际联络职业岁龄样态传据账账";

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
    if (consent_names::speaks_of_consent(plain) || consent_names::speaks_of_refusal(plain))
        && let Some(role) = consent_names::role_of(plain)
    {
        return Some((role, 0.85));
    }
    if has_end(plain, FAMILY_NAME_ENDS) {
        return Some((FamilyName, 0.7));
    }
    if has_end(plain, GIVEN_NAME_ENDS) {
        return Some((Name, 0.7));
    }
    if is_summary(plain) || has_part(plain, REMAINDER_PARTS) {
        return None;
    }
    if has_part(plain, BEFORE_DISCOUNT_PARTS) {
        return None;
    }
    if has_part(plain, AFTER_DISCOUNT_PARTS) {
        return Some((OrderAmount, 0.97));
    }
    let found = PARTS.iter().find(|(_, parts)| has_part(plain, parts));
    found.map(|(role, _)| (role.clone(), 0.75))
}

/// As `role_of`, also where only the group that the name stands below says what it is about:
/// 营销授权 / 短信.
pub fn role_of_header(header: &str) -> Option<NamedRole> {
    if let Some((group, own)) = header.rsplit_once(NAME_GAP)
        && consent_names::speaks_of_consent(&plain_name(group))
        && let Some(role) = consent_names::role_of(&plain_name(own))
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

fn has_end(plain: &str, ends: &str) -> bool {
    ends.split_whitespace().any(|end| plain.ends_with(end))
}

/// Is this the number of a contact, or one to reach them by? The cells decide.
pub fn is_contact_number(plain: &str) -> bool {
    CONTACT_NUMBERS.split_whitespace().any(|name| name == plain)
}

/// May an amount of this name be of one piece only?
pub fn may_be_of_one_piece(plain: &str) -> bool {
    has_part(plain, PRICE_PARTS) && !has_part(plain, IN_ALL_PARTS)
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
        "status" | "状态" => Some(BareName::Status),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
