-- What persons hold of reporters; its reasons stand in the journal. trust_way and trust_name say as whom it is trusted.
create table reporter (
    reporter_id   text primary key,
    bad_faith     boolean     not null,
    trust_way     text,
    trust_name    text,
    proposed_name text,
    proposed_by   text,
    changed_at    timestamptz not null,
    changed_by    text        not null
);
create index message_reporter on message (reporter_id, received_at desc);
