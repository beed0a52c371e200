//! Every act as the document shows it: its fields and an example. A test holds each against the act itself.

use domain::bargaining::ActKind;

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Text.
    Text,
    /// Texts.
    Texts,
    /// An instant, RFC 3339.
    Instant,
    /// A day.
    Day,
    /// An id.
    Id,
    /// A whole number: of an act, a count.
    Number,
    /// Whole numbers.
    Numbers,
    /// Yes or no.
    Flag,
    /// 64 hex digits.
    Sha256,
    /// A decimal, as a string.
    Decimal,
    /// A term sheet.
    Sheet,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An object.
    Object(&'static [Field]),
    /// Objects.
    Objects(&'static [Field]),
}

/// A field of an act.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub name: &'static str,
    pub kind: Kind,
    pub required: bool,
    pub says: &'static str,
}

/// An act.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub act: ActKind,
    pub does: &'static str,
    pub fields: &'static [Field],
    /// Its JSON.
    pub example: &'static str,
}

const fn must(name: &'static str, kind: Kind, says: &'static str) -> Field {
    Field { name, kind, required: true, says }
}

const fn may(name: &'static str, kind: Kind, says: &'static str) -> Field {
    Field { name, kind, required: false, says }
}

const fn shape(act: ActKind, does: &'static str, fields: &'static [Field], example: &'static str) -> Shape {
    Shape { act, does, fields, example }
}

/// Every act, in the order of the procedure.
pub(super) const SHAPES: &[Shape] = &[
    shape(
        ActKind::Invite,
        "要约: the chief who opened the negotiation invites the other side",
        &[
            must("topics", Kind::Texts, "Topics to be bargained"),
            must("proposed_at", Kind::Instant, "Proposed first session, in the future"),
            must("place", Kind::Text, "Place"),
            may("information", Kind::Texts, "Information asked for"),
            may("message", Kind::Text, "Free text"),
        ],
        r#"{"act":"invite","topics":["行业最低工资标准","加班工资"],"proposed_at":"2026-03-20T01:00:00Z","place":"区总工会会议室","information":["2025 年工资总额"]}"#,
    ),
    shape(
        ActKind::Reply,
        "答复: the invited chief accepts or declines; also to a proposed amendment",
        &[
            must("decision", Kind::Word(&["accept", "decline"]), "The answer"),
            may("reason", Kind::Text, "Needed to decline"),
            may("topics", Kind::Texts, "Amended topics; empty keeps the invitation's"),
        ],
        r#"{"act":"reply","decision":"accept"}"#,
    ),
    shape(
        ActKind::WithdrawInvitation,
        "Takes the unanswered invitation back",
        &[must("reason", Kind::Text, "Why")],
        r#"{"act":"withdraw_invitation","reason":"另行择期"}"#,
    ),
    shape(
        ActKind::NameDelegation,
        "Names the side's delegation, or replaces it",
        &[must(
            "members",
            Kind::Objects(&[
                must("name", Kind::Text, "Name"),
                may("account", Kind::Id, "Account id, if the person works in Concord; not of the other side's people"),
                may("id", Kind::Text, "Tells a person without an account from others of the same name"),
                may("post", Kind::Text, "Post"),
                may("chief", Kind::Flag, "Chief representative; exactly one"),
                may("outside", Kind::Flag, "Appointed from outside"),
            ]),
            "All representatives",
        )],
        r#"{"act":"name_delegation","members":[{"name":"马秀英","account":"00000000-0000-4000-8000-000000000002","post":"主席","chief":true},{"name":"李桂兰","id":"2"},{"name":"周强","outside":true}]}"#,
    ),
    shape(
        ActKind::ReportVacancy,
        "A representative has left; the replacement's deadline runs",
        &[
            must("representative", Kind::Text, "Name as in the delegation"),
            may("account", Kind::Id, "Account as in the delegation: of several of one name"),
            may("id", Kind::Text, "Id as in the delegation: of several of one name"),
            may("reason", Kind::Text, "Why"),
        ],
        r#"{"act":"report_vacancy","representative":"李桂兰","account":"00000000-0000-4000-8000-000000000003","id":"2","reason":"退休"}"#,
    ),
    shape(
        ActKind::RequestInformation,
        "Asks the other side for information",
        &[must("subject", Kind::Text, "What"), may("message", Kind::Text, "Why, details")],
        r#"{"act":"request_information","subject":"2025 年工资总额"}"#,
    ),
    shape(
        ActKind::AnswerInformation,
        "Gives what was asked, or refuses with a reason",
        &[
            must("request", Kind::Number, "The request's act"),
            must("given", Kind::Flag, "Given, or refused"),
            must("content", Kind::Text, "The information, or the reason"),
            may("confidential", Kind::Flag, "Trade secret"),
            may("documents", Kind::Numbers, "Acts by which its documents were served"),
        ],
        r#"{"act":"answer_information","request":6,"given":true,"content":"1,230 万元","confidential":true,"documents":[7]}"#,
    ),
    shape(
        ActKind::ServeDocument,
        "Delivers a stored document to the other side; names exactly what is stored",
        &[
            must("document", Kind::Id, "Id of the stored document"),
            must("name", Kind::Text, "File name"),
            must("media_type", Kind::Text, "Media type"),
            must("size", Kind::Number, "Bytes"),
            must("sha256", Kind::Sha256, "Of the content"),
            may("confidential", Kind::Flag, "Trade secret: for the two delegations alone"),
        ],
        r#"{"act":"serve_document","document":"00000000-0000-4000-8000-000000000003","name":"工资总额.csv","media_type":"text/csv","size":1024,"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","confidential":true}"#,
    ),
    shape(
        ActKind::OpenSession,
        "Opens a session",
        &[
            must("chair", Kind::Word(&["worker_side", "employer_side"]), "Whose chief chairs"),
            must("recorder", Kind::Text, "Name of the recorder"),
            may("recorder_account", Kind::Id, "Account of the recorder, no representative: records the minutes"),
            must("place", Kind::Text, "Place; may be empty"),
        ],
        r#"{"act":"open_session","chair":"worker_side","recorder":"周记录","recorder_account":"00000000-0000-4000-8000-000000000005","place":"会议室"}"#,
    ),
    shape(
        ActKind::RecordMinutes,
        "Records the minutes of a session",
        &[must("session", Kind::Number, "The session's act"), must("text", Kind::Text, "What was said and agreed")],
        r#"{"act":"record_minutes","session":8,"text":"双方陈述。"}"#,
    ),
    shape(
        ActKind::SignMinutes,
        "Signs the minutes as recorded last",
        &[must("session", Kind::Number, "The session's act")],
        r#"{"act":"sign_minutes","session":8}"#,
    ),
    shape(
        ActKind::TableOffer,
        "提出方案: tables a term sheet; supersedes the offer before",
        &[
            must("sheet", Kind::Sheet, "A term sheet, concord.term-sheet/1"),
            may("answers", Kind::Number, "The other side's current offer; needed once there is one"),
            may("package", Kind::Flag, "All or nothing"),
            may("expires_at", Kind::Instant, "Last instant for acceptance"),
            may("message", Kind::Text, "To the other side"),
        ],
        r#"{"act":"table_offer","sheet":{"schema":"concord.term-sheet/1","jurisdiction":"CN-64","area":"640205","currency":"CNY","effective":{"from":"2026-05-01","to":"2027-04-30"},"items":[{"key":"minimum_wage","kind":"minimum_wage","unit":"month","amount":"2500.00"}]},"answers":14}"#,
    ),
    shape(
        ActKind::WithdrawOffer,
        "Withdraws the side's current offer",
        &[must("offer", Kind::Number, "The offer's act")],
        r#"{"act":"withdraw_offer","offer":15}"#,
    ),
    shape(
        ActKind::InitialItems,
        "逐条草签: initials items of either current offer",
        &[must("offer", Kind::Number, "The offer's act"), must("items", Kind::Texts, "Keys of the items")],
        r#"{"act":"initial_items","offer":15,"items":["minimum_wage"]}"#,
    ),
    shape(
        ActKind::ReopenItem,
        "Asks to reopen an agreed item",
        &[must("item", Kind::Text, "Key of the item"), must("reason", Kind::Text, "Why")],
        r#"{"act":"reopen_item","item":"minimum_wage","reason":"最低工资标准已调整"}"#,
    ),
    shape(
        ActKind::AcceptOffer,
        "Accepts the other side's current offer whole",
        &[must("offer", Kind::Number, "The offer's act")],
        r#"{"act":"accept_offer","offer":15}"#,
    ),
    shape(
        ActKind::AgreeDraft,
        "Agrees the draft; each chief",
        &[must(
            "sha256",
            Kind::Sha256,
            "`draft_sha256` of the negotiation; without an accepted offer, that of the sheet of all agreed items",
        )],
        r#"{"act":"agree_draft","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}"#,
    ),
    shape(
        ActKind::Suspend,
        "Proposes, or agrees to, a suspension",
        &[must("reason", Kind::Text, "Why"), must("until", Kind::Day, "Last day")],
        r#"{"act":"suspend","reason":"核对数据","until":"2026-04-30"}"#,
    ),
    shape(ActKind::Resume, "Resumes before the last day; takes a proposal back", &[], r#"{"act":"resume"}"#),
    shape(
        ActKind::ApplyCoordination,
        "申请协调: brings the bureau in",
        &[must("reason", Kind::Text, "The facts")],
        r#"{"act":"apply_coordination","reason":"三轮未达成一致"}"#,
    ),
    shape(
        ActKind::ComplainOfSilence,
        "Complains of the other side's overdue reply or information; brings the bureau in",
        &[must("reason", Kind::Text, "The facts")],
        r#"{"act":"complain_of_silence","reason":"逾期未答复"}"#,
    ),
    shape(
        ActKind::Coordinate,
        "The bureau accepts the application, or extends once",
        &[must("step", Kind::Word(&["accept", "extend"]), "Which"), may("message", Kind::Text, "What it did")],
        r#"{"act":"coordinate","step":"accept"}"#,
    ),
    shape(
        ActKind::SettleCoordination,
        "协调处理协议书: closes the coordination",
        &[must("text", Kind::Text, "The text"), must("settled", Kind::Flag, "Whether the parties settled")],
        r#"{"act":"settle_coordination","text":"双方同意继续协商。","settled":false}"#,
    ),
    shape(
        ActKind::OpenBallot,
        "Opens the ballot; the roll is frozen",
        &[must("body", Kind::Text, "The body"), must("roll", Kind::Number, "Number entitled to vote")],
        r#"{"act":"open_ballot","body":"行业职工代表大会","roll":30}"#,
    ),
    shape(
        ActKind::RecordVote,
        "Records the vote",
        &[
            must("present", Kind::Number, "Present"),
            must("in_favour", Kind::Number, "For"),
            must("against", Kind::Number, "Against"),
            must("abstained", Kind::Number, "Abstained"),
        ],
        r#"{"act":"record_vote","present":20,"in_favour":15,"against":5,"abstained":0}"#,
    ),
    shape(
        ActKind::ConfirmCoverage,
        "A covered enterprise confirms that the contract binds it",
        &[must("enterprise", Kind::Id, "Its organisation id")],
        r#"{"act":"confirm_coverage","enterprise":"00000000-0000-4000-8000-000000000006"}"#,
    ),
    shape(
        ActKind::Sign,
        "Signs the exact bytes of the contract",
        &[must("sha256", Kind::Sha256, "`contract_sha256` of the negotiation: SHA-256 of `GET …/contract`")],
        r#"{"act":"sign","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}"#,
    ),
    shape(
        ActKind::File,
        "报送: files the signed contract; brings the bureau in",
        &[must(
            "pack",
            Kind::Object(&[
                must("copies", Kind::Number, "Copies delivered"),
                must("explanation", Kind::Text, "Explanation (说明)"),
                must("average_wage_last_year", Kind::Decimal, "Average wage of last year, yuan"),
                must("adjustment_percent", Kind::Decimal, "Adjustment of this year, percent"),
                must("workers_covered", Kind::Number, "Workers covered"),
                must("enterprises_covered", Kind::Number, "Enterprises covered"),
                must("credentials", Kind::Flag, "Representatives' credentials attached"),
                must("resolution", Kind::Flag, "Resolution with its counts attached"),
                must("minutes", Kind::Flag, "Minutes attached"),
            ]),
            "The filing pack",
        )],
        r#"{"act":"file","pack":{"copies":3,"explanation":"说明","average_wage_last_year":"48000.00","adjustment_percent":"6","workers_covered":320,"enterprises_covered":12,"credentials":true,"resolution":true,"minutes":true}}"#,
    ),
    shape(
        ActKind::Acknowledge,
        "受理: the bureau's receipt",
        &[must("number", Kind::Text, "Number of the receipt")],
        r#"{"act":"acknowledge","number":"惠人社收〔2026〕1号"}"#,
    ),
    shape(
        ActKind::AskCorrection,
        "The filing is incomplete",
        &[must("missing", Kind::Texts, "What is missing")],
        r#"{"act":"ask_correction","missing":["会议记录"]}"#,
    ),
    shape(
        ActKind::GiveOpinion,
        "审查意见书: no objection, or an objection",
        &[
            must("number", Kind::Text, "Number of the letter"),
            must(
                "opinion",
                Kind::Object(&[
                    must("result", Kind::Word(&["no_objection", "objection"]), "The result"),
                    may(
                        "items",
                        Kind::Objects(&[
                            must("item", Kind::Text, "Key of the item, or a name of the step"),
                            must("basis", Kind::Text, "Legal basis"),
                            must("change", Kind::Text, "Required change"),
                        ]),
                        "Of an objection: at least one",
                    ),
                ]),
                "No objection, or an objection with its items",
            ),
            must(
                "heads",
                Kind::Object(&[
                    must("qualification", Kind::Text, "双方主体资格"),
                    must("procedure", Kind::Text, "协商程序"),
                    must("content", Kind::Text, "合同内容"),
                ]),
                "Findings on the three heads",
            ),
        ],
        r#"{"act":"give_opinion","number":"惠人社审〔2026〕1号","opinion":{"result":"objection","items":[{"item":"minimum_wage","basis":"劳动合同法 55","change":"不低于 2235.00 元"}]},"heads":{"qualification":"合格","procedure":"合法","content":"低于法定标准"}}"#,
    ),
    shape(
        ActKind::Publish,
        "公布: the side has published the contract to its people",
        &[may("means", Kind::Text, "How and where")],
        r#"{"act":"publish","means":"公告栏"}"#,
    ),
    shape(
        ActKind::ProposeAmendment,
        "Proposes to amend the contract in force",
        &[
            must(
                "ground",
                Kind::Word(&["agreement", "dissolution", "force_majeure", "condition_met", "other_law"]),
                "The ground",
            ),
            must("reason", Kind::Text, "Details"),
        ],
        r#"{"act":"propose_amendment","ground":"agreement","reason":"调整最低工资"}"#,
    ),
    shape(
        ActKind::Terminate,
        "Terminates: by agreement of both, or on another lawful ground",
        &[
            must(
                "ground",
                Kind::Word(&["agreement", "dissolution", "force_majeure", "condition_met", "other_law"]),
                "The ground",
            ),
            must("reason", Kind::Text, "Details"),
        ],
        r#"{"act":"terminate","ground":"dissolution","reason":"协会注销"}"#,
    ),
    shape(
        ActKind::Replace,
        "Another negotiation's contract took this one's place",
        &[must("by_negotiation", Kind::Id, "Its id")],
        r#"{"act":"replace","by_negotiation":"00000000-0000-4000-8000-000000000007"}"#,
    ),
];
