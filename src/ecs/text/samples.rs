//! What each sample task definition shows.

/// One line about a sample; empty when there is no such sample.
#[must_use]
pub fn sample(family: &str) -> &'static str {
    match family {
        "web" => "Web server behind a load balancer; a dynamic port, so many copies fit on one instance",
        "api" => "API in awsvpc mode; each task takes a network interface",
        "worker" => "Background worker without ports",
        "cache" => "Redis on the fixed port 6379; one copy an instance",
        "fargate-web" => "Web server on Fargate, 0.5 vCPU with 1 GB",
        "shop" => "Three containers: a migration first, then the shop beside its proxy",
        "training" => "Model training on one GPU, with data on EFS",
        "archive" => "Writes reports to EFS and reads from S3 with a task role",
        "report" => "Year-end report of 4 vCPUs and 15 GB; too big for most instances",
        _ => "",
    }
}
