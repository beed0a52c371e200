CREATE TABLE organisation (
    id {pk},
    public_id {uuid} NOT NULL UNIQUE,
    name text NOT NULL,
    name_en text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('trade_union_federation', 'union_federation', 'union', 'employer_organisation', 'enterprise', 'labour_bureau')),
    credit_code text,
    area text NOT NULL,
    industry text NOT NULL,
    zone text NOT NULL,
    size text CHECK (size IN ('large', 'medium', 'small')),
    created_at {instant} NOT NULL
)

CREATE INDEX organisation_name ON organisation (name)

CREATE INDEX organisation_kind ON organisation (kind, name)

CREATE TABLE affiliation (
    id {pk},
    parent bigint NOT NULL REFERENCES organisation (id),
    child bigint NOT NULL REFERENCES organisation (id),
    valid_from {date} NOT NULL,
    valid_to {date},
    CHECK (parent <> child),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
)

CREATE INDEX affiliation_parent ON affiliation (parent, child)

CREATE INDEX affiliation_child ON affiliation (child, parent)

CREATE TABLE account (
    id {pk},
    public_id {uuid} NOT NULL UNIQUE,
    login text NOT NULL UNIQUE,
    name text NOT NULL,
    password_hash text NOT NULL,
    operator boolean NOT NULL,
    locale text NOT NULL CHECK (locale IN ('zh-CN', 'en')),
    closed_at {instant},
    created_at {instant} NOT NULL
)

CREATE INDEX account_name ON account (name)

CREATE TABLE login_session (
    id {pk},
    token_hash text NOT NULL UNIQUE,
    account bigint NOT NULL REFERENCES account (id),
    kind text NOT NULL CHECK (kind IN ('cookie', 'bearer')),
    csrf text NOT NULL,
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL
)

CREATE INDEX login_session_account ON login_session (account)

CREATE INDEX login_session_expires_at ON login_session (expires_at)

CREATE TABLE calendar_feed (
    id {pk},
    public_id {uuid} NOT NULL UNIQUE,
    account bigint NOT NULL REFERENCES account (id),
    token_hash text NOT NULL UNIQUE,
    created_at {instant} NOT NULL,
    revoked_at {instant}
)

CREATE INDEX calendar_feed_account ON calendar_feed (account)
