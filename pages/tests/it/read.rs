//! Reads pages whose sections, tables and statuses are named and laid out otherwise than most: a case for each habit, beside the
//! listing of what the page says. Must not know how it is read.

use crate::support::compare;
use apig_pages::document::Line;
use apig_pages::page::{Content, Example, Field, Page};
use std::fmt::Write;

#[test]
fn pages_are_read_as_expected() {
    compare("read", |name, text| listing(&apig_pages::page(name, text)));
}

/// What a page says, a line each, with its number.
fn listing(page: &Page) -> String {
    let mut text = String::new();
    let mut add = |depth: usize, number: usize, words: &str| {
        writeln!(text, "{number:>4} {}{}", "  ".repeat(depth), words.trim_end()).unwrap();
    };
    let lines = [("name", &page.name), ("title", &page.title), ("method", &page.method), ("path", &page.path)];
    for (what, line) in lines.into_iter().filter_map(|(what, line)| Some((what, line.as_ref()?))) {
        add(0, line.number, &format!("{what} {}", line.text));
    }
    page.parameters.iter().for_each(|parameter| {
        add(0, parameter.field.name.number, &format!("{:?} {}", parameter.location, field(&parameter.field)));
    });
    add(0, 0, "request");
    content(&page.request, &mut add);
    page.examples.iter().for_each(|one| example(one, &mut add));
    for response in &page.responses {
        add(0, response.status.number, &format!("response {}", response.status.text));
        response.headers.iter().for_each(|header| add(1, header.name.number, &format!("header {}", field(header))));
        content(&response.content, &mut add);
        response.examples.iter().for_each(|one| example(one, &mut add));
    }
    page.statuses
        .iter()
        .for_each(|status| add(0, status.code.number, &format!("status {} {}", status.code.text, status.text.text)));
    page.unplaced
        .iter()
        .for_each(|one| add(0, one.line.number, &format!("unplaced ({}): {}", one.reason, one.line.text)));
    text
}

fn content(content: &Content, add: &mut impl FnMut(usize, usize, &str)) {
    content.fields.iter().for_each(|one| add(1, one.name.number, &field(one)));
    for object in &content.objects {
        add(1, object.name.number, &format!("object {}", object.name.text));
        object.fields.iter().for_each(|one| add(2, one.name.number, &field(one)));
    }
}

fn field(field: &Field) -> String {
    let words = |lines: &[Line]| lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" / ");
    let items = field.items.as_ref().map(|(least, most)| format!(" [{}-{}]", least.text, most.text));
    let mandatory = field.mandatory.map_or("", |mandatory| if mandatory { " mandatory" } else { " optional" });
    let items = items.unwrap_or_default();
    format!("{}{mandatory} {:?}{items}: {}", field.name.text, field.ty, words(&field.description))
}

fn example(example: &Example, add: &mut impl FnMut(usize, usize, &str)) {
    let caption = example.caption.as_ref().map_or("", |line| line.text.as_str());
    add(
        1,
        example.number,
        &format!("example {caption:?} {}", example.text.split_whitespace().collect::<Vec<_>>().join(" ")),
    );
}
