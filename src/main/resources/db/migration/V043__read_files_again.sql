-- Passports tell more than they did (sd-scripts' older hash, modules that outweigh their layers): each file is read again.
update file_passport set state = 'WAITING', content = null, problem = null where state = 'READ';
