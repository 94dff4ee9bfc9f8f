//! Decides how a parameter is written into the request, and what its path looks like there. Must not know how that is printed.

use super::TypeTable;
use crate::api::{self, Kind, Location, Parameter, PathPart, Scalar, Text, path_parts};
use crate::rust::{How, Ident, Style, Write};

/// How a parameter is written.
pub fn write(parameter: &Parameter, field: Ident, types: &TypeTable<'_>) -> Write {
    let (name, how) = (parameter.name.clone(), how(parameter, types));
    let is_secret = parameter.schema.ty == api::Type::Scalar(Scalar::Text(Text::Secret));
    match parameter.location {
        Location::Path if is_secret && parameter.style == api::Style::Simple => Write::SecretPath { name, field },
        Location::Path => Write::Path { name, field, how },
        Location::Query => Write::Query { name, field, how },
        Location::QueryString => Write::QueryString { name, field, style: style(parameter) },
        Location::Header if is_secret => Write::SecretHeader { name, field },
        Location::Header => Write::Header { name, field, how },
        Location::Cookie => Write::Cookie { name, field, style: style(parameter) },
    }
}

/// How it is written, in the shortest way for what nearly all parameters are.
pub fn how(parameter: &Parameter, types: &TypeTable<'_>) -> How {
    let is_usual = !parameter.allow_reserved
        && match parameter.location {
            Location::Path | Location::Header => parameter.style == api::Style::Simple,
            Location::Query => parameter.style == api::Style::Form,
            Location::QueryString | Location::Cookie => false,
        };
    match &parameter.schema.ty {
        ty if is_usual && is_text(ty, types) => How::Text,
        api::Type::Array(items) if is_usual && is_text(&items.ty, types) => {
            if parameter.location == Location::Query && parameter.explode { How::Each } else { How::Commas }
        }
        api::Type::Scalar(_)
        | api::Type::Any
        | api::Type::FreeForm
        | api::Type::Array(_)
        | api::Type::Map(_)
        | api::Type::Named(_) => How::Styled(style(parameter)),
    }
}

/// Whether the Rust type has a text of its own: `Display`.
fn is_text(ty: &api::Type, types: &TypeTable<'_>) -> bool {
    match ty {
        api::Type::Scalar(Scalar::Text(Text::Secret)) => false,
        api::Type::Scalar(_) => true,
        api::Type::Named(id) => match types.kind(*id) {
            Some(Kind::StringEnum(_) | Kind::IntegerEnum(..)) => true,
            Some(Kind::Union(union)) => union.is_scalar(),
            Some(Kind::Object(_)) | None => false,
        },
        api::Type::Any | api::Type::FreeForm | api::Type::Array(_) | api::Type::Map(_) => false,
    }
}

fn style(parameter: &Parameter) -> Style {
    let (name, reserved) = match parameter.style {
        api::Style::Simple => ("SIMPLE", parameter.allow_reserved),
        api::Style::Label => ("LABEL", parameter.allow_reserved),
        api::Style::Matrix => ("MATRIX", parameter.allow_reserved),
        api::Style::Form => ("FORM", parameter.allow_reserved),
        api::Style::SpaceDelimited => ("SPACE_DELIMITED", parameter.allow_reserved),
        api::Style::PipeDelimited => ("PIPE_DELIMITED", parameter.allow_reserved),
        api::Style::DeepObject => ("DEEP_OBJECT", parameter.allow_reserved),
        api::Style::Cookie => ("FORM", true),
        api::Style::Json => ("JSON", parameter.allow_reserved),
    };
    // These two have one form.
    let exploded = parameter.explode && !matches!(parameter.style, api::Style::DeepObject | api::Style::Json);
    Style { name, exploded, reserved }
}

/// A path template as it goes into a URL: what no URL has is escaped, and what stands behind `#` is not sent.
pub fn on_the_wire(path: &str) -> String {
    let sent = path.split('#').next().unwrap_or(path);
    let mut wire = String::new();
    for part in path_parts(sent) {
        match part {
            PathPart::Name(name) => wire.extend(["{", name, "}"]),
            PathPart::Text(text) => text.bytes().for_each(|byte| match byte {
                b'{' | b'}' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'|' => wire.push_str(&format!("%{byte:02X}")),
                b'!'..=b'~' => wire.push(char::from(byte)),
                _ => wire.push_str(&format!("%{byte:02X}")),
            }),
        }
    }
    wire
}

#[cfg(test)]
mod tests {
    use super::on_the_wire;

    #[test]
    fn paths() {
        for (path, wire) in [
            ("/a/{b}.json", "/a/{b}.json"),
            ("/x(id={id})", "/x(id={id})"),
            ("/a b/\u{e9}", "/a%20b/%C3%A9"),
            ("/a%20b", "/a%20b"),
            ("/a?b={b}", "/a?b={b}"),
            ("/a#b", "/a"),
            ("/{a", "/%7Ba"),
            ("/", "/"),
        ] {
            assert_eq!(on_the_wire(path), wire);
        }
    }
}
