-- The inventory: who the clients are, what they bought, and who held what, when, as known when.
create table account (
    id               text        not null primary key,
    name_ref         text,
    name_commitment  text,
    name_mac         text,
    plan             text        not null default '',
    language         text        not null default '',
    reseller         text,
    created          timestamptz,
    payment_verified boolean     not null default false
);

-- address is in the vault; mac finds an account by an address without telling it.
create table contact (
    account            text not null references account (id),
    address_mac        text not null,
    address_ref        text not null,
    address_commitment text not null,
    lives_on           text,
    source             text not null,
    primary key (account, address_mac)
);
create index contact_by_address on contact (address_mac);

create table service (
    id           text  not null primary key,
    account      text  not null references account (id),
    kind         text  not null,
    node         text,
    reseller     text,
    external_ids jsonb not null default '{}'
);
create index service_by_account on service (account);

-- Never changed but for known_to: a correction ends what was known and adds anew. block is set for addresses; for
-- others name is the domain, host, mailbox, login or node, and folder what lies below. held is all of that in one text.
create table holding (
    id         bigint      not null generated always as identity primary key,
    kind       text        not null check (kind in ('addresses', 'name', 'path', 'mail', 'user', 'files')),
    block      cidr,
    first_port int,
    last_port  int,
    name       text,
    folder     text,
    held       text        not null,
    account    text        not null references account (id),
    service    text        not null references service (id),
    valid_from timestamptz not null,
    valid_to   timestamptz,
    known_from timestamptz not null,
    known_to   timestamptz,
    shared     boolean     not null,
    source     text        not null,
    check ((kind = 'addresses') = (block is not null)),
    check ((kind = 'addresses') = (name is null)),
    check (valid_to is null or valid_to > valid_from)
);
create index holding_by_block on holding using gist (block inet_ops) where kind = 'addresses';
create index holding_by_name on holding (name, kind) where kind <> 'addresses';
create index holding_by_account on holding (account);
create index holding_by_service on holding (service);
create index holding_believed on holding (held, account, service) where known_to is null;

-- One row for each time that an inventory spoke. journalled is set by the entry that records it.
create table inventory (
    id         bigint      not null generated always as identity primary key,
    source     text        not null,
    at         timestamptz not null,
    loaded     int         not null,
    refused    int         not null,
    digest     text        not null,
    journalled bigint
);
create index inventory_to_journal on inventory (id) where journalled is null;
