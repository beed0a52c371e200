//! Schemas of the OpenAPI document for what says more than its Rust type: texts and lists with their maxima, decimals and
//! digests as strings with a pattern. Feature `schema`.

use crate::bargaining::{Delegate, ObjectedItem};
use crate::limits;
use std::borrow::Cow;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

fn string() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

/// The schema of an enumeration with `ALL` and a word for each: what a macro declares, no derive can read.
macro_rules! words {
    ($name:ident) => {
        $crate::schema::words!($name, word);
    };
    ($name:ident, $word:ident) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::schema::enumeration(Self::ALL.iter().map(|one| one.$word()))
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}
pub(crate) use words;

/// One of these words.
pub fn enumeration(words: impl Iterator<Item = &'static str>) -> RefOr<Schema> {
    string().enum_values(Some(words)).build().into()
}

macro_rules! texts {
    ($($name:ident = $max:ident),+ $(,)?) => { $(
        #[doc = concat!("A text of at most `limits::", stringify!($max), "` characters.")]
        #[derive(Debug)]
        pub enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                string().max_length(Some(limits::$max)).build().into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                stringify!($name).into()
            }
        }
    )+ };
}

texts! {
    Prose = TEXT, Reason = REASON, Message = MESSAGE, Title = TITLE, Name = NAME, Line = SHORT, Subject = SUBJECT,
    Key = KEY, FileName = FILE_NAME, MediaType = MEDIA_TYPE,
}

macro_rules! lists {
    ($($name:ident of $of:ty = $max:ident),+ $(,)?) => { $(
        #[doc = concat!("A list of at most `limits::", stringify!($max), "` entries.")]
        #[derive(Debug)]
        pub enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let of = Ref::from_schema_name(<$of as ToSchema>::name());
                ArrayBuilder::new().items(of).max_items(Some(limits::$max)).build().into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
                schemas.push((<$of as ToSchema>::name().into_owned(), <$of as PartialSchema>::schema()));
                <$of as ToSchema>::schemas(schemas);
            }
        }
    )+ };
}

lists! {
    Topics of Line = TOPICS, InformationWanted of Subject = INFORMATION, Members of Delegate = MEMBERS,
    ItemKeys of Key = INITIALLED, ObjectedItems of ObjectedItem = OBJECTED, Missing of Subject = MISSING,
    AnswerDocuments of crate::bargaining::Seq = ANSWER_DOCUMENTS,
    SheetItems of crate::term::Item = SHEET_ITEMS, Bands of crate::term::LeaveBand = BANDS,
}

macro_rules! patterns {
    ($($(#[$doc:meta])* $name:ident = ($pattern:literal, $longest:expr)),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                string().pattern(Some($pattern)).max_length(Some($longest)).build().into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                stringify!($name).into()
            }
        }
    )+ };
}

patterns! {
    /// SHA-256 in hexadecimal, lower case.
    Sha256 = ("^[0-9a-f]{64}$", limits::SHA256),
    /// An exact decimal: sign, up to twelve digits, up to four decimals.
    Decimal = (r"^-?[0-9]{1,12}(\.[0-9]{1,4})?$", limits::DECIMAL),
}

macro_rules! decimals {
    ($($name:ident),+) => { $(
        impl PartialSchema for crate::decimal::$name {
            fn schema() -> RefOr<Schema> {
                Decimal::schema()
            }
        }

        impl ToSchema for crate::decimal::$name {}
    )+ };
}

decimals!(Money, Percent, Multiplier, Days, Hours);

/// A term sheet as sent: an object in the format of `docs/DOMAIN.md`, at most `limits::SHEET_BYTES` bytes.
#[derive(Debug)]
pub enum SheetJson {}

impl PartialSchema for SheetJson {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Object).build().into()
    }
}

impl ToSchema for SheetJson {
    fn name() -> Cow<'static, str> {
        "SheetJson".into()
    }
}
