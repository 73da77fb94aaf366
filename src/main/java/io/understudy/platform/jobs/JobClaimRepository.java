package io.understudy.platform.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which node does which small job at this moment, and how often it was begun. A claim ends with the job, or with its
 * lease when its node dies.
 */
@Repository
@EnableConfigurationProperties(JobProperties.class)
public class JobClaimRepository {
    /** Nothing waits that long between two attempts: what is older is of a job that nobody wants any longer. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final String OURS = " where kind = ? and subject = ? and owner = ?";

    private final String node = "node-" + UUID.randomUUID();
    private final JdbcClient jdbc;
    private final Duration lease;
    private final Clock clock;

    JobClaimRepository(JdbcClient jdbc, JobProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.lease = properties.lease();
        this.clock = clock;
    }

    /**
     * Counts an attempt before it is made, so that one which ends the process counts too.
     *
     * @return how often the job was begun, this time included; 0 when it is being done, or was put off
     */
    public int take(String kind, String subject) {
        Instant now = clock.instant();
        int taken =
                jdbc.sql("""
                        update job_claim set owner = ?, claimed_until = ?, attempts = attempts + 1
                        where kind = ? and subject = ? and claimed_until <= ?""").params(node, now.plus(lease), kind, subject, now).update();
        if (taken == 0) {
            return jdbc.sql("""
                            insert into job_claim (kind, subject, owner, claimed_until, attempts) values (?, ?, ?, ?, 1)
                            on conflict do nothing""").params(kind, subject, node, now.plus(lease)).update();
        }
        return jdbc.sql("select attempts from job_claim where kind = ? and subject = ?")
                .params(kind, subject)
                .query(Integer.class)
                .single();
    }

    void renew(String kind, String subject) {
        jdbc.sql("update job_claim set claimed_until = ?" + OURS)
                .params(clock.instant().plus(lease), kind, subject, node)
                .update();
    }

    /** The job is done, or may be begun again at once. */
    void end(String kind, String subject) {
        jdbc.sql("delete from job_claim" + OURS).params(kind, subject, node).update();
    }

    /** @param counted whether this attempt was one of those after which the job is given up */
    void putOff(String kind, String subject, Duration pause, boolean counted) {
        jdbc.sql("update job_claim set claimed_until = ?, attempts = attempts - ?" + OURS)
                .params(clock.instant().plus(pause), counted ? 0 : 1, kind, subject, node)
                .update();
    }

    void forgetOld(String kind) {
        jdbc.sql("delete from job_claim where kind = ? and claimed_until < ?")
                .params(kind, clock.instant().minus(KEPT))
                .update();
    }
}
