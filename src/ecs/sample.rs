//! Task definitions to start with, from `assets/samples/`. What each shows is said by [`super::text::sample`].

/// One sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its family, and the name of its file.
    pub family: &'static str,
    /// The text of the file.
    pub json: &'static str,
}

macro_rules! samples {
    ($($family:literal),*) => {
        /// All samples, the simplest first.
        pub const SAMPLES: &[Sample] =
            &[$(Sample { family: $family, json: include_str!(concat!("../../assets/samples/", $family, ".json")) }),*];
    };
}

samples!("web", "api", "worker", "cache", "fargate-web", "shop", "training", "archive", "report");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ecs::{Demand, HostPort, Protocol, compatibilities, text, validate};

    #[test]
    fn every_sample_registers_without_a_finding_and_says_what_it_shows() {
        for sample in SAMPLES {
            let reading = validate(sample.json, None).unwrap();
            assert_eq!(reading.findings, [], "{}", sample.family);
            assert_eq!(reading.task_definition.family, sample.family);
            assert!(!text::sample(sample.family).is_empty(), "{} has no description", sample.family);
        }
    }

    #[test]
    fn the_samples_ask_for_what_they_are_meant_to_show() {
        let task_definition = |family| {
            let sample = SAMPLES.iter().find(|sample| sample.family == family).unwrap();
            validate(sample.json, None).unwrap().task_definition
        };
        let demand = |family| Demand::of(&task_definition(family));
        let sizes = |family| (demand(family).cpu_units, demand(family).memory_mib, demand(family).enis);
        assert_eq!(sizes("web"), (256, 256, 0));
        assert_eq!(sizes("api"), (512, 1024, 1));
        assert_eq!(sizes("worker"), (512, 768, 0));
        assert_eq!(sizes("cache"), (256, 1024, 0));
        assert_eq!(sizes("shop"), (1024, 2048, 1));
        assert_eq!(sizes("report"), (4096, 15360, 0));
        assert_eq!(demand("training").gpus, 1);
        let redis = HostPort { port: 6379, protocol: Protocol::Tcp };
        assert!(demand("cache").host_ports.iter().eq([&redis]));
        assert!(demand("web").host_ports.is_empty());
        let names = |family| -> Vec<&str> {
            compatibilities(&task_definition(family))
                .into_iter()
                .map(crate::ecs::Compatibility::name)
                .collect()
        };
        assert_eq!(names("fargate-web"), ["EC2", "FARGATE", "MANAGED_INSTANCES"]);
        assert_eq!(names("web"), ["EC2"]);
        assert_eq!(names("training"), ["EC2"]);
    }
}
