//! Pages of other origins that ask from within the browser. The origin is allowed when a client registered it, whole and
//! unchanged; an origin is never answered because it asked (OA14).

use app::{PageRights, Trouble};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use crate::Web;
use crate::answer;
use crate::request::Asking;

/// Where a request comes from, as the browser says.
pub enum Asker {
    /// No page of another origin: our own, a program, or somebody's address bar.
    Ours,
    Page {
        origin: HeaderValue,
        rights: PageRights,
    },
    /// An origin that nobody registered, `null` among them.
    Stranger,
}

pub async fn asker(web: &Web, headers: &HeaderMap) -> Result<Asker, Trouble> {
    let mut said = headers.get_all(header::ORIGIN).iter();
    let origin = match (said.next(), said.next()) {
        (None, _) => return Ok(Asker::Ours),
        (Some(origin), None) => origin,
        (Some(_), Some(_)) => return Ok(Asker::Stranger),
    };
    let Ok(text) = origin.to_str() else { return Ok(Asker::Stranger) };
    if text == web.origin() {
        return Ok(Asker::Ours);
    }
    let rights = Box::pin(web.app().page_rights(text)).await?;
    Ok(rights.map_or(Asker::Stranger, |rights| Asker::Page { origin: origin.clone(), rights }))
}

impl Asker {
    /// Lets the page read the answer, and caches know that another page gets another.
    pub fn allow(&self, mut response: Response) -> Response {
        let headers = response.headers_mut();
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
        if let Self::Page { origin, .. } = self {
            headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        }
        response
    }
}

/// For endpoints whose proof is in the request itself and never a cookie: token and userinfo.
pub async fn answer_pages(State(web): State<Web>, request: Request, next: Next) -> Response {
    let asker = match asker(&web, request.headers()).await {
        Ok(asker) => asker,
        Err(error) => {
            let asking = Asking::read(&request.into_parts().0, &web);
            return answer::trouble(&web, &asking, &error);
        }
    };
    if request.method() == Method::OPTIONS && matches!(asker, Asker::Page { .. }) {
        return asker.allow(preflight());
    }
    asker.allow(next.run(request).await)
}

/// What a page may send (Fetch §4.8): a bearer token and a form.
fn preflight() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    let said = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type"),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    headers.extend(said.map(|(name, value)| (name, HeaderValue::from_static(value))));
    response
}
