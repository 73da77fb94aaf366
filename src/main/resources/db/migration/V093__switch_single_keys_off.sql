-- Whether single letters, digits and signs act as shortcuts for this person.
alter table account add column single_keys boolean default true not null;
