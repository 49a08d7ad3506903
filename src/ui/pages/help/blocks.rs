//! Paragraphs, lists and tables of the guide as elements; texts only ever as text.

use leptos::prelude::*;
use meadow_core::views::guide::{GuideBlock, Span};

/// `label` names a table for those who hear it.
pub fn block_view(block: &GuideBlock, label: &str) -> AnyView {
    match block {
        GuideBlock::Lines(lines) => {
            let lines = lines.iter().map(|line| view! { <p>{line_view(line)}</p> });
            lines.collect_view().into_any()
        }
        GuideBlock::List { is_numbered, items } => {
            let items = items.iter().map(|item| view! { <li>{line_view(item)}</li> });
            let items = items.collect_view();
            match is_numbered {
                true => view! { <ol class="guide__list">{items}</ol> }.into_any(),
                false => view! { <ul class="guide__list">{items}</ul> }.into_any(),
            }
        }
        GuideBlock::Table { head, rows } => {
            let heads = head.iter().map(|cell| view! { <th scope="col">{line_view(cell)}</th> });
            let rows = rows.iter().map(|row| {
                let cells = row.iter().enumerate().map(|(at, cell)| match at {
                    0 => view! { <th scope="row">{line_view(cell)}</th> }.into_any(),
                    _ => view! { <td>{line_view(cell)}</td> }.into_any(),
                });
                view! { <tr>{cells.collect_view()}</tr> }
            });
            view! {
                <div class="scroll-x" tabindex="0" role="group" aria-label=label.to_owned()>
                    <table class="table">
                        <thead>
                            <tr>{heads.collect_view()}</tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
            }
            .into_any()
        }
    }
}

pub fn line_view(line: &[Span]) -> AnyView {
    let span = |span: &Span| match span {
        Span::Plain(text) => text.clone().into_any(),
        Span::Code(code) => view! { <code>{code.clone()}</code> }.into_any(),
        Span::Stressed(text) => view! { <em>{text.clone()}</em> }.into_any(),
    };
    line.iter().map(span).collect_view().into_any()
}
