use super::*;
use proptest::prelude::*;

fn entry(payload: &str, salt: &Salt, previous: Option<&str>) -> Entry {
    let by = EntryBy {
        account: Some(Uuid::from_u128(1)),
        organisation: Some(Uuid::from_u128(2)),
        capacity: "worker_side".into(),
        mandate: None,
    };
    let new = NewEntry {
        log: "localhost/concord",
        stream: Stream { kind: StreamKind::Negotiation, id: Uuid::from_u128(3) },
        seq: 1,
        at: "2026-03-02T01:00:00.5Z".parse().expect("an instant"),
        act: "invite",
        act_version: 1,
        rulebook: None,
        by,
        previous,
    };
    Entry::new(new, salt, payload)
}

#[test]
fn an_entry_has_the_documented_form() {
    let text = entry("{}", &[7; 32], None).text().expect("JSON");
    let commitment = commitment(&[7; 32], "{}");
    let expected = format!(
        "{{\"act\":\"invite\",\"act_version\":1,\"at\":\"2026-03-02T01:00:00.500Z\",\"by\":{{\"account\":\
         \"00000000-0000-0000-0000-000000000001\",\"capacity\":\"worker_side\",\"mandate\":null,\"organisation\":\
         \"00000000-0000-0000-0000-000000000002\"}},\"commitment\":\"{commitment}\",\"log\":\"localhost/concord\",\
         \"previous\":null,\"rulebook\":null,\"schema\":\"concord.entry/1\",\"seq\":1,\"stream\":{{\"id\":\
         \"00000000-0000-0000-0000-000000000003\",\"kind\":\"negotiation\"}}}}"
    );
    assert_eq!(text, expected);
    assert_eq!(serde_json::from_str::<Entry>(&text).expect("an entry"), entry("{}", &[7; 32], None));
}

#[test]
fn a_commitment_hides_its_payload_behind_the_salt() {
    assert_ne!(commitment(&[0; 32], "accept offer 12"), commitment(&[1; 32], "accept offer 12"));
    assert_ne!(commitment(&[0; 32], "accept offer 12"), commitment(&[0; 32], "accept offer 13"));
    // SHA-256 of 32 zero bytes, by any other program.
    assert_eq!(commitment(&[0; 32], ""), "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
}

#[test]
fn what_does_not_read_back_is_not_written() {
    // Canonical JSON knows doubles: the number comes back changed.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Big(u64);
    assert!(payload(&Big(9_007_199_254_740_991)).is_ok());
    assert!(payload(&Big(9_223_372_036_854_775_807)).is_err());
}

proptest! {
    #[test]
    fn a_changed_entry_or_payload_has_another_hash(a in ".{0,40}", b in ".{0,40}", salt in any::<[u8; 32]>()) {
        let (first, second) = (entry(&a, &salt, None), entry(&b, &salt, None));
        let (one, other) = (first.text().expect("JSON"), second.text().expect("JSON"));
        prop_assert_eq!(a == b, hash(&one) == hash(&other));
    }
}
