//! The engine's errors in the reader's words: what happened, what is safe, what to do.

use meadow_core::domain::text::Text;
use meadow_core::protocol::{EngineError, Thing};

/// One or two sentences for the reader. A file's own troubles are told in detail by the import.
pub fn explain(error: &EngineError) -> Text {
    match error {
        EngineError::WrongProtocol => Text::new(
            "Meadow was updated while this page was open. Everything is saved; reload the page.",
            "页面打开期间，Meadow 已更新。数据均已保存，请刷新页面。",
        ),
        EngineError::Cancelled => {
            Text::new("Cancelled. Nothing was changed.", "已取消，未作任何更改。")
        }
        EngineError::Stopped => Text::new(
            "The engine stopped before it finished. What was saved is safe; please try again.",
            "引擎在完成之前停止了。已保存的数据安全无损，请重试。",
        ),
        EngineError::NoWorkspace => Text::new(
            "No workspace is open. Choose one first.",
            "当前没有打开的工作区，请先选择一个。",
        ),
        EngineError::NotFound { what } => {
            let (en, zh) = name_of(*what);
            Text::new(
                format!("This {en} is no longer there; perhaps it was removed in another tab."),
                format!("该{zh}已不存在，可能已在另一个标签页中移除。"),
            )
        }
        EngineError::NewerForm { .. } => Text::new(
            "This workspace was saved by a newer Meadow and was left untouched. Reload the page to get the newer version.",
            "此工作区由更新版本的 Meadow 保存，未作任何改动。请刷新页面以使用新版本。",
        ),
        EngineError::Damaged { detail } => Text::new(
            format!("The browser gave back damaged data, which were left untouched ({detail})."),
            format!("浏览器返回的数据已损坏，我们未作任何改动（{detail}）。"),
        ),
        EngineError::StorageFull => Text::new(
            "The browser's storage is full. Nothing was changed; free some space and try again.",
            "浏览器的存储空间已满，未作任何更改。请清理出一些空间后重试。",
        ),
        EngineError::StorageDenied { .. } => Text::new(
            "The browser does not let this page store data. Allow site data for this page, or leave the private window.",
            "浏览器不允许本页保存数据。请允许本站存储数据，或退出无痕模式。",
        ),
        EngineError::Storage { detail } => Text::new(
            format!("Saving failed and nothing was changed ({detail}). Please try again."),
            format!("保存失败，未作任何更改（{detail}）。请重试。"),
        ),
        EngineError::Conflict => Text::new(
            "The same thing was changed in another tab. Its latest state is shown; please look and repeat your change.",
            "另一个标签页修改了同一内容。现已显示最新状态，请查看后重新修改。",
        ),
        EngineError::NothingToUndo => Text::new("There is nothing to undo.", "没有可撤销的操作。"),
        EngineError::NothingToRedo => Text::new("There is nothing to redo.", "没有可重做的操作。"),
        EngineError::BadFile(_) => Text::new(
            "This file cannot be used. Nothing was changed.",
            "此文件无法使用，未作任何更改。",
        ),
        EngineError::BadInput { detail } => detail.clone(),
    }
}

fn name_of(thing: Thing) -> (&'static str, &'static str) {
    match thing {
        Thing::Workspace => ("workspace", "工作区"),
        Thing::Customer => ("customer", "客户"),
        Thing::Product => ("product", "产品"),
        Thing::Event => ("event", "活动"),
        Thing::File => ("file", "文件"),
    }
}
