//! Both sides of Huinong at two browsers: from the invitation to the last initialled item.

use super::server::TestServer;
use super::session::{Session, nth, within};
use super::view::Window;
use concord::i18n::Lang;

/// The two chiefs, and where they meet.
pub struct Table {
    pub union: Session,
    pub employer: Session,
    lang: Lang,
    /// Path of the negotiation.
    path: String,
}

/// One item of the case: its kind, and its fields by the key of their label. A value with `@` is the key of a word.
type Item = (&'static str, &'static [(&'static str, &'static str)]);

/// What the union opens with. The page of 2023 names these six matters and no figures; the figures are the demo's.
const OPENING: &[Item] = &[
    ("minimum_wage", &[("unit", "@unit-month"), ("amount", "2500.00")]),
    ("wage_adjustment", &[("basis", "@basis-percent"), ("low", "4"), ("high", "8")]),
    (
        "payment",
        &[("form", "@form-time"), ("pay_day", "10"), ("month_offset", "1"), ("method", "@method-bank_transfer")],
    ),
    (
        "overtime",
        &[
            ("base", "@base-agreed_wage"),
            ("weekday", "1.5"),
            ("rest_day", "2"),
            ("holiday", "3"),
            ("monthly_cap_hours", "36"),
        ],
    ),
    ("welfare", &[("welfare", "取暖补贴"), ("text", "冬季取暖补贴"), ("unit", "@unit-month"), ("amount", "120.00")]),
    ("clause", &[("heading", "带薪休假"), ("text", "年休假按国家规定安排。")]),
];

/// What the employers answer: the lowest wage and the range, the rest as the union has it.
const COUNTER: &[(&str, &str, &str)] =
    &[("minimum_wage", "amount", "2300.00"), ("wage_adjustment", "low", "3"), ("wage_adjustment", "high", "6")];

/// Where they meet.
const MIDDLE: &[(&str, &str, &str)] =
    &[("minimum_wage", "amount", "2400.00"), ("wage_adjustment", "low", "4"), ("wage_adjustment", "high", "6")];

impl Table {
    /// Both chiefs, signed in, before a negotiation that nobody has served yet.
    pub async fn set(server: &TestServer, lang: Lang, window: Window, scripts: bool) -> Self {
        let id = server.cast.open().await;
        let union = server.person("union.chief", lang.tag()).await;
        let employer = server.person("employer.chief", lang.tag()).await;
        for person in [&union, &employer] {
            person.window(window).await;
            if !scripts {
                person.scripts_off().await;
            }
        }
        Self { union, employer, lang, path: format!("/negotiations/{id}") }
    }

    pub fn say(&self, key: &str) -> String {
        self.lang.t(key)
    }

    fn label(&self, name: &str) -> String {
        self.say(&format!("label-{name}"))
    }

    /// A value as it is typed or picked.
    fn value(&self, value: &str) -> String {
        value.strip_prefix('@').map_or_else(|| value.to_owned(), |key| self.say(key))
    }

    /// Goes to the negotiation and there to an act.
    async fn begin(&self, person: &Session, act: &str) {
        person.open(&self.path).await;
        person.press(&self.say(&format!("act-{act}"))).await;
        person.arrive(&format!("{}/do/{act}", self.path)).await;
    }

    /// Sends the form of an act; it must be served.
    async fn finish(&self, person: &Session, act: &str) {
        person.press(&self.say(&format!("act-{act}"))).await;
        person.arrive(&format!("{}?did=", self.path)).await;
    }

    /// Invitation, answer, both delegations.
    pub async fn talks(&self) {
        let invite = [
            ("topics", "行业最低工资标准\n调整幅度\n加班工资"),
            ("proposed_at", "2026-03-20T09:00"),
            ("place", "区总工会会议室"),
        ];
        self.begin(&self.union, "invite").await;
        for (name, value) in invite {
            self.union.fill(&self.label(name), value).await;
        }
        self.finish(&self.union, "invite").await;
        self.employer.open("/").await;
        self.employer.see(&self.say("waiting-for-you")).await;
        self.begin(&self.employer, "reply").await;
        self.employer.fill(&self.label("decision"), &self.say("decision-accept")).await;
        self.finish(&self.employer, "reply").await;
        for (person, chief, side) in [(&self.union, "马秀英", "职工"), (&self.employer, "王建国", "企业")] {
            self.begin(person, "name_delegation").await;
            let name = self.label("person-name");
            person.fill(&name, chief).await;
            person.tick(&self.label("chief")).await;
            person.fill(nth(&name, 1), &format!("{side}代表一")).await;
            person.fill(nth(&name, 2), &format!("{side}代表二")).await;
            self.finish(person, "name_delegation").await;
        }
    }

    /// Opens the negotiation.
    pub async fn look(&self, person: &Session) {
        person.open(&self.path).await;
    }

    /// Opens the composer.
    pub async fn compose(&self, person: &Session) {
        person.open(&self.path).await;
        person.press(&self.say("tab-offer")).await;
        person.arrive(&format!("{}/offer", self.path)).await;
    }

    /// The union composes its opening offer item by item, and tables it.
    pub async fn opening_offer(&self) {
        let union = &self.union;
        self.compose(union).await;
        let effective = self.label("effective");
        union.fill(within(&effective, &self.label("from")), "2026-05-01").await;
        union.fill(within(&effective, &self.label("to")), "2027-04-30").await;
        for (kind, fields) in OPENING {
            let title = self.say(&format!("term-{kind}"));
            // The blank sheet has the minimum wage already.
            if *kind != "minimum_wage" {
                union.fill(&self.say("add-item"), &title).await;
                union.press(&self.say("add")).await;
            }
            for (name, value) in *fields {
                union.fill(within(&title, &self.label(name)), &self.value(value)).await;
            }
        }
        // The two empty classes of hours stay two, however often the form was sent.
        let rows = union.run("return document.querySelectorAll('.bands tbody tr').length", &[]).await;
        assert_eq!(rows, 2, "empty rows");
        self.table_offer(union).await;
    }

    /// A side takes the other's offer as its base, changes figures, and tables the result.
    async fn answer(&self, person: &Session, figures: &[(&str, &str, &str)]) {
        person.open(&format!("{}/offer", self.path)).await;
        person.press(&self.say("start-theirs")).await;
        person.see(&self.say("only-your-side")).await;
        for (kind, name, value) in figures {
            let title = self.say(&format!("term-{kind}"));
            person.fill(within(&title, &self.label(name)), value).await;
        }
        self.table_offer(person).await;
    }

    async fn table_offer(&self, person: &Session) {
        person.press(&self.say("act-table_offer")).await;
        person.press(&self.say("confirm-table")).await;
        person.arrive(&format!("{}?did=", self.path)).await;
    }

    pub async fn counter_offer(&self) {
        self.answer(&self.employer, COUNTER).await;
    }

    pub async fn meeting_offer(&self) {
        self.answer(&self.union, MIDDLE).await;
    }

    /// Both initial every item of the union's last offer.
    pub async fn initial_everything(&self) {
        for person in [&self.employer, &self.union] {
            self.begin(person, "initial_items").await;
            let pick = "const offers = document.querySelector('select[name=offer]');
                return [...offers.options].find((o) => o.text.includes(arguments[0])).text";
            let side = self.say("capacity-worker_side");
            let offer = person.run(pick, &[side.into()]).await;
            person.fill(&self.label("offer"), offer.as_str().unwrap()).await;
            let boxes =
                "return [...document.querySelectorAll('input[name=items]')].map((e) => e.labels[0].innerText.trim())";
            for label in person.run(boxes, &[]).await.as_array().unwrap() {
                person.tick(label.as_str().unwrap()).await;
            }
            self.finish(person, "initial_items").await;
        }
    }

    /// Nothing is open any more: both may agree to the draft.
    pub async fn all_agreed(&self) {
        for person in [&self.union, &self.employer] {
            person.open(&self.path).await;
            person.see(&self.say("act-agree_draft")).await;
            person.see(&self.say("agreed")).await;
        }
    }
}
