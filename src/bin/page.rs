//! Starts the page, and names where its program is taken apart: each page is a part of its own,
//! fetched when it is first opened (docs/decisions/0005-pages-fetched-apart.md). The split points
//! stand here and not in the library because they only link in a build that is split afterwards.

use leptos::prelude::{IntoAny, view};
use meadow::ui::page_part::{FetchPart, PageParts, PageView};
use meadow::ui::pages::calls::CallsPage;
use meadow::ui::pages::clean_up::CleanUpPage;
use meadow::ui::pages::customers::CustomersPage;
use meadow::ui::pages::events::EventsPage;
use meadow::ui::pages::forecast::ForecastPage;
use meadow::ui::pages::help::HelpPage;
use meadow::ui::pages::import::ImportPage;
use meadow::ui::pages::plan::PlanPage;
use meadow::ui::pages::segments::SegmentsPage;
use meadow::ui::pages::settings::SettingsPage;
use meadow::ui::pages::today::TodayPage;
use meadow::ui::pages::wizard::WizardPage;
use meadow::ui::shell::import_notice::ImportNotice;
use meadow::ui::shell::overlays::ShellOverlays;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

macro_rules! page_parts {
    ($($part:ident: $Page:ident in $file:ident,)*) => {
        $(
            #[wasm_split($file, fallible)]
            fn $part() -> Result<PageView, SplitLoaderError> {
                Ok(|| view! { <$Page /> }.into_any())
            }
        )*

        fn main() {
            meadow::ui::mount(PageParts {
                $($part: (|| Box::pin(async { $part().await.ok() })) as FetchPart,)*
            });
        }
    };
}

page_parts! {
    today: TodayPage in today,
    customers: CustomersPage in customers,
    clean_up: CleanUpPage in customers,
    import: ImportPage in customers,
    segments: SegmentsPage in customers,
    calls: CallsPage in customers,
    forecast: ForecastPage in forecast,
    events: EventsPage in events,
    wizard: WizardPage in events,
    plan: PlanPage in events,
    settings: SettingsPage in customers,
    help: HelpPage in help,
    overlays: ShellOverlays in overlays,
    import_notice: ImportNotice in overlays,
}
