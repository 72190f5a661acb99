-- How far each fetching door has come. Not from the journal: losing it only means that messages are seen again.

create table door (
    door      text primary key,
    place     text        not null,
    taken     bigint      not null,
    last_good timestamptz,
    last_bad  timestamptz,
    why       text
);
