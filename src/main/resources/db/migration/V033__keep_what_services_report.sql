-- What a service reported by itself about a run that nobody knew to be accepted.
alter table training_run add column reported_request varchar(100);
-- What a use did cost, once that is known; amount is what it was expected to cost.
alter table charge add column actual numeric(12, 4);
update charge set actual = case when state = 'NOT_CHARGED' then 0 else amount end where settled_at is not null;
-- The product itself may draw pictures that cost something.
alter table charge alter column person_id drop not null;
