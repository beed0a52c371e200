CREATE TABLE contract (
    -- The register. Bargained here (`negotiation`) or elsewhere; what the lists ask stands here, texts in the versions.
    id {pk},
    public_id {uuid} NOT NULL UNIQUE,
    -- The bureau's own count by area and year; none until registered.
    number text UNIQUE,
    negotiation bigint UNIQUE REFERENCES negotiation (id),
    title text NOT NULL,
    jurisdiction text NOT NULL,
    area text NOT NULL,
    industry text NOT NULL,
    worker_org bigint REFERENCES organisation (id),
    employer_org bigint REFERENCES organisation (id),
    bureau_org bigint NOT NULL REFERENCES organisation (id),
    worker_side text NOT NULL,
    employer_side text NOT NULL,
    bureau text NOT NULL,
    -- From this instant on there is a contract: before, its review still runs.
    known_at {instant} NOT NULL,
    -- First day of the term last known: lists are in this order.
    listed_from {date} NOT NULL,
    -- Version that both sides have published last.
    published_version integer,
    published_at {instant},
    ended_on {date}
)

CREATE INDEX contract_listed ON contract (listed_from, public_id)

CREATE INDEX contract_area ON contract (area, listed_from, public_id)

CREATE INDEX contract_industry ON contract (industry, listed_from, public_id)

CREATE INDEX contract_worker_org ON contract (worker_org)

CREATE INDEX contract_employer_org ON contract (employer_org)

CREATE INDEX contract_bureau_org ON contract (bureau_org, listed_from, public_id)

CREATE TABLE contract_version (
    id {pk},
    contract bigint NOT NULL REFERENCES contract (id),
    version integer NOT NULL CHECK (version >= 1),
    sheet text NOT NULL,
    sha256 text NOT NULL,
    -- From this instant on it counts; a review still open says when its silence would make it so.
    known_at {instant} NOT NULL,
    in_force_since {date} NOT NULL,
    effective_from {date} NOT NULL,
    effective_to {date} NOT NULL,
    published_at {instant},
    UNIQUE (contract, version),
    CHECK (effective_to >= effective_from)
)

CREATE TABLE contract_count (
    -- How many contracts an area has registered with effect in a year.
    area text NOT NULL,
    year integer NOT NULL,
    registered bigint NOT NULL,
    PRIMARY KEY (area, year)
)

CREATE TABLE coverage (
    id {pk},
    contract bigint NOT NULL REFERENCES contract (id),
    organisation bigint REFERENCES organisation (id),
    name text NOT NULL,
    credit_code text
)

CREATE INDEX coverage_contract ON coverage (contract)

CREATE INDEX coverage_organisation ON coverage (organisation)

CREATE INDEX coverage_credit_code ON coverage (credit_code)

CREATE INDEX coverage_name ON coverage (name)

-- sqlite
CREATE VIRTUAL TABLE contract_text USING fts5 (grams, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')

-- postgres
CREATE TABLE contract_text (
    contract bigint PRIMARY KEY REFERENCES contract (id),
    grams text[] NOT NULL
)

-- postgres
CREATE INDEX contract_text_grams ON contract_text USING gin (grams)
