-- What admins set about the queue of a backend, and the row that nodes lock while they take a run from it. A backend
-- whose queue nobody has touched has no row.
create table training_queue (
    backend        varchar(40)  not null primary key,
    row_version    bigint       not null,
    concurrency    integer,
    paused_at      timestamp(6) with time zone,
    paused_by      uuid references account (id),
    paused_by_name varchar(80),
    pause_reason   varchar(200),
    constraint training_queue_concurrency check (concurrency between 1 and 64),
    constraint training_queue_pause_complete check
        ((paused_at is null) = (paused_by is null) and (paused_at is null) = (paused_by_name is null)
         and (paused_at is null) = (pause_reason is null))
);

-- Without a cache: the numbers in it would be lost with a killed server.
create sequence training_run_number start with 1 increment by 1 cache 1;

create table training_run (
    id                    uuid                        not null primary key,
    row_version           bigint                      not null,
    number                bigint                      not null,
    character_id          uuid                        not null,
    snapshot_hash         varchar(64)                 not null,
    backend               varchar(40)                 not null,
    -- What the job must know when another worker takes it up.
    memo                  varchar(4000),
    -- The service's name of the request, as the service reported it while nobody knew whether the run was accepted.
    reported_request      varchar(100),
    asked_again           boolean default false       not null,
    state                 varchar(24)                 not null,
    attempt               integer                     not null,
    fruitless_attempts    integer                     not null,
    client_key            uuid                        not null,
    rerun_of              bigint,
    -- Runs that were launched from one form: their total is what may need approval.
    grid_id               uuid,
    launched_by           uuid                        not null,
    launched_by_name      varchar(80)                 not null,
    launched_at           timestamp(6) with time zone not null,
    queued_at             timestamp(6) with time zone not null,
    -- The place that an admin gave a waiting run: such runs start in this order, before the others take turns.
    queue_pin             integer,
    started_at            timestamp(6) with time zone,
    finished_at           timestamp(6) with time zone,
    -- Archived runs leave the list; nothing of them is deleted.
    archived_at           timestamp(6) with time zone,
    -- Once the version of a run is decided, and some days more, the states in between are no longer needed.
    checkpoints_pruned_at timestamp(6) with time zone,
    reported_at           timestamp(6) with time zone,
    touched_at            timestamp(6) with time zone not null,
    lease_owner           varchar(100),
    lease_until           timestamp(6) with time zone,
    trigger_word          varchar(80)                 not null,
    steps                 integer                     not null,
    learning_rate         double precision            not null,
    lora_rank             integer                     not null,
    alpha                 double precision            not null,
    batch_size            integer                     not null,
    resolution            integer                     not null,
    seed                  bigint                      not null,
    sample_every          integer                     not null,
    save_every            integer                     not null,
    sample_prompts        varchar(20000)              not null,
    -- Settings that only one backend has.
    options               varchar(4000) default '{}'  not null,
    estimated_cost        numeric(12, 4),
    -- It was held for an admin, who has not released it; also after it was refused or cancelled.
    needs_release         boolean default false       not null,
    current_step          integer                     not null,
    attempt_from_step     integer                     not null,
    attempt_seconds       double precision            not null,
    earlier_seconds       double precision            not null,
    -- Of what was sent last: how many cards are charged by the hour, and what earlier jobs had computed by then.
    charged_cards         integer default 0           not null,
    charged_from_seconds  double precision default 0  not null,
    loss                  double precision,
    -- The smoothed loss in few points, for lists.
    loss_line             varchar(600) default ''     not null,
    sample_count          integer                     not null,
    log_lines             integer                     not null,
    phase                 varchar(300)                not null,
    failure               varchar(2000),
    advice                varchar(2000),
    lora_hash             varchar(64),
    lora_size             bigint,
    -- What the trainer itself says it did, as a JSON blob.
    config_hash           varchar(64),
    -- What the team wrote about the run; it has its own revision, because a run changes with every step.
    note                  varchar(2000) default ''    not null,
    note_revision         bigint        default 0     not null,
    note_by_name          varchar(80),
    note_at               timestamp(6) with time zone,
    constraint training_run_number_unique unique (number),
    constraint training_run_client_key_unique unique (launched_by, client_key),
    constraint training_run_launcher foreign key (launched_by) references account (id),
    constraint training_run_of_character foreign key (character_id) references character_profile (id),
    constraint training_run_on_snapshot foreign key (snapshot_hash) references snapshot (hash),
    constraint training_run_lora foreign key (lora_hash) references blob (hash),
    constraint training_run_config foreign key (config_hash) references blob (hash),
    constraint training_run_state_known check (state in
        ('AWAITING_APPROVAL', 'QUEUED', 'PREPARING', 'RUNNING', 'COLLECTING', 'UNCONFIRMED', 'SUCCEEDED', 'FAILED',
         'CANCELLED', 'LOST')),
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
create index training_run_backend_state on training_run (backend, state);
create index training_run_grid on training_run (grid_id);

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
    smoothed      double precision not null,
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
    -- The LoRA file of this state, once someone asked for it.
    lora     varchar(64) references blob (hash),
    primary key (run_id, step, attempt)
);

-- The files that a run kept on its way, also where they are no longer there: a copy of one brings the makers of the run
-- along. The hash of the weights is empty for what is no LoRA file.
create table run_weights (
    run_id       uuid                        not null references training_run (id),
    file_hash    varchar(64)                 not null,
    weights_hash varchar(64)                 not null,
    kept_at      timestamp(6) with time zone not null,
    primary key (run_id, file_hash)
);

create index run_weights_file on run_weights (file_hash);
create index run_weights_weights on run_weights (weights_hash);

create table run_log_line (
    run_id     uuid                        not null references training_run (id),
    position   integer                     not null,
    written_at timestamp(6) with time zone not null,
    line       varchar(2000)               not null,
    primary key (run_id, position)
);

-- Who set a run in motion again, or chose its result, besides the person who launched it.
create table run_contribution (
    run_id     uuid        not null references training_run (id),
    account_id uuid        not null,
    kind       varchar(24) not null,
    done_at    timestamp(6) with time zone not null,
    primary key (run_id, account_id, kind)
);

create table run_tag (
    run_id uuid        not null references training_run (id),
    tag    varchar(30) not null,
    primary key (run_id, tag)
);

create index run_sample_picture on run_sample (picture);
create index run_tag_runs on run_tag (tag, run_id);

-- A run list as someone wants to see it again: the query part of its address.
create table saved_run_view (
    id         uuid                        not null primary key,
    owner      uuid                        not null references account (id),
    owner_name varchar(80)                 not null,
    name       varchar(60)                 not null,
    query      varchar(4000)               not null,
    shared     boolean                     not null,
    saved_at   timestamp(6) with time zone not null,
    constraint saved_run_view_name_unique unique (owner, name)
);

-- A minute of training on the miniature, before a run that costs money or hours.
create table rehearsal (
    id                 uuid                        not null primary key,
    row_version        bigint                      not null,
    character_id       uuid                        not null references character_profile (id),
    snapshot_hash      varchar(64)                 not null references snapshot (hash),
    settings_hash      varchar(64)                 not null,
    -- One that runs waits for a node until one has a lease for it.
    state              varchar(16)                 not null,
    attempt            integer                     not null,
    fruitless_attempts integer                     not null,
    planned_steps      integer                     not null,
    step               integer                     not null,
    sample             varchar(64) references blob (hash),
    started_by         uuid                        not null references account (id),
    started_by_name    varchar(80)                 not null,
    queued_at          timestamp(6) with time zone not null,
    started_at         timestamp(6) with time zone,
    finished_at        timestamp(6) with time zone,
    touched_at         timestamp(6) with time zone not null,
    lease_owner        varchar(100),
    lease_until        timestamp(6) with time zone,
    trigger_word       varchar(80)                 not null,
    steps              integer                     not null,
    learning_rate      double precision            not null,
    lora_rank          integer                     not null,
    alpha              double precision            not null,
    batch_size         integer                     not null,
    resolution         integer                     not null,
    seed               bigint                      not null,
    sample_every       integer                     not null,
    save_every         integer                     not null,
    sample_prompts     varchar(20000)              not null,
    options            varchar(4000)               not null,
    phase              varchar(300)                not null,
    failure            varchar(2000),
    advice             varchar(2000),
    constraint rehearsal_state_known check (state in ('RUNNING', 'DONE', 'STOPPED')),
    constraint rehearsal_over check ((state = 'RUNNING') = (finished_at is null)),
    constraint rehearsal_leased check (state = 'RUNNING' or lease_until is null)
);

create index rehearsal_of_settings on rehearsal (character_id, settings_hash, queued_at);
create index rehearsal_of_snapshot on rehearsal (snapshot_hash, settings_hash, queued_at);
create index rehearsal_of_person on rehearsal (started_by, state);
create index rehearsal_state on rehearsal (state, queued_at);
create index rehearsal_touched on rehearsal (touched_at);

-- What a rehearsal found so far, a line for each check that is decided.
create table rehearsal_line (
    rehearsal_id uuid         not null references rehearsal (id),
    topic        varchar(16)  not null,
    passed       boolean      not null,
    words        varchar(600) not null,
    primary key (rehearsal_id, topic)
);
