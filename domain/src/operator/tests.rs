use super::*;
use crate::record::payload;

fn terms() -> MandateTerms {
    MandateTerms {
        mandate: Uuid::from_u128(1),
        account: Uuid::from_u128(2),
        name: "马秀英".to_owned(),
        role: MandateRole::ChiefRepresentative,
        negotiation: None,
        from: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
        to: None,
    }
}

#[test]
fn every_event_reads_back() {
    let named = AccountNamed { account: Uuid::from_u128(2), name: "马秀英".to_owned() };
    let acts = [
        OperatorAct::RequestMandate(terms()),
        OperatorAct::ConfirmMandate(terms()),
        OperatorAct::RefuseMandate(terms()),
        OperatorAct::RevokeMandate(terms()),
        OperatorAct::CloseAccount(named.clone()),
        OperatorAct::ReopenAccount(named),
    ];
    let name = "操作员".to_owned();
    let by = [
        Doer::Operator { account: Uuid::from_u128(3), name: name.clone() },
        Doer::Representative { account: Uuid::from_u128(3), name },
        Doer::CommandLine,
    ];
    for done in acts {
        for by in by.clone() {
            let event = OperatorEvent { organisation: Uuid::from_u128(4), by, done: done.clone() };
            let text = payload(&event).unwrap();
            assert!(text.contains(&format!("\"act\":\"{}\"", OperatorLog::name(&event).0)), "{text}");
            let entry = OperatorLog::by(&event);
            assert_eq!(entry.account.is_none(), event.by == Doer::CommandLine);
            assert_eq!(entry.organisation.is_some(), entry.capacity == "representative");
        }
    }
}
