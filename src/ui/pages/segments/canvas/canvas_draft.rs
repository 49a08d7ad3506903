//! A canvas that is being made or changed, kept as it is typed. Must not know how it is shown.

use crate::state::drafts::KeptDraft;
use leptos::prelude::*;
use meadow_core::domain::ids::DocumentId;
use meadow_core::views::canvas::{Canvas, Chosen};

/// The number rises with the form of `Canvas`.
const PREFIX: &str = "canvas.1/";

#[derive(Clone, Copy)]
pub struct CanvasDraft {
    pub canvas: RwSignal<Canvas>,
    pub kept: KeptDraft<Canvas>,
}

impl CanvasDraft {
    /// As [`KeptDraft::open`].
    pub fn open(id: Option<DocumentId>, stored: Signal<Option<Option<Canvas>>>) -> Self {
        let canvas = RwSignal::new(Canvas::default());
        let key = match id {
            Some(DocumentId(id)) => format!("{PREFIX}{id}"),
            None => format!("{PREFIX}new"),
        };
        let fill = Callback::new(move |typed| canvas.set(typed));
        let kept =
            KeptDraft::open(key, id.is_none(), stored, Canvas::default(), canvas.into(), fill);
        Self { canvas, kept }
    }

    /// A text of the canvas as a field wants it.
    pub fn text(
        self,
        get: impl Fn(&Canvas) -> String + Copy + Send + Sync + 'static,
        set: impl Fn(&mut Canvas, String) + 'static,
    ) -> RwSignal<String> {
        let value = Memo::new(move |_| self.canvas.with(get));
        let field = RwSignal::new(value.get_untracked());
        Effect::new(move |_| {
            let value = value.get();
            if field.with_untracked(|field| *field != value) {
                field.set(value);
            }
        });
        Effect::new(move |_| {
            let wanted = field.get();
            if self.canvas.with_untracked(get) != wanted {
                self.canvas.update(|canvas| set(canvas, wanted));
            }
        });
        field
    }
}

/// One of the lists of choices.
#[derive(Clone, Copy)]
pub struct ChosenList {
    pub draft: CanvasDraft,
    pub read: fn(&Canvas) -> &Vec<Chosen>,
    pub change: fn(&mut Canvas) -> &mut Vec<Chosen>,
}

impl ChosenList {
    pub fn waters(draft: CanvasDraft) -> Self {
        Self { draft, read: |canvas| &canvas.waters, change: |canvas| &mut canvas.waters }
    }

    pub fn habits(draft: CanvasDraft) -> Self {
        Self { draft, read: |canvas| &canvas.habits, change: |canvas| &mut canvas.habits }
    }

    /// Tracked.
    pub fn len(self) -> usize {
        self.draft.canvas.with(|canvas| (self.read)(canvas).len())
    }

    /// Tracked.
    pub fn has(self, what: &str) -> bool {
        self.draft.canvas.with(|canvas| (self.read)(canvas).iter().any(|one| one.what == what))
    }

    pub fn update(self, change: impl FnOnce(&mut Vec<Chosen>)) {
        self.draft.canvas.update(|canvas| change((self.change)(canvas)));
    }

    /// A field of the row at a place; a row that is gone has none.
    pub fn text(
        self,
        at: usize,
        get: fn(&Chosen) -> &String,
        set: fn(&mut Chosen) -> &mut String,
    ) -> RwSignal<String> {
        self.draft.text(
            move |canvas| {
                (self.read)(canvas).get(at).map(|one| get(one).clone()).unwrap_or_default()
            },
            move |canvas, text| {
                if let Some(one) = (self.change)(canvas).get_mut(at) {
                    *set(one) = text;
                }
            },
        )
    }
}
