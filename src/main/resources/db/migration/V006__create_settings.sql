-- What admins changed from its default; a setting that nobody touched has no row.
create table setting (
    name       varchar(120)                not null primary key,
    text       varchar(4000)               not null,
    changed_by uuid                        not null,
    changed_at timestamp(6) with time zone not null
);

-- Keys of services, sealed with AES-256-GCM; the key that opens them lies outside the database.
create table secret (
    name        varchar(120)                not null primary key,
    sealed      varchar(12000)              not null,
    set_by      uuid                        not null,
    set_by_name varchar(80)                 not null,
    set_at      timestamp(6) with time zone not null
);
