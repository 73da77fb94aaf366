-- What is known of a LoRA file from its bytes. A fact about the bytes, whatever refers to them: hence no foreign key.
create table file_passport (
    file_hash    varchar(64)                 not null primary key,
    state        varchar(16)                 not null,
    wanted_at    timestamp(6) with time zone not null,
    -- SHA-256 of the tensors alone, by which the same weights under other metadata are found.
    tensor_hash  varchar(64),
    -- SHA-256 over the hashes of the tensors, sorted: the same weights in another order or under other names are found, too.
    weights_hash varchar(64),
    -- The passport as JSON, once read.
    content      text,
    -- Its long part, layer by layer, as JSON: read for one file at a time.
    details      text,
    -- Why the file cannot be read, when it cannot.
    problem      varchar(2000),
    constraint file_passport_state_known check (
        (state = 'WAITING' and content is null and problem is null)
        or (state = 'READ' and content is not null and tensor_hash is not null)
        or (state = 'MALFORMED' and problem is not null))
);

create index file_passport_tensors on file_passport (tensor_hash);
create index file_passport_weights on file_passport (weights_hash);
create index file_passport_waiting on file_passport (state, wanted_at);
