-- SHA-256 over the hashes of the tensors, sorted: the same weights in another order or under other names are found, too.
-- Each file is read again for it.
alter table file_passport add column weights_hash varchar(64);

create index file_passport_weights on file_passport (weights_hash);

update file_passport set state = 'WAITING', content = null, problem = null where state = 'READ';
