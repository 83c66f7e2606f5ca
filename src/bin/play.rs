//! The browser entry of the sandbox, with the chunks that it may ask for later.

#[cfg(target_arch = "wasm32")]
#[expect(clippy::unnecessary_wraps, reason = "the functions of chunks cannot fail, but fetching them can")]
mod browser {
    use bayplan::ui::frame::{Conversation, start_in_frame};
    use bayplan::ui::on_demand::{NotLoaded, chunk};
    use bayplan::ui::sandbox::{
        self, Chunks, Definitions, Diagram, Dialogs, Gallery, History, LargeClusters, Links, LoadBalancing,
        Moving, Orders, Resources,
    };

    #[chunk(orders, fallible)]
    fn orders() -> Result<&'static Orders, NotLoaded> {
        Ok(&Orders::ALL)
    }

    #[chunk(definitions, fallible)]
    fn definitions() -> Result<&'static Definitions, NotLoaded> {
        Ok(&Definitions::ALL)
    }

    #[chunk(dialogs, fallible)]
    fn dialogs() -> Result<&'static Dialogs, NotLoaded> {
        Ok(&Dialogs::ALL)
    }

    #[chunk(diagram, fallible)]
    fn diagram() -> Result<&'static Diagram, NotLoaded> {
        Ok(&Diagram::ALL)
    }

    #[chunk(moving, fallible)]
    fn moving() -> Result<&'static Moving, NotLoaded> {
        Ok(&Moving::ALL)
    }

    #[chunk(resources, fallible)]
    fn resources() -> Result<&'static Resources, NotLoaded> {
        Ok(&Resources::ALL)
    }

    #[chunk(large_clusters, fallible)]
    fn large_clusters() -> Result<&'static LargeClusters, NotLoaded> {
        Ok(&LargeClusters::ALL)
    }

    #[chunk(history, fallible)]
    fn history() -> Result<&'static History, NotLoaded> {
        Ok(&History::ALL)
    }

    #[chunk(balancing, fallible)]
    fn balancing() -> Result<&'static LoadBalancing, NotLoaded> {
        Ok(&LoadBalancing::ALL)
    }

    #[chunk(gallery, fallible)]
    fn gallery() -> Result<&'static Gallery, NotLoaded> {
        Ok(&Gallery::ALL)
    }

    #[chunk(links, fallible)]
    fn links() -> Result<&'static Links, NotLoaded> {
        Ok(&Links::ALL)
    }

    #[chunk(frame, fallible)]
    fn conversation() -> Result<&'static Conversation, NotLoaded> {
        Ok(&Conversation::ALL)
    }

    const CHUNKS: Chunks = Chunks {
        orders: || Box::pin(orders()),
        definitions: || Box::pin(definitions()),
        dialogs: || Box::pin(dialogs()),
        diagram: || Box::pin(diagram()),
        moving: || Box::pin(moving()),
        resources: || Box::pin(resources()),
        links: || Box::pin(links()),
        large_clusters: || Box::pin(large_clusters()),
        history: || Box::pin(history()),
        balancing: || Box::pin(balancing()),
        gallery: || Box::pin(gallery()),
    };

    pub fn main() {
        bayplan::ui::mount(&[("sandbox", |place| sandbox::sandbox(place, &CHUNKS))]);
        start_in_frame(|| Box::pin(conversation()));
    }
}

#[cfg(target_arch = "wasm32")]
use browser::main;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    println!("This program runs in a browser: `cargo xtask serve` builds the site and serves it.");
}
