-- What every test sheet of a character shows. An edition never changes, so that sheets line up for years.
create table sheet_plan (
    character_id   uuid                        not null references character_profile (id),
    edition        integer                     not null,
    prompts        varchar(20000)              not null,
    strengths      varchar(400)                not null,
    seeds          varchar(400)                not null,
    edited_by_name varchar(80)                 not null,
    edited_at      timestamp(6) with time zone not null,
    primary key (character_id, edition)
);

create table test_sheet (
    id                 uuid                        not null primary key,
    -- Null as long as the run trains whose checkpoints it shows, and where that run has no result.
    version_id         uuid references lora_version (id),
    character_id       uuid                        not null references character_profile (id),
    -- 0 without a version.
    number             integer                     not null,
    kind               varchar(16)                 not null,
    plan_edition       integer                     not null,
    trigger_word       varchar(80)                 not null,
    -- Null where every picture is made elsewhere and uploaded.
    backend            varchar(40),
    width              integer,
    height             integer,
    steps              integer,
    guidance           double precision,
    reference_version  uuid references lora_version (id),
    reference_name     varchar(200),
    made_by            uuid                        not null,
    made_by_name       varchar(80)                 not null,
    made_at            timestamp(6) with time zone not null,
    -- The job that draws the missing pictures, or drew them last.
    generation_id      uuid references generation_job (id),
    -- The run whose checkpoints are generated as they arrive; null for other sheets.
    run_id             uuid,
    -- US dollars for each unit of the backend's price to which the person who asked agreed; null where it is free.
    agreed             numeric(12, 4),
    constraint test_sheet_number_unique unique (version_id, number),
    constraint test_sheet_run_unique unique (run_id),
    constraint test_sheet_shows_something check (version_id is not null or run_id is not null),
    constraint test_sheet_kind_known check (kind in ('STRENGTHS', 'CHECKPOINTS')),
    constraint test_sheet_settings check ((backend is null) = (width is null))
);

create index test_sheet_character on test_sheet (character_id, made_at);

create table sheet_cell (
    sheet_id            uuid             not null references test_sheet (id),
    position            integer          not null,
    prompt              varchar(600)     not null,
    seed                bigint           not null,
    kind                varchar(16)      not null,
    strength            double precision not null,
    -- Of the checkpoint in use; null in all other columns.
    step                integer,
    -- The file in use; null in the column without a LoRA.
    lora                varchar(64) references blob (hash),
    generation_id       uuid references generation_job (id),
    generation_position integer,
    picture             varchar(64) references blob (hash),
    -- What was in this place when the sheet was measured; where they differ, it is measured again.
    measured_picture    varchar(64),
    source              varchar(16),
    words               varchar(300),
    constraint sheet_cell_kind_known check (kind in ('NO_LORA', 'CANDIDATE', 'CHECKPOINT', 'PRODUCTION')),
    constraint sheet_cell_step_of_checkpoint check ((kind = 'CHECKPOINT') = (step is not null)),
    constraint sheet_cell_source_known check (source in ('DRAWN', 'REUSED', 'UPLOADED')),
    constraint sheet_cell_picture_has_source check ((picture is null) = (source is null)),
    primary key (sheet_id, position)
);

create index sheet_cell_generation on sheet_cell (generation_id, generation_position);
-- A picture that another sheet has already is not drawn, and not paid, again.
create index sheet_cell_picture on sheet_cell (picture);
create index sheet_cell_same on sheet_cell (seed, strength, lora);

-- What someone saw on a picture of a sheet and marked. One that was removed stays, with who removed it and why.
create table sheet_flag (
    id              uuid                        not null primary key,
    sheet_id        uuid                        not null references test_sheet (id),
    number          integer                     not null,
    position        integer                     not null,
    -- What was marked; the place may show another picture by now.
    picture         varchar(64)                 not null references blob (hash),
    kind            varchar(40)                 not null,
    -- Shares of the picture from its upper left corner; a point has neither width nor height.
    x               double precision            not null,
    y               double precision            not null,
    width           double precision            not null,
    height          double precision            not null,
    note            varchar(1000)               not null,
    flagged_by      uuid                        not null references account (id),
    flagged_by_name varchar(80)                 not null,
    flagged_at      timestamp(6) with time zone not null,
    removed_by_name varchar(80),
    removed_at      timestamp(6) with time zone,
    removal_reason  varchar(500),
    constraint sheet_flag_number_unique unique (sheet_id, number),
    constraint sheet_flag_of_a_place foreign key (sheet_id, position) references sheet_cell (sheet_id, position),
    constraint sheet_flag_on_the_picture check (
        x >= 0 and y >= 0 and width >= 0 and height >= 0 and x + width <= 1.000001 and y + height <= 1.000001),
    constraint sheet_flag_removed_wholly check (
        (removed_by_name is null and removed_at is null and removal_reason is null)
        or (removed_by_name is not null and removed_at is not null and removal_reason is not null))
);

-- What was measured on a sheet; a measure without a value says why there is none.
create table sheet_measure (
    sheet_id uuid         not null references test_sheet (id),
    measure  varchar(40)  not null,
    amount   double precision,
    words    varchar(500) not null,
    primary key (sheet_id, measure)
);
