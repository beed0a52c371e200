use super::*;

#[test]
fn only_paths_of_ours() {
    let elsewhere = [
        "",
        "x",
        "//evil.test",
        "///evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/\t//evil.test",
        "/\t/evil.test",
        "\t/x",
        " /x",
        "/ /evil.test",
        "/\u{3000}/x",
        "/.//evil.test",
        "/..//evil.test",
        "/a/..//evil.test",
        "/%2e//evil.test",
        "http://evil.test/",
        "https:evil.test",
        "javascript:alert(1)",
        "data:text/html,x",
        "/x\r\nSet-Cookie: a=b",
        "/x\n",
        "/\0",
        "/x\u{7f}",
        "/x\u{85}",
        "?x",
        "#x",
        "@evil.test",
        "mailto:x",
    ];
    for path in elsewhere {
        assert_eq!(LocalRedirect::parse(path), None, "{path:?}");
        assert_eq!(LocalRedirect::or_home(path).as_str(), "/", "{path:?}");
    }
}

#[test]
fn paths_of_ours_arrive_encoded() {
    let ours = [
        ("/", "/"),
        ("/negotiations/3?did=4#items-0", "/negotiations/3?did=4#items-0"),
        ("/contracts?q=工资", "/contracts?q=%E5%B7%A5%E8%B5%84"),
        ("/%09/evil.test", "/%09/evil.test"),
        ("/a//b", "/a//b"),
        ("/x?to=//evil.test", "/x?to=//evil.test"),
        ("/:80@evil.test", "/:80@evil.test"),
    ];
    for (path, location) in ours {
        let parsed = LocalRedirect::parse(path).unwrap_or_else(|| panic!("{path}"));
        assert_eq!(parsed.as_str(), location);
        assert_eq!(LocalRedirect::parse(location).as_ref(), Some(&parsed), "stays as it is");
        assert_eq!(parsed.into_response().headers()["location"], location);
    }
}
