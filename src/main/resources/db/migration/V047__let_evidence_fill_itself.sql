-- What was measured on a sheet; a measure without a value says why there is none.
create table sheet_measure (
    sheet_id uuid         not null references test_sheet (id),
    measure  varchar(40)  not null,
    amount   double precision,
    words    varchar(500) not null,
    primary key (sheet_id, measure)
);

-- Measures that an item of the checklist shows, each with its limit.
create table checklist_template_measure (
    template_id uuid             not null,
    item_key    varchar(40)      not null,
    position    integer          not null,
    measure     varchar(40)      not null,
    bound       double precision not null,
    -- Whether the item cannot be ticked before it is measured and meets its limit.
    required    boolean          not null,
    primary key (template_id, item_key, position),
    constraint checklist_template_measure_once unique (template_id, item_key, measure),
    constraint checklist_template_measure_item foreign key (template_id, item_key)
        references checklist_template_item (template_id, item_key)
);

-- Whether the passport's verdict shows in the item, or has to fit before it is ticked; whether a file has to be there.
alter table checklist_template_item add column verdict varchar(16) default 'NOT_ASKED' not null;
alter table checklist_template_item add column file_required boolean default false not null;
alter table checklist_template_item add constraint checklist_template_item_verdict_known check (
    verdict in ('NOT_ASKED', 'SHOWN', 'REQUIRED'));
alter table checklist_template_item drop column measure;
alter table checklist_template_item drop column at_least;
alter table checklist_template_item drop column at_most;
alter table checklist_template_item drop column filled_from;

-- The shipped checklist shows what can be measured and requires none of it: people tick, numbers help them.
update checklist_template_item set verdict = 'SHOWN'
where template_id = '5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01' and item_key = 'compatible';

insert into checklist_template_measure (template_id, item_key, position, measure, bound, required)
values ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 'face', 1, 'FACES_WITHIN', 0.9, false),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 'face', 2, 'FACE_TO_TRAINING', 0.55, false),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 'prompts', 1, 'PROMPT_VARIETY', 0.6, false),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 'prompts', 2, 'PROMPT_FRAMING', 0.7, false),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 'artifacts', 1, 'FLAGS', 0, false),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 'artifacts', 2, 'NEAREST_TRAINING', 13, false),
       ('5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01', 'strengths', 1, 'STRENGTH_VARIETY', 0.6, false);
