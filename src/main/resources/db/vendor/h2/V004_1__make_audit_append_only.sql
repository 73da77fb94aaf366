create trigger audit_row_append_only
    before update, delete on audit_row
    for each row call 'io.understudy.audit.AppendOnlyTrigger';

create trigger audit_checkpoint_append_only
    before update, delete on audit_checkpoint
    for each row call 'io.understudy.audit.AppendOnlyTrigger';
