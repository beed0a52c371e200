//! Why an act was refused. A refused act changes nothing.

use crate::statute::Citation;
use crate::term::SheetFault;
use serde::Serialize;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// Codes of refusals and of field faults. The sentence is `refusal-<word with dashes>` of `refusal.ftl`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum RefusalCode { $($(#[$doc])* #[serde(rename = $word)] $variant),+ }

        impl RefusalCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code's word, e.g. `not_now`.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        #[cfg(feature = "schema")]
        crate::schema::words!(RefusalCode);
    };
}

codes! {
    /// No rulebook for the jurisdiction.
    NoRulebook = "no_rulebook",
    /// The procedure does not allow this act at this stage.
    NotNow = "not_now",
    /// Only a party to the negotiation.
    NotAParty = "not_a_party",
    /// Only the chief representative.
    NotTheChief = "not_the_chief",
    /// Only a representative.
    NotARepresentative = "not_a_representative",
    /// Only the competent bureau.
    NotTheBureau = "not_the_bureau",
    OtherSideOnly = "other_side_only",
    /// Only this side's own act or offer.
    OwnSideOnly = "own_side_only",
    /// Several fields are at fault.
    InvalidFields = "invalid_fields",
    /// Field: required.
    Required = "required",
    /// Field: longer than allowed.
    TooLong = "too_long",
    /// Field: more bytes than allowed.
    TooLarge = "too_large",
    /// Field: more entries than allowed.
    TooMany = "too_many",
    /// Field: a control character.
    ControlCharacter = "control_character",
    /// Field: a character that turns the direction of the text.
    BidiControl = "bidi_control",
    /// Field: a character without width.
    InvisibleCharacter = "invisible_character",
    /// Field: a day outside 1900–2200.
    DateOutOfRange = "date_out_of_range",
    /// Field: must lie in the future.
    NotInFuture = "not_in_future",
    /// Field: must be above zero.
    MustBePositive = "must_be_positive",
    /// Field: named twice.
    Duplicate = "duplicate",
    /// Field: unknown in this negotiation.
    Unknown = "unknown",
    /// Field: several people have this name.
    Ambiguous = "ambiguous",
    /// A delegation has exactly one chief.
    OneChief = "one_chief",
    TooFewRepresentatives = "too_few_representatives",
    TooManyRepresentatives = "too_many_representatives",
    /// Numbers of the sides must be equal.
    UnequalNumbers = "unequal_numbers",
    /// The employers' side may not be larger.
    EmployersTooMany = "employers_too_many",
    /// Too many representatives from outside.
    TooManyOutside = "too_many_outside",
    /// The chief may not come from outside.
    OutsideChief = "outside_chief",
    OnBothSides = "on_both_sides",
    /// The request was answered already.
    AlreadyAnswered = "already_answered",
    /// The document was served already.
    DocumentServed = "document_served",
    /// Not the document as it is stored.
    DocumentDiffers = "document_differs",
    /// Not the turn of that side's chief to chair.
    NotTheirTurnToChair = "not_their_turn_to_chair",
    RecorderIsRepresentative = "recorder_is_representative",
    /// Neither the recorder nor a chief.
    NotTheRecorder = "not_the_recorder",
    /// No minutes recorded yet.
    NoMinutes = "no_minutes",
    /// Signed minutes are not changed.
    MinutesSigned = "minutes_signed",
    /// This person has done so already.
    AlreadyDone = "already_done",
    SheetInvalid = "sheet_invalid",
    /// Sheet of another jurisdiction.
    WrongJurisdiction = "wrong_jurisdiction",
    /// Sheet of another area.
    WrongArea = "wrong_area",
    /// The other side has tabled since.
    Stale = "stale",
    /// The offer is no longer current.
    OfferNotCurrent = "offer_not_current",
    /// The offer is past its last instant.
    OfferExpired = "offer_expired",
    /// The item is agreed; reopen it first.
    ItemAgreed = "item_agreed",
    /// The item is not agreed, so it need not be reopened.
    ItemNotAgreed = "item_not_agreed",
    /// Only what the bureau objected to is open.
    NotObjected = "not_objected",
    /// A package only whole.
    PackageWhole = "package_whole",
    /// Not every item is initialled or accepted.
    ItemsOpen = "items_open",
    /// The two offers differ in what is not an item (term, rounding).
    FramesDiffer = "frames_differ",
    /// Other bytes than the draft's.
    DraftDiffers = "draft_differs",
    /// A term below the law.
    FloorBreach = "floor_breach",
    /// Longer than a suspension may last.
    SuspensionTooLong = "suspension_too_long",
    /// Another last day than the other side proposed.
    SuspensionDiffers = "suspension_differs",
    /// The rulebook has no extension, or it was used.
    NoExtension = "no_extension",
    NothingOverdue = "nothing_overdue",
    /// The rulebook asks for no vote.
    NoBallotHere = "no_ballot_here",
    /// Past the last day of a second vote, or it was held.
    NoSecondVote = "no_second_vote",
    /// The counts do not add up.
    CountsInconsistent = "counts_inconsistent",
    /// More present than on the roll.
    MorePresentThanRoll = "more_present_than_roll",
    /// The contract covers the whole industry: no confirmation needed.
    CoverageNotNeeded = "coverage_not_needed",
    /// No enterprise has confirmed yet.
    NoEnterpriseConfirmed = "no_enterprise_confirmed",
    /// The other side signs first.
    NotTheirTurnToSign = "not_their_turn_to_sign",
    /// Other bytes than the contract's.
    ContractDiffers = "contract_differs",
    /// The other side files.
    NotTheFiler = "not_the_filer",
    /// Fewer copies than required.
    TooFewCopies = "too_few_copies",
    /// Something of the filing pack is missing.
    PackIncomplete = "pack_incomplete",
    /// The rulebook asks for no filing.
    NoFilingHere = "no_filing_here",
    /// The review has ended: the contract is deemed in force.
    ReviewEnded = "review_ended",
    /// Not acknowledged yet.
    NotAcknowledged = "not_acknowledged",
}

/// One field at fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Path in the act, e.g. `members[2].name`.
    pub field: String,
    /// What is wrong.
    pub code: RefusalCode,
    /// Of what is too long, too large or too many: the most that is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
}

/// A refusal: the rule that forbids the act, every field at fault, values for the sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// What forbids it; of several, the first.
    pub code: RefusalCode,
    /// The rulebook's source, where a value of it forbids the act.
    pub citation: Option<Citation>,
    /// The fields at fault, at once: at most [`FAULTS_TOLD`](crate::limits::FAULTS_TOLD).
    pub faults: Vec<Fault>,
    /// How many more there are.
    pub more: usize,
    /// Named values of the sentence, e.g. `("limit", "9")`.
    pub args: Vec<(&'static str, String)>,
    /// Faults of the term sheet, where that is what is invalid.
    pub sheet: Box<[SheetFault]>,
}

impl Refusal {
    /// A refusal without further data.
    pub fn new(code: RefusalCode) -> Self {
        Self { code, citation: None, faults: Vec::new(), more: 0, args: Vec::new(), sheet: Box::default() }
    }

    /// With the rule it rests on.
    #[must_use]
    pub fn citing(mut self, citation: &Citation) -> Self {
        self.citation = Some(citation.clone());
        self
    }

    /// With a value of its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// With a field at fault; beyond the most that are told, only counted.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        let code = self.code;
        if self.faults.len() < crate::limits::FAULTS_TOLD {
            self.faults.push(Fault { field: field.into(), code, limit: None });
        } else {
            self.more = self.more.saturating_add(1);
        }
        self
    }

    /// The key of its sentence: `refusal-not-now`.
    pub fn key(&self) -> String {
        sentence_key(self.code)
    }
}

/// The message key of a code: `refusal-not-now`.
pub fn sentence_key(code: RefusalCode) -> String {
    format!("refusal-{}", code.word().replace('_', "-"))
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.word())
    }
}

impl std::error::Error for Refusal {}
