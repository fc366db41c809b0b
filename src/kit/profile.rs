//! `profile/`: one voice on all networks. What the practice's accounts say of themselves, their picture and their banner.

use crate::base::OutputPath;
use crate::card::Banner;
use crate::config::LanguageId;
use crate::plan::links_path;
use crate::social::{Campaign, Channel, tracked};

use super::Kit;
use super::markdown::{one_line, push};

/// The name that visits from profiles are counted by.
const CAMPAIGN: &str = "profile";

impl Kit<'_> {
    /// The texts of the profiles.
    pub(super) fn profile(self) -> (OutputPath, String) {
        let site = &self.compiled.site;
        let mut out = format!(
            "# {}\n\nUse the same picture, name and text on every network.\n",
            one_line(&site.config.practice.name)
        );
        for (language, known) in site.languages.entries() {
            if site.languages.are_many() {
                push(&mut out, format_args!("\n## In the language `{}`\n", known.tag));
            }
            for (at, id) in site.config.channels.iter().enumerate() {
                if let Some(channel) = self.channels.named(id) {
                    self.account(&mut out, channel, language, at);
                }
            }
        }
        out.push_str(
            "\n## Pictures\n\n- avatar.png: 800 by 800 pixels, for every network; networks crop it to a circle\n",
        );
        for (banner, names) in self.banners() {
            let names = names.join(", ");
            push(
                &mut out,
                format_args!("- {}.png: {} by {} pixels, for {names}\n", banner.name, banner.width, banner.height),
            );
        }
        let practice = one_line(&site.config.practice.name);
        push(&mut out, format_args!("\nPicture description, where a network asks for one: Logo of {practice}\n"));
        (OutputPath::new("profile/profile.md"), out)
    }

    /// The profile for one network.
    fn account(self, out: &mut String, channel: &Channel, language: LanguageId, at: usize) {
        let site = &self.compiled.site;
        push(out, format_args!("\n### {}\n\n- Name: {}\n", channel.name, one_line(&site.config.practice.name)));
        let page = site.config.url.absolute(&links_path(site, language, Some(at)));
        let link = tracked(&page, channel, Campaign { name: CAMPAIGN, variant: None });
        push(out, format_args!("- Link: {link}\n"));
        let Some(limit) = channel.bio else {
            out.push_str(
                "- Text: Bedside does not know this network's limit; start with the text for another network\n",
            );
            return;
        };
        let text = self.bio(channel, limit, language);
        let count = channel.counting.count(&text);
        push(out, format_args!("- Text, {count} of {limit} characters:\n\n```text\n{text}\n```\n"));
    }

    /// What the practice is, and as far as there is room that nobody is advised there, how to reach it and where it is.
    fn bio(self, channel: &Channel, limit: usize, language: LanguageId) -> String {
        let site = &self.compiled.site;
        let words = self.compiled.words(language);
        let config = &site.config;
        let fits = |text: &str| channel.counting.count(text) <= limit;
        let description = sentence(config.description_in(language));
        let practice = sentence(&config.practice.name);
        let first = [description, practice].into_iter().find(|text| text.len() > 1 && fits(text));
        let number = config.practice.emergency_number();
        let advice = number.map(|number| words.get("profile_no_advice").replace("{number}", number));
        let phone = config.practice.phone.as_deref().map(sentence);
        let address = &config.practice.address;
        let place: Vec<&str> = [address.city.as_deref(), address.region.as_deref()].into_iter().flatten().collect();
        let place = Some(place.join(", ")).filter(|place| !place.is_empty()).map(|place| sentence(&place));
        let mut text = first.unwrap_or_default();
        for more in [advice, phone, place].into_iter().flatten() {
            let longer = format!("{text} {more}").trim().to_owned();
            if fits(&longer) {
                text = longer;
            }
        }
        text
    }

    /// The banners of the networks in use, and the names of these.
    pub(super) fn banners(self) -> Vec<(Banner, Vec<String>)> {
        let enabled = self.enabled();
        let of = |banner: Banner| {
            let own = enabled.iter().filter(|channel| channel.banner.as_deref() == Some(banner.name));
            (banner, own.map(|channel| channel.name.clone()).collect::<Vec<_>>())
        };
        Banner::ALL.into_iter().map(of).filter(|(_, names)| !names.is_empty()).collect()
    }

    /// The pictures of the profiles.
    pub(super) fn profile_pictures(self) -> Vec<(OutputPath, Vec<u8>)> {
        let file = |name: &str| OutputPath::new(&format!("profile/{name}.png"));
        let avatar = self.compiled.avatar().map(|bytes| (file("avatar"), bytes));
        let banner = |(banner, _): (Banner, Vec<String>)| Some((file(banner.name), self.compiled.banner(&banner)?));
        avatar.into_iter().chain(self.banners().into_iter().filter_map(banner)).collect()
    }
}

/// A text as a sentence, in one line.
fn sentence(text: &str) -> String {
    let text = one_line(text);
    if text.ends_with(['.', '!', '?', '…']) { text } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::social::Channels;

    #[test]
    fn every_banner_that_a_network_names_is_drawn() {
        for channel in Channels::built_in().iter() {
            assert!(channel.banner.as_deref().is_none_or(|name| Banner::named(name).is_some()), "{}", channel.id);
        }
    }
}
