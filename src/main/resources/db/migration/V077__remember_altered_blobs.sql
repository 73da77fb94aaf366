-- Blobs whose object was found to be another than the one that was stored, since when. Without a foreign key: a reader
-- may hold the blob's row when it finds out.
create table altered_blob (
    hash     varchar(64)                 not null primary key,
    found_at timestamp(6) with time zone not null
);
