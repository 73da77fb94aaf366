-- Of the attempt under way: pictures to be asked for, and pictures that were asked for.
alter table generation_job add column planned integer default 0 not null;
alter table generation_job add column sent integer default 0 not null;
