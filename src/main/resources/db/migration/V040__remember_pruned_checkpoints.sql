-- Once the version of a run is decided, and some days more, the states in between are not needed any more.
alter table training_run add column checkpoints_pruned_at timestamp(6) with time zone;
