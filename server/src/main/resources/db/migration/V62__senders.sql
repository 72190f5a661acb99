-- How each message was read, by who it claims to come from: by a format of its own, as free text, or not at all.
create table sender_reading (
    message_id text primary key,
    sender     text not null,
    day        date not null,
    reading    text
);
create index sender_reading_sender on sender_reading (sender, day desc);
create index sender_reading_day on sender_reading (day);

-- The same, counted.
create table sender_day (
    sender    text    not null,
    day       date    not null,
    by_format integer not null default 0,
    as_text   integer not null default 0,
    unread    integer not null default 0,
    primary key (sender, day)
);
create index sender_day_day on sender_day (day);

-- Senders whose mail isn't read any more as it used to be, once each while it lasts. Shares are in percent.
create table sender_drift (
    sender       text primary key,
    since        timestamptz not null,
    past_percent integer     not null,
    past_mails   integer     not null,
    now_percent  integer     not null,
    now_mails    integer     not null
);
