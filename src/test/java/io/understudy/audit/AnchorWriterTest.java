package io.understudy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.bundle.Finding;
import io.understudy.bundle.log.Checkpoint;
import io.understudy.bundle.log.InclusionProof;
import io.understudy.bundle.log.NoteKey;
import io.understudy.bundle.log.SignedNote;
import io.understudy.identity.People;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.RunAs;
import io.understudy.settings.SecretService;
import io.understudy.support.StudioTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@StudioTest
@Tag("attack")
class AnchorWriterTest {
    @TempDir
    Path folder;

    @Autowired
    TrailCheckpointService checkpoints;

    @Autowired
    AuditService audit;

    @Autowired
    AuditRepository trail;

    @Autowired
    TrailCheckpointRepository repository;

    @Autowired
    SecretService secrets;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Clock clock;

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

    @Test
    void noSecondHistoryIsSignedAsTheSameLogAfterARestore() throws IOException {
        String file = folder.resolve("anchors.txt").toString();
        launch(1);
        write(file);
        long backup = trail.head().sequence();
        launch(2);
        write(file);
        AuditFixtures.rollBack(jdbc, backup);
        launch(3);
        launch(4);
        launch(5);
        write(file);
        launch(6);
        write(file);

        List<Checkpoint> kept = SignedNote.split(Files.readString(Path.of(file))).stream()
                .map(note -> checkpoints.opener().apply(note))
                .toList();
        String log = kept.getFirst().origin();
        assertThat(kept).extracting(Checkpoint::origin).containsExactly(log, log, log + "/2", log + "/2");
        assertThat(reported)
                .singleElement()
                .extracting(problem -> ((TrailProblem) problem).title())
                .isEqualTo("The audit trail is signed as another log");
        assertThat(audit.page(AuditFilter.ALL, 0, 10))
                .extracting(AuditRow::sentence)
                .contains("Understudy began to sign the audit trail as another log");
        assertThat(checkpoints.key().name()).isEqualTo(log + "/2");
        TrailProof proof = checkpoints.prove(trail.head().sequence(), "run.launched");
        assertThat(InclusionProof.of(proof.inclusion())
                        .check(NoteKey.ofVkey(proof.key()))
                        .outcome())
                .isEqualTo(Finding.Outcome.HOLDS);
    }

    @Test
    void aRestoreThatLostMoreThanWasAddedSinceIsNoticedToo() throws IOException {
        String file = folder.resolve("anchors.txt").toString();
        launch(1);
        launch(2);
        write(file);
        AuditFixtures.rollBack(jdbc, 1);
        write(file);
        assertThat(SignedNote.split(Files.readString(Path.of(file)))
                        .getLast()
                        .lines()
                        .findFirst())
                .get()
                .asString()
                .endsWith("/2");
    }

    @Test
    void aTrailThatWasEmptiedIsConvictedByTheFile() {
        String file = folder.resolve("anchors.txt").toString();
        launch(1);
        write(file);
        AuditFixtures.rollBack(jdbc, 0);
        AuditService service =
                new AuditService(trail, acts, checkpoints, new AnchorFile(reported::add, file), List.of());
        assertThat(service.verify("", (rows, of) -> {}, () -> false).words())
                .startsWith("The trail had 2 events when it was signed and has 0 now: some are gone");
    }

    @Test
    void aStateThatWasAlteredInTheFileKeepsTheTrailFromBeingSigned() throws IOException {
        Path file = folder.resolve("anchors.txt");
        launch(1);
        write(file.toString());
        Files.writeString(file, Files.readString(file).replaceFirst("\n2\n", "\n1\n"));
        launch(2);
        write(file.toString());
        assertThat(checkpoints.all()).hasSize(1);
        assertThat(reported)
                .singleElement()
                .extracting(problem -> ((TrailProblem) problem).title())
                .isEqualTo("The audit trail could not be signed");
    }

    @Test
    void statesOfAnotherInstallationMeanNothingHere() throws IOException {
        Path file = Files.writeString(
                folder.resolve("anchors.txt"), "other.example/log\n9\nAAAA\n\n\u2014 other.example/log AAAAAAAA\n\n");
        launch(1);
        write(file.toString());
        assertThat(SignedNote.split(Files.readString(file))).hasSize(2);
        assertThat(reported).isEmpty();
    }

    private void write(String file) {
        RunAs.get(new AnchorWriter(signing(file))::write).ifPresent(reported::add);
    }

    private TrailCheckpointService signing(String file) {
        return new TrailCheckpointService(
                trail, repository, new AnchorFile(reported::add, file), secrets, acts, reported::add, clock);
    }

    private void launch(int run) {
        acts.publish("run.launched", new AuditEvent.Subject("run", String.valueOf(run), "#" + run));
    }
}
