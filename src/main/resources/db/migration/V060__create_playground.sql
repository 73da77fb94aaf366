-- What people tried in the playground: one or two sides, drawn with the same settings and seeds.
create table playground_take (
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

create index playground_take_person on playground_take (asked_by, removed_at, asked_at);

create table playground_side (
    take_id     uuid          not null references playground_take (id),
    position    integer       not null check (position in (0, 1)),
    prompt      varchar(2000) not null,
    plan        varchar(1000) not null,
    stack_id    uuid references lora_stack (id),
    template_id uuid references prompt_template (id),
    job_id      uuid          not null references generation_job (id),
    primary key (take_id, position)
);

create index playground_side_job on playground_side (job_id);

-- Pictures that show what a template gives. Drawn anew when a version that they use is superseded.
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
