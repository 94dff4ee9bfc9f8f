//! Slips of the spec: each changes a line of its YAML, in one way. Must not know what the YAML means.

use crate::support::{Files, Random};

/// A way to write a line that says something else; nothing if the line does not say such a thing.
type Slip = fn(&str) -> Option<String>;

/// All of them, each with its name.
pub const SLIPS: [(&str, Slip); 15] = [
    ("another path", |line| {
        let is_path = line.trim().starts_with("/v2/") && line.ends_with(':');
        is_path.then(|| line.replace("/instances/", "/gateways/"))
    }),
    ("another method", |line| (line.trim() == "post:").then(|| line.replace("post:", "patch:"))),
    ("another bound", |line| number(line, &["minimum: ", "maximum: ", "minLength: ", "maxLength: "])),
    ("a bound is gone", |line| {
        let is_bound = ["minimum: ", "maximum: ", "maxLength: "].iter().any(|key| line.trim().starts_with(key));
        is_bound.then(String::new)
    }),
    ("another default", |line| number(line, &["default: "])),
    ("another width", |line| Some(line.replace("format: int32", "format: int64"))),
    ("another type", |line| Some(line.replace("type: string", "type: boolean"))),
    ("another value", |line| {
        Some(line.replace("enum: [SECOND,", "enum: [WEEK,").replace("enum: [1, 2]", "enum: [1, 3]"))
    }),
    ("not required", |line| {
        let (before, names) = line.split_once("required: [")?;
        let (_, rest) = names.split_once(", ")?;
        Some(format!("{before}required: [{rest}"))
    }),
    ("another status", |line| Some(line.replace("'404':", "'409':").replace("'201':", "'202':"))),
    ("another field", |line| {
        name(line, &["app_quota_id:", "bound_app_num:", "create_time:", "size:", "app_key:", "expires_at:"])
    }),
    ("another parameter", |line| name(line, &["name: app_name"])),
    ("another title", |line| {
        name(line, &["description: Creating a Credential Quota", "description: Querying Credential Quota Details"])
    }),
    ("another example", |line| {
        name(line, &["name: ClientQuota_demo", "error_msg: System error", "error_code: APIG.9999", "call_limits: 1000"])
    }),
    ("other words", |line| {
        name(
            line,
            &[
                "Maximum number of times a credential quota can be called",
                "Credential Quota ID",
                "Error description",
                "Quota name",
            ],
        )
    }),
];

/// The number behind one of the keys is another one.
fn number(line: &str, keys: &[&str]) -> Option<String> {
    let key = keys.iter().find(|key| line.trim().starts_with(*key))?;
    let (before, number) = line.split_once(key)?;
    Some(format!("{before}{key}{}", number.trim().parse::<i64>().ok()? + 1))
}

/// One of the words is another one.
fn name(line: &str, words: &[&str]) -> Option<String> {
    let word = words.iter().find(|word| line.contains(*word))?;
    let other = match word.strip_suffix(':') {
        Some(key) if line.trim().starts_with(word) => format!("{key}_x:"),
        Some(_) => return None,
        None if word.ends_with(|c: char| c.is_ascii_digit()) => format!("{word}1"),
        None => format!("{word}x"),
    };
    Some(line.replacen(word, &other, 1))
}

/// The file of IAM without an operation that there is no page of here.
const OF_IAM: &str = "iam/temporary_access_keys.yaml";

/// Changes a line of the spec: the file that has it, and what became of it.
pub fn apply(slip: Slip, spec: &mut Files, random: &mut Random) -> Option<(String, String)> {
    let change = |(path, text): (&String, &String)| {
        let lines = text.lines().enumerate().filter_map(|(at, line)| {
            let changed = slip(line).filter(|changed| changed != line && !line.trim().starts_with('#'));
            changed.map(|changed| (path.clone(), at, changed))
        });
        lines.collect::<Vec<_>>()
    };
    let has_pages = |path: &str| {
        if path.starts_with("iam/") { path == OF_IAM } else { path.contains('/') || path == "common.yaml" }
    };
    let changes: Vec<(String, usize, String)> =
        spec.iter().filter(|(path, _)| has_pages(path)).flat_map(change).collect();
    let (path, at, changed) = random.of(&changes)?.clone();
    let text = spec.get_mut(&path)?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let said = format!("{path}:{}: {} -> {changed}", at + 1, lines[at]);
    lines[at] = changed;
    *text = lines.join("\n") + "\n";
    Some((path, said))
}
