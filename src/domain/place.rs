use serde::{Deserialize, Serialize};
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PlaceCode(u32);
impl PlaceCode {
    pub fn contains(self, other: PlaceCode) -> bool {
        self == other
    }
}
