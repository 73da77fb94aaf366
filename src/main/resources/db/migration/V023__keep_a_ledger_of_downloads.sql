-- Who took which file and when; and, once the file is recalled, whether they were told and have answered.
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
