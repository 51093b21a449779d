//! A table of trips: the columns of its template, found by their headings; what a cell means is for others to say.

use super::table::TableColumn;
use crate::domain::words;

/// Most trips of one table.
pub const MAX_TRIPS: usize = 300;

words! {
    /// What a column of a table of trips holds.
    TripColumn {
        /// Short code; may be empty.
        Code => "code",
        /// Coach or train.
        Mode => "mode",
        /// Where it returns to.
        Destination => "destination",
        /// Where it picks up, parted by semicolons.
        Stops => "stops",
        /// When it leaves each stop, parted by semicolons.
        Times => "times",
        /// Where people meet at each stop, parted by semicolons.
        Meeting => "meeting",
        /// Coaches with 40 seats.
        Coach40 => "coach_40",
        /// Coaches with 44 seats.
        Coach44 => "coach_44",
        /// Coaches with 49 seats.
        Coach49 => "coach_49",
        /// Trains with 900 seats.
        Train900 => "train_900",
        /// Whether neighbours are kept apart.
        Spaced => "spaced",
        /// Seats the crew takes in each vehicle.
        CrewSeats => "crew_seats",
        /// Fare in yuan.
        Fare => "fare",
        /// Whether a certificate is asked for.
        Certificate => "certificate",
        /// Whether a listed employer is asked for.
        Listed => "listed",
        /// Whether HR's confirmation is asked for.
        Roster => "roster",
        /// Hours for which the health code counts.
        CodeHours => "code_hours",
        /// Highest temperature that boards.
        Hottest => "hottest",
        /// Districts whose employers are served.
        Districts => "districts",
        /// Zones served besides.
        Zones => "zones",
        /// Areas from which nobody boards.
        Blocked => "blocked",
        /// Drivers of each vehicle.
        Drivers => "drivers",
        /// Medics of each vehicle.
        Medics => "medics",
        /// Officials of each vehicle.
        Officials => "officials",
        /// Whether supplies must be on board.
        Supplies => "supplies",
    }
}

impl TableColumn for TripColumn {
    const COLUMNS: &'static [Self] = Self::ALL;
    const NEEDED: &'static [Self] = &[Self::Stops, Self::Times];
    const MOST: usize = MAX_TRIPS;

    fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Code => &["班次编号", "班次編號", "编号", "編號", "code"],
            Self::Mode => &["方式", "出行方式", "mode"],
            Self::Destination => &["目的地", "到达地", "到達地", "destination"],
            Self::Stops => &["上车点", "上車點", "出发地", "出發地", "stops"],
            Self::Times => &["发车时间", "發車時間", "departures"],
            Self::Meeting => &["集合地点", "集合地點", "meetingpoints"],
            Self::Coach40 => &["40座大巴", "40座", "coach40"],
            Self::Coach44 => &["44座大巴", "44座", "coach44"],
            Self::Coach49 => &["49座大巴", "49座", "coach49"],
            Self::Train900 => &["900座专列", "900座專列", "900座", "专列", "train900"],
            Self::Spaced => &["隔位就座", "隔位", "spaced"],
            Self::CrewSeats => &["随车人员占座", "隨車人員佔座", "crewseats"],
            Self::Fare => &["票价", "票價", "fare"],
            Self::Certificate => &["健康证明", "健康證明", "certificate"],
            Self::Listed => &["名单企业", "名單企業", "listed"],
            Self::Roster => &["人事确认", "人事確認", "confirmed"],
            Self::CodeHours => &["健康码小时", "健康碼小時", "codehours"],
            Self::Hottest => &["最高体温", "最高體溫", "temperature"],
            Self::Districts => &["服务区县", "服務區縣", "districts"],
            Self::Zones => &["服务区域", "服務區域", "zones"],
            Self::Blocked => &["不接送地区", "不接送地區", "blocked"],
            Self::Drivers => &["驾驶员", "駕駛員", "drivers"],
            Self::Medics => &["医护人员", "醫護人員", "medics"],
            Self::Officials => &["干部", "幹部", "officials"],
            Self::Supplies => &["防疫物资", "防疫物資", "supplies"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::header::fold;

    #[test]
    fn no_word_names_two_columns_and_every_word_is_folded() {
        let mut seen = std::collections::HashMap::new();
        for column in TripColumn::ALL {
            for word in column.headings() {
                assert_eq!(seen.insert(*word, column), None, "{word}");
                assert_eq!(fold(word), *word);
                assert_eq!(TripColumn::of(word), Some(*column));
            }
        }
        assert_eq!(TripColumn::of("发车时间(必填)"), Some(TripColumn::Times));
    }
}
