-- Which message is which revision of which detection of the network sensor; follows from the journal.
create table detection (
    message_id      text        not null primary key,
    detection_id    text        not null,
    revision        integer     not null,
    state           text        not null,
    detector        text        not null,
    peak            text        not null,
    evidence_sha256 text,
    recorded_at     timestamptz not null,
    unique (detection_id, revision)
);
create index detection_recent on detection (recorded_at desc);
