-- LoRA files that were made elsewhere: styles, poses and the like. What this team trains are versions.
create table lora_file (
    id              uuid                        not null primary key,
    row_version     bigint                      not null,
    file_name       varchar(120)                not null,
    file_hash       varchar(64)                 not null references blob (hash),
    file_size       bigint                      not null,
    role            varchar(16)                 not null,
    trigger_word    varchar(80)                 not null,
    licence         varchar(120)                not null,
    source          varchar(500)                not null,
    strength        double precision            not null,
    added_by_name   varchar(80)                 not null,
    added_at        timestamp(6) with time zone not null,
    changed_by_name varchar(80)                 not null,
    changed_at      timestamp(6) with time zone not null,
    removed_at      timestamp(6) with time zone,
    constraint lora_file_role_known check (role in ('CHARACTER', 'STYLE', 'POSE', 'OTHER')),
    constraint lora_file_strength_range check (strength >= 0 and strength <= 2)
);

create index lora_file_name on lora_file (removed_at, role, file_name);

-- LoRAs that are used together. Every save is a revision; the stack itself says what the newest one is.
create table lora_stack (
    id              uuid                        not null primary key,
    row_version     bigint                      not null,
    name            varchar(80)                 not null,
    note            varchar(1000)               not null,
    revision        integer                     not null,
    created_by_name varchar(80)                 not null,
    created_at      timestamp(6) with time zone not null,
    changed_by_name varchar(80)                 not null,
    changed_at      timestamp(6) with time zone not null,
    deleted_at      timestamp(6) with time zone
);

create index lora_stack_changed on lora_stack (deleted_at, changed_at);

create table lora_stack_revision (
    stack_id      uuid                        not null references lora_stack (id),
    revision      integer                     not null,
    note          varchar(1000)               not null,
    saved_by_name varchar(80)                 not null,
    saved_at      timestamp(6) with time zone not null,
    primary key (stack_id, revision)
);

create table lora_stack_layer (
    stack_id     uuid             not null,
    revision     integer          not null,
    position     integer          not null,
    role         varchar(16)      not null,
    -- Neither while the place is planned but nothing is chosen for it.
    version_id   uuid references lora_version (id),
    lora_file_id uuid references lora_file (id),
    strength     double precision not null,
    primary key (stack_id, revision, position),
    foreign key (stack_id, revision) references lora_stack_revision (stack_id, revision),
    constraint lora_stack_layer_one_lora check (version_id is null or lora_file_id is null)
);

create index lora_stack_layer_version on lora_stack_layer (version_id);
create index lora_stack_layer_file on lora_stack_layer (lora_file_id);

-- How far two LoRA files change the same layers in the same directions; the lower hash comes first.
create table lora_overlap (
    first_hash  varchar(64)                 not null references blob (hash),
    second_hash varchar(64)                 not null references blob (hash),
    state       varchar(16)                 not null,
    wanted_at   timestamp(6) with time zone not null,
    content     varchar(20000),
    problem     varchar(1000),
    primary key (first_hash, second_hash),
    constraint lora_overlap_ordered check (first_hash < second_hash),
    constraint lora_overlap_state_known check (state in ('WAITING', 'MEASURED', 'IMPOSSIBLE')),
    constraint lora_overlap_measured check ((state = 'MEASURED') = (content is not null)),
    constraint lora_overlap_impossible check ((state = 'IMPOSSIBLE') = (problem is not null))
);

create index lora_overlap_waiting on lora_overlap (state, wanted_at);
