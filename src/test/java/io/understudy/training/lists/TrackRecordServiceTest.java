package io.understudy.training.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.RunId;
import io.understudy.training.TrainingSettings;
import io.understudy.training.queue.TrainingTest;
import io.understudy.training.runs.LaunchRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class TrackRecordServiceTest extends TrainingTest {
    @Autowired
    TrackRecordService records;

    @Autowired
    JdbcClient jdbc;

    private RunId launch(int rank) {
        return runs.launch(new LaunchRequest(
                        ava,
                        "told",
                        new TrainingSettings(
                                new TriggerWord("ohwx woman"), 10, 1e-4, rank, 16, 1, 1024, 7, 5, 5, List.of()),
                        true,
                        UUID.randomUUID(),
                        null))
                .run();
    }

    private RunId finished(int rank) {
        RunId run = launch(rank);
        worker.fill();
        backend.last().steps(1, 10);
        backend.last().finish();
        return run;
    }

    @Test
    void whatTheBackendIgnoresMakesNoDifference() {
        finished(8);
        finished(8);
        jdbc.sql("update training_run set resolution = 768 where number = (select min(number) from training_run)")
                .update();

        assertThat(records.of(ava)).singleElement().satisfies(record -> {
            assertThat(record.runs()).isEqualTo(2);
            assertThat(record.backendName()).isEqualTo("Told backend");
        });
    }

    @Test
    void settingsThatLedToAnApprovedVersionComeFirstAndPresetsHaveTheirName() {
        finished(16);
        finished(16);
        RunId good = finished(8);
        runs.cancel(launch(8));
        launch(32);
        jdbc.sql("update lora_version set state = 'SUPERSEDED' where run_id = ?")
                .param(good.value())
                .update();

        List<TrackRecord> found = records.of(ava);

        assertThat(found).hasSize(2);
        assertThat(found.getFirst()).satisfies(record -> {
            assertThat(record.rank()).isEqualTo(8);
            assertThat(record.preset()).isNull();
            assertThat(record.runs()).isEqualTo(2);
            assertThat(record.succeeded()).isEqualTo(1);
            assertThat(record.approved()).isEqualTo(1);
        });
        assertThat(found.getLast()).satisfies(record -> {
            assertThat(record.preset()).isEqualTo("Told");
            assertThat(record.succeeded()).isEqualTo(2);
            assertThat(record.approved()).isZero();
        });
    }
}
