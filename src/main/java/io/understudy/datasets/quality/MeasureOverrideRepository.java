package io.understudy.datasets.quality;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.PictureId;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class MeasureOverrideRepository {
    private final TypedJdbcClient jdbc;
    private final TeamService team;

    MeasureOverrideRepository(TypedJdbcClient jdbc, TeamService team) {
        this.jdbc = jdbc;
        this.team = team;
    }

    private record Row(PictureId picture, MeasureTopic topic, String answer, String reason, UUID by) {}

    void put(PictureId picture, MeasureTopic topic, String answer, String reason, UUID by, Instant now) {
        remove(picture, topic);
        jdbc.sql("""
                        insert into measure_overrule (picture_id, topic, answer, reason, decided_by, decided_at)
                        values (?, ?, ?, ?, ?, ?)""").params(picture, topic, answer, reason, by, now).update();
    }

    /** False when there was nothing to withdraw. */
    boolean remove(PictureId picture, MeasureTopic topic) {
        return jdbc.sql("delete from measure_overrule where picture_id = ? and topic = ?")
                        .params(picture, topic)
                        .update()
                == 1;
    }

    ShotTypeCorrection.Former former(PictureId picture, MeasureTopic topic) {
        return jdbc.sql(
                        "select picture_id, answer, reason, decided_by as by, decided_at from measure_overrule where picture_id = ? and topic = ?")
                .params(picture, topic)
                .query(ShotTypeCorrection.Former.class)
                .optional()
                .orElseGet(() -> new ShotTypeCorrection.Former(picture, null, "", null, null));
    }

    void putBack(MeasureTopic topic, ShotTypeCorrection.Former former) {
        String answer = former.answer();
        UUID by = former.by();
        Instant at = former.decidedAt();
        if (answer == null || by == null || at == null) {
            remove(former.picture(), topic);
        } else {
            put(former.picture(), topic, answer, former.reason(), by, at);
        }
    }

    Map<PictureId, Map<MeasureTopic, MeasureOverride>> of(CharacterId character) {
        List<Row> rows = jdbc.sql("""
                        select o.picture_id, o.topic, o.answer, o.reason, o.decided_by as by
                        from measure_overrule o join picture p on p.id = o.picture_id
                        where p.character_id = ?""").param(character).query(Row.class).list();
        Map<UUID, String> names =
                team.names(rows.stream().map(Row::by).distinct().toList());
        Map<PictureId, Map<MeasureTopic, MeasureOverride>> overrules = new HashMap<>();
        for (Row row : rows) {
            overrules
                    .computeIfAbsent(row.picture(), key -> new EnumMap<>(MeasureTopic.class))
                    .put(
                            row.topic(),
                            new MeasureOverride(row.answer(), row.reason(), names.getOrDefault(row.by(), "Someone")));
        }
        return overrules;
    }
}
