package io.understudy.datasets.quality;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.quality.vision.BodyShape;
import io.understudy.datasets.quality.vision.Exposure;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.Light;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.datasets.quality.vision.PictureReading;
import io.understudy.datasets.quality.vision.Sharpness;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * The rows of measures: written once per method, read per dataset, so plain SQL serves them better than entities.
 */
@Repository
public class MeasureRepository {
    private final TypedJdbcClient jdbc;
    private final Batches batches;

    MeasureRepository(TypedJdbcClient jdbc, Batches batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    record MeasureRow(
            PictureId picture,
            @Nullable String problem,
            @Nullable PictureMeasures measures) {}

    public void put(PictureId picture, int method, PictureReading reading, boolean identityRead, Instant now) {
        remove(picture);
        Light light = reading.light();
        BodyShape body = reading.body();
        Sharpness sharpness = reading.sharpness();
        Exposure exposure = reading.exposure();
        jdbc.sql("""
                        insert into picture_measure (picture_id, method, measured_at, faces_read, identity_read, hash,
                            hash_mirrored, sharpness, own_detail, brightness, lost_in_black, lost_in_white, shot,
                            light_brightness, light_contrast, light_left, light_above, light_warmth, light_surroundings,
                            body_face_lengths, body_shoulders_to_hips)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(parameters(
                        picture,
                        method,
                        now,
                        reading.facesRead(),
                        identityRead,
                        reading.hash().bits(),
                        reading.hash().mirrored(),
                        sharpness.value(),
                        sharpness.ownDetail(),
                        exposure.brightness(),
                        exposure.lostInBlack(),
                        exposure.lostInWhite(),
                        reading.shot(),
                        light == null ? null : light.brightness(),
                        light == null ? null : light.contrast(),
                        light == null ? null : light.fromLeft(),
                        light == null ? null : light.fromAbove(),
                        light == null ? null : light.warmth(),
                        light == null ? null : light.surroundings(),
                        body == null ? null : body.faceLengths(),
                        body == null ? null : body.shouldersToHips()))
                .update();

        batches.update("""
                insert into picture_face (picture_id, number, x, y, width, height, presence, yaw, pitch, roll, length)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", reading.faces(), (face, number) -> {
            FaceBox box = face.box();
            return Batches.row(
                    picture,
                    number,
                    box.x(),
                    box.y(),
                    box.width(),
                    box.height(),
                    face.presence(),
                    face.yaw(),
                    face.pitch(),
                    face.roll(),
                    face.height());
        });
        FaceEmbedding embedding = reading.embedding();
        if (embedding != null) {
            jdbc.sql("insert into face_embedding (picture_id, numbers) values (?, ?)")
                    .params(picture, embedding.toBytes())
                    .update();
        }
    }

    void putProblem(PictureId picture, int method, String problem, Instant now) {
        remove(picture);
        jdbc.sql("""
                        insert into picture_measure (picture_id, method, measured_at, problem, faces_read, identity_read)
                        values (?, ?, ?, ?, true, true)""").params(picture, method, now, problem).update();
    }

    private void remove(PictureId picture) {
        jdbc.sql("delete from picture_measure where picture_id = ?")
                .param(picture)
                .update();
    }

    List<MeasureRow> of(CharacterId character) {
        return read("p.character_id = ? and p.removed_at is null", character.value());
    }

    List<MeasureRow> everOf(CharacterId character) {
        return read("p.character_id = ?", character.value());
    }

    List<MeasureRow> of(PictureId picture) {
        return read("p.id = ?", picture.value());
    }

    private List<MeasureRow> read(String which, UUID id) {
        Map<UUID, List<Face>> faces = new HashMap<>();
        jdbc.sql("select f.* from picture_face f join picture p on p.id = f.picture_id where " + which
                        + " order by f.number")
                .param(id)
                .query(row -> {
                    faces.computeIfAbsent(row.getObject("picture_id", UUID.class), key -> new ArrayList<>())
                            .add(face(row));
                });
        return jdbc.sql("select m.* from picture_measure m join picture p on p.id = m.picture_id where " + which
                        + " order by p.position")
                .param(id)
                .query((row, number) -> {
                    UUID picture = row.getObject("picture_id", UUID.class);
                    String problem = row.getString("problem");
                    return new MeasureRow(
                            new PictureId(picture),
                            problem,
                            problem == null ? measures(row, faces.getOrDefault(picture, List.of())) : null);
                })
                .list();
    }

    /** Boxes by display picture, for the pictures of a frozen dataset that show exactly one face. */
    Map<BlobHash, FaceBox> onlyFaces(SnapshotId snapshot) {
        Map<BlobHash, FaceBox> boxes = new HashMap<>();
        jdbc.sql("""
                        select e.display_hash, f.x, f.y, f.width, f.height
                        from snapshot_entry e
                        join snapshot s on s.hash = e.snapshot_hash
                        join picture p on p.character_id = s.character_id and p.display_hash = e.display_hash
                        join picture_face f on f.picture_id = p.id
                        where e.snapshot_hash = ?
                          and not exists (select 1 from picture_face other
                                          where other.picture_id = f.picture_id and other.number <> f.number)""").param(snapshot).query(row -> {
            boxes.put(new BlobHash(row.getString("display_hash")), box(row));
        });
        return boxes;
    }

    Map<PictureId, FaceEmbedding> embeddings(CharacterId character) {
        Map<PictureId, FaceEmbedding> embeddings = new HashMap<>();
        jdbc.sql("""
                        select e.picture_id, e.numbers from face_embedding e join picture p on p.id = e.picture_id
                        where p.character_id = ? and p.removed_at is null""").param(character).query(row -> {
            embeddings.put(
                    new PictureId(row.getObject("picture_id", UUID.class)),
                    FaceEmbedding.ofBytes(row.getBytes("numbers")));
        });
        return embeddings;
    }

    /** Forgets the faces of pictures that leave their dataset; those that come back are compared again. */
    public void forgetIdentity(Collection<PictureId> pictures) {
        for (PictureId picture : pictures) {
            jdbc.sql("delete from face_embedding where picture_id = ?")
                    .param(picture)
                    .update();
            jdbc.sql("update picture_measure set identity_read = false where picture_id = ? and problem is null")
                    .param(picture)
                    .update();
        }
    }

    int forgetAllIdentities() {
        jdbc.sql("update picture_measure set identity_read = false where problem is null")
                .update();
        return jdbc.sql("delete from face_embedding").update();
    }

    private static List<@Nullable Object> parameters(@Nullable Object... values) {
        return java.util.Arrays.asList(values);
    }

    private static @Nullable ShotType shot(ResultSet row) throws SQLException {
        String shot = row.getString("shot");
        return shot == null ? null : ShotType.valueOf(shot);
    }

    private static Face face(ResultSet row) throws SQLException {
        return new Face(
                box(row),
                row.getDouble("presence"),
                row.getDouble("yaw"),
                row.getDouble("pitch"),
                row.getDouble("roll"),
                row.getDouble("length"));
    }

    private static FaceBox box(ResultSet row) throws SQLException {
        return new FaceBox(row.getDouble("x"), row.getDouble("y"), row.getDouble("width"), row.getDouble("height"));
    }

    private static PictureMeasures measures(ResultSet row, List<Face> faces) throws SQLException {
        Double lit = row.getObject("light_brightness", Double.class);
        Double lengths = row.getObject("body_face_lengths", Double.class);
        Double shoulders = row.getObject("body_shoulders_to_hips", Double.class);
        return new PictureMeasures(
                new PictureId(row.getObject("picture_id", UUID.class)),
                row.getObject("measured_at", OffsetDateTime.class).toInstant(),
                new PerceptualHash(row.getLong("hash"), row.getLong("hash_mirrored")),
                new Sharpness(row.getDouble("sharpness"), !faces.isEmpty(), row.getObject("own_detail", Double.class)),
                new Exposure(
                        row.getDouble("brightness"), row.getDouble("lost_in_black"), row.getDouble("lost_in_white")),
                row.getBoolean("faces_read"),
                faces,
                shot(row),
                lengths == null && shoulders == null ? null : new BodyShape(lengths, shoulders),
                lit == null
                        ? null
                        : new Light(
                                lit,
                                row.getDouble("light_contrast"),
                                row.getDouble("light_left"),
                                row.getDouble("light_above"),
                                row.getDouble("light_warmth"),
                                row.getDouble("light_surroundings")));
    }
}
