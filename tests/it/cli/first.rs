//! `bedside` without a command, where nobody can be asked or nobody wants a site.

#![expect(clippy::disallowed_methods, reason = "a test prepares its folders by hand")]

use bedside::cli::Exit;

use super::commands::Desk;

#[test]
fn without_a_terminal_the_commands_are_told_and_the_code_is_that_of_wrong_usage() {
    let desk = Desk::new();
    let run = desk.run(&[]);
    assert_eq!(run.exit, Exit::Usage);
    assert_eq!(run.out, "");
    let begins = format!("There is no site in `{}` or above it.", desk.surroundings.folder.display());
    assert!(run.err.starts_with(&begins), "{}", run.err);
    for said in ["bedside init FOLDER", "Usage: bedside", "doctor", "serve"] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    let run = Desk::with_site().run(&[]);
    assert_eq!(run.exit, Exit::Usage);
    assert!(run.err.starts_with("The site is in `"), "{}", run.err);
}

#[test]
fn who_wants_no_site_gets_none() {
    let desk = Desk::with_person();
    let run = desk.run_typing(&[], "no\n");
    assert_eq!(run.exit, Exit::Fine);
    assert!(run.err.contains("Start a site with `bedside init FOLDER`"), "{}", run.err);
    let run = desk.run_typing(&[], "yes\nClinic\n");
    assert_eq!(run.exit, Exit::Usage, "the answers end");
    assert!(run.err.contains("the questions were not answered, so nothing was written"), "{}", run.err);
    assert_eq!(std::fs::read_dir(&desk.surroundings.folder).expect("a folder").count(), 0);
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let desk = Desk::with_person();
    std::fs::create_dir(desk.path("clinic")).expect("a folder");
    std::fs::write(desk.path("clinic/notes.txt"), "mine").expect("written");
    let run = desk.run_typing(&[], "\nClinic\n\nUTC\nJane Doe\n\n\n\n");
    assert_eq!(run.exit, Exit::Usage);
    assert!(run.err.contains("`clinic` is not empty: it contains `notes.txt`; nothing was changed"), "{}", run.err);
}

#[test]
fn init_takes_the_town_the_color_and_the_specialties_as_flags() {
    let desk = Desk::new();
    let flags = [
        "--place",
        "Toronto, ON, CA",
        "--phone",
        "555-555-0100",
        "--hours",
        "Monday to Friday, 8:00 to 17:00",
        "--color",
        "1D4F91",
        "--specialty",
        "pediatrics",
        "--specialty",
        "dentist",
    ];
    let args: Vec<&str> = ["init", "site", "--yes"].into_iter().chain(flags).collect();
    assert_eq!(desk.run(&args).exit, Exit::Fine);
    let settings = desk.read("site/bedside.yaml");
    let lines = [
        "  specialties: [\"pediatrics\", \"dentist\"]\n",
        "  phone: \"555-555-0100\"\n",
        "  hours: \"Monday to Friday, 8:00 to 17:00\"\n",
        "  address:\n    # street: \"1 Main Street\"\n    city: \"Toronto\"\n    region: \"ON\"\n",
        "    country: \"CA\"\n",
        "brand:\n  color: \"#1d4f91\"\n",
    ];
    for line in lines {
        assert!(settings.contains(line), "{line}: {settings}");
    }
    let run = desk.run(&["check", "-r", "site", "--strict"]);
    assert_eq!(run.exit, Exit::Fine, "{}{}", run.out, run.err);
    let run = desk.run(&["init", "other", "--yes", "--color", "teal"]);
    assert_eq!(run.exit, Exit::Usage);
    assert!(run.err.contains("`teal` is not a color; expected one such as `#0b6e69`"), "{}", run.err);
}
