//! What the environment says.

use chrono_tz::Tz;
use clap::Args;
use std::net::SocketAddr;

/// Where data lives and who is served.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// `sqlite:FILE?mode=rwc` or `postgres://…`.
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite:data/concord.db?mode=rwc", hide_env_values = true)]
    pub database_url: String,
    /// Rulebooks to use instead of the shipped ones (a folder of *.toml).
    #[arg(long, env = "CONCORD_RULEBOOKS", value_name = "DIR")]
    pub rulebook: Option<std::path::PathBuf>,
    /// IANA zone in which days of mandates are counted and times are shown, e.g. `Europe/Berlin`; else the system's.
    #[arg(long, env = "CONCORD_ZONE", value_name = "ZONE")]
    pub zone: Option<Tz>,
}

impl Config {
    /// The zone that was asked for, else the system's, else UTC.
    pub fn zone(&self) -> Tz {
        let system = || iana_time_zone::get_timezone().ok()?.parse().ok();
        self.zone.or_else(system).unwrap_or(Tz::UTC)
    }
}

/// How the server listens.
#[derive(Clone, Debug, Args)]
pub struct Listen {
    /// Address and port.
    #[arg(long, env = "CONCORD_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Cookies only over HTTPS; set it wherever a proxy terminates TLS.
    #[arg(long, env = "CONCORD_SECURE_COOKIES")]
    pub secure_cookies: bool,
    /// A proxy of yours stands before the server: its `X-Forwarded-For` names whose sign-ins are counted.
    #[arg(long, env = "CONCORD_BEHIND_PROXY")]
    pub behind_proxy: bool,
}
