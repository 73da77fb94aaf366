package io.understudy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.bundle.log.SignedNote;
import io.understudy.identity.People;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.RunAs;
import io.understudy.support.StudioTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@StudioTest
@Tag("attack")
class AnchorWriterTest {
    @TempDir
    Path folder;

    @Autowired
    TrailCheckpointService checkpoints;

    @Autowired
    AuditEvents acts;

    @Autowired
    People people;

    private final List<Object> reported = new ArrayList<>();

    @BeforeEach
    void signIn() {
        people.signIn(people.admin("Ines"));
    }

    @Test
    void theFileKeepsEveryState() throws IOException {
        Path file = folder.resolve("anchors.txt");
        launch(1);
        write(file.toString());
        launch(2);
        write(file.toString());
        assertThat(SignedNote.split(Files.readString(file)))
                .isEqualTo(checkpoints.all().stream().map(TrailCheckpoint::note).toList())
                .hasSize(2);
        assertThat(reported).isEmpty();
    }

    @Test
    void aStateIsWrittenOnce() throws IOException {
        Path file = folder.resolve("anchors.txt");
        launch(1);
        write(file.toString());
        write(file.toString());
        assertThat(SignedNote.split(Files.readString(file))).hasSize(1);
    }

    @Test
    void withoutAFileTheStateIsSignedAllTheSame() {
        launch(1);
        write("");
        assertThat(checkpoints.all()).hasSize(1);
    }

    @Test
    void adminsLearnThatTheFileCannotBeWritten() {
        launch(1);
        write(folder.resolve("no such folder").resolve("anchors.txt").toString());
        assertThat(reported)
                .singleElement()
                .extracting(problem -> ((TrailProblem) problem).title())
                .isEqualTo("The audit trail could not be anchored");
    }

    private void write(String file) {
        RunAs.run(new AnchorWriter(checkpoints, reported::add, file)::write);
    }

    private void launch(int run) {
        acts.publish("run.launched", new AuditEvent.Subject("run", String.valueOf(run), "#" + run));
    }
}
