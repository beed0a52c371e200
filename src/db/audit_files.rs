//! What an audit reads, in pieces: a payroll is larger than what is held at once.

use super::Error;
use super::Write;
use entity::audit_file::{self, Column as C, Entity};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

/// The contract's term sheet, as it was when the audit was asked for.
pub const SHEET: &str = "sheet";
pub const PAYROLL: &str = "payroll";
pub const ROSTER: &str = "roster";
/// How the payroll is read, as canonical JSON: one piece.
pub const PROFILE: &str = "profile";

/// Stores a piece of a file; the first is 0.
///
/// # Errors
/// The database's.
pub async fn insert(db: &impl Write, run: i64, file: &str, part: i32, bytes: Vec<u8>) -> Result<(), Error> {
    let row = audit_file::ActiveModel { run: Set(run), file: Set(file.to_owned()), part: Set(part), bytes: Set(bytes) };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// A piece of a file; none after the last.
///
/// # Errors
/// The database's.
pub async fn part(db: &impl ConnectionTrait, run: i64, file: &str, part: i32) -> Result<Option<Vec<u8>>, Error> {
    let found = Entity::find().select_only().column(C::Bytes);
    let found = found.filter(C::Run.eq(run)).filter(C::File.eq(file)).filter(C::Part.eq(part));
    Ok(found.into_tuple().one(db).await?)
}

/// Takes away at most `limit` pieces of a run; whether there may be more.
///
/// # Errors
/// The database's.
pub async fn discard(db: &impl Write, run: i64, limit: u64) -> Result<bool, Error> {
    let pieces: Vec<(String, i32)> = Entity::find()
        .select_only()
        .columns([C::File, C::Part])
        .filter(C::Run.eq(run))
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let count = u64::try_from(pieces.len()).unwrap_or(u64::MAX);
    for (file, part) in pieces {
        let gone = Entity::delete_many().filter(C::Run.eq(run)).filter(C::File.eq(file)).filter(C::Part.eq(part));
        gone.exec(db).await?;
    }
    Ok(count == limit)
}
