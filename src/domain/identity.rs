#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidentId(String);
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mobile(String);
