package io.understudy.datasets.captioning;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.PictureId;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Pictures that wait for a caption of the vision model, and what it said. */
@Repository
class CaptioningRepository {
    private static final String OF_DATASET =
            " from caption_request r join picture p on p.id = r.picture_id where r.character_id = :character"
                    + " and p.removed_at is null and r.state = ";
    private static final String IN_ORDER = " order by p.position, p.created_at, p.id";

    private final TypedJdbcClient jdbc;
    private final Batches batches;

    CaptioningRepository(TypedJdbcClient jdbc, Batches batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    record Order(
            CharacterId character,
            String instruction,
            CaptionStyle style,
            UUID orderedBy,
            @Nullable String service,
            boolean paused,
            @Nullable String trouble) {
        CaptionInstruction wish() {
            return new CaptionInstruction(instruction, style);
        }
    }

    /**
     * @param subject what a charge is for
     * @param handle of the paid request that may still answer; null when there is none
     */
    record Waiting(
            PictureId picture,
            String fileName,
            BlobHash display,
            UUID subject,
            int attempt,
            @Nullable String handle) {}

    /** @param service the priced one whose cost was agreed to; null for a model that nothing is paid for here */
    void put(CharacterId character, CaptionInstruction wish, @Nullable String service, UUID by, Instant now) {
        int changed = jdbc.sql("""
                        update caption_order set instruction = :instruction, style = :style, ordered_by = :by,
                            ordered_at = :now, service = :service, paused = false, trouble = null
                        where character_id = :character""")
                .param("service", service)
                .param("instruction", wish.text())
                .param("style", wish.style())
                .param("by", by)
                .param("now", now)
                .param("character", character)
                .update();
        if (changed == 0) {
            jdbc.sql("""
                            insert into caption_order
                              (character_id, instruction, style, ordered_by, ordered_at, service, paused)
                            values (:character, :instruction, :style, :by, :now, :service, false)""")
                    .param("service", service)
                    .param("instruction", wish.text())
                    .param("style", wish.style())
                    .param("by", by)
                    .param("now", now)
                    .param("character", character)
                    .update();
        }
    }

    private record Asked(PictureId picture, UUID subject) {}

    /**
     * Forgets what was said about these pictures before.
     *
     * @return what charges for them will be for
     */
    List<UUID> ask(CharacterId character, Collection<PictureId> pictures) {
        List<Asked> asked = pictures.stream()
                .map(picture -> new Asked(picture, UUID.randomUUID()))
                .toList();
        batches.update("delete from caption_request where picture_id = ?", pictures, (id, at) -> Batches.row(id));
        batches.update(
                "insert into caption_request (picture_id, character_id, subject_id, attempt, state)"
                        + " values (?, ?, ?, 1, 'WAITING')",
                asked,
                (one, at) -> Batches.row(one.picture(), character, one.subject()));
        return asked.stream().map(Asked::subject).toList();
    }

    Optional<Order> order(CharacterId character) {
        return jdbc.sql("select character_id as character, instruction, style, ordered_by, service, paused, trouble"
                        + " from caption_order where character_id = ?")
                .param(character)
                .query(Order.class)
                .optional();
    }

    /** Datasets with pictures that wait and are not paused, the oldest wish first. */
    List<CharacterId> waitingDatasets() {
        return jdbc.sql("""
                        select o.character_id from caption_order o where not o.paused
                          and exists (select 1 from caption_request r join picture p on p.id = r.picture_id
                              where r.character_id = o.character_id and r.state = 'WAITING' and p.removed_at is null)
                        order by o.ordered_at, o.character_id""").query(CharacterId.class).list();
    }

    List<Waiting> waiting(CharacterId character, int most) {
        return jdbc.sql("select r.picture_id as picture, p.file_name, p.display_hash as display,"
                        + " r.subject_id as subject, r.attempt, r.handle" + OF_DATASET + "'WAITING'" + IN_ORDER
                        + " fetch first :most rows only")
                .param("character", character)
                .param("most", most)
                .query(Waiting.class)
                .list();
    }

    CaptioningStatus status(CharacterId character) {
        return jdbc.sql("""
                        select count(case when r.state = 'WAITING' then 1 end) as waiting,
                            count(case when r.state = 'PROPOSED' then 1 end) as proposed,
                            count(case when r.state = 'FAILED' then 1 end) as failed,
                            o.paused, o.trouble
                        from caption_order o left join (caption_request r join picture p
                            on p.id = r.picture_id and p.removed_at is null) on r.character_id = o.character_id
                        where o.character_id = :character
                        group by o.paused, o.trouble""")
                .param("character", character)
                .query(CaptioningStatus.class)
                .optional()
                .orElse(new CaptioningStatus(0, 0, 0, false, null));
    }

    List<ProposedCaption> proposals(CharacterId character, long offset, int most) {
        return jdbc.sql("select r.picture_id as picture, p.file_name, p.display_hash as display,"
                        + " p.thumbnail_hash as thumbnail, p.caption, r.proposal"
                        + OF_DATASET + "'PROPOSED'" + IN_ORDER + " offset :offset rows fetch next :most rows only")
                .param("character", character)
                .param("offset", offset)
                .param("most", most)
                .query(ProposedCaption.class)
                .list();
    }

    List<FailedCaption> failures(CharacterId character, int most) {
        return jdbc.sql("select p.file_name, r.problem" + OF_DATASET + "'FAILED'" + IN_ORDER
                        + " fetch first :most rows only")
                .param("character", character)
                .param("most", most)
                .query(FailedCaption.class)
                .list();
    }

    /** What paid requests that are under way are for. */
    List<UUID> underway(CharacterId character) {
        return jdbc.sql("select subject_id from caption_request"
                        + " where character_id = ? and state = 'WAITING' and handle is not null")
                .param(character)
                .query(UUID.class)
                .list();
    }

    /** What has no proposal; none of it is sent or answered until the transaction ends. */
    List<UUID> lockUnanswered(CharacterId character) {
        return jdbc.sql("select subject_id from caption_request"
                        + " where character_id = ? and state <> 'PROPOSED' for update")
                .param(character)
                .query(UUID.class)
                .list();
    }

    /** What failed and has no request that may still answer: another one has to be sent. */
    List<UUID> failedToSend(CharacterId character) {
        return jdbc.sql("select r.subject_id" + OF_DATASET + "'FAILED' and r.handle is null")
                .param("character", character)
                .query(UUID.class)
                .list();
    }

    /**
     * Keeps a picture for the one who sends it.
     *
     * @param placeholder until the name of the request is known
     * @return whether it still waits, and no request for it is on its way
     */
    boolean claim(UUID subject, String placeholder) {
        return jdbc.sql("update caption_request set handle = :handle where subject_id = :subject"
                                + " and state = 'WAITING' and handle is null"
                                + " and picture_id in (select id from picture where removed_at is null)")
                        .param("handle", placeholder)
                        .param("subject", subject)
                        .update()
                == 1;
    }

    /** @param handle of the paid request from now on; null when there is none */
    void handle(UUID subject, @Nullable String handle) {
        jdbc.sql("update caption_request set handle = :handle where subject_id = :subject")
                .param("handle", handle)
                .param("subject", subject)
                .update();
    }

    /** An answer to what is no longer asked is dropped. */
    void propose(UUID subject, String proposal) {
        jdbc.sql("update caption_request set state = 'PROPOSED', proposal = :proposal, handle = null"
                        + " where subject_id = :subject and state = 'WAITING'")
                .param("proposal", proposal)
                .param("subject", subject)
                .update();
    }

    /** @param over whether no request can still answer: the next one is another attempt */
    void fail(UUID subject, String problem, boolean over) {
        jdbc.sql("update caption_request set state = 'FAILED', problem = :problem"
                        + (over ? ", handle = null, attempt = attempt + 1" : "")
                        + " where subject_id = :subject and state = 'WAITING'")
                .param("problem", problem)
                .param("subject", subject)
                .update();
    }

    void retry(CharacterId character) {
        jdbc.sql("update caption_request set state = 'WAITING', problem = null"
                        + " where character_id = ? and state = 'FAILED'")
                .param(character)
                .update();
    }

    /** Says why it does not continue at the moment, unless a person has paused it. */
    void note(CharacterId character, @Nullable String trouble) {
        jdbc.sql("update caption_order set trouble = :trouble where character_id = :character and not paused")
                .param("trouble", trouble)
                .param("character", character)
                .update();
    }

    void pause(CharacterId character, boolean paused, @Nullable String trouble) {
        jdbc.sql("update caption_order set paused = :paused, trouble = :trouble where character_id = :character")
                .param("paused", paused)
                .param("trouble", trouble)
                .param("character", character)
                .update();
    }

    void forget(Collection<PictureId> pictures) {
        batches.update("delete from caption_request where picture_id = ?", pictures, (id, at) -> Batches.row(id));
    }

    void forgetUnanswered(CharacterId character) {
        jdbc.sql("delete from caption_request where character_id = ? and state <> 'PROPOSED'")
                .param(character)
                .update();
    }

    void forgetProposals(CharacterId character) {
        jdbc.sql("delete from caption_request where character_id = ? and state = 'PROPOSED'")
                .param(character)
                .update();
    }
}
