-- What someone should know, one row for each person who is notified.
create table inbox_notice (
    id          uuid                        not null primary key,
    recipient   uuid                        not null references account (id),
    kind        varchar(16)                 not null,
    title       varchar(120)                not null,
    words       varchar(400)                not null,
    path        varchar(500)                not null,
    notified_at timestamp(6) with time zone not null,
    read_at     timestamp(6) with time zone,
    -- Since when what a notice asks for is no longer wanted: someone else did it, or took the request back.
    settled_at  timestamp(6) with time zone,
    touched_at  timestamp(6) with time zone not null,
    constraint inbox_notice_kind_known check (kind in ('DONE', 'PROBLEM', 'REQUEST', 'NEWS'))
);

create index inbox_notice_recipient on inbox_notice (recipient, notified_at);
create index inbox_notice_touched on inbox_notice (touched_at);
create index inbox_notice_path on inbox_notice (path);

-- What people say about a thing, or about a part of it. A deleted comment keeps its place and loses its words.
create table subject_comment (
    id            uuid                        not null primary key,
    row_version   bigint                      not null,
    subject_kind  varchar(40)                 not null,
    subject_id    varchar(64)                 not null,
    subject_part  varchar(200)                not null,
    words         varchar(4000)               not null,
    written_by    uuid                        not null references account (id),
    author_name   varchar(80)                 not null,
    written_at    timestamp(6) with time zone not null,
    edited_at     timestamp(6) with time zone,
    deleted_at    timestamp(6) with time zone,
    resolved_at   timestamp(6) with time zone,
    resolved_name varchar(80)
);

create index subject_comment_subject on subject_comment (subject_kind, subject_id, subject_part, written_at);

-- The earlier wordings of edited comments.
create table comment_wording (
    id          uuid                        not null primary key,
    comment_id  uuid                        not null references subject_comment (id),
    words       varchar(4000)               not null,
    replaced_at timestamp(6) with time zone not null
);

create index comment_wording_comment on comment_wording (comment_id, replaced_at);

-- Who was named with an @, under the name they had.
create table comment_mention (
    comment_id   uuid        not null references subject_comment (id),
    account_id   uuid        not null references account (id),
    account_name varchar(80) not null,
    primary key (comment_id, account_id)
);
