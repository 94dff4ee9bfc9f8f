//! Explains blanks that are no spaces: tabs, no-break spaces, and characters without any width. YAML takes them for
//! text.

use super::Advice;
use super::lines::Line;
use granit_parser::ErrorKind;

/// A blank in the indentation or behind a `:`, in the line of the error or in one beside it.
pub fn find(text: &str, at: usize, kind: &ErrorKind) -> Option<Advice> {
    let line = Line::at(text, at);
    let speaks_of_tabs = matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    );
    let below = line.below(text).filter(|_| speaks_of_tabs);
    let tab = [Some(line), below].into_iter().flatten().find_map(tab_in_indentation);
    if let Some(tab) = tab {
        let help = "indent with spaces; YAML allows no tabs here";
        return Some(Advice::new(tab..tab + 1, "a tab in the indentation", help));
    }
    let above = line.above(text).next();
    [Some(line), above].into_iter().flatten().find_map(odd_blank)
}

fn tab_in_indentation(line: Line<'_>) -> Option<usize> {
    let indentation = line.text.len() - line.text.trim_start_matches([' ', '\t']).len();
    line.text.get(..indentation)?.find('\t').map(|tab| line.start + tab)
}

fn odd_blank(line: Line<'_>) -> Option<Advice> {
    let is_odd = |c: char| !c.is_ascii() && (c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}'));
    let mut may_be = true;
    for (offset, c) in line.text.char_indices() {
        if may_be && is_odd(c) {
            let range = line.start + offset..line.start + offset + c.len_utf8();
            return Some(match c.is_whitespace() {
                true => {
                    let reason =
                        format!("a no-break space or the like (U+{:04X}), which YAML takes for text", u32::from(c));
                    Advice::new(range.clone(), reason, "replace it by a space").patch(range, " ")
                }
                false => {
                    let reason = format!("an invisible character (U+{:04X})", u32::from(c));
                    Advice::new(range.clone(), reason, "remove it").patch(range, "")
                }
            });
        }
        may_be = c == ':' || c == '-' || c == ' ' && may_be;
    }
    None
}
