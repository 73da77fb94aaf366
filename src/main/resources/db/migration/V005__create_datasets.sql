-- One row per character that ever had a picture: hands out positions and lets one upload at a time add to the set.
create table dataset (
    character_id  uuid    not null primary key references character_profile (id),
    next_position integer not null
);

create table picture (
    id             uuid                        not null primary key,
    row_version    bigint                      not null,
    character_id   uuid                        not null references character_profile (id),
    position       integer                     not null,
    file_name      varchar(120)                not null,
    media_type     varchar(40)                 not null,
    original_hash  varchar(64)                 not null,
    display_hash   varchar(64)                 not null,
    thumbnail_hash varchar(64)                 not null,
    width          integer                     not null check (width > 0),
    height         integer                     not null check (height > 0),
    size_bytes     bigint                      not null check (size_bytes > 0),
    caption        varchar(2000)               not null,
    included       boolean                     not null,
    exclusion      varchar(16),
    uploaded_by    uuid                        not null,
    captioned_by   uuid,
    created_at     timestamp(6) with time zone not null,
    removed_at     timestamp(6) with time zone,
    removed_by     uuid,
    -- The original's hash while the picture is in the set, null once it is removed: the same picture is there once.
    present_hash   varchar(64),
    constraint picture_once_per_set unique (character_id, present_hash),
    constraint picture_exclusion check ((exclusion is null) = included),
    constraint picture_presence check ((removed_at is null) = (present_hash is not null))
);

create index picture_of_set on picture (character_id, removed_at, position);
create index picture_removed on picture (removed_at);

-- Everybody who uploaded or captioned a picture: whoever had a hand in it does not sign off what was made from it.
create table picture_contributor (
    picture_id uuid not null references picture (id) on delete cascade,
    account_id uuid not null,
    primary key (picture_id, account_id)
);

-- A frozen set; its key is the SHA-256 of the canonical manifest, which lies in the store under the same hash.
create table snapshot (
    hash          varchar(64)                 not null primary key,
    character_id  uuid                        not null references character_profile (id),
    trigger_word  varchar(60)                 not null,
    picture_count integer                     not null check (picture_count > 0),
    created_by    uuid                        not null,
    created_at    timestamp(6) with time zone not null
);

create index snapshot_of_character on snapshot (character_id, created_at);

create table snapshot_entry (
    snapshot_hash  varchar(64)   not null references snapshot (hash) on delete cascade,
    position       integer       not null,
    file_name      varchar(120)  not null,
    original_hash  varchar(64)   not null,
    display_hash   varchar(64)   not null,
    thumbnail_hash varchar(64)   not null,
    caption        varchar(2000) not null,
    width          integer       not null,
    height         integer       not null,
    primary key (snapshot_hash, position)
);

create table snapshot_contributor (
    snapshot_hash varchar(64) not null references snapshot (hash) on delete cascade,
    account_id    uuid        not null,
    primary key (snapshot_hash, account_id)
);
