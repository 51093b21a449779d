//! A table of employers: the columns of its template, found by their headings; what a cell means is for others to say.

use super::table::TableColumn;
use crate::domain::words;

/// Most employers of one table.
pub const MAX_EMPLOYERS: usize = 2_000;

words! {
    /// What a column of a table of employers holds.
    EmployerColumn {
        /// Registered name.
        Name => "name",
        /// District whose bureau looks after it.
        District => "district",
        /// Zone tag.
        Zone => "zone",
        /// Whether it is listed for the charter trains.
        Listed => "listed",
        /// First day of the listing.
        From => "from",
        /// Last day of the listing.
        Through => "through",
        /// Somebody to call.
        Contact => "contact",
        /// What they do there.
        ContactRole => "contact_role",
        /// Their number.
        ContactPhone => "contact_phone",
        /// The helper of the county.
        County => "county",
        /// Their number.
        CountyPhone => "county_phone",
        /// The helper of the township.
        Township => "township",
        /// Their number.
        TownshipPhone => "township_phone",
        /// The helper of the neighbourhood grid.
        Grid => "grid",
        /// Their number.
        GridPhone => "grid_phone",
    }
}

impl TableColumn for EmployerColumn {
    const COLUMNS: &'static [Self] = Self::ALL;
    const NEEDED: &'static [Self] = &[Self::Name, Self::District];
    const MOST: usize = MAX_EMPLOYERS;

    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Name => &[
                "企业名称",
                "企業名稱",
                "单位名称",
                "單位名稱",
                "企业",
                "企業",
                "employer",
                "name",
            ],
            Self::District => &["区县", "區縣", "县市区", "縣市區", "district"],
            Self::Zone => &["园区", "園區", "产业集聚区", "產業集聚區", "zone"],
            Self::Listed => &["名单企业", "名單企業", "白名单", "白名單", "listed"],
            Self::From => &["名单起始日", "名單起始日", "起始日", "listedfrom"],
            Self::Through => &["名单截止日", "名單截止日", "截止日", "listedthrough"],
            Self::Contact => &["联系人", "聯繫人", "聯絡人", "contact"],
            Self::ContactRole => &["联系人职务", "聯繫人職務", "职务", "職務", "contactrole"],
            Self::ContactPhone => &[
                "联系人电话",
                "聯繫人電話",
                "联系电话",
                "聯繫電話",
                "contactphone",
            ],
            Self::County => &["县级干部", "縣級幹部", "countyofficer"],
            Self::CountyPhone => &["县级干部电话", "縣級幹部電話", "countyofficerphone"],
            Self::Township => &["乡镇领导", "鄉鎮領導", "townshipleader"],
            Self::TownshipPhone => &["乡镇领导电话", "鄉鎮領導電話", "townshipleaderphone"],
            Self::Grid => &["网格员", "網格員", "gridmember"],
            Self::GridPhone => &["网格员电话", "網格員電話", "gridmemberphone"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::header::fold;
    use crate::sheet::table;

    #[test]
    fn no_word_names_two_columns_and_every_word_is_folded() {
        let mut seen = std::collections::HashMap::new();
        for column in EmployerColumn::ALL {
            for word in column.headings() {
                assert_eq!(seen.insert(*word, column), None, "{word}");
                assert_eq!(fold(word), *word);
                assert_eq!(EmployerColumn::of(word), Some(*column));
            }
        }
    }

    #[test]
    fn headings_stand_in_any_order_in_either_language_below_a_title() {
        let text = "Employers of Wenzhou\nListed,District,Contact phone,Employer\nyes,Lucheng,15400000001,示例企业\n\n";
        let mut sheet = crate::sheet::read("a.csv", text.as_bytes().to_vec()).unwrap();
        let read = table::<EmployerColumn>(&mut sheet).unwrap().unwrap();
        assert_eq!(read.rows.len(), 1);
        assert_eq!((read.rows[0].number, read.rows[0].cells.len()), (3, 4));
        assert!(read.columns.contains(&(EmployerColumn::Name, 3)));
        let mut other = crate::sheet::read("a.csv", b"name,mobile\na,1\n".to_vec()).unwrap();
        assert_eq!(table::<EmployerColumn>(&mut other).unwrap(), None);
    }
}
