//! Every setting once: its name in the file, in the environment, and what is allowed. Complaints and README are
//! held against this table.

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Name in the file, dotted.
    pub path: &'static str,
    /// Name in the environment.
    pub variable: &'static str,
    /// What is allowed, to follow "use".
    pub allowed: &'static str,
    /// Whether the value is text even when it looks like a number.
    pub text: bool,
    /// Whether the value must never be shown.
    pub secret: bool,
}

const fn setting(path: &'static str, variable: &'static str, allowed: &'static str) -> Setting {
    Setting {
        path,
        variable,
        allowed,
        text: true,
        secret: false,
    }
}

const fn typed(path: &'static str, variable: &'static str, allowed: &'static str) -> Setting {
    Setting {
        text: false,
        ..setting(path, variable, allowed)
    }
}

const fn secret(path: &'static str, variable: &'static str, allowed: &'static str) -> Setting {
    Setting {
        secret: true,
        ..setting(path, variable, allowed)
    }
}

/// All settings.
pub const SETTINGS: &[Setting] = &[
    setting(
        "listen",
        "RETURNLINE_LISTEN",
        "an IP address and a port, such as 127.0.0.1:8080 or 0.0.0.0:8080",
    ),
    setting(
        "public_url",
        "RETURNLINE_PUBLIC_URL",
        "an address that starts with http:// or https://",
    ),
    setting(
        "trusted_proxies",
        "RETURNLINE_TRUSTED_PROXIES",
        "IP addresses or networks, separated by commas, such as 127.0.0.1, 10.0.0.0/8",
    ),
    // An address may hold a password, so it is not repeated either.
    secret(
        "database_url",
        "RETURNLINE_DATABASE_URL",
        "sqlite:FILE, sqlite::memory: or postgres://USER:PASSWORD@HOST/NAME",
    ),
    typed("demo", "RETURNLINE_DEMO", "true or false"),
    secret(
        "key",
        "RETURNLINE_KEY",
        "32 bytes as 64 hexadecimal digits or as base64",
    ),
    setting("key_file", "RETURNLINE_KEY_FILE", "the name of a file"),
    secret(
        "telegram.token",
        "TELOXIDE_TOKEN",
        "the token that BotFather gave you, such as 123456:ABC…",
    ),
    setting(
        "telegram.api_url",
        "TELOXIDE_API_URL",
        "an address that starts with http:// or https://",
    ),
    typed(
        "telegram.per_second",
        "RETURNLINE_TELEGRAM_PER_SECOND",
        "a whole number from 1 to 1000",
    ),
    typed(
        "telegram.per_chat_per_second",
        "RETURNLINE_TELEGRAM_PER_CHAT_PER_SECOND",
        "a whole number from 1 to 30",
    ),
    typed(
        "telegram.per_chat_burst",
        "RETURNLINE_TELEGRAM_PER_CHAT_BURST",
        "a whole number from 1 to 100",
    ),
    typed(
        "telegram.poll_seconds",
        "RETURNLINE_TELEGRAM_POLL_SECONDS",
        "a whole number from 1 to 50",
    ),
    typed(
        "telegram.timeout_seconds",
        "RETURNLINE_TELEGRAM_TIMEOUT_SECONDS",
        "a whole number from 1 to 20",
    ),
    setting(
        "notices.quiet_from",
        "RETURNLINE_NOTICES_QUIET_FROM",
        "a time of day, such as 21:00",
    ),
    setting(
        "notices.quiet_until",
        "RETURNLINE_NOTICES_QUIET_UNTIL",
        "a time of day, such as 07:00",
    ),
    typed(
        "roster.hr_hours",
        "RETURNLINE_ROSTER_HR_HOURS",
        "a whole number from 1 to 720",
    ),
    typed(
        "privacy.health_days",
        "RETURNLINE_PRIVACY_HEALTH_DAYS",
        "a whole number from 1 to 365",
    ),
    typed(
        "secure_cookies",
        "RETURNLINE_SECURE_COOKIES",
        "true or false",
    ),
    setting(
        "log",
        "RETURNLINE_LOG",
        "a level (error, warn, info, debug, trace) or a filter such as info,sqlx=warn",
    ),
    typed("log_json", "RETURNLINE_LOG_JSON", "true or false"),
];

/// Variable that names the settings file; not a setting itself, the command line reads it.
pub(crate) const CONFIG_VARIABLE: &str = "RETURNLINE_CONFIG";

impl Setting {
    /// The setting of that dotted name.
    pub fn find(path: &str) -> Option<&'static Self> {
        SETTINGS.iter().find(|setting| setting.path == path)
    }

    /// The setting that someone who wrote `wrong` probably meant, if any is like it; `name` picks the spelling
    /// compared.
    pub(super) fn nearest(wrong: &str, name: fn(&Self) -> &'static str) -> Option<&'static str> {
        let bare = |name: &str| name.to_lowercase().replace("returnline_", "");
        let wrong = bare(wrong);
        let likeness = |s: &&Self| (strsim::jaro_winkler(&wrong, &bare(name(s))) * 1e3) as u32;
        let nearest = SETTINGS.iter().max_by_key(likeness)?;
        (likeness(&nearest) > 800).then(|| name(nearest))
    }
}
