//! What can be wrong with the settings, in words for whoever wrote them.

use super::table::Setting;
use figment::value::Value;
use figment::{Figment, Metadata};
use std::path::PathBuf;

/// Why the settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read or is not TOML.
    #[error("settings file {}: {what}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// No setting has this name.
    #[error("unknown setting {name} in {origin}; {}", nearest.map_or("README lists those there are".to_owned(), |n| format!("did you mean {n}?")))]
    Unknown {
        /// The name as written.
        name: String,
        /// Where it was written.
        origin: String,
        /// The setting most like it, if any is.
        nearest: Option<&'static str>,
    },
    /// The value is not allowed.
    #[error("setting {setting}{given} from {origin}: use {allowed}")]
    Value {
        /// The setting's name.
        setting: String,
        /// The value with an equals sign before it; empty for a secret.
        given: String,
        /// Where it came from.
        origin: String,
        /// What is allowed.
        allowed: &'static str,
    },
    /// PostgreSQL without a root key.
    #[error(
        "no key: with PostgreSQL set RETURNLINE_KEY (32 bytes as 64 hexadecimal digits, `openssl rand -hex 32` makes \
         one) or key_file; personal data is sealed with it, so every replica needs the same one and a copy must \
         be kept safe"
    )]
    NoKey,
}

impl ConfigError {
    /// From figment's error.
    pub(super) fn of(error: &figment::Error, figment: &Figment) -> Self {
        Self::about(&error.path.join("."), error.metadata.as_ref(), figment)
    }

    /// A value that was read but is out of bounds.
    pub(super) fn not_allowed(path: &str, figment: &Figment) -> Self {
        Self::about(path, figment.find_metadata(path), figment)
    }

    fn about(path: &str, metadata: Option<&Metadata>, figment: &Figment) -> Self {
        let setting = Setting::find(path);
        let shown = setting.filter(|s| !s.secret);
        let value = shown.and_then(|s| figment.find_value(s.path).ok());
        Self::Value {
            setting: path.to_owned(),
            given: value.map_or(String::new(), |v| format!(" = {}", show(&v))),
            origin: origin(metadata),
            allowed: setting.map_or("the form that README shows", |s| s.allowed),
        }
    }
}

/// A value as it would stand in the file.
fn show(value: &Value) -> String {
    match value {
        Value::String(_, text) => format!("{text:?}"),
        Value::Bool(_, yes) => yes.to_string(),
        Value::Num(_, _)
        | Value::Char(_, _)
        | Value::Empty(_, _)
        | Value::Dict(_, _)
        | Value::Array(_, _) => match value.to_i128() {
            Some(number) => number.to_string(),
            None => value.to_actual().to_string(),
        },
    }
}

fn origin(metadata: Option<&Metadata>) -> String {
    let Some(metadata) = metadata else {
        return "the defaults".to_owned();
    };
    match &metadata.source {
        Some(source) => source
            .file_path()
            .map_or_else(|| source.to_string(), |path| path.display().to_string()),
        None => metadata.name.to_string(),
    }
}
