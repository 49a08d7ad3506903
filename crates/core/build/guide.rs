//! Reads `docs/models.md` and its Chinese sister into plain data. Sections are the same in both, by order
//! and by the names they have in the code; anything else stops the build, and so does markup that the
//! page does not show.

#[path = "../src/views/guide.rs"]
mod view;

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use self::view::{Guide, GuideBlock, GuideSection, Span};

const ENGLISH: &str = "../../docs/models.md";
const CHINESE: &str = "../../docs/models.zh.md";

pub fn build() -> Result<(), Box<dyn Error>> {
    let english = read(ENGLISH)?;
    let mut chinese = read(CHINESE)?;
    check_same_sections(&english, &chinese)?;
    for (section, of) in chinese.sections.iter_mut().zip(&english.sections) {
        section.anchor.clone_from(&of.anchor);
    }
    for (name, guide) in [("models.en", &english), ("models.zh", &chinese)] {
        let path = PathBuf::from(env::var("OUT_DIR")?).join(name);
        fs::write(path, postcard::to_allocvec(guide)?)?;
    }
    Ok(())
}

fn check_same_sections(english: &Guide, chinese: &Guide) -> Result<(), String> {
    let mut others = chinese.sections.iter();
    for section in &english.sections {
        let other = others.next().ok_or(format!("{CHINESE} lacks {}", section.title))?;
        if other.names != section.names {
            return Err(format!("{} is not {}", other.title, section.title));
        }
    }
    match others.next() {
        Some(other) => Err(format!("{ENGLISH} lacks {}", other.title)),
        None => Ok(()),
    }
}

fn read(path: &str) -> Result<Guide, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={path}");
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    read_guide(&text).map_err(|error| format!("{path}: {error}").into())
}

fn read_guide(text: &str) -> Result<Guide, String> {
    let mut reader = Reader { events: Parser::new_ext(text, Options::ENABLE_TABLES) };
    let mut guide = Guide { title: String::new(), opening: Vec::new(), sections: Vec::new() };
    while let Some(event) = reader.events.next() {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                let spans = reader.line(TagEnd::is_heading)?;
                if guide.title.is_empty() {
                    guide.title = words_of(&spans);
                } else {
                    guide.sections.push(section(spans, &guide.sections));
                }
            }
            Event::Start(tag) => {
                let block = reader.block(&tag)?;
                let blocks = guide.sections.last_mut().map(|section| &mut section.blocks);
                blocks.unwrap_or(&mut guide.opening).push(block);
            }
            other => return Err(format!("{other:?} stands between blocks")),
        }
    }
    Ok(guide)
}

/// "Who renews · `sbg`": a title, and what it is called in the code. The first name that no other section
/// has taken is what it is linked by, else its title.
fn section(heading: Vec<Span>, before: &[GuideSection]) -> GuideSection {
    let (mut title, mut names) = (String::new(), Vec::new());
    for span in heading {
        match span {
            Span::Plain(text) if names.is_empty() && title.is_empty() => {
                match text.split_once(" · ") {
                    Some((words, rest)) => {
                        title = words.to_owned();
                        names.extend((!rest.is_empty()).then(|| Span::Plain(rest.to_owned())));
                    }
                    None => title = text,
                }
            }
            span => names.push(span),
        }
    }
    let codes = names.iter().filter_map(|name| match name {
        Span::Code(code) => code.rsplit(['/', ':']).next(),
        _ => None,
    });
    let is_free = |anchor: &String| before.iter().all(|section| section.anchor != *anchor);
    let anchor = codes.map(slug).find(is_free).unwrap_or_else(|| slug(&title));
    GuideSection { anchor, title, names, blocks: Vec::new() }
}

/// "Who still buys: on occasions" → "who-still-buys-on-occasions".
fn slug(words: &str) -> String {
    let parts = words.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-").to_lowercase()
}

fn words_of(spans: &[Span]) -> String {
    let words = |span: &Span| match span {
        Span::Plain(text) | Span::Code(text) | Span::Stressed(text) => text.clone(),
    };
    spans.iter().map(words).collect()
}

trait Ends {
    fn is_heading(&self) -> bool;
    fn is_paragraph(&self) -> bool;
    fn is_item(&self) -> bool;
    fn is_cell(&self) -> bool;
}

impl Ends for TagEnd {
    fn is_heading(&self) -> bool {
        matches!(self, TagEnd::Heading(_))
    }

    fn is_paragraph(&self) -> bool {
        *self == TagEnd::Paragraph
    }

    fn is_item(&self) -> bool {
        *self == TagEnd::Item
    }

    fn is_cell(&self) -> bool {
        *self == TagEnd::TableCell
    }
}

struct Reader<'a> {
    events: Parser<'a>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Event<'a>, String> {
        self.events.next().ok_or_else(|| "the text ends within a block".to_owned())
    }

    fn block(&mut self, tag: &Tag<'_>) -> Result<GuideBlock, String> {
        match tag {
            Tag::Paragraph => Ok(GuideBlock::Lines(self.lines(TagEnd::is_paragraph)?)),
            Tag::List(first) => {
                let is_numbered = first.is_some();
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        Event::Start(Tag::Item) => {}
                        Event::End(TagEnd::List(_)) => {
                            return Ok(GuideBlock::List { is_numbered, items });
                        }
                        other => return Err(format!("{other:?} stands in a list")),
                    }
                    items.push(self.line(TagEnd::is_item)?);
                }
            }
            Tag::Table(_) => self.table(),
            other => Err(format!("{other:?} is not shown")),
        }
    }

    fn table(&mut self) -> Result<GuideBlock, String> {
        let (mut head, mut rows, mut row) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            match self.next()? {
                Event::Start(Tag::TableHead | Tag::TableRow) => {}
                Event::End(TagEnd::TableHead) => head = std::mem::take(&mut row),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => return Ok(GuideBlock::Table { head, rows }),
                Event::Start(Tag::TableCell) => row.push(self.line(TagEnd::is_cell)?),
                other => return Err(format!("{other:?} stands in a table")),
            }
        }
    }

    /// What stands on one line, however the file breaks it.
    fn line(&mut self, ends: fn(&TagEnd) -> bool) -> Result<Vec<Span>, String> {
        let mut lines = self.lines(ends)?.into_iter();
        let mut line = lines.next().unwrap_or_default();
        for more in lines {
            push(&mut line, Span::Plain(" ".to_owned()));
            more.into_iter().for_each(|span| push(&mut line, span));
        }
        Ok(line)
    }

    fn lines(&mut self, ends: fn(&TagEnd) -> bool) -> Result<Vec<Vec<Span>>, String> {
        let (mut lines, mut line, mut is_stressed) = (Vec::new(), Vec::new(), false);
        loop {
            match self.next()? {
                Event::Text(text) if is_stressed => {
                    push(&mut line, Span::Stressed(text.into_string()));
                }
                Event::Text(text) => push(&mut line, Span::Plain(text.into_string())),
                Event::Code(code) => line.push(Span::Code(code.into_string())),
                Event::SoftBreak | Event::HardBreak => lines.push(std::mem::take(&mut line)),
                Event::Start(Tag::Emphasis | Tag::Strong) => is_stressed = true,
                Event::End(TagEnd::Emphasis | TagEnd::Strong) => is_stressed = false,
                Event::End(end) if ends(&end) => {
                    lines.push(line);
                    return Ok(lines);
                }
                other => return Err(format!("{other:?} stands in a line")),
            }
        }
    }
}

/// The parser cuts texts where markup might have begun.
fn push(line: &mut Vec<Span>, span: Span) {
    match (line.last_mut(), span) {
        (Some(Span::Plain(before)), Span::Plain(more))
        | (Some(Span::Stressed(before)), Span::Stressed(more)) => before.push_str(&more),
        (_, span) => line.push(span),
    }
}
