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
