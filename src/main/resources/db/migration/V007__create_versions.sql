-- What has to hold before a LoRA is used in production. A version keeps the edition it was born with.
create table checklist_template (
    id         uuid                        not null primary key,
    edition    integer                     not null,
    created_at timestamp(6) with time zone not null,
    constraint checklist_template_edition_unique unique (edition)
);

create table checklist_template_item (
    template_id     uuid          not null references checklist_template (id),
    position        integer       not null,
    item_key        varchar(40)   not null,
    title           varchar(200)  not null,
    hint            varchar(1000) not null,
    -- So many pictures, or a fact in words, must stand behind a tick.
    pictures_wanted integer       not null check (pictures_wanted >= 0),
    primary key (template_id, position),
    constraint checklist_template_item_key_unique unique (template_id, item_key)
);

insert into checklist_template (id, edition, created_at)
values ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 1, timestamp with time zone '2026-01-01 00:00:00+00:00');

insert into checklist_template_item (template_id, position, item_key, title, hint, pictures_wanted)
values ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 1, 'face', 'Face is consistent across 10+ generations',
        'The same person in ten or more pictures: eyes, nose, mouth and jaw do not drift between prompts and seeds.', 10),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 2, 'body', 'Body proportions are accurate',
        'Height, build and limbs as in the photos, in upper-body and full-body pictures.', 1),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 3, 'prompts', 'Works with different prompts',
        'Other scenes, clothes and lighting than in the dataset still show the character and follow the prompt.', 2),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 4, 'artifacts', 'No obvious artifacts',
        'No smears, doubled features, burnt colours or patterns that come from the training pictures.', 1),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 5, 'strengths', 'Works at different LoRA strengths',
        'Recognisable from about 0.7, best around 0.9, without breaking up at 1.1.', 1),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 6, 'compatible', 'Compatible with your target model version',
        'The file loads in the base model it is meant for, with every one of its modules matched.', 1);

-- Hands out version numbers: the row is locked while a version is born, so that two runs that finish at once get two.
create table version_series (
    character_id uuid    not null primary key,
    last_number  integer not null
);

create table lora_version (
    id              uuid                        not null primary key,
    row_version     bigint                      not null,
    character_id    uuid                        not null,
    number          integer                     not null,
    file_name       varchar(200)                not null,
    file_hash       varchar(64)                 not null references blob (hash),
    file_size       bigint                      not null,
    run_id          uuid                        not null,
    run_number      bigint                      not null,
    snapshot_hash   varchar(64)                 not null,
    backend         varchar(80)                 not null,
    base_model      varchar(120)                not null,
    parameters      varchar(20000)              not null,
    launched_by     uuid                        not null,
    template_id     uuid                        not null references checklist_template (id),
    created_at      timestamp(6) with time zone not null,
    state           varchar(24)                 not null,
    cover           varchar(64) references blob (hash),
    submitted_by    varchar(80),
    submitted_at    timestamp(6) with time zone,
    -- The character again while this is its production version, else null: unique, so there is at most one.
    production_of   uuid,
    constraint lora_version_number_unique unique (character_id, number),
    constraint lora_version_run_unique unique (run_id),
    constraint lora_version_one_production unique (production_of),
    constraint lora_version_state_known check (state in
        ('DRAFT', 'IN_REVIEW', 'CHANGES_REQUESTED', 'SIGNED_OFF', 'APPROVED', 'SUPERSEDED', 'REVOKED')),
    constraint lora_version_production_is_approved check (
        (state = 'APPROVED' and production_of is not null and production_of = character_id)
        or (state <> 'APPROVED' and production_of is null))
);

create index lora_version_state on lora_version (state, submitted_at);

-- Four eyes. Everybody plays at most one part in a version (the primary key), and a deciding step points to the part
-- it needs (the foreign key below): an account that stands here as a maker can never sign or approve.
create table version_participant (
    version_id uuid        not null references lora_version (id),
    account_id uuid        not null,
    part       varchar(16) not null,
    -- Why somebody is a maker: each of them that is true.
    gave_data  boolean     not null,
    launched   boolean     not null,
    submitted  boolean     not null,
    primary key (version_id, account_id),
    constraint version_participant_part_unique unique (version_id, account_id, part),
    constraint version_participant_part_known check (part in ('MAKER', 'SIGNER', 'APPROVER'))
);

create table version_decision (
    id            uuid                        not null primary key,
    version_id    uuid                        not null references lora_version (id),
    position      integer                     not null,
    verb          varchar(24)                 not null,
    from_state    varchar(24)                 not null,
    to_state      varchar(24)                 not null,
    account_id    uuid                        not null references account (id),
    account_name  varchar(80)                 not null,
    part          varchar(16),
    decided_at    timestamp(6) with time zone not null,
    reason        varchar(2000),
    manifest_hash varchar(64)                 not null,
    constraint version_decision_position_unique unique (version_id, position),
    constraint version_decision_four_eyes foreign key (version_id, account_id, part)
        references version_participant (version_id, account_id, part),
    constraint version_decision_part_fits check (
        (verb = 'SIGN_OFF' and part is not null and part = 'SIGNER')
        or (verb = 'APPROVE' and part is not null and part = 'APPROVER')
        or (verb not in ('SIGN_OFF', 'APPROVE') and part is null))
);

create table checklist_tick (
    id             uuid                        not null primary key,
    row_version    bigint                      not null,
    version_id     uuid                        not null references lora_version (id),
    item_key       varchar(40)                 not null,
    -- The item again while the tick stands, null once it is taken back: unique, so an item is ticked at most once.
    standing_for   varchar(40),
    note           varchar(2000)               not null,
    ticked_by      uuid                        not null,
    ticked_by_name varchar(80)                 not null,
    ticked_at      timestamp(6) with time zone not null,
    unticked_by_name varchar(80),
    unticked_at    timestamp(6) with time zone,
    untick_reason  varchar(2000),
    constraint checklist_tick_one_per_item unique (version_id, standing_for)
);

create table checklist_evidence (
    tick_id   uuid          not null references checklist_tick (id),
    position  integer       not null,
    kind      varchar(16)   not null,
    picture   varchar(64) references blob (hash),
    words     varchar(2000) not null,
    primary key (tick_id, position),
    constraint checklist_evidence_has_content check (
        (kind in ('SAMPLE', 'PICTURE') and picture is not null) or (kind = 'FACT' and picture is null))
);
