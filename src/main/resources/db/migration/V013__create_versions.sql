-- What has to hold before a LoRA is used in production. A version keeps the edition that it was created with.
create table checklist_template (
    id         uuid                        not null primary key,
    edition    integer                     not null,
    -- Who made the edition and why; all null for the one that comes with the product.
    created_by varchar(80),
    account_id uuid,
    reason     varchar(500),
    created_at timestamp(6) with time zone not null,
    constraint checklist_template_edition_unique unique (edition),
    constraint checklist_template_has_one_origin check (
        (created_by is null and account_id is null and reason is null)
        or (created_by is not null and account_id is not null and reason is not null)),
    constraint checklist_template_account foreign key (account_id) references account (id)
);

create table checklist_template_item (
    template_id     uuid          not null references checklist_template (id),
    position        integer       not null,
    item_key        varchar(40)   not null,
    title           varchar(200)  not null,
    hint            varchar(1000) not null,
    -- How many pictures, or else a fact in writing, a tick needs as evidence.
    pictures_wanted integer       not null check (pictures_wanted >= 0),
    -- Which evidence it wants, and who may tick it.
    accepts         varchar(200) default '["SAMPLE","CELL","PICTURE","FILE","FACT","MEASURE","VERDICT"]' not null,
    ticked_by       varchar(16) default 'REVIEWER' not null,
    -- Whether the passport's verdict shows in the item, or has to fit before it is ticked; whether a file has to be there.
    verdict         varchar(16) default 'NOT_ASKED' not null,
    file_required   boolean default false not null,
    -- Measures that it shows, each with its limit and whether the item cannot be ticked before it meets that.
    measures        varchar(4000) default '[]' not null,
    primary key (template_id, position),
    constraint checklist_template_item_key_unique unique (template_id, item_key),
    constraint checklist_template_item_verdict_known check (verdict in ('NOT_ASKED', 'SHOWN', 'REQUIRED'))
);

insert into checklist_template (id, edition, created_at)
values ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 1, timestamp with time zone '2026-01-01 00:00:00+00:00');

-- The shipped checklist shows what can be measured and requires none of it: people tick, numbers help them.
insert into checklist_template_item (template_id, position, item_key, title, hint, pictures_wanted, verdict, measures)
values ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 1, 'face', 'Face is consistent across 10+ generations',
        'The same person in ten or more pictures: eyes, nose, mouth and jaw do not drift between prompts and seeds.', 10, 'NOT_ASKED',
        '[{"kind":"FACES_WITHIN","limit":0.9,"required":false},
         {"kind":"FACE_TO_TRAINING","limit":0.55,"required":false},
         {"kind":"FLAGS_FACE","limit":0,"required":false}]'),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 2, 'body', 'Body proportions are accurate',
        'Height, build and limbs as in the photos, in upper-body and full-body pictures.', 1, 'NOT_ASKED',
        '[{"kind":"FLAGS_BODY","limit":0,"required":false}]'),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 3, 'prompts', 'Works with different prompts',
        'Other scenes, clothes and lighting than in the dataset still show the character and follow the prompt.', 2, 'NOT_ASKED',
        '[{"kind":"PROMPT_VARIETY","limit":0.6,"required":false},
         {"kind":"PROMPT_FOLLOWED","limit":0.7,"required":false},
         {"kind":"FLAGS_PROMPTS","limit":0,"required":false}]'),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 4, 'artifacts', 'No obvious artifacts',
        'No smears, doubled features, burnt colours or patterns that come from the training pictures.', 1, 'NOT_ASKED',
        '[{"kind":"FLAGS_ARTIFACTS","limit":0,"required":false},
         {"kind":"NEAREST_TRAINING","limit":13,"required":false}]'),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 5, 'strengths', 'Works at different LoRA strengths',
        'Recognisable from about 0.7, best around 0.9, without breaking up at 1.1.', 1, 'NOT_ASKED',
        '[{"kind":"STRENGTH_VARIETY","limit":0.6,"required":false},
         {"kind":"FLAGS_STRENGTHS","limit":0,"required":false}]'),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 6, 'compatible', 'Compatible with your target model version',
        'The file loads in the base model it is meant for, with every one of its modules matched.', 1, 'SHOWN',
        '[]');

-- Hands out version numbers: the row is locked while a version is created, so that two runs that finish at once get two.
create table version_counter (
    character_id uuid    not null primary key,
    last_number  integer not null
);

-- The number that a run's version will have, taken before the file is stored because the file says it. A run that dies
-- in between continues with the same number.
create table version_number (
    run_id       uuid    not null primary key,
    character_id uuid    not null,
    number       integer not null,
    constraint version_number_unique unique (character_id, number)
);

-- A version comes from a run of this product or was imported: trained elsewhere, so it has no run and no snapshot, and
-- keeps instead what the person who imported it said about it (JSON, never changed).
create table lora_version (
    id              uuid                        not null primary key,
    row_version     bigint                      not null,
    character_id    uuid                        not null,
    number          integer                     not null,
    file_name       varchar(200)                not null,
    file_hash       varchar(64)                 not null references blob (hash),
    file_size       bigint                      not null,
    run_id          uuid,
    run_number      bigint,
    -- The step of the checkpoint that a version was made of; 0 for the run's own result.
    checkpoint_step integer default 0           not null,
    snapshot_hash   varchar(64),
    backend         varchar(80),
    base_model      varchar(120)                not null,
    parameters      varchar(20000),
    launched_by     uuid,
    imported        varchar(20000),
    template_id     uuid                        not null references checklist_template (id),
    created_at      timestamp(6) with time zone not null,
    state           varchar(24)                 not null,
    cover           varchar(64) references blob (hash),
    submitted_by    varchar(80),
    submitted_at    timestamp(6) with time zone,
    -- Since when a signature of it rests on something that has changed; null while all of them hold.
    stale_since     timestamp(6) with time zone,
    -- Hash of what is there then instead of what they rest on.
    stale_manifest  varchar(64),
    -- At which strengths a version is to be used, and at which one it is best, as a person stated it; all null while nobody
    -- has. The guide's window counts then.
    strength_from   double precision,
    strength_best   double precision,
    strength_to     double precision,
    strength_note   varchar(500),
    strength_by     varchar(80),
    strength_at     timestamp(6) with time zone,
    -- The character again while this is its production version, else null: unique, so there is at most one for each
    -- target model.
    production_of   uuid,
    -- The decision that a production version rests on.
    approval_id     uuid,
    approval_verb   varchar(24),
    constraint lora_version_number_unique unique (character_id, number),
    constraint lora_version_run_unique unique (run_id, checkpoint_step),
    constraint lora_version_one_production unique (production_of, base_model),
    constraint lora_version_has_one_origin check (
        (imported is null and run_id is not null and run_number is not null and snapshot_hash is not null
            and backend is not null and parameters is not null and launched_by is not null)
        or (imported is not null and run_id is null and run_number is null and snapshot_hash is null
            and backend is null and parameters is null and launched_by is null)),
    constraint lora_version_state_known check (state in
        ('DRAFT', 'IN_REVIEW', 'CHANGES_REQUESTED', 'SIGNED_OFF', 'APPROVED', 'SUPERSEDED', 'REVOKED')),
    constraint lora_version_strength_is_a_window check (
        (strength_from is null and strength_best is null and strength_to is null and strength_by is null
            and strength_at is null)
        or (strength_from > 0 and strength_from <= strength_best and strength_best <= strength_to and strength_to <= 2
            and strength_by is not null and strength_at is not null)),
    constraint lora_version_production_is_approved check (
        (state = 'APPROVED' and production_of is not null and production_of = character_id)
        or (state <> 'APPROVED' and production_of is null)),
    constraint lora_version_production_is_approved_by_someone check (
        state <> 'APPROVED' or (approval_id is not null and approval_verb is not null and approval_verb = 'APPROVE'))
);

create index lora_version_state on lora_version (state, submitted_at);

-- Four eyes. Each person plays at most one part in a version (the primary key), and a deciding step points to the part
-- it needs (the foreign key below): an account that is a maker here can never sign or approve.
create table version_participant (
    version_id        uuid                  not null references lora_version (id),
    account_id        uuid                  not null,
    part              varchar(16)           not null,
    -- Why someone is a maker: each of them that is true.
    gave_data         boolean               not null,
    launched          boolean               not null,
    launched_at       timestamp(6) with time zone,
    submitted         boolean               not null,
    submitted_at      timestamp(6) with time zone,
    imported          boolean default false not null,
    trained_elsewhere boolean default false not null,
    primary key (version_id, account_id),
    constraint version_participant_part_unique unique (version_id, account_id, part),
    constraint version_participant_part_known check (part in ('MAKER', 'SIGNER', 'APPROVER')),
    -- Who made a part is no signer or approver, by whatever way the row came about.
    constraint version_participant_makers_do_not_decide check (
        part = 'MAKER' or (not gave_data and not launched and not submitted and not imported and not trained_elsewhere))
);

-- Why a maker of a version is one, frozen when the version is created. The part is always MAKER, and the key that points to
-- the participant holds it there: nobody with a row in this table becomes a signer or approver, or stops taking part.
create table version_contribution (
    version_id uuid                          not null,
    account_id uuid                          not null,
    part       varchar(16)  default 'MAKER'  not null,
    position   integer                       not null,
    words      varchar(400)                  not null,
    -- Where it is recorded.
    done_at    timestamp(6) with time zone,
    -- Shaped what the version is held to, not its weights.
    checklist  boolean      default false    not null,
    primary key (version_id, account_id, position),
    constraint version_contribution_is_a_maker_s check (part = 'MAKER'),
    constraint version_contribution_of_a_maker foreign key (version_id, account_id, part)
        references version_participant (version_id, account_id, part)
);

-- Who loosened the rules of review, until these ask again for all that they asked for before: such a person is a maker
-- of every version whose run was launched before.
create table loosened_rules (
    id               uuid                        not null primary key,
    account_id       uuid                        not null,
    words            varchar(400)                not null,
    loosened_at      timestamp(6) with time zone not null,
    -- What they asked for before.
    sign_offs        integer                     not null,
    approver_differs boolean                     not null
);

-- Who uploaded a LoRA file. No foreign key: the row outlives a file that nobody made a version of, and the account.
create table received_file (
    file_hash   varchar(64)                 not null,
    account_id  uuid                        not null,
    received_at timestamp(6) with time zone not null,
    primary key (file_hash, account_id)
);

-- Four eyes from end to end, by whatever way these tables are written: a production version rests on an approval of its
-- own, the approval on a sign-off of the same version, and neither is by a person who made a part of it.
create table version_decision (
    id                 uuid                        not null primary key,
    version_id         uuid                        not null references lora_version (id),
    position           integer                     not null,
    verb               varchar(24)                 not null,
    from_state         varchar(24)                 not null,
    to_state           varchar(24)                 not null,
    account_id         uuid                        not null references account (id),
    account_name       varchar(80)                 not null,
    part               varchar(16),
    -- Where the team lets a signer approve, the decision says so: without it, no approval by the signer is taken.
    signer_may_approve boolean default false       not null,
    -- Of an approval: how many sign-offs the rules of its moment asked for.
    sign_offs_asked    integer,
    rests_on           uuid,
    rests_on_verb      varchar(24),
    decided_at         timestamp(6) with time zone not null,
    reason             varchar(2000),
    manifest_hash      varchar(64)                 not null,
    constraint version_decision_position_unique unique (version_id, position),
    constraint version_decision_of_a_version unique (id, version_id, verb),
    constraint version_decision_four_eyes foreign key (version_id, account_id, part)
        references version_participant (version_id, account_id, part),
    constraint version_decision_rests_on foreign key (rests_on, version_id, rests_on_verb)
        references version_decision (id, version_id, verb),
    -- Signing again binds a signature to what is there now.
    constraint version_decision_part_fits check (
        (verb = 'SIGN_OFF' and part is not null and part = 'SIGNER')
        or (verb = 'APPROVE' and part is not null and (part = 'APPROVER' or (part = 'SIGNER' and signer_may_approve)))
        or (verb = 'RENEW' and part is not null and part in ('SIGNER', 'APPROVER'))
        or (verb not in ('SIGN_OFF', 'APPROVE', 'RENEW') and part is null)),
    constraint version_decision_approval_rests_on_a_sign_off check (
        (verb = 'APPROVE' and rests_on is not null and rests_on_verb is not null and rests_on_verb = 'SIGN_OFF')
        or (verb <> 'APPROVE' and rests_on is null and rests_on_verb is null))
);

-- The latest decisions about any version.
create index version_decision_latest on version_decision (decided_at, id);

-- Two tables that point to each other: the one statement that changes a table after it was created.
alter table lora_version add constraint lora_version_approval foreign key (approval_id, id, approval_verb)
    references version_decision (id, version_id, verb);

-- What a decision's author saw, word for word, so that a later reader can see what changed since.
create table version_manifest (
    hash    varchar(64) not null primary key,
    content text        not null
);

create table checklist_tick (
    id               uuid                        not null primary key,
    row_version      bigint                      not null,
    version_id       uuid                        not null references lora_version (id),
    item_key         varchar(40)                 not null,
    -- The item again while the tick counts, null once it is taken back: unique, so an item is ticked at most once.
    standing_for     varchar(40),
    note             varchar(2000)               not null,
    ticked_by        uuid                        not null,
    ticked_by_name   varchar(80)                 not null,
    ticked_at        timestamp(6) with time zone not null,
    unticked_by_name varchar(80),
    unticked_at      timestamp(6) with time zone,
    untick_reason    varchar(2000),
    constraint checklist_tick_one_per_item unique (version_id, standing_for)
);

-- What programs sent as evidence in the last day: a tick of theirs names no other bytes of the store.
create table evidence_upload (
    account_id  uuid                        not null,
    hash        varchar(64)                 not null,
    uploaded_at timestamp(6) with time zone not null,
    primary key (account_id, hash)
);
create index evidence_upload_time on evidence_upload (uploaded_at);

create table checklist_evidence (
    tick_id     uuid          not null references checklist_tick (id),
    position    integer       not null,
    kind        varchar(16)   not null,
    picture     varchar(64) references blob (hash),
    words       varchar(2000) not null,
    -- Evidence that was copied from something that lives on (a cell of a test sheet, a measure, the passport's verdict)
    -- keeps where it came from and its state at the time of the tick.
    source      varchar(40),
    reference   varchar(200),
    fingerprint varchar(64),
    primary key (tick_id, position),
    constraint checklist_evidence_has_content check (
        (kind in ('SAMPLE', 'CELL', 'PICTURE', 'FILE') and picture is not null)
        or (kind in ('FACT', 'MEASURE', 'VERDICT') and picture is null))
);

-- Who was asked by name to sign or to approve. A row is gone once its answer is given or no longer wanted; the audit
-- trail keeps that the request was made.
create table review_request (
    version_id  uuid                        not null references lora_version (id),
    account_id  uuid                        not null references account (id),
    asked_for   varchar(24)                 not null,
    asked_by    uuid                        not null references account (id),
    asked_name  varchar(80)                 not null,
    asked_at    timestamp(6) with time zone not null,
    primary key (version_id, account_id, asked_for)
);

create index review_request_account on review_request (account_id);

-- Who took which file and when; and, once the file is recalled, whether they were notified and have answered.
create table version_download (
    id            uuid                        not null primary key,
    version_id    uuid                        not null references lora_version (id),
    account_id    uuid                        not null,
    account_name  varchar(80)                 not null,
    state         varchar(24)                 not null,
    taken_at      timestamp(6) with time zone not null,
    recalled_at   timestamp(6) with time zone,
    recall_reason varchar(2000),
    answered_at   timestamp(6) with time zone
);

create index version_download_version on version_download (version_id, taken_at);
create index version_download_account on version_download (account_id, recalled_at, answered_at);

-- Snapshots that turned out to be bad, as a whole and by someone's word; gone again when the recall is lifted. The audit
-- trail keeps both.
create table snapshot_recall (
    snapshot_hash varchar(64)                 not null primary key,
    reason        varchar(2000)               not null,
    recalled_by   uuid                        not null references account (id),
    recalled_name varchar(80)                 not null,
    recalled_at   timestamp(6) with time zone not null
);

-- Who recalled or reinstated what a version was trained on, and so is notified of what becomes of it. No foreign key to the
-- account: the system has none.
create table version_recall_part (
    version_id uuid not null references lora_version (id),
    account_id uuid not null,
    primary key (version_id, account_id)
);
