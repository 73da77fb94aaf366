-- Images to be generated with LoRAs, durable: a job is taken up again where a dead worker left it.
create table generation_job (
    id                 uuid                        not null primary key,
    row_version        bigint                      not null,
    purpose            varchar(200)                not null,
    character_id       uuid references character_profile (id),
    backend            varchar(40)                 not null,
    state              varchar(16)                 not null,
    attempt            integer                     not null,
    fruitless_attempts integer                     not null,
    client_key         uuid                        not null,
    -- Not an account when the product itself asks.
    asked_by           uuid                        not null,
    asked_by_name      varchar(80)                 not null,
    asked_at           timestamp(6) with time zone not null,
    queued_at          timestamp(6) with time zone not null,
    started_at         timestamp(6) with time zone,
    finished_at        timestamp(6) with time zone,
    touched_at         timestamp(6) with time zone not null,
    lease_owner        varchar(100),
    lease_until        timestamp(6) with time zone,
    width              integer                     not null,
    height             integer                     not null,
    steps              integer                     not null,
    guidance           double precision            not null,
    pictures           integer                     not null,
    -- Of the current attempt: pictures to be asked for, and pictures that were asked for.
    planned            integer default 0           not null,
    sent               integer default 0           not null,
    drawn              integer                     not null,
    refused            integer                     not null,
    phase              varchar(300)                not null,
    failure            varchar(2000),
    advice             varchar(2000),
    constraint generation_job_client_key_unique unique (asked_by, client_key),
    constraint generation_job_state_known check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    constraint generation_job_leased check
        ((state = 'RUNNING') = (lease_owner is not null and lease_until is not null))
);

create index generation_job_state on generation_job (state, queued_at);
create index generation_job_touched on generation_job (touched_at);
create index generation_job_person on generation_job (asked_by, asked_at);

create table generation_lora (
    job_id   uuid         not null references generation_job (id),
    position integer      not null,
    name     varchar(200) not null,
    file     varchar(64)  not null references blob (hash),
    primary key (job_id, position)
);

create table generation_picture (
    job_id    uuid          not null references generation_job (id),
    position  integer       not null,
    prompt    varchar(2000) not null,
    seed      bigint        not null,
    -- One number per LoRA of the job, in its order, separated by spaces; 0 leaves it out.
    strengths varchar(400)  not null,
    -- The backend's own name of the request while it is under way: nothing is paid twice.
    handle    varchar(200),
    -- The attempt of the job that sent the request.
    sent_attempt integer,
    picture   varchar(64) references blob (hash),
    seconds   double precision,
    drawn_at  timestamp(6) with time zone,
    problem   varchar(500),
    primary key (job_id, position),
    constraint generation_picture_one_outcome check (picture is null or problem is null)
);
