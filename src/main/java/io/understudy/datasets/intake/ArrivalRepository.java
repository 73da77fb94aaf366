package io.understudy.datasets.intake;

import io.understudy.characters.CharacterId;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** Pictures that were sent and wait to be decoded, and those of them that turned out to be damaged. */
@Repository
public class ArrivalRepository {
    private static final String ARRIVALS = """
            select id, character_id as character, file_name, original_hash as original, size_bytes as size, caption,
                repeats, confirmed, exported_from, uploaded_by, uploader, place, problem
            from arrival\s""";

    private final TypedJdbcClient jdbc;

    ArrivalRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Arrival arrival, Instant now) {
        jdbc.sql("""
                        insert into arrival (id, character_id, file_name, original_hash, size_bytes, caption,
                            repeats, confirmed, exported_from, uploaded_by, uploader, place, arrived_at)
                        values (:id, :character, :fileName, :original, :size, :caption, :repeats, :confirmed,
                            :exportedFrom, :uploadedBy, :uploader, :place, :now)""").paramSource(arrival).param("now", now).update();
    }

    /** The name under which the dataset has this file, or will have it. */
    Optional<String> present(CharacterId character, BlobHash original) {
        return jdbc
                .sql("""
                        select file_name from picture where character_id = :character and present_hash = :original
                        union all
                        select file_name from arrival
                        where character_id = :character and original_hash = :original and problem is null""")
                .param("character", character)
                .param("original", original)
                .query(String.class)
                .list()
                .stream()
                .findFirst();
    }

    /** The first to arrive first. */
    List<UUID> waiting() {
        return jdbc.sql("select id from arrival where problem is null order by arrived_at, id")
                .query(UUID.class)
                .list();
    }

    public List<Arrival> of(CharacterId character) {
        return jdbc.sql(ARRIVALS + "where character_id = ? order by arrived_at, id")
                .param(character)
                .query(Arrival.class)
                .list();
    }

    Optional<Arrival> find(UUID id) {
        return jdbc.sql(ARRIVALS + "where id = ?")
                .param(id)
                .query(Arrival.class)
                .optional();
    }

    /** Keeps its caption from being changed until the end of the transaction. */
    Optional<Arrival> lock(UUID id) {
        return jdbc.sql(ARRIVALS + "where id = ? for update")
                .param(id)
                .query(Arrival.class)
                .optional();
    }

    /** Gives it a caption while it waits; false when it no longer does. */
    public boolean caption(UUID id, String caption) {
        return jdbc.sql("update arrival set caption = ? where id = ? and problem is null")
                        .params(caption, id)
                        .update()
                == 1;
    }

    /** Sets the repeats of those that still wait. */
    void repeat(Collection<UUID> ids, int times) {
        if (!ids.isEmpty()) {
            jdbc.sql("update arrival set repeats = :times where id in (:ids) and problem is null")
                    .param("times", times)
                    .param("ids", ids)
                    .update();
        }
    }

    void putSent(Arrival arrival, String path, boolean isNew, Instant now) {
        jdbc.sql("""
                        insert into sent_picture (id, character_id, sent_by, path, original_hash, is_new, sent_at)
                        values (:id, :character, :by, :path, :original, :isNew, :now)""")
                .param("id", UUID.randomUUID())
                .param("character", arrival.character())
                .param("by", arrival.uploadedBy())
                .param("path", path)
                .param("original", arrival.original())
                .param("isNew", isNew)
                .param("now", now)
                .update();
    }

    /** In the order in which they were sent. */
    List<ArrivalSettings.Sent> sent(CharacterId character, UUID by, Instant oldest) {
        return jdbc.sql("""
                        select path, original_hash as original, is_new from sent_picture
                        where character_id = ? and sent_by = ? and sent_at >= ? order by sent_at, id""")
                .params(character, by, oldest)
                .query(ArrivalSettings.Sent.class)
                .list();
    }

    /** Those with the paths and the files of these, and no others, such as what another tab sent since. */
    void removeSent(CharacterId character, UUID by, Collection<ArrivalSettings.Sent> pictures) {
        jdbc.sql("""
                        delete from sent_picture where character_id = :character and sent_by = :by
                            and path in (:paths) and original_hash in (:originals)""")
                .param("character", character)
                .param("by", by)
                .param(
                        "paths",
                        pictures.stream()
                                .map(picture -> ArrivalWriter.storable(picture.path()))
                                .distinct()
                                .toList())
                .param(
                        "originals",
                        pictures.stream()
                                .map(picture -> picture.original().hex())
                                .distinct()
                                .toList())
                .update();
    }

    void removeSentBefore(Instant oldest) {
        jdbc.sql("delete from sent_picture where sent_at < ?").param(oldest).update();
    }

    void putProblem(UUID id, String problem) {
        jdbc.sql("update arrival set problem = ? where id = ?")
                .params(problem, id)
                .update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from arrival where id = ?").param(id).update();
    }
}
