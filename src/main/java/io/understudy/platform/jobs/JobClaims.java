package io.understudy.platform.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which node does which small job at this moment, and how often it was begun. A claim ends with the job, or with its time
 * when its node dies.
 */
@Repository
public class JobClaims {
    /** Nothing waits that long between two attempts: what is older is of a job that nobody wants any longer. */
    private static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient jdbc;
    private final Clock clock;

    JobClaims(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Counts an attempt before it is made, so that one which ends the process counts too.
     *
     * @return how often the job was begun, this time included; 0 when another node has it
     */
    public int take(String kind, String subject, Duration lasting) {
        Instant now = clock.instant();
        int taken = jdbc.sql("""
                        update job_claim set claimed_until = ?, attempts = attempts + 1
                        where kind = ? and subject = ? and claimed_until <= ?""").params(now.plus(lasting), kind, subject, now).update();
        if (taken == 0) {
            return jdbc.sql("""
                            insert into job_claim (kind, subject, claimed_until, attempts) values (?, ?, ?, 1)
                            on conflict do nothing""").params(kind, subject, now.plus(lasting)).update();
        }
        return jdbc.sql("select attempts from job_claim where kind = ? and subject = ?")
                .params(kind, subject)
                .query(Integer.class)
                .single();
    }

    /** The job is done, or may be begun again at once. */
    public void end(String kind, String subject) {
        jdbc.sql("delete from job_claim where kind = ? and subject = ?")
                .params(kind, subject)
                .update();
    }

    void forgetOld(String kind) {
        jdbc.sql("delete from job_claim where kind = ? and claimed_until < ?")
                .params(kind, clock.instant().minus(KEPT))
                .update();
    }
}
