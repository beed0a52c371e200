//! The kinds of act: one enumeration, from which every list of acts is derived.

use super::Act;
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// What is done, without the fields of the act.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum ActKind { $($(#[$doc])* #[serde(rename = $word)] $variant),+ }

        impl ActKind {
            /// Every kind, in the order of the procedure.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word of the `act` field, e.g. `table_offer`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        #[cfg(feature = "schema")]
        crate::schema::words!(ActKind, name);

        impl Act {
            /// Its kind.
            pub const fn kind(&self) -> ActKind {
                match self { $(Self::$variant { .. } => ActKind::$variant),+ }
            }
        }
    };
}

kinds! {
    /// 要约.
    Invite = "invite",
    /// 答复.
    Reply = "reply",
    /// The unanswered invitation is taken back.
    WithdrawInvitation = "withdraw_invitation",
    /// The side's delegation.
    NameDelegation = "name_delegation",
    /// A representative has left.
    ReportVacancy = "report_vacancy",
    /// Asks for information.
    RequestInformation = "request_information",
    /// Gives or refuses it.
    AnswerInformation = "answer_information",
    /// Delivers a document.
    ServeDocument = "serve_document",
    /// Opens a session.
    OpenSession = "open_session",
    /// Records its minutes.
    RecordMinutes = "record_minutes",
    /// Signs them.
    SignMinutes = "sign_minutes",
    /// 提出方案.
    TableOffer = "table_offer",
    /// Takes the own offer off the table.
    WithdrawOffer = "withdraw_offer",
    /// 逐条草签.
    InitialItems = "initial_items",
    /// Reopens an agreed item.
    ReopenItem = "reopen_item",
    /// Accepts the other side's offer whole.
    AcceptOffer = "accept_offer",
    /// Agrees the draft.
    AgreeDraft = "agree_draft",
    /// Proposes or agrees to a suspension.
    Suspend = "suspend",
    /// Resumes before its last day.
    Resume = "resume",
    /// 申请协调.
    ApplyCoordination = "apply_coordination",
    /// Complains of silence.
    ComplainOfSilence = "complain_of_silence",
    /// The bureau accepts or extends.
    Coordinate = "coordinate",
    /// 协调处理协议书.
    SettleCoordination = "settle_coordination",
    /// Opens the ballot.
    OpenBallot = "open_ballot",
    /// Records the vote.
    RecordVote = "record_vote",
    /// A covered enterprise confirms.
    ConfirmCoverage = "confirm_coverage",
    /// 签订.
    Sign = "sign",
    /// 报送.
    File = "file",
    /// 受理.
    Acknowledge = "acknowledge",
    /// The filing is incomplete.
    AskCorrection = "ask_correction",
    /// 审查意见书.
    GiveOpinion = "give_opinion",
    /// 公布.
    Publish = "publish",
    /// Proposes to amend the contract in force.
    ProposeAmendment = "propose_amendment",
    /// Ends the contract in force.
    Terminate = "terminate",
    /// A successor took its place.
    Replace = "replace",
}

impl ActKind {
    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl Act {
    /// Its name, as in the `act` field of its JSON.
    pub const fn name(&self) -> &'static str {
        self.kind().name()
    }
}

impl std::fmt::Display for ActKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
