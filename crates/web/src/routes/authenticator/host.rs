//! Which of the two origins a request is for. One server answers for both, by `Host`.

use http::{Request, header};

use crate::request::text;

/// Whether the request is for the authenticator's origin, such as `https://app.lumen.example`.
pub fn is_asked<B>(request: &Request<B>, address: &str) -> bool {
    let host = match request.uri().authority() {
        // HTTP/2 says it in the address.
        Some(authority) => authority.as_str().to_owned(),
        None => text(request.headers(), &header::HOST),
    };
    let (scheme, ours) = address.split_once("://").unwrap_or(("https", address));
    let usual_port = if scheme == "https" { ":443" } else { ":80" };
    let host = host.strip_suffix(usual_port).unwrap_or(&host);
    host.eq_ignore_ascii_case(ours)
}

#[cfg(test)]
mod tests {
    use super::is_asked;

    #[test]
    fn a_request_is_for_the_authenticator_by_its_whole_host() {
        let asked = |host: &str, address: &str| {
            let request = http::Request::builder().header("host", host).body(());
            is_asked(&request.unwrap(), address)
        };
        assert!(asked("app.lumen.example", "https://app.lumen.example"));
        assert!(asked("APP.lumen.example:443", "https://app.lumen.example"));
        assert!(asked("app.localhost:8400", "http://app.localhost:8400"));
        for host in [
            "",
            "lumen.example",
            "app.lumen.example.evil.example",
            "xapp.lumen.example",
            "app.lumen.example:80",
        ] {
            assert!(!asked(host, "https://app.lumen.example"), "{host}");
        }
    }
}
