//! A notice as its form sends it: what it says, how it goes out, whom it is for; and what is wrong with that.

use super::super::people::Bureau;
use super::super::sent::Sent;
use super::builder::{self, GroupForm};
use super::builder_read::{self, GroupRead};
use super::options::OptionsForm;
use super::refusal::refusal;
use crate::domain::language::Locale;
use crate::domain::notice::{
    Audience, FileInfo, NoticeError, NoticeMessage, NoticeText, check_text,
};
use crate::locale::label::notice::NoticeLabel;
use crate::store::notice::{Notice, NoticeDraft};
use crate::store::{Result, Tx};

/// The form as sent.
#[derive(Debug, Clone)]
pub struct Draft {
    /// A text for each language, blank ones too.
    pub texts: Vec<NoticeText>,
    /// How it goes out.
    pub options: OptionsForm,
    /// Whom it is for.
    pub groups: Vec<GroupForm>,
}

/// A form read through: what it says, and what is wrong with it.
#[derive(Debug)]
pub struct Checked {
    /// A text for each language, blank ones too.
    pub texts: Vec<NoticeText>,
    /// How it goes out, as sent.
    pub options: OptionsForm,
    /// Whom it is for, as far as it is finished.
    pub groups: Vec<GroupRead>,
    /// Its picture or document, as kept.
    pub file: Option<FileInfo>,
    /// What is wrong: the field and why.
    pub errors: Vec<(String, NoticeLabel)>,
}

impl Draft {
    /// A notice that nobody has begun. People may always refuse further ones, unless the author decides otherwise.
    pub fn blank() -> Self {
        Self {
            texts: Locale::ALL.iter().map(|locale| blank(*locale)).collect(),
            options: OptionsForm::blank(),
            groups: builder::of(&Audience::default()),
        }
    }

    /// A draft as stored.
    pub fn of(notice: &Notice) -> Self {
        let text = |locale: &Locale| {
            let found = notice.texts.iter().find(|text| text.locale == *locale);
            found.cloned().unwrap_or_else(|| blank(*locale))
        };
        Self {
            texts: Locale::ALL.iter().map(text).collect(),
            options: OptionsForm::of(&notice.options),
            groups: builder::of(&notice.audience),
        }
    }

    /// The form as it was sent, line ends as the store keeps them.
    pub fn sent(sent: &Sent) -> Self {
        let text = |locale: &Locale| {
            let field = |name: &str| sent.value(&format!("{name}-{locale}")).trim().to_owned();
            NoticeText {
                locale: *locale,
                title: field("title"),
                body: field("body").replace("\r\n", "\n"),
            }
        };
        Self {
            texts: Locale::ALL.iter().map(text).collect(),
            options: OptionsForm::sent(sent),
            groups: builder::sent(sent),
        }
    }

    /// Reads it through.
    ///
    /// # Errors
    /// [`crate::store::StoreError`].
    pub async fn check(self, desk: &Bureau, tx: &mut Tx) -> Result<Checked> {
        let mut errors: Vec<_> = self.texts.iter().filter_map(text_error).collect();
        errors.extend(self.options.errors());
        Ok(Checked {
            groups: builder_read::read(desk, tx, self.groups).await?,
            texts: self.texts,
            options: self.options,
            file: None,
            errors,
        })
    }
}

impl Checked {
    /// The error of a field.
    pub fn error(&self, field: &str) -> Option<NoticeLabel> {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map(|(_, label)| label.clone())
    }

    /// The audience, once every condition is finished.
    pub fn audience(&self) -> Option<Audience> {
        builder_read::audience(&self.groups)
    }

    /// The texts that say something.
    pub fn written(&self) -> Vec<NoticeText> {
        let says = |text: &&NoticeText| !text.body.is_empty() || !text.title.is_empty();
        self.texts.iter().filter(says).cloned().collect()
    }

    /// What its readers will see, as far as that is right.
    pub fn message(&self) -> NoticeMessage {
        NoticeMessage {
            texts: self.written(),
            options: self.options.read().unwrap_or_default(),
            file: self.file.clone(),
        }
    }

    /// What is to be saved; `None` while something is wrong with it.
    pub fn content(&self) -> Option<NoticeDraft> {
        let audience = self.audience().filter(|_| self.errors.is_empty())?;
        Some(NoticeDraft {
            audience,
            texts: self.written(),
            options: self.options.read()?,
        })
    }
}

fn blank(locale: Locale) -> NoticeText {
    NoticeText {
        locale,
        title: String::new(),
        body: String::new(),
    }
}

/// What is wrong with a text: its field and why.
fn text_error(text: &NoticeText) -> Option<(String, NoticeLabel)> {
    let blank = text.body.is_empty() && text.title.is_empty();
    if blank && text.locale != Locale::ZhHans {
        return None;
    }
    let error = check_text(text).err()?;
    let (field, label) = match &error {
        NoticeError::NoText | NoticeError::EmptyText(_) => ("body", NoticeLabel::TextNeeded),
        NoticeError::TitleTooLong { .. } => ("title", refusal(&error)),
        NoticeError::TooLong { .. }
        | NoticeError::Letter { .. }
        | NoticeError::OwnNotice
        | NoticeError::State(_)
        | NoticeError::Past
        | NoticeError::ReadMoreNeedsAddress
        | NoticeError::BadAddress(_)
        | NoticeError::ButtonTwice(_)
        | NoticeError::File(_) => ("body", refusal(&error)),
    };
    Some((format!("{field}-{}", text.locale), label))
}
