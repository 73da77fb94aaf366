create function refuse_change_of_the_trail() returns trigger language plpgsql as $$
begin
    raise exception 'The audit trail is append-only: row % cannot be changed or removed.', old.sequence;
end
$$;

create trigger audit_row_append_only
    before update or delete on audit_row
    for each row execute function refuse_change_of_the_trail();

create function refuse_to_empty_the_trail() returns trigger language plpgsql as $$
begin
    raise exception 'The audit trail is append-only: it cannot be emptied.';
end
$$;

create trigger audit_row_not_emptied
    before truncate on audit_row
    for each statement execute function refuse_to_empty_the_trail();

create trigger audit_checkpoint_not_emptied
    before truncate on audit_checkpoint
    for each statement execute function refuse_to_empty_the_trail();

create function refuse_change_of_a_checkpoint() returns trigger language plpgsql as $$
begin
    raise exception 'Checkpoints of the audit trail are append-only: % cannot be changed or removed.', old.size;
end
$$;

create trigger audit_checkpoint_append_only
    before update or delete on audit_checkpoint
    for each row execute function refuse_change_of_a_checkpoint();
