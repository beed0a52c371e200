//! A person at a browser: small verbs, things found by label, role and words. What is not there yet is waited for.

use super::driver::PATIENCE;
use fantoccini::Client;
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};

const FIND: &str = include_str!("find.js");
/// Name under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// Between two looks at the page.
const BETWEEN: Duration = Duration::from_millis(60);

/// Where on a page something is: its name, the group it stands in, which of several.
#[derive(Clone, Copy, Debug)]
pub struct Spot<'a> {
    name: &'a str,
    within: &'a str,
    nth: usize,
}

impl<'a> From<&'a str> for Spot<'a> {
    fn from(name: &'a str) -> Self {
        Self { name, within: "", nth: 0 }
    }
}

impl<'a> From<&'a String> for Spot<'a> {
    fn from(name: &'a String) -> Self {
        Self::from(name.as_str())
    }
}

/// The thing of this name in the group of that one.
pub fn within<'a>(within: &'a str, name: &'a str) -> Spot<'a> {
    Spot { name, within, nth: 0 }
}

/// The `nth` of that name, from nought.
pub fn nth(name: &str, nth: usize) -> Spot<'_> {
    Spot { name, within: "", nth }
}

/// One person at one browser.
pub struct Session {
    pub client: Client,
    pub base: String,
    pub name: String,
}

impl Session {
    pub fn over(client: Client, base: String, name: &str) -> Self {
        Self { client, base, name: name.to_owned() }
    }

    /// Opens a page of the server.
    pub async fn open(&self, path: &str) {
        let address = format!("{}{path}", self.base);
        if let Err(error) = self.client.goto(&address).await {
            self.fail(&format!("cannot open {path}: {error}")).await;
        }
        self.fits().await;
    }

    pub async fn sign_in(&self, login: &str, password: &str) {
        self.open("/sign-in").await;
        self.type_into("input[name=login]", login).await;
        self.type_into("input[name=password]", password).await;
        self.click("main form button").await;
        self.until("signed in", "return !!document.querySelector('form[action=\"/sign-out\"]')", &[]).await;
    }

    /// Reads in this language from here on, by the link that every page has.
    pub async fn language(&self, tag: &str) {
        let shown = self.run("return document.documentElement.lang", &[]).await;
        if shown != tag {
            self.click(&format!("a[hreflang={tag}]")).await;
            self.until("language changed", "return document.documentElement.lang === arguments[0]", &[json!(tag)])
                .await;
        }
    }

    /// Puts a value into the field with this label, whatever kind of field it is.
    pub async fn fill<'a>(&self, spot: impl Into<Spot<'a>>, value: &str) {
        let field = self.find("field", spot.into()).await;
        let kind = self.about(&field, "return arguments[0].type").await;
        let done = match kind.as_str().unwrap_or_default() {
            // A date's keys depend on the browser's language; a value set as the picker sets it does not.
            "date" | "datetime-local" => {
                let set = "arguments[0].value = arguments[1];
                    for (const kind of ['input', 'change']) arguments[0].dispatchEvent(new Event(kind, {bubbles: true}));";
                self.client.execute(set, vec![handle(&field), json!(value)]).await.map(|_| ())
            }
            "select-one" => self.choose(&field, value).await,
            "file" => field.send_keys(value).await,
            _ => match field.clear().await {
                Ok(()) => field.send_keys(value).await,
                Err(error) => Err(error),
            },
        };
        if let Err(error) = done {
            self.fail(&format!("cannot fill in {value:?}: {error}")).await;
        }
    }

    async fn choose(&self, field: &Element, words: &str) -> Result<(), CmdError> {
        let option = "return [...arguments[0].options].findIndex((option) => option.label.trim() === arguments[1])";
        let index = self.run(option, &[handle(field), json!(words)]).await;
        match index.as_u64().and_then(|index| usize::try_from(index).ok()) {
            Some(index) => field.select_by_index(index).await,
            None => self.fail(&format!("there is no choice {words:?}")).await,
        }
    }

    /// Ticks the box, or picks the choice, with this label.
    pub async fn tick<'a>(&self, spot: impl Into<Spot<'a>>) {
        let field = self.find("field", spot.into()).await;
        if !field.is_selected().await.unwrap_or(false)
            && let Err(error) = field.click().await
        {
            self.fail(&format!("cannot tick: {error}")).await;
        }
    }

    /// What stands in the field with this label.
    pub async fn value<'a>(&self, spot: impl Into<Spot<'a>>) -> String {
        let field = self.find("field", spot.into()).await;
        self.about(&field, "return arguments[0].value").await.as_str().unwrap_or_default().to_owned()
    }

    /// Presses the button, or follows the link, of this name.
    pub async fn press<'a>(&self, spot: impl Into<Spot<'a>>) {
        let spot = spot.into();
        let button = self.find("press", spot).await;
        if let Err(error) = button.click().await {
            self.fail(&format!("cannot press {:?}: {error}", spot.name)).await;
        }
        self.fits().await;
    }

    /// Waits until the page says this.
    pub async fn see(&self, text: &str) {
        let read = "return document.body.innerText.replace(/\\s+/g, ' ').includes(arguments[0])";
        self.until(&format!("see {text:?}"), read, &[json!(text)]).await;
    }

    /// Waits until the page does not say this.
    pub async fn see_no(&self, text: &str) {
        let read = "return !document.body.innerText.replace(/\\s+/g, ' ').includes(arguments[0])";
        self.until(&format!("see no {text:?}"), read, &[json!(text)]).await;
    }

    /// Waits until the address starts so.
    pub async fn arrive(&self, path: &str) {
        let there = "return (location.pathname + location.search).startsWith(arguments[0])";
        self.until(&format!("arrive at {path}"), there, &[json!(path)]).await;
    }

    /// Waits until a script finds something true; a page on its way out is looked at again.
    pub async fn until(&self, what: &str, script: &str, args: &[Value]) -> Value {
        let start = Instant::now();
        loop {
            match self.client.execute(script, args.to_vec()).await {
                Ok(found) if !matches!(found, Value::Null | Value::Bool(false)) => return found,
                _ if start.elapsed() < PATIENCE => tokio::time::sleep(BETWEEN).await,
                outcome => self.fail(&format!("waited in vain to {what} ({outcome:?})")).await,
            }
        }
    }

    /// What a script says of the page.
    pub async fn run(&self, script: &str, args: &[Value]) -> Value {
        match self.client.execute(script, args.to_vec()).await {
            Ok(value) => value,
            Err(error) => self.fail(&format!("script {script:?}: {error}")).await,
        }
    }

    async fn about(&self, element: &Element, script: &str) -> Value {
        self.run(script, &[handle(element)]).await
    }

    async fn find(&self, kind: &str, spot: Spot<'_>) -> Element {
        let args = [json!(kind), json!(spot.name), json!(spot.within), json!(spot.nth)];
        let found = self.until(&format!("find {kind} {spot:?}"), FIND, &args).await;
        self.element(&found)
    }

    fn element(&self, found: &Value) -> Element {
        let id = found[ELEMENT].as_str().expect("an element").to_owned();
        Element::from_element_id(self.client.clone(), id.into())
    }

    async fn selected(&self, selector: &str) -> Element {
        let found = self.until(selector, "return document.querySelector(arguments[0])", &[json!(selector)]).await;
        self.element(&found)
    }

    async fn type_into(&self, selector: &str, text: &str) {
        let field = self.selected(selector).await;
        if let Err(error) = field.send_keys(text).await {
            self.fail(&format!("cannot type into {selector}: {error}")).await;
        }
    }

    async fn click(&self, selector: &str) {
        let button = self.selected(selector).await;
        if let Err(error) = button.click().await {
            self.fail(&format!("cannot click {selector}: {error}")).await;
        }
    }

    /// No page is wider than the window it is in.
    pub async fn fits(&self) {
        let wide = "const page = document.documentElement;
            if (page.scrollWidth <= window.innerWidth) return null;
            const scrolls = (e) => e && (getComputedStyle(e).overflowX !== 'visible' || scrolls(e.parentElement));
            const out = [...document.body.querySelectorAll('*')]
                .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1 && !scrolls(e));
            const told = out.slice(-3).map((e) => `<${e.tagName} ${e.className}> ${e.textContent.slice(0, 40)}`);
            return `${page.scrollWidth} > ${window.innerWidth} on ${location.pathname}: ${told.join(' | ')}`";
        let wide = self.run(wide, &[]).await;
        if let Some(wide) = wide.as_str() {
            self.fail(&format!("the page scrolls sideways: {wide}")).await;
        }
    }

    /// Ends the visit; whatever the browser complained of meanwhile is a failure.
    pub async fn leave(self) {
        let complaints = self.complaints().await;
        if !complaints.is_empty() {
            self.fail(&format!("the browser complained: {}", complaints.join("\n"))).await;
        }
        self.client.close().await.unwrap();
    }

    /// Saves what is on the screen, prints the words, and panics.
    pub async fn fail(&self, why: &str) -> ! {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("chromium");
        let _ = std::fs::create_dir_all(&folder);
        let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let file = folder.join(format!("{test}-{}.png", self.name));
        if let Ok(picture) = self.client.screenshot().await {
            let _ = std::fs::write(&file, picture);
        }
        let words = self.client.execute("return document.body.innerText", Vec::new()).await;
        let address = self.client.current_url().await.map(|url| url.to_string()).unwrap_or_default();
        let words = words.ok().and_then(|words| words.as_str().map(str::to_owned)).unwrap_or_default();
        panic!("{}: {why}\nat {address}\nscreenshot: {}\n{words}", self.name, file.display());
    }
}

/// An element as an argument of a script.
fn handle(element: &Element) -> Value {
    json!({ELEMENT: element.element_id().as_ref()})
}
