-- What a cropped or turned picture was made from and how; the source's row may be gone, its bytes are held by this one.
alter table picture add column source_id uuid;
alter table picture add column source_hash varchar(64);
alter table picture add column edit_turns integer;
alter table picture add column crop_left integer;
alter table picture add column crop_top integer;
alter table picture add column crop_width integer;
alter table picture add column crop_height integer;
alter table picture add constraint picture_derivation check
    ((source_id is null) = (source_hash is null) and (source_id is null) = (edit_turns is null)
        and (source_id is null) = (crop_left is null) and (source_id is null) = (crop_top is null)
        and (source_id is null) = (crop_width is null) and (source_id is null) = (crop_height is null));

create index picture_source on picture (source_id);
