//! Tickets: what the QR carries and how it is written (domain reference §3: no personal data in a QR).

use super::id::TicketId;
use super::time::Timestamp;
use data_encoding::BASE32_NOPAD;

/// Length of the Ed25519 signature that follows the claims, in bytes.
pub const SIGNATURE_BYTES: usize = 64;
const PREFIX: &str = "RL1:";
/// Bytes by which a ticket names its trip. With six, the text has 153 characters and fits a QR code of version 6
/// (49 modules with its margin); with more it needs version 7, which decoders miss now and then at 200 pixels.
pub const TRIP_TAG_BYTES: usize = 6;
const CLAIM_BYTES: usize = 16 + TRIP_TAG_BYTES + 1 + 2 + 4;

/// What a ticket states: no name, no number of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The ticket, a 128-bit identifier in hexadecimal.
    pub ticket: TicketId,
    /// The first bytes of the trip's identifier's hash, so that a ticket of another trip is told apart offline.
    /// Only signed tags are compared, so chance alone can make two trips alike: 1 in 2⁴⁸.
    pub trip: [u8; TRIP_TAG_BYTES],
    /// Vehicle within the trip, from 1.
    pub vehicle: u8,
    /// Seat number within the vehicle, from 1.
    pub seat: u16,
    /// Last moment of validity; kept to the minute.
    pub valid_until: Timestamp,
}

/// Why a scanned text is not one of our tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    /// Not in our format at all.
    #[error("not a ticket of this service")]
    Foreign,
    /// Our prefix, but cut off or altered.
    #[error("the ticket is damaged")]
    Damaged,
}

impl Claims {
    /// The bytes that are signed. `None` when the ticket's identifier is not 32 hexadecimal digits.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        let id = data_encoding::HEXLOWER
            .decode(self.ticket.as_str().as_bytes())
            .ok()
            .filter(|id| id.len() == 16)?;
        let minutes = u32::try_from(self.valid_until.millis() / 60_000).ok()?;
        let mut out = id;
        out.extend_from_slice(&self.trip);
        out.push(self.vehicle);
        out.extend_from_slice(&self.seat.to_be_bytes());
        out.extend_from_slice(&minutes.to_be_bytes());
        Some(out)
    }

    fn from_bytes(raw: &[u8]) -> Option<Self> {
        let raw: &[u8; CLAIM_BYTES] = raw.try_into().ok()?;
        let (id, rest) = raw.split_at(16);
        let (trip, rest) = rest.split_at(TRIP_TAG_BYTES);
        let [vehicle, s0, s1, m0, m1, m2, m3] = <[u8; 7]>::try_from(rest).ok()?;
        Some(Self {
            ticket: TicketId::new(data_encoding::HEXLOWER.encode(id)),
            trip: trip.try_into().ok()?,
            vehicle,
            seat: u16::from_be_bytes([s0, s1]),
            valid_until: Timestamp::from_millis(
                i64::from(u32::from_be_bytes([m0, m1, m2, m3])) * 60_000,
            ),
        })
    }
}

/// The text in the QR: prefix, then claims and signature in base32, all within the QR's alphanumeric alphabet.
pub fn encode(claims: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> String {
    format!(
        "{PREFIX}{}",
        BASE32_NOPAD.encode(&[claims, signature.as_slice()].concat())
    )
}

/// Takes a scanned text apart into claims, the signed bytes and the signature, which is **not** checked here.
///
/// # Errors
/// [`TicketError`] when it is not ours or is damaged.
pub fn decode(text: &str) -> Result<(Claims, Vec<u8>, [u8; SIGNATURE_BYTES]), TicketError> {
    let body = text
        .trim()
        .strip_prefix(PREFIX)
        .ok_or(TicketError::Foreign)?;
    let raw = BASE32_NOPAD
        .decode(body.as_bytes())
        .map_err(|_| TicketError::Damaged)?;
    let (signed, signature) = raw
        .split_at_checked(CLAIM_BYTES)
        .ok_or(TicketError::Damaged)?;
    let claims = Claims::from_bytes(signed).ok_or(TicketError::Damaged)?;
    let signature = signature.try_into().map_err(|_| TicketError::Damaged)?;
    Ok((claims, signed.to_vec(), signature))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_encoded_decodes_to_the_same(id: [u8; 16], trip: [u8; TRIP_TAG_BYTES], vehicle: u8, seat: u16, minute: u32, sig: [u8; 32]) {
            let claims = Claims {
                ticket: TicketId::new(data_encoding::HEXLOWER.encode(&id)), trip, vehicle, seat,
                valid_until: Timestamp::from_millis(i64::from(minute) * 60_000),
            };
            let signature: [u8; 64] = [sig, sig].concat().try_into().unwrap();
            let signed = claims.to_bytes().unwrap();
            let text = encode(&signed, &signature);
            prop_assert_eq!(text.len(), 153);
            prop_assert!(text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b':'));
            prop_assert_eq!(decode(&text).unwrap(), (claims, signed, signature));
        }

        #[test]
        fn any_text_is_answered(text in ".*", tail in "[A-Z2-7]{0,200}") {
            let _ = decode(&text);
            let _ = decode(&format!("RL1:{tail}"));
        }
    }
}
