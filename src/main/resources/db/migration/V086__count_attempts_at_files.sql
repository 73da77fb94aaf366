-- A file or a pair that ends the worker is not tried for ever: attempts are counted before each of them.
alter table lora_overlap add column attempts integer default 0 not null;
alter table file_passport add column attempts integer default 0 not null;

-- Passports name broken files now; those that found such values are read again. Others stay as they are.
update file_passport set state = 'WAITING', content = null, problem = null
where state = 'READ' and (content like '%NaN or infinite values%' or content like '%cannot be multiplied%');
