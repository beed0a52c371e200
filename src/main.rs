//! The `concord` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    memory::few_arenas();
    concord::cli::main()
}

/// Memory that large requests have used goes back to the system (`docs/decisions/0020-memory.md`).
///
/// The GNU C library takes its settings from its environment alone, when a program begins; so the program begins once more,
/// as the same process.
mod memory {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    pub fn few_arenas() {
        use std::os::unix::process::CommandExt;
        /// Heaps that threads share: one a core.
        const ARENAS: &str = "MALLOC_ARENA_MAX";
        /// From so many bytes on, memory is the system's own and goes back at once: 1 MiB.
        const MAPPED: (&str, &str) = ("MALLOC_MMAP_THRESHOLD_", "1048576");
        if [ARENAS, MAPPED.0, "GLIBC_TUNABLES"].iter().any(|set| std::env::var_os(set).is_some()) {
            return;
        }
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZeroUsize::get);
        let mut words = std::env::args_os();
        let (Ok(program), Some(name)) = (std::env::current_exe(), words.next()) else { return };
        let mut again = std::process::Command::new(program);
        again.arg0(name).args(words).env(ARENAS, cores.max(2).to_string()).env(MAPPED.0, MAPPED.1);
        // Returns only where it fails: then the program goes on as it is.
        let _ = again.exec();
    }

    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    pub const fn few_arenas() {}
}
