-- Orders that a command beside the running desk leaves for it: only the desk appends to the journal. mac shows that
-- whoever wrote the row holds the installation's keys.
create table desk_order (
    id       bigint generated always as identity primary key,
    at       timestamptz not null,
    actor    text        not null,
    roles    text        not null,
    verb     text        not null,
    details  text        not null,
    mac      text        not null,
    accepted boolean,
    answer   text
);
create index desk_order_waiting on desk_order (id) where accepted is null;
