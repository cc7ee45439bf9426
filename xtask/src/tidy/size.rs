//! Files of at most 500 lines, functions of at most 80 (ARCHITECTURE.md, "habits of hand").
//! The number of parameters is clippy's matter.

use super::exceptions::{self, Exception};
use super::finding::Finding;
use super::tree::{File, Tree};
use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

const FILE: usize = 500;
const FUNCTION: usize = 80;
/// Texts that are read as code.
const CODE: [&str; 8] = ["rs", "js", "mjs", "ts", "css", "html", "sql", "sh"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let list = match exceptions::read(tree) {
        Ok(list) => list,
        Err(finding) => return vec![finding],
    };
    let mut used = vec![false; list.len()];
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| CODE.contains(&file.extension())) {
        for long in too_long(file) {
            match list.iter().position(|exception| long.is_excused(file, exception)) {
                Some(at) => used[at] = true,
                None => findings.push(Finding::new(&file.path, long.line, long.sentence())),
            }
        }
    }
    findings.extend(exceptions::unused(tree, &list, &used));
    findings
}

struct Long {
    function: Option<String>,
    line: usize,
    lines: usize,
}

impl Long {
    fn is_excused(&self, file: &File, exception: &Exception) -> bool {
        exception.path == file.path && exception.function == self.function && self.lines <= exception.lines
    }

    fn sentence(&self) -> String {
        let n = self.lines;
        match &self.function {
            Some(name) => format!(
                "`{name}` has {n} lines, {FUNCTION} are the limit: take out what has a name of its own."
            ),
            None => format!("the file has {n} lines, {FILE} are the limit: give its second idea a file."),
        }
    }
}

fn too_long(file: &File) -> Vec<Long> {
    let lines = file.text.lines().count();
    let whole = (lines > FILE).then_some(Long { function: None, line: 1, lines });
    let mut functions = Functions(Vec::new());
    if file.extension() == "rs"
        && lines > FUNCTION
        && let Ok(parsed) = syn::parse_file(&file.text)
    {
        functions.visit_file(&parsed);
    }
    whole.into_iter().chain(functions.0).collect()
}

struct Functions(Vec<Long>);

impl Functions {
    /// Counts from the brace that opens the body to the one that closes it.
    fn weigh(&mut self, name: &syn::Ident, body: Span) {
        let lines = (body.end().line + 1).saturating_sub(body.start().line);
        if lines > FUNCTION {
            self.0.push(Long { function: Some(name.to_string()), line: name.span().start().line, lines });
        }
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.weigh(&item.sig.ident, item.block.span());
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.weigh(&item.sig.ident, item.block.span());
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.weigh(&item.sig.ident, block.span());
        }
        visit::visit_trait_item_fn(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function_of(lines: usize) -> String {
        format!("struct A;\nimpl A {{\n    fn long() {{\n{}    }}\n}}\n", "        f();\n".repeat(lines - 2))
    }

    #[test]
    fn a_function_of_81_lines_is_refused_on_its_line() {
        let found = check(&Tree::of(&[("crates/app/src/a.rs", &function_of(81))]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, 3);
        assert!(found[0].sentence.contains("`long` has 81 lines"));
        assert!(check(&Tree::of(&[("crates/app/src/a.rs", &function_of(80))])).is_empty());
    }

    #[test]
    fn a_file_of_501_lines_is_refused() {
        let text = "a {}\n".repeat(501);
        assert_eq!(check(&Tree::of(&[("crates/pages/styles/a.css", &text)])).len(), 1);
        assert!(check(&Tree::of(&[("docs/a.md", &text)])).is_empty());
    }

    #[test]
    fn an_exception_excuses_as_far_as_it_says_and_must_be_needed() {
        let list = |lines: usize| {
            format!(
                "[[exception]]\npath = \"a.rs\"\nfunction = \"long\"\nlines = {lines}\nreason = \"a table\"\n"
            )
        };
        let with = |lines: usize, exception: usize| {
            let (text, list) = (function_of(lines), list(exception));
            check(&Tree::of(&[("a.rs", &text), ("xtask/tidy-exceptions.toml", &list)]))
        };
        assert!(with(90, 90).is_empty());
        assert_eq!(with(91, 90).len(), 2, "too long, and the exception excuses nothing");
        let idle = with(20, 90);
        assert_eq!(idle.len(), 1);
        assert!(idle[0].sentence.contains("remove the exception"));
    }

    #[test]
    fn an_exception_without_a_reason_is_refused() {
        let list = "[[exception]]\npath = \"a.rs\"\nlines = 600\nreason = \" \"\n";
        let found = check(&Tree::of(&[("xtask/tidy-exceptions.toml", list)]));
        assert_eq!((found.len(), found[0].line), (1, 2));
    }
}
