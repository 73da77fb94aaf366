-- One open link per account from now on. Which of the older ones outlived a password is not known, so all of them end.
update access_link
set withdrawn_at = current_timestamp, row_version = row_version + 1
where purpose = 'NEW_PASSWORD' and used_at is null and withdrawn_at is null;
