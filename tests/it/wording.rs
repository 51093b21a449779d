//! Holds every language against the code: the same messages, with exactly the variables the code gives.

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};
use fluent_syntax::parser;
use returnline::domain::language::Locale;
use returnline::locale::label::Label;
use returnline::locale::label::account::AccountLabel;
use returnline::locale::label::audit::AuditLabel;
use returnline::locale::label::boarding::BoardingLabel;
use returnline::locale::label::desk::DeskLabel;
use returnline::locale::label::employer::EmployerLabel;
use returnline::locale::label::notice::NoticeLabel;
use returnline::locale::label::overview::OverviewLabel;
use returnline::locale::label::privacy::{ExportLabel, PrivacyLabel};
use returnline::locale::label::roster::RosterLabel;
use returnline::locale::label::table::TableLabel;
use returnline::locale::label::trip::TripLabel;
use returnline::locale::label::worker::WorkerLabel;
use returnline::locale::message::Message;
use returnline::locale::sources;
use std::collections::{BTreeMap, BTreeSet};

type Variables = BTreeSet<String>;
type Messages = BTreeMap<String, Variables>;

/// The messages of one file of a language. They may refer to messages of its other files.
fn messages(locale: Locale, file: &str) -> Messages {
    let all = sources(locale);
    let read = |name: &str, text: &str| {
        needs(text).unwrap_or_else(|what| panic!("locales/{locale}/{name}: {what}"))
    };
    let around: BTreeMap<_, _> = all.iter().flat_map(|(n, text)| read(n, text)).collect();
    let (_, text) = all.iter().find(|(name, _)| *name == file).unwrap();
    closed(&read(file, text), &around)
        .unwrap_or_else(|what| panic!("locales/{locale}/{file}: {what}"))
}

/// Reads a Fluent file; complains about what cannot be parsed, is there twice or says nothing.
fn needs(text: &str) -> Result<BTreeMap<String, Needs>, String> {
    let resource = parser::parse(text).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut own = BTreeMap::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let mut needs = Needs::default();
                let value = message.value.as_ref().ok_or("a message without a value")?;
                needs.pattern(value);
                if own.insert(message.id.name.to_owned(), needs).is_some() {
                    return Err(format!("{} is there twice", message.id.name));
                }
            }
            Entry::Junk { content } => return Err(format!("not understood: {content}")),
            Entry::Term(_)
            | Entry::Comment(_)
            | Entry::GroupComment(_)
            | Entry::ResourceComment(_) => {}
        }
    }
    Ok(own)
}

/// Variables of each message, with those of the messages it refers to.
fn closed(
    own: &BTreeMap<String, Needs>,
    around: &BTreeMap<String, Needs>,
) -> Result<Messages, String> {
    let variables = |name: &String| {
        let mut all = Variables::new();
        close(name, around, &mut all, 0)?;
        Ok((name.clone(), all))
    };
    own.keys().map(variables).collect()
}

fn close(
    name: &str,
    around: &BTreeMap<String, Needs>,
    all: &mut Variables,
    depth: usize,
) -> Result<(), String> {
    let needs = around
        .get(name)
        .ok_or_else(|| format!("there is no message {name}"))?;
    if depth > 5 {
        return Err(format!("{name} refers to itself"));
    }
    all.extend(needs.variables.iter().cloned());
    needs
        .messages
        .iter()
        .try_for_each(|other| close(other, around, all, depth + 1))
}

#[derive(Default)]
struct Needs {
    variables: Variables,
    messages: BTreeSet<String>,
}

impl Needs {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::Placeable { expression } => self.expression(expression),
                PatternElement::TextElement { .. } => {}
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                variants.iter().for_each(|v| self.pattern(&v.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.messages.insert(id.name.to_owned());
            }
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::TermReference { arguments, .. } => {
                if let Some(arguments) = arguments {
                    self.arguments(arguments);
                }
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|a| self.inline(a));
        arguments.named.iter().for_each(|a| self.inline(&a.value));
    }
}

/// What differs between a catalogue and a language's file.
fn differences(catalogue: &[(&str, &[&str])], found: &Messages) -> Vec<String> {
    let mut wanted = Messages::new();
    let mut complaints = Vec::new();
    for (id, variables) in catalogue {
        let variables = variables.iter().map(|v| (*v).to_owned()).collect();
        if wanted.insert((*id).to_owned(), variables).is_some() {
            complaints.push(format!("{id} is twice in the code"));
        }
    }
    for (id, variables) in &wanted {
        match found.get(id) {
            None => complaints.push(format!("{id} is missing")),
            Some(has) if has != variables => {
                complaints.push(format!("{id} uses {has:?}, the code gives {variables:?}"));
            }
            Some(_) => {}
        }
    }
    let extra = found.keys().filter(|id| !wanted.contains_key(*id));
    complaints.extend(extra.map(|id| format!("{id} is not in the code")));
    complaints
}

fn hold(file: &str, catalogue: &[(&str, &[&str])]) {
    let mut complaints = Vec::new();
    for locale in Locale::ALL {
        for what in differences(catalogue, &messages(*locale, file)) {
            complaints.push(format!("locales/{locale}/{file}: {what}"));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn the_conversation_is_worded_in_every_language() {
    hold("chat.ftl", Message::CATALOGUE);
}

#[test]
fn the_console_is_worded_in_every_language() {
    hold("console.ftl", Label::CATALOGUE);
    hold("account.ftl", AccountLabel::CATALOGUE);
    hold("audit.ftl", AuditLabel::CATALOGUE);
    hold("boarding.ftl", BoardingLabel::CATALOGUE);
    hold("export.ftl", ExportLabel::CATALOGUE);
    hold("notice.ftl", NoticeLabel::CATALOGUE);
    hold("overview.ftl", OverviewLabel::CATALOGUE);
    hold("privacy.ftl", PrivacyLabel::CATALOGUE);
    hold("roster.ftl", RosterLabel::CATALOGUE);
    hold("table.ftl", TableLabel::CATALOGUE);
    hold("desk.ftl", DeskLabel::CATALOGUE);
    hold("trip.ftl", TripLabel::CATALOGUE);
    hold("worker.ftl", WorkerLabel::CATALOGUE);
    hold("employer.ftl", EmployerLabel::CATALOGUE);
}

#[test]
fn the_words_are_the_same_in_every_language() {
    let first = messages(Locale::ZhHans, "words.ftl");
    for locale in Locale::ALL {
        assert_eq!(messages(*locale, "words.ftl"), first, "{locale}");
    }
}

#[test]
fn planted_faults_are_found() {
    let read = |text: &str| needs(text).and_then(|own| closed(&own, &own));
    assert!(read("a = 1\na = 2\n").unwrap_err().contains("twice"));
    assert!(read("a = { $x\n").is_err());
    assert!(read("a = { b }\n").unwrap_err().contains("no message b"));
    assert!(read("a = { a }\n").unwrap_err().contains("itself"));
    let nested = "a = { $n ->\n    [one] { NUMBER($m) }\n   *[other] { b }\n }\nb = { $x }\n";
    let wanted: Variables = ["m", "n", "x"].map(str::to_owned).into();
    assert_eq!(read(nested).unwrap()["a"], wanted);
    let complaints = differences(
        &[("a", &["n"]), ("c", &[]), ("c", &[])],
        &read("a = 1\nb = 2\n").unwrap(),
    );
    assert_eq!(complaints.len(), 4, "{complaints:?}");
}
