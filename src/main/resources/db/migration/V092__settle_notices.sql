-- Since when what a notice asks for is no longer wanted: somebody else did it, or took the request back.
alter table inbox_notice add column settled_at timestamp(6) with time zone;
create index inbox_notice_path on inbox_notice (path);
