//! Finds blocks in a YAML file that is laid out line by line, so that lines can be inserted and every byte that was
//! there stays. Must not know what the keys mean. What is laid out otherwise is not found, and nothing is guessed.

/// A file, line by line.
pub struct Outline {
    lines: Vec<String>,
}

/// The lines of a key and of what is below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub key: String,
    /// The line of the key, or of the first comment above it.
    pub start: usize,
    line: usize,
    /// After the last line that belongs to it.
    pub end: usize,
    indent: usize,
}

impl Outline {
    pub fn new(text: &str) -> Self {
        Self { lines: text.split_inclusive('\n').map(str::to_owned).collect() }
    }

    pub fn text(&self) -> String {
        self.lines.concat()
    }

    /// The block at the end of this path of keys.
    pub fn find(&self, path: &[&str]) -> Option<Block> {
        let (first, rest) = path.split_first()?;
        let top = self.blocks(0, self.lines.len()).into_iter().find(|block| block.key == *first)?;
        rest.iter().try_fold(top, |block, key| self.children(&block).into_iter().find(|child| child.key == *key))
    }

    /// The blocks directly below another.
    pub fn children(&self, block: &Block) -> Vec<Block> {
        self.blocks(block.line + 1, block.end)
    }

    /// What is written behind the key, in the same line.
    pub fn value(&self, block: &Block) -> String {
        let line = self.line(block.line).trim();
        let value = line.split_once(": ").map_or("", |(_, value)| value.trim());
        value.trim_matches(['\'', '"']).to_owned()
    }

    /// Puts lines before the line of that number.
    pub fn insert(&mut self, at: usize, lines: &[String]) {
        let ending = if self.lines.first().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
        let at = at.min(self.lines.len());
        if let Some(last) = at.checked_sub(1).and_then(|before| self.lines.get_mut(before))
            && !last.ends_with('\n')
        {
            last.push_str(ending);
        }
        self.lines.splice(at..at, lines.iter().map(|line| format!("{line}{ending}")));
    }

    /// Puts lines behind all others.
    pub fn append(&mut self, lines: &[String]) {
        self.insert(self.lines.len(), lines);
    }

    fn line(&self, at: usize) -> &str {
        self.lines.get(at).map_or("", String::as_str)
    }

    /// The blocks between two lines that stand as far left as the first of them.
    fn blocks(&self, from: usize, to: usize) -> Vec<Block> {
        let content: Vec<usize> = (from..to).filter(|at| is_content(self.line(*at))).collect();
        let Some(indent) = content.first().map(|at| indent(self.line(*at))) else { return Vec::new() };
        let mut blocks: Vec<Block> = Vec::new();
        for at in content {
            let line = self.line(at);
            let key = if indent_of_key(line) == indent { key(line) } else { None };
            if let Some(key) = key {
                let above = (from..at).rev().take_while(|above| is_comment(self.line(*above), indent)).last();
                blocks.push(Block { key, start: above.unwrap_or(at), line: at, end: at + 1, indent });
            } else if let Some(block) = blocks.last_mut() {
                block.end = at + 1;
            }
        }
        blocks
    }
}

impl Block {
    /// How far in its children stand.
    pub fn inside(&self) -> usize {
        self.indent + 2
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// An item of a list may stand as far left as the key above it, and belongs to that.
fn indent_of_key(line: &str) -> usize {
    if line.trim_start().starts_with('-') { usize::MAX } else { indent(line) }
}

fn is_content(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#')
}

fn is_comment(line: &str, indented: usize) -> bool {
    line.trim_start().starts_with('#') && indent(line) == indented
}

fn key(line: &str) -> Option<String> {
    let line = line.trim();
    let (key, _) = line.split_once(": ").or_else(|| line.strip_suffix(':').map(|key| (key, "")))?;
    Some(key.trim_matches(['\'', '"']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# About.\na:\n  # Of x.\n  x: {y: 1}\n\n  # Of z.\n  'z':\n    - 1\n    # In z.\n  - 2\n\nb: >-\n  c: d\n  e";

    #[test]
    fn blocks_have_their_comments() {
        let outline = Outline::new(TEXT);
        let check = |path: &[&str]| outline.find(path).map(|block| (block.start, block.end));
        assert_eq!(check(&["a"]), Some((0, 10)));
        assert_eq!(check(&["a", "x"]), Some((2, 4)));
        assert_eq!(check(&["a", "z"]), Some((5, 10)));
        assert_eq!(check(&["b"]), Some((11, 14)));
        assert_eq!(check(&["a", "y"]), None);
        assert_eq!(outline.text(), TEXT);
    }

    #[test]
    fn lines_are_put_between_others() {
        let mut outline = Outline::new(TEXT);
        outline.append(&["f: 1".to_owned()]);
        assert_eq!(outline.text(), format!("{TEXT}\nf: 1\n"));
        let mut outline = Outline::new("a: 1\r\nb: 2\r\n");
        outline.insert(1, &["c: 3".to_owned()]);
        assert_eq!(outline.text(), "a: 1\r\nc: 3\r\nb: 2\r\n");
    }
}
