//! Schemas of the OpenAPI document for what says more than its Rust type: texts and lists with their maxima, decimals and
//! digests as strings with a pattern. Feature `schema`.

use crate::bargaining::{Delegate, ObjectedItem};
use crate::limits;
use std::borrow::Cow;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, OneOfBuilder, Schema, Type};
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
    SickBands of crate::term::SickBand = BANDS, Classes of crate::term::OvertimeClass = CLASSES,
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

/// Years of service in halves: a whole number, or a text such as `0.5`.
impl PartialSchema for crate::term::Years {
    fn schema() -> RefOr<Schema> {
        let most = u32::from(crate::term::Years::MOST);
        let whole = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0)).maximum(Some(most));
        let halves = string().pattern(Some(r"^[0-9]{1,3}(\.5)?$")).max_length(Some(5));
        Schema::from(OneOfBuilder::new().item(whole).item(halves).build()).into()
    }
}

impl ToSchema for crate::term::Years {}

/// Months of the year, 1–12.
#[derive(Debug)]
pub enum Months {}

impl PartialSchema for Months {
    fn schema() -> RefOr<Schema> {
        let month = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(12));
        ArrayBuilder::new().items(month).min_items(Some(1)).max_items(Some(12)).build().into()
    }
}

impl ToSchema for Months {
    fn name() -> Cow<'static, str> {
        "Months".into()
    }
}

/// Names of codes: by what they name (`grade`, `zone`, …), then by code, lists of at most `limits::NAMES_OF_CODE` names.
#[derive(Debug)]
pub enum SheetNames {}

impl PartialSchema for SheetNames {
    fn schema() -> RefOr<Schema> {
        let names = ArrayBuilder::new().items(Name::schema()).max_items(Some(limits::NAMES_OF_CODE)).build();
        let codes = || {
            let map = ObjectBuilder::new().additional_properties(Some(Schema::from(names.clone())));
            map.max_properties(Some(limits::NAMED_CODES)).build()
        };
        let kinds = crate::term::NameKind::ALL.iter();
        kinds.fold(ObjectBuilder::new(), |map, kind| map.property(kind.word(), codes())).build().into()
    }
}

impl ToSchema for SheetNames {
    fn name() -> Cow<'static, str> {
        "SheetNames".into()
    }
}
