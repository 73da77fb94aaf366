create table prompt_template (
    id              uuid                        not null primary key,
    row_version     bigint                      not null,
    name            varchar(80)                 not null,
    text            varchar(2000)               not null,
    scene           varchar(500)                not null,
    lighting        varchar(500)                not null,
    camera          varchar(500)                not null,
    style           varchar(500)                not null,
    variables       varchar(8000) default '[]'  not null,
    settings        varchar(4000) default '{}'  not null,
    -- All words of the template in lower case, for the search.
    search_text     varchar(8000) default ''    not null,
    character_id    uuid references character_profile (id),
    -- The number of its newest version.
    head            integer default 1           not null,
    -- The template and the version that it was copied from.
    origin_id       uuid references prompt_template (id),
    origin_number   integer,
    origin_name     varchar(80),
    created_by      uuid,
    created_by_name varchar(80)                 not null,
    created_at      timestamp(6) with time zone not null,
    changed_by_name varchar(80)                 not null,
    changed_at      timestamp(6) with time zone not null,
    deleted_at      timestamp(6) with time zone
);

create index prompt_template_name on prompt_template (deleted_at, name);
create index prompt_template_character on prompt_template (character_id);

-- What a template said at each save.
create table prompt_version (
    template_id   uuid                        not null references prompt_template (id),
    number        integer                     not null,
    name          varchar(80)                 not null,
    text          varchar(2000)               not null,
    scene         varchar(500)                not null,
    lighting      varchar(500)                not null,
    camera        varchar(500)                not null,
    style         varchar(500)                not null,
    variables     varchar(8000)               not null,
    settings      varchar(4000)               not null,
    message       varchar(200)                not null,
    saved_by_name varchar(80)                 not null,
    saved_at      timestamp(6) with time zone not null,
    primary key (template_id, number)
);

create table prompt_label (
    template_id   uuid                        not null,
    label         varchar(30)                 not null,
    number        integer                     not null,
    moved_by_name varchar(80)                 not null,
    moved_at      timestamp(6) with time zone not null,
    primary key (template_id, label),
    constraint prompt_label_version foreign key (template_id, number) references prompt_version (template_id, number)
);

create table prompt_favourite (
    account_id  uuid not null references account (id),
    template_id uuid not null references prompt_template (id),
    primary key (account_id, template_id)
);

create index prompt_favourite_template on prompt_favourite (template_id);

create table prompt_tag (
    template_id uuid        not null references prompt_template (id),
    tag         varchar(30) not null,
    primary key (template_id, tag)
);

create index prompt_tag_tag on prompt_tag (tag);

create table prompt_use (
    id           uuid                        not null primary key,
    template_id  uuid                        not null references prompt_template (id),
    number       integer                     not null,
    way          varchar(20)                 not null,
    character_id uuid references character_profile (id),
    used_by      uuid                        not null,
    used_at      timestamp(6) with time zone not null
);

create index prompt_use_template on prompt_use (template_id, used_at);

-- What someone typed and has not saved; template_key is the template's id, or "new".
create table prompt_unsaved (
    account_id   uuid                        not null references account (id),
    template_key varchar(40)                 not null,
    -- The version that was typed over; 0 for a new template.
    base_number  integer                     not null,
    content      varchar(20000)              not null,
    kept_at      timestamp(6) with time zone not null,
    primary key (account_id, template_key)
);

create table prompt_snippet (
    id              uuid                        not null primary key,
    row_version     bigint                      not null,
    name            varchar(40)                 not null,
    text            varchar(10000)              not null,
    created_by_name varchar(80)                 not null,
    created_at      timestamp(6) with time zone not null,
    changed_by_name varchar(80)                 not null,
    changed_at      timestamp(6) with time zone not null,
    constraint prompt_snippet_name_unique unique (name)
);

-- The guide's three examples; filled for "ohwx woman" they give its prompts word by word.
insert into prompt_template
    (id, row_version, name, text, scene, lighting, camera, style, search_text,
     created_by_name, created_at, changed_by_name, changed_at)
select cast(id as uuid), 0, name, text, scene, lighting, camera, style,
    lower(name || ' ' || text || ' ' || scene || ' ' || lighting || ' ' || camera || ' ' || style),
    'the guide', current_timestamp, 'the guide', current_timestamp
from (values
    ('5b1f0a52-3f0b-4a5e-9d5c-0d9f6d6b7a01', 'Portrait',
     '[trigger] [subject], [scene], [lighting], [camera], [style]',
     'beautiful portrait', 'soft natural lighting', 'shallow depth of field', 'professional photography, 8k uhd'),
    ('5b1f0a52-3f0b-4a5e-9d5c-0d9f6d6b7a02', 'Full body',
     '[trigger] [subject] wearing elegant black dress, [scene], [lighting], [camera], [style]',
     'standing in modern apartment', 'golden hour lighting', 'full body shot', 'fashion photography'),
    ('5b1f0a52-3f0b-4a5e-9d5c-0d9f6d6b7a03', 'Lifestyle',
     '[trigger] [subject] sitting at cafe, [scene], [camera], [lighting], [style]',
     'drinking coffee', 'natural lighting', 'candid shot', 'lifestyle photography, instagram style'))
    as shipped (id, name, text, scene, lighting, camera, style);

insert into prompt_version
    (template_id, number, name, text, scene, lighting, camera, style, variables, settings, message, saved_by_name, saved_at)
select id, 1, name, text, scene, lighting, camera, style, variables, settings, 'First version', changed_by_name, changed_at
from prompt_template;
