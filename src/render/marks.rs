//! The marks of the theme, drawn once for each of their forms.

use tera::Context;

use crate::diag::{Diagnostic, Outcome, Place, codes};
use crate::theme::{MarkForm, MarkTemplate, Marks, gap};

use super::{Templates, error};

impl Templates {
    /// Draws the templates in `marks/`. One that cannot be drawn is reported once, and its marks are left out.
    #[must_use]
    pub fn marks(&self) -> Outcome<Marks> {
        let mut diagnostics = Vec::new();
        let value = Marks::drawn(|template| match self.forms(template) {
            Ok(forms) => forms,
            Err(problem) => {
                diagnostics.push(*problem);
                Vec::new()
            }
        });
        Outcome { value, diagnostics }
    }

    fn forms(&self, template: &MarkTemplate) -> Result<Vec<MarkForm>, Box<Diagnostic>> {
        (0..template.forms()).map(|number| self.form(template, number)).collect()
    }

    fn form(&self, template: &MarkTemplate, number: usize) -> Result<MarkForm, Box<Diagnostic>> {
        let (place, there) = template.form(number);
        let mut context = Context::new();
        if let Some(place) = place {
            context.insert("place", place);
        }
        for (at, (name, optional)) in template.names().enumerate() {
            let is_there = optional.is_none_or(|optional| there[optional]);
            context.insert(name, &if is_there { gap(at).to_string() } else { String::new() });
        }
        let drawn = self.tera.render(template.file, &context);
        let html = drawn.map_err(|problem| Box::new(error::rendering(&problem, &self.files, template.file, None)))?;
        let form = MarkForm::new(html.trim());
        if template.holds(&form) {
            return Ok(form);
        }
        let pieces: Vec<String> = template.contents.iter().map(|name| format!("`{{{{ {name} }}}}`")).collect();
        let message = format!("`{}` must contain {}, once each and in this order", template.file, pieces.join(" and "));
        let help = "these are the parts of the page that the template wraps: put them where they belong";
        let diagnostic = Diagnostic::new(&codes::BAD_TEMPLATE, message).help(help);
        let file = self.files.get(template.file);
        Err(Box::new(file.map_or(diagnostic.clone(), |found| diagnostic.at(Place::file(&found.file)))))
    }
}
