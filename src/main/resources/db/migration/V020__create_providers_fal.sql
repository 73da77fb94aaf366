-- fal's messages that a request is over, for the node that waits for it: which may not be the node that fal reached.
create table fal_message (
    -- Ed25519, hexadecimal: a message counts once, whichever node it reaches.
    signature   varchar(128)                not null primary key,
    request_id  varchar(200)                not null,
    reference   uuid                        not null,
    received_at timestamp(6) with time zone not null
);

create index fal_message_request on fal_message (request_id);
create index fal_message_received on fal_message (received_at);

-- Requests that a person wants stopped, until fal has confirmed it or said that they are over.
create table fal_cancel (
    request_id varchar(100)                not null primary key,
    endpoint   varchar(200)                not null,
    cancel_url varchar(1000)               not null,
    -- What the request was submitted for.
    reference  uuid                        not null,
    wanted_at  timestamp(6) with time zone not null
);

-- Where fal keeps what was uploaded: the same bytes go once.
create table fal_upload (
    sha256      varchar(64)                 not null primary key,
    address     varchar(2000)               not null,
    uploaded_at timestamp(6) with time zone not null
);

create index fal_upload_at on fal_upload (uploaded_at);
