//! Which column holds what: by the words of its heading, wherever among the first rows they stand.

use super::Row;
use crate::domain::words;

/// The heading is looked for in so many rows that are not blank; above it may stand titles and notes.
pub const HEADER_WITHIN: usize = 10;

words! {
    /// What a column of a list of people holds.
    Column {
        /// Running number.
        Number => "number",
        /// The person's name.
        Name => "name",
        /// Resident ID number.
        ResidentId => "resident_id",
        /// Mobile number.
        Mobile => "mobile",
        /// Where they come from.
        Origin => "origin",
        /// The firm.
        Employer => "employer",
        /// Their work there.
        Job => "job",
        /// How they travel.
        Mode => "mode",
        /// Remarks.
        Remark => "remark",
    }
}

impl Column {
    /// Words that such a column is headed by, the usual Chinese one first, the English one last; folded.
    pub const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Number => &["序号", "序號", "编号", "編號", "no", "number"],
            Self::Name => &[
                "姓名",
                "名字",
                "员工姓名",
                "員工姓名",
                "人员姓名",
                "人員姓名",
                "员工",
                "員工",
                "fullname",
                "name",
            ],
            Self::ResidentId => &[
                "身份证号",
                "身份證號",
                "身份证号码",
                "身份證號碼",
                "身份证",
                "身份證",
                "身份号码",
                "身份號碼",
                "公民身份号码",
                "公民身份號碼",
                "居民身份证号码",
                "证件号码",
                "證件號碼",
                "证件号",
                "證件號",
                "idnumber",
                "idcard",
                "idno",
                "id",
                "residentid",
            ],
            Self::Mobile => &[
                "手机号",
                "手機號",
                "手机号码",
                "手機號碼",
                "手机",
                "手機",
                "联系电话",
                "聯繫電話",
                "联系方式",
                "聯繫方式",
                "电话",
                "電話",
                "电话号码",
                "電話號碼",
                "本人电话",
                "本人電話",
                "联系手机",
                "移动电话",
                "phone",
                "telephone",
                "tel",
                "cell",
                "phonenumber",
                "mobilephone",
                "mobilenumber",
                "mobile",
            ],
            Self::Origin => &[
                "来源地",
                "來源地",
                "户籍地",
                "戶籍地",
                "户籍",
                "戶籍",
                "籍贯",
                "籍貫",
                "户籍所在地",
                "现居住地",
                "出发地",
                "hometown",
                "from",
                "origin",
            ],
            Self::Employer => &[
                "企业名称",
                "企業名稱",
                "单位名称",
                "單位名稱",
                "用工企业",
                "用工企業",
                "工作单位",
                "企业",
                "企業",
                "单位",
                "單位",
                "公司",
                "公司名称",
                "company",
                "firm",
                "employer",
            ],
            Self::Job => &[
                "岗位", "崗位", "工种", "工種", "职务", "職務", "职位", "position", "post", "job",
            ],
            Self::Mode => &[
                "乘车方式",
                "乘車方式",
                "返岗方式",
                "返崗方式",
                "交通方式",
                "出行方式",
                "travel",
                "transport",
                "mode",
            ],
            Self::Remark => &[
                "备注", "備註", "说明", "說明", "note", "notes", "remarks", "remark",
            ],
        }
    }

    /// The column that a heading names: `手机号码（必填）*`, `Mobile no.` and `联系 电话1` are all found.
    pub fn of(heading: &str) -> Option<Self> {
        let folded = fold(heading);
        let bare = folded.trim_end_matches(|ch: char| ch.is_ascii_digit());
        let is_named = |column: &Self| column.headings().contains(&bare);
        let found = Self::ALL.iter().copied().find(is_named);
        // "Mobile no." and "ID no." say the number's kind first.
        found.or_else(|| {
            let kind = bare.strip_suffix("no")?;
            Self::ALL
                .iter()
                .copied()
                .find(|column| column.headings().contains(&kind))
        })
    }
}

/// Where each column is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// Row of the headings, as a spreadsheet program counts; `None` where the columns were told by what is in them.
    pub header_row: Option<u32>,
    found: Vec<(Column, usize)>,
}

impl Columns {
    /// The column, from 0, that holds this; the leftmost where several do.
    pub fn at(&self, column: Column) -> Option<usize> {
        let same = self.found.iter().filter(|(found, _)| *found == column);
        same.map(|(_, at)| *at).min()
    }

    /// Every column that was recognised, from left to right.
    pub fn iter(&self) -> impl Iterator<Item = (Column, usize)> + '_ {
        self.found.iter().copied()
    }

    /// Columns told by something else than headings.
    pub(super) fn by_content(found: Vec<(Column, usize)>) -> Self {
        Self {
            header_row: None,
            found,
        }
    }

    /// What a row names, if it is a row of headings.
    fn named_by(row: &Row) -> Self {
        let cells = row.cells().iter().enumerate();
        let named = cells.filter_map(|(at, heading)| Some((Column::of(heading)?, at)));
        Self {
            header_row: Some(row.number),
            found: named.collect(),
        }
    }

    fn kinds(&self) -> usize {
        let is_first = |(n, (column, _)): &(usize, &(Column, usize))| {
            self.found[..*n]
                .iter()
                .all(|(earlier, _)| earlier != column)
        };
        self.found.iter().enumerate().filter(is_first).count()
    }
}

/// Finds the headings among the first rows: the row that names most columns, of which one must be `wanted`; of
/// several the first. Gives its place among the rows as well.
pub fn find_header(rows: &[Row], wanted: &[Column]) -> Option<(usize, Columns)> {
    let mut best: Option<(usize, Columns)> = None;
    for (at, row) in rows.iter().take(HEADER_WITHIN).enumerate() {
        let named = Columns::named_by(row);
        let is_header = wanted.iter().any(|column| named.at(*column).is_some());
        let more = best
            .as_ref()
            .is_none_or(|(_, best)| named.kinds() > best.kinds());
        if is_header && more {
            best = Some((at, named));
        }
    }
    best
}

/// Without spaces, punctuation and what stands in brackets; lower case.
pub(super) fn fold(heading: &str) -> String {
    let mut depth = 0_u32;
    let mut folded = String::new();
    for ch in heading.chars() {
        match ch {
            '(' | '[' | '【' | '〔' | '<' | '《' => depth += 1,
            ')' | ']' | '】' | '〕' | '>' | '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 && ch.is_alphanumeric() => folded.extend(ch.to_lowercase()),
            _ => {}
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> Row {
        Row::new(
            number,
            cells.iter().map(|cell| (*cell).to_owned()).collect(),
        )
    }

    #[test]
    fn headings_are_recognised_however_they_are_dressed() {
        for (heading, column) in [
            ("手机号码(必填)*", Some(Column::Mobile)),
            ("联系 电话1", Some(Column::Mobile)),
            ("Mobile No.", Some(Column::Mobile)),
            ("身份证\n号码", Some(Column::ResidentId)),
            ("ID", Some(Column::ResidentId)),
            ("Resident ID", Some(Column::ResidentId)),
            ("姓  名", Some(Column::Name)),
            ("【备注】备注", Some(Column::Remark)),
            ("No.", Some(Column::Number)),
            ("2020年返岗人员手机号名单", None),
            ("紧急联系人电话", None),
            ("张三", None),
            ("15400000001", None),
            ("", None),
        ] {
            assert_eq!(Column::of(heading), column, "{heading}");
        }
    }

    #[test]
    fn no_word_names_two_columns_and_every_word_is_folded() {
        let mut seen = std::collections::HashMap::new();
        for column in Column::ALL {
            for word in column.headings() {
                assert_eq!(seen.insert(*word, column), None, "{word}");
                assert_eq!(fold(word), *word);
                assert_eq!(Column::of(word), Some(*column));
            }
        }
    }

    #[test]
    fn the_row_that_names_most_is_the_header() {
        let rows = [
            row(1, &["返岗人员花名册"]),
            row(3, &["联系电话", "0577-1"]),
            row(4, &["序号", "姓名", "", "手机号", "手机号"]),
            row(5, &["1", "张三", "", "15400000001"]),
        ];
        let (at, columns) = find_header(&rows, &[Column::Mobile]).unwrap();
        assert_eq!((at, columns.header_row), (2, Some(4)));
        assert_eq!(columns.at(Column::Mobile), Some(3));
        assert_eq!(columns.at(Column::ResidentId), None);
        assert_eq!(columns.iter().count(), 4);
        assert_eq!(find_header(&rows[3..], &[Column::Mobile]), None);
        assert_eq!(find_header(&rows, &[Column::Employer]), None);
    }
}
