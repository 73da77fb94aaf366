create function refuse_change_of_the_trail() returns trigger language plpgsql as $$
begin
    raise exception 'The audit trail is append-only: row % cannot be changed or removed.', old.sequence;
end
$$;

create trigger audit_row_append_only
    before update or delete on audit_row
    for each row execute function refuse_change_of_the_trail();
