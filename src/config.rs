//! What the environment says.

use chrono_tz::Tz;
use clap::Args;
use std::fmt;
use std::net::SocketAddr;
use std::str::FromStr;
use url::Url;

/// The server's address as people and calendars reach it: scheme, host and port, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What a server that was told no address says: the one it listens at.
    pub fn of(listen: SocketAddr) -> Self {
        Self(format!("http://{listen}"))
    }
}

impl Default for PublicUrl {
    fn default() -> Self {
        Self("http://localhost".to_owned())
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).map_err(|error| error.to_string())?;
        let origin = url.origin().ascii_serialization();
        let plain = matches!(url.scheme(), "http" | "https") && url.path() == "/" && url.query().is_none();
        let own = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        if plain && own { Ok(Self(origin)) } else { Err(format!("{text}: expected https://HOST or https://HOST:PORT")) }
    }
}

/// Where data lives and who is served.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// `sqlite:FILE?mode=rwc` or `postgres://…`.
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite:data/concord.db?mode=rwc", hide_env_values = true)]
    pub database_url: String,
    /// Rulebooks to use instead of the shipped ones (a folder of *.toml).
    #[arg(long, env = "CONCORD_RULEBOOKS", value_name = "DIR")]
    pub rulebook: Option<std::path::PathBuf>,
    /// IANA zone in which days of mandates are counted and times are shown; else the system's.
    #[arg(long, env = "CONCORD_ZONE", value_name = "ZONE")]
    pub zone: Option<Tz>,
    /// Name of the log, in every entry: a host and a path, e.g. `bargaining.example.org/concord`. `serve` on another
    /// address than loopback needs one; else `localhost/concord`.
    #[arg(long, env = "CONCORD_ORIGIN")]
    pub origin: Option<String>,
}

impl Config {
    /// The name of the log.
    pub fn origin(&self) -> &str {
        self.origin.as_deref().unwrap_or(domain::record::DEFAULT_ORIGIN)
    }

    /// Refuses to serve others under a name that any other log may have too.
    ///
    /// # Errors
    /// What is missing.
    pub fn named_for(&self, address: SocketAddr) -> Result<(), String> {
        if self.origin.is_some() || address.ip().is_loopback() {
            return Ok(());
        }
        Err(format!("{address}: the log needs a name of its own: CONCORD_ORIGIN, e.g. bargaining.example.org/concord"))
    }

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
    /// The address at which people reach the server: links in calendar feeds carry it.
    #[arg(long, env = "CONCORD_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,
    /// Address and port of `GET /metrics` for Prometheus; nothing listens there unless it is set. Not for the public.
    #[arg(long, env = "CONCORD_METRICS_LISTEN", value_name = "ADDRESS")]
    pub metrics_listen: Option<SocketAddr>,
    /// Cookies only over HTTPS; set it wherever a proxy terminates TLS.
    #[arg(long, env = "CONCORD_SECURE_COOKIES")]
    pub secure_cookies: bool,
    /// A proxy of yours stands before the server: its `X-Forwarded-For` names whose sign-ins are counted.
    #[arg(long, env = "CONCORD_BEHIND_PROXY")]
    pub behind_proxy: bool,
    /// Connections at once; without a proxy a quarter of them of one network.
    #[arg(long, env = "CONCORD_CONNECTIONS", default_value = "1024", value_parser = clap::value_parser!(u16).range(8..))]
    pub connections: u16,
}

#[cfg(test)]
mod tests {
    use super::PublicUrl;

    #[test]
    fn an_address_is_a_scheme_a_host_and_maybe_a_port() {
        let taken = [
            ("https://Bargain.example", "https://bargain.example"),
            ("https://bargain.example/", "https://bargain.example"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
        ];
        for (text, address) in taken {
            assert_eq!(text.parse::<PublicUrl>().map(|url| url.to_string()), Ok(address.to_owned()));
        }
        for text in [
            "",
            "bargain.example",
            "ftp://x",
            "https://x/y",
            "https://x?y",
            "https://a@x",
            "https://x#y",
            "javascript:x",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }
}
