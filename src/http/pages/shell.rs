//! The frame of every page.

use super::visit::Visit;
use super::{assets, form};
use crate::i18n::Lang;
use crate::service::Viewer;
use maud::{DOCTYPE, Markup, html};

/// Which part of the product a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Home,
    Negotiations,
    Register,
    Law,
    Operator,
    None,
}

fn head(lang: Lang, title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) " · " (lang.t("brand")) }
            link rel="stylesheet" href=(assets::style());
            script src=(assets::script()) defer {}
        }
    }
}

/// A page with its navigation.
pub(super) fn page(visit: &Visit, section: Section, title: &str, body: Markup) -> Markup {
    let lang = visit.lang();
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            (head(lang, title))
            body {
                a.skip href="#main" { (lang.t("skip-to-content")) }
                header.top { div.bar {
                    a.brand href="/" { (lang.t("brand")) }
                    (navigation(visit, section))
                    (person(visit))
                } }
                main #main { (body) }
                footer { p { (lang.t("footer")) } }
            }
        }
    }
}

fn navigation(visit: &Visit, section: Section) -> Markup {
    let lang = visit.lang();
    let (signed_in, operator) = match visit.viewer() {
        Viewer::Public => (false, false),
        Viewer::Account { operator, .. } => (true, *operator),
    };
    let links = [
        (signed_in, Section::Home, "/", "nav-home"),
        (signed_in, Section::Negotiations, "/negotiations", "nav-negotiations"),
        (true, Section::Register, "/contracts", "nav-register"),
        (true, Section::Law, "/rulebooks", "nav-law"),
        (operator, Section::Operator, "/operator", "nav-operator"),
    ];
    html! {
        nav aria-label=(lang.t("nav-label")) { ul {
            @for (_, of, href, key) in links.iter().filter(|(shown, ..)| *shown) {
                li { a href=(href) aria-current=[(*of == section).then_some("page")] { (lang.t(key)) } }
            }
        } }
    }
}

fn person(visit: &Visit) -> Markup {
    let lang = visit.lang();
    let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
    let back = format!("/language/{}?back={}", other.tag(), form::escape(&visit.here));
    html! {
        div.person {
            a href=(back) lang=(other.tag()) hreflang=(other.tag()) { (other.t("language-name")) }
            @match visit.viewer() {
                Viewer::Public => { a href="/sign-in" { (lang.t("sign-in")) } }
                Viewer::Account { name, .. } => {
                    a href="/me" { (name) }
                    form method="post" action="/sign-out" {
                        (form::token(&visit.caller.csrf))
                        button.link { (lang.t("sign-out")) }
                    }
                }
            }
        }
    }
}

/// A page without anybody's name: for failures, the same for all.
pub(super) fn bare(lang: Lang, title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang.tag()) {
            (head(lang, title))
            body {
                header.top { div.bar { a.brand href="/" { (lang.t("brand")) } } }
                main #main { (body) }
            }
        }
    }
}
