-- Archived runs leave the list; nothing of them is deleted.
alter table training_run add column archived_at timestamp(6) with time zone;

-- A run list as somebody wants to see it again: the query part of its address.
create table saved_run_view (
    id         uuid                        not null primary key,
    owner      uuid                        not null references account (id),
    owner_name varchar(80)                 not null,
    name       varchar(60)                 not null,
    query      varchar(4000)               not null,
    shared     boolean                     not null,
    saved_at   timestamp(6) with time zone not null,
    constraint saved_run_view_name_unique unique (owner, name)
);

-- What people wrote about a set of runs; the key is the runs' numbers in ascending order, such as 12,14,17.
create table comparison_note (
    id          uuid                        not null primary key,
    runs        varchar(400)                not null,
    words       varchar(4000)               not null,
    view_path   varchar(2000)               not null,
    written_by  uuid                        not null references account (id),
    author_name varchar(80)                 not null,
    written_at  timestamp(6) with time zone not null
);

create index comparison_note_runs on comparison_note (runs, written_at);
