//! A row of a table of employers, carried out: an employer entered or changed, somebody to call, the helpers. To look at
//! a file its rows are carried out too and then taken back, so that the look tells what the acceptance will do.

use super::fields::Fields;
use crate::console::fault::Fault;
use crate::console::lookup::{self, Found, Match};
use crate::console::people::Bureau;
use crate::domain::employer::{
    Employer, EmployerDraft, HelperDuty, Listing, Phone, clean_short, name_key,
};
use crate::domain::id::EmployerId;
use crate::domain::place::PlaceCode;
use crate::locale::label::employer::EmployerLabel;
use crate::sheet::{EmployerColumn, TableRow};
use crate::store::Tx;
use crate::store::employer::{EmployerError, MAX_CONTACTS, NewHelper, PeopleError};
use std::collections::{HashMap, HashSet};

/// A row of the file, as the page carries it until it is accepted.
pub type Carried = TableRow<EmployerColumn>;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An employer that was not there.
    New,
    /// One that was, and is different now.
    Changed,
    /// One that was as the row says.
    Same,
}

/// What is wrong with a row, by column.
pub type Wrong = Vec<(EmployerColumn, EmployerLabel)>;

type Outcome<T> = Result<T, Wrong>;

/// A file being carried out.
pub struct Work<'a> {
    desk: &'a Bureau,
    tx: &'a mut Tx,
    /// Columns that the file has.
    columns: HashSet<EmployerColumn>,
    /// Districts of the city, whoever looks after them.
    all: Vec<PlaceCode>,
    own: Vec<PlaceCode>,
    /// Employers that are there, by the key of their name.
    known: HashMap<String, Employer>,
    seen: HashSet<String>,
}

fn only<T>(column: EmployerColumn, label: EmployerLabel) -> Outcome<T> {
    Err(vec![(column, label)])
}

impl<'a> Work<'a> {
    /// Begins.
    pub async fn new(
        desk: &'a Bureau,
        tx: &'a mut Tx,
        columns: &[(EmployerColumn, usize)],
    ) -> Result<Self, Fault> {
        let all = tx.employer_summaries(None).await?;
        let known = all
            .into_iter()
            .map(|one| (name_key(&one.employer.name), one.employer));
        Ok(Self {
            known: known.collect(),
            columns: columns.iter().map(|(column, _)| *column).collect(),
            all: super::fields::city(),
            own: super::fields::districts(desk),
            seen: HashSet::new(),
            desk,
            tx,
        })
    }

    /// Carries a row out, or says what is wrong with it.
    pub async fn row(&mut self, row: &Carried) -> Result<Outcome<What>, Fault> {
        let name = row.get(EmployerColumn::Name);
        let key = name_key(name);
        if !key.is_empty() && !self.seen.insert(key.clone()) {
            return Ok(only(EmployerColumn::Name, EmployerLabel::FileTwice));
        }
        let was = self.known.get(&key).cloned();
        if let Some(was) = &was
            && !self.own.contains(&was.district)
        {
            return Ok(only(EmployerColumn::Name, EmployerLabel::FileOther));
        }
        let draft = match self.draft(row, was.as_ref()) {
            Ok(draft) => draft,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let (id, mut what) = match self.employer(was.as_ref(), &draft).await? {
            Ok(kept) => kept,
            Err(wrong) => return Ok(Err(wrong)),
        };
        for step in [self.contact(&id, row).await?, self.helpers(&id, row).await?] {
            match step {
                Ok(true) if what == What::Same => what = What::Changed,
                Ok(_) => {}
                Err(wrong) => return Ok(Err(wrong)),
            }
        }
        Ok(Ok(what))
    }

    /// The employer as the row has it; what a known one has in columns that the file lacks stays.
    fn draft(&self, row: &Carried, was: Option<&Employer>) -> Outcome<EmployerDraft> {
        let mut fields = was.map(Fields::of).unwrap_or_default();
        let mut wrong = Wrong::new();
        if was.is_none() {
            fields.name = row.get(EmployerColumn::Name).to_owned();
        }
        match self.district(row.get(EmployerColumn::District)) {
            Ok(code) => fields.district = code.to_string(),
            Err(label) => wrong.push((EmployerColumn::District, label)),
        }
        match flag(row.get(EmployerColumn::Listed)) {
            Some(listed) => fields.listed = listed.unwrap_or(fields.listed),
            None => wrong.push((EmployerColumn::Listed, EmployerLabel::FileFlag)),
        }
        for (column, field) in [
            (EmployerColumn::Zone, &mut fields.zone),
            (EmployerColumn::From, &mut fields.from),
            (EmployerColumn::Through, &mut fields.through),
        ] {
            if self.columns.contains(&column) {
                row.get(column).clone_into(field);
            }
        }
        match fields.read(&self.own) {
            Ok(draft) if wrong.is_empty() => Ok(draft),
            Ok(_) => Err(wrong),
            Err(errors) => {
                for (field, label) in errors {
                    let column = column_of(field);
                    if wrong.iter().all(|(other, _)| *other != column) {
                        wrong.push((column, label));
                    }
                }
                wrong.sort_by_key(|(column, _)| *column);
                Err(wrong)
            }
        }
    }

    /// A district of the city, however it is called, that is this person's.
    fn district(&self, text: &str) -> Result<PlaceCode, EmployerLabel> {
        let here = |one: &Match| {
            let code = PlaceCode::parse(&one.key).ok();
            code.filter(|code| self.all.contains(code))
        };
        let mut found: Vec<PlaceCode> = match lookup::place(self.desk, text) {
            Found::One(one) => here(&one).into_iter().collect(),
            Found::Several(several) => several.iter().filter_map(here).collect(),
            Found::Blank | Found::Nothing => Vec::new(),
        };
        match (found.pop(), found.pop()) {
            (Some(code), None) if self.own.contains(&code) => Ok(code),
            (Some(_), None) => Err(EmployerLabel::FileOther),
            (None | Some(_), _) => Err(EmployerLabel::DistrictWrong),
        }
    }

    async fn employer(
        &mut self,
        was: Option<&Employer>,
        draft: &EmployerDraft,
    ) -> Result<Outcome<(EmployerId, What)>, Fault> {
        let (me, now) = (&self.desk.staff.id, self.desk.now());
        let kept = match was {
            None => {
                let source = format!("file {}", self.desk.staff.login);
                let entered = self.tx.enter_employer(draft, &source, me, now).await;
                entered.map(|id| (id, What::New))
            }
            Some(was) if same(was, draft) => Ok((was.id.clone(), What::Same)),
            Some(was) => {
                let edit = self.tx.employer_edit(&was.id).await?;
                let version = edit.ok_or(Fault::NotFound)?.version;
                let changed = self
                    .tx
                    .change_employer(&was.id, version, draft, me, now)
                    .await;
                changed.map(|()| (was.id.clone(), What::Changed))
            }
        };
        match kept {
            Ok(kept) => Ok(Ok(kept)),
            Err(EmployerError::Store(error)) => Err(error.into()),
            Err(EmployerError::NameTaken(name)) => Ok(only(
                EmployerColumn::Name,
                EmployerLabel::NameTaken { name },
            )),
            Err(EmployerError::Changed | EmployerError::NoEmployer) => {
                Ok(only(EmployerColumn::Name, EmployerLabel::Changed))
            }
        }
    }

    /// Somebody to call: found by their number, else added. A masked number, as our own tables have it, says nothing.
    async fn contact(&mut self, id: &EmployerId, row: &Carried) -> Result<Outcome<bool>, Fault> {
        let (name, number) = (
            row.get(EmployerColumn::Contact),
            row.get(EmployerColumn::ContactPhone),
        );
        if (name.is_empty() && number.is_empty()) || number.contains('*') {
            return Ok(Ok(false));
        }
        let Some(name) = clean_short(name) else {
            return Ok(only(EmployerColumn::Contact, EmployerLabel::PersonWrong));
        };
        let Some(phone) = Phone::parse(number) else {
            return Ok(only(
                EmployerColumn::ContactPhone,
                EmployerLabel::PhoneWrong,
            ));
        };
        let role = match row.get(EmployerColumn::ContactRole) {
            "" => self.desk.t(EmployerLabel::Contact),
            role => match clean_short(role) {
                Some(role) => role,
                None => return Ok(only(EmployerColumn::ContactRole, EmployerLabel::RoleWrong)),
            },
        };
        let (store, me, now) = (self.desk.store(), &self.desk.staff.id, self.desk.now());
        let known = self.tx.contact_with_phone(store, id, &phone).await?;
        let kept = match known {
            Some(known) if known.name == name && known.role == role => return Ok(Ok(false)),
            Some(known) => {
                let what = (name.as_str(), role.as_str(), None);
                self.tx
                    .change_contact(store, (id, &known.id), what, me, now)
                    .await
            }
            None => {
                let what = (name.as_str(), role.as_str(), &phone);
                self.tx
                    .add_contact(store, id, what, me, now)
                    .await
                    .map(|_| ())
            }
        };
        match kept {
            Ok(()) => Ok(Ok(true)),
            Err(error) => people_error(error).map(Err),
        }
    }

    /// The helpers that the row names; those of other duties stay.
    async fn helpers(&mut self, id: &EmployerId, row: &Carried) -> Result<Outcome<bool>, Fault> {
        let mut named = Vec::new();
        for duty in HelperDuty::ALL {
            let (name, phone) = columns_of(*duty);
            let (text, number) = (row.get(name), row.get(phone));
            if text.is_empty() && number.is_empty() {
                continue;
            }
            let Some(text) = clean_short(text) else {
                return Ok(only(name, EmployerLabel::PersonWrong));
            };
            let read = Phone::parse(number);
            if read.is_none() && !number.is_empty() && !number.contains('*') {
                return Ok(only(phone, EmployerLabel::PhoneWrong));
            }
            named.push(NewHelper {
                duty: *duty,
                name: text,
                phone: read,
            });
        }
        if named.is_empty() {
            return Ok(Ok(false));
        }
        for known in self.tx.helpers(id).await? {
            if named.iter().all(|helper| helper.duty != known.duty) {
                named.push(NewHelper {
                    duty: known.duty,
                    name: known.name,
                    phone: None,
                });
            }
        }
        let (store, me, now) = (self.desk.store(), &self.desk.staff.id, self.desk.now());
        match self.tx.set_helpers(store, id, &named, me, now).await {
            Ok(changed) => Ok(Ok(changed)),
            Err(error) => people_error(error).map(Err),
        }
    }
}

fn people_error(error: PeopleError) -> Result<Wrong, Fault> {
    Ok(match error {
        PeopleError::Store(error) => return Err(error.into()),
        PeopleError::Nobody => return Err(Fault::NotFound),
        PeopleError::PhoneTaken => vec![(EmployerColumn::ContactPhone, EmployerLabel::PhoneTaken)],
        PeopleError::TooMany => {
            let label = EmployerLabel::ContactsMost { most: MAX_CONTACTS };
            vec![(EmployerColumn::Contact, label)]
        }
        PeopleError::Twice(duty) => vec![(columns_of(duty).0, EmployerLabel::HelperTwice)],
        PeopleError::NoPhone(duty) => vec![(columns_of(duty).1, EmployerLabel::PhoneWrong)],
    })
}

/// Name and number of a helper.
const fn columns_of(duty: HelperDuty) -> (EmployerColumn, EmployerColumn) {
    match duty {
        HelperDuty::CountyOfficer => (EmployerColumn::County, EmployerColumn::CountyPhone),
        HelperDuty::TownshipLeader => (EmployerColumn::Township, EmployerColumn::TownshipPhone),
        HelperDuty::GridMember => (EmployerColumn::Grid, EmployerColumn::GridPhone),
    }
}

/// The column that a field of the form comes from.
fn column_of(field: &str) -> EmployerColumn {
    match field {
        "district" => EmployerColumn::District,
        "zone" => EmployerColumn::Zone,
        "from" => EmployerColumn::From,
        "through" => EmployerColumn::Through,
        _ => EmployerColumn::Name,
    }
}

fn same(was: &Employer, draft: &EmployerDraft) -> bool {
    // A listing without an end is the same however it was entered.
    let days = |listing: Listing| (listing == Listing::No, listing.days());
    was.name == draft.name
        && was.district == draft.district
        && was.zone == draft.zone
        && days(was.listing) == days(draft.listing)
}

/// Yes or no; nothing says nothing. None for anything else.
fn flag(text: &str) -> Option<Option<bool>> {
    match text.to_lowercase().as_str() {
        "" => Some(None),
        "是" | "有" | "yes" | "y" | "true" | "1" | "✓" | "√" => Some(Some(true)),
        "否" | "无" | "無" | "不" | "no" | "n" | "false" | "0" => Some(Some(false)),
        _ => None,
    }
}
