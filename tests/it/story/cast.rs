//! Who takes part: made-up workers, each with an origin, an employer and a wish, so that every ending there is comes
//! about on the demo's trips.

use returnline::domain::health::HealthCode;
use returnline::domain::language::Locale;
use returnline::domain::place::PlaceCode;
use returnline::domain::trip::Mode;

/// First chat; the others follow.
const FIRST_CHAT: i64 = 7_000_000;

/// How a worker gives answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Presses buttons wherever there are any.
    Presses,
    /// Types the number of an answer.
    TypesNumbers,
    /// Types an answer's words.
    TypesWords,
}

/// What a worker has to show of their health certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    None,
    Number,
    Photo,
}

/// How a worker's story must end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ending {
    /// A ticket with its QR code, or a place in line: whoever comes first has the seat.
    Seat,
    /// A train seat that waits for HR.
    WaitsForHr,
    /// The wish is recorded.
    Demand,
    /// Comes back on their own.
    SelfReturn,
    /// Told that the health code forbids travelling.
    Code,
    /// Did not consent.
    Refused,
}

/// People who are alike but for their names.
#[derive(Debug, Clone, Copy)]
pub struct Role {
    pub count: usize,
    /// From province to county or city, and how people type it.
    pub origin: (&'static str, &'static [&'static str]),
    pub employer: Option<&'static str>,
    pub code: HealthCode,
    pub paper: Paper,
    pub mode: Mode,
    pub consents: bool,
    /// Of these, so many give their seat up once they have it.
    pub give_up: usize,
    pub ending: Ending,
}

/// Somebody.
#[derive(Debug, Clone)]
pub struct Person {
    pub chat: i64,
    pub locale: Locale,
    pub manner: Manner,
    pub role: Role,
    pub gives_up: bool,
    pub name: String,
    pub resident_id: String,
    pub mobile: String,
    /// How they type their origin.
    pub origin_typed: &'static str,
}

type Origin = (&'static str, &'static [&'static str]);
const WANNIAN: Origin = ("361129", &["万年", "wannian", "江西万年"]);
const YONGZHOU: Origin = ("431100", &["永州", "永州市", "yongzhou"]);
const HUAIHUA: Origin = ("431200", &["怀化", "懷化", "huaihua"]);
const GUIYANG: Origin = ("520100", &["贵阳", "貴陽", "guiyang"]);
const GANZHOU: Origin = ("360700", &["赣州", "贛州市", "ganzhou"]);
const FUNAN: Origin = ("341225", &["阜南", "阜南县", "funan"]);
const WUHAN: Origin = ("420100", &["武汉", "武漢", "wuhan"]);

const COACH: Role = Role {
    count: 0,
    origin: WANNIAN,
    employer: None,
    code: HealthCode::Green,
    paper: Paper::None,
    mode: Mode::Coach,
    consents: true,
    give_up: 0,
    ending: Ending::Seat,
};

const fn coach(count: usize, origin: Origin, employer: Option<&'static str>) -> Role {
    Role {
        count,
        origin,
        employer,
        ..COACH
    }
}

const fn waits(count: usize, code: HealthCode) -> Role {
    Role {
        count,
        code,
        ending: Ending::Code,
        ..COACH
    }
}

const fn own_way(count: usize, mode: Mode) -> Role {
    Role {
        count,
        mode,
        origin: GANZHOU,
        ending: Ending::SelfReturn,
        ..COACH
    }
}

/// Five hundred people. Free seats in the demo: 万年 none, 永州 21, 怀化 2, 贵阳 2, 赣州 and 阜南 1 each, trains 900.
const ROLES: &[Role] = &[
    coach(55, WANNIAN, Some("示例企业09")),
    coach(25, WANNIAN, None),
    Role {
        give_up: 20,
        ..coach(60, YONGZHOU, Some("德赛集团"))
    },
    Role {
        paper: Paper::Number,
        ..coach(25, HUAIHUA, Some("温州铭奇鞋业有限公司"))
    },
    Role {
        paper: Paper::Photo,
        ..coach(15, HUAIHUA, None)
    },
    // The Lucheng coaches ask for a certificate.
    Role {
        ending: Ending::Demand,
        ..coach(20, HUAIHUA, None)
    },
    coach(40, GUIYANG, Some("示例企业11")),
    coach(20, GANZHOU, None),
    Role {
        give_up: 5,
        ..coach(15, FUNAN, Some("示例企业12"))
    },
    Role {
        mode: Mode::Train,
        paper: Paper::Photo,
        ending: Ending::WaitsForHr,
        ..coach(60, GUIYANG, Some("示例企业05"))
    },
    // Not listed for the trains.
    Role {
        mode: Mode::Train,
        paper: Paper::Number,
        ending: Ending::Demand,
        ..coach(30, GUIYANG, Some("飞鹏五金"))
    },
    own_way(30, Mode::SelfDrive),
    own_way(20, Mode::Public),
    waits(30, HealthCode::Red),
    waits(15, HealthCode::Yellow),
    waits(10, HealthCode::None),
    // Nothing runs from there.
    Role {
        ending: Ending::Demand,
        ..coach(20, WUHAN, None)
    },
    Role {
        consents: false,
        ending: Ending::Refused,
        ..coach(10, WANNIAN, None)
    },
];

/// The whole cast.
pub fn everybody() -> Vec<Person> {
    let roles = ROLES.iter().flat_map(|role| {
        let gives_up = |at: usize| at < role.give_up;
        (0..role.count).map(move |at| (*role, gives_up(at)))
    });
    roles
        .enumerate()
        .map(|(number, (role, gives_up))| person(number, role, gives_up))
        .collect()
}

/// Every `step`th of the cast: fewer people with the same mixture.
pub fn one_in(step: usize) -> Vec<Person> {
    everybody().into_iter().step_by(step).collect()
}

fn person(number: usize, role: Role, gives_up: bool) -> Person {
    // Manner and language turn at different paces, so that every pair comes up.
    let manner = [Manner::Presses, Manner::TypesNumbers, Manner::TypesWords][number / 3 % 3];
    let names = role.origin.1;
    Person {
        chat: FIRST_CHAT + number as i64,
        locale: Locale::ALL[number % 3],
        manner,
        role,
        gives_up,
        name: name(number),
        resident_id: resident_id(number),
        mobile: mobile(number),
        origin_typed: names[number / 9 % names.len()],
    }
}

/// A name of common characters.
pub fn name(number: usize) -> String {
    let surname = "王李张刘陈杨赵黄周吴".chars().nth(number % 10).unwrap();
    let given = "一二三四五六七八九".chars().nth(number / 10 % 9).unwrap();
    format!("{surname}试{given}")
}

/// A number of the unassigned county 520199 with a right check character, of a year in which nobody of the demo was
/// born.
pub fn resident_id(number: usize) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("520199{}0307{:03}", 1955 + number / 1000, number % 1000);
    let digits = body.bytes().map(|digit| usize::from(digit - b'0'));
    let sum: usize = digits
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    format!("{body}{}", b"10X98765432".map(char::from)[sum % 11])
}

/// A mobile of the unassigned range, beyond those of the demo.
pub fn mobile(number: usize) -> String {
    format!("1540000{:04}", 5000 + number)
}

/// The divisions on the way to an origin: province, city, county.
pub fn path(origin: &str) -> Vec<PlaceCode> {
    let code = PlaceCode::parse(origin).unwrap();
    let gazetteer = returnline::domain::place::Gazetteer::builtin();
    gazetteer
        .path(code)
        .iter()
        .map(|place| place.code)
        .collect()
}

#[test]
fn the_cast_of_the_story_is_five_hundred_different_people() {
    let all = everybody();
    assert_eq!(all.len(), 500);
    let ids: std::collections::HashSet<_> = all.iter().map(|p| &p.resident_id).collect();
    let mobiles: std::collections::HashSet<_> = all.iter().map(|p| &p.mobile).collect();
    assert_eq!((ids.len(), mobiles.len()), (500, 500));
    let pairs: std::collections::HashSet<_> = all
        .iter()
        .map(|p| (p.locale as usize, p.manner as usize))
        .collect();
    assert_eq!(pairs.len(), 9, "every language in every manner");
}
