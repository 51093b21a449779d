mod fake_bot_api;
mod telegram;
