create table account (
    id uuid primary key,
    row_version bigint not null,
    email varchar(254) not null,
    display_name varchar(80) not null,
    password_hash varchar(300) not null,
    role varchar(16) not null,
    active boolean not null,
    created_at timestamp(6) with time zone not null,
    last_login_at timestamp(6) with time zone,
    constraint account_email_unique unique (email),
    constraint account_role_known check (role in ('MEMBER', 'REVIEWER', 'ADMIN'))
);

-- One row per link that an admin hands out: to join, or to choose a new password. Only the token's hash is kept.
create table access_link (
    id uuid primary key,
    row_version bigint not null,
    purpose varchar(16) not null,
    token_hash varchar(64) not null,
    role varchar(16),
    account_id uuid,
    label varchar(80) not null,
    created_by uuid not null,
    created_at timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone not null,
    used_at timestamp(6) with time zone,
    withdrawn_at timestamp(6) with time zone,
    constraint access_link_token_unique unique (token_hash),
    constraint access_link_account foreign key (account_id) references account (id),
    constraint access_link_creator foreign key (created_by) references account (id)
);

create index access_link_open on access_link (used_at, withdrawn_at, expires_at);
