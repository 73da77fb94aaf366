-- What people tried in the playground: one or two sides, generated with the same settings and seeds.
create table playground_render (
    id            uuid                        not null primary key,
    asked_by      uuid                        not null,
    asked_by_name varchar(80)                 not null,
    asked_at      timestamp(6) with time zone not null,
    backend       varchar(40)                 not null,
    width         integer                     not null,
    height        integer                     not null,
    steps         integer                     not null,
    guidance      double precision            not null,
    seeds         varchar(400)                not null,
    -- Both prompts and the names of the LoRAs in lower case, to be searched.
    words         varchar(8000)               not null,
    removed_at    timestamp(6) with time zone
);

create index playground_render_person on playground_render (asked_by, removed_at, asked_at);

create table playground_side (
    render_id   uuid          not null references playground_render (id),
    position    integer       not null check (position in (0, 1)),
    prompt      varchar(2000) not null,
    plan        varchar(1000) not null,
    stack_id    uuid references lora_stack (id),
    template_id uuid references prompt_template (id),
    job_id      uuid          not null references generation_job (id),
    primary key (render_id, position)
);

create index playground_side_job on playground_side (job_id);

-- Pictures that show what a template gives. Generated again when a version that they use is superseded.
create table template_example (
    id           uuid                        not null primary key,
    template_id  uuid                        not null references prompt_template (id),
    picture      varchar(64)                 not null references blob (hash),
    prompt       varchar(2000)               not null,
    plan         varchar(1000)               not null,
    seed         bigint                      not null,
    backend      varchar(40)                 not null,
    width        integer                     not null,
    height       integer                     not null,
    steps        integer                     not null,
    guidance     double precision            not null,
    kept_by_name varchar(80)                 not null,
    kept_at      timestamp(6) with time zone not null,
    removed_at   timestamp(6) with time zone
);

create index template_example_template on template_example (template_id, removed_at, kept_at);

-- The versions that an example was drawn with.
create table template_example_version (
    example_id uuid not null references template_example (id),
    version_id uuid not null references lora_version (id),
    primary key (example_id, version_id)
);

create index template_example_version_version on template_example_version (version_id);

-- When a version goes to production, the examples that earlier versions of the character generated are generated again.
create table regression_check (
    id           uuid                        not null primary key,
    character_id uuid                        not null references character_profile (id),
    new_version  uuid                        not null references lora_version (id),
    state        varchar(16)                 not null,
    -- Null where an approval asked for it.
    started_by   uuid references account (id),
    made_at      timestamp(6) with time zone not null,
    constraint regression_check_once unique (new_version),
    constraint regression_check_state_known check (state in ('WANTED', 'DRAWING', 'DONE'))
);

create index regression_check_state on regression_check (state, made_at);

create table regression_pair (
    check_id       uuid          not null references regression_check (id),
    position       integer       not null,
    example_id     uuid          not null references template_example (id),
    plan           varchar(1000) not null,
    job_id         uuid references generation_job (id),
    job_position   integer,
    -- Why it is not generated again, or null.
    problem        varchar(500),
    verdict        varchar(8),
    note           varchar(1000) not null,
    judged_by_name varchar(80),
    judged_at      timestamp(6) with time zone,
    primary key (check_id, position),
    constraint regression_pair_verdict_known check (verdict in ('BETTER', 'SAME', 'WORSE')),
    constraint regression_pair_drawn_or_not check ((job_id is null) = (problem is not null))
);

create index regression_pair_job on regression_pair (job_id);
