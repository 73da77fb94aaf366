package io.understudy.training.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.training.queue.TrainingTest;
import java.awt.Rectangle;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class JobAssemblerFacesTest extends TrainingTest {
    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void theOnlyFaceIsToldInPixels() {
        measured();
        face(0, 0.25, 0.125, 0.5, 0.375);
        assertThat(faceOfTheJob()).isEqualTo(new Rectangle(256, 128, 512, 384));
    }

    @Test
    void whereSeveralAreSeenNobodyKnowsWhoIsMeant() {
        measured();
        face(0, 0.25, 0.125, 0.5, 0.375);
        face(1, 0, 0, 0.125, 0.125);
        assertThat(faceOfTheJob()).isNull();
    }

    @Test
    void aPictureThatIsNotMeasuredYetIsTrainedOnAllTheSame() {
        assertThat(faceOfTheJob()).isNull();
    }

    private Rectangle faceOfTheJob() {
        runs.launch(request());
        worker.fill();
        assertThat(backend.last().job.pictures()).hasSize(1);
        return backend.last().job.pictures().getFirst().face();
    }

    private void measured() {
        jdbc.update("""
                insert into picture_measure (picture_id, method, measured_at, faces_read, identity_read)
                select id, 1, created_at, true, true from picture""");
    }

    private void face(int number, double x, double y, double width, double height) {
        jdbc.update("""
                insert into picture_face (picture_id, number, box_x, box_y, box_width, box_height, presence, yaw, pitch, roll,
                    height)
                select id, ?, ?, ?, ?, ?, 1, 0, 0, 0, 0.4 from picture""", number, x, y, width, height);
    }
}
