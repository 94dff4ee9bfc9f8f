//! Decodes entities: those with a number, and those names that pages use. Other names stay as they are written.

use std::borrow::Cow;

/// Names of the characters from U+00A0 on, in their order.
const LATIN: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not", "shy",
    "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1", "ordm",
    "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig",
    "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve",
    "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute", "THORN",
    "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil", "egrave", "eacute", "ecirc",
    "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml",
    "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
];

const OTHERS: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("asymp", '≈'),
    ("bull", '•'),
    ("darr", '↓'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("equiv", '≡'),
    ("euro", '€'),
    ("ge", '≥'),
    ("gt", '>'),
    ("hellip", '…'),
    ("infin", '∞'),
    ("larr", '←'),
    ("ldquo", '“'),
    ("le", '≤'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("minus", '−'),
    ("ndash", '–'),
    ("ne", '≠'),
    ("Prime", '″'),
    ("prime", '′'),
    ("quot", '"'),
    ("rarr", '→'),
    ("rdquo", '”'),
    ("rsquo", '’'),
    ("sum", '∑'),
    ("thinsp", '\u{2009}'),
    ("trade", '™'),
    ("uarr", '↑'),
    ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

/// No name and no number is longer.
const LONGEST: usize = 10;

/// A text in which entities are what they stand for.
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split('&');
    let mut decoded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.bytes().take(LONGEST + 1).position(|byte| byte == b';');
        let name = end.and_then(|end| part.get(..end));
        match name.and_then(character) {
            Some(c) => {
                decoded.push(c);
                decoded.push_str(end.and_then(|end| part.get(end + 1..)).unwrap_or_default());
            }
            None => {
                decoded.push('&');
                decoded.push_str(part);
            }
        }
    }
    Cow::Owned(decoded)
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = hexadecimal.map_or_else(|| number.parse().ok(), |number| u32::from_str_radix(number, 16).ok())?;
        return Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    let latin = LATIN.into_iter().zip('\u{a0}'..).find(|(latin, _)| *latin == name).map(|(_, c)| c);
    latin.or_else(|| OTHERS.iter().find(|(other, _)| *other == name).map(|(_, c)| *c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded() {
        for (written, meant) in [
            ("a &lt;b&gt; &amp;amp; &quot;", "a <b> &amp; \""),
            ("&nbsp;&yuml;&szlig;&times;&divide;&frac34;", "\u{a0}ÿß×÷¾"),
            ("&#65;&#x41;&#X6a39;", "AA樹"),
            ("&#0;&#xD800;&#9999999999;&#-1;&#x;&#;", "\0\u{fffd}&#9999999999;&#-1;&#x;&#;"),
            ("a & b && &; &none; &lt & lt; R&D;", "a & b && &; &none; &lt & lt; R&D;"),
            ("&樹;&", "&樹;&"),
        ] {
            assert_eq!(decoded(written), meant, "{written}");
        }
    }
}
