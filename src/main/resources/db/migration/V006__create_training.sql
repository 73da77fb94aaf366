create sequence training_run_number start with 1 increment by 1;

create table training_run (
    id                uuid                        not null primary key,
    row_version       bigint                      not null,
    number            bigint                      not null,
    character_id      uuid                        not null,
    snapshot_hash     varchar(64)                 not null,
    backend           varchar(40)                 not null,
    handle            varchar(200),
    state             varchar(16)                 not null,
    attempt           integer                     not null,
    fruitless_attempts integer                    not null,
    client_key        uuid                        not null,
    rerun_of          bigint,
    launched_by       uuid                        not null,
    launched_by_name  varchar(80)                 not null,
    launched_at       timestamp(6) with time zone not null,
    queued_at         timestamp(6) with time zone not null,
    started_at        timestamp(6) with time zone,
    finished_at       timestamp(6) with time zone,
    heard_at          timestamp(6) with time zone,
    touched_at        timestamp(6) with time zone not null,
    lease_owner       varchar(100),
    lease_until       timestamp(6) with time zone,
    trigger_word      varchar(80)                 not null,
    steps             integer                     not null,
    learning_rate     double precision            not null,
    lora_rank         integer                     not null,
    alpha             double precision            not null,
    batch_size        integer                     not null,
    resolution        integer                     not null,
    seed              bigint                      not null,
    sample_every      integer                     not null,
    save_every        integer                     not null,
    sample_prompts    varchar(20000)              not null,
    current_step      integer                     not null,
    attempt_from_step integer                     not null,
    attempt_seconds   double precision            not null,
    earlier_seconds   double precision            not null,
    loss              double precision,
    sample_count      integer                     not null,
    log_lines         integer                     not null,
    phase             varchar(300)                not null,
    failure           varchar(2000),
    advice            varchar(2000),
    lora_hash         varchar(64),
    lora_size         bigint,
    constraint training_run_number_unique unique (number),
    constraint training_run_client_key_unique unique (launched_by, client_key),
    constraint training_run_launcher foreign key (launched_by) references account (id),
    constraint training_run_of_character foreign key (character_id) references character_profile (id),
    constraint training_run_on_snapshot foreign key (snapshot_hash) references snapshot (hash),
    constraint training_run_lora foreign key (lora_hash) references blob (hash),
    constraint training_run_state_known check (state in
        ('QUEUED', 'PREPARING', 'RUNNING', 'COLLECTING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'LOST')),
    -- A run that is worked on has a worker, and only such a run has one.
    constraint training_run_leased check
        ((state in ('PREPARING', 'RUNNING', 'COLLECTING')) = (lease_owner is not null and lease_until is not null)),
    constraint training_run_result check ((state = 'SUCCEEDED') = (lora_hash is not null))
);

create index training_run_character on training_run (character_id, number);
create index training_run_snapshot on training_run (snapshot_hash);
create index training_run_state on training_run (state, queued_at);
create index training_run_person on training_run (launched_by, number);
create index training_run_touched on training_run (touched_at);

-- Where each attempt began: what an earlier attempt wrote after that step is superseded, not deleted.
create table run_attempt (
    run_id     uuid                        not null references training_run (id),
    attempt    integer                     not null,
    from_step  integer                     not null,
    started_at timestamp(6) with time zone not null,
    worker     varchar(100)                not null,
    primary key (run_id, attempt)
);

create table run_point (
    run_id        uuid             not null references training_run (id),
    attempt       integer          not null,
    step          integer          not null,
    loss          double precision not null,
    learning_rate double precision not null,
    seconds       double precision not null,
    primary key (run_id, step, attempt)
);

create table run_sample (
    run_id     uuid                        not null references training_run (id),
    attempt    integer                     not null,
    step       integer                     not null,
    position   integer                     not null,
    prompt     varchar(1000)               not null,
    seed       bigint                      not null,
    picture    varchar(64)                 not null references blob (hash),
    drawn_at   timestamp(6) with time zone not null,
    primary key (run_id, step, position, attempt)
);

create table run_checkpoint (
    run_id   uuid                        not null references training_run (id),
    attempt  integer                     not null,
    step     integer                     not null,
    state    varchar(64)                 not null references blob (hash),
    size     bigint                      not null,
    saved_at timestamp(6) with time zone not null,
    primary key (run_id, step, attempt)
);

create table run_log_line (
    run_id     uuid                        not null references training_run (id),
    position   integer                     not null,
    written_at timestamp(6) with time zone not null,
    line       varchar(2000)               not null,
    primary key (run_id, position)
);
