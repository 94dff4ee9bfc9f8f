//! Holds queries to RFC 9535: what each selects of one document, or where it cannot be read.

use super::path::{Mistake, parse};
use super::select::{Step, select};
use crate::diagnostics::Diagnostics;
use crate::source::Sources;
use crate::yaml;

const DOCUMENT: &str = "
info: {title: A, x-b: [1, 2.0, three, null], 'it''s': 1}
paths:
  /a:
    get: {tags: [x], parameters: [{name: limit, in: query}, {name: id, in: path}]}
    put: {tags: [x, y]}
  /b:
    get: {tags: [y], deprecated: true}
";

/// The ways to what is selected, as JSON pointers.
fn selected(query: &str) -> Vec<String> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add("a.yaml", DOCUMENT);
    let root = yaml::parse(file, &sources, &mut diagnostics).unwrap();
    let query = parse(query).unwrap_or_else(|mistake| panic!("{query}: {mistake:?}"));
    let step = |step: &Step| match step {
        Step::Key(key) => format!("|{key}"),
        Step::Index(index) => format!("|{index}"),
    };
    select(&root, &query).iter().map(|way| way.iter().map(step).collect()).collect()
}

#[test]
fn queries_select_what_the_standard_says() {
    for (query, expected) in [
        ("$", ""),
        ("$.info.title", "|info|title"),
        ("$['info'][\"title\"]", "|info|title"),
        (r"$.info['it\'s']", "|info|it's"),
        (r"$['\u0069nfo'].title", "|info|title"),
        ("$.nothing", "-"),
        ("$.info.x-b[0, -1]", "|info|x-b|0 |info|x-b|3"),
        ("$.info.x-b[4]", "-"),
        ("$.info.x-b[1:3]", "|info|x-b|1 |info|x-b|2"),
        ("$.info.x-b[::-2]", "|info|x-b|3 |info|x-b|1"),
        ("$.info.x-b[-2:]", "|info|x-b|2 |info|x-b|3"),
        ("$.info.x-b[::0]", "-"),
        ("$.paths.*.get", "|paths|/a|get |paths|/b|get"),
        ("$.paths['/a']['get', 'put'].tags", "|paths|/a|get|tags |paths|/a|put|tags"),
        ("$..tags[0]", "|paths|/a|get|tags|0 |paths|/a|put|tags|0 |paths|/b|get|tags|0"),
        ("$..*['tags']", "|paths|/a|get|tags |paths|/a|put|tags |paths|/b|get|tags"),
        ("$.paths.*[?@.deprecated]", "|paths|/b|get"),
        ("$.paths.*[?!@.deprecated]", "|paths|/a|get |paths|/a|put"),
        ("$.paths.*[?@.deprecated == true]", "|paths|/b|get"),
        ("$.paths.*.get.parameters[?@.name=='limit' && @.in=='query']", "|paths|/a|get|parameters|0"),
        ("$..parameters[?(@.name == 'id' || @.name == \"limit\") && @.in != 'query']", "|paths|/a|get|parameters|1"),
        ("$.paths[?(@.get['tags'][?(@ == 'y')])].get", "|paths|/b|get"),
        ("$.info.x-b[?@ == 2]", "|info|x-b|1"),
        ("$.info.x-b[?@ >= 1 && @ < 2.5]", "|info|x-b|0 |info|x-b|1"),
        ("$.info.x-b[?@ == null]", "|info|x-b|3"),
        ("$.paths.*[?length(@.tags) > 1]", "|paths|/a|put"),
        ("$.paths[?count(@.*) == 2]", "|paths|/a"),
        ("$.paths.*[?value(@.tags[*]) == 'y']", "|paths|/b|get"),
        ("$..parameters[?match(@.name, 'l.*')]", "|paths|/a|get|parameters|0"),
        ("$..parameters[?match(@.name, 'im')]", "-"),
        ("$..parameters[?search(@.name, 'im')]", "|paths|/a|get|parameters|0"),
        ("$.paths.*[?@.tags[0] == $.paths['/b'].get.tags[0]]", "|paths|/b|get"),
        ("$.paths.*[?@.nothing == @.nowhere]", "|paths|/a|get |paths|/a|put |paths|/b|get"),
    ] {
        let found = selected(query).join(" ");
        assert_eq!(if found.is_empty() && query != "$" { "-" } else { &found }, expected, "{query}");
    }
}

#[test]
fn what_is_no_query_says_where() {
    for (query, at) in [
        ("", 0),
        ("paths", 0),
        ("$.", 2),
        ("$.1a", 2),
        ("$paths", 1),
        ("$[", 2),
        ("$['a", 4),
        (r"$['\x']", 4),
        (r"$['\ud800']", 9),
        ("$[99999999999999999999]", 22),
        ("$[?@.a == ]", 10),
        ("$[?'a']", 6),
        ("$[?@.a == 'b' & @.c]", 14),
        ("$[?length(@.a]", 13),
        ("$[?count(1) == 1]", 11),
    ] {
        assert_eq!(parse(query).map_err(|Mistake { at, .. }| at).err(), Some(at), "{query}");
    }
    for deep in ["(", "!", "length(", "@[?"] {
        assert!(parse(&format!("$[?{}", deep.repeat(100_000))).is_err(), "{deep}");
    }
}
