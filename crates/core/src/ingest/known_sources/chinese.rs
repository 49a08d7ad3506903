//! Exports of Chinese programs. Since 2021 the platforms hide most of a buyer's name and number.

use super::KnownSource;
use crate::views::import::ColumnRole::{
    Company, CustomerKey, Email, KnownSince, LeadSource, Member, Name, Note, OrderAmount,
    OrderDate, OrderDiscount, OrderKey, OrderRefund, OrderStatus, OrderTotal, Phone, ProductKey,
    ProductName, Quantity, Region, Tags,
};

pub const SOURCES: &[KnownSource] = &[
    // 企业微信，客户联系，客户列表. The remark is what staff call the customer, the name a nickname.
    KnownSource {
        key: "wecom-customers",
        signs: &["添加人", "添加人帐号 添加人账号 添加人所属部门", "添加时间"],
        roles: &[
            (CustomerKey, "外部联系人id externaluserid 客户id"),
            (Name, "备注名 客户备注名 客户备注 客户名称 客户昵称 客户"),
            (Phone, "手机 手机号 备注手机号 电话"),
            (Email, "邮箱"),
            (Company, "企业 企业名称 公司"),
            (Region, "地区 地址"),
            (KnownSince, "添加时间"),
            (LeadSource, "来源 添加渠道 添加方式"),
            (Tags, "标签 客户标签 企业标签"),
            (Note, "描述 备注"),
        ],
        skipped: "添加人帐号 添加人账号 头像",
        has_own_columns: true,
    },
    // 淘宝、天猫 ExportOrderList. 买家应付货款 is before what the platform pays.
    KnownSource {
        key: "taobao-orders",
        signs: &["订单编号", "买家会员名", "买家实际支付金额", "订单创建时间"],
        roles: &[
            (OrderKey, "订单编号"),
            (CustomerKey, "买家会员名"),
            (Name, "收货人姓名"),
            (Phone, "联系手机 联系电话"),
            (OrderDate, "订单创建时间 订单付款时间"),
            (OrderTotal, "买家实际支付金额"),
            (OrderRefund, "退款金额"),
            (OrderStatus, "订单状态"),
            (ProductName, "宝贝标题"),
            (Quantity, "宝贝总数量"),
        ],
        skipped: "",
        has_own_columns: false,
    },
    // 京东. Each row is a product, and says again what the order came to; 应付金额 leaves out what was
    // paid from a balance.
    KnownSource {
        key: "jd-orders",
        signs: &["订单号", "下单帐号 下单账号", "京东价 结算金额"],
        roles: &[
            (OrderKey, "订单号"),
            (CustomerKey, "下单帐号 下单账号"),
            (Name, "客户姓名"),
            (Phone, "联系电话"),
            (OrderDate, "下单时间"),
            (OrderTotal, "结算金额 应付金额 订单金额"),
            (OrderStatus, "订单状态"),
            (ProductKey, "商品id"),
            (ProductName, "商品名称"),
            (Quantity, "订购数量"),
        ],
        skipped: "",
        has_own_columns: false,
    },
    // 拼多多. One product per order. 商家实收金额 has what the platform adds.
    KnownSource {
        key: "pinduoduo-orders",
        signs: &["订单号", "用户实付金额", "商家实收金额"],
        roles: &[
            (OrderKey, "订单号"),
            (Name, "收货人"),
            (Phone, "手机 手机号"),
            (Region, "市"),
            (OrderDate, "订单成交时间 拼单成功时间 支付时间"),
            (OrderAmount, "用户实付金额"),
            (OrderStatus, "订单状态"),
            (ProductKey, "商品id"),
            (ProductName, "商品"),
            (Quantity, "商品数量"),
        ],
        skipped: "",
        has_own_columns: false,
    },
    // 抖店. Each row is an order of its own under a main one, with its own sum.
    KnownSource {
        key: "douyin-orders",
        signs: &["主订单编号", "子订单编号", "订单应付金额"],
        roles: &[
            (OrderKey, "主订单编号"),
            (Name, "收件人"),
            (Phone, "收件人手机号"),
            (Region, "市"),
            (OrderDate, "订单提交时间 支付完成时间"),
            (OrderAmount, "用户实付 订单应付金额"),
            (OrderDiscount, "优惠总金额"),
            (OrderStatus, "订单状态"),
            (ProductKey, "商品id"),
            (ProductName, "选购商品"),
            (Quantity, "商品数量"),
        ],
        skipped: "",
        has_own_columns: false,
    },
    // 有赞. The buyer's number goes with the buyer's name, not with who receives the parcel.
    KnownSource {
        key: "youzan-orders",
        signs: &["订单号", "买家付款时间", "应收订单金额", "订单实付金额"],
        roles: &[
            (OrderKey, "订单号"),
            (Name, "买家姓名 买家昵称 收货人提货人"),
            (Phone, "买家手机号 收货人手机号提货人手机号"),
            (Region, "收货人城市"),
            (Member, "买家是否会员"),
            (OrderDate, "订单创建时间 买家付款时间"),
            (OrderTotal, "订单实付金额"),
            (OrderDiscount, "店铺优惠合计"),
            (OrderRefund, "订单已退款金额"),
            (OrderStatus, "订单状态"),
            (ProductKey, "商品编码 规格编码"),
            (ProductName, "商品名称"),
            (Quantity, "商品数量"),
        ],
        skipped: "",
        has_own_columns: false,
    },
    // 微信小店（视频号小店）.
    KnownSource {
        key: "wechat-store-orders",
        signs: &["订单号", "订单下单时间", "订单实际支付金额"],
        roles: &[
            (OrderKey, "订单号"),
            (Name, "收件人姓名"),
            (Phone, "收件人手机 收件人手机号"),
            (Region, "收件人城市 收件人市 市"),
            (OrderDate, "订单下单时间"),
            (OrderTotal, "订单实际支付金额"),
            (OrderStatus, "订单状态"),
            (ProductKey, "商品编码"),
            (ProductName, "商品名称"),
            (Quantity, "商品数量"),
        ],
        skipped: "",
        has_own_columns: false,
    },
];
