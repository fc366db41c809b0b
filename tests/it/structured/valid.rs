//! Every node of every page is valid, and leads to where it says.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::graph::{graph, several};
use super::vocabulary::Vocabulary;
use super::whole;
use crate::support::{Built, example};

const KINDS: [&str; 13] = [
    "MedicalClinic",
    "Physician",
    "IndividualPhysician",
    "PhysiciansOffice",
    "Hospital",
    "Dentist",
    "Pharmacy",
    "CovidTestingFacility",
    "DiagnosticLab",
    "MedicalOrganization",
    "Optician",
    "MedicalBusiness",
    "LocalBusiness",
];

/// The pages that readers see: no redirects.
fn graphs(site: &Built) -> Vec<(String, Vec<Value>)> {
    let pages = site.pages().filter(|(_, page)| page.all("meta").all(|meta| meta.get("http-equiv").is_none()));
    pages.map(|(path, page)| (path.to_owned(), graph(&page))).collect()
}

/// Visits a node and all nodes in it.
fn visit<'v>(node: &'v Value, see: &mut impl FnMut(&'v Value)) {
    see(node);
    let values = node.as_object().into_iter().flat_map(|node| node.values());
    for value in values.flat_map(several).filter(|value| value.is_object()) {
        visit(value, see);
    }
}

/// The type of every id of a site.
fn types(graphs: &[(String, Vec<Value>)]) -> BTreeMap<String, String> {
    let mut types = BTreeMap::new();
    for node in graphs.iter().flat_map(|(_, nodes)| nodes) {
        visit(node, &mut |node| {
            if let (Some(id), Some(kind)) = (node["@id"].as_str(), node["@type"].as_str()) {
                let before = types.insert(id.to_owned(), kind.to_owned());
                assert!(before.is_none_or(|before| before == kind), "{id} has two types");
            }
        });
    }
    types
}

fn problems(site: &Built) -> BTreeSet<String> {
    let (vocabulary, graphs) = (Vocabulary::kept(), graphs(site));
    let types = types(&graphs);
    let mut problems = BTreeSet::new();
    for node in graphs.iter().flat_map(|(_, nodes)| nodes) {
        vocabulary.problems(node, &types, &mut problems);
    }
    problems
}

#[test]
fn every_type_property_and_value_is_of_schema_org() {
    assert_eq!(problems(&whole::site("Some text")), BTreeSet::new());
    assert_eq!(problems(example()), BTreeSet::new());
}

#[test]
fn every_type_of_practice_is_described_with_its_own_properties() {
    for kind in KINDS {
        let site = whole::built(&whole::project_of(kind));
        assert_eq!(problems(&site), BTreeSet::new(), "{kind}");
        assert_eq!(super::graph::nodes(&site, "/", kind).len(), 1, "{kind}");
    }
}

#[test]
fn every_reference_leads_to_a_node_and_every_id_to_a_page() {
    let site = whole::built(&whole::project("Some text").for_address("https://hospital.example/clinics/alder"));
    let graphs = graphs(&site);
    let types = types(&graphs);
    for (path, nodes) in &graphs {
        for node in nodes {
            visit(node, &mut |node| {
                let Some(id) = node["@id"].as_str() else { return };
                assert!(types.contains_key(id), "{path}: {id} is described nowhere");
                let (page, _) = id.split_once('#').expect("a fragment");
                let own = page.strip_prefix("https://hospital.example/clinics/alder").expect("below the sub-path");
                assert!(site.has(own), "{path}: {id}");
            });
        }
    }
    for kind in ["MedicalWebPage", "BlogPosting", "Event", "ClaimReview", "MedicalCondition", "ProfilePage", "Person"] {
        assert!(types.values().any(|known| known == kind), "{kind}");
    }
}

#[test]
fn every_page_has_its_address_and_the_practice() {
    let site = whole::site("Some text");
    for (path, nodes) in graphs(&site) {
        let pages: Vec<&Value> =
            nodes.iter().filter(|node| node["@id"].as_str().is_some_and(|id| id.ends_with("#page"))).collect();
        assert_eq!(pages.len(), 1, "{path}");
        let url = format!("https://clinic.example/{}", path.trim_end_matches("index.html"));
        assert_eq!(pages[0]["url"], url.as_str());
        let language = if path.starts_with("es/") { "es" } else { "en" };
        assert_eq!(pages[0]["inLanguage"], language, "{path}");
        assert_eq!(nodes.iter().filter(|node| node["@type"] == "MedicalClinic").count(), 1, "{path}");
    }
}
