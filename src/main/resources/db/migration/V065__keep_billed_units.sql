-- What the service itself said it counted, in units of its own; null where it said nothing.
alter table charge add column billed_units numeric(16, 6);
