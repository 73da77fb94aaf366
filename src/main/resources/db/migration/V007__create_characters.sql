create table character_profile (
    id                   uuid                        not null primary key,
    row_version          bigint                      not null,
    name                 varchar(80)                 not null,
    slug                 varchar(60)                 not null,
    subject              varchar(40)                 not null,
    trigger_word         varchar(60)                 not null,
    -- The trigger word in lower case: unique whatever the case, in one form for both databases.
    trigger_key          varchar(60)                 not null,
    description          varchar(4000)               not null,
    cover_hash           varchar(64),
    likeness_basis       varchar(16),
    likeness_statement   varchar(2000)               not null,
    likeness_recorded_by varchar(80),
    likeness_recorded_at timestamp(6) with time zone,
    consent_hash         varchar(64),
    consent_name         varchar(200),
    consent_media_type   varchar(127),
    consent_size         bigint,
    created_by           uuid                        not null,
    created_by_name      varchar(80)                 not null,
    created_at           timestamp(6) with time zone not null,
    changed_by_name      varchar(80)                 not null,
    changed_at           timestamp(6) with time zone not null,
    archived_at          timestamp(6) with time zone,
    constraint character_slug_unique unique (slug),
    constraint character_trigger_unique unique (trigger_key),
    constraint character_likeness_known check (likeness_basis in ('SYNTHETIC', 'CONSENT', 'OWN')),
    constraint character_consent_has_file check (likeness_basis <> 'CONSENT' or consent_hash is not null),
    constraint character_cover foreign key (cover_hash) references blob (hash),
    constraint character_consent foreign key (consent_hash) references blob (hash)
);

create index character_gallery on character_profile (archived_at, name);
