//! Where values come from: a file, the environment, flags.

use super::error::ConfigError;
use super::table::{CONFIG_VARIABLE, SETTINGS, Setting};
use figment::providers::{Format, Toml};
use figment::util::nest;
use figment::value::{Dict, Map, Value};
use figment::{Metadata, Profile, Provider};
use std::path::Path;

/// A setting given on the command line.
#[derive(Debug, Clone)]
pub struct Flag {
    /// The flag, for complaints: `--listen`.
    pub flag: &'static str,
    /// The setting's dotted name.
    pub path: &'static str,
    /// Its value.
    pub value: Value,
}

impl Flag {
    /// A flag with its value.
    pub fn new(flag: &'static str, path: &'static str, value: impl Into<Value>) -> Self {
        let value = value.into();
        Self { flag, path, value }
    }
}

/// One value with a name for where it came from.
pub(super) struct Given {
    origin: String,
    path: &'static str,
    value: Value,
}

impl Provider for Given {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.origin.clone())
    }

    fn data(&self) -> figment::error::Result<Map<Profile, Dict>> {
        let nested = nest(self.path, self.value.clone());
        let dict = nested.into_dict().unwrap_or_default();
        Ok(Profile::Default.collect(dict))
    }
}

/// A TOML file whose names are all known.
pub(super) fn file(path: &Path) -> Result<impl Provider, ConfigError> {
    let failed = |what: String| ConfigError::File {
        path: path.to_owned(),
        what,
    };
    let text = std::fs::read_to_string(path).map_err(|e| failed(e.to_string()))?;
    let provider = Toml::file_exact(path);
    // Only the first line: the rest repeats the file's text, which may hold a secret.
    let data = Toml::string(&text).data().map_err(|e| {
        let what = e.to_string();
        failed(what.lines().next().unwrap_or("is not TOML").to_owned())
    })?;
    for dict in data.into_values() {
        check_names("", &dict, path)?;
    }
    Ok(provider)
}

fn check_names(prefix: &str, dict: &Dict, file: &Path) -> Result<(), ConfigError> {
    for (key, value) in dict {
        let name = format!("{prefix}{key}");
        let is_group = SETTINGS
            .iter()
            .any(|s| s.path.starts_with(&format!("{name}.")));
        match value {
            Value::Dict(_, inner) if is_group => check_names(&format!("{name}."), inner, file)?,
            _ if Setting::find(&name).is_some() => {}
            _ => {
                return Err(ConfigError::Unknown {
                    nearest: Setting::nearest(&name, |s| s.path),
                    name,
                    origin: file.display().to_string(),
                });
            }
        }
    }
    Ok(())
}

/// The variables that are ours. An empty one counts as not set.
pub(super) fn environment(
    variables: impl IntoIterator<Item = (String, String)>,
) -> Result<Vec<Given>, ConfigError> {
    let mut given = Vec::new();
    for (name, value) in variables {
        let setting = SETTINGS.iter().find(|s| s.variable == name);
        match setting {
            Some(_) if value.is_empty() => {}
            Some(setting) => given.push(Given {
                origin: format!("environment variable {name}"),
                path: setting.path,
                value: read(setting, value),
            }),
            None if name.starts_with("RETURNLINE_") && name != CONFIG_VARIABLE => {
                // RETURNLINE_TELEGRAM_TOKEN is what the other names lead one to expect.
                let path = name["RETURNLINE_".len()..].to_lowercase();
                let same = |s: &&Setting| s.path.replace('.', "_") == path;
                let meant = SETTINGS.iter().find(same).map(|s| s.variable);
                return Err(ConfigError::Unknown {
                    nearest: meant.or_else(|| Setting::nearest(&name, |s| s.variable)),
                    name,
                    origin: "the environment".to_owned(),
                });
            }
            None => {}
        }
    }
    Ok(given)
}

/// A variable's text as the kind of value its setting takes.
fn read(setting: &Setting, text: String) -> Value {
    if setting.text {
        return Value::from(text);
    }
    let boolean = text.parse::<bool>().map(Value::from).ok();
    let number = || text.parse::<u64>().map(Value::from).ok();
    boolean
        .or_else(number)
        .unwrap_or_else(|| Value::from(text.clone()))
}

/// A flag's value.
pub(super) fn flag(flag: &Flag) -> Given {
    Given {
        origin: format!("flag {}", flag.flag),
        path: flag.path,
        value: flag.value.clone(),
    }
}
