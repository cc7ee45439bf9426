//! Who depends on whom, from `cargo metadata`. It does not know who may.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};
use std::collections::{HashMap, VecDeque};
use std::path::Path;

pub struct Package {
    pub name: String,
    /// Path of the manifest from the workspace's folder; `None` for what others wrote.
    pub manifest: Option<String>,
    pub needs: Vec<Need>,
}

pub struct Need {
    /// Index into [`Graph::packages`].
    pub package: usize,
    pub only_for_tests: bool,
}

pub struct Graph {
    pub packages: Vec<Package>,
}

impl Graph {
    /// Asks cargo, for one platform, so that every machine sees the same graph.
    pub fn read(root: &Path) -> Result<Self, String> {
        let metadata = MetadataCommand::new()
            .current_dir(root)
            .other_options(["--filter-platform".to_owned(), "x86_64-unknown-linux-gnu".to_owned()])
            .exec()
            .map_err(|e| format!("cargo metadata failed: {e}"))?;
        Ok(Self::from(&metadata))
    }

    pub fn ours(&self) -> impl Iterator<Item = &Package> {
        self.packages.iter().filter(|package| package.manifest.is_some())
    }

    /// The shortest way from `from` to a package named `to`, tests apart: both ends included.
    pub fn way(&self, from: &str, to: &str) -> Option<Vec<&str>> {
        let start = self.packages.iter().position(|p| p.name == from && p.manifest.is_some())?;
        let mut came_from: HashMap<usize, usize> = HashMap::new();
        let mut waiting = VecDeque::from([start]);
        while let Some(at) = waiting.pop_front() {
            if self.packages[at].name == to {
                return Some(self.unwind(at, start, &came_from));
            }
            for need in self.packages[at].needs.iter().filter(|need| !need.only_for_tests) {
                if need.package != start && !came_from.contains_key(&need.package) {
                    came_from.insert(need.package, at);
                    waiting.push_back(need.package);
                }
            }
        }
        None
    }

    fn unwind(&self, end: usize, start: usize, came_from: &HashMap<usize, usize>) -> Vec<&str> {
        let mut way = vec![self.packages[end].name.as_str()];
        let mut at = end;
        while at != start {
            at = came_from[&at];
            way.push(&self.packages[at].name);
        }
        way.reverse();
        way
    }

    /// A graph from `(name, needs)`; a name with `test:` before is needed by tests only.
    #[cfg(test)]
    pub fn of(ours: &[(&str, &[&str])], others: &[(&str, &[&str])]) -> Self {
        let all: Vec<_> = ours.iter().chain(others).collect();
        let index = |name: &str| all.iter().position(|(n, _)| *n == name).unwrap();
        let need = |name: &&str| {
            let bare = name.strip_prefix("test:").unwrap_or(name);
            Need { package: index(bare), only_for_tests: bare != *name }
        };
        let packages = all.iter().enumerate().map(|(at, (name, needs))| Package {
            name: (*name).to_owned(),
            manifest: (at < ours.len()).then(|| format!("crates/{name}/Cargo.toml")),
            needs: needs.iter().map(need).collect(),
        });
        Self { packages: packages.collect() }
    }
}

impl From<&Metadata> for Graph {
    fn from(metadata: &Metadata) -> Self {
        let index: HashMap<&PackageId, usize> =
            metadata.packages.iter().enumerate().map(|(at, package)| (&package.id, at)).collect();
        let nodes = metadata.resolve.as_ref().map(|resolve| resolve.nodes.as_slice()).unwrap_or_default();
        let needs: HashMap<&PackageId, Vec<Need>> = nodes
            .iter()
            .map(|node| {
                let needs = node.deps.iter().map(|dep| Need {
                    package: index[&dep.pkg],
                    only_for_tests: dep.dep_kinds.iter().all(|k| k.kind == DependencyKind::Development),
                });
                (&node.id, needs.collect())
            })
            .collect();
        let mut needs = needs;
        let packages = metadata.packages.iter().map(|package| Package {
            name: package.name.to_string(),
            manifest: metadata.workspace_members.contains(&package.id).then(|| {
                let path = package.manifest_path.strip_prefix(&metadata.workspace_root);
                path.unwrap_or(&package.manifest_path).to_string()
            }),
            needs: needs.remove(&package.id).unwrap_or_default(),
        });
        Self { packages: packages.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_is_the_shortest_and_ignores_tests() {
        let graph = Graph::of(
            &[("domain", &["a", "test:tokio"])],
            &[("a", &["b", "tokio"]), ("b", &["tokio"]), ("tokio", &[])],
        );
        assert_eq!(graph.way("domain", "tokio").unwrap(), ["domain", "a", "tokio"]);
        let tests_only = Graph::of(&[("domain", &["test:tokio"])], &[("tokio", &[])]);
        assert!(tests_only.way("domain", "tokio").is_none());
    }
}
