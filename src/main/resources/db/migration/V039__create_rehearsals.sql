-- A minute of training on the miniature, before a run that costs money or hours.
create table rehearsal (
    id              uuid                        not null primary key,
    character_id    uuid                        not null references character_profile (id),
    snapshot_hash   varchar(64)                 not null references snapshot (hash),
    settings_hash   varchar(64)                 not null,
    state           varchar(16)                 not null,
    steps           integer                     not null,
    step            integer                     not null,
    sample          varchar(64) references blob (hash),
    started_by      uuid                        not null references account (id),
    started_by_name varchar(80)                 not null,
    started_at      timestamp(6) with time zone not null,
    heard_at        timestamp(6) with time zone not null,
    finished_at     timestamp(6) with time zone,
    constraint rehearsal_state_known check (state in ('RUNNING', 'DONE', 'STOPPED')),
    constraint rehearsal_over check ((state = 'RUNNING') = (finished_at is null))
);

create index rehearsal_of_settings on rehearsal (character_id, settings_hash, started_at);
create index rehearsal_of_snapshot on rehearsal (snapshot_hash, settings_hash, started_at);
create index rehearsal_of_person on rehearsal (started_by, state);

-- What a rehearsal found so far, a line for each check that is decided.
create table rehearsal_line (
    rehearsal_id uuid         not null references rehearsal (id),
    topic        varchar(16)  not null,
    passed       boolean      not null,
    words        varchar(600) not null,
    primary key (rehearsal_id, topic)
);
