//! Inserts a new operation into the files of a spec. Knows which files there are, what they share, and where the lines
//! belong. Must not know the disk.

use super::options::NewOperation;
use super::outline::{Block, Outline};
use super::scaffold::{self, Parts};
use std::collections::BTreeMap;

/// Which operation is inserted.
pub struct Place<'a> {
    pub service: &'a str,
    pub method: &'a str,
    pub path: &'a str,
    /// The resource file; not needed where the path is there already.
    pub file: Option<&'a str>,
}

/// What is inserted: the lines of the operation from its method on, and those of each schema from its name on.
pub struct Content {
    pub operation: Vec<String>,
    pub schemas: Vec<Vec<String>>,
}

/// Makes what is inserted, for the file of this path below the spec, which reads so now.
pub type Make<'a> = dyn Fn(&str, &Outline) -> Result<Content, String> + 'a;

/// The files of a service, and those that all services share: path below the spec, and text.
pub type ServiceFiles = BTreeMap<String, String>;

/// Where the path item is, or will be.
struct InsertionPoint {
    file: String,
    keys: Vec<String>,
}

/// What the files become; in the order in which they are to be written, so that nothing refers to what is not there yet.
pub fn add(place: &Place<'_>, files: &ServiceFiles, make: &Make<'_>) -> Result<Vec<(String, String)>, String> {
    let root_path = format!("{}/openapi.yaml", place.service);
    let mut root = Outline::new(files.get(&root_path).map_or("", String::as_str));
    let old_root = root.text();
    let point = match root.find(&["paths", place.path]) {
        Some(block) => existing(place, &root, &block, &root_path)?,
        None => new(place, &mut root, files)?,
    };
    if point.file == root_path {
        let text = with_operation(root, place, &point, make)?;
        return Ok(vec![(root_path, text)]);
    }
    let text = files.get(&point.file).cloned().unwrap_or_else(|| header(place));
    let mut changed = vec![(point.file.clone(), with_operation(Outline::new(&text), place, &point, make)?)];
    if root.text() != old_root {
        changed.push((root_path, root.text()));
    }
    Ok(changed)
}

fn header(place: &Place<'_>) -> String {
    format!(
        "# yaml-language-server: $schema=../schema.json\n# TODO: what is in this file of {}, and whose words they are.\n",
        place.service
    )
}

/// Where a path is that the service has.
fn existing(place: &Place<'_>, root: &Outline, block: &Block, root_path: &str) -> Result<InsertionPoint, String> {
    let reference = root.children(block).iter().find(|child| child.key == "$ref").map(|child| root.value(child));
    let Some(reference) = reference else {
        return Ok(InsertionPoint {
            file: root_path.to_owned(),
            keys: vec!["paths".to_owned(), place.path.to_owned()],
        });
    };
    let not_found =
        || format!("`{}` is `{reference}`, which is no path item of a file beside `{root_path}`", place.path);
    let (file, pointer) = reference.split_once("#/").ok_or_else(not_found)?;
    if file.contains('/') || file.is_empty() {
        return Err(not_found());
    }
    if let Some(requested) = place.file.filter(|requested| *requested != file) {
        return Err(format!("`{}` stands in `{file}`, not in `{requested}`: leave --file out", place.path));
    }
    let keys = pointer.split('/').map(str::to_owned).collect();
    Ok(InsertionPoint { file: format!("{}/{file}", place.service), keys })
}

/// Where a path goes that the service gets now.
fn new(place: &Place<'_>, root: &mut Outline, files: &ServiceFiles) -> Result<InsertionPoint, String> {
    let Some(name) = place.file else {
        return Err("--file is missing: the path is new, so say which file holds it, such as apps.yaml".to_owned());
    };
    let file = format!("{}/{name}", place.service);
    let outline = Outline::new(files.get(&file).map_or("", String::as_str));
    let mut item = scaffold::item_name(place.path);
    while outline.find(&["paths", &item]).is_some() {
        item.push('2');
    }
    let paths = root.find(&["paths"]).ok_or("the document has no `paths:` that are laid out line by line")?;
    let siblings = root.children(&paths);
    let is_sorted = siblings.is_sorted_by(|a, b| a.key <= b.key);
    let next = siblings
        .iter()
        .find(|block| is_sorted && block.key.as_str() > place.path)
        .map_or(paths.end, |block| block.start);
    let indent = " ".repeat(paths.inside());
    let lines = [format!("{indent}{}:", place.path), format!("{indent}  $ref: '{name}#/paths/{item}'")];
    root.insert(next, &lines);
    Ok(InsertionPoint { file, keys: vec!["paths".to_owned(), item] })
}

/// The text of the file with the operation and what it needs.
fn with_operation(
    mut outline: Outline,
    place: &Place<'_>,
    point: &InsertionPoint,
    make: &Make<'_>,
) -> Result<String, String> {
    let keys: Vec<&str> = point.keys.iter().map(String::as_str).collect();
    let Content { operation, schemas } = make(&point.file, &outline)?;
    if let Some(item) = outline.find(&keys) {
        if outline.children(&item).iter().any(|child| child.key == place.method) {
            let method = place.method.to_uppercase();
            return Err(format!("`{method} {}` is there already, in `{}`", place.path, point.file));
        }
        insert(&mut outline, &item, operation);
    } else {
        let name = keys.last().copied().unwrap_or_default();
        let mut lines = vec![format!("{name}:")];
        lines.extend(indented(operation, 2));
        below(&mut outline, &["paths"], lines)?;
    }
    for schema in schemas {
        below(&mut outline, &["components", "schemas"], schema)?;
    }
    Ok(outline.text())
}

/// The frame of an operation, to be filled in.
pub fn frame(request: &NewOperation, files: &ServiceFiles, file: &str, outline: &Outline) -> Content {
    let (schemas, parts) = parts(outline, request, file, files);
    Content { operation: scaffold::operation(request, &parts), schemas }
}

/// What the operation refers to, and the schemas that are not there yet.
fn parts(outline: &Outline, request: &NewOperation, file: &str, files: &ServiceFiles) -> (Vec<Vec<String>>, Parts) {
    let shared = Shared { outline, file, files };
    let mut schemas = Vec::new();
    let mut made = Vec::new();
    let mut schema = |name: &String, lines: &dyn Fn() -> Vec<String>| {
        let own = format!("#/components/schemas/{name}");
        shared.find("schemas", name).unwrap_or_else(|| {
            if !made.contains(name) {
                made.push(name.clone());
                schemas.push(lines());
            }
            own
        })
    };
    let items = request.is_list.then(|| scaffold::items_name(&request.path));
    let body = request.body.as_ref().map(|name| schema(name, &|| scaffold::schema(name)));
    let item = items.as_ref().map(|items| {
        let mut name = scaffold::item_of(items);
        if request.answer.as_ref() == Some(&name) {
            name.push_str("Item");
        }
        schema(&name, &|| scaffold::schema(&name))
    });
    let answer = request.answer.as_ref().map(|name| {
        schema(name, &|| match (&items, &item) {
            (Some(items), Some(item)) => scaffold::page(name, items, item),
            _ => scaffold::schema(name),
        })
    });
    let paging: &[&str] = if request.is_list { &["offset", "limit"] } else { &[] };
    let of_path = request.path.split(['{', '}']).skip(1).step_by(2).map(|name| (name, "path"));
    let of_query = paging.iter().copied().chain(request.query.iter().map(String::as_str)).map(|name| (name, "query"));
    let parameter =
        |(name, location): (&str, &'static str)| (name.to_owned(), location, shared.parameter(name, location));
    let error = |(status, name): (u16, &str)| Some((status, shared.find("responses", name)?));
    let errors = [(401, "Unauthorized"), (403, "Forbidden"), (500, "InternalServerError")];
    let parts = Parts {
        parameters: of_path.chain(of_query).map(parameter).collect(),
        body,
        answer,
        errors: errors.into_iter().filter_map(error).collect(),
        tags: tags(outline),
        items,
    };
    (schemas, parts)
}

/// What the files share.
struct Shared<'a> {
    outline: &'a Outline,
    file: &'a str,
    files: &'a ServiceFiles,
}

impl Shared<'_> {
    /// The components of a kind, with the `$ref` that leads to each: first those of the file itself, then of the service,
    /// then of all.
    fn components(&self, section: &str) -> Vec<(String, String, Block, Outline)> {
        let others = self.files.iter().filter(|(path, _)| *path != self.file);
        let own = (self.file.to_owned(), self.outline.text());
        let mut all = vec![own];
        all.extend(
            others.clone().filter(|(path, _)| path.contains('/')).map(|(path, text)| (path.clone(), text.clone())),
        );
        all.extend(others.filter(|(path, _)| !path.contains('/')).map(|(path, text)| (path.clone(), text.clone())));
        let mut components = Vec::new();
        for (path, text) in all {
            let to = match path.split_once('/') {
                _ if path == self.file => String::new(),
                Some((_, file)) => file.to_owned(),
                None => format!("../{path}"),
            };
            let outline = Outline::new(&text);
            let Some(block) = outline.find(&["components", section]) else { continue };
            for child in outline.children(&block) {
                let target = format!("{to}#/components/{section}/{}", child.key);
                components.push((child.key.clone(), target, child, Outline::new(&text)));
            }
        }
        components
    }

    fn find(&self, section: &str, name: &str) -> Option<String> {
        self.components(section).into_iter().find(|(key, ..)| key == name).map(|(_, target, ..)| target)
    }

    fn parameter(&self, name: &str, location: &str) -> Option<String> {
        let is_it = |block: &Block, outline: &Outline| {
            let children = outline.children(block);
            let says =
                |key: &str, value: &str| children.iter().any(|child| child.key == key && outline.value(child) == value);
            says("name", name) && says("in", location)
        };
        let mut all = self.components("parameters").into_iter();
        all.find(|(_, _, block, outline)| is_it(block, outline)).map(|(_, target, ..)| target)
    }
}

/// The tags of the first operation of the file.
fn tags(outline: &Outline) -> Option<String> {
    let paths = outline.find(&["paths"])?;
    let operations = outline.children(&paths).into_iter().flat_map(|item| outline.children(&item));
    let mut tags = operations.flat_map(|operation| outline.children(&operation)).filter(|child| child.key == "tags");
    tags.next().map(|tags| outline.value(&tags)).filter(|tags| tags.starts_with('['))
}

/// Puts lines at the end of a block, which is made if it is not there.
fn below(outline: &mut Outline, path: &[&str], lines: Vec<String>) -> Result<(), String> {
    if let Some(block) = outline.find(path) {
        if !outline.value(&block).is_empty() {
            return Err(format!("`{}` is not laid out line by line", path.join("/")));
        }
        insert(outline, &block, lines);
        return Ok(());
    }
    let Some((key, parents)) = path.split_last() else { return Ok(()) };
    let mut all = vec![format!("{key}:")];
    all.extend(indented(lines, 2));
    if !parents.is_empty() {
        return below(outline, parents, all);
    }
    // `paths` go before `components`.
    match outline.find(&["components"]).filter(|_| *key == "paths") {
        Some(components) => {
            all.push(String::new());
            outline.insert(components.start, &all);
        }
        None => {
            all.insert(0, String::new());
            outline.append(&all);
        }
    }
    Ok(())
}

/// Puts lines behind the last child of a block, with a blank line between.
fn insert(outline: &mut Outline, block: &Block, lines: Vec<String>) {
    let mut lines = indented(lines, block.inside());
    if !outline.children(block).is_empty() {
        lines.insert(0, String::new());
    }
    outline.insert(block.end, &lines);
}

fn indented(lines: Vec<String>, by: usize) -> Vec<String> {
    let indent = " ".repeat(by);
    lines.into_iter().map(|line| if line.is_empty() { line } else { format!("{indent}{line}") }).collect()
}
