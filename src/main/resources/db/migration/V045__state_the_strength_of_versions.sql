-- At which strengths a version is to be used, and at which one it is best, as a person stated it; all null while nobody
-- has. The guide's window counts then.
alter table lora_version add column strength_from double precision;
alter table lora_version add column strength_best double precision;
alter table lora_version add column strength_to double precision;
alter table lora_version add column strength_note varchar(500);
alter table lora_version add column strength_by varchar(80);
alter table lora_version add column strength_at timestamp(6) with time zone;
alter table lora_version add constraint lora_version_strength_is_a_window check (
    (strength_from is null and strength_best is null and strength_to is null and strength_by is null
        and strength_at is null)
    or (strength_from > 0 and strength_from <= strength_best and strength_best <= strength_to and strength_to <= 2
        and strength_by is not null and strength_at is not null));
