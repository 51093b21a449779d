//! Finds the paths that a source file mentions, wherever they stand: in `use`, in expressions, in types, inside
//! macros. Works on tokens, so that no corner of the grammar is overlooked.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// A path as resolved from where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Whether it starts at our own crate; otherwise its first segment may be another crate.
    pub ours: bool,
    /// Segments after `crate`, or all of an outside path; `*` for a glob.
    pub segments: Vec<String>,
    /// Line.
    pub line: usize,
}

/// Words after which `::` starts a path of its own.
const KEYWORDS: &[&str] = &[
    "use", "as", "in", "return", "dyn", "impl", "mut", "ref", "else", "match", "if", "where",
    "for", "let", "move", "async", "unsafe", "extern", "fn", "type", "const", "static", "break",
    "while",
];

/// What a file mentions.
#[derive(Debug, Default)]
pub struct Scan {
    /// Paths of two segments or more, and crates named by `use`.
    pub paths: Vec<Found>,
    /// Method calls (`.name(`) with their lines.
    pub calls: Vec<(String, usize)>,
    /// Macro calls (`name!`) with their lines.
    pub macros: Vec<(String, usize)>,
}

/// Scans a file of module `module` (empty for the crate's root). Items under `#[cfg(test)]` are left out.
pub fn scan(text: &str, module: &[String]) -> Scan {
    let tokens: TokenStream = text.parse().expect("the file can be read as Rust");
    let mut scan = Scan::default();
    walk(tokens, module, &mut scan);
    scan
}

fn walk(tokens: TokenStream, module: &[String], scan: &mut Scan) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(after) = test_only(&tokens, at) {
            at = after;
            continue;
        }
        at = match &tokens[at] {
            TokenTree::Ident(word) if word == "mod" => inline_module(&tokens, at, module, scan),
            TokenTree::Ident(word) if word == "pub" => {
                // `pub(crate)` names no path.
                at + 1 + usize::from(group(tokens.get(at + 1), Delimiter::Parenthesis).is_some())
            }
            TokenTree::Ident(_) => path(&tokens, at, module, scan),
            TokenTree::Group(inner) => {
                walk(inner.stream(), module, scan);
                at + 1
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => at + 1,
        };
    }
}

/// Where the item under `#[cfg(test)]` at `at` ends, if there is one.
fn test_only(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let attribute = is_punct(tokens.get(at), '#').then(|| tokens.get(at + 1))??;
    let inner = group(Some(attribute), Delimiter::Bracket)?;
    if inner.to_string().replace(' ', "") != "cfg(test)" {
        return None;
    }
    let rest = &tokens[at + 2..];
    let end = rest
        .iter()
        .position(|t| is_punct(Some(t), ';') || group(Some(t), Delimiter::Brace).is_some());
    Some(at + 2 + end.map_or(rest.len(), |end| end + 1))
}

fn inline_module(tokens: &[TokenTree], at: usize, module: &[String], scan: &mut Scan) -> usize {
    let body = group(tokens.get(at + 2), Delimiter::Brace);
    if let (Some(TokenTree::Ident(name)), Some(body)) = (tokens.get(at + 1), body) {
        let inner = [module, &[name.to_string()]].concat();
        walk(body, &inner, scan);
        return at + 3;
    }
    at + 1
}

/// Reads the path that starts at `at` and gives the position after it.
fn path(tokens: &[TokenTree], at: usize, module: &[String], scan: &mut Scan) -> usize {
    let line = tokens[at].span().start().line;
    let before = at.checked_sub(1).and_then(|i| tokens.get(i));
    let word = tokens[at].to_string();
    if is_punct(tokens.get(at + 1), '!') && !is_punct(tokens.get(at + 2), '=') {
        scan.macros.push((word.clone(), line));
    }
    if is_punct(before, '.') {
        if group(tokens.get(at + 1), Delimiter::Parenthesis).is_some() {
            scan.calls.push((word, line));
        }
        return at + 1;
    }
    if KEYWORDS.contains(&word.as_str()) {
        return at + 1;
    }
    let rooted = is_punct(before, ':');
    let opener = if rooted {
        at.checked_sub(3).and_then(|i| tokens.get(i))
    } else {
        before
    };
    let used = matches!(opener, Some(TokenTree::Ident(w)) if w == "use");
    let (branches, after) = tree(tokens, at);
    for branch in branches {
        if branch.len() > 1 || used {
            scan.paths.extend(resolve(branch, line, module));
        }
    }
    // What stands in angle brackets or braces after the path is read by the caller.
    after
}

/// All paths of a (possibly branching) tree at `at`, and the position after it.
fn tree(tokens: &[TokenTree], at: usize) -> (Vec<Vec<String>>, usize) {
    let mut stem = vec![tokens[at].to_string()];
    let mut at = at + 1;
    while is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':') {
        match tokens.get(at + 2) {
            Some(TokenTree::Ident(word)) => stem.push(word.to_string()),
            Some(TokenTree::Punct(star)) if star.as_char() == '*' => stem.push("*".to_owned()),
            Some(TokenTree::Group(inner)) if inner.delimiter() == Delimiter::Brace => {
                let ends = branches(inner.stream());
                let joined = ends.into_iter().map(|end| [stem.clone(), end].concat());
                return (joined.collect(), at + 3);
            }
            _ => break,
        }
        at += 3;
    }
    (vec![stem], at)
}

fn branches(tokens: TokenStream) -> Vec<Vec<String>> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found = Vec::new();
    for part in tokens.split(|t| is_punct(Some(t), ',')) {
        match part.first() {
            Some(TokenTree::Ident(_)) => found.extend(tree(part, 0).0),
            Some(_) => found.push(vec!["*".to_owned()]),
            None => {}
        }
    }
    found
}

/// Takes `crate`, `self` and `super` off a path's front.
fn resolve(mut segments: Vec<String>, line: usize, module: &[String]) -> Option<Found> {
    let mut base = module.to_vec();
    let mut ours = false;
    while let Some(first) = segments.first() {
        match first.as_str() {
            "crate" => base.clear(),
            "super" => drop(base.pop()),
            "self" => {}
            _ => break,
        }
        ours = true;
        segments.remove(0);
    }
    if ours {
        segments.splice(0..0, base);
    } else if segments.first()? == "Self" {
        return None;
    }
    Some(Found {
        ours,
        segments,
        line,
    })
}

fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn group(token: Option<&TokenTree>, delimiter: Delimiter) -> Option<TokenStream> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == delimiter => Some(group.stream()),
        _ => None,
    }
}
