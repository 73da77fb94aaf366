package io.understudy.datasets.quality;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.PictureId;
import io.understudy.identity.accounts.TeamService;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class MeasureOverrideRepository {
    private final JdbcClient jdbc;
    private final TeamService team;

    MeasureOverrideRepository(JdbcClient jdbc, TeamService team) {
        this.jdbc = jdbc;
        this.team = team;
    }

    private record Row(PictureId picture, MeasureTopic topic, String answer, String reason, UUID by, Instant at) {}

    void put(PictureId picture, MeasureTopic topic, String answer, String reason, UUID by, Instant now) {
        remove(picture, topic);
        jdbc.sql("""
                        insert into measure_overrule (picture_id, topic, answer, reason, decided_by, decided_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(picture.value(), topic.name(), answer, reason, by, MeasureRepository.time(now))
                .update();
    }

    /** False when there was nothing to withdraw. */
    boolean remove(PictureId picture, MeasureTopic topic) {
        return jdbc.sql("delete from measure_overrule where picture_id = ? and topic = ?")
                        .params(picture.value(), topic.name())
                        .update()
                == 1;
    }

    ShotTypeCorrection.Former former(PictureId picture, MeasureTopic topic) {
        return jdbc.sql("select * from measure_overrule where picture_id = ? and topic = ?")
                .params(picture.value(), topic.name())
                .query((row, number) -> new ShotTypeCorrection.Former(
                        picture,
                        row.getString("answer"),
                        row.getString("reason"),
                        row.getObject("decided_by", UUID.class),
                        row.getObject("decided_at", OffsetDateTime.class).toInstant()))
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

    Optional<String> answer(PictureId picture, MeasureTopic topic) {
        return jdbc.sql("select answer from measure_overrule where picture_id = ? and topic = ?")
                .params(picture.value(), topic.name())
                .query(String.class)
                .optional();
    }

    Map<PictureId, Map<MeasureTopic, MeasureOverride>> of(CharacterId character) {
        List<Row> rows = jdbc.sql("""
                        select o.* from measure_overrule o join picture p on p.id = o.picture_id
                        where p.character_id = ?""")
                .param(character.value())
                .query((row, number) -> new Row(
                        new PictureId(row.getObject("picture_id", UUID.class)),
                        MeasureTopic.valueOf(row.getString("topic")),
                        row.getString("answer"),
                        row.getString("reason"),
                        row.getObject("decided_by", UUID.class),
                        row.getObject("decided_at", OffsetDateTime.class).toInstant()))
                .list();
        Map<UUID, String> names =
                team.names(rows.stream().map(Row::by).distinct().toList());
        Map<PictureId, Map<MeasureTopic, MeasureOverride>> overrules = new HashMap<>();
        for (Row row : rows) {
            overrules
                    .computeIfAbsent(row.picture(), key -> new EnumMap<>(MeasureTopic.class))
                    .put(
                            row.topic(),
                            new MeasureOverride(
                                    row.topic(),
                                    row.answer(),
                                    row.reason(),
                                    names.getOrDefault(row.by(), "Someone"),
                                    row.at()));
        }
        return overrules;
    }
}
