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
