-- Who reported, as far as it was proved: sender is the domain that a message claims to come from, or the API client.
alter table message add column sender text;

-- What was proved of each reporter, and the last thing of each way that failed to prove anything (name is then empty).
create table reporter_proof (
    reporter_id text        not null,
    way         text        not null,
    name        text        not null,
    of_address  boolean     not null,
    flaw        text,
    message_id  text        not null,
    last_at     timestamptz not null,
    primary key (reporter_id, way, name)
);
