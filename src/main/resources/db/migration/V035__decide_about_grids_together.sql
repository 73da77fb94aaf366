-- Runs that were launched from one form: their total is what may need a release.
alter table training_run add column grid_id uuid;
create index training_run_grid on training_run (grid_id);
