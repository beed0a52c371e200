//! The body of an act in the document: one schema for each act.

use super::shapes::{Field, Kind, SHAPES, Shape};
use serde_json::Value;
use std::borrow::Cow;
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, OneOfBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// An act: its name under `act`, its fields beside it.
pub(super) struct ActBody;

impl PartialSchema for ActBody {
    fn schema() -> RefOr<Schema> {
        // No discriminator: it speaks of named schemas only, and `act` is an enumeration of one in each.
        let mut all =
            OneOfBuilder::new().description(Some("One act, its name under `act`. Unknown fields are refused."));
        for shape in SHAPES {
            all = all.item(one(shape));
        }
        RefOr::T(Schema::OneOf(all.build()))
    }
}

impl ToSchema for ActBody {
    fn name() -> Cow<'static, str> {
        "Act".into()
    }
}

fn one(shape: &Shape) -> Schema {
    let name = ObjectBuilder::new().schema_type(Type::String).enum_values(Some([shape.act.name()]));
    let object = ObjectBuilder::new()
        .title(Some(shape.act.name()))
        .description(Some(shape.does))
        .property("act", name)
        .required("act")
        .examples(serde_json::from_str::<Value>(shape.example));
    fields(object, shape.fields)
}

fn fields(mut object: ObjectBuilder, all: &[Field]) -> Schema {
    for field in all {
        object = object.property(field.name, kind(field.kind, field.says));
        if field.required {
            object = object.required(field.name);
        }
    }
    Schema::Object(object.build())
}

fn kind(kind: Kind, says: &str) -> Schema {
    let string = || ObjectBuilder::new().schema_type(Type::String).description(Some(says));
    let format = |known| Schema::from(string().format(Some(SchemaFormat::KnownFormat(known))));
    let list = |of: Schema| Schema::from(ArrayBuilder::new().items(RefOr::T(of)).description(Some(says)));
    match kind {
        Kind::Text => string().into(),
        Kind::Texts => list(ObjectBuilder::new().schema_type(Type::String).into()),
        Kind::Instant => format(KnownFormat::DateTime),
        Kind::Day => format(KnownFormat::Date),
        Kind::Id => format(KnownFormat::Uuid),
        Kind::Number => ObjectBuilder::new().schema_type(Type::Integer).description(Some(says)).into(),
        Kind::Numbers => list(ObjectBuilder::new().schema_type(Type::Integer).into()),
        Kind::Flag => ObjectBuilder::new().schema_type(Type::Boolean).description(Some(says)).into(),
        Kind::Sha256 => string().pattern(Some("^[0-9a-f]{64}$")).into(),
        Kind::Decimal => string().pattern(Some(r"^-?[0-9]{1,12}(\.[0-9]{1,4})?$")).into(),
        Kind::Sheet => ObjectBuilder::new().schema_type(Type::Object).description(Some(says)).into(),
        Kind::Word(words) => string().enum_values(Some(words.iter().copied())).into(),
        Kind::Object(of) => fields(ObjectBuilder::new().description(Some(says)), of),
        Kind::Objects(of) => list(fields(ObjectBuilder::new(), of)),
    }
}
