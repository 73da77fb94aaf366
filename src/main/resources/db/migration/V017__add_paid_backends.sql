-- Settings that only one backend has, what a job must know when another worker takes it up, and what it may cost.
alter table training_run add column options varchar(4000) default '{}' not null;
alter table training_run add column memo varchar(4000);
alter table training_run add column asked_again boolean default false not null;
alter table training_run add column estimated_cost numeric(12, 4);
-- What the trainer itself says it did, as a JSON blob.
alter table training_run add column config_hash varchar(64);
alter table training_run add constraint training_run_config foreign key (config_hash) references blob (hash);
alter table training_run drop constraint training_run_state_known;
alter table training_run add constraint training_run_state_known check (state in
    ('HELD', 'QUEUED', 'PREPARING', 'RUNNING', 'COLLECTING', 'UNCLEAR', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'LOST'));

-- One row for each call to a service that costs money, written before the call is made.
create table charge (
    id           uuid                        not null primary key,
    service      varchar(60)                 not null,
    subject_id   uuid                        not null,
    attempt      integer                     not null,
    purpose      varchar(120)                not null,
    character_id uuid,
    person_id    uuid                        not null,
    amount       numeric(12, 4),
    state        varchar(16)                 not null,
    sent_at      timestamp(6) with time zone not null,
    settled_at   timestamp(6) with time zone,
    constraint charge_once unique (subject_id, attempt),
    constraint charge_of_person foreign key (person_id) references account (id),
    constraint charge_of_character foreign key (character_id) references character_profile (id),
    constraint charge_state_known check (state in ('OPEN', 'CHARGED', 'ASSUMED', 'UNCLEAR', 'NOT_CHARGED')),
    constraint charge_settled check ((state in ('OPEN', 'UNCLEAR')) = (settled_at is null))
);

create index charge_month on charge (sent_at);
