//! The reasons of the figures of this page in words. Must not compute: every figure is the engine's.

use super::super::why::Explanation;
use super::super::words::{write_counts, write_money, write_share, write_shares};
use super::Shown;
use super::words::{name, write_more};
use crate::i18n::t_string;
use crate::platform::locale::Formatter;
use crate::ui::pages::customers::wording::Texts;
use leptos::prelude::With;
use meadow_core::guide::ModelTopic;
use meadow_core::views::forecast::Spread;
use meadow_core::views::mix_outlook::{Chance, Outlook, Reach, StateAhead};
use meadow_core::views::recency::{RecencyRow, RecencyView};

/// What all explanations of one outlook share.
#[derive(Clone)]
pub struct Told {
    i18n: Texts,
    f: Formatter,
    inputs: Vec<(String, String)>,
    sample: String,
}

impl Told {
    pub fn of(i18n: Texts, f: &Formatter, shown: Shown) -> Self {
        let n_steps = shown.outlook.with(|view| {
            let steps = view.as_ref().map(|view| view.steps.iter().filter(|step| step.is_counted));
            steps.map_or(0, Iterator::count)
        });
        let shared = shown.with(|outlook| {
            let inputs = mix_inputs(i18n, f, outlook, n_steps);
            let sample = t_string!(
                i18n,
                mix.sample,
                moves = f.fmt_int(n_moves(outlook).into()),
                steps = f.fmt_int(n_steps as i64),
                runs = f.fmt_int(outlook.n_draws.into()),
                seed = outlook.seed
            );
            (inputs, sample.to_string())
        });
        let (inputs, sample) = shared.unwrap_or_default();
        Self { i18n, f: f.clone(), inputs, sample }
    }

    fn explain(&self, title: &str, value: String, formula: &str, source: &str) -> Explanation {
        Explanation {
            title: title.to_owned(),
            value,
            formula: formula.to_owned(),
            inputs: self.inputs.clone(),
            sample: self.sample.clone(),
            source: source.to_owned(),
            model: Some(ModelTopic::Mix),
        }
    }

    pub fn ahead(&self, title: &str, ahead: &StateAhead) -> Explanation {
        let Self { i18n, f, .. } = self;
        let people = write_counts(f, &ahead.people);
        let value = match &ahead.share {
            Some(share) => {
                let range = write_shares(f, share.p05, share.p95);
                t_string!(*i18n, mix.share_and_people, share = range, people = people).to_string()
            }
            None => people,
        };
        let (formula, source) =
            (t_string!(*i18n, mix.formula_ahead), t_string!(*i18n, mix.source_chain));
        self.explain(title, value, formula, source)
    }

    pub fn more(&self, title: &str, more: &StateAhead) -> Explanation {
        let value = write_more(self.i18n, &self.f, more);
        let i18n = self.i18n;
        let (formula, source) =
            (t_string!(i18n, mix.formula_more), t_string!(i18n, mix.source_plan));
        self.explain(title, value, formula, source)
    }

    pub fn chance(&self, title: &str, chance: &Chance, n: u32) -> Explanation {
        let (i18n, f) = (self.i18n, &self.f);
        let range = write_shares(f, chance.low, chance.high);
        let value = format!("{} ({range})", write_share(f, chance.mean));
        let counted =
            t_string!(i18n, mix.n_of_n, n = f.fmt_int(chance.n.into()), all = f.fmt_int(n.into()));
        Explanation {
            inputs: vec![(t_string!(i18n, mix.counted).to_owned(), counted.to_string())],
            ..self.explain(
                title,
                value,
                t_string!(i18n, mix.formula_chance),
                t_string!(i18n, mix.source_prior),
            )
        }
    }

    pub fn reach(&self, title: &str, reach: &Reach) -> Explanation {
        let i18n = self.i18n;
        let value = write_shares(&self.f, reach.within.p05, reach.within.p95);
        let (formula, source) =
            (t_string!(i18n, mix.formula_reach), t_string!(i18n, mix.source_reach));
        self.explain(title, value, formula, source)
    }
}

fn mix_inputs(
    i18n: Texts,
    f: &Formatter,
    outlook: &Outlook,
    n_steps: usize,
) -> Vec<(String, String)> {
    let n_people: u32 = outlook.n_now.iter().sum();
    let new: f64 = outlook.new_per_round.iter().sum();
    vec![
        (t_string!(i18n, mix.people_now).to_owned(), f.fmt_int(n_people.into())),
        (t_string!(i18n, mix.steps_counted).to_owned(), f.fmt_int(n_steps as i64)),
        (t_string!(i18n, mix.new_a_round).to_owned(), f.fmt_number(new, 1)),
    ]
}

/// Moves that were counted, staying included.
pub fn n_moves(outlook: &Outlook) -> u32 {
    outlook.rows.iter().map(|row| row.n).sum()
}

/// Why somebody who bought so long ago buys again with this chance.
pub fn buys_again(i18n: Texts, f: &Formatter, title: &str, row: &RecencyRow) -> Explanation {
    let counted = t_string!(
        i18n,
        mix.n_of_n,
        n = f.fmt_int(row.n_bought.into()),
        all = f.fmt_int(row.n_seen.into())
    );
    Explanation {
        title: title.to_owned(),
        value: format!("{} ({})", write_share(f, row.mean), write_shares(f, row.low, row.high)),
        formula: t_string!(i18n, mix.formula_buys).to_owned(),
        inputs: vec![(t_string!(i18n, mix.counted).to_owned(), counted.to_string())],
        sample: t_string!(i18n, mix.sample_buys, n = f.fmt_int(row.n_seen.into())).to_string(),
        source: t_string!(i18n, mix.source_recency).to_owned(),
        model: Some(ModelTopic::Recency),
    }
}

/// Why somebody is worth that.
pub fn worth(
    i18n: Texts,
    f: &Formatter,
    title: &str,
    value: &Spread,
    view: &RecencyView,
    typed: &[(String, String)],
) -> Explanation {
    Explanation {
        title: title.to_owned(),
        value: write_money(f, value),
        formula: t_string!(i18n, mix.formula_worth).to_owned(),
        inputs: typed.to_vec(),
        sample: t_string!(
            i18n,
            mix.sample_worth,
            n = f.fmt_int(view.n_customers.into()),
            periods = f.fmt_int(view.n_periods.into()),
            runs = f.fmt_int(view.n_draws.into()),
            seed = view.seed
        )
        .to_string(),
        source: t_string!(i18n, mix.source_recency).to_owned(),
        model: Some(ModelTopic::Recency),
    }
}

/// "From dragonflies to bees".
pub fn way(i18n: Texts, outlook: &Outlook, from: usize, to: usize) -> String {
    let (from, to) = (name(i18n, &outlook.states[from]), name(i18n, &outlook.states[to]));
    t_string!(i18n, mix.way, from = from, to = to).to_string()
}
