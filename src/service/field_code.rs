//! What can be wrong with a field.

use domain::text::TextFault;
use serde::Serialize;

macro_rules! codes {
    ($($variant:ident = $word:literal),+ $(,)?) => {
        /// What is wrong with a field; its sentence is `field-<word>` of the locales.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, utoipa::ToSchema)]
        pub enum FieldCode { $(#[serde(rename = $word)] $variant),+ }

        impl FieldCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word of the locales, with dashes; the API's has underscores.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

codes! {
    DocumentEmpty = "document-empty",
    DocumentLarge = "document-large",
    DocumentKind = "document-kind",
    DocumentDiffers = "document-differs",
    DocumentBomb = "document-bomb",
    DocumentMany = "document-many",
    RecordFull = "record-full",
    TooMany = "too-many",
    OwnAccount = "own-account",
    LastOperator = "last-operator",
    Required = "required",
    TooLong = "too-long",
    TooManyEntries = "too-many-entries",
    Unknown = "unknown",
    Taken = "taken",
    Same = "same",
    BeforeFrom = "before-from",
    LoginCharacters = "login-characters",
    PasswordShort = "password-short",
    PasswordWrong = "password-wrong",
    OrganisationCode = "organisation-code",
    AreaCode = "area-code",
    WrongKind = "wrong-kind",
    RoleOrganisation = "role-organisation",
    Whole = "whole",
    Instant = "instant",
    Date = "date",
    Decimal = "decimal",
    ControlCharacter = "control-character",
    BidiControl = "bidi-control",
    InvisibleCharacter = "invisible-character",
    DateRange = "date-range",
    TableTooLarge = "table-too-large",
    FileTooLarge = "file-too-large",
    SheetTooLarge = "sheet-too-large",
}

impl From<TextFault> for FieldCode {
    fn from(fault: TextFault) -> Self {
        match fault {
            TextFault::ControlCharacter => Self::ControlCharacter,
            TextFault::BidiControl => Self::BidiControl,
            TextFault::InvisibleCharacter => Self::InvisibleCharacter,
        }
    }
}
