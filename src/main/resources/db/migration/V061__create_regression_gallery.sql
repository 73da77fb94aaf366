-- When a version goes to production, the examples that earlier versions of the character drew are drawn anew.
create table regression_check (
    id           uuid                        not null primary key,
    character_id uuid                        not null references character_profile (id),
    new_version  uuid                        not null references lora_version (id),
    state        varchar(16)                 not null,
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
    -- Why it is not drawn anew, or null.
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
