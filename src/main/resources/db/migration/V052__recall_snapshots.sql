-- Snapshots that turned out to be bad, as a whole and by somebody's word; gone again when the recall is lifted. The audit
-- trail keeps both.
create table snapshot_recall (
    snapshot_hash varchar(64)                 not null primary key,
    reason        varchar(2000)               not null,
    recalled_by   uuid                        not null references account (id),
    recalled_name varchar(80)                 not null,
    recalled_at   timestamp(6) with time zone not null
);
