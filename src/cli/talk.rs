//! `talk`: the conversation in a terminal. With a script on stdin it prints the transcript: lines that begin with
//! `>` are what the worker says, lines that begin with `!` are stage directions ([`super::script`]), everything
//! else is ignored, so a transcript fed back gives itself.

use super::script::{Direction, Stage};
use crate::app;
use crate::app::world::{self, World};
use crate::channel::terminal::{Draw, Terminal};
use crate::channel::{Inbound, Said};
use crate::clock::SharedClock;
use crate::config::Config;
use crate::delivery::Delivery;
use crate::domain::delivery::ChannelKind;
use crate::runner::Runner;
use crate::store::Store;
use clap::Args;
use std::io::{IsTerminal, Read, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, BufReader};
use tokio_util::sync::CancellationToken;

/// Options of `talk`.
#[derive(Debug, Default, Args)]
pub struct Options {
    /// Language to start in: zh-Hans, zh-Hant or en; asked for when not given
    #[arg(long, value_name = "LANGUAGE")]
    locale: Option<String>,
    /// Talk to a demo of its own in memory, whatever the database; a script on stdin always does
    #[arg(long)]
    scratch: bool,
}

/// Holds a conversation on stdin and stdout.
///
/// # Errors
/// Whatever keeps the house from starting; a stage direction that is not understood.
pub async fn run(config: Config, options: Options) -> anyhow::Result<ExitCode> {
    if !std::io::stdin().is_terminal() {
        let mut script = String::new();
        std::io::stdin().read_to_string(&mut script)?;
        let transcript = perform(&script, options.locale.as_deref()).await?;
        std::io::stdout().write_all(transcript.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    converse(config, options).await
}

/// Plays a script on a demo in memory, at the demo's own time, and gives the transcript.
///
/// # Errors
/// Whatever keeps the house from starting; a stage direction that is not understood.
pub async fn perform(script: &str, locale: Option<&str>) -> anyhow::Result<String> {
    let mut stage = Stage::demo(locale).await?;
    let mut transcript = String::new();
    for line in script.lines() {
        if let Some(text) = line
            .strip_prefix("> ")
            .or_else(|| (line == ">").then_some(""))
        {
            transcript.push_str(&format!("{line}\n\n"));
            stage.say(text).await?;
        } else if let Some(direction) = line.strip_prefix("! ") {
            transcript.push_str(&format!("{line}\n\n"));
            stage.direct(&Direction::parse(direction)?).await?;
        } else if let Some(remark) = line.strip_prefix("# ") {
            transcript.push_str(&format!("# {remark}\n\n"));
            continue;
        } else {
            continue;
        }
        transcript.push_str(&stage.printed().await?);
    }
    Ok(format!("{}\n", transcript.trim_end()))
}

/// A conversation with a person at the keyboard.
async fn converse(mut config: Config, options: Options) -> anyhow::Result<ExitCode> {
    if options.scratch {
        config.database_url = "sqlite::memory:".to_owned();
    }
    let _lock = app::lock_database(&config)?;
    let store = app::open_database(&config).await?;
    let world = world::settle(&store, config.demo).await?;
    println!("Type what a worker would type; a number picks an answer. Ctrl-D ends the talk.\n");
    let input = BufReader::new(tokio::io::stdin());
    hold(store, world, options.locale, input).await?;
    Ok(ExitCode::SUCCESS)
}

/// Holds the conversation until `input` ends. A demo's time is noted meanwhile, so that it never runs backwards.
async fn hold(
    store: Store,
    world: World,
    locale: Option<String>,
    input: impl AsyncBufRead + Unpin,
) -> anyhow::Result<()> {
    let (clock, keeper) = world::clock(&store, world).await?;
    let closing = CancellationToken::new();
    let keeping = keeper.map(|keeper| tokio::spawn(keeper.run(closing.clone())));
    let talked = listen(&Talk::new(store, clock, locale), input).await;
    closing.cancel();
    if let Some(keeping) = keeping {
        keeping.await??;
    }
    talked
}

async fn listen(talk: &Talk, input: impl AsyncBufRead + Unpin) -> anyhow::Result<()> {
    talk.say(Said::Start { payload: None }).await?;
    talk.print().await?;
    let mut lines = input.lines();
    let mut look = tokio::time::interval(Duration::from_millis(500));
    loop {
        tokio::select! {
            line = lines.next_line() => match line? {
                Some(line) => talk.say(Said::Text(line)).await?,
                None => return Ok(()),
            },
            _ = look.tick() => {
                talk.runner.tick_once().await?;
            }
        }
        talk.print().await?;
    }
}

/// One chat in this terminal.
struct Talk {
    runner: Arc<Runner>,
    delivery: Delivery,
    terminal: Arc<Terminal>,
    locale: Option<String>,
}

impl Talk {
    fn new(store: Store, clock: SharedClock, locale: Option<String>) -> Self {
        let terminal = Arc::new(Terminal::new(Draw::Blocks));
        let delivery = Delivery::new(store.clone(), clock.clone(), vec![terminal.clone()]);
        let runner = Runner::new(store, clock, delivery.wake());
        Self {
            runner,
            delivery,
            terminal,
            locale,
        }
    }

    async fn say(&self, said: Said) -> anyhow::Result<()> {
        let inbound = Inbound {
            channel: ChannelKind::Terminal,
            address: "terminal".to_owned(),
            update_id: uuid::Uuid::now_v7().to_string(),
            said,
            locale_hint: self.locale.clone(),
            on_message: None,
        };
        self.runner.apply(&inbound).await?;
        Ok(())
    }

    async fn print(&self) -> anyhow::Result<()> {
        while self.delivery.step().await? > 0 {}
        let text = self.terminal.take();
        if !text.is_empty() {
            print!("{text}> ");
            std::io::stdout().flush()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::keys::Keys;

    #[tokio::test]
    async fn demo_time_goes_on_where_the_talk_left_it() {
        let store = Store::open("sqlite::memory:", Keys::from_root(&[7; 32]))
            .await
            .unwrap();
        let world = world::settle(&store, true).await.unwrap();
        hold(store.clone(), world, None, "hi\n".as_bytes())
            .await
            .unwrap();
        // Noted at the proper end of the talk: neither before it nor a minute ahead of it.
        let (clock, _) = world::clock(&store, world).await.unwrap();
        let passed = clock.now().since(crate::store::demo::DEMO_START);
        assert!(passed < Duration::from_secs(60), "{passed:?}");
    }
}
