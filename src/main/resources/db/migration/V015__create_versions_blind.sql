-- Pictures of several contestants over the same prompts and seeds, shown in pairs without names.
create table blind_comparison (
    id             uuid                        not null primary key,
    character_id   uuid                        not null references character_profile (id),
    made_by        uuid                        not null references account (id),
    made_by_name   varchar(80)                 not null,
    made_at        timestamp(6) with time zone not null,
    closed_by_name varchar(80),
    closed_at      timestamp(6) with time zone,
    constraint blind_comparison_closed_wholly check ((closed_by_name is null) = (closed_at is null))
);

create index blind_comparison_character on blind_comparison (character_id, made_at);

create table blind_contestant (
    comparison_id uuid             not null references blind_comparison (id),
    position      integer          not null,
    -- Null for the base model without a LoRA.
    version_id    uuid references lora_version (id),
    strength      double precision not null,
    name          varchar(240)     not null,
    -- Whether it was the production version when the comparison was made.
    production    boolean          not null,
    primary key (comparison_id, position)
);

create index blind_contestant_version on blind_contestant (version_id);

create table blind_pair (
    comparison_id  uuid         not null references blind_comparison (id),
    position       integer      not null,
    prompt         varchar(600) not null,
    seed           bigint       not null,
    one            integer      not null,
    other          integer      not null,
    one_picture    varchar(64)  not null references blob (hash),
    other_picture  varchar(64)  not null references blob (hash),
    primary key (comparison_id, position),
    constraint blind_pair_first foreign key (comparison_id, one) references blind_contestant (comparison_id, position),
    constraint blind_pair_second foreign key (comparison_id, other)
        references blind_contestant (comparison_id, position),
    constraint blind_pair_of_two check (one < other)
);

create table blind_voter (
    comparison_id uuid        not null references blind_comparison (id),
    account_id    uuid        not null references account (id),
    account_name  varchar(80) not null,
    -- From it follow the order of the pairs and the sides, different for each person.
    seed          bigint      not null,
    finished_at   timestamp(6) with time zone,
    primary key (comparison_id, account_id)
);

create table blind_vote (
    comparison_id uuid                        not null,
    position      integer                     not null,
    account_id    uuid                        not null,
    -- The contestant that was preferred; null where both are equal.
    winner        integer,
    voted_at      timestamp(6) with time zone not null,
    primary key (comparison_id, position, account_id),
    constraint blind_vote_of_a_voter foreign key (comparison_id, account_id)
        references blind_voter (comparison_id, account_id),
    constraint blind_vote_on_a_pair foreign key (comparison_id, position) references blind_pair (comparison_id, position)
);
