-- What somebody should know, one row for each person who is told.
create table inbox_notice (
    id         uuid                        not null primary key,
    recipient  uuid                        not null references account (id),
    kind       varchar(16)                 not null,
    title      varchar(120)                not null,
    words      varchar(400)                not null,
    path       varchar(500)                not null,
    told_at    timestamp(6) with time zone not null,
    read_at    timestamp(6) with time zone,
    touched_at timestamp(6) with time zone not null,
    constraint inbox_notice_kind_known check (kind in ('DONE', 'PROBLEM', 'REQUEST', 'NEWS'))
);

create index inbox_notice_recipient on inbox_notice (recipient, told_at);
create index inbox_notice_touched on inbox_notice (touched_at);
