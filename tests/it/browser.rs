//! A browser without scripts: follows links and fills forms as they stand on the page.

use crate::rendering::read::readable;
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;
use tower::ServiceExt;

pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// Language asked for.
    pub language: &'static str,
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub path: String,
    pub text: String,
    location: Option<String>,
}

impl Page {
    /// Where it sends the browser.
    pub fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }
}

impl Browser {
    pub fn new(router: &Router) -> Self {
        Self { router: router.clone(), cookies: BTreeMap::new(), language: "zh-CN" }
    }

    /// With a cookie set already.
    pub fn with_cookie(mut self, name: &str, value: &str) -> Self {
        self.cookies.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.get(name).cloned()
    }

    /// The bytes behind a link.
    pub async fn download(&mut self, path: &str) -> Vec<u8> {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().uri(path).header("host", "concord.test").header("cookie", cookies.join("; "));
        let request = request.header("accept-language", self.language).body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status().as_u16(), 200, "{path}");
        response.into_body().collect().await.unwrap().to_bytes().to_vec()
    }

    async fn send(&mut self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Page {
        self.send_from("same-origin", method, path, kind, body).await
    }

    /// A form as another page, or another site, would send it.
    pub async fn post_raw(&mut self, path: &str, kind: &str, site: &str, body: &str) -> Page {
        self.send_from(site, "POST", path, kind, body.as_bytes().to_vec()).await
    }

    async fn send_from(&mut self, site: &str, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "concord.test")
            .header("accept-language", self.language)
            .header("cookie", cookies.join("; "));
        if !kind.is_empty() {
            request = request.header("content-type", kind).header("sec-fetch-site", site);
        }
        let response = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all("set-cookie") {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        // A stream of events has no end to wait for.
        let stream = parts.headers.get("content-type").is_some_and(|kind| kind == "text/event-stream");
        let bytes = if stream { Vec::new() } else { body.collect().await.unwrap().to_bytes().to_vec() };
        let text = readable(&bytes);
        let location = parts.headers.get("location").map(|value| value.to_str().unwrap().to_owned());
        Page { status: parts.status.as_u16(), path: path.to_owned(), text, location }
    }

    /// A file, as its bytes.
    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder().uri(path).header("host", "concord.test").header("cookie", cookies.join("; "));
        let response = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.into_body().collect().await.unwrap().to_bytes().to_vec()
    }

    /// Opens a page, and follows where it sends.
    pub async fn get(&mut self, path: &str) -> Page {
        let page = self.send("GET", path, "", Vec::new()).await;
        self.follow(page).await
    }

    async fn follow(&mut self, mut page: Page) -> Page {
        for _ in 0..5 {
            let Some(location) = page.location.take() else { break };
            page = self.send("GET", &location, "", Vec::new()).await;
        }
        page.is_translated();
        page.is_bounded();
        page
    }

    /// Fills the form that has all these fields and sends it with its first, or the named, button.
    pub async fn submit(&mut self, page: &Page, fill: &[(&str, &str)]) -> Page {
        let (path, pairs) = page.form(fill);
        self.send_pairs(&path, &pairs).await
    }

    async fn send_pairs(&mut self, path: &str, pairs: &[(String, String)]) -> Page {
        let body = pairs.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect::<Vec<_>>().join("&");
        let sent = self.send("POST", path, "application/x-www-form-urlencoded", body.into_bytes()).await;
        self.follow(sent).await
    }

    /// Sends the form that has all these fields to another address, as a script does.
    pub async fn submit_elsewhere(&mut self, page: &Page, path: &str, fill: &[(&str, &str)]) -> Page {
        let (_, pairs) = page.form(fill);
        let body = pairs.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect::<Vec<_>>().join("&");
        self.send("POST", path, "application/x-www-form-urlencoded", body.into_bytes()).await
    }

    /// The token of a page's forms.
    pub fn token(&self, page: &Page) -> String {
        let html = Html::parse_document(&page.text);
        let token = html.select(&select("input[name=csrf]")).next().and_then(|field| field.value().attr("value"));
        token.expect("no form").to_owned()
    }

    /// Sends the page's token, and nothing else, to the form at this address.
    pub async fn send_token(&mut self, page: &Page, path: &str) -> Page {
        let body = format!("csrf={}", self.token(page)).into_bytes();
        let sent = self.send("POST", path, "application/x-www-form-urlencoded", body).await;
        self.follow(sent).await
    }

    /// Sends files with the page's multipart form.
    pub async fn upload(&mut self, page: &Page, files: &[(&str, &str)]) -> Page {
        let (path, pairs) = page.form(&[(files[0].0, "")]);
        let token = pairs.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
        let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n");
        for (name, content) in files {
            let head = format!("Content-Disposition: form-data; name=\"{name}\"; filename=\"{name}.csv\"\r\n");
            body.push_str(&format!("--x\r\n{head}Content-Type: text/csv\r\n\r\n{content}\r\n"));
        }
        body.push_str("--x--\r\n");
        let sent = self.send("POST", &path, "multipart/form-data; boundary=x", body.into_bytes()).await;
        self.follow(sent).await
    }

    /// Sends one file with the page's multipart form.
    pub async fn upload_file(&mut self, page: &Page, field: &str, name: &str, content: &[u8]) -> Page {
        let (path, pairs) = page.form(&[(field, "")]);
        let token = pairs.iter().find(|(name, _)| name == "csrf").unwrap().1.clone();
        let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n").into_bytes();
        let head = format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let sent = self.send("POST", &path, "multipart/form-data; boundary=x", body).await;
        self.follow(sent).await
    }

    /// Fills the first form whose address ends so.
    pub async fn submit_to(&mut self, page: &Page, action: &str, fill: &[(&str, &str)]) -> Page {
        let (path, pairs) = page.form_where(fill, |address| address.ends_with(action));
        self.send_pairs(&path, &pairs).await
    }

    pub async fn sign_in(&mut self, login: &str) -> Page {
        let page = self.get("/sign-in").await;
        let password = format!("{login}-password");
        self.submit(&page, &[("login", login), ("password", &password)]).await
    }
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

impl Page {
    /// The texts of what a selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.text);
        html.select(&select(selector)).map(|e| e.text().collect::<String>().trim().to_owned()).collect()
    }

    /// The addresses of the links a selector finds.
    pub fn hrefs(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(&self.text);
        html.select(&select(selector)).filter_map(|e| e.value().attr("href").map(str::to_owned)).collect()
    }

    /// A text that is missing shows as its key: none may.
    fn is_translated(&self) {
        let key = regex::Regex::new(
            r"\b(stage|act|hint|label|clock|capacity|role|kind|term|unit|size|outcome|refusal|problem|field|nav|tab)-[a-z_]+",
        )
        .unwrap();
        let shown = self.texts("body").join(" ").replace("concord.term-sheet", "");
        assert!(key.find(&shown).is_none(), "{}: {:?}", self.path, key.find(&shown));
    }

    /// Every field that somebody types into says how much it takes.
    fn is_bounded(&self) {
        let html = Html::parse_document(&self.text);
        for field in html.select(&select("input, textarea")) {
            let value = field.value();
            let typed = value.name() == "textarea"
                || matches!(
                    value.attr("type").unwrap_or("text"),
                    "text" | "search" | "password" | "email" | "url" | "tel"
                );
            let kept = value.attr("readonly").is_some() || value.attr("hidden").is_some();
            let bounded = value.attr("maxlength").is_some_and(|most| most.parse::<u32>().is_ok());
            assert!(!typed || kept || bounded, "{}: a field without maxlength: {}", self.path, field.html());
        }
    }

    /// Address and pairs of the form with all these fields: what stands in it, then what is filled in.
    fn form(&self, fill: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        self.form_where(fill, |_| true)
    }

    /// The same of the first whose address fits.
    pub fn form_where(&self, fill: &[(&str, &str)], at: impl Fn(&str) -> bool) -> (String, Vec<(String, String)>) {
        let html = Html::parse_document(&self.text);
        let forms = select("form[method=post]");
        let controls = select("input, select, textarea, button");
        let has = |form: &ElementRef<'_>, name: &str| {
            form.select(&controls).any(|control| control.value().attr("name") == Some(name))
        };
        let wanted: Vec<&str> = fill.iter().map(|(name, _)| *name).collect();
        let fits = |form: &ElementRef<'_>| {
            let leaves = form.value().attr("action") == Some("/sign-out");
            !leaves
                && at(form.value().attr("action").unwrap_or(&self.path))
                && wanted.iter().all(|name| has(form, name))
        };
        let missing = || panic!("no form with {wanted:?} on {}:\n{}", self.path, self.texts("main").join(" "));
        let form = html.select(&forms).find(fits).unwrap_or_else(missing);
        let path = form.value().attr("action").unwrap_or(&self.path).to_owned();
        let mut pairs = Vec::new();
        for control in form.select(&controls) {
            if let Some(pair) = status(&control) {
                pairs.push(pair);
            }
        }
        for (name, _) in fill {
            pairs.retain(|(n, _)| n != name);
        }
        pairs.extend(fill.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        (path, pairs)
    }
}

/// What a control would send as it stands.
fn status(control: &ElementRef<'_>) -> Option<(String, String)> {
    let element = control.value();
    let name = element.attr("name")?.to_owned();
    let value = match element.name() {
        "button" => return None,
        "textarea" => control.text().collect(),
        "select" => {
            let options: Vec<ElementRef<'_>> = control.select(&select("option")).collect();
            let chosen = options.iter().find(|o| o.value().attr("selected").is_some()).or(options.first())?;
            chosen.value().attr("value").unwrap_or_default().to_owned()
        }
        _ => {
            let ticks = matches!(element.attr("type"), Some("checkbox" | "radio"));
            if ticks && element.attr("checked").is_none() {
                return None;
            }
            element.attr("value").unwrap_or_default().to_owned()
        }
    };
    Some((name, value))
}
