create trigger audit_row_append_only
    before update, delete on audit_row
    for each row call 'io.understudy.audit.AppendOnlyTrigger';

-- H2 runs no trigger when a table is truncated, but truncates none that a key refers to.
alter table audit_row
    add constraint audit_row_not_emptied foreign key (sequence) references audit_row (sequence);

alter table audit_checkpoint
    add constraint audit_checkpoint_not_emptied foreign key (size) references audit_checkpoint (size);

create trigger audit_checkpoint_append_only
    before update, delete on audit_checkpoint
    for each row call 'io.understudy.audit.AppendOnlyTrigger';
