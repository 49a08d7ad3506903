//! The names of the programs whose exports are known. Must not know how they are recognised.

use super::wording::Texts;
use crate::i18n::t_string;

/// `None` for one that this page has no name for.
pub fn source_name(i18n: Texts, key: &str) -> Option<String> {
    let name = match key {
        "wecom-customers" => t_string!(i18n, import.source_wecom_customers),
        "taobao-orders" => t_string!(i18n, import.source_taobao_orders),
        "jd-orders" => t_string!(i18n, import.source_jd_orders),
        "pinduoduo-orders" => t_string!(i18n, import.source_pinduoduo_orders),
        "douyin-orders" => t_string!(i18n, import.source_douyin_orders),
        "youzan-orders" => t_string!(i18n, import.source_youzan_orders),
        "wechat-store-orders" => t_string!(i18n, import.source_wechat_store_orders),
        "shopify-customers" => t_string!(i18n, import.source_shopify_customers),
        "shopify-orders" => t_string!(i18n, import.source_shopify_orders),
        "woocommerce-orders" => t_string!(i18n, import.source_woocommerce_orders),
        "hubspot-contacts" => t_string!(i18n, import.source_hubspot_contacts),
        "mailchimp-audience" => t_string!(i18n, import.source_mailchimp_audience),
        "square-customers" => t_string!(i18n, import.source_square_customers),
        "stripe-customers" => t_string!(i18n, import.source_stripe_customers),
        _ => return None,
    };
    Some(name.to_owned())
}
