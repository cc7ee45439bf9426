//! `cargo xtask samples`: every page in every language and theme, to look at.
//! The pages write themselves: an example binary of `pages` knows them, this command lays them out.

use crate::shell;
use std::fs;
use std::path::Path;

/// Renders into `target/samples`, from empty, and says what to open.
pub fn run() -> Result<(), String> {
    let folder = shell::root().join("target/samples");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|e| format!("could not empty {}: {e}", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|e| format!("could not make {}: {e}", folder.display()))?;
    let mut example = shell::cargo(&["run", "--quiet", "--package", "pages", "--example", "samples", "--"]);
    shell::run(example.arg(&folder))?;
    let pages = lay_out(&folder).map_err(|e| format!("could not lay out the gallery: {e}"))?;
    println!("{pages} pages; open {}", folder.join("index.html").display());
    Ok(())
}

/// Writes the gallery of each language, and the list of languages; returns how many pages there are.
fn lay_out(folder: &Path) -> std::io::Result<usize> {
    let (mut languages, mut pages) = (Vec::new(), 0);
    for name in names(folder)? {
        let inside = folder.join(&name);
        if !inside.is_dir() {
            continue;
        }
        let found: Vec<String> =
            names(&inside)?.into_iter().filter(|page| page.strip_suffix(".html").is_some()).collect();
        if found.is_empty() {
            continue;
        }
        for page in &found {
            let path = inside.join(page);
            fs::write(&path, without_server(&fs::read_to_string(&path)?))?;
        }
        fs::write(inside.join("index.html"), gallery(&name, &found))?;
        pages += found.len();
        languages.push(name);
    }
    fs::write(folder.join("index.html"), list(&languages))?;
    Ok(pages)
}

fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = entries.collect::<std::io::Result<_>>()?;
    names.sort();
    Ok(names)
}

/// Addresses from the server's root lead one folder up instead, so that a file can be opened without a server.
fn without_server(html: &str) -> String {
    html.replace("href=\"/", "href=\"../").replace("src=\"/", "src=\"../")
}

const STYLE: &str = "body{font:16px/1.5 system-ui;margin:2rem;background:#ddd;color:#111}\
    section{margin:0 0 3rem}div{display:flex;gap:1rem;overflow-x:auto}\
    iframe{border:1px solid #888;height:720px;flex:none}\
    .phone{width:320px}.desktop{width:1024px}.light{color-scheme:light}.dark{color-scheme:dark}";

fn gallery(language: &str, pages: &[String]) -> String {
    let frame = |page: &str, size: &str, theme: &str| {
        format!(
            "<iframe class=\"{size} {theme}\" loading=lazy src=\"{page}\" title=\"{page}, {size}, {theme}\"></iframe>"
        )
    };
    let section = |page: &String| {
        let frames = [("phone", "light"), ("phone", "dark"), ("desktop", "light"), ("desktop", "dark")];
        let frames: String = frames.iter().map(|(size, theme)| frame(page, size, theme)).collect();
        format!("<section><h2><a href=\"{page}\">{page}</a></h2><div>{frames}</div></section>\n")
    };
    document(language, &pages.iter().map(section).collect::<String>())
}

fn list(languages: &[String]) -> String {
    let line = |name: &String| format!("<li><a href=\"{name}/index.html\">{name}</a>\n");
    document("Pages", &format!("<ul>\n{}</ul>\n", languages.iter().map(line).collect::<String>()))
}

fn document(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=en>\n<meta charset=utf-8>\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         <h1>{title}</h1>\n{body}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_shown_on_phone_and_desktop_in_light_and_dark() {
        let html = gallery("fr", &["sign_in.html".to_owned()]);
        for class in ["phone light", "phone dark", "desktop light", "desktop dark"] {
            assert!(html.contains(&format!("class=\"{class}\"")), "{class}");
        }
    }

    #[test]
    fn a_page_finds_its_style_without_a_server() {
        let html =
            "<link href=\"/assets/a.css\"><script src=\"/assets/a.js\"></script><a href=\"https://a\">";
        let opened = without_server(html);
        assert_eq!(
            opened,
            "<link href=\"../assets/a.css\"><script src=\"../assets/a.js\"></script><a href=\"https://a\">"
        );
    }
}
