//! Signing in, the languages, a page that is not there: with scripts and without, on a desk and on a phone.

use super::server::TestServer;
use super::view::Window;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_two_languages_with_and_without_scripts() {
    let server = TestServer::huinong().await;
    let union = server.browsers.visitor("union", "zh-CN").await;
    union.open("/negotiations").await;
    union.see("登录").await;
    union.fill("登录名", "union.chief").await;
    union.fill("密码", "wrong").await;
    union.press("登录").await;
    union.see("登录失败").await;
    assert_eq!(union.value("登录名").await, "union.chief");
    union.sign_in("union.chief", "union.chief-password").await;
    union.language("zh-CN").await;
    union.see("等您办理").await;
    assert_eq!(union.run("return document.documentElement.className", &[]).await, "scripted");
    union.press("English").await;
    union.see("Waiting for you").await;
    union.see_no("等您办理").await;
    let background = "return getComputedStyle(document.body).backgroundColor";
    let light = union.run(background, &[]).await;
    union.dark(true).await;
    assert_ne!(union.run(background, &[]).await, light);
    union.scripts_off().await;
    union.window(Window::Phone).await;
    union.press("Negotiations").await;
    union.see("Start a negotiation").await;
    assert_eq!(union.run("return document.documentElement.className", &[]).await, "");
    union.open("/nowhere").await;
    union.see("Not found").await;
    union.leave().await;
}
