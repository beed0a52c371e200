CREATE TABLE audit_run (
    id {pk},
    public_id {uuid} NOT NULL UNIQUE,
    contract bigint NOT NULL REFERENCES contract (id),
    organisation bigint NOT NULL REFERENCES organisation (id),
    account bigint NOT NULL REFERENCES account (id),
    at {instant} NOT NULL,
    -- uploading: its files come; queued: a job will work on it.
    state text NOT NULL CHECK (state IN ('uploading', 'queued', 'running', 'done', 'failed')),
    finished_at {instant},
    -- JSON: the counts once it is done, the faults of its files when it has failed; else empty.
    summary text NOT NULL,
    faults text NOT NULL
)

CREATE INDEX audit_run_contract ON audit_run (contract, organisation, id)

CREATE INDEX audit_run_waiting ON audit_run (state, organisation)

CREATE TABLE audit_file (
    -- What a run reads, in pieces; gone once it is done or has failed: payrolls are personal.
    run bigint NOT NULL REFERENCES audit_run (id),
    file text NOT NULL CHECK (file IN ('sheet', 'payroll', 'roster')),
    part integer NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (run, file, part)
)

CREATE TABLE audit_finding (
    id {pk},
    run bigint NOT NULL REFERENCES audit_run (id),
    line bigint NOT NULL,
    enterprise_id text NOT NULL,
    worker_id text NOT NULL,
    period text NOT NULL,
    rule text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('breach', 'cannot_conclude')),
    required text NOT NULL,
    actual text NOT NULL,
    shortfall text NOT NULL,
    -- In ten-thousandths of the unit, to be summed; none where the shortfall is not a number.
    shortfall_e4 bigint,
    -- Of the shortfall, what back pay of later months has paid; empty where nothing was.
    repaid text NOT NULL,
    unit text NOT NULL,
    reason text NOT NULL,
    basis text NOT NULL,
    -- Of a workbook, empty otherwise: rows are numbered within it.
    sheet text NOT NULL
)

CREATE INDEX audit_finding_run ON audit_finding (run, id)

CREATE INDEX audit_finding_line ON audit_finding (run, line)

CREATE TABLE audit_reject (
    id {pk},
    run bigint NOT NULL REFERENCES audit_run (id),
    line bigint NOT NULL,
    sheet text NOT NULL,
    -- JSON: column, its name in the file, what stands there, reason.
    faults text NOT NULL
)

CREATE INDEX audit_reject_run ON audit_reject (run, id)

CREATE TABLE audit_gap (
    -- A month without a line: of a worker between two of his, of an enterprise of the roster (then without worker).
    id {pk},
    run bigint NOT NULL REFERENCES audit_run (id),
    enterprise_id text NOT NULL,
    worker_id text NOT NULL,
    period text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('missing_line', 'missing_month'))
)

CREATE INDEX audit_gap_run ON audit_gap (run, id)

CREATE TABLE job (
    -- Work that waits: done at least once, in effect once by its key.
    id {pk},
    kind text NOT NULL,
    key text NOT NULL UNIQUE,
    payload text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
    run_at {instant} NOT NULL,
    attempts integer NOT NULL,
    leased_until {instant},
    worker text,
    last_error text,
    created_at {instant} NOT NULL,
    finished_at {instant}
)

CREATE INDEX job_due ON job (state, run_at)
