-- fal's messages that a request is over, for the node that waits for it: it may be another one than fal has reached.
create table fal_message (
    -- Ed25519, hexadecimal: a message counts once, whichever node it reaches.
    signature  varchar(128)                not null primary key,
    request_id varchar(200)                not null,
    reference  uuid                        not null,
    heard_at   timestamp(6) with time zone not null
);

create index fal_message_request on fal_message (request_id);
create index fal_message_heard on fal_message (heard_at);
