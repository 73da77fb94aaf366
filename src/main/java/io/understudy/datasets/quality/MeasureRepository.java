package io.understudy.datasets.quality;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.quality.MeasureQueue.Unmeasured;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import io.understudy.datasets.quality.vision.PictureReading;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/**
 * The rows of measures: written once per method, read per dataset, so plain SQL serves them better than entities.
 */
@Repository
public class MeasureRepository {
    private static final String UNMEASURED = """
            select p.id, p.character_id, p.display_hash, cast(:identity as boolean) as identity
            from picture p left join picture_measure m on m.picture_id = p.id
            where p.removed_at is null
              and (m.picture_id is null or m.method < :method or (:faces and not m.faces_read)
                   or (:faces and :identity and not m.identity_read))""";

    private final TypedJdbcClient jdbc;
    private final Batches batches;

    MeasureRepository(TypedJdbcClient jdbc, Batches batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    public void put(PictureId picture, int method, PictureReading reading, boolean identityRead, Instant now) {
        remove(picture);
        jdbc.sql("""
                        insert into picture_measure (picture_id, method, measured_at, faces_read, identity_read, hash_bits,
                            hash_mirrored, sharpness_value, sharpness_own_detail, exposure_brightness,
                            exposure_lost_in_black, exposure_lost_in_white, shot, light_brightness, light_contrast,
                            light_from_left, light_from_above, light_warmth, light_surroundings, body_face_lengths,
                            body_shoulders_to_hips, writing_lines, writing_share)
                        values (:picture, :method, :now, :facesRead, :identityRead, :hashBits, :hashMirrored,
                            :sharpnessValue, :sharpnessOwnDetail, :exposureBrightness, :exposureLostInBlack,
                            :exposureLostInWhite, :shot, :lightBrightness, :lightContrast, :lightFromLeft, :lightFromAbove,
                            :lightWarmth, :lightSurroundings, :bodyFaceLengths, :bodyShouldersToHips,
                            :writingLines, :writingShare)""")
                .paramSource(reading)
                .param("picture", picture)
                .param("method", method)
                .param("now", now)
                .param("identityRead", identityRead)
                .update();
        batches.update("""
                insert into picture_face (picture_id, number, box_x, box_y, box_width, box_height, presence, yaw, pitch,
                    roll, height)
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

    /** The oldest first. */
    List<Unmeasured> unmeasured(int method, boolean faces, boolean identity) {
        return jdbc.sql(UNMEASURED + " order by p.created_at, p.position")
                .param("method", method)
                .param("faces", faces)
                .param("identity", identity)
                .query(Unmeasured.class)
                .list();
    }

    Optional<Unmeasured> unmeasured(int method, boolean faces, boolean identity, PictureId picture) {
        return jdbc.sql(UNMEASURED + " and p.id = :picture")
                .param("method", method)
                .param("faces", faces)
                .param("identity", identity)
                .param("picture", picture)
                .query(Unmeasured.class)
                .optional();
    }

    boolean isPresent(PictureId picture) {
        return jdbc.sql("select exists (select 1 from picture where id = ? and removed_at is null)")
                .param(picture)
                .query(Boolean.class)
                .single();
    }

    List<PictureMeasures> of(CharacterId character) {
        return read("p.character_id = ? and p.removed_at is null", character.value());
    }

    List<PictureMeasures> everOf(CharacterId character) {
        return read("p.character_id = ?", character.value());
    }

    private List<PictureMeasures> read(String which, UUID id) {
        Map<PictureId, List<Face>> faces = jdbc.sql(
                        "select f.* from picture_face f join picture p on p.id = f.picture_id where " + which
                                + " order by f.number")
                .param(id)
                .groups(PictureId.class, Face.class);
        return jdbc.sql("""
                        select m.*, exists (select 1 from picture_face f where f.picture_id = p.id) as of_face
                        from picture_measure m join picture p on p.id = m.picture_id
                        where m.problem is null and\s""" + which + " order by p.position")
                .param(id)
                .query(PictureMeasures.class, faces)
                .list();
    }

    Map<PictureId, String> problemsEverOf(CharacterId character) {
        return jdbc.sql("""
                        select p.id, m.problem from picture_measure m join picture p on p.id = m.picture_id
                        where m.problem is not null and p.character_id = ? order by p.position""").param(character).map(PictureId.class, String.class);
    }

    /** Boxes by display picture, for the pictures of a frozen dataset that show exactly one face. */
    Map<BlobHash, FaceBox> onlyFaces(SnapshotId snapshot) {
        return jdbc.sql("""
                        select e.display_hash, f.box_x as x, f.box_y as y, f.box_width as width, f.box_height as height
                        from snapshot_entry e
                        join snapshot s on s.hash = e.snapshot_hash
                        join picture p on p.character_id = s.character_id and p.display_hash = e.display_hash
                        join picture_face f on f.picture_id = p.id
                        where e.snapshot_hash = ?
                          and not exists (select 1 from picture_face other
                                          where other.picture_id = f.picture_id and other.number <> f.number)""").param(snapshot).map(BlobHash.class, FaceBox.class);
    }

    Map<PictureId, FaceEmbedding> embeddings(CharacterId character) {
        Map<PictureId, FaceEmbedding> embeddings = new HashMap<>();
        jdbc.sql("""
                        select e.picture_id, e.numbers from face_embedding e join picture p on p.id = e.picture_id
                        where p.character_id = ? and p.removed_at is null""")
                .param(character)
                .map(PictureId.class, byte[].class)
                .forEach((picture, numbers) -> embeddings.put(picture, FaceEmbedding.ofBytes(numbers)));
        return embeddings;
    }

    /** The picture whose face a person chose, as long as it is in the dataset. */
    Optional<PictureId> reference(CharacterId character) {
        return jdbc.sql("""
                        select p.id from dataset d join picture p on p.id = d.reference_id
                        where d.character_id = ? and p.removed_at is null""").param(character).query(PictureId.class).optional();
    }

    void putReference(CharacterId character, PictureId picture) {
        jdbc.sql("update dataset set reference_id = ? where character_id = ?")
                .params(picture, character)
                .update();
    }

    void removeReference(CharacterId character) {
        jdbc.sql("update dataset set reference_id = null where character_id = ?")
                .param(character)
                .update();
    }

    boolean hasEmbedding(PictureId picture) {
        return jdbc.sql("select exists (select 1 from face_embedding where picture_id = ?)")
                .param(picture)
                .query(Boolean.class)
                .single();
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
}
