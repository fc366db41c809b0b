//! The site map (<https://www.sitemaps.org/protocol.html>) with language versions
//! (<https://developers.google.com/search/docs/specialty/international/localized-versions>).

use crate::view::SitemapView;

use super::xml::Xml;

/// Writes the site map.
pub(super) fn write(sitemap: &SitemapView) -> String {
    let mut xml = Xml::new();
    let names =
        [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")];
    xml.open("urlset", &names);
    for entry in &sitemap.entries {
        xml.open("url", &[]);
        xml.text("loc", &[], &entry.url);
        if let Some(changed) = &entry.changed {
            xml.text("lastmod", &[], changed);
        }
        for (language, url) in &entry.alternates {
            xml.empty("xhtml:link", &[("rel", "alternate"), ("hreflang", language), ("href", url)]);
        }
        xml.close("url");
    }
    xml.close("urlset");
    xml.finish()
}
