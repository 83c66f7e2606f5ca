//! Kept pictures name their icons, so that they stay as they are when an icon is added and the numbers change.

use bayplan::diagram::Icon;

/// A picture with the names of its icons instead of their numbers.
pub fn by_name(svg: String) -> String {
    let name = |svg: String, icon: &Icon| {
        svg.replace(&["\"", &icon.href(), "\""].concat(), &["\"#i-", icon.name(), "\""].concat())
    };
    Icon::ALL.iter().fold(svg, name)
}
