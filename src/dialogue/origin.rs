//! Origin: province → city → county by buttons, or typed in any of the usual ways.

use super::state::Stage;
use super::{MAX_CHOICES, Turn};
use crate::domain::place::{Gazetteer, Level, PlaceCode, Quality, SOURCE_PROVINCES};
use crate::locale::message::Message;

/// Matches offered for a typed place.
const MATCHES: usize = MAX_CHOICES;

impl Turn<'_> {
    /// A place chosen by a button: narrows down, or settles at a county.
    pub(super) fn place(&mut self, place: PlaceCode) {
        let by_typing = matches!(self.session.stage, Stage::OriginMatches { .. });
        if !by_typing && !matches!(self.session.stage, Stage::Origin { .. }) {
            return self.again(Message::StaleButton);
        }
        let has_parts = !Gazetteer::builtin().children(place).is_empty();
        // Who typed a city and picked it from the matches has said enough; a bare province has not.
        if has_parts && (!by_typing || place.level() == Level::Province) {
            self.goto(Stage::Origin {
                within: Some(place),
                page: 0,
            });
        } else {
            self.settle_origin(place);
        }
    }

    pub(super) fn place_enough(&mut self) {
        let Stage::Origin {
            within: Some(place),
            ..
        } = self.session.stage
        else {
            return self.again(Message::StaleButton);
        };
        self.settle_origin(place);
    }

    pub(super) fn place_typed(&mut self, text: &str) {
        let hits = Gazetteer::builtin().search(text, MATCHES + 1);
        let exact: Vec<_> = hits
            .iter()
            .filter(|hit| hit.quality == Quality::Exact)
            .map(|hit| hit.place.code)
            .collect();
        match (exact.as_slice(), hits.as_slice()) {
            ([], []) => self.again(Message::PlaceUnknown {
                text: shortened(text),
            }),
            ([only], _) => self.place_found(*only),
            ([], [only]) if only.quality != Quality::Fuzzy => self.place_found(only.place.code),
            _ => {
                let found = hits
                    .iter()
                    .take(MATCHES)
                    .map(|hit| hit.place.code)
                    .collect();
                self.goto(Stage::OriginMatches { found });
            }
        }
    }

    fn place_found(&mut self, place: PlaceCode) {
        if place.level() == Level::Province {
            self.goto(Stage::Origin {
                within: Some(place),
                page: 0,
            });
        } else {
            self.settle_origin(place);
        }
    }

    fn settle_origin(&mut self, place: PlaceCode) {
        self.note(Message::OriginIs { place });
        self.session.answers.origin = Some(place);
        self.session.answers.trip = None;
        self.advance();
    }
}

/// What the buttons of an origin question offer: the source provinces first (bulletin P17), then the others.
pub(super) fn options(within: Option<PlaceCode>) -> Vec<PlaceCode> {
    let gazetteer = Gazetteer::builtin();
    match within {
        Some(place) => gazetteer.children(place).iter().map(|p| p.code).collect(),
        None => {
            let first: Vec<PlaceCode> = SOURCE_PROVINCES
                .iter()
                .filter_map(|code| PlaceCode::parse(code).ok())
                .collect();
            let others = gazetteer
                .provinces()
                .into_iter()
                .map(|p| p.code)
                .filter(|code| !first.contains(code));
            first.iter().copied().chain(others).collect()
        }
    }
}

/// A worker's text repeated back, cut where it gets long.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 20;
    if text.chars().count() <= MOST {
        text.to_owned()
    } else {
        text.chars().take(MOST).chain(['…']).collect()
    }
}
