-- What admins set about the queue of a backend, and the row that nodes lock while they take a run from it. A backend
-- whose queue nobody touched yet has no row.
create table training_queue (
    backend        varchar(40)  not null primary key,
    row_version    bigint       not null,
    concurrency    integer,
    paused_at      timestamp(6) with time zone,
    paused_by      uuid references account (id),
    paused_by_name varchar(80),
    pause_reason   varchar(200),
    constraint training_queue_concurrency check (concurrency between 1 and 64),
    constraint training_queue_pause_complete check
        ((paused_at is null) = (paused_by is null) and (paused_at is null) = (paused_by_name is null)
         and (paused_at is null) = (pause_reason is null))
);

-- The place that an admin gave a waiting run: such runs start in this order, before the others take turns.
alter table training_run add column queue_pin integer;
create index training_run_backend_state on training_run (backend, state);
