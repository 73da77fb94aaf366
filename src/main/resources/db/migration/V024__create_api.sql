-- What a program was answered to a request with an idempotency key, for a day: the same request gets the same answer.
create table api_answer (
    -- A token, or the account of a person who is signed in.
    owner_id        uuid                        not null,
    idempotency_key varchar(200)                not null,
    request_hash    varchar(64)                 not null,
    -- When it was sent first, and when to the server that works on it: what one that was given up writes does not count.
    begun_at        timestamp(6) with time zone not null,
    claimed_at      timestamp(6) with time zone not null,
    -- Null while the request is worked on; the body is null, too, where the answer could not be kept.
    status          integer,
    content_type    varchar(100),
    location        varchar(1000),
    entity_tag      varchar(100),
    body            varchar(100000),
    primary key (owner_id, idempotency_key)
);

create index api_answer_begun on api_answer (begun_at);
