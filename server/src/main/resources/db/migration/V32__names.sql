-- Clients are found by their whole name, which stands here only as what a key made of it.
create index account_by_name on account (name_mac) where name_mac is not null;
