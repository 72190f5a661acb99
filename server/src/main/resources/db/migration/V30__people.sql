-- Persons of the desk and their keys to it. Not derived from the journal: secrets don't belong there.
create table person (
    name        text        not null primary key,
    full_name   text        not null,
    roles       text        not null,
    password    text,
    totp        bytea,
    totp_step   bigint      not null default 0,
    recovery    text        not null default '',
    credentials integer     not null default 1,
    created_at  timestamptz not null,
    disabled_at timestamptz
);

-- One-time links. person is null for the first administrator.
create table invitation (
    hash       char(64)    not null primary key,
    person     text references person (name) on delete cascade,
    expires_at timestamptz not null
);

-- reporter is set for tokens that only hand in reports and read their own.
create table api_token (
    token_id     text        not null primary key,
    hash         char(64)    not null unique,
    prefix       text        not null,
    label        text        not null,
    owner        text        not null references person (name),
    roles        text        not null,
    reporter     text,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    last_used_at timestamptz
);

-- What administration did, until it stands in the journal; written in the same transaction as the change itself.
create table admin_note (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    actor      text        not null,
    what       text        not null,
    details    text        not null,
    journalled boolean     not null default false
);
create index admin_note_waiting on admin_note (id) where not journalled;

-- Who handed in what through the API, beyond the first who did: the same bytes are one message.
create table report_receipt (
    reporter_id text        not null,
    message_id  text        not null,
    token       text,
    received_at timestamptz not null,
    primary key (reporter_id, message_id)
);
create unique index report_receipt_token on report_receipt (reporter_id, token) where token is not null;
create index report_receipt_recent on report_receipt (reporter_id, received_at desc);
