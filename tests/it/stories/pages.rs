//! Huinong through the pages alone, without scripts: from the invitation to the public register and an audit.

use crate::app::{TestApp, on_all};
use crate::browser::{Browser, Page};
use crate::cast::{Cast, huinong};

on_all!(through_the_pages);

struct People {
    union: Browser,
    employer: Browser,
    bureau: Browser,
    stranger: Browser,
}

async fn signed_in(app: &TestApp) -> People {
    let mut people = People {
        union: Browser::new(&app.router),
        employer: Browser::new(&app.router),
        bureau: Browser::new(&app.router),
        stranger: Browser::new(&app.router),
    };
    for (browser, login) in [
        (&mut people.union, "union.chief"),
        (&mut people.employer, "employer.chief"),
        (&mut people.bureau, "bureau.reviewer"),
        (&mut people.stranger, "stranger"),
    ] {
        let home = browser.sign_in(login).await;
        assert_eq!((home.status, home.path.as_str()), (200, "/"), "{}", home.text);
        let chinese = browser.get("/language/zh-CN?back=/").await;
        assert_eq!(chinese.texts("h2").first().map(String::as_str), Some("等您办理"));
    }
    people
}

async fn through_the_pages(app: &TestApp) {
    let cast = huinong(app).await;
    let mut people = signed_in(app).await;
    let at = open(&cast, &mut people).await;
    talks(&mut people, &at).await;
    offers(&mut people, &at).await;
    ballot_and_signatures(&mut people, &at).await;
    let number = review(app, &mut people, &at).await;
    audit(app, &mut people, &number).await;
}

/// Does an act by its form, and must be shown that it was served.
async fn does(browser: &mut Browser, at: &str, act: &str, fill: &[(&str, &str)]) -> Page {
    let form = browser.get(&format!("{at}/do/{act}")).await;
    assert_eq!(form.status, 200, "{act}: {}", form.text);
    let done = browser.submit(&form, fill).await;
    let told = done.texts("[role=alert]").join("\n");
    assert!(done.path.starts_with(&format!("{at}?did=")), "{act} {}: {told}", done.path);
    done
}

async fn open(cast: &Cast, people: &mut People) -> String {
    let form = people.union.get("/negotiations/new").await;
    let (worker, employer, bureau) =
        (cast.union_org.to_string(), cast.employer_org.to_string(), cast.bureau_org.to_string());
    // Everything at fault is told at once, and what was filled in stays.
    let faulty = people.union.submit(&form, &[("title", ""), ("area", "64020"), ("worker_org", &worker)]).await;
    assert_eq!(faulty.status, 422);
    assert!(faulty.texts("p.fault").len() >= 3, "{:?}", faulty.texts("p.fault"));
    let fill = [
        ("title", "2026 年惠农区商贸流通行业工资集体协商"),
        ("jurisdiction", "CN-64"),
        ("area", "640205"),
        ("industry", "F"),
        ("employer_org", employer.as_str()),
        ("bureau_org", bureau.as_str()),
        ("reopening", "mutual"),
    ];
    let made = people.union.submit(&faulty, &fill).await;
    assert_eq!(made.status, 200, "{}", made.texts("[role=alert]").join(" "));
    assert_eq!(made.texts("main .badge").first().map(String::as_str), Some("未送达"));
    assert_eq!(people.employer.get(&made.path).await.status, 404);
    let absent = people.stranger.get("/negotiations/00000000-0000-4000-8000-000000999999").await;
    let hidden = people.stranger.get(&made.path).await;
    assert_eq!((hidden.status, hidden.text), (404, absent.text));
    made.path
}

async fn talks(people: &mut People, at: &str) {
    let invitation =
        [("topics", "行业最低工资标准\n调整幅度"), ("proposed_at", "2026-03-20T09:00"), ("place", "区总工会")];
    does(&mut people.union, at, "invite", &invitation).await;
    let home = people.employer.get("/").await;
    assert!(home.texts(".tasks").join("").contains("书面答复要约"), "{}", home.text);
    let refused = people.employer.get(&format!("{at}/do/reply")).await;
    let refused = people.employer.submit(&refused, &[("decision", "decline")]).await;
    assert_eq!(refused.status, 422);
    assert!(!refused.texts("#reason-fault").is_empty());
    does(&mut people.employer, at, "reply", &[("decision", "accept")]).await;
    for (browser, chief, side) in [(&mut people.union, "马秀英", "职工"), (&mut people.employer, "王建国", "企业")]
    {
        let (one, two) = (format!("{side}代表一"), format!("{side}代表二"));
        let members = [
            ("members[0].name", chief),
            ("members[0].chief", "yes"),
            ("members[1].name", one.as_str()),
            ("members[2].name", two.as_str()),
        ];
        does(browser, at, "name_delegation", &members).await;
    }
    let session = [("chair", "worker_side"), ("recorder", "周记录"), ("place", "会议室")];
    does(&mut people.union, at, "open_session", &session).await;
    does(&mut people.union, at, "record_minutes", &[("text", "双方陈述。")]).await;
    for browser in [&mut people.union, &mut people.employer] {
        does(browser, at, "sign_minutes", &[]).await;
    }
}

const TERM: [(&str, &str); 2] = [("effective.from", "2026-05-01"), ("effective.to", "2027-04-30")];

async fn offers(people: &mut People, at: &str) {
    let composer = people.union.get(&format!("{at}/offer")).await;
    // Without an amount the check names the field; nothing is tabled.
    let checked = people.union.submit(&composer, &[("do", "table")]).await;
    assert_eq!(checked.status, 422);
    assert!(!checked.texts("#items-0--amount-fault").is_empty(), "{:?}", checked.texts("p.fault"));
    let fill = [TERM[0], TERM[1], ("items[0].amount", "2000.00"), ("do", "check")];
    let unlawful = people.union.submit(&checked, &fill).await;
    assert!(unlawful.texts("table.floor .bad").join("").contains("违法"), "{}", unlawful.text);
    let added = people.union.submit(&unlawful, &[("new_kind", "overtime"), ("do", "add")]).await;
    let fill = [
        ("items[0].amount", "2400.00"),
        ("items[1].base", "agreed_wage"),
        ("items[1].weekday", "1.5"),
        ("items[1].rest_day", "2"),
        ("items[1].holiday", "3"),
        ("items[1].monthly_cap_hours", "36"),
        ("do", "save"),
    ];
    let saved = people.union.submit(&added, &fill).await;
    assert!(saved.texts("[role=status]").join("").contains("已保存"), "{}", saved.texts("[role=alert]").join(" "));
    assert_eq!(people.employer.get(&format!("{at}/offer")).await.texts("input[name='items[0].amount']").len(), 1);
    let again = people.union.get(&format!("{at}/offer")).await;
    let asked = people.union.submit(&again, &[("do", "table")]).await;
    assert_eq!((asked.status, asked.path.as_str()), (200, format!("{at}/offer").as_str()));
    assert!(asked.texts("table.sheet").join("").contains("2400.00"), "what is tabled is shown first");
    let tabled = people.union.submit(&asked, &[("do", "table")]).await;
    assert!(tabled.path.contains("?did="), "{}", tabled.texts("[role=alert]").join(" "));
    let counter = people.employer.get(&format!("{at}/offer?from=theirs")).await;
    let asked = people.employer.submit(&counter, &[("items[0].amount", "2300.00"), ("do", "table")]).await;
    assert!(asked.texts("table.sheet").join("").contains("2300.00"), "a side's first offer is shown whole");
    let tabled = people.employer.submit(&asked, &[("do", "table")]).await;
    assert!(tabled.path.contains("?did="), "{}", tabled.texts("[role=alert]").join(" "));
    let table = people.union.get(at).await;
    let row = table.texts("table.bargain tr").into_iter().find(|row| row.contains("2300.00")).unwrap();
    assert!(row.contains("2400.00") && row.contains("100.00") && row.contains("2235.00"), "{row}");
    // The composer that was opened before the counter-offer is stale: it is told, and nothing is tabled.
    let stale = people.union.submit(&again, &[("do", "table")]).await;
    let stale = people.union.submit(&stale, &[("do", "table")]).await;
    assert_eq!(stale.status, 422);
    does(&mut people.union, at, "accept_offer", &[]).await;
    for browser in [&mut people.union, &mut people.employer] {
        does(browser, at, "agree_draft", &[]).await;
    }
}

async fn ballot_and_signatures(people: &mut People, at: &str) {
    does(&mut people.union, at, "open_ballot", &[("body", "行业职工代表大会"), ("roll", "30")]).await;
    let wrong = people.union.get(&format!("{at}/do/record_vote")).await;
    let wrong = people.union.submit(&wrong, &[("present", "多"), ("in_favour", "25")]).await;
    assert_eq!((wrong.status, wrong.texts("p.fault").len()), (422, 3), "{:?}", wrong.texts("p.fault"));
    let vote = [("present", "30"), ("in_favour", "25"), ("against", "5"), ("abstained", "0")];
    does(&mut people.union, at, "record_vote", &vote).await;
    let text = people.union.get(&format!("{at}/contract")).await;
    assert!(text.text.contains("2300.00"));
    for browser in [&mut people.union, &mut people.employer] {
        does(browser, at, "sign", &[]).await;
    }
}

async fn review(app: &TestApp, people: &mut People, at: &str) -> String {
    assert_eq!(people.bureau.get(at).await.status, 404);
    let pack = [
        ("pack.copies", "3"),
        ("pack.explanation", "说明"),
        ("pack.average_wage_last_year", "48000.00"),
        ("pack.adjustment_percent", "6"),
        ("pack.workers_covered", "320"),
        ("pack.enterprises_covered", "1"),
        ("pack.credentials", "yes"),
        ("pack.resolution", "yes"),
        ("pack.minutes", "yes"),
    ];
    let form = people.employer.get(&format!("{at}/do/file")).await;
    let wrong: Vec<(&str, &str)> = pack
        .iter()
        .map(|(name, text)| match *name {
            "pack.average_wage_last_year" => (*name, "48,000.00"),
            "pack.adjustment_percent" => (*name, "6.12345"),
            _ => (*name, *text),
        })
        .collect();
    let told = people.employer.submit(&form, &wrong).await;
    assert_eq!(told.texts("#pack-average_wage_last_year-fault"), ["不得使用千位分隔符。"], "{}", told.text);
    assert_eq!(told.texts("#pack-adjustment_percent-fault"), ["小数最多 4 位。"]);
    does(&mut people.employer, at, "file", &pack).await;
    assert!(people.bureau.get("/").await.text.contains("审查"));
    does(&mut people.bureau, at, "acknowledge", &[("number", "惠人社收〔2026〕1号")]).await;
    app.at("2026-03-06T02:00:00Z");
    let opinion = [
        ("number", "惠人社审〔2026〕1号"),
        ("heads.qualification", "合格"),
        ("heads.procedure", "合法"),
        ("heads.content", "不低于法定标准"),
        ("opinion.result", "no_objection"),
    ];
    does(&mut people.bureau, at, "give_opinion", &opinion).await;
    for browser in [&mut people.union, &mut people.employer] {
        does(browser, at, "publish", &[("means", "公告栏")]).await;
    }
    let mut public = Browser::new(&app.router);
    let found = public.get("/contracts?text=%E6%83%A0%E5%86%9C").await;
    assert_eq!(found.texts("table td a").first().unwrap(), "640205-2026-0001");
    let link = regex::Regex::new("/contracts/[0-9a-f-]{36}").unwrap();
    let link = link.find(&found.text).unwrap().as_str().to_owned();
    let contract = public.get(&link).await;
    assert!(contract.text.contains("2300.00") && !contract.text.contains("2400.00"));
    assert_eq!(people.stranger.get(at).await.status, 404);
    link
}

async fn audit(app: &TestApp, people: &mut People, contract: &str) {
    let path = format!("{contract}/audits");
    assert_eq!(people.stranger.get(&path).await.status, 404);
    let page = people.bureau.get(&path).await;
    let broken = people.bureau.upload(&page, &[("payroll", "nonsense\n1\n")]).await;
    assert_eq!(broken.status, 422, "{}", broken.text);
    assert!(!broken.texts("[role=alert] li").is_empty());
    // Short in June, repaid with July's pay; no line in August; one that cannot be read.
    let payroll = "enterprise_id,worker_id,period,grade,employment,agreed_wage,paid_days,gross_pay,paid_on,back_pay,back_pay_from\n\
        9164020589MXMRUW56,W1,2026-06,,full_time,2300.00,21.75,2250.00,2026-07-10,,\n\
        9164020589MXMRUW56,W1,2026-07,厨师,full_time,2300.00,21.75,2330.00,2026-08-10,30.00,2026-06\n\
        9164020589MXMRUW56,W1,2026-09,,full_time,2300.00,21.75,2300.00,2026-10-10,,\n\
        9164020589MXMRUW56,=W2,2026-06,,full_time,\"2300,00\",21.75,2250.00,2026-07-10,,\n";
    let result = people.bureau.upload(&page, &[("payroll", payroll)]).await;
    // Whether the comma of 2300,00 is a decimal one is asked, never guessed.
    assert!(result.path.ends_with("/mapping"), "{}", result.text);
    assert!(result.texts(".question").concat().contains("2300,00"), "{}", result.text);
    let result = people.bureau.submit(&result, &[("numbers", "point"), ("do", "run")]).await;
    assert!(result.path.starts_with("/audits/"), "{}", result.text);
    assert!(result.texts("table.findings").is_empty() && result.text.contains("data-again"), "{}", result.text);
    app.work().await;
    let result = people.bureau.get(&result.path).await;
    let finding = result.texts("table.findings tbody tr").into_iter().find(|row| row.contains("S2")).unwrap();
    assert!(finding.contains("2300.00") && finding.contains("50.00") && finding.contains("20.00"), "{finding}");
    assert_eq!(people.union.get(&result.path).await.status, 404);
    let totals = result.texts("table.totals tbody tr").concat();
    assert!(totals.contains("50.00") && totals.contains("30.00") && totals.contains("20.00"), "{totals}");
    assert!(result.texts("p[role=note]").concat().contains("net_pay (实发工资)"), "told once, above the rules");
    assert!(result.text.contains("厨师 (1)"), "a post that the contract does not name");
    let rejected = result.texts("table.rejects tbody tr").concat();
    assert!(
        rejected.contains("agreed_wage") && rejected.contains("2300,00") && rejected.contains("小数点"),
        "{rejected}"
    );
    let gaps = result.texts("table.gaps tbody tr").concat();
    assert!(gaps.contains("W1") && gaps.contains("2026-08"), "{gaps}");
    for (file, has) in [
        ("findings.csv", ",breach,2300.00,2250.00,50.00,30.00,CNY,"),
        ("rejects.csv", "agreed_wage"),
        ("gaps.csv", "9164020589MXMRUW56,W1,2026-08,missing_line"),
    ] {
        let path = format!("{}/{file}", result.path);
        let written = people.bureau.get(&path).await;
        assert_eq!(written.status, 200, "{file}");
        assert!(written.text.starts_with('\u{feff}') && written.text.contains(has), "{file}: {}", written.text);
        assert_eq!(people.union.get(&path).await.status, 404, "{file}");
    }
}
