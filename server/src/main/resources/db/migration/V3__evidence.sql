-- Keys of the evidence files, which are named by sha256. Without wrapped_key the file can't be read by anybody.
create table evidence (
    sha256      char(64)    not null primary key,
    size_bytes  bigint      not null,
    key_id      text        not null,
    wrapped_key bytea,
    sealed      boolean     not null default false,
    stored_at   timestamptz not null,
    erased_at   timestamptz,
    check ((erased_at is null) = (wrapped_key is not null))
);
