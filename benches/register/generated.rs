//! A register as large as asked for: contract `n` is always the same, and its rows are those that the product would have
//! written (`tests/it/register.rs` holds them equal).

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use concord::db::terms;
use domain::term::{TermSheet, sha256_hex};
use entity::{contract, contract_term, contract_version, coverage};
use std::collections::HashMap;
use std::sync::LazyLock;
use uuid::Uuid;

/// Rows of some contracts.
#[derive(Debug, Default)]
pub struct Rows {
    pub contracts: Vec<contract::Model>,
    pub versions: Vec<contract_version::Model>,
    pub coverage: Vec<coverage::Model>,
    pub terms: Vec<contract_term::Model>,
}

/// Makes the contracts of a register one after the other.
pub struct Generator {
    size: i64,
    bureau: i64,
    made: i64,
    covered: i64,
    counts: HashMap<(String, i32), u32>,
    sheet: String,
}

/// Random bits that depend on `n` and `salt` alone.
pub fn bits(n: i64, salt: u64) -> u64 {
    let mut z =
        n.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(salt.wrapping_mul(0xD1B5_4A32_D192_ED03));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn below(n: i64, salt: u64, end: u64) -> usize {
    usize::try_from(bits(n, salt) % end).expect("small")
}

/// Characters that names are made of.
const LETTERS: &str = "安宝北本长昌常成城川春大德定东丰福高光广贵国海汉和河恒弘洪鸿湖华环吉家建江金锦京晶景靖凯康\
    兰乐立丽利联良林龙隆绿美明南宁鹏平齐启千庆泉荣瑞润三山尚盛石世树双水顺太泰天通万旺维文西祥晓新信兴秀旭亚阳耀业益银永友宇玉元源远云泽展正志致中忠众珠卓";

/// Words of the trades, class by class.
const TRADES: [(&str, [&str; 4]); 10] = [
    ("A", ["农业种植", "畜牧养殖", "林业园艺", "渔业水产"]),
    ("B", ["煤炭开采", "石油天然气", "金属矿采选", "砂石开采"]),
    ("C", ["纺织服装", "机械制造", "食品加工", "化工材料"]),
    ("D", ["电力供应", "热力供应", "燃气供应", "自来水"]),
    ("E", ["房屋建筑", "市政工程", "装饰装修", "设备安装"]),
    ("F", ["商贸流通", "百货零售", "医药批发", "汽车销售"]),
    ("G", ["道路运输", "快递物流", "仓储装卸", "公共交通"]),
    ("H", ["餐饮服务", "酒店住宿", "团餐配送", "旅游接待"]),
    ("I", ["软件信息", "电信服务", "互联网", "数据处理"]),
    ("O", ["家政服务", "美容美发", "维修保洁", "物业管理"]),
];

static ALL: LazyLock<Vec<char>> = LazyLock::new(|| LETTERS.chars().filter(|c| !c.is_whitespace()).collect());

fn name(n: i64, salt: u64, letters: u64) -> String {
    (0..letters).map(|at| ALL[below(n, salt * 100 + at, ALL.len() as u64)]).collect()
}

/// One of 2,790 counties.
struct County {
    code: String,
    city: String,
    name: String,
    at: i64,
}

fn county(at: i64) -> County {
    let (province, city, place) = (11 + at / 90, at / 9 % 10 + 1, at % 9 + 1);
    let kind = if at % 3 == 0 { "县" } else { "区" };
    County {
        code: format!("{province:02}{city:02}{place:02}"),
        city: format!("{}市", name(at / 9, 1, 2)),
        name: format!("{}{kind}", name(at, 2, 2)),
        at,
    }
}

const COUNTIES: i64 = 2790;

/// The first day that a contract of the register begins.
fn first() -> NaiveDate {
    NaiveDate::from_ymd_opt(2006, 1, 1).expect("a day")
}

fn instant(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}

/// What a sheet says but for its days and area.
fn sheet() -> String {
    let wages = [("收银员", "2380.00"), ("理货员", "2420.00"), ("店长", "3650.00")].into_iter().enumerate();
    let wage = |(place, (post, amount)): (usize, (&str, &str))| {
        serde_json::json!({"key": format!("minimum_wage.p{place}"), "kind": "minimum_wage", "unit": "month",
            "grade": post, "size": "large", "amount": amount})
    };
    let mut items: Vec<serde_json::Value> = wages.map(wage).collect();
    items.push(serde_json::json!({"key": "clause.publicity", "kind": "clause", "heading": "公示",
        "text": "双方应当在每季度最后一个月公布工资支付和加班的情况，接受职工监督。"}));
    let sheet = serde_json::json!({"schema": "concord.term-sheet/1", "jurisdiction": "CN-64", "area": "999999",
        "currency": "CNY", "effective": {"from": "2001-01-01", "to": "2001-12-31"}, "items": items});
    TermSheet::parse(sheet.to_string().as_bytes()).expect("a sheet").canonical()
}

impl Generator {
    /// Of a register of `size` contracts at a bureau (its key).
    pub fn new(size: i64, bureau: i64) -> Self {
        Self { size, bureau, made: 0, covered: 0, counts: HashMap::new(), sheet: sheet() }
    }

    /// The rows of the next contracts, at most `count`; none after the last.
    pub fn next(&mut self, count: i64) -> Option<Rows> {
        let end = self.size.min(self.made + count);
        if self.made == end {
            return None;
        }
        let mut rows = Rows::default();
        while self.made < end {
            self.made += 1;
            self.one(self.made, &mut rows);
        }
        Some(rows)
    }

    fn one(&mut self, n: i64, rows: &mut Rows) {
        let made = contract_of(n, self.size, self.bureau);
        let version = version_of(n, &made, &self.sheet, self.size);
        let mut row = made;
        if row.published_version.is_some() {
            let year = version.effective_from.format("%Y").to_string().parse().expect("a year");
            let count = self.counts.entry((row.area.clone(), year)).or_default();
            *count += 1;
            row.number = Some(format!("{}-{year}-{count:04}", row.area));
        }
        for (name, code) in enterprises(n, self.size) {
            self.covered += 1;
            rows.coverage.push(coverage::Model {
                id: self.covered,
                contract: n,
                organisation: None,
                name,
                credit_code: Some(code),
            });
        }
        let place = row.place;
        rows.terms.extend(terms::of(&row).into_iter().map(|term| contract_term::Model { term, place }));
        rows.contracts.push(row);
        rows.versions.push(version);
    }
}

/// First day of contract `n`: they come over twenty years, a little out of order.
pub fn begins(n: i64, size: i64) -> NaiveDate {
    let day = u64::try_from(n * 7300 / size).expect("positive") + bits(n, 3) % 30;
    first().checked_add_days(Days::new(day)).expect("a day")
}

/// Contract `n` without its number.
pub fn contract_of(n: i64, size: i64, bureau: i64) -> contract::Model {
    let county = county(i64::try_from(bits(n, 4) % 2790).expect("small"));
    let (class, words) = TRADES[below(n, 5, 10)];
    let (trade, begins) = (words[below(n, 6, 4)], begins(n, size));
    let id = Uuid::from_u64_pair(bits(n, 7) & !0xf000 | 0x4000, bits(n, 8) >> 2 | 1 << 63);
    let title = if bits(n, 9).is_multiple_of(3) {
        format!("{}{}有限公司工资专项集体合同", county.name, name(n, 10, 3))
    } else {
        format!("{}{trade}行业{}年度工资集体协议", county.name, begins.format("%Y"))
    };
    // One of twenty is signed and not published.
    let published = !bits(n, 11).is_multiple_of(20);
    contract::Model {
        id: n,
        public_id: id,
        number: None,
        negotiation: None,
        title,
        jurisdiction: "CN-64".to_owned(),
        area: county.code,
        industry: class.to_owned(),
        worker_org: None,
        employer_org: None,
        bureau_org: bureau,
        worker_side: format!("{}{}{trade}行业工会联合会", county.city, county.name),
        employer_side: format!("{}{trade}行业协会", county.name),
        bureau: format!("{}人力资源和社会保障局", county.name),
        known_at: instant(begins),
        place: terms::place(begins, id),
        published_version: published.then_some(1),
        published_at: published.then(|| instant(begins)),
        ended_on: None,
    }
}

fn version_of(n: i64, contract: &contract::Model, sheet: &str, size: i64) -> contract_version::Model {
    let from = begins(n, size);
    let to = from.checked_add_days(Days::new(364 + 365 * (bits(n, 12) % 2))).expect("a day");
    let sheet = sheet.replace("999999", &contract.area);
    let sheet = sheet.replace("2001-01-01", &from.to_string()).replace("2001-12-31", &to.to_string());
    contract_version::Model {
        id: n,
        contract: n,
        version: 1,
        sha256: sha256_hex(&sheet),
        sheet,
        known_at: contract.known_at,
        in_force_since: from,
        effective_from: from,
        effective_to: to,
        published_at: contract.published_at,
    }
}

/// Five to forty enterprises of the contract's county: name and credit code. There are as many enterprises as contracts,
/// so that each is covered by some twenty, however large the register.
pub fn enterprises(n: i64, size: i64) -> Vec<(String, String)> {
    let county = county(i64::try_from(bits(n, 4) % 2790).expect("small"));
    let there = (size / COUNTIES).max(60);
    let (many, start) = (5 + bits(n, 13) % 36, i64::try_from(bits(n, 14) >> 2).expect("positive") % there);
    let firm = |step: u64| {
        let firm = county.at * 1_000_000 + (start + i64::try_from(step).expect("small")) % there;
        let name = format!("{}{}{}有限公司", county.name, name(firm, 15, 3), TRADES[below(firm, 16, 10)].1[0]);
        (name, format!("91{}{:09}{}", county.code, bits(firm, 17) % 1_000_000_000, firm % 10))
    };
    (0..many).map(firm).collect()
}
