//! XML as a stream of what matters here: elements that begin and end, and text.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io::{BufRead, BufReader};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};

use super::damaged;
use super::package::Unpacking;
use crate::views::import::FileProblem;

/// A piece of XML. Names are without their prefix.
pub enum Piece<'b> {
    Start(Element<'b>),
    End(ElementEnd<'b>),
    /// Text, or nothing where something stood that does not matter. A text may come in pieces.
    Text(Cow<'b, str>),
    Eof,
}

/// An element that begins.
pub struct Element<'b>(BytesStart<'b>);

/// An element that ends.
pub struct ElementEnd<'b>(BytesEnd<'b>);

impl Element<'_> {
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without prefix.
    pub fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|own| own.key.local_name().into_inner() == name)?;
        if found.value.contains('&') {
            let text = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            return text.ok().map(|text| Cow::Owned(text.into_owned()));
        }
        Some(found.value)
    }

    /// The value of an attribute by its name with the prefix that is usual for it.
    pub fn get_prefixed(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        attributes.flatten().find(|own| own.key.into_inner() == name).map(|own| own.value)
    }

    pub fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.parse().ok()
    }
}

impl ElementEnd<'_> {
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

/// XML that is being read.
pub struct XmlPart<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    problem: Rc<RefCell<Option<FileProblem>>>,
}

/// XML in a package.
pub type PackedXml<'a> = XmlPart<BufReader<Unpacking<'a>>>;

impl<'a> PackedXml<'a> {
    pub fn unpack(part: Unpacking<'a>) -> Self {
        let problem = part.problem();
        Self { problem, ..Self::new(BufReader::with_capacity(1 << 16, part)) }
    }
}

impl<R: BufRead> XmlPart<R> {
    pub fn new(source: R) -> Self {
        let mut reader = Reader::from_reader(source);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, buffer: Vec::new(), problem: Rc::default() }
    }

    /// The next piece.
    ///
    /// # Errors
    /// The XML is broken, or swells beyond all measure.
    pub fn next(&mut self) -> Result<Piece<'_>, FileProblem> {
        self.buffer.clear();
        Ok(match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => Piece::Start(Element(start)),
            Ok(Event::End(end)) => Piece::End(ElementEnd(end)),
            Ok(Event::Text(text)) => Piece::Text(text.xml10_content()),
            Ok(Event::CData(text)) => Piece::Text(text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => Piece::Text(Cow::Owned(resolve(&reference))),
            Ok(Event::Eof) => Piece::Eof,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {
                Piece::Text(Cow::Borrowed(""))
            }
            Err(error) => {
                let known = self.problem.borrow_mut().take();
                return Err(known.unwrap_or_else(|| damaged(error.to_string())));
            }
        })
    }
}

/// What a reference stands for; other than these, XML knows none without a definition.
fn resolve(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.to_string();
    }
    let name = reference.xml10_content();
    let letter = match name.as_ref() {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => return format!("&{name};"),
    };
    letter.to_owned()
}
