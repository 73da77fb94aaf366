package io.understudy.training.backends.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.People;
import io.understudy.platform.core.DomainException;
import io.understudy.providers.engines.BackendTerms;
import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineService;
import io.understudy.providers.ssh.SshTarget;
import io.understudy.support.SettableClock;
import io.understudy.support.SshBox;
import io.understudy.support.StudioTest;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobScheduler;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A host of this machine with OpenSSH's own server, added as an engine. */
@StudioTest
class ClusterEnginesTest {
    @TempDir
    static Path folder;

    private static SshBox box;

    @Autowired
    EngineService engines;

    @Autowired
    EngineCheckService checks;

    @Autowired
    EngineDirectory directory;

    @Autowired
    EngineTrainingBackends backends;

    @Autowired
    ClusterAccess access;

    @Autowired
    SettableClock clock;

    @Autowired
    People people;

    private Path work = folder;
    private final Map<EngineField, String> values = new EnumMap<>(EngineField.class);

    @BeforeAll
    static void startSsh() throws Exception {
        Path cards = ClusterHosts.twoCards(folder.resolve("bin"));
        box = new SshBox(folder.resolve("ssh"), Map.of("PATH", cards + ":/usr/bin:/bin"));
    }

    @AfterAll
    static void stopSsh() {
        if (box != null) {
            box.close();
        }
    }

    @BeforeEach
    void anAdmin() throws IOException {
        people.signIn(people.admin("Ada"));
        work = Files.createTempDirectory(folder, "work");
        values.put(EngineField.TRAINER_FOLDER, work.resolve("ai-toolkit").toString());
        values.put(EngineField.MODEL, work.resolve("flux").toString());
    }

    private EngineDraft draft(SshTarget target) {
        return ClusterHosts.draft(EngineKind.GPU_HOST, "ai-toolkit", work, target, values);
    }

    private EngineAnswer asked() throws IOException {
        return checks.test(Optional.empty(), draft(box.target()));
    }

    private void install() throws IOException {
        Files.writeString(Files.createDirectory(work.resolve("ai-toolkit")).resolve("run.py"), "");
        Files.createDirectory(work.resolve("flux"));
    }

    private EngineConnection added() throws IOException {
        EngineId id = engines.add(draft(box.target()));
        return directory.find(engines.engine(id).backend()).orElseThrow();
    }

    @Test
    void aHostThatHasAllNamesItsDriverAndCards() throws IOException {
        install();

        EngineAnswer answer = asked();

        assertThat(answer.problem()).isNull();
        assertThat(answer.warnings()).isEmpty();
        assertThat(answer.facts()).contains(new Fact("Cards", "2 × NVIDIA RTX 4090"));
        assertThat(answer.facts().getFirst().value()).startsWith("NVIDIA driver 570.86 on ");
    }

    @Test
    void whatIsMissingIsNamedWithWhatToDo() throws IOException {
        values.put(EngineField.PYTHON, "/nowhere/python");
        values.put(EngineField.CARDS, "1, 7");

        assertThat(asked().problem())
                .contains(
                        "has no card with the number 7",
                        "there is no " + work + "/ai-toolkit/run.py on 127.0.0.1",
                        "/nowhere/python is no Python 3.7 or newer",
                        "There is no " + work + "/flux on 127.0.0.1")
                .doesNotContain("number 1", "work folder", "flock");
    }

    @Test
    void aHostThatLacksSomethingDoesAnswer() throws IOException {
        EngineConnection engine = added();

        assertThat(checks.test(engine.id()).problem()).isNotNull();

        assertThat(engines.silentSince(engine.backend())).isEmpty();
    }

    @Test
    void aWorkFolderThatIsNotThereIsAProblemAndOneThatAllReadAWarning() throws IOException {
        install();
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(asked().warnings()).singleElement().asString().contains("chmod o= " + work);

        work = work.resolve("absent");
        assertThat(asked().problem()).startsWith("There is no work folder " + work + " on 127.0.0.1");
    }

    @Test
    void aKeyThatTheHostRefusesIsSaidSo() throws Exception {
        SshTarget target = box.target();
        box.newKey("user");

        assertThat(checks.test(Optional.empty(), draft(target)).problem()).contains("refuses the key of");
    }

    @Test
    void theHostsKeyIsFetchedForAPersonToCompare() throws IOException {
        SshTarget target = box.target();

        assertThat(checks.hostKey(" 127.0.0.1 ", String.valueOf(target.port()))).isEqualTo(target.hostKey());
        assertThatThrownBy(() -> checks.hostKey("127.0.0.1", "1"))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("There is no SSH connection to 127.0.0.1");
        assertThatThrownBy(() -> checks.hostKey("169.254.169.254", ""))
                .isInstanceOf(DomainException.RuleViolation.class);
    }

    @Test
    void theBackendHasTheEnginesTermsAndTheTrainersAbilities() throws IOException {
        added();

        TrainingBackend backend = backends.backends().getFirst();

        assertThat(backend.displayName()).isEqualTo("Attic");
        assertThat(backend.concurrency()).isEqualTo(2);
        assertThat(backend.capabilities().what()).contains("ai-toolkit");
        BackendTerms terms = backend.terms();
        assertThat(terms.pause()).isNull();
        assertThat(terms.chargedCards()).isZero();
    }

    @Test
    void everyTrainerMakesABackend() throws IOException {
        for (EngineField file : new EngineField[] {
            EngineField.MODEL_FILE, EngineField.CLIP_L, EngineField.T5XXL, EngineField.AUTOENCODER, EngineField.JAR
        }) {
            values.put(file, "/opt/" + file.property());
        }
        for (String trainer : new String[] {"ai-toolkit", "kohya", "miniature"}) {
            EngineId id = engines.add(ClusterHosts.draft(EngineKind.GPU_HOST, trainer, work, box.target(), values));
            assertThat(backends.backends())
                    .singleElement()
                    .satisfies(backend ->
                            assertThat(backend.capabilities().presets()).isNotEmpty());
            engines.remove(id);
        }
    }

    @Test
    void jobsContinueWithTheKeyThatAnAdminEnters() throws Exception {
        EngineConnection before = added();
        JobScheduler scheduler = access.cluster(before).scheduler();
        backends.backends();
        scheduler.describe();

        box.newKey("user");
        clock.advance(Duration.ofSeconds(1));
        engines.pause(before.id(), "New key");
        backends.backends();
        assertThatThrownBy(scheduler::describe).isInstanceOf(EngineUnreachable.class);
        engines.change(before.id(), engines.engine(before.id()).rowVersion(), draft(box.target()), false);
        backends.backends();

        assertThat(scheduler.describe().partitions()).hasSize(1);
    }

    @Test
    void aPriceIsChargedForEachCard() throws IOException {
        EngineDraft free = draft(box.target());
        engines.add(new EngineDraft(
                free.name(),
                free.kind(),
                free.values(),
                free.secrets(),
                free.trainer(),
                free.workFolder(),
                1,
                new BigDecimal("2.50"),
                free.openTo()));

        assertThat(backends.backends().getFirst().terms().chargedCards()).isOne();
    }
}
