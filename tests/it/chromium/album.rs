//! Every screen as a picture, for people to look at: `cargo xtask screenshots [DIR]`.

use super::server::Demo;
use super::session::Session;
use super::view::Window;
use super::walk::{ROLES, walk};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the pictures go; without it nothing is taken.
const FOLDER: &str = "CONCORD_SCREENSHOTS";

const WAYS: [(Window, bool); 4] =
    [(Window::Desktop, false), (Window::Desktop, true), (Window::Phone, false), (Window::Phone, true)];

/// `desktop-light`, and so on.
fn way(window: Window, dark: bool) -> String {
    let window = if window == Window::Phone { "phone" } else { "desktop" };
    format!("{window}-{}", if dark { "dark" } else { "light" })
}

/// A path as a file's name.
fn name_of(path: &str) -> String {
    let name = path.trim_matches('/').replace('/', "-");
    if name.is_empty() { "home".to_owned() } else { name }
}

async fn take(person: &Session, folder: &Path, page: &str, language: &str) {
    for (window, dark) in WAYS {
        person.dark(dark).await;
        let picture = person.picture(window).await;
        fs::write(folder.join(format!("{page}.{language}.{}.png", way(window, dark))), picture).unwrap();
    }
    person.window(Window::Desktop).await;
}

/// The screens of some roles in one language: role and page.
async fn screens(demo: &Demo, roles: &[&str], language: &str, folder: &Path) -> BTreeSet<(String, String)> {
    let mut taken = BTreeSet::new();
    for role in roles {
        let person = demo.person(role, language).await;
        person.window(Window::Desktop).await;
        let of_role = folder.join(&person.name);
        fs::create_dir_all(&of_role).unwrap();
        walk(&person, &BTreeSet::new(), async |path: &str| {
            take(&person, &of_role, &name_of(path), language).await;
            taken.insert((person.name.clone(), name_of(path)));
        })
        .await;
        person.client.clone().close().await.unwrap();
    }
    taken
}

fn index(folder: &Path, taken: &BTreeSet<(String, String)>) {
    let mut page = "<!doctype html><meta charset=utf-8><title>Concord</title>\
        <style>body{font:14px sans-serif}figure{display:inline-block;margin:4px;vertical-align:top}\
        img{height:280px;border:1px solid #ccc}</style>\n"
        .to_owned();
    for (role, name) in taken {
        page.push_str(&format!("<h2>{role}: {name}</h2>\n"));
        for language in ["zh-CN", "en"] {
            for way in WAYS.map(|(window, dark)| way(window, dark)) {
                let file = format!("{role}/{name}.{language}.{way}.png");
                page.push_str(&format!(
                    "<figure><a href=\"{file}\"><img loading=lazy src=\"{file}\" alt=\"{role} {name}\"></a>\
                     <figcaption>{language} {way}</figcaption></figure>\n"
                ));
            }
        }
    }
    fs::write(folder.join("index.html"), page).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes pictures, holds nothing: cargo xtask screenshots"]
async fn every_screen() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { panic!("{FOLDER} names no folder") };
    let demo = Demo::start();
    demo.audited().await;
    let (chinese, english) =
        tokio::join!(screens(&demo, &ROLES, "zh-CN", &folder), screens(&demo, &ROLES, "en", &folder));
    let taken = chinese.union(&english).cloned().collect();
    index(&folder, &taken);
    println!("{}", folder.join("index.html").display());
}
