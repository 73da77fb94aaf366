package io.understudy.storage.limits;

import io.understudy.platform.core.Actor;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Whether there is room for what a person stores. What the product makes is never refused: it may have been paid for. */
@Repository
public class UploadRoomQueries {
    private static final long GIGABYTE = 1_000_000_000;

    private final TypedJdbcClient jdbc;
    private final UploadLimits limits;
    private final CurrentActor actor;

    UploadRoomQueries(TypedJdbcClient jdbc, UploadLimits limits, CurrentActor actor) {
        this.jdbc = jdbc;
        this.limits = limits;
        this.actor = actor;
    }

    public UUID uploader() {
        return actor.get().id();
    }

    /**
     * Asked in the transaction that wrote the row of a new blob. Uploads come here one after the other, so that of many at
     * once each sees what the others take.
     *
     * @param sent whether it is a file that they sent
     * @throws DomainException.Conflict when a limit is passed
     */
    public void require(boolean sent, Instant now) {
        Actor uploader = actor.get();
        if (uploader.isSystem()) {
            return;
        }
        int team = limits.team();
        int day = limits.personADay();
        int files = sent ? limits.personFilesADay() : 0;
        if (team == 0 && day == 0 && files == 0) {
            return;
        }
        jdbc.sql("select id from upload_turn for update").query(Integer.class).single();
        if (team > 0 && number("select coalesce(sum(size), 0) from blob") > team * GIGABYTE) {
            throw new DomainException.Conflict(
                    "It was not stored: the team's files would take more than %d GB, the limit of this installation. Ask an admin to raise it on the Storage page."
                            .formatted(team));
        }
        if (day > 0
                && number(
                                "select coalesce(sum(size), 0) from blob where uploaded_by = ? and created_at >= ?",
                                uploader.id(),
                                now.truncatedTo(ChronoUnit.DAYS))
                        > day * GIGABYTE) {
            throw new DomainException.Conflict(
                    "It was not stored: you would have uploaded more than %d GB today, the limit for one person. Continue tomorrow, or ask an admin to raise it on the Storage page."
                            .formatted(day));
        }
        if (files > 0
                && number(
                                "select count(*) from blob where uploaded_by = ? and created_at >= ? and sent",
                                uploader.id(),
                                now.truncatedTo(ChronoUnit.DAYS))
                        > files) {
            throw new DomainException.Conflict(
                    "It was not stored: you would have uploaded more than %s today, the limit for one person. Continue tomorrow, or ask an admin to raise it on the Storage page."
                            .formatted(files == 1 ? "1 file" : files + " files"));
        }
    }

    private long number(String query, Object... parameters) {
        return jdbc.sql(query).params(parameters).query(Long.class).single();
    }
}
