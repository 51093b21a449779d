//! The fields of what somebody may do: role, and county or firm where the role has one.

use super::super::lookup::{self, Found, Match};
use super::super::parts::{Field, described_by, field_error};
use super::super::people::Desk;
use super::super::plan::districts;
use super::super::sent::Sent;
use super::super::show::{place, role as role_name};
use crate::domain::id::EmployerId;
use crate::domain::place::PlaceCode;
use crate::domain::staff::Role;
use crate::locale::label::account::AccountLabel as Say;
use crate::store::account::{Account, Standing};
use crate::store::{Result, Tx};
use maud::{Markup, html};

/// What was typed.
#[derive(Debug, Default)]
pub struct Typed {
    /// Role.
    pub role: String,
    /// Code of a county.
    pub district: String,
    /// A firm's name, or something like it.
    pub firm: String,
    /// Identifier of the firm that was picked.
    pub picked: String,
    /// What stood in the field when it was picked.
    pub offered: String,
}

/// What is wrong with it, and firms to pick from.
#[derive(Debug, Default)]
pub struct Wrong {
    role: Option<Say>,
    firm: Option<Say>,
    firms: Vec<Match>,
}

impl Typed {
    /// As sent.
    pub fn sent(sent: &Sent) -> Self {
        let value = |name: &str| sent.value(name).trim().to_owned();
        Self {
            role: value("role"),
            district: value("district"),
            firm: value("firm"),
            picked: value("picked"),
            offered: value("offered"),
        }
    }

    /// As an account has it.
    pub fn of(account: &Account) -> Self {
        let district = account.staff.district;
        Self {
            role: account.staff.role.to_string(),
            district: district.map(|code| code.to_string()).unwrap_or_default(),
            firm: account.firm.clone().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// What it means. A county is for clerks and a firm for HR; of other roles what stands there is left alone.
    pub async fn read(&self, tx: &mut Tx) -> Result<std::result::Result<Standing, Wrong>> {
        let Some(role) = Role::parse(&self.role) else {
            return Ok(Err(Wrong {
                role: Some(Say::RoleMissing),
                ..Wrong::default()
            }));
        };
        let mut standing = Standing {
            role,
            employer: None,
            district: None,
        };
        match role {
            Role::Admin | Role::Crew => {}
            Role::Clerk => {
                let code = PlaceCode::parse(&self.district).ok();
                standing.district = code.filter(|code| districts().contains(code));
            }
            Role::Hr => match self.read_firm(tx).await? {
                Ok(firm) => standing.employer = Some(firm),
                Err(wrong) => return Ok(Err(wrong)),
            },
        }
        Ok(Ok(standing))
    }

    async fn read_firm(&self, tx: &mut Tx) -> Result<std::result::Result<EmployerId, Wrong>> {
        if !self.picked.is_empty() && self.offered == self.firm {
            let picked = tx.employer(&EmployerId::new(self.picked.clone())).await?;
            if let Some(firm) = picked {
                return Ok(Ok(firm.id));
            }
        }
        let (firm, firms) = match lookup::employer(tx, &self.firm).await? {
            Found::One(firm) => return Ok(Ok(EmployerId::new(firm.key))),
            Found::Blank => (Say::FirmMissing, Vec::new()),
            Found::Nothing => (Say::FirmUnknown, Vec::new()),
            Found::Several(firms) => (Say::FirmSeveral, firms),
        };
        Ok(Err(Wrong {
            firm: Some(firm),
            firms,
            ..Wrong::default()
        }))
    }

    /// The fields.
    pub fn draw(&self, desk: &Desk, wrong: &Wrong) -> Markup {
        html! {
            (self.role_field(desk, wrong))
            div.field {
                label for="district" { (desk.t(Say::FieldDistrict)) }
                select #district name="district" aria-describedby="district-hint" {
                    option value="" { (desk.t(Say::EveryDistrict)) }
                    @for code in districts() {
                        option value=(code) selected[self.district == code.to_string()] { (place(desk, code)) }
                    }
                }
                p.hint #district-hint { (desk.t(Say::DistrictHint)) }
            }
            (Field::text("firm", desk.t(Say::FieldFirm)).value(&self.firm).hint(desk.t(Say::FirmHint))
                .autocomplete("off").error(wrong.firm.clone().map(|label| desk.t(label))).draw())
            @if !wrong.firms.is_empty() {
                fieldset.choices {
                    legend { (desk.t(Say::FirmSeveral)) }
                    input type="hidden" name="offered" value=(self.firm);
                    @for firm in &wrong.firms {
                        label { input type="radio" name="picked" value=(firm.key); " " (firm.name) }
                    }
                }
            }
        }
    }

    fn role_field(&self, desk: &Desk, wrong: &Wrong) -> Markup {
        let bad = wrong.role.is_some();
        html! {
            div.field {
                label for="role" { (desk.t(Say::FieldRole)) }
                @if let Some(error) = &wrong.role { (field_error("role", &desk.t(error.clone()))) }
                select #role name="role" required aria-describedby=[described_by("role", false, bad)]
                    aria-invalid=[bad.then_some("true")] {
                    option value="" { (desk.t(Say::Choose)) }
                    @for role in Role::ALL {
                        option value=(role) selected[self.role == role.as_str()] { (desk.t(role_name(*role))) }
                    }
                }
            }
        }
    }
}
