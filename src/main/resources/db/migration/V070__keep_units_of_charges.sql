-- How many of the price's unit a charge was estimated for: what the service billed is compared with it. Null for charges
-- that were opened before.
alter table charge add column units numeric(16, 6);
