//! The questions a forecast answers, one page each: their addresses, names and icons. The strip above
//! the forecast pages and the palette read this list. Must not know the pages.

use crate::i18n::{t_string, use_i18n};
use crate::platform::site;
use crate::state::actions::{Action, ActionGroup, Actions};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// Inside the application.
const PATH: &str = "/forecast";

/// A question about what will be. A new one needs a line in [`Question::ALL`], in each match below, and
/// its page in `pages/forecast`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// What will an event bring?
    Event,
    /// Who of the customers is worth inviting?
    Customers,
    /// Who responds to an invitation?
    Response,
    /// Whom to invite?
    Whom,
    /// How many will register in the end?
    Registrations,
    /// What may prizes and gifts cost?
    Prizes,
    /// How will the mix of classes and stages look after some rounds?
    Movement,
    /// When will people need something next, and how long do leads take to buy?
    Timing,
    /// How to split a budget over channels?
    Budget,
    /// Is the room too small or too empty, and how many portions are needed?
    Room,
}

impl Question {
    /// In the order of the strip.
    pub const ALL: [Question; 10] = [
        Question::Event,
        Question::Customers,
        Question::Response,
        Question::Whom,
        Question::Registrations,
        Question::Prizes,
        Question::Movement,
        Question::Timing,
        Question::Budget,
        Question::Room,
    ];

    /// What follows `/forecast/` in its address.
    fn slug(self) -> &'static str {
        match self {
            Question::Event => "",
            Question::Customers => "customers",
            Question::Response => "response",
            Question::Whom => "invitations",
            Question::Registrations => "registrations",
            Question::Prizes => "prizes",
            Question::Movement => "movement",
            Question::Timing => "timing",
            Question::Budget => "budget",
            Question::Room => "room",
        }
    }

    /// Strokes in a box of 24 × 16.
    pub fn strokes(self) -> &'static str {
        match self {
            Question::Event => "M2 3h20v11H2zM2 7h20M7 1v4M17 1v4",
            Question::Customers => "M2 14V9M7 14V4M12 14V7M17 14v-4M22 14v-2M1 15h22",
            Question::Response => "M2 2h20v9H11l-5 4v-4H2zM7 7l3 2 6-5",
            Question::Whom => "M2 3h20v10H2zM2 3l10 6 10-6",
            Question::Registrations => "M1 14c8 0 12-2 21-12M22 2h-6M22 2v6M1 15h22",
            Question::Prizes => "M3 7h18v8H3zM2 3h20v4H2zM12 3v12M12 3c-5-3-6 0 0 0c6 0 5-3 0 0",
            Question::Movement => "M1 3c11 0 11 10 22 10M1 13C12 13 12 3 23 3M1 8h22",
            Question::Timing => "M5 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0M12 4v4l3 2",
            Question::Budget => "M1 8h6M7 8c6 0 3-6 9-6h7M7 8h16M7 8c6 0 3 6 9 6h7",
            Question::Room => "M4 1v8h7M4 9v6M11 9v6M14 1v8h7M14 9v6M21 9v6",
        }
    }

    /// Its short name in the language in use.
    pub fn name(self) -> Signal<String> {
        let i18n = use_i18n();
        Signal::derive(move || {
            match self {
                Question::Event => t_string!(i18n, shell.question_event),
                Question::Customers => t_string!(i18n, shell.question_customers),
                Question::Response => t_string!(i18n, shell.question_response),
                Question::Whom => t_string!(i18n, shell.question_whom),
                Question::Registrations => t_string!(i18n, shell.question_registrations),
                Question::Prizes => t_string!(i18n, shell.question_prizes),
                Question::Movement => t_string!(i18n, shell.question_movement),
                Question::Timing => t_string!(i18n, shell.question_timing),
                Question::Budget => t_string!(i18n, shell.question_budget),
                Question::Room => t_string!(i18n, shell.question_room),
            }
            .to_owned()
        })
    }

    /// Other words to find it by.
    fn keywords(self) -> &'static str {
        match self {
            Question::Event => "yuce huodong event",
            Question::Customers => {
                "yuce kehu jiazhi huoyue liushi clv lifetime value active churn worth inviting"
            }
            Question::Response => {
                "yuce xiangying huiying shui gailv duizhaozu respond response chance lead scoring \
                 uplift hold-out control"
            }
            Question::Whom => "yuce yaoyue shui yusuan zuowei invite budget allocation channel",
            Question::Registrations => {
                "yuce baoming renshu jindu registration register curve how many in the end"
            }
            Question::Prizes => {
                "yuce jiangpin lipin choujiang daijinquan laodaixin koubei prize gift draw voucher \
                 referral word of mouth"
            }
            Question::Movement => {
                "yuce liudong yidong jiegou lunci markov mix rounds lifetime value"
            }
            Question::Timing => {
                "yuce heshi zhouqi xuqiu gaofeng yushou qianke chengjiao when need cycle peak \
                 presale week lead time conversion survival"
            }
            Question::Budget => {
                "yuce yusuan fenpei qudao toufang budget split channel response curve marginal \
                 return spend"
            }
            Question::Room => {
                "yuce changdi zuowei canbei chaoyuding room seats overbooking catering meals portions"
            }
        }
    }

    /// Path inside the application.
    pub fn path(self) -> String {
        match self.slug() {
            "" => PATH.to_owned(),
            slug => format!("{PATH}/{slug}"),
        }
    }

    /// `None` for another page's address; the event for a question that does not exist.
    pub fn of(pathname: &str) -> Option<Self> {
        Self::inside(site::path_inside(pathname))
    }

    /// By a path inside the application.
    fn inside(path: &str) -> Option<Self> {
        let rest = path.strip_prefix(PATH)?;
        if !rest.is_empty() && !rest.starts_with('/') {
            return None;
        }
        let slug = rest.trim_matches('/');
        let asked = Self::ALL.into_iter().find(|question| question.slug() == slug);
        Some(asked.unwrap_or(Self::Event))
    }
}

/// Lists the questions in the palette; the event is there as the place "Forecast".
pub fn register_actions() {
    let actions = Actions::expect();
    for question in Question::ALL.into_iter().filter(|question| *question != Question::Event) {
        let navigate = use_navigate();
        let i18n = use_i18n();
        let name = question.name();
        actions.add(Action {
            group: ActionGroup::GoTo,
            icon: "forecast",
            label: Signal::derive(move || {
                t_string!(i18n, shell.question_action, question = name.get()).to_string()
            }),
            keywords: question.keywords(),
            shortcut: None,
            run: Callback::new(move |()| navigate(&question.path(), Default::default())),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::Question;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_address_leads_back_to_its_question() {
        for question in Question::ALL {
            assert_eq!(Question::inside(&question.path()), Some(question));
        }
        assert_eq!(Question::inside("/forecast/no-such-question"), Some(Question::Event));
        assert_eq!(Question::inside("/forecasts"), None);
        assert_eq!(Question::inside("/events"), None);
    }
}
