//! The words of a notice are a contract between servers of one database.

use super::{Notice, What};
use domain::party::Side;

#[test]
fn a_notice_reads_as_it_was_written() {
    let side = Side::EmployerSide;
    let words = [
        (What::Act { seq: 3 }, r#"{"negotiation":"00000000-0000-0000-0000-000000000007","what":"act","seq":3}"#),
        (
            What::Draft { side },
            r#"{"negotiation":"00000000-0000-0000-0000-000000000007","what":"draft","side":"employer_side"}"#,
        ),
        (
            What::Note { side },
            r#"{"negotiation":"00000000-0000-0000-0000-000000000007","what":"note","side":"employer_side"}"#,
        ),
        (
            What::Document { side },
            r#"{"negotiation":"00000000-0000-0000-0000-000000000007","what":"document","side":"employer_side"}"#,
        ),
    ];
    for (what, text) in words {
        let notice = Notice { negotiation: uuid::Uuid::from_u128(7), what };
        assert_eq!(serde_json::to_string(&notice).unwrap(), text);
        assert_eq!(serde_json::from_str::<Notice>(text).unwrap(), notice);
    }
    assert_eq!(What::Act { seq: 3 }.side(), None);
    assert_eq!(What::Note { side }.side(), Some(side));
}
