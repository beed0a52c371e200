//! Documents through an office program: as text and as pages.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use tempfile::TempDir;

/// One at a time: the program keeps a profile that two cannot share.
static TURN: Mutex<()> = Mutex::new(());

/// What the program reads of office files, by name, as text.
pub fn texts(files: &[(String, Vec<u8>)]) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    let paths = stored(folder.path(), files);
    convert(folder.path(), &paths, "pdf");
    let read = |path: &PathBuf| {
        let text = Command::new("pdftotext").arg("-layout").arg(path.with_extension("pdf")).arg("-").output();
        let text = text.expect("pdftotext is installed (poppler-utils)");
        assert!(text.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&text.stderr));
        String::from_utf8(text.stdout).unwrap()
    };
    paths.iter().map(read).collect()
}

fn stored(folder: &Path, files: &[(String, Vec<u8>)]) -> Vec<PathBuf> {
    let store = |(name, bytes): &(String, Vec<u8>)| {
        let path = folder.join(format!("{name}.docx"));
        std::fs::write(&path, bytes).unwrap();
        path
    };
    files.iter().map(store).collect()
}

fn convert(folder: &Path, paths: &[PathBuf], to: &str) {
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let done = Command::new("soffice")
        .args([profile.as_str(), "--headless", "--convert-to", to, "--outdir"])
        .arg(folder)
        .args(paths)
        .output()
        .expect("soffice is installed (libreoffice-writer-nogui)");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
