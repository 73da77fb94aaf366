-- Computers of the team that train or generate, as admins set them up. Their secrets are in table secret.
create table engine (
    id                 uuid                        not null primary key,
    row_version        bigint                      not null,
    -- Under this id runs and generation jobs name it.
    backend            varchar(40)                 not null,
    name               varchar(60)                 not null,
    kind               varchar(16)                 not null,
    -- JSON: the values of the fields that its kind has.
    settings           varchar(8000)               not null,
    -- JSON: the account that set each value which decides what a run there computes.
    set_by             varchar(4000)               not null,
    trainer            varchar(40)                 not null,
    work_folder        varchar(300)                not null,
    most_at_once       integer                     not null,
    price_per_gpu_hour numeric(12, 4),
    open_to            varchar(16)                 not null,
    paused_at          timestamp(6) with time zone,
    paused_by_name     varchar(80),
    pause_reason       varchar(200),
    changed_by_name    varchar(80)                 not null,
    changed_at         timestamp(6) with time zone not null,
    constraint engine_backend_once unique (backend),
    constraint engine_name_once unique (name),
    constraint engine_kind_known check
        (kind in ('SLURM_REST', 'SLURM_SSH', 'GPU_HOST', 'AI_TOOLKIT', 'KUBERNETES', 'COMFYUI')),
    constraint engine_open_to_known check (open_to in ('MEMBER', 'REVIEWER', 'ADMIN')),
    constraint engine_most_at_once check (most_at_once between 1 and 64),
    constraint engine_pause_complete check
        ((paused_at is null) = (paused_by_name is null) and (paused_at is null) = (pause_reason is null))
);

-- One row: engines are added and changed one after the other, for no two may take the same cards.
create table engine_turn (
    id integer not null primary key
);

insert into engine_turn (id) values (1);

-- What runs call an engine that was removed.
create table former_engine (
    backend    varchar(40)                 not null primary key,
    name       varchar(60)                 not null,
    removed_at timestamp(6) with time zone not null
);

-- How an engine answered when it was asked last.
create table engine_check (
    engine_id    uuid                        not null primary key references engine (id),
    checked_at   timestamp(6) with time zone not null,
    -- Since when it does not answer; null where it does.
    silent_since timestamp(6) with time zone,
    -- JSON
    answer       varchar(16000)              not null
);
