package io.understudy.training;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.lenient;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.people.People;
import io.understudy.people.SystemActs;
import io.understudy.support.SettableClock;
import io.understudy.support.StudioTest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Base of the tests of runs: a worker that works when told, on a backend that does what it is told. */
@StudioTest
@Import(TrainingTest.Told.class)
abstract class TrainingTest {
    protected static final CharacterId AVA = new CharacterId(UUID.fromString("00000000-0000-4000-8000-0000000000a1"));
    protected static final SnapshotId SNAPSHOT = new SnapshotId("ab".repeat(32));

    @TestConfiguration(proxyBeanMethods = false)
    static class Told {
        @Bean
        ToldBackend toldBackend() {
            return new ToldBackend();
        }
    }

    @MockitoBean
    protected CharacterService characters;

    @MockitoBean
    protected DatasetService datasets;

    @Autowired
    protected RunService runs;

    @Autowired
    protected RunJournal journal;

    @Autowired
    protected RunWorker worker;

    @Autowired
    protected ToldBackend backend;

    @Autowired
    protected People people;

    @Autowired
    protected SettableClock clock;

    @BeforeEach
    void aCharacterWithADataset() {
        worker.releaseAll();
        backend.forget();
        lenient()
                .when(datasets.freeze(any(), anyBoolean()))
                .thenReturn(new SnapshotSummary(SNAPSHOT, AVA, "ohwx woman", 20, SettableClock.START));
        lenient().when(datasets.entries(any())).thenReturn(List.of());
    }

    protected static TrainingParameters parameters() {
        return new TrainingParameters(
                "ohwx woman", 10, 1e-4, 16, 16, 1, 1024, 7, 5, 5, List.of(new SamplePrompt("ohwx woman, portrait", 7)));
    }

    protected static LaunchRequest request() {
        return request(UUID.randomUUID(), null);
    }

    protected static LaunchRequest request(UUID key, @Nullable Long rerunOf) {
        return new LaunchRequest(AVA, "told", parameters(), false, key, rerunOf);
    }

    /** What a worker that is killed leaves behind: nothing more is reported, and its lease runs out. */
    protected void killWorkerAndWait() {
        clock.advance(java.time.Duration.ofSeconds(21));
        SystemActs.run(journal::takeBackOverdue);
    }
}
