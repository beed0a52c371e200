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
    -- Orders the lists: first day of the term published last (before, known last), then random bits of the public id.
    place bigint NOT NULL UNIQUE,
    -- Version that both sides have published last.
    published_version integer,
    published_at {instant},
    ended_on {date}
)

CREATE INDEX contract_listed ON contract (place) WHERE published_version IS NOT NULL

CREATE INDEX contract_worker_org ON contract (worker_org)

CREATE INDEX contract_employer_org ON contract (employer_org)

CREATE INDEX contract_bureau_org ON contract (bureau_org)

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

CREATE INDEX coverage_organisation ON coverage (organisation) WHERE organisation IS NOT NULL

CREATE INDEX coverage_credit_code ON coverage (credit_code) WHERE credit_code IS NOT NULL

CREATE INDEX coverage_name ON coverage (name)

CREATE TABLE contract_term (
    -- What contracts are found by: pairs of characters, areas, industries of those published; owners of the others.
    term text NOT NULL,
    place bigint NOT NULL,
    PRIMARY KEY (term, place)
){clustered}
