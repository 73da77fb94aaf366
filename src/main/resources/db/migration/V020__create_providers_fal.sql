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
