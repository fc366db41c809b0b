//! Records of PubMed in its MEDLINE format
//! (<https://www.nlm.nih.gov/bsd/mms/medlineelements.html>), which is what `.nbib` files hold.

use super::{WorkNotice, WorkNoticeKind};

/// A record of PubMed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its PMID.
    pub pmid: String,
    /// The record as PubMed writes it.
    pub text: String,
    /// What PubMed has on it.
    pub notices: Vec<WorkNotice>,
}

/// The records of an answer.
pub(super) fn records(text: &str) -> Vec<Record> {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").map(str::trim).filter_map(record).collect()
}

fn record(text: &str) -> Option<Record> {
    let mut pmid = None;
    let mut notices: Vec<WorkNotice> = Vec::new();
    for (tag, value) in fields(text) {
        let kind = match tag {
            "PMID" => {
                pmid.get_or_insert(value);
                continue;
            }
            "PT" if value.eq_ignore_ascii_case("retracted publication") => WorkNoticeKind::Retraction,
            "RIN" => WorkNoticeKind::Retraction,
            "ECI" => WorkNoticeKind::Concern,
            "EIN" | "CRI" | "UIN" => WorkNoticeKind::Correction,
            _ => continue,
        };
        let place = if tag == "PT" { String::new() } else { value };
        // The type of the publication says once more what the notice says with its place.
        match notices.iter_mut().find(|notice| notice.kind == WorkNoticeKind::Retraction && kind == notice.kind) {
            Some(known) if known.place.is_empty() => known.place = place,
            Some(_) if place.is_empty() => {}
            _ => notices.push(WorkNotice { kind, place }),
        }
    }
    Some(Record { pmid: pmid?, text: text.to_owned(), notices })
}

/// Tags with their values; a line that begins with spaces goes on with the value before it.
fn fields(text: &str) -> Vec<(&str, String)> {
    let mut fields: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        match line.split_once("- ") {
            Some((tag, value)) if line.as_bytes().get(4) == Some(&b'-') && !line.starts_with(' ') => {
                fields.push((tag.trim_end(), value.trim().to_owned()));
            }
            _ => {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_with_their_notices() {
        let text = "\nPMID- 1\nTI  - A title\n      that goes on.\nPT  - Journal Article\nPT  - Retracted Publication\n\
                    RIN - Lancet. 2010 Feb 6;375(9713):445. doi: 10.1/x.\n      PMID: 20137807\nEIN - BMJ. 2011.\n\n\
                    PMID- 2\nTI  - B\n\nid: 3 Error occurred: not found\n";
        let found = records(text);
        assert_eq!(found.len(), 2);
        let kinds: Vec<_> = found[0].notices.iter().map(|notice| (notice.kind, notice.place.as_str())).collect();
        let retraction = "Lancet. 2010 Feb 6;375(9713):445. doi: 10.1/x. PMID: 20137807";
        assert_eq!(kinds, [(WorkNoticeKind::Retraction, retraction), (WorkNoticeKind::Correction, "BMJ. 2011.")]);
        assert_eq!((found[1].pmid.as_str(), found[1].notices.len()), ("2", 0));
    }
}
