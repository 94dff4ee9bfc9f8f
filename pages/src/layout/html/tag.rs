//! Tells what a tag means for the layout: by its name, its class and its role. Must not know what is in it.

use super::token::Tag;

/// What a tag means for the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What frames a page, and what browsers do not show.
    Hidden,
    /// What frames a page or a part of it.
    Frame,
    /// The main part of a page.
    Main,
    /// A part of a page that has a frame of its own.
    Article,
    /// The path of the page in the reference.
    Path,
    /// The address that the page has itself.
    Link,
    Heading,
    Item,
    Pre,
    Table,
    /// A table that only puts line numbers beside code.
    CodeTable,
    Caption,
    Head,
    Body,
    Row,
    HeaderCell,
    Cell,
    Bold,
    Break,
    /// Begins and ends a line.
    Block,
    /// Changes nothing.
    Inline,
}

const HIDDEN_CLASSES: [&str; 5] = ["admonition-title", "footer", "headerlink", "linenos", "notetitle"];

/// What it means that an element begins.
pub fn kind(tag: &Tag) -> Kind {
    let class = tag.attribute("class");
    let is_path = |name: &str| tag.attribute(name).to_ascii_lowercase().contains("crumb");
    match (tag.attribute("role"), named(&tag.name)) {
        _ if ["class", "id", "aria-label"].into_iter().any(is_path) => Kind::Path,
        ("main", _) => Kind::Main,
        ("navigation", _) => Kind::Hidden,
        _ if class.split_whitespace().any(|class| HIDDEN_CLASSES.contains(&class)) => Kind::Hidden,
        (_, Kind::Table) if class.contains("highlighttable") => Kind::CodeTable,
        (_, Kind::Link) if tag.attribute("rel") != "canonical" => Kind::Inline,
        (_, kind) => kind,
    }
}

/// How many columns or rows a cell goes over.
pub fn span(tag: &Tag, name: &str) -> usize {
    /// More than any table has rows.
    const ALL: usize = 65_534;
    match tag.attribute(name).trim().parse::<usize>() {
        Ok(0) => ALL,
        Ok(count) => count.min(ALL),
        Err(_) => 1,
    }
}

/// The name of the page in the address that it has itself: `…/ShowThing.html`.
pub fn page_name<'t>(tag: &'t Tag) -> Option<&'t str> {
    let file = tag.attribute("href").split(['?', '#']).next()?.rsplit('/').next()?;
    file.strip_suffix(".html").filter(|name| !name.is_empty())
}

/// What an element of this name means.
pub fn named(name: &str) -> Kind {
    match name {
        "button" | "footer" | "iframe" | "nav" | "noscript" | "object" | "script" | "select" | "style" | "svg"
        | "template" | "textarea" | "title" => Kind::Hidden,
        "aside" | "header" => Kind::Frame,
        "main" => Kind::Main,
        "article" => Kind::Article,
        "link" => Kind::Link,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "li" => Kind::Item,
        "pre" => Kind::Pre,
        "table" => Kind::Table,
        "caption" => Kind::Caption,
        "thead" => Kind::Head,
        "tbody" | "tfoot" => Kind::Body,
        "tr" => Kind::Row,
        "th" => Kind::HeaderCell,
        "td" => Kind::Cell,
        "" | "strong" => Kind::Bold,
        "br" => Kind::Break,
        "address" | "blockquote" | "body" | "center" | "dd" | "details" | "dialog" | "div" | "dl" | "dt"
        | "fieldset" | "figcaption" | "figure" | "form" | "hr" | "ol" | "p" | "section" | "summary" | "ul" => {
            Kind::Block
        }
        _ => Kind::Inline,
    }
}
