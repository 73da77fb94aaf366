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
