//! Spells in ASCII letters and digits what names on the wire are made of, so that no name is left without any. Must not know
//! roles, case or reserved words.

use deunicode::deunicode;
use std::borrow::Cow;
use std::fmt::Write;

/// What signs are called.
const SIGNS: &[(char, &str)] = &[
    ('!', "not"),
    ('"', "quote"),
    ('#', "hash"),
    ('$', "dollar"),
    ('%', "percent"),
    ('&', "and"),
    ('\'', "apostrophe"),
    ('(', "open"),
    (')', "close"),
    ('*', "star"),
    ('+', "plus"),
    (',', "comma"),
    ('-', "minus"),
    ('.', "dot"),
    ('/', "slash"),
    (':', "colon"),
    (';', "semicolon"),
    ('<', "less"),
    ('=', "equal"),
    ('>', "greater"),
    ('?', "question"),
    ('@', "at"),
    ('[', "open"),
    ('\\', "backslash"),
    (']', "close"),
    ('^', "caret"),
    ('_', "underscore"),
    ('`', "backtick"),
    ('{', "open"),
    ('|', "or"),
    ('}', "close"),
    ('~', "tilde"),
    (' ', "space"),
];

/// The same sign so often is counted.
const MANY: usize = 3;

/// A name as it is spelled in ASCII. Signs say nothing beside letters, but for those that make another number or path of
/// what they stand before.
pub fn spelled(name: &str) -> Cow<'_, str> {
    let name = in_ascii(name);
    if name.is_empty() {
        return "empty".into();
    }
    if !name.contains(is_letter) {
        return signs(&name, true).into();
    }
    match name.split_at_checked(1) {
        Some(("+", rest)) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("plus {rest}").into(),
        Some(("-", rest)) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("minus {rest}").into(),
        // `/users/{id}` and `/users/id` are two paths.
        Some(_) if is_route(&name) => name.replace('{', "by ").into(),
        Some(_) | None => name,
    }
}

/// The same with its signs, for a name that is taken without them; those that part words say nothing here either.
pub fn in_full(name: &str) -> String {
    signs(&in_ascii(name), false)
}

/// Whether a name says nothing but for what [`spelled`] makes of it.
pub fn is_translated(name: &str) -> bool {
    name.chars().any(|c| c.is_alphanumeric() && !c.is_ascii()) || !name.chars().any(char::is_alphanumeric)
}

/// A name in which letters of other scripts are transliterated; other characters too, where there is no letter.
fn in_ascii(name: &str) -> Cow<'_, str> {
    if name.is_ascii() || !is_translated(name) {
        return name.into();
    }
    let translated = deunicode(name);
    let says_nothing = |text: &str| !text.contains(is_letter);
    if !says_nothing(&translated) {
        return translated.into();
    }
    let mut points = String::new();
    for c in name.chars() {
        let _ = if c.is_ascii() { write!(points, "{c}") } else { write!(points, " u{:x} ", u32::from(c)) };
    }
    points.into()
}

/// A name with its signs as words: all of them, or those that do more than part two words.
fn signs(name: &str, all: bool) -> String {
    let mut spelled = String::new();
    let within = name.find(is_letter).unwrap_or(name.len())..=name.rfind(is_letter).unwrap_or_default();
    let mut characters = name.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if is_letter(c) {
            spelled.push(c);
            continue;
        }
        let mut count = 1;
        while characters.next_if(|(_, next)| *next == c).is_some() {
            count += 1;
        }
        spelled.push(' ');
        if !all && within.contains(&at) && matches!(c, '_' | '-' | '.' | '/' | ' ') {
            continue;
        }
        let word = SIGNS.iter().find(|(sign, _)| *sign == c).map(|(_, word)| *word);
        let word = word.map_or_else(|| format!("u{:x}", u32::from(c)), str::to_owned);
        let _ = match count {
            ..MANY => write!(spelled, "{}", vec![word; count].join(" ")),
            MANY.. => write!(spelled, "{word} {count}"),
        };
        spelled.push(' ');
    }
    spelled
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// Whether a name begins with a method and a path, as that of an operation without `operationId` does.
fn is_route(name: &str) -> bool {
    let is_method = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase());
    name.split_once(' ').is_some_and(|(method, path)| is_method(method) && path.starts_with('/'))
}
