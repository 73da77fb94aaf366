create table prompt_template (
    id uuid primary key,
    row_version bigint not null,
    name varchar(80) not null,
    text varchar(2000) not null,
    scene varchar(500) not null,
    lighting varchar(500) not null,
    camera varchar(500) not null,
    style varchar(500) not null,
    created_by_name varchar(80) not null,
    created_at timestamp(6) with time zone not null,
    changed_by_name varchar(80) not null,
    changed_at timestamp(6) with time zone not null,
    deleted_at timestamp(6) with time zone
);

create index prompt_template_name on prompt_template (deleted_at, name);

-- The guide's three examples; filled for "ohwx woman" they give its prompts word by word.
insert into prompt_template
    (id, row_version, name, text, scene, lighting, camera, style,
     created_by_name, created_at, changed_by_name, changed_at)
values
    ('5b1f0a52-3f0b-4a5e-9d5c-0d9f6d6b7a01', 0, 'Portrait',
     '[trigger] [subject], [scene], [lighting], [camera], [style]',
     'beautiful portrait', 'soft natural lighting', 'shallow depth of field', 'professional photography, 8k uhd',
     'the guide', current_timestamp, 'the guide', current_timestamp),
    ('5b1f0a52-3f0b-4a5e-9d5c-0d9f6d6b7a02', 0, 'Full body',
     '[trigger] [subject] wearing elegant black dress, [scene], [lighting], [camera], [style]',
     'standing in modern apartment', 'golden hour lighting', 'full body shot', 'fashion photography',
     'the guide', current_timestamp, 'the guide', current_timestamp),
    ('5b1f0a52-3f0b-4a5e-9d5c-0d9f6d6b7a03', 0, 'Lifestyle',
     '[trigger] [subject] sitting at cafe, [scene], [camera], [lighting], [style]',
     'drinking coffee', 'natural lighting', 'candid shot', 'lifestyle photography, instagram style',
     'the guide', current_timestamp, 'the guide', current_timestamp);
