package io.understudy.training.backends.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.providers.engines.EngineAnswer;
import io.understudy.providers.engines.EngineAnswer.Fact;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.engines.EngineConnection;
import io.understudy.providers.engines.EngineDirectory;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineProblem;
import io.understudy.providers.engines.EngineService;
import io.understudy.providers.engines.TestEngines;
import io.understudy.providers.ssh.SshConnections;
import io.understudy.storage.ExchangeStore;
import io.understudy.storage.ObjectStore.Location;
import io.understudy.storage.StorageFailure;
import io.understudy.storage.TestSpool;
import io.understudy.storage.s3.TestBucket;
import io.understudy.support.StudioTest;
import io.understudy.training.RunId;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.kubernetes.MockCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A mock of a cluster, added as an engine. */
@StudioTest
@Tag("twice")
class KubernetesEngineTest {
    @TempDir
    Path folder;

    @Autowired
    EngineService engines;

    @Autowired
    EngineCheckService checks;

    @Autowired
    EngineDirectory directory;

    @Autowired
    SshConnections connections;

    @Autowired
    EngineTrainingBackends backends;

    @Autowired
    ClusterAccess access;

    @Autowired
    JobFolderQueries folders;

    @Autowired
    People people;

    private MockCluster cluster;
    private final Map<EngineField, String> values = new EnumMap<>(EngineField.class);

    @BeforeEach
    void start() {
        cluster = new MockCluster(folder.resolve("pods"), Map.of());
        cluster.hold();
        people.signIn(people.admin("Ada"));
        values.put(EngineField.ADDRESS, cluster.address().toString());
        values.put(EngineField.NAMESPACE, MockCluster.NAMESPACE);
        values.put(EngineField.IMAGE, "team/trainer:1");
        values.put(EngineField.TRAINER_FOLDER, "/opt/ai-toolkit");
        values.put(EngineField.MODEL, "/models/flux");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private EngineDraft draft() {
        return new EngineDraft(
                "Cluster",
                EngineKind.KUBERNETES,
                values,
                Map.of(EngineField.TOKEN, "token"),
                "ai-toolkit",
                "",
                2,
                null,
                Role.MEMBER);
    }

    private EngineAnswer asked(ExchangeStore store) {
        return new KubernetesProbe(
                        new ClusterAccess(connections, directory, store, TestSpool.directory(), Clock.systemUTC()))
                .ask(TestEngines.connection(EngineKind.KUBERNETES, values, ""));
    }

    @Test
    void aClusterAndAStoreThatWorkAreNamed() throws Exception {
        try (TestBucket store = new TestBucket(folder.resolve("store"))) {
            assertThat(asked(store.store())).satisfies(answer -> {
                assertThat(answer.problem()).isNull();
                assertThat(answer.warnings()).isEmpty();
                assertThat(answer.facts())
                        .contains(new Fact("Namespace", "training"), new Fact("Cards", "2 × NVIDIA-A100"))
                        .extracting(Fact::term)
                        .contains("Release");
            });

            cluster.forgetRehearsals();
            values.put(EngineField.GPUS, "4");
            assertThat(asked(store.store()).warnings())
                    .singleElement()
                    .asString()
                    .contains("wait forever");
        }
    }

    @Test
    void whatIsMissingIsNamedWithWhatToDo() {
        assertThat(checks.test(Optional.empty(), draft()).problem())
                .contains("keeps its files in a folder of its own", "Set understudy.storage.endpoint");

        cluster.close();
        assertThat(checks.test(Optional.empty(), draft()).problem())
                .contains("There is no connection to Kubernetes at " + cluster.address());
    }

    @Test
    void theStoreIsAskedToo() throws Exception {
        try (TestBucket store = new TestBucket(folder.resolve("store"))) {
            store.stop();

            assertThatExceptionOfType(EngineProblem.class)
                    .isThrownBy(() -> asked(store.store()))
                    .withMessageContaining(
                            "The object store at " + store.store().location().place() + " gives no answer.");
        }
    }

    @Test
    void jobsContinueAfterAChangeOfTheEngineAndItsConnectionIsTheSame() {
        EngineId id = engines.add(draft());
        EngineConnection before = directory.engines().getFirst();
        JobScheduler scheduler = access.cluster(before).scheduler();
        backends.backends();
        scheduler.describe();

        engines.pause(id, "New token");
        backends.backends();

        assertThat(scheduler.describe().partitions()).hasSize(1);
    }

    @Test
    void aStoreThatTakesNoFilesIsSaidBeforeARunMeetsIt() {
        ExchangeStore readOnly = mock(ExchangeStore.class);
        when(readOnly.location()).thenReturn(new Location("https://s3.example", "team", false));
        doThrow(new StorageFailure("Access denied", new IOException()))
                .when(readOnly)
                .put(any(), any());

        assertThatExceptionOfType(EngineProblem.class)
                .isThrownBy(() -> asked(readOnly))
                .withMessageContaining("The object store refuses a file of the job.");
    }

    @Test
    void aRunThatIsGoneHasNoState() {
        assertThat(folders.states(List.of(new RunId(UUID.randomUUID())))).isEmpty();
    }

    @Test
    void theBackendHasTheEnginesTermsAndTheTrainersAbilities() {
        engines.add(draft());

        assertThat(backends.backends()).singleElement().satisfies(backend -> {
            assertThat(backend.displayName()).isEqualTo("Cluster");
            assertThat(backend.capabilities().what()).contains("ai-toolkit");
        });
        assertThat(engines.engines())
                .singleElement()
                .satisfies(engine -> assertThat(engine.secrets()).containsExactly(EngineField.TOKEN));
    }
}
