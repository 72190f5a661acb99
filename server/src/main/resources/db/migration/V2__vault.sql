-- Personal values, apart from the journal. value is encrypted; salt and value go when it is erased.
create table vault (
    ref       text        not null primary key,
    salt      bytea,
    value     bytea,
    erased_at timestamptz,
    check ((erased_at is null) = (salt is not null and value is not null))
);
