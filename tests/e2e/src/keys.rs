//! Getting about with keys alone: on and back with Tab until the focus is where it is wanted, and keys
//! pressed together. Must not know the pages.

use anyhow::{Result, bail};
use thirtyfour::{Key, TypingData};

use crate::browser::Browser;

/// More presses of Tab than there are stops on any page.
const MOST_STOPS: usize = 300;

impl Browser {
    /// Goes on with Tab until the focus is there.
    pub async fn tab_to(&self, css: &str) -> Result<()> {
        self.find(css).await?;
        for _ in 0..MOST_STOPS {
            if self.has_focus(css).await? {
                return Ok(());
            }
            self.type_keys(Key::Tab).await?;
        }
        bail!("Tab never reaches {css}")
    }

    /// Goes back with Shift and Tab until the focus is there.
    pub async fn tab_back_to(&self, css: &str) -> Result<()> {
        self.find(css).await?;
        for _ in 0..MOST_STOPS {
            if self.has_focus(css).await? {
                return Ok(());
            }
            self.press_together(Key::Shift, Key::Tab).await?;
        }
        bail!("Shift and Tab never reach {css}")
    }

    /// Presses a key while another is held.
    pub async fn press_together(&self, held: Key, key: impl Into<TypingData>) -> Result<()> {
        let keys = self.driver.action_chain().key_down(held.clone()).send_keys(key);
        Ok(keys.key_up(held).perform().await?)
    }

    /// Types in the place of what the field in focus holds.
    pub async fn retype(&self, text: &str) -> Result<()> {
        self.press_together(Key::Control, "a").await?;
        self.type_keys(text).await
    }

    pub async fn wait_for_focus(&self, css: &str) -> Result<()> {
        self.wait_until(&format!("the focus is on {css}"), &focus_script(css)).await
    }

    async fn has_focus(&self, css: &str) -> Result<bool> {
        Ok(self.run(&focus_script(css)).await? == true)
    }
}

fn focus_script(css: &str) -> String {
    format!("return document.activeElement?.matches({css:?}) === true")
}
