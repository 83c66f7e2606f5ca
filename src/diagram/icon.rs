//! The icons: 24 px line drawings of our own, one SVG file each in `assets/icons/`.

use serde::{Deserialize, Serialize};

#[rustfmt::skip]
mod table;

pub use table::Icon;

/// The family of an icon, which gives its tile a color (`c-…` in the style sheet).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Compute and containers.
    Compute,
    /// Networking and load balancing.
    Network,
    /// Storage and data.
    Storage,
    /// Roles and identity.
    Identity,
    /// Logs and metrics.
    Observe,
    /// People, places and everything generic.
    Neutral,
}

impl Category {
    /// The class that sets the colors of the family.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Compute => "c-compute",
            Self::Network => "c-network",
            Self::Storage => "c-storage",
            Self::Identity => "c-identity",
            Self::Observe => "c-observe",
            Self::Neutral => "c-neutral",
        }
    }
}

impl Icon {
    /// The id under which a page holds this icon: a number, because names would weigh on every page and in every program.
    pub fn id(self) -> String {
        ["i", &(self as i32).to_string()].concat()
    }

    /// What a `<use>` says to show this icon.
    pub fn href(self) -> String {
        ["#", &self.id()].concat()
    }

    /// The family this icon belongs to. Interface icons are neutral.
    pub const fn category(self) -> Category {
        match self {
            Self::Agent
            | Self::Cluster
            | Self::Container
            | Self::Ec2
            | Self::Ecr
            | Self::Fargate
            | Self::Service
            | Self::Task => Category::Compute,
            Self::Alb
            | Self::Clb
            | Self::Eni
            | Self::Internet
            | Self::Nlb
            | Self::Subnet
            | Self::Target
            | Self::Vpc => Category::Network,
            Self::Dynamodb | Self::Efs | Self::Mount | Self::S3 => Category::Storage,
            Self::Key
            | Self::RoleExecution
            | Self::RoleInstance
            | Self::RoleTask
            | Self::Secret
            | Self::SecurityGroup => Category::Identity,
            Self::Logs => Category::Observe,
            Self::Arrow
            | Self::Az
            | Self::Bolt
            | Self::Book
            | Self::Check
            | Self::ChevronDown
            | Self::ChevronLeft
            | Self::ChevronRight
            | Self::Clock
            | Self::Cross
            | Self::Dice
            | Self::Dots
            | Self::Download
            | Self::Expand
            | Self::Flag
            | Self::Flask
            | Self::Grip
            | Self::Info
            | Self::Link
            | Self::List
            | Self::Menu
            | Self::Minus
            | Self::Pause
            | Self::Play
            | Self::Plus
            | Self::Quiz
            | Self::Redo
            | Self::Region
            | Self::Reset
            | Self::StepBack
            | Self::StepForward
            | Self::Theme
            | Self::Undo
            | Self::Users
            | Self::Warning => Category::Neutral,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    const HEAD: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">"#;

    /// (file name without `.svg`, variant name, what stands inside the `svg` element), by file name.
    fn icons_on_disk() -> Vec<(String, String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/icons");
        let mut icons: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
                let text = std::fs::read_to_string(&path).unwrap();
                let inner = text.trim_end().strip_prefix(HEAD).and_then(|rest| rest.strip_suffix("</svg>"));
                let inner = inner.unwrap_or_else(|| panic!("{name}.svg must start with {HEAD}")).to_owned();
                let variant =
                    name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect::<String>();
                (name, variant, inner)
            })
            .collect();
        icons.sort();
        icons
    }

    fn table_from_icons(icons: &[(String, String, String)]) -> String {
        let mut out = String::from(
            "// Generated from `assets/icons/*.svg`: after adding one, run `UPDATE_EXPECT=1 cargo test icon`.\n\n\
             use serde::{Deserialize, Serialize};\n\n\
             /// An icon of the diagrams or of the interface.\n\
             #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]\n\
             #[serde(rename_all = \"kebab-case\")]\n\
             pub enum Icon {\n",
        );
        for (name, variant, _) in icons {
            writeln!(out, "    /// `{name}.svg`\n    {variant},").unwrap();
        }
        out += "}\n\nimpl Icon {\n    /// Every icon, by name.\n    pub const ALL: &'static [Self] = &[\n";
        for (_, variant, _) in icons {
            writeln!(out, "        Self::{variant},").unwrap();
        }
        out += "    ];\n\n    /// The name in authored files, which is also the file's name.\n    \
                pub const fn name(self) -> &'static str {\n        match self {\n";
        for (name, variant, _) in icons {
            writeln!(out, "            Self::{variant} => \"{name}\",").unwrap();
        }
        out += "        }\n    }\n\n    /// What goes into `<svg viewBox=\"0 0 24 24\">`: shapes without color, stroked by the style sheet.\n    \
                #[cfg(not(target_arch = \"wasm32\"))]\n    \
                pub const fn markup(self) -> &'static str {\n        match self {\n";
        for (_, variant, inner) in icons {
            writeln!(out, "            Self::{variant} => r#\"{inner}\"#,").unwrap();
        }
        out += "        }\n    }\n}\n";
        out
    }

    #[test]
    fn the_table_in_rust_is_the_folder_of_drawings() {
        let generated = table_from_icons(&icons_on_disk());
        expect_test::expect_file!["icon/table.rs"].assert_eq(&generated);
    }

    #[test]
    fn every_icon_reads_its_own_name() {
        for icon in super::Icon::ALL {
            let name = serde_json::to_string(icon).unwrap();
            assert_eq!(name.trim_matches('"'), icon.name());
        }
    }
}
