-- One row per character that ever had a picture: hands out positions and lets one upload at a time add to the dataset.
create table dataset (
    character_id  uuid    not null primary key references character_profile (id),
    next_position integer not null,
    -- The picture whose face a person chose to compare all others with; counts while it is in the dataset.
    reference_id  uuid
);

create table picture (
    id             uuid                        not null primary key,
    row_version    bigint                      not null,
    character_id   uuid                        not null references character_profile (id),
    position       integer                     not null,
    file_name      varchar(120)                not null,
    media_type     varchar(40)                 not null,
    original_hash  varchar(64)                 not null,
    display_hash   varchar(64)                 not null,
    thumbnail_hash varchar(64)                 not null,
    width          integer                     not null check (width > 0),
    height         integer                     not null check (height > 0),
    size_bytes     bigint                      not null check (size_bytes > 0),
    caption        varchar(2000)               not null,
    -- How often an epoch shows it, where a trainer has repeats.
    repeats        integer                     default 1 not null check (repeats > 0),
    included       boolean                     not null,
    exclusion      varchar(16),
    uploaded_by    uuid                        not null,
    captioned_by   uuid,
    created_at     timestamp(6) with time zone not null,
    removed_at     timestamp(6) with time zone,
    removed_by     uuid,
    -- The original's hash while the picture is in the dataset, null once it is removed: the same picture is there once.
    present_hash   varchar(64),
    -- What a cropped or turned picture was made from and how; the source's row may be gone, its bytes are held by this one.
    source_id      uuid,
    source_hash    varchar(64),
    edit_turns     integer,
    crop_left      integer,
    crop_top       integer,
    crop_width     integer,
    crop_height    integer,
    constraint picture_once_per_dataset unique (character_id, present_hash),
    constraint picture_exclusion check ((exclusion is null) = included),
    constraint picture_presence check ((removed_at is null) = (present_hash is not null)),
    constraint picture_derivation check
        ((source_id is null) = (source_hash is null) and (source_id is null) = (edit_turns is null)
            and (source_id is null) = (crop_left is null) and (source_id is null) = (crop_top is null)
            and (source_id is null) = (crop_width is null) and (source_id is null) = (crop_height is null))
);

create index picture_of_dataset on picture (character_id, removed_at, position);
create index picture_removed on picture (removed_at);
create index picture_source on picture (source_id);
create index picture_display on picture (display_hash);
create index picture_thumbnail on picture (thumbnail_hash);

-- Pictures whose bytes are stored and that wait to be decoded; with a problem they never become pictures.
create table arrival (
    id            uuid                        not null primary key,
    character_id  uuid                        not null references character_profile (id),
    file_name     varchar(120)                not null,
    original_hash varchar(64)                 not null,
    size_bytes    bigint                      not null,
    caption       varchar(2000)               not null,
    repeats       integer,
    -- From an export of this product: whatever its size, someone decided before to train on it.
    confirmed     boolean                     default false not null,
    exported_from varchar(64),
    uploaded_by   uuid                        not null,
    uploader      varchar(80)                 not null,
    arrived_at    timestamp(6) with time zone not null,
    -- Of a picture of an export, among the others of it; null where it becomes the last one of its dataset.
    place         integer,
    problem       varchar(500)
);

create index arrival_of_dataset on arrival (character_id, original_hash);

-- Where the pictures of an upload from the browser lay, until all of it is there: captions and settings of trainers speak
-- of folders, and may come to another server, or a day later.
create table sent_picture (
    id            uuid                        not null primary key,
    character_id  uuid                        not null references character_profile (id),
    sent_by       uuid                        not null,
    path          varchar(1000)               not null,
    original_hash varchar(64)                 not null,
    -- Whether the dataset did not have it before.
    is_new        boolean                     not null,
    sent_at       timestamp(6) with time zone not null
);

create index sent_picture_of_upload on sent_picture (character_id, sent_by);

-- Files that programs send in parts, for a day. Each takes one of the few places that a person has; the place is null
-- once the upload is over.
create table picture_upload (
    id             uuid                        not null primary key,
    character_id   uuid                        not null references character_profile (id),
    uploaded_by    uuid                        not null,
    place          integer,
    file_name      varchar(120)                not null,
    size_bytes     bigint                      not null check (size_bytes > 0),
    file_hash      varchar(64)                 not null,
    received_bytes bigint                      not null,
    begun_at       timestamp(6) with time zone not null,
    constraint picture_upload_place_taken_once unique (uploaded_by, place),
    constraint picture_upload_no_larger_than_announced check (received_bytes <= size_bytes)
);

-- What has arrived of it; the bytes of each part are an object of the store.
create table picture_upload_part (
    upload_id  uuid         not null references picture_upload (id) on delete cascade,
    start_byte bigint       not null,
    size_bytes bigint       not null check (size_bytes > 0),
    object_key varchar(100) not null,
    primary key (upload_id, start_byte)
);

-- Who shaped what a dataset is made of: written in the transaction of the change and never deleted, so that no later change
-- by another person, and no clean-up of removed pictures, takes anyone out of it. Hence no foreign key to pictures.
create table contribution (
    character_id uuid                        not null references character_profile (id),
    -- The picture that was changed; the character where its words or the whole dataset were changed.
    subject_id   uuid                        not null,
    account_id   uuid                        not null,
    kind         varchar(24)                 not null,
    done_at      timestamp(6) with time zone not null,
    primary key (character_id, subject_id, account_id, kind)
);

-- Who made a content, wherever it comes up again: a photo by the hash of its file, of its display picture or of its
-- thumbnail, a caption by the hash of photo and text together.
create table known_contribution (
    content    varchar(64) not null,
    account_id uuid        not null,
    kind       varchar(24) not null,
    primary key (content, account_id, kind)
);

-- Which photo a cropped or turned picture was made from. It outlives the picture's row, because snapshots hold on to the
-- derived file and what is said about the photo has to reach them.
create table derived_photo (
    derived_hash varchar(64)                 not null primary key,
    photo_hash   varchar(64)                 not null,
    created_at   timestamp(6) with time zone not null,
    constraint derived_photo_is_another check (derived_hash <> photo_hash)
);

create index derived_photo_source on derived_photo (photo_hash);

-- What is on record about a photo, known by the SHA-256 of the file that was uploaded, whichever datasets it is in.
create table photo_consent (
    id                  uuid                        not null primary key,
    row_version         bigint                      not null,
    photo_hash          varchar(64)                 not null,
    file_name           varchar(120)                not null,
    source              varchar(300)                not null,
    basis               varchar(16),
    terms               varchar(1000)               not null,
    vouched_by          uuid,
    vouched_by_name     varchar(80),
    vouched_at          timestamp(6) with time zone,
    document_hash       varchar(64) references blob (hash),
    document_name       varchar(200),
    document_media_type varchar(127),
    document_size       bigint,
    withdrawn_by        uuid,
    withdrawn_by_name   varchar(80),
    withdrawn_at        timestamp(6) with time zone,
    withdrawal_reason   varchar(2000),
    constraint photo_consent_once unique (photo_hash),
    constraint photo_consent_basis_known check
        (basis in ('OWN_PHOTO', 'WRITTEN_CONSENT', 'LICENCE', 'PUBLIC_DOMAIN', 'SYNTHETIC')),
    constraint photo_consent_has_a_voucher check
        ((basis is null) = (vouched_at is null) and (basis is null) = (vouched_by is null)),
    constraint photo_consent_has_a_reason check
        ((withdrawn_at is null) = (withdrawal_reason is null) and (withdrawn_at is null) = (withdrawn_by is null)),
    constraint photo_consent_says_something check (basis is not null or withdrawn_at is not null),
    constraint photo_consent_document check ((document_hash is null) = (document_name is null))
);

create index photo_consent_withdrawn on photo_consent (withdrawn_at);

-- What a person did to the captions of a dataset, step by step, so that it can be undone and redone.
create table caption_step (
    id           bigint generated by default as identity primary key,
    character_id uuid                        not null references character_profile (id),
    account_id   uuid                        not null,
    words        varchar(200)                not null,
    -- The picture whose caption was typed, null for a change of many: further typing extends the step.
    typed_at     uuid,
    undone       boolean                     not null,
    made_at      timestamp(6) with time zone not null
);

create index caption_step_of_person on caption_step (character_id, account_id, id);

create table caption_step_change (
    step_id        bigint        not null references caption_step (id) on delete cascade,
    picture_id     uuid          not null references picture (id) on delete cascade,
    caption_before varchar(2000) not null,
    caption_after  varchar(2000) not null,
    primary key (step_id, picture_id)
);

create index caption_step_change_of_picture on caption_step_change (picture_id);

-- A frozen dataset; its key is the SHA-256 of the canonical manifest, which lies in the store under the same hash.
create table snapshot (
    hash          varchar(64)                 not null primary key,
    character_id  uuid                        not null references character_profile (id),
    -- Given by a person; snapshots that launching a run froze have none.
    name          varchar(80),
    trigger_word  varchar(60)                 not null,
    picture_count integer                     not null check (picture_count > 0),
    created_by    uuid                        not null,
    created_at    timestamp(6) with time zone not null
);

create index snapshot_of_character on snapshot (character_id, created_at);

create table snapshot_entry (
    snapshot_hash  varchar(64)   not null references snapshot (hash) on delete cascade,
    position       integer       not null,
    file_name      varchar(120)  not null,
    original_hash  varchar(64)   not null,
    display_hash   varchar(64)   not null,
    thumbnail_hash varchar(64)   not null,
    caption        varchar(2000) not null,
    width          integer       not null,
    height         integer       not null,
    repeats        integer       default 1 not null check (repeats > 0),
    primary key (snapshot_hash, position)
);

create index snapshot_entry_original on snapshot_entry (original_hash);
create index snapshot_entry_display on snapshot_entry (display_hash);
create index snapshot_entry_thumbnail on snapshot_entry (thumbnail_hash);

-- Who shaped the dataset, frozen with the snapshot: how many pictures, 0 where that is not known.
create table snapshot_contribution (
    snapshot_hash varchar(64) not null references snapshot (hash) on delete cascade,
    account_id    uuid        not null,
    kind          varchar(24) not null,
    items         integer     not null,
    -- The last time.
    done_at       timestamp(6) with time zone not null,
    primary key (snapshot_hash, account_id, kind)
);

-- What was measured on a picture. A picture without a row, or with one of an older method, waits to be measured.
create table picture_measure (
    picture_id             uuid                        not null primary key references picture (id) on delete cascade,
    method                 integer                     not null,
    measured_at            timestamp(6) with time zone not null,
    -- Why it could not be measured; then there are no numbers.
    problem                varchar(200),
    faces_read             boolean                     not null,
    -- Whether its face was compared, or could not be: false waits for it while identity measures are on.
    identity_read          boolean                     not null,
    hash_bits              bigint,
    hash_mirrored          bigint,
    sharpness_value        double precision,
    sharpness_own_detail   double precision,
    exposure_brightness    double precision,
    exposure_lost_in_black double precision,
    exposure_lost_in_white double precision,
    shot                   varchar(16),
    light_brightness       double precision,
    light_contrast         double precision,
    light_from_left        double precision,
    light_from_above       double precision,
    light_warmth           double precision,
    light_surroundings     double precision,
    -- Proportions of the body on a picture, where it shows them.
    body_face_lengths      double precision,
    body_shoulders_to_hips double precision,
    -- Letters on it: how many words or lines, and which share of it they cover.
    writing_lines          integer,
    writing_share          double precision
);

-- The largest face of a picture has number 0. Boxes are shares of the upright picture's width and height.
create table picture_face (
    picture_id uuid             not null references picture_measure (picture_id) on delete cascade,
    number     integer          not null,
    box_x      double precision not null,
    box_y      double precision not null,
    box_width  double precision not null,
    box_height double precision not null,
    presence   double precision not null,
    yaw        double precision not null,
    pitch      double precision not null,
    roll       double precision not null,
    height     double precision not null,
    primary key (picture_id, number)
);

-- Biometric: goes with its picture, when it is removed from the dataset, and when identity measures are turned off.
create table face_embedding (
    picture_id uuid  not null primary key references picture_measure (picture_id) on delete cascade,
    numbers    bytea not null
);

-- What a person decided against a measure, and why. One decision per question; the audit trail keeps the earlier ones.
create table measure_overrule (
    picture_id uuid                        not null references picture (id) on delete cascade,
    topic      varchar(24)                 not null,
    answer     varchar(24)                 not null,
    reason     varchar(300)                not null,
    decided_by uuid                        not null,
    decided_at timestamp(6) with time zone not null,
    primary key (picture_id, topic)
);

-- Datasets in which a verdict about a picture counts once two people say the same.
create table two_people_dataset (
    character_id uuid not null primary key references character_profile (id)
);

-- What people said about a picture of such a dataset, each for themselves; gone once it counts.
create table open_verdict (
    picture_id uuid                        not null references picture (id) on delete cascade,
    -- A measure's topic, or TRAINED for whether the picture is trained on.
    question   varchar(24)                 not null,
    account_id uuid                        not null,
    answer     varchar(24)                 not null,
    reason     varchar(300)                not null,
    said_at    timestamp(6) with time zone not null,
    primary key (picture_id, question, account_id)
);

-- What people asked a vision model to say about the pictures of a dataset: the last wish takes the place of what still waits.
create table caption_order (
    character_id uuid                        not null primary key references character_profile (id),
    instruction  varchar(4000)               not null,
    style        varchar(12)                 not null,
    ordered_by   uuid                        not null,
    ordered_at   timestamp(6) with time zone not null,
    -- The priced service whose cost was agreed to; null for a model that this product pays nothing for.
    service      varchar(60),
    paused       boolean                     not null,
    -- Why it makes no progress at the moment, as people read it.
    trouble      varchar(500)
);

create table caption_request (
    picture_id   uuid        not null primary key references picture (id) on delete cascade,
    character_id uuid        not null references caption_order (character_id),
    -- What a charge is for: one in each attempt.
    subject_id   uuid        not null unique,
    attempt      integer     not null,
    -- The paid request that may still answer, by the service's name for it; a placeholder while that is not known.
    handle       varchar(100),
    state        varchar(12) not null,
    proposal     varchar(2000),
    problem      varchar(500),
    constraint caption_request_state check (state in ('WAITING', 'PROPOSED', 'FAILED')),
    constraint caption_request_answer check
        ((state = 'PROPOSED') = (proposal is not null) and (state = 'FAILED') = (problem is not null))
);

create index caption_request_of_dataset on caption_request (character_id, state);
