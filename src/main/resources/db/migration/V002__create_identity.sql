create table account (
    id               uuid                        not null primary key,
    row_version      bigint                      not null,
    email            varchar(254)                not null,
    display_name     varchar(80)                 not null,
    -- The same for names that look alike.
    name_key         varchar(2000)               not null,
    password_hash    varchar(300)                not null,
    -- The person who made the link of this password could have opened it themselves: until another admin confirms the
    -- account, the two are one hand where makers, signers and approvers have to differ.
    password_link_by uuid,
    invited_by       uuid,
    role             varchar(16)                 not null,
    active           boolean                     not null,
    -- Of machines: no person signs in with it, and its tokens stay when one leaves.
    service          boolean default false       not null,
    -- Whether single letters, digits and signs act as shortcuts for this person.
    single_keys      boolean default true        not null,
    -- How often an admin ended all sessions of this person: one that began before no longer counts, on any server.
    session_ends     integer default 0           not null,
    created_at       timestamp(6) with time zone not null,
    last_login_at    timestamp(6) with time zone,
    constraint account_email_unique unique (email),
    constraint account_name_unique unique (name_key),
    constraint account_role_known check (role in ('MEMBER', 'REVIEWER', 'ADMIN')),
    constraint account_password_link_by foreign key (password_link_by) references account (id),
    constraint account_invited_by foreign key (invited_by) references account (id)
);

-- One row per link that an admin hands out: to join, or to choose a new password. Only the token's hash is kept.
create table access_link (
    id           uuid                        not null primary key,
    row_version  bigint                      not null,
    purpose      varchar(16)                 not null,
    token_hash   varchar(64)                 not null,
    role         varchar(16),
    account_id   uuid,
    label        varchar(80)                 not null,
    created_by   uuid                        not null,
    created_at   timestamp(6) with time zone not null,
    expires_at   timestamp(6) with time zone not null,
    used_at      timestamp(6) with time zone,
    withdrawn_at timestamp(6) with time zone,
    -- Of a link by which a password was chosen: the admin who vouched for the account afterwards.
    confirmed_by uuid,
    constraint access_link_token_unique unique (token_hash),
    constraint access_link_account foreign key (account_id) references account (id),
    constraint access_link_creator foreign key (created_by) references account (id),
    constraint access_link_confirmer foreign key (confirmed_by) references account (id)
);

create index access_link_open on access_link (used_at, withdrawn_at, expires_at);

-- Secrets with which a person's machines use the API and fetch production files; only the SHA-256 of each is kept.
create table access_token (
    id             uuid                        not null primary key,
    row_version    bigint                      not null,
    account_id     uuid                        not null references account (id),
    name           varchar(40)                 not null,
    scopes         varchar(200)                not null,
    -- Ids of characters with spaces between; empty for all.
    limited_to     varchar(800)                not null,
    token_hash     varchar(64)                 not null unique,
    secret_since   timestamp(6) with time zone not null,
    -- Hash of the secret with which a program made the present one, until that is used.
    rotated_by     varchar(64),
    -- Until when a secret of before a rotation opens the door, too.
    former_until   timestamp(6) with time zone,
    created_at     timestamp(6) with time zone not null,
    expires_at     timestamp(6) with time zone not null,
    -- When its owner was last reminded that this secret ends.
    reminded_at    timestamp(6) with time zone,
    last_used_at   timestamp(6) with time zone,
    revoked_at     timestamp(6) with time zone,
    revoked_by     varchar(80)
);

create index access_token_account on access_token (account_id, created_at);
create index access_token_end on access_token (expires_at);

-- The secrets that were replaced and still open the door, each until its own end.
create table access_token_former_secret (
    secret_hash varchar(64)                 not null primary key,
    token_id    uuid                        not null references access_token (id),
    valid_until timestamp(6) with time zone not null
);

create index access_token_former_secret_token on access_token_former_secret (token_id);
