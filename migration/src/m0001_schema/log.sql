CREATE TABLE event (
    -- The log of all streams: append-only. `entry` is public in form, `salt` and `payload` are for who may read the act.
    id {pk},
    stream_kind text NOT NULL CHECK (stream_kind IN ('negotiation', 'operator')),
    stream {uuid} NOT NULL,
    seq bigint NOT NULL CHECK (seq >= 0),
    at {instant} NOT NULL,
    act text NOT NULL,
    act_version integer NOT NULL,
    account bigint REFERENCES account (id),
    mandate bigint REFERENCES mandate (id),
    entry text NOT NULL,
    hash text NOT NULL,
    salt {bytes},
    payload text,
    UNIQUE (stream, seq)
)

-- sqlite
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END

-- sqlite
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END

-- postgres
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$

-- postgres
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
