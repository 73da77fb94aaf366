-- Addresses that are sent messages about what happens here. Their secrets are in table secret.
create table webhook (
    id                  uuid                        not null primary key,
    row_version         bigint                      not null,
    name                varchar(60)                 not null,
    address             varchar(500)                not null,
    format              varchar(16)                 not null,
    -- JSON: the types of the messages that it is sent.
    event_types         varchar(2000)               not null,
    paused_at           timestamp(6) with time zone,
    paused_by_name      varchar(80),
    -- Empty when a person paused it.
    pause_reason        varchar(300),
    -- Until when messages carry the signature of the former secret, too.
    former_secret_until timestamp(6) with time zone,
    changed_by_name     varchar(80)                 not null,
    changed_at          timestamp(6) with time zone not null,
    constraint webhook_name_once unique (name),
    constraint webhook_format_known check (format in ('STANDARD', 'SLACK', 'MATTERMOST')),
    constraint webhook_pause_complete check
        ((paused_at is null) = (paused_by_name is null) and (paused_at is null) = (pause_reason is null))
);

-- The webhooks whose last message could not be delivered.
create table webhook_health (
    webhook_id    uuid                        not null primary key references webhook (id) on delete cascade,
    failing_since timestamp(6) with time zone not null,
    -- Until then it is not tried, so that it does not keep the others waiting.
    quiet_until   timestamp(6) with time zone
);

-- What happened, written in the transaction in which it did.
create table webhook_event (
    id          uuid                        not null primary key,
    type        varchar(40)                 not null,
    happened_at timestamp(6) with time zone not null,
    -- For chats.
    words       varchar(1000)               not null,
    url         varchar(1000)               not null,
    -- JSON
    data        varchar(8000)               not null
);

create index webhook_event_happened on webhook_event (happened_at);

-- A message to one webhook, and what became of the last attempt.
create table webhook_delivery (
    event_id    uuid                        not null references webhook_event (id) on delete cascade,
    webhook_id  uuid                        not null references webhook (id) on delete cascade,
    happened_at timestamp(6) with time zone not null,
    state       varchar(16)                 not null,
    -- When it is tried next.
    due_at      timestamp(6) with time zone,
    attempts    integer                     not null,
    tried_at    timestamp(6) with time zone,
    -- Null where nothing answered.
    status      integer,
    answer      varchar(500)                not null,
    primary key (event_id, webhook_id),
    constraint webhook_delivery_state_known check (state in ('WAITING', 'DELIVERED', 'FAILED')),
    constraint webhook_delivery_waits check ((state = 'WAITING') = (due_at is not null))
);

create index webhook_delivery_log on webhook_delivery (webhook_id, happened_at);
create index webhook_delivery_due on webhook_delivery (state, due_at);
