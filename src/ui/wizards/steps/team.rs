//! Who does what.

use crate::i18n::use_i18n;
use crate::ui::components::number_field::NumberField;
use crate::ui::components::section::Section;
use crate::ui::components::text_field::TextField;
use crate::ui::wizards::field_list::{FieldList, ListEdits};
use crate::ui::wizards::wizard::Wizard;
use crate::ui::wizards::{say, say_some};
use leptos::prelude::*;
use meadow_core::domain::event::TeamMember;
use meadow_core::domain::wording::Wording;

const STEP: &str = "team";

#[component]
pub fn TeamStep() -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let n_staff = draft.count(|e| e.n_staff, |e, n| e.n_staff = n);
    let edits = ListEdits {
        n_rows: Memo::new(move |_| draft.event.with(|e| e.team.len())).into(),
        on_add: Callback::new(move |()| draft.change(|e| e.team.push(empty_member()))),
        on_remove: Callback::new(move |place| draft.change(|e| drop(e.team.remove(place)))),
        on_raise: Some(Callback::new(move |place: usize| {
            draft.change(|e| e.team.swap(place, place - 1));
        })),
    };
    let heads = vec![
        say!(i18n, events.member_name),
        say!(i18n, events.member_role),
        say!(i18n, events.member_duties),
    ];
    view! {
        <Section
            id="h-team"
            title=say!(i18n, events.team_people)
            note=wizard.hint(STEP, "team", Some(say!(i18n, events.team_note)))
        >
            <FieldList
                kind="team"
                label=say!(i18n, events.team_people)
                heads=heads
                edits=edits
                add_label=say!(i18n, events.team_add)
                row=member_row
            />
        </Section>
        <Section id="h-staff" title=say!(i18n, events.staff)>
            <div class="grid-2">
                <NumberField
                    label=say!(i18n, events.n_staff)
                    value=n_staff
                    least=0.0
                    unit_after=say_some!(i18n, events.people_unit)
                    error=wizard.error(STEP, "n_staff")
                    hint=wizard.hint(STEP, "n_staff", Some(say!(i18n, events.n_staff_hint)))
                />
            </div>
        </Section>
    }
}

fn member_row(place: usize) -> impl IntoView {
    let i18n = use_i18n();
    let wizard = Wizard::expect();
    let draft = wizard.draft;
    let name = draft.text(
        move |e| e.team.get(place).map_or("", |member| &member.name),
        move |e, text| {
            if let Some(member) = e.team.get_mut(place) {
                member.name = text;
            }
        },
    );
    let role = draft.wording(
        move |e| e.team.get(place).map(|member| &member.role),
        move |e| e.team.get_mut(place).map(|member| &mut member.role),
    );
    let duties = draft.wording(
        move |e| e.team.get(place).map(|member| &member.duties),
        move |e| e.team.get_mut(place).map(|member| &mut member.duties),
    );
    view! {
        <TextField
            label=say!(i18n, events.member_name)
            value=name
            error=wizard.error(STEP, format!("team.{place}"))
        />
        <TextField label=say!(i18n, events.member_role) value=role />
        <TextField label=say!(i18n, events.member_duties) value=duties />
    }
}

fn empty_member() -> TeamMember {
    TeamMember { name: String::new(), role: Wording::default(), duties: Wording::default() }
}
