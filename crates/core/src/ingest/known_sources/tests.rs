use super::{KEYS, KnownSource, chinese, international, plain_name, recognise};
use crate::domain::consent;
use crate::ingest::column_content::ColumnContent;
use crate::ingest::column_guess::Column;
use crate::views::import::ColumnRole::{
    self, BirthYear, Company, ConsentEmail, ConsentFact, ConsentSms, CustomerKey, Email,
    FamilyName, KnownSince, LeadSource, Member, Name, Note, OptedOut, OrderAmount, OrderDate,
    OrderDiscount, OrderKey, OrderRefund, OrderStatus, OrderTotal, Phone, ProductKey, ProductName,
    Quantity, Region, Stage, Tags,
};
use crate::views::import::{ConsentAbout, DecimalMark};

fn recognise_header(header: &str) -> Option<(&'static str, Vec<(String, ColumnRole)>)> {
    let content = ColumnContent::of(["x"].into_iter(), DecimalMark::Point);
    let columns: Vec<Column<'_>> = header
        .split(',')
        .map(|header| Column { header, is_named: true, content: &content })
        .collect();
    let (key, roles) = recognise(&columns)?;
    let named =
        columns.iter().zip(roles).map(|(column, guess)| (column.header.to_owned(), guess.role));
    Some((key, named.collect()))
}

/// A header as the program writes it, with the columns that Meadow takes, and what they become.
#[track_caller]
fn check(key: &str, header: &str, expected: &[(&str, ColumnRole)]) {
    let (found, roles) = recognise_header(header).unwrap_or_default();
    assert_eq!(found, key);
    let taken: Vec<(&str, ColumnRole)> = roles
        .iter()
        .filter(|(_, role)| !matches!(role, ColumnRole::Skip | ColumnRole::Custom { .. }))
        .map(|(header, role)| (header.as_str(), role.clone()))
        .collect();
    assert_eq!(taken, expected);
}

#[test]
fn chinese_exports_are_recognised() {
    check(
        "wecom-customers",
        "客户名称,描述,添加人,添加人帐号,添加人所属部门,添加时间,来源,手机,企业,邮箱,地址,职务,电话,标签",
        &[
            ("客户名称", Name),
            ("描述", Note),
            ("添加时间", KnownSince),
            ("来源", LeadSource),
            ("手机", Phone),
            ("企业", Company),
            ("邮箱", Email),
            ("地址", Region),
            ("标签", Tags),
        ],
    );
    check(
        "taobao-orders",
        "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,\
         买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,\
         联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,订单备注,宝贝总数量,\
         店铺Id,店铺名称,订单关闭原因,退款金额",
        &[
            ("订单编号", OrderKey),
            ("买家会员名", CustomerKey),
            ("买家实际支付金额", OrderTotal),
            ("订单状态", OrderStatus),
            ("收货人姓名", Name),
            ("联系手机", Phone),
            ("订单创建时间", OrderDate),
            ("宝贝标题 ", ProductName),
            ("宝贝总数量", Quantity),
            ("退款金额", OrderRefund),
        ],
    );
    check(
        "jd-orders",
        "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,\
         订单状态,订单类型,下单帐号,客户姓名,客户地址,联系电话,订单备注,发票类型,发票抬头,发票内容,\
         商家备注,运费金额,付款确认时间,增值税发票,货号,订单完成时间,订单来源,订单渠道",
        &[
            ("订单号", OrderKey),
            ("商品ID", ProductKey),
            ("商品名称", ProductName),
            ("订购数量", Quantity),
            ("下单时间", OrderDate),
            ("结算金额", OrderTotal),
            ("订单状态", OrderStatus),
            ("下单帐号", CustomerKey),
            ("客户姓名", Name),
            ("联系电话", Phone),
        ],
    );
    check(
        "pinduoduo-orders",
        "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),\
         多多支付立减金额(元),用户实付金额(元),商家实收金额(元),商品数量(件),收货人,手机,省,市,区,街道,\
         支付时间,发货时间,确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,商家编码-商品维度,\
         商家备注,售后状态,快递单号,快递公司,订单成交时间",
        &[
            ("商品", ProductName),
            ("订单号", OrderKey),
            ("订单状态", OrderStatus),
            ("用户实付金额(元)", OrderAmount),
            ("商品数量(件)", Quantity),
            ("收货人", Name),
            ("手机", Phone),
            ("市", Region),
            ("商品id", ProductKey),
            ("订单成交时间", OrderDate),
        ],
    );
    check(
        "douyin-orders",
        "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品单价,订单应付金额,运费,\
         优惠总金额,平台优惠,商家优惠,达人优惠,支付方式,手续费,收件人,收件人手机号,省,市,区,街道,详细地址,\
         买家留言,订单提交时间,旗帜颜色,商家备注,订单完成时间,支付完成时间,APP渠道,流量来源,订单状态,\
         承诺发货时间,订单类型,达人ID,达人昵称,售后状态,取消原因",
        &[
            ("主订单编号", OrderKey),
            ("选购商品", ProductName),
            ("商品数量", Quantity),
            ("商品ID", ProductKey),
            ("订单应付金额", OrderAmount),
            ("优惠总金额", OrderDiscount),
            ("收件人", Name),
            ("收件人手机号", Phone),
            ("市", Region),
            ("订单提交时间", OrderDate),
            ("订单状态", OrderStatus),
        ],
    );
    check(
        "youzan-orders",
        "订单号,销售渠道,归属店铺,订单类型,订单状态,订单创建时间,买家付款时间,交易成功时间,付款方式,\
         支付流水号,商品金额合计,运费,店铺优惠合计,应收订单金额,订单实付金额,全部商品名称,商品种类数,\
         收货人省份,收货人城市,收货人地区,详细收货地址/提货地址,收货人/提货人,收货人手机号/提货人手机号,\
         买家备注,买家昵称,买家是否会员,买家手机号,订单退款状态,订单已退款金额,商家订单备注",
        &[
            ("订单号", OrderKey),
            ("订单状态", OrderStatus),
            ("订单创建时间", OrderDate),
            ("店铺优惠合计", OrderDiscount),
            ("订单实付金额", OrderTotal),
            ("收货人城市", Region),
            ("买家昵称", Name),
            ("买家是否会员", Member),
            ("买家手机号", Phone),
            ("订单已退款金额", OrderRefund),
        ],
    );
    check(
        "wechat-store-orders",
        "订单号,订单下单时间,支付方式,订单实际支付金额,订单实际收款金额,支付时间,订单状态,商品名称,\
         商品编码(平台),商品编码(自定义),商品价格,商品数量,收件人姓名,收件人手机,收件人地址,快递单号",
        &[
            ("订单号", OrderKey),
            ("订单下单时间", OrderDate),
            ("订单实际支付金额", OrderTotal),
            ("订单状态", OrderStatus),
            ("商品名称", ProductName),
            ("商品编码(平台)", ProductKey),
            ("商品数量", Quantity),
            ("收件人姓名", Name),
            ("收件人手机", Phone),
        ],
    );
}

#[test]
fn international_exports_are_recognised() {
    check(
        "shopify-customers",
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,\
         Default Address Address1,Default Address City,Default Address Province Code,\
         Default Address Country Code,Default Address Zip,Default Address Phone,Phone,\
         Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags",
        &[
            ("Customer ID", CustomerKey),
            ("First Name", Name),
            ("Last Name", FamilyName),
            ("Email", Email),
            ("Accepts Email Marketing", ConsentEmail),
            ("Default Address Company", Company),
            ("Default Address City", Region),
            ("Phone", Phone),
            ("Accepts SMS Marketing", ConsentSms),
            ("Note", Note),
            ("Tags", Tags),
        ],
    );
    check(
        "shopify-orders",
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,\
         Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,\
         Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,\
         Billing Street,Billing City,Billing Zip,Billing Phone,Shipping Name,Notes,Cancelled at,\
         Refunded Amount,Vendor,Id,Tags,Source,Phone",
        &[
            ("Name", OrderKey),
            ("Email", Email),
            ("Financial Status", OrderStatus),
            ("Accepts Marketing", ConsentEmail),
            ("Total", OrderTotal),
            ("Discount Amount", OrderDiscount),
            ("Created at", OrderDate),
            ("Lineitem quantity", Quantity),
            ("Lineitem name", ProductName),
            ("Lineitem sku", ProductKey),
            ("Billing Name", Name),
            ("Billing City", Region),
            ("Billing Phone", Phone),
            ("Refunded Amount", OrderRefund),
        ],
    );
    check(
        "woocommerce-orders",
        "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),\
         Last Name (Billing),Company (Billing),City (Billing),Email (Billing),Phone (Billing),\
         First Name (Shipping),Last Name (Shipping),City (Shipping),Payment Method Title,\
         Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount,Order Refund Amount,\
         Order Total Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost,Coupon Code",
        &[
            ("Order Number", OrderKey),
            ("Order Status", OrderStatus),
            ("Order Date", OrderDate),
            ("First Name (Billing)", Name),
            ("Last Name (Billing)", FamilyName),
            ("Company (Billing)", Company),
            ("City (Billing)", Region),
            ("Email (Billing)", Email),
            ("Phone (Billing)", Phone),
            ("Cart Discount Amount", OrderDiscount),
            ("Order Refund Amount", OrderRefund),
            ("Order Total Amount", OrderTotal),
            ("SKU", ProductKey),
            ("Item Name", ProductName),
            ("Quantity (- Refund)", Quantity),
        ],
    );
    check(
        "hubspot-contacts",
        "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Last Activity Date,\
         Lead Status,Marketing contact status,Create Date,Associated Company,Lifecycle Stage,\
         Unsubscribed from all email,Original Traffic Source,City",
        &[
            ("Record ID", CustomerKey),
            ("First Name", Name),
            ("Last Name", FamilyName),
            ("Email", Email),
            ("Phone Number", Phone),
            ("Create Date", KnownSince),
            ("Associated Company", Company),
            ("Lifecycle Stage", Stage),
            ("Unsubscribed from all email", OptedOut),
            ("Original Traffic Source", LeadSource),
            ("City", Region),
        ],
    );
    check(
        "mailchimp-audience",
        "Email Address,First Name,Last Name,Address,Phone Number,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,\
         CONFIRM_TIME,CONFIRM_IP,LATITUDE,LONGITUDE,GMTOFF,DSTOFF,TIMEZONE,CC,REGION,LAST_CHANGED,\
         LEID,EUID,NOTES,TAGS",
        &[
            ("Email Address", Email),
            ("First Name", Name),
            ("Last Name", FamilyName),
            ("Phone Number", Phone),
            ("OPTIN_TIME", KnownSince),
            ("CONFIRM_TIME", ConsentFact(ConsentAbout::Everything, consent::ConsentFact::Day)),
            ("NOTES", Note),
            ("TAGS", Tags),
        ],
    );
    check(
        "square-customers",
        "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,\
         Street Address 1,Street Address 2,City,State,Postal Code,Birthday,Memo,Square Customer ID,\
         Creation Source,First Visit,Last Visit,Transaction Count,Lifetime Spend,\
         Email Subscription Status,Instant Profile",
        &[
            ("First Name", Name),
            ("Last Name", FamilyName),
            ("Email Address", Email),
            ("Phone Number", Phone),
            ("Company Name", Company),
            ("City", Region),
            ("Birthday", BirthYear),
            ("Memo", Note),
            ("Square Customer ID", CustomerKey),
            ("Creation Source", LeadSource),
            ("First Visit", KnownSince),
            ("Email Subscription Status", ConsentEmail),
        ],
    );
    check(
        "stripe-customers",
        "id,Description,Email,Name,Created (UTC),Delinquent,Card ID,Card Last4,Card Brand,\
         Card Address City,Total Spend,Payment Count,Refunded Volume,Dispute Losses",
        &[
            ("id", CustomerKey),
            ("Description", Note),
            ("Email", Email),
            ("Name", Name),
            ("Created (UTC)", KnownSince),
            ("Card Address City", Region),
        ],
    );
}

/// Whoever keeps opt-outs beside the export loses none of them.
#[test]
fn what_a_shop_adds_on_consent_is_no_field_of_its_own() {
    check(
        "wecom-customers",
        "客户名称,添加人,添加人帐号,添加时间,退订,短信授权,不接收邮件",
        &[
            ("客户名称", Name),
            ("添加时间", KnownSince),
            ("退订", OptedOut),
            ("短信授权", ConsentSms),
            (
                "不接收邮件",
                ConsentFact(
                    ConsentAbout::Refusal(consent::Channel::Email),
                    consent::ConsentFact::Day,
                ),
            ),
        ],
    );
    check(
        "pinduoduo-orders",
        "订单号,收货人,订单成交时间,用户实付金额,商家实收金额,退订",
        &[
            ("订单号", OrderKey),
            ("收货人", Name),
            ("订单成交时间", OrderDate),
            ("用户实付金额", OrderAmount),
            ("退订", OptedOut),
        ],
    );
}

#[test]
fn a_list_kept_by_hand_is_of_no_source() {
    for header in [
        "姓名,手机,添加时间",
        "Name,Email,Total,Created at",
        "订单号,下单时间,金额",
        "id,date,cds,spend",
    ] {
        assert_eq!(recognise_header(header), None, "{header}");
    }
}

#[test]
fn the_lists_are_in_plain_names_and_give_each_role_once() {
    let sources: Vec<&KnownSource> =
        chinese::SOURCES.iter().chain(international::SOURCES).collect();
    let keys: Vec<&str> = sources.iter().map(|source| source.key).collect();
    assert_eq!(keys, KEYS);
    for source in sources {
        let roles = source.roles.iter().map(|(_, names)| *names);
        for name in roles.chain(source.signs.iter().copied()).flat_map(str::split_whitespace) {
            assert_eq!(plain_name(name), name, "{}", source.key);
        }
        for (at, (role, _)) in source.roles.iter().enumerate() {
            assert!(source.roles[..at].iter().all(|(earlier, _)| earlier != role), "{role:?}");
        }
        assert!(!source.roles.iter().any(|(role, _)| *role == ColumnRole::Skip));
    }
}
