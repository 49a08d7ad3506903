//! What the meadow board goes by. Must not know how anything is measured.

use serde::{Deserialize, Serialize};

/// The measures of the meadow board (A1), in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Measure {
    Spend,
    ReferredOrders,
    Margin,
    RepeatPurchases,
    Regularity,
    Recency,
    Engagement,
    Membership,
    /// For leads.
    PurchasingPower,
    Attention,
}
