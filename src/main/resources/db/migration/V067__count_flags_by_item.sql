-- Flags stand beside the item that they speak against. Only where no version rests on the shipped checklist yet: a
-- version keeps the checklist that it was born with.
update checklist_template_measure set measure = 'FLAGS_ARTIFACTS'
where template_id = '5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01' and item_key = 'artifacts' and measure = 'FLAGS'
    and not exists (select 1 from lora_version where template_id = '5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01');

insert into checklist_template_measure (template_id, item_key, position, measure, bound, required)
select item.template_id, item.item_key, flags.position, flags.measure, 0, false
from checklist_template_item item
join (select 'face' as item_key, 3 as position, 'FLAGS_FACE' as measure
      union all select 'body', 1, 'FLAGS_BODY'
      union all select 'prompts', 3, 'FLAGS_PROMPTS'
      union all select 'strengths', 2, 'FLAGS_STRENGTHS') flags on flags.item_key = item.item_key
where item.template_id = '5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01'
    and not exists (select 1 from lora_version where template_id = '5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01');

update checklist_template_measure set measure = 'PROMPT_FOLLOWED'
where template_id = '5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01' and item_key = 'prompts' and measure = 'PROMPT_FRAMING'
    and not exists (select 1 from lora_version where template_id = '5f0c3a52-6a55-4f2e-9a06-2f6f0e1c7a01');
