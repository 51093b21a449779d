use super::*;
use secrecy::ExposeSecret;

fn vars(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    list.iter().map(own).collect()
}

fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("returnline.toml");
    std::fs::write(&path, text).unwrap();
    (dir, path)
}

fn complaint(file: Option<&Path>, env: &[(&str, &str)], flags: &[Flag]) -> String {
    Config::load(file, vars(env), flags)
        .unwrap_err()
        .to_string()
}

#[test]
fn nothing_configured_gives_the_defaults() {
    let config = Config::load(
        None,
        vars(&[("HOME", "/root"), ("TELOXIDE_TOKEN", "")]),
        &[],
    );
    let config = config.unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.database_url, "sqlite:returnline.db");
    assert!(config.demo && !config.secure_cookies() && config.telegram.token.is_none());
    assert_eq!(config.telegram.per_second.get(), 30);
}

#[test]
fn a_flag_beats_the_environment_beats_the_file_beats_the_default() {
    let (_dir, path) = file(
        "listen = '127.0.0.1:1'\npublic_url = 'https://a.example'\ndemo = false\n[telegram]\nper_second = 7\n",
    );
    let env = vars(&[
        ("RETURNLINE_LISTEN", "127.0.0.1:2"),
        ("RETURNLINE_PUBLIC_URL", "http://b.example"),
        ("RETURNLINE_KEY", "11"),
    ]);
    let flags = [Flag::new("--listen", "listen", "127.0.0.1:3")];
    let config = Config::load(Some(&path), env, &flags).unwrap();
    assert_eq!(config.listen.port(), 3);
    assert_eq!(
        config.public_url.as_ref().map(Url::as_str),
        Some("http://b.example/")
    );
    assert!(!config.demo);
    assert_eq!(config.telegram.per_second.get(), 7);
    assert_eq!(
        config.key.unwrap().expose_secret(),
        "11",
        "a key of digits only stays text"
    );
}

#[test]
fn an_unknown_name_is_refused_with_the_likely_one() {
    let (_dir, path) = file("[telegram]\ntokn = 'x'\n");
    let said = complaint(Some(&path), &[], &[]);
    assert!(
        said.starts_with("unknown setting telegram.tokn in "),
        "{said}"
    );
    assert!(
        said.ends_with("returnline.toml; did you mean telegram.token?"),
        "{said}"
    );
    assert_eq!(
        complaint(None, &[("RETURNLINE_LISTN", "x")], &[]),
        "unknown setting RETURNLINE_LISTN in the environment; did you mean RETURNLINE_LISTEN?"
    );
    let said = complaint(None, &[("RETURNLINE_TELEGRAM_TOKEN", "x")], &[]);
    assert!(said.ends_with("did you mean TELOXIDE_TOKEN?"), "{said}");
    let said = complaint(None, &[("RETURNLINE_QQQ", "x")], &[]);
    assert!(said.ends_with("README lists those there are"), "{said}");
}

#[test]
fn a_bad_value_names_setting_origin_and_what_is_allowed() {
    assert_eq!(
        complaint(None, &[("RETURNLINE_TELEGRAM_PER_SECOND", "many")], &[]),
        "setting telegram.per_second = \"many\" from environment variable RETURNLINE_TELEGRAM_PER_SECOND: \
         use a whole number from 1 to 1000"
    );
    assert_eq!(
        complaint(
            None,
            &[],
            &[Flag::new("--listen", "listen", "localhost:80")]
        ),
        "setting listen = \"localhost:80\" from flag --listen: use an IP address and a port, such as 127.0.0.1:8080 or 0.0.0.0:8080"
    );
    let (_dir, path) = file("public_url = 'ftp://x.example'\n");
    let said = complaint(Some(&path), &[], &[]);
    assert!(
        said.contains("setting public_url = \"ftp://x.example\" from "),
        "{said}"
    );
    assert!(
        said.contains("returnline.toml: use an address that starts"),
        "{said}"
    );
    for (what, most) in [
        ("PER_SECOND", 1000),
        ("PER_CHAT_PER_SECOND", 30),
        ("PER_CHAT_BURST", 100),
        ("POLL_SECONDS", 50),
        ("TIMEOUT_SECONDS", 20),
    ] {
        let variable = format!("RETURNLINE_TELEGRAM_{what}");
        let taken = |n: u32| Config::load(None, vars(&[(&variable, &n.to_string())]), &[]);
        assert!(taken(1).is_ok() && taken(most).is_ok(), "{variable}");
        for n in [0, most + 1] {
            let said = taken(n).unwrap_err().to_string();
            let allowed = format!("{variable}: use a whole number from 1 to {most}");
            assert!(said.ends_with(&allowed), "{said}");
        }
    }
    let missing = complaint(Some(Path::new("/nowhere/x.toml")), &[], &[]);
    assert!(
        missing.starts_with("settings file /nowhere/x.toml: "),
        "{missing}"
    );
}

#[test]
fn no_secret_is_repeated_in_debug_or_in_a_complaint() {
    let env = [
        ("TELOXIDE_TOKEN", "12345:sesame"),
        ("RETURNLINE_KEY", "sesame"),
        (
            "RETURNLINE_DATABASE_URL",
            "postgres://u:sesame@db.example/house?password=sesame",
        ),
    ];
    let shown = format!("{:?}", Config::load(None, vars(&env), &[]).unwrap());
    assert!(
        !shown.contains("sesame") && shown.contains("db.example/house"),
        "{shown}"
    );
    let said = complaint(
        None,
        &[("RETURNLINE_DATABASE_URL", "mysql://u:sesame@x/y")],
        &[],
    );
    assert!(
        !said.contains("sesame") && said.contains("sqlite:FILE"),
        "{said}"
    );
    let (_dir, path) = file("key = 'sesame'\n[telegram]\ntoken = 98765\n");
    let said = complaint(Some(&path), &[], &[]);
    assert!(
        !said.contains("98765") && said.contains("BotFather"),
        "{said}"
    );
    let (_dir, path) = file("key = 'sesame\nlisten");
    assert!(!complaint(Some(&path), &[], &[]).contains("sesame"));
}

#[test]
fn the_key_lies_beside_the_file_and_must_be_given_for_postgres() {
    let with = |url: &str| Config {
        database_url: url.to_owned(),
        ..Config::default()
    };
    let file_of = |url: &str| match with(url).key_source() {
        Ok(KeySource::File(path)) => path.display().to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(file_of("sqlite:returnline.db"), "returnline.key");
    assert_eq!(
        file_of("sqlite:///var/lib/r/house.sqlite?mode=rwc"),
        "/var/lib/r/house.key"
    );
    assert!(matches!(
        with("sqlite::memory:").key_source(),
        Ok(KeySource::Fresh)
    ));
    assert_eq!(
        with("postgres://localhost/x").key_source().unwrap_err(),
        ConfigError::NoKey
    );
}

#[test]
fn cookies_are_secure_when_the_public_address_is_and_unless_told() {
    let with = |url: &str, secure| Config {
        public_url: Some(url.parse().unwrap()),
        secure_cookies: secure,
        ..Config::default()
    };
    assert!(with("https://a.example", None).secure_cookies());
    assert!(!with("http://a.example", None).secure_cookies());
    assert!(with("http://a.example", Some(true)).secure_cookies());
}

#[test]
fn quiet_hours_are_times_of_day() {
    let set = vars(&[("RETURNLINE_NOTICES_QUIET_FROM", "22:30")]);
    let notices = Config::load(None, set, &[]).unwrap().notices;
    assert_eq!(notices.quiet_from.to_string(), "22:30:00");
    assert_eq!(notices.quiet_until.to_string(), "07:00:00");
    let said = complaint(None, &[("RETURNLINE_NOTICES_QUIET_UNTIL", "25:00")], &[]);
    assert!(said.ends_with("use a time of day, such as 07:00"), "{said}");
}
