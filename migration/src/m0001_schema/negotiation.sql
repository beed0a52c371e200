CREATE TABLE negotiation (
    -- What lists show of a negotiation; the log (its opening is act 0) is the truth, this row follows it.
    id {pk},
    public_id {uuid} NOT NULL UNIQUE,
    title text NOT NULL,
    jurisdiction text NOT NULL,
    area text NOT NULL,
    industry text NOT NULL,
    initiator text NOT NULL CHECK (initiator IN ('worker_side', 'employer_side')),
    opened_at {instant} NOT NULL,
    opened_by bigint NOT NULL REFERENCES account (id),
    -- Number of the last act; guards concurrent ones.
    version bigint NOT NULL CHECK (version >= 0),
    changed_at {instant} NOT NULL
)

CREATE TABLE mandate (
    id {pk},
    public_id {uuid} NOT NULL UNIQUE,
    account bigint NOT NULL REFERENCES account (id),
    organisation bigint NOT NULL REFERENCES organisation (id),
    role text NOT NULL CHECK (role IN ('chief_representative', 'representative', 'reviewer', 'auditor', 'observer')),
    -- Public id of the negotiation it is limited to. No reference: an operator does not learn which ones exist.
    negotiation {uuid},
    valid_from {date} NOT NULL,
    valid_to {date},
    granted_by bigint NOT NULL REFERENCES account (id),
    granted_at {instant} NOT NULL,
    confirmed_at {instant},
    confirmed_by bigint REFERENCES account (id),
    refused_at {instant},
    revoked_at {instant},
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
)

CREATE INDEX mandate_account ON mandate (account)

CREATE INDEX mandate_organisation ON mandate (organisation)

CREATE INDEX mandate_role ON mandate (role, organisation)

CREATE INDEX mandate_waiting ON mandate (id) WHERE confirmed_at IS NULL AND refused_at IS NULL AND revoked_at IS NULL

CREATE TABLE party (
    -- Who stands where in a negotiation, and whether they may see it yet.
    negotiation bigint NOT NULL REFERENCES negotiation (id),
    organisation bigint NOT NULL REFERENCES organisation (id),
    capacity text NOT NULL CHECK (capacity IN ('worker_side', 'employer_side', 'bureau', 'covered_enterprise')),
    visible boolean NOT NULL,
    PRIMARY KEY (negotiation, organisation)
)

CREATE INDEX party_organisation ON party (organisation, visible, negotiation)

CREATE TABLE period (
    -- The stage from an instant on: what time alone will change has its row beforehand.
    negotiation bigint NOT NULL REFERENCES negotiation (id),
    from_at {instant} NOT NULL,
    until_at {instant},
    stage text NOT NULL,
    PRIMARY KEY (negotiation, from_at)
)

CREATE TABLE todo (
    -- What somebody waits for from an organisation, from an instant on.
    id {pk},
    negotiation bigint NOT NULL REFERENCES negotiation (id),
    organisation bigint NOT NULL REFERENCES organisation (id),
    act text NOT NULL,
    -- Only a chief (or a bureau's reviewer) can do it.
    chief_only boolean NOT NULL,
    -- JSON list of the accounts it waits for; none: whoever has the role.
    accounts text,
    from_at {instant} NOT NULL,
    until_at {instant}
)

CREATE INDEX todo_negotiation ON todo (negotiation)

CREATE INDEX todo_organisation ON todo (organisation, negotiation)

CREATE TABLE deadline (
    -- What is due; running or overdue is told by comparing `due_at` with now.
    id {pk},
    negotiation bigint NOT NULL REFERENCES negotiation (id),
    kind text NOT NULL,
    -- Among the deadlines of the negotiation.
    place integer NOT NULL,
    owed_by text CHECK (owed_by IN ('worker_side', 'employer_side', 'bureau', 'covered_enterprise')),
    due_on {date} NOT NULL,
    due_at {instant} NOT NULL,
    open boolean NOT NULL,
    -- JSON of the deadline with its citation.
    detail text NOT NULL,
    from_at {instant} NOT NULL,
    until_at {instant}
)

CREATE INDEX deadline_negotiation ON deadline (negotiation, open, due_at)
