-- Append-only: a trigger in db/vendor refuses to change or remove a row.
create table audit_row (
    sequence       bigint                      not null primary key,
    at             timestamp(6) with time zone not null,
    actor_id       uuid                        not null,
    actor_name     varchar(200)                not null,
    verb           varchar(100)                not null,
    subject_type   varchar(60)                 not null,
    subject_id     varchar(200)                not null,
    subject_name   varchar(400)                not null,
    before_json    varchar(1000000)            not null,
    after_json     varchar(1000000)            not null,
    remote_address varchar(64),
    request_id     varchar(40),
    previous_hash  varchar(64)                 not null,
    hash           varchar(64)                 not null,
    constraint audit_row_positive check (sequence > 0)
);

create index audit_row_at on audit_row (at);
create index audit_row_actor on audit_row (actor_id, sequence);
create index audit_row_verb on audit_row (verb, sequence);
create index audit_row_subject on audit_row (subject_type, subject_id, sequence);

-- The end of the chain. The transaction that appends locks this row, so that there is one chain however many write.
create table audit_head (
    id       integer     not null primary key,
    sequence bigint      not null,
    hash     varchar(64) not null,
    constraint audit_head_single check (id = 1)
);

-- Signed states of the trail: they are never changed, and of two for one size the first is kept.
create table audit_checkpoint (
    size bigint                      not null primary key,
    note varchar(2000)               not null,
    at   timestamp(6) with time zone not null
);

-- When the server last checked the whole trail, and what it found; a finding stays as long as each check finds it again.
create table audit_check (
    id         integer                     not null primary key,
    checked_at timestamp(6) with time zone not null,
    row_count  bigint                      not null,
    constraint audit_check_single check (id = 1)
);

create table audit_finding (
    finding_hash varchar(64)                 not null primary key,
    position     integer                     not null,
    words        varchar(2000)               not null,
    found_at     timestamp(6) with time zone not null
);

-- How far the last walk through the whole trail came, and whether it found more broken rows than are kept.
create table audit_walk (
    id       integer not null primary key,
    sequence bigint  not null,
    more     boolean not null,
    constraint audit_walk_single check (id = 1)
);

-- Rows that it found altered or missing, a hundred at most that no admin settled: what they were about is no longer known. The
-- hash is that of what is there now.
create table audit_broken_row (
    sequence bigint       not null primary key,
    hash     varchar(64)  not null,
    chained  boolean      not null,
    words    varchar(400) not null
);

insert into audit_walk (id, sequence, more)
values (1, 0, false);

insert into audit_head (id, sequence, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
