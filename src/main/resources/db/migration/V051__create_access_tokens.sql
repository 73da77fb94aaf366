-- Secrets with which a person's machines fetch production files; only the SHA-256 of each is kept.
create table access_token (
    id           uuid                        not null primary key,
    row_version  bigint                      not null,
    account_id   uuid                        not null references account (id),
    name         varchar(40)                 not null,
    token_hash   varchar(64)                 not null unique,
    created_at   timestamp(6) with time zone not null,
    expires_at   timestamp(6) with time zone not null,
    last_used_at timestamp(6) with time zone,
    revoked_at   timestamp(6) with time zone,
    revoked_by   varchar(80)
);

create index access_token_account on access_token (account_id, created_at);
