//! Headless Chromium through WebDriver, at the width of a phone.

use super::missing::missing;
use super::process::{Guarded, find, free_port, mentioning, watch};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A browser with one window. Dropped, it and its driver are gone.
#[derive(Debug)]
pub struct Browser {
    /// Drives it.
    pub client: Client,
    port: u16,
    driver: Guarded,
    watchdog: Child,
    profile: TempDir,
}

impl Browser {
    /// Opens one whose page is `width` CSS pixels wide, as on a phone of that width; `None` where Chromium or its
    /// driver is not installed.
    pub async fn open(width: u32) -> Option<Self> {
        let found = (
            find("chromium").or_else(|| find("google-chrome")),
            find("chromedriver"),
        );
        let (Some(chromium), Some(chromedriver)) = found else {
            return missing("Chromium", "chromium chromium-driver");
        };
        let profile = tempfile::Builder::new()
            .prefix("returnline-chromium-")
            .tempdir()
            .unwrap();
        let port = free_port();
        let driver = Guarded::spawn(
            Command::new(chromedriver)
                .arg(format!("--port={port}"))
                .arg("--log-level=SEVERE")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null()),
        );
        // The driver starts the browser in a process group of its own, so it is found by its profile.
        let mark = profile.path().display();
        let watchdog = watch(
            std::process::id(),
            &format!(
                "for p in /proc/[0-9]*; do [ ${{p#/proc/}} = $$ ] || \
                 {{ grep -qs {mark} $p/cmdline && kill -KILL ${{p#/proc/}}; }}; done; rm -rf {mark}"
            ),
        );
        let client = connect(port, capabilities(&chromium, profile.path(), width)).await;
        Some(Self {
            client,
            port,
            driver,
            watchdog,
            profile,
        })
    }

    /// Saves a picture of the window as PNG under `target/screenshots` and gives its path.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let path = pictures().join(format!("{name}.png"));
        std::fs::write(&path, self.client.screenshot().await.unwrap()).unwrap();
        path
    }

    /// What a script returns.
    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Checks what the browser has noted since it was opened: no error in the console (a page that refused to run
    /// something, a failed request, but for a form sent with errors, which is answered 422), and no request to
    /// anywhere but `base`.
    pub async fn assert_quiet_and_at_home(&self, base: &str) {
        for entry in self.log("browser").await {
            let form = entry["message"]
                .as_str()
                .is_some_and(|text| text.contains("status of 422"));
            assert!(form || entry["level"] != "SEVERE", "{entry}");
        }
        for entry in self.log("performance").await {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
            let request = &event["message"]["params"]["request"]["url"];
            if let Some(url) = request.as_str().filter(|url| url.starts_with("http")) {
                assert!(url.starts_with(base), "a request to {url}");
            }
        }
    }

    /// The driver's log of a kind, `browser` or `performance`, since it was last read.
    async fn log(&self, kind: &str) -> Vec<Value> {
        let session = self.client.session_id().await.unwrap().unwrap();
        let url = format!("http://127.0.0.1:{}/session/{session}/se/log", self.port);
        let asked = reqwest::Client::new()
            .post(url)
            .json(&json!({ "type": kind }));
        let answer: Value = asked.send().await.unwrap().json().await.unwrap();
        answer["value"].as_array().unwrap().clone()
    }

    /// Makes the browser one of somebody who has set it to `light` or to `dark`.
    pub async fn prefer(&self, theme: &str) {
        // What is still fading from one to the other would be judged by neither.
        let features = json!([
            { "name": "prefers-color-scheme", "value": theme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.command(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await;
    }

    /// Runs a script before those of every page that is opened from now on.
    pub async fn before_every_page(&self, script: &str) {
        let source = json!({ "source": script });
        self.command("Page.addScriptToEvaluateOnNewDocument", source)
            .await;
    }

    /// A picture of the whole page, however long, as [`Browser::screenshot`] keeps one of the window.
    pub async fn picture(&self, name: &str) {
        let whole = json!({ "captureBeyondViewport": true });
        let taken = self.command("Page.captureScreenshot", whole).await;
        let taken = taken["value"]["data"].as_str().unwrap();
        let bytes = data_encoding::BASE64.decode(taken.as_bytes()).unwrap();
        std::fs::write(pictures().join(format!("{name}.png")), bytes).unwrap();
    }

    /// A command of the DevTools protocol, for what WebDriver has no word for.
    async fn command(&self, name: &str, parameters: Value) -> Value {
        let session = self.client.session_id().await.unwrap().unwrap();
        let url = format!(
            "http://127.0.0.1:{}/session/{session}/goog/cdp/execute",
            self.port
        );
        let asked = json!({ "cmd": name, "params": parameters });
        let asked = reqwest::Client::new().post(url).json(&asked).send().await;
        let answer = asked.unwrap().error_for_status().unwrap();
        answer.json().await.unwrap()
    }

    /// Waits until a script returns `true`.
    ///
    /// # Panics
    /// With `what`, when that takes longer than 20 s; a picture of the window is kept.
    pub async fn wait_for(&self, what: &str, script: &str) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.script(script).await != Value::Bool(true) {
            if Instant::now() > deadline {
                let picture = self.screenshot("waited-in-vain").await;
                panic!("waited in vain for {what}; see {}", picture.display());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.driver.kill();
        for pid in mentioning(self.profile.path()) {
            if pid != self.watchdog.id() {
                let _ = Command::new("kill")
                    .args(["-KILL", &pid.to_string()])
                    .stderr(Stdio::null())
                    .status();
            }
        }
        let _ = self.watchdog.kill();
        let _ = self.watchdog.wait();
    }
}

fn pictures() -> PathBuf {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

async fn connect(port: u16, capabilities: Map<String, Value>) -> Client {
    let url = format!("http://127.0.0.1:{port}");
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder
            .capabilities(capabilities.clone())
            .connect(&url)
            .await
        {
            Ok(client) => return client,
            Err(e) if Instant::now() > deadline => panic!("chromedriver: {e}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
}

fn capabilities(chromium: &Path, profile: &Path, width: u32) -> Map<String, Value> {
    let profile = format!("--user-data-dir={}", profile.display());
    let args = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        &profile,
    ];
    // Headless windows are at least 500 pixels wide; only emulated metrics make a narrow page real.
    let metrics = json!({ "width": width, "height": 740, "pixelRatio": 2.0, "touch": true });
    let options = json!({
        "binary": chromium,
        "args": args,
        "mobileEmulation": { "deviceMetrics": metrics },
    });
    let logs = json!({ "browser": "ALL", "performance": "ALL" });
    let all = json!({ "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": logs });
    all.as_object().cloned().unwrap()
}

#[tokio::test]
async fn a_narrow_page_is_really_narrow_and_nothing_stays_behind() {
    let Some(browser) = Browser::open(320).await else {
        return;
    };
    let page = "data:text/html,<meta name=viewport content='width=device-width'><p>回来</p>";
    browser.client.goto(page).await.unwrap();
    assert_eq!(browser.script("return window.innerWidth").await, json!(320));
    assert!(
        browser
            .screenshot("kit-320")
            .await
            .metadata()
            .unwrap()
            .len()
            > 1000
    );
    let profile = browser.profile.path().to_owned();
    assert!(!mentioning(&profile).is_empty());
    drop(browser);
    let deadline = Instant::now() + Duration::from_secs(5);
    while !mentioning(&profile).is_empty() {
        assert!(Instant::now() < deadline, "{:?}", mentioning(&profile));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
