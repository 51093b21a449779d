//! Settings: defaults < a TOML file < the environment < flags. Every complaint names the setting, where its value
//! came from and what is allowed; a secret is never repeated.

mod error;
mod proxies;
mod source;
mod table;

pub use error::ConfigError;
pub use proxies::TrustedProxies;
pub use source::Flag;
pub(crate) use table::CONFIG_VARIABLE;
pub use table::{SETTINGS, Setting};

use chrono::NaiveTime;
use figment::Figment;
use reqwest::Url;
use secrecy::SecretString;
use serde::{Deserialize, Deserializer};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Everything that can be set, checked.
#[derive(Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port to listen on; port 0 takes a free one.
    #[serde(deserialize_with = "parsed")]
    pub listen: SocketAddr,
    /// Address under which workers reach this server, `http` or `https`; printed, and put into links and QR codes.
    #[serde(deserialize_with = "parsed_option")]
    pub public_url: Option<Url>,
    /// Proxies in front of this server whose `X-Forwarded-For` is believed; of anybody else it is not.
    #[serde(deserialize_with = "parsed")]
    pub trusted_proxies: TrustedProxies,
    /// Database: `sqlite:FILE`, `sqlite::memory:` or `postgres://…`. May hold a password: print it only through
    /// [`Config::database_name`].
    pub database_url: String,
    /// Whether an empty database is filled with the demo.
    pub demo: bool,
    /// Root key as text; otherwise it is kept in a file.
    pub key: Option<SecretString>,
    /// File of the root key; beside the SQLite file unless set.
    pub key_file: Option<PathBuf>,
    /// The Telegram bot.
    pub telegram: TelegramConfig,
    /// Bulk notices.
    pub notices: NoticesConfig,
    /// Employers' rosters.
    pub roster: RosterConfig,
    /// What is kept how long.
    pub privacy: PrivacyConfig,
    /// Whether cookies go over HTTPS only; follows `public_url` unless set.
    pub secure_cookies: Option<bool>,
    /// What is logged, in `tracing`'s filter language.
    pub log: String,
    /// Whether log lines are JSON objects.
    pub log_json: bool,
}

/// Settings of the Telegram bot.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TelegramConfig {
    /// The bot's token; without one the channel is off.
    pub token: Option<SecretString>,
    /// Another Bot API server than Telegram's own.
    #[serde(deserialize_with = "parsed_option")]
    pub api_url: Option<Url>,
    /// Messages a second the whole account may send, 1–1000.
    pub per_second: NonZeroU32,
    /// Messages a second one chat may be sent on average, 1–30.
    pub per_chat_per_second: NonZeroU32,
    /// Messages one chat may be sent at once, 1–100.
    pub per_chat_burst: NonZeroU32,
    /// Seconds the server may hold an empty poll, 1–50.
    pub poll_seconds: NonZeroU32,
    /// Seconds within which a call must be answered, 1–20; a message may take two calls, and is given up as
    /// doubtful after 45 s.
    pub timeout_seconds: NonZeroU32,
}

/// Settings of bulk notices.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoticesConfig {
    /// Time of day, in Asia/Shanghai, from which no notice goes out.
    #[serde(deserialize_with = "time_of_day")]
    pub quiet_from: NaiveTime,
    /// Time of day from which they go out again; the same as `quiet_from` for no quiet hours.
    #[serde(deserialize_with = "time_of_day")]
    pub quiet_until: NaiveTime,
}

/// Settings of employers' rosters.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RosterConfig {
    /// Hours in which HR is to answer somebody who says they work there, 1–720; then a seat that needs HR's word is
    /// given up.
    pub hr_hours: NonZeroU32,
}

/// Settings of what is kept how long.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PrivacyConfig {
    /// Days after arrival when health data goes, 1–365 (domain reference §3).
    pub health_days: NonZeroU32,
}

impl Default for PrivacyConfig {
    fn default() -> Self {
        Self {
            health_days: NonZeroU32::new(30).unwrap_or(NonZeroU32::MIN),
        }
    }
}

impl Default for RosterConfig {
    fn default() -> Self {
        Self {
            hr_hours: NonZeroU32::new(24).unwrap_or(NonZeroU32::MIN),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            trusted_proxies: TrustedProxies::default(),
            database_url: "sqlite:returnline.db".to_owned(),
            demo: true,
            key: None,
            key_file: None,
            telegram: TelegramConfig::default(),
            notices: NoticesConfig::default(),
            roster: RosterConfig::default(),
            privacy: PrivacyConfig::default(),
            secure_cookies: None,
            log: "info,sqlx=warn".to_owned(),
            log_json: false,
        }
    }
}

impl Default for TelegramConfig {
    fn default() -> Self {
        let count = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
        Self {
            token: None,
            api_url: None,
            per_second: count(30),
            per_chat_per_second: count(1),
            per_chat_burst: count(5),
            poll_seconds: count(30),
            timeout_seconds: count(10),
        }
    }
}

impl Default for NoticesConfig {
    fn default() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self {
            quiet_from: hour(21),
            quiet_until: hour(7),
        }
    }
}

/// Where the root key comes from.
#[derive(Debug, Clone)]
pub enum KeySource {
    /// Given as text.
    Text(SecretString),
    /// Kept in a file, which is made when missing.
    File(PathBuf),
    /// A fresh one, for a database that lives in memory only.
    Fresh,
}

impl Config {
    /// Reads the settings: `file` (if any), then `environment`, then `flags`, each over the one before.
    ///
    /// # Errors
    /// [`ConfigError`] for the first setting that is unknown or has a value that is not allowed.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
        flags: &[Flag],
    ) -> Result<Self, ConfigError> {
        let mut figment = Figment::new();
        if let Some(path) = file {
            figment = figment.merge(source::file(path)?);
        }
        for value in source::environment(environment)? {
            figment = figment.merge(value);
        }
        for flag in flags {
            figment = figment.merge(source::flag(flag));
        }
        let config: Self = figment
            .extract()
            .map_err(|e| ConfigError::of(&e, &figment))?;
        config.check(&figment)?;
        Ok(config)
    }

    /// What serde cannot see: ranges, and the insides of texts.
    fn check(&self, figment: &Figment) -> Result<(), ConfigError> {
        let telegram = &self.telegram;
        let url_of = |url: &Option<Url>| url.as_ref().is_none_or(is_web);
        let checks = [
            ("public_url", url_of(&self.public_url)),
            ("telegram.api_url", url_of(&telegram.api_url)),
            ("database_url", is_database(&self.database_url)),
            ("log", self.log_filter().is_ok()),
            ("telegram.per_second", telegram.per_second.get() <= 1000),
            (
                "telegram.per_chat_per_second",
                telegram.per_chat_per_second.get() <= 30,
            ),
            (
                "telegram.per_chat_burst",
                telegram.per_chat_burst.get() <= 100,
            ),
            ("roster.hr_hours", self.roster.hr_hours.get() <= 720),
            ("privacy.health_days", self.privacy.health_days.get() <= 365),
            ("telegram.poll_seconds", telegram.poll_seconds.get() <= 50),
            (
                "telegram.timeout_seconds",
                telegram.timeout_seconds.get() <= 20,
            ),
        ];
        match checks.into_iter().find(|(_, fine)| !fine) {
            Some((path, _)) => Err(ConfigError::not_allowed(path, figment)),
            None => Ok(()),
        }
    }

    /// The log filter.
    ///
    /// # Errors
    /// When `log` is not in the filter language; [`Config::load`] has checked it.
    pub fn log_filter(
        &self,
    ) -> Result<tracing_subscriber::EnvFilter, tracing_subscriber::filter::ParseError> {
        tracing_subscriber::EnvFilter::builder().parse(&self.log)
    }

    /// The SQLite file, when the database is one.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let rest = self.database_url.strip_prefix("sqlite:")?;
        let (name, query) = rest.split_once('?').unwrap_or((rest, ""));
        if name.contains(":memory:") || query.contains("mode=memory") {
            return None;
        }
        Some(PathBuf::from(name.strip_prefix("//").unwrap_or(name)))
    }

    /// The database as it may be shown: without a password.
    pub fn database_name(&self) -> String {
        match Url::parse(&self.database_url) {
            Ok(mut url) if !url.cannot_be_a_base() && url.has_host() => {
                // Both calls fail only where an address can have no credentials at all.
                let _ = url.set_password(None);
                let _ = url.set_username("");
                url.set_query(None);
                url.to_string()
            }
            Ok(_) | Err(_) => match self.sqlite_file() {
                Some(path) => path.display().to_string(),
                None => "a database in memory".to_owned(),
            },
        }
    }

    /// Where the root key is to be taken from.
    ///
    /// # Errors
    /// [`ConfigError::NoKey`] for PostgreSQL without a key: there is no file to keep one beside.
    pub fn key_source(&self) -> Result<KeySource, ConfigError> {
        if let Some(key) = &self.key {
            return Ok(KeySource::Text(key.clone()));
        }
        if let Some(path) = &self.key_file {
            return Ok(KeySource::File(path.clone()));
        }
        match self.sqlite_file() {
            Some(path) => Ok(KeySource::File(path.with_extension("key"))),
            None if self.database_url.starts_with("sqlite:") => Ok(KeySource::Fresh),
            None => Err(ConfigError::NoKey),
        }
    }

    /// Whether cookies go over HTTPS only.
    pub fn secure_cookies(&self) -> bool {
        let https = self
            .public_url
            .as_ref()
            .is_some_and(|url| url.scheme() == "https");
        self.secure_cookies.unwrap_or(https)
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

fn is_database(url: &str) -> bool {
    let path = |rest: &str| !rest.trim_start_matches('/').is_empty();
    if let Some(rest) = url.strip_prefix("sqlite:") {
        return path(rest);
    }
    let server = url.starts_with("postgres://") || url.starts_with("postgresql://");
    server && Url::parse(url).is_ok()
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("listen", &self.listen)
            .field("public_url", &self.public_url.as_ref().map(Url::as_str))
            .field("trusted_proxies", &self.trusted_proxies)
            .field("database_url", &self.database_name())
            .field("demo", &self.demo)
            .field("key", &self.key)
            .field("key_file", &self.key_file)
            .field("telegram", &self.telegram)
            .field("notices", &self.notices)
            .field("roster", &self.roster)
            .field("privacy", &self.privacy)
            .field("secure_cookies", &self.secure_cookies())
            .field("log", &self.log)
            .field("log_json", &self.log_json)
            .finish()
    }
}

fn parsed<'de, D: Deserializer<'de>, T: FromStr>(from: D) -> Result<T, D::Error> {
    let text = String::deserialize(from)?;
    // What would have been allowed is added by `ConfigError`.
    T::from_str(text.trim()).map_err(|_| serde::de::Error::custom("not understood"))
}

fn time_of_day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveTime, D::Error> {
    let text = String::deserialize(from)?;
    NaiveTime::parse_from_str(text.trim(), "%H:%M")
        .map_err(|_| serde::de::Error::custom("not understood"))
}

fn parsed_option<'de, D: Deserializer<'de>, T: FromStr>(from: D) -> Result<Option<T>, D::Error> {
    parsed(from).map(Some)
}

#[cfg(test)]
mod tests;
