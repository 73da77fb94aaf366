-- Who shaped what a dataset is made of: written with the act itself and never deleted, so that no later act of another
-- person, and no clean-up of removed pictures, takes anybody out of it. Hence no foreign key to pictures.
create table contribution (
    character_id uuid                        not null references character_profile (id),
    -- The picture that it was done to; the character where it was done to its words or the whole dataset.
    subject_id   uuid                        not null,
    account_id   uuid                        not null,
    deed         varchar(24)                 not null,
    done_at      timestamp(6) with time zone not null,
    primary key (character_id, subject_id, account_id, deed)
);

insert into contribution (character_id, subject_id, account_id, deed, done_at)
select p.character_id, p.id, c.account_id,
    case when c.account_id = p.uploaded_by then 'UPLOADED' else 'CAPTIONED' end, p.created_at
from picture_contributor c join picture p on p.id = c.picture_id;

insert into contribution (character_id, subject_id, account_id, deed, done_at)
select p.character_id, p.id, p.captioned_by, 'CAPTIONED', p.created_at from picture p
where p.captioned_by = p.uploaded_by and exists (
    select 1 from picture_contributor c where c.picture_id = p.id and c.account_id = p.captioned_by);

-- Who made a content, wherever it comes up again: a photo by the hash of its file, of its display picture or of its
-- thumbnail, a caption by the hash of photo and text together.
create table known_contribution (
    content    varchar(64) not null,
    account_id uuid        not null,
    deed       varchar(24) not null,
    primary key (content, account_id, deed)
);

insert into known_contribution (content, account_id, deed)
select p.original_hash, c.account_id, 'UPLOADED' from picture p join picture_contributor c on c.picture_id = p.id
where c.account_id = p.uploaded_by
union
select p.display_hash, c.account_id, 'UPLOADED' from picture p join picture_contributor c on c.picture_id = p.id
where c.account_id = p.uploaded_by
union
select p.thumbnail_hash, c.account_id, 'UPLOADED' from picture p join picture_contributor c on c.picture_id = p.id
where c.account_id = p.uploaded_by
union
-- Of what only a snapshot holds now, all its contributors are known, but not which of them.
select e.original_hash, c.account_id, 'UPLOADED'
from snapshot_entry e join snapshot_contributor c on c.snapshot_hash = e.snapshot_hash
where not exists (select 1 from picture p where p.original_hash = e.original_hash)
union
select e.display_hash, c.account_id, 'UPLOADED'
from snapshot_entry e join snapshot_contributor c on c.snapshot_hash = e.snapshot_hash
where not exists (select 1 from picture p where p.original_hash = e.original_hash);

-- The same, frozen with a snapshot. No number where it is not known.
create table snapshot_contribution (
    snapshot_hash varchar(64) not null references snapshot (hash) on delete cascade,
    account_id    uuid        not null,
    deed          varchar(24) not null,
    items         integer     not null,
    primary key (snapshot_hash, account_id, deed)
);

insert into snapshot_contribution (snapshot_hash, account_id, deed, items)
select e.snapshot_hash, p.uploaded_by, 'UPLOADED', count(distinct e.position)
from snapshot_entry e join snapshot s on s.hash = e.snapshot_hash
    join picture p on p.character_id = s.character_id and p.original_hash = e.original_hash
    join snapshot_contributor c on c.snapshot_hash = e.snapshot_hash and c.account_id = p.uploaded_by
group by e.snapshot_hash, p.uploaded_by;

insert into snapshot_contribution (snapshot_hash, account_id, deed, items)
select c.snapshot_hash, c.account_id, 'CAPTIONED', 0 from snapshot_contributor c
where not exists (select 1 from snapshot_contribution known
    where known.snapshot_hash = c.snapshot_hash and known.account_id = c.account_id);

drop table picture_contributor;
drop table snapshot_contributor;
