CREATE TABLE draft (
    id {pk},
    negotiation bigint NOT NULL REFERENCES negotiation (id),
    side text NOT NULL CHECK (side IN ('worker_side', 'employer_side')),
    sheet text NOT NULL,
    message text NOT NULL,
    version bigint NOT NULL,
    updated_by bigint NOT NULL REFERENCES account (id),
    updated_at {instant} NOT NULL,
    package boolean NOT NULL,
    expires_at {instant},
    base text NOT NULL,
    edits text NOT NULL,
    UNIQUE (negotiation, side)
)

CREATE TABLE draft_revision (
    id {pk},
    negotiation bigint NOT NULL REFERENCES negotiation (id),
    side text NOT NULL CHECK (side IN ('worker_side', 'employer_side')),
    version bigint NOT NULL,
    sheet text NOT NULL,
    message text NOT NULL,
    package boolean NOT NULL,
    expires_at {instant},
    base text NOT NULL,
    saved_by bigint NOT NULL REFERENCES account (id),
    began_at {instant} NOT NULL,
    saved_at {instant} NOT NULL,
    UNIQUE (negotiation, side, version)
)

CREATE TABLE note (
    id {pk},
    public_id {uuid} NOT NULL UNIQUE,
    negotiation bigint NOT NULL REFERENCES negotiation (id),
    side text NOT NULL CHECK (side IN ('worker_side', 'employer_side')),
    item text,
    text text NOT NULL,
    written_by bigint NOT NULL REFERENCES account (id),
    written_at {instant} NOT NULL,
    edited_at {instant},
    version bigint NOT NULL
)

CREATE INDEX note_negotiation ON note (negotiation, side, id)

CREATE TABLE item_mark (
    id {pk},
    negotiation bigint NOT NULL REFERENCES negotiation (id),
    side text NOT NULL CHECK (side IN ('worker_side', 'employer_side')),
    item text NOT NULL,
    mark text NOT NULL CHECK (mark IN ('must_have', 'trade_off')),
    set_by bigint NOT NULL REFERENCES account (id),
    set_at {instant} NOT NULL,
    UNIQUE (negotiation, side, item)
)

CREATE TABLE document (
    id {pk},
    public_id {uuid} NOT NULL UNIQUE,
    negotiation bigint NOT NULL REFERENCES negotiation (id),
    side text NOT NULL CHECK (side IN ('worker_side', 'employer_side')),
    name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    sha256 text NOT NULL,
    content {bytes} NOT NULL,
    confidential boolean NOT NULL,
    uploaded_by bigint NOT NULL REFERENCES account (id),
    uploaded_at {instant} NOT NULL,
    -- The act that served it; none: private to its side.
    served_seq bigint
)

CREATE INDEX document_negotiation ON document (negotiation, id)

-- sqlite
CREATE TRIGGER document_served_no_update BEFORE UPDATE ON document WHEN OLD.served_seq IS NOT NULL BEGIN SELECT RAISE(ABORT, 'served documents stay'); END

-- sqlite
CREATE TRIGGER document_served_no_delete BEFORE DELETE ON document WHEN OLD.served_seq IS NOT NULL BEGIN SELECT RAISE(ABORT, 'served documents stay'); END

-- postgres
CREATE FUNCTION refuse_served_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'served documents stay'; END $$

-- postgres
CREATE TRIGGER document_served_stays BEFORE UPDATE OR DELETE ON document FOR EACH ROW WHEN (OLD.served_seq IS NOT NULL) EXECUTE FUNCTION refuse_served_change()

-- postgres
CREATE TRIGGER document_no_truncate BEFORE TRUNCATE ON document FOR EACH STATEMENT EXECUTE FUNCTION refuse_served_change()

CREATE TABLE bargaining_limit (
    id {pk},
    public_id {uuid} NOT NULL UNIQUE,
    negotiation bigint NOT NULL REFERENCES negotiation (id),
    side text NOT NULL CHECK (side IN ('worker_side', 'employer_side')),
    item text NOT NULL,
    field text NOT NULL,
    bound text NOT NULL CHECK (bound IN ('at_most', 'at_least')),
    value text NOT NULL,
    note text NOT NULL,
    set_by bigint NOT NULL REFERENCES account (id),
    set_at {instant} NOT NULL,
    UNIQUE (negotiation, side, item, field, bound)
)

CREATE TABLE visit (
    id {pk},
    account bigint NOT NULL REFERENCES account (id),
    negotiation bigint NOT NULL REFERENCES negotiation (id),
    seen_seq bigint NOT NULL,
    seen_at {instant} NOT NULL,
    UNIQUE (account, negotiation)
)
