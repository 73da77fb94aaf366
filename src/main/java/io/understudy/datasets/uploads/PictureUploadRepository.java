package io.understudy.datasets.uploads;

import io.understudy.characters.CharacterId;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class PictureUploadRepository {
    private static final String OPEN = """
            select id, character_id, uploaded_by, file_name, size_bytes as size, file_hash, received_bytes as received,
                begun_at
            from picture_upload
            where place is not null and uploaded_by = ? and begun_at > ?\s""";

    private final TypedJdbcClient jdbc;

    PictureUploadRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false where another upload of the person is in this place */
    boolean add(PictureUpload upload, int place) {
        return jdbc.sql("""
                        insert into picture_upload (id, character_id, uploaded_by, place, file_name, size_bytes,
                            file_hash, received_bytes, begun_at)
                        values (:id, :character, :uploadedBy, :place, :fileName, :size, :file, :received, :begunAt)
                        on conflict do nothing""").paramSource(upload).param("place", place).update() == 1;
    }

    Optional<PictureUpload> find(UploadId id, UUID uploader, Instant begunAfter) {
        return jdbc.sql(OPEN + "and id = ?")
                .params(uploader, begunAfter, id)
                .query(PictureUpload.class)
                .optional();
    }

    List<PictureUpload> of(CharacterId character, UUID uploader, Instant begunAfter) {
        return jdbc.sql(OPEN + "and character_id = ? order by begun_at, id")
                .params(uploader, begunAfter, character)
                .query(PictureUpload.class)
                .list();
    }

    /** @return false when other bytes were received in the meantime, or the upload is over */
    boolean receive(UploadId id, UploadPart part) {
        return jdbc.sql("update picture_upload set received_bytes = ?"
                                + " where id = ? and received_bytes = ? and place is not null")
                        .params(part.end(), id, part.start())
                        .update()
                == 1;
    }

    void add(UploadId id, UploadPart part) {
        jdbc.sql("""
                        insert into picture_upload_part (upload_id, start_byte, size_bytes, object_key)
                        values (:upload, :start, :size, :objectKey)""").paramSource(part).param("upload", id).update();
    }

    List<UploadPart> parts(UploadId id) {
        return jdbc.sql("select start_byte as start, size_bytes as size, object_key from picture_upload_part"
                        + " where upload_id = ? order by start_byte")
                .param(id)
                .query(UploadPart.class)
                .list();
    }

    /** From now on nobody finds it; its place is free. */
    void end(UploadId id) {
        jdbc.sql("update picture_upload set place = null where id = ?")
                .param(id)
                .update();
    }

    void end(Instant begunUntil) {
        jdbc.sql("update picture_upload set place = null where place is not null and begun_at <= ?")
                .param(begunUntil)
                .update();
    }

    List<UploadId> over() {
        return jdbc.sql("select id from picture_upload where place is null")
                .query(UploadId.class)
                .list();
    }

    void remove(UploadId id) {
        jdbc.sql("delete from picture_upload where id = ?").param(id).update();
    }
}
