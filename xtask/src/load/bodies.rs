//! The largest bodies that each route takes.

use super::cast::{Cast, sheet};
use serde_json::{Value, json};

/// What a client posts again and again.
pub(super) struct Job {
    pub name: &'static str,
    pub method: &'static str,
    pub path: String,
    pub token: String,
    pub kind: &'static str,
    pub body: Vec<u8>,
}

/// A sheet of 5,000 items and nearly 2 MiB.
fn largest_sheet() -> Value {
    let mut out = sheet();
    let clause = |n: u32| json!({"key": format!("clause.n{n}"), "kind": "clause", "heading": format!("第 {n} 条"), "text": "约".repeat(95)});
    let wage = |n: u32| {
        json!({"key": format!("minimum_wage.n{n}"), "kind": "minimum_wage", "unit": "month", "grade": format!("post_{n}"),
            "amount": "3100.00"})
    };
    if let Some(items) = out["items"].as_array_mut() {
        items.extend((0..1_000).map(wage).chain((0..3_990).map(clause)));
    }
    out
}

pub(super) fn jobs(cast: &Cast) -> Result<Vec<Job>, String> {
    let sheet = largest_sheet();
    if sheet.to_string().len() > 2 << 20 {
        return Err(format!("the sheet has {} bytes", sheet.to_string().len()));
    }
    let at = format!("/api/v1/negotiations/{}", cast.talks);
    let union = |name, method, path: String, kind, body: Vec<u8>| Job {
        name,
        method,
        path,
        token: cast.union.clone(),
        kind,
        body,
    };
    let offer = json!({"act": "table_offer", "sheet": sheet, "answers": null}).to_string().into_bytes();
    let draft = json!({"version": 0, "sheet": sheet}).to_string().into_bytes();
    let rows: String = (0..1_990).map(|n| format!("post_{n},,,,{}.00\n", 3_000 + n)).collect();
    let mut grid = format!("grade,zone,size,unit,amount\n{rows}").into_bytes();
    grid.resize((2 << 20) - 1, b'\n');
    let line = "9164020589MXMRUW56,W,2027-06,,full_time,2400.00,21.75,2300.00,2027-07-10\n";
    let junk = "x\n".repeat(8_000_000);
    let payroll = format!(
        "enterprise_id,worker_id,period,grade,employment,agreed_wage,paid_days,gross_pay,paid_on\n{}{junk}",
        line.repeat(100_000)
    );
    let payroll = payroll.into_bytes().into_iter().take(64 << 20).collect();
    let audits = Job {
        token: cast.bureau.clone(),
        ..union("audit", "POST", format!("/api/v1/contracts/{}/audits", cast.contract), "text/csv", payroll)
    };
    let document = "字".repeat((20 << 20) / 3).into_bytes();
    Ok(vec![
        union("offer", "POST", format!("{at}/acts"), "application/json", offer),
        union(
            "floor-check",
            "POST",
            "/api/v1/floor-check".to_owned(),
            "application/json",
            sheet.to_string().into_bytes(),
        ),
        union("import", "POST", format!("{at}/draft/import"), "text/csv", grid),
        union("draft", "PUT", format!("{at}/draft"), "application/json", draft),
        union("draft check", "POST", format!("{at}/draft/check"), "application/json", sheet.to_string().into_bytes()),
        union("document", "POST", format!("{at}/documents?name=a.txt"), "application/octet-stream", document),
        audits,
    ])
}
