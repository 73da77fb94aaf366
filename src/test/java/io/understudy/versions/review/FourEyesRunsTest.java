package io.understudy.versions.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.platform.core.DomainException;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineService;
import io.understudy.support.TestDirectories;
import io.understudy.training.RunId;
import io.understudy.training.runs.RunDecisionService;
import io.understudy.versions.VersionId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who steers a run or sets up its engine is a maker of what it trains. */
class FourEyesRunsTest extends FourEyesAcceptanceTest {
    @Autowired
    private MissingReviewerService missing;

    @Autowired
    private RunDecisionService runDecisions;

    @Autowired
    private EngineService engines;

    @Test
    void whoResumesTheRunIsAMaker() {
        RunId run = launch(ava);
        runs.cancel(run);
        people.signIn(jon);
        runs.resume(run);

        assertJonIsKeptOut(finish(run, "weights".getBytes(StandardCharsets.UTF_8)), "resumed run ");
    }

    @Test
    void whatIsDoneAfterTheLaunchIsNoPartOfTheVersion() {
        RunId run = launch(ava);
        people.signIn(jon);
        datasets.exclude(photos.get(0).id());

        VersionId id = finish(run, "weights".getBytes(StandardCharsets.UTF_8));

        assertThat(makers(id)).extracting(Contribution::name).containsExactly("Mara");
    }

    @Test
    void whoChoseWhichRequestTheResultComesFromIsAMaker() {
        RunId run = launch(ava);
        // The only service that answers here has no requests to choose from.
        jdbc.sql("update training_run set state = 'UNCONFIRMED', backend = ? where id = ?")
                .params("fal-flux-lora-fast-training", run.value())
                .update();
        people.signIn(people.admin("Olaf"));
        runDecisions.adopt(run, "764cabcf-b745-4b3e-ae38-1200304cf45b");

        VersionId id = finish(run, "weights".getBytes(StandardCharsets.UTF_8));

        assertThat(makers(id)).anySatisfy(maker -> {
            assertThat(maker.name()).isEqualTo("Olaf");
            assertThat(maker.actions()).startsWith("chose the result of run ");
        });
    }

    @Test
    void whoSetTheArgumentsOfTheEngineIsAMaker() {
        EngineId engine = engineOf(people.admin("Ada"));
        SignedInPerson olaf = people.admin("Olaf");
        change(engine, olaf, slurm("--network_weights /tmp/other.safetensors", 1));

        VersionId id =
                finish(launch(ava, engines.engine(engine).backend()), "weights".getBytes(StandardCharsets.UTF_8));

        assertThat(makers(id)).extracting(Contribution::name).containsExactly("Ada", "Mara", "Olaf");
        people.signIn(mara);
        reviews.submit(id, versions.details(id).revision());
        people.signIn(olaf);
        ReviewedRevision seen = versions.details(id).revision();
        assertThatThrownBy(() -> reviews.signOff(id, seen))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("You set up the engine of run ")
                .hasMessageContaining("so someone else signs");
    }

    @Test
    void soIsThePersonWhoIsJustSavingThemWhileTheRunIsResumed() throws Exception {
        EngineId engine = engineOf(people.admin("Ada"));
        SignedInPerson olaf = people.admin("Olaf");
        RunId run = launch(ava, engines.engine(engine).backend());
        runs.cancel(run);

        duringTheTransactionOf(
                () -> change(engine, olaf, slurm("--network_weights /tmp/other.safetensors", 1)), () -> resume(run));

        assertThat(makers(finish(run, "weights".getBytes(StandardCharsets.UTF_8))))
                .extracting(Contribution::name)
                .containsExactly("Ada", "Mara", "Olaf");
    }

    @Test
    void soIsThePersonWhoSavesThemWhileTheRunIsJustBeingResumed() throws Exception {
        EngineId engine = engineOf(people.admin("Ada"));
        SignedInPerson olaf = people.admin("Olaf");
        RunId run = launch(ava, engines.engine(engine).backend());
        runs.cancel(run);

        duringTheTransactionOf(
                () -> resume(run), () -> change(engine, olaf, slurm("--network_weights /tmp/other.safetensors", 1)));

        assertThat(makers(finish(run, "weights".getBytes(StandardCharsets.UTF_8))))
                .extracting(Contribution::name)
                .containsExactly("Ada", "Mara", "Olaf");
    }

    private void resume(RunId run) {
        people.signIn(mara);
        runs.resume(run);
    }

    /** What comes first is committed once the second is over or waits for the first. */
    private void duringTheTransactionOf(Runnable first, Runnable second) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<?> other = Objects.requireNonNull(transaction.execute(status -> {
                first.run();
                Future<?> begun = thread.submit(second);
                long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
                while (!begun.isDone() && waitingForLocks() == 0) {
                    assertThat(System.nanoTime()).as("patience").isLessThan(end);
                }
                return begun;
            }));
            other.get(2, TimeUnit.MINUTES);
        }
    }

    private long waitingForLocks() {
        return jdbc.sql(
                        TestDirectories.onPostgreSql()
                                ? "select count(*) from pg_locks where not granted"
                                : "select count(*) from information_schema.sessions where blocker_id is not null")
                .query(Long.class)
                .single();
    }

    @Test
    void soIsThePersonWhoSetsThemWhileTheRunWaits() {
        EngineId engine = engineOf(people.admin("Ada"));
        RunId run = launch(ava, engines.engine(engine).backend());
        change(engine, people.admin("Olaf"), slurm("--network_weights /tmp/other.safetensors", 1));

        assertThat(makers(finish(run, "weights".getBytes(StandardCharsets.UTF_8))))
                .extracting(Contribution::name)
                .containsExactly("Ada", "Mara", "Olaf");
    }

    @Test
    void aTeamReadsBeforeTheLaunchThatTheOnlyAdminSetUpTheEngine() {
        EngineId engine = engineOf(people.admin("Ada"));
        people.signIn(mara);

        assertThat(missing.ofNextRun(ava, "told").isEmpty()).isTrue();
        String backend = engines.engine(engine).backend();
        assertThat(missing.ofNextRun(ava, backend).sentence()).isEqualTo("Needs a second admin who took no part.");
        RunId run = launch(ava, backend);
        assertThat(missing.of(runs.details(run)).reason()).isEqualTo("Ada took part in this LoRA.");
        assertThat(missing.stuck()).hasSize(1);
    }

    @Test
    void whoOnlyLetsMoreRunsStartAtOnceIsNone() {
        EngineId engine = engineOf(people.admin("Ada"));
        change(engine, people.admin("Olaf"), slurm("", 2));

        assertThat(makers(finish(
                        launch(ava, engines.engine(engine).backend()), "weights".getBytes(StandardCharsets.UTF_8))))
                .extracting(Contribution::name)
                .containsExactly("Ada", "Mara");
    }

    private EngineId engineOf(SignedInPerson admin) {
        people.signIn(admin);
        return engines.add(slurm("", 1));
    }

    private void change(EngineId engine, SignedInPerson admin, EngineDraft draft) {
        people.signIn(admin);
        engines.change(engine, engines.engine(engine).rowVersion(), draft, false);
    }

    private static EngineDraft slurm(String arguments, int mostAtOnce) {
        Map<EngineField, String> values = Map.of(
                EngineField.ADDRESS, "http://slurm.example:6820",
                EngineField.SHARED_FOLDER, System.getProperty("java.io.tmpdir"),
                EngineField.TRAINER_FOLDER, "/opt/sd-scripts",
                EngineField.MODEL_FILE, "/models/flux1-dev.safetensors",
                EngineField.CLIP_L, "/models/clip_l.safetensors",
                EngineField.T5XXL, "/models/t5xxl_fp16.safetensors",
                EngineField.AUTOENCODER, "/models/ae.safetensors",
                EngineField.ARGUMENTS, arguments);
        return new EngineDraft(
                "Cluster",
                EngineKind.SLURM_REST,
                values,
                Map.of(EngineField.SLURM_TOKEN, "token"),
                "kohya",
                "/scratch/understudy",
                mostAtOnce,
                null,
                Role.MEMBER);
    }
}
