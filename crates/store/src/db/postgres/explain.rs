//! The plan of a statement whatever its parameters will be. Knows no statement.

use deadpool_postgres::Pool;
use tokio_postgres::SimpleQueryMessage;

use super::fault;
use super::pool::Held;
use crate::db::{Statement, Trouble};

/// Tables in a test are so small that reading them whole is cheapest; we ask whether an index could serve.
const SETTINGS: &str = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off";

pub(super) async fn plan(pool: &Pool, statement: &Statement) -> Result<Vec<String>, Trouble> {
    // Never given back: the settings and the named statement end with the connection.
    let held = Held::from(pool).await?;
    let client = held.client();
    let sql = statement.for_postgres();
    let plan = async {
        let parameters = client.prepare(&sql).await?.params().len();
        let arguments = if parameters == 0 {
            String::new()
        } else {
            format!("({})", vec!["NULL"; parameters].join(", "))
        };
        client.batch_execute(&format!("{SETTINGS}; PREPARE explained AS {sql}")).await?;
        client.simple_query(&format!("EXPLAIN EXECUTE explained{arguments}")).await
    };
    let messages = plan.await.map_err(|error| fault::failed(statement.name, error))?;
    let line = |message| match message {
        SimpleQueryMessage::Row(row) => row.get(0).map(ToOwned::to_owned),
        _ => None,
    };
    Ok(messages.into_iter().filter_map(line).collect())
}
