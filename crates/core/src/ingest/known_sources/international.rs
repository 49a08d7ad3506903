//! Exports of programs that the rest of the world uses.

use super::KnownSource;
use crate::domain::consent::{self, Channel};
use crate::views::import::ColumnRole::{
    BirthYear, Company, ConsentEmail, ConsentFact, ConsentSms, CustomerKey, Email, FamilyName,
    KnownSince, LeadSource, Name, Note, OptedOut, OrderDate, OrderDiscount, OrderKey, OrderRefund,
    OrderStatus, OrderTotal, Phone, ProductKey, ProductName, Quantity, Region, Stage, Tags,
};
use crate::views::import::ConsentAbout;

pub const SOURCES: &[KnownSource] = &[
    KnownSource {
        key: "shopify-customers",
        signs: &[
            "firstname",
            "lastname",
            "acceptsemailmarketing acceptsmarketing",
            "totalspent",
            "taxexempt",
        ],
        roles: &[
            (CustomerKey, "customerid"),
            (Name, "firstname"),
            (FamilyName, "lastname"),
            (Email, "email"),
            (Phone, "phone defaultaddressphone"),
            (Company, "defaultaddresscompany company"),
            (Region, "defaultaddresscity city"),
            (ConsentEmail, "acceptsemailmarketing acceptsmarketing"),
            (ConsentSms, "acceptssmsmarketing"),
            (Note, "note"),
            (Tags, "tags"),
        ],
        skipped: "defaultaddress* address1 address2 province provincecode country countrycode zip \
             taxexempt",
        has_own_columns: true,
    },
    // An order's `Name` is its number, and its sums stand in the first of its rows. The subtotal is
    // without shipping and taxes.
    KnownSource {
        key: "shopify-orders",
        signs: &["name", "financialstatus", "createdat", "lineitemquantity", "total"],
        roles: &[
            (OrderKey, "name"),
            (Name, "billingname shippingname"),
            (Email, "email"),
            (Phone, "billingphone phone shippingphone"),
            (Company, "billingcompany"),
            (Region, "billingcity shippingcity"),
            (ConsentEmail, "acceptsmarketing"),
            (OrderDate, "createdat"),
            (OrderTotal, "total"),
            (OrderDiscount, "discountamount"),
            (OrderRefund, "refundedamount"),
            (OrderStatus, "financialstatus"),
            (ProductKey, "lineitemsku"),
            (ProductName, "lineitemname"),
            (Quantity, "lineitemquantity"),
        ],
        skipped: "",
        has_own_columns: false,
    },
    // As the plug-in Advanced Order Export writes them: a row per product, with the order's sums in
    // each. Billing comes before shipping.
    KnownSource {
        key: "woocommerce-orders",
        signs: &["ordernumber", "orderstatus", "orderdate", "ordertotalamount"],
        roles: &[
            (OrderKey, "ordernumber"),
            (Name, "firstname"),
            (FamilyName, "lastname"),
            (Email, "email"),
            (Phone, "phone"),
            (Company, "company"),
            (Region, "city"),
            (OrderDate, "orderdate"),
            (OrderTotal, "ordertotalamount"),
            (OrderDiscount, "cartdiscountamount"),
            (OrderRefund, "orderrefundamount"),
            (OrderStatus, "orderstatus"),
            (ProductKey, "sku"),
            (ProductName, "itemname"),
            (Quantity, "quantity"),
        ],
        skipped: "",
        has_own_columns: false,
    },
    KnownSource {
        key: "hubspot-contacts",
        signs: &[
            "recordid contactid",
            "firstname",
            "lastname",
            "contactowner lifecyclestage leadstatus marketingcontactstatus",
        ],
        roles: &[
            (CustomerKey, "recordid contactid"),
            (Name, "firstname"),
            (FamilyName, "lastname"),
            (Email, "email"),
            (Phone, "mobilephonenumber phonenumber"),
            (Company, "companyname associatedcompany primaryassociatedcompany"),
            (Region, "city"),
            (KnownSince, "createdate"),
            (LeadSource, "originaltrafficsource originalsource"),
            (Stage, "lifecyclestage"),
            // Stricter than need be: who wants no mail of a company is not rung up either.
            (OptedOut, "unsubscribedfromallemail optedoutofemail"),
        ],
        skipped: "associatedcompanyids primaryassociatedcompanyid",
        has_own_columns: true,
    },
    // Who is in the list has agreed to mail; the others come in files of their own, with the same
    // columns and a few more.
    KnownSource {
        key: "mailchimp-audience",
        signs: &["emailaddress email", "memberrating", "optintime", "leid"],
        roles: &[
            (Name, "firstname fullname name"),
            (FamilyName, "lastname"),
            (Email, "emailaddress email"),
            (Phone, "phonenumber phone smsphonenumber"),
            (KnownSince, "optintime"),
            (ConsentFact(ConsentAbout::Everything, consent::ConsentFact::Day), "confirmtime"),
            // Of the files of those who are mailed no more: whoever unsubscribed, and addresses that
            // Mailchimp has given up.
            (
                ConsentFact(ConsentAbout::Refusal(Channel::Email), consent::ConsentFact::Day),
                "unsubtime cleantime",
            ),
            (Note, "notes"),
            (Tags, "tags"),
        ],
        skipped: "optintime optinip confirmip latitude longitude gmtoff dstoff timezone cc region \
             lastchanged leid euid unsubcampaign* unsubreason* cleancampaign*",
        has_own_columns: true,
    },
    KnownSource {
        key: "square-customers",
        signs: &["squarecustomerid", "firstname", "lastname", "emailaddress"],
        roles: &[
            (CustomerKey, "squarecustomerid"),
            (Name, "firstname"),
            (FamilyName, "lastname"),
            (Email, "emailaddress"),
            (Phone, "phonenumber"),
            (Company, "companyname"),
            (Region, "city"),
            (BirthYear, "birthday"),
            (KnownSince, "firstvisit"),
            (LeadSource, "creationsource"),
            (ConsentEmail, "emailsubscriptionstatus"),
            (Note, "memo"),
        ],
        skipped: "streetaddress* state postalcode instantprofile blockedfromonlinebooking",
        has_own_columns: true,
    },
    KnownSource {
        key: "stripe-customers",
        signs: &["id", "email", "created", "delinquent"],
        roles: &[
            (CustomerKey, "id"),
            (Name, "name"),
            (Email, "email"),
            (Phone, "phone"),
            (Region, "cardaddresscity addresscity"),
            (KnownSince, "created"),
            (Note, "description"),
        ],
        skipped: "card* address* delinquent currency defaultsource isdeleted accountbalance taxinfo* \
             plan status dispute* refundedvolume",
        has_own_columns: true,
    },
];
