//! What `concord serve` refuses before it begins.

use super::concord;

#[test]
fn others_are_not_served_under_a_name_that_any_log_may_have() {
    // A database that there is not: it never comes to listening.
    let serve = |listen: &str, more: &[&str]| {
        let args = [&["serve", "--listen", listen, "--database-url", "nowhere:"][..], more].concat();
        let told = concord(&args);
        assert!(!told.status.success());
        String::from_utf8(told.stderr).unwrap()
    };
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8080"] {
        assert!(serve(address, &[]).contains("CONCORD_ORIGIN"), "{address}");
        assert!(!serve(address, &["--origin", "bargaining.example.org/concord"]).contains("CONCORD_ORIGIN"));
    }
    for address in ["127.0.0.1:0", "[::1]:0"] {
        assert!(!serve(address, &[]).contains("CONCORD_ORIGIN"), "{address}");
    }
}
