//! Our four kinds of value on PostgreSQL's wire, both ways. Knows no statement.

use std::error::Error;

use bytes::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::db::{Row, Trouble, Value};

pub(super) fn parameter(value: &Value) -> &(dyn ToSql + Sync) {
    value
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) if *ty == Type::INT8 => number.to_sql(ty, out),
            Self::Int(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Self::Int(number) if *ty == Type::INT2 => i16::try_from(*number)?.to_sql(ty, out),
            Self::Text(text) if <String as ToSql>::accepts(ty) => text.to_sql(ty, out),
            Self::Bytes(bytes) if *ty == Type::BYTEA => bytes.to_sql(ty, out),
            _ => Err(format!("{self:?} given where the statement takes {ty}").into()),
        }
    }

    /// Whether a value fits is known only once it is seen: `to_sql` says so.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

pub(super) fn row(statement: &'static str, row: &tokio_postgres::Row) -> Result<Row, Trouble> {
    let values = (0..row.len()).map(|column| {
        let wanted = "of a portable type (BIGINT, TEXT, BYTEA)";
        own(row, column).ok_or(Trouble::Column { statement, column, wanted })
    });
    Ok(Row::new(statement, values.collect::<Result<_, _>>()?))
}

/// Literals and `EXISTS` are narrower here than on SQLite: they come out as its integers.
fn own(row: &tokio_postgres::Row, column: usize) -> Option<Value> {
    let value = match *row.columns()[column].type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(column).ok()?.into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(column).ok()?.into(),
        Type::INT2 => row.try_get::<_, Option<i16>>(column).ok()?.map(i64::from).into(),
        Type::BOOL => row.try_get::<_, Option<bool>>(column).ok()?.map(i64::from).into(),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(column).ok()?.into(),
        _ => row.try_get::<_, Option<String>>(column).ok()?.into(),
    };
    Some(value)
}
