-- The number that a run's version will have, taken before the file is stored because the file says it. A run that dies
-- in between goes on with the same number.
create table version_number (
    run_id       uuid    not null primary key,
    character_id uuid    not null,
    number       integer not null,
    constraint version_number_unique unique (character_id, number)
);
