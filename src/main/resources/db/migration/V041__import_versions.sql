-- A version comes from a run of this product or was imported: trained elsewhere, so it has no run and no snapshot, and
-- keeps instead what whoever imported it said about it (JSON, never changed).
alter table lora_version alter column run_id drop not null;
alter table lora_version alter column run_number drop not null;
alter table lora_version alter column snapshot_hash drop not null;
alter table lora_version alter column backend drop not null;
alter table lora_version alter column parameters drop not null;
alter table lora_version alter column launched_by drop not null;
alter table lora_version add column imported varchar(20000);
alter table lora_version add constraint lora_version_has_one_origin check (
    (imported is null and run_id is not null and run_number is not null and snapshot_hash is not null
        and backend is not null and parameters is not null and launched_by is not null)
    or (imported is not null and run_id is null and run_number is null and snapshot_hash is null
        and backend is null and parameters is null and launched_by is null));

-- Whoever imported a file, or trained it elsewhere, is a maker of it as much as whoever launched a run.
alter table version_participant add column imported boolean default false not null;
alter table version_participant add column trained_elsewhere boolean default false not null;
