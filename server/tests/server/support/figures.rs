//! What Prometheus reads, taken apart by the rules of its format.

use std::collections::{BTreeMap, BTreeSet};

use purchasable_server::{metrics_router, serve};

use super::Site;

/// Each figure under its name and labels, as they are written.
#[derive(Debug)]
pub struct Figures {
    pub text: String,
    values: BTreeMap<String, String>,
}

impl Site {
    pub async fn figures(&self) -> Figures {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/metrics", listener.local_addr().unwrap());
        let router = metrics_router(self.backend.clone());
        let serving = tokio::spawn(async move { serve(listener, router, std::future::pending()).await });
        let answer = self.http.get(url).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "application/openmetrics-text; version=1.0.0; charset=utf-8");
        let text = answer.text().await.unwrap();
        serving.abort();
        Figures::parse(text)
    }
}

impl Figures {
    fn parse(text: String) -> Self {
        let mut values = BTreeMap::new();
        let (mut types, mut helped) = (BTreeMap::new(), BTreeSet::new());
        let lines = text.strip_suffix("# EOF\n").expect("it is whole").lines();
        for line in lines {
            if let Some(about) = line.strip_prefix("# ") {
                let (what, about) = about.split_once(' ').unwrap();
                let (name, said) = about.split_once(' ').unwrap();
                assert!(is_name(name) && name.starts_with("purchasable_"), "{line}");
                match what {
                    "HELP" => assert!(helped.insert(name) && said.len() > 10, "{line}"),
                    "TYPE" => assert_eq!(types.insert(name, said), None, "{line}"),
                    "UNIT" => assert!(name.ends_with(said), "{line}"),
                    _ => panic!("{line}"),
                }
                continue;
            }
            let (figure, value) = line.rsplit_once(' ').unwrap();
            let name = figure.split('{').next().unwrap();
            assert!(types.keys().any(|family| belongs(name, family, types[family])), "{line}");
            assert!(value.parse::<f64>().is_ok(), "{line}");
            assert_eq!(values.insert(figure.to_owned(), value.to_owned()), None, "{line} is there twice");
        }
        assert_eq!(types.into_keys().collect::<BTreeSet<_>>(), helped);
        Self { text, values }
    }

    /// The whole number of this name and with these labels, without what all names begin with.
    pub fn get(&self, figure: &str) -> u64 {
        let value = self.values.get(&format!("purchasable_{figure}"));
        value.unwrap_or_else(|| panic!("no {figure} in {}", self.text)).parse().unwrap()
    }

    /// Each name once, without the endings of a histogram.
    pub fn names(&self) -> BTreeSet<&str> {
        let names = self.values.keys().map(|figure| figure.split('{').next().unwrap());
        names.map(|name| name.trim_end_matches("_bucket").trim_end_matches("_count").trim_end_matches("_sum")).collect()
    }

    /// All figures but `database_up` are zero.
    pub fn are_zero(&self) -> bool {
        self.values.iter().all(|(figure, value)| value == "0" || figure == "purchasable_database_up")
    }
}

fn is_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// Whether a figure of this name is one of a family.
fn belongs(name: &str, family: &str, kind: &str) -> bool {
    let Some(ending) = name.strip_prefix(family) else { return false };
    match kind {
        "counter" => ending == "_total",
        "gauge" => ending.is_empty(),
        "histogram" => ["_sum", "_count", "_bucket"].contains(&ending),
        _ => false,
    }
}
