create table blob (
    hash            varchar(64)                 not null primary key,
    size            bigint                      not null check (size >= 0),
    media_type      varchar(127)                not null,
    serving         varchar(16)                 not null,
    state           varchar(16)                 not null,
    reference_count integer                     not null check (reference_count >= 0),
    -- Who stored these bytes first: a person, or the product itself.
    uploaded_by     uuid                        not null,
    -- Whether they sent them; otherwise they were made here of what was sent.
    sent            boolean default true        not null,
    created_at      timestamp(6) with time zone not null,
    -- When someone last stored or released these bytes: what the sweeper's patience is counted from.
    touched_at      timestamp(6) with time zone not null,
    -- When its object was last compared with the hash; at first when it was stored.
    read_at         timestamp(6) with time zone not null,
    -- What others refer to is in the store.
    check (state = 'STORED' or reference_count = 0)
);

create index blob_sweep on blob (reference_count, state, touched_at);
create index blob_uploaded on blob (uploaded_by, created_at);
create index blob_read on blob (state, read_at, hash);

-- One row: while there are limits, people's uploads pass it one after the other.
create table upload_turn (
    id integer not null primary key
);

insert into upload_turn (id) values (1);

create table storage_check (
    id            uuid                        not null primary key,
    started_at    timestamp(6) with time zone not null,
    finished_at   timestamp(6) with time zone not null,
    asked_by      varchar(200)                not null,
    blobs         bigint                      not null,
    bytes         bigint                      not null,
    objects       bigint                      not null,
    finding_count bigint                      not null
);

create index storage_check_finished on storage_check (finished_at);

create table storage_check_finding (
    check_id   uuid         not null references storage_check (id) on delete cascade,
    line       integer      not null,
    kind       varchar(32)  not null,
    object_key varchar(1100) not null,
    words      varchar(500) not null,
    primary key (check_id, line)
);

-- Blobs whose object was found to be gone or another than the one that was stored, since when. Without a foreign key: a reader
-- may hold the blob's row when it finds out.
create table altered_blob (
    hash     varchar(64)                 not null primary key,
    kind     varchar(16)                 not null,
    found_at timestamp(6) with time zone not null,
    constraint altered_blob_kind_known check (kind in ('ALTERED', 'LOST'))
);
