package io.understudy.training;

public final class RunOutputSql {
    /** Of a row {@code entry} of a run's output: not overtaken by a later attempt that began before its step. */
    public static final String VALID = """
            not exists (select 1 from run_attempt later where later.run_id = entry.run_id
                and later.attempt > entry.attempt and later.from_step < entry.step)""";

    private RunOutputSql() {}
}
