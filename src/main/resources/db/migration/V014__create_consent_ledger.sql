-- Which photo a cropped or turned picture was made from. It outlives the picture's row, because snapshots hold on to the
-- derived file and what is said about the photo has to reach them.
create table derived_photo (
    derived_hash varchar(64)                 not null primary key,
    photo_hash   varchar(64)                 not null,
    created_at   timestamp(6) with time zone not null,
    constraint derived_photo_is_another check (derived_hash <> photo_hash)
);

create index derived_photo_source on derived_photo (photo_hash);

create index snapshot_entry_original on snapshot_entry (original_hash);

-- What is on record about a photo, known by the SHA-256 of the file that was uploaded, whichever sets it is in.
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
