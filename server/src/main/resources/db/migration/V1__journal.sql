-- The append-only record. bytes is what is hashed, and never changes; the other columns repeat what it says.
create table journal (
    seq         bigint   not null primary key,
    stream_type text     not null,
    stream_id   text     not null,
    version     bigint   not null,
    bytes       bytea    not null,
    hash        char(64) not null,
    unique (stream_type, stream_id, version)
);
