package io.understudy.versions.creation;

import static io.understudy.versions.registry.FinishedRuns.AVA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.RunAs;
import io.understudy.support.SettableClock;
import io.understudy.training.RunSucceeded;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionDetails;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionsTest;
import io.understudy.versions.registry.FinishedRuns;
import io.understudy.versions.review.Contribution;
import io.understudy.versions.review.Contribution.Reason;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Pageable;
import org.springframework.transaction.IllegalTransactionStateException;

@Tag("rules")
class VersionFactoryTest extends VersionsTest {
    @Test
    void aFinishedRunYieldsTheNextVersionWithTheGuidesFileName() {
        VersionId first = draft();
        VersionId second = draft();

        people.signIn(mara);
        assertThat(details(first).card().fileName()).isEqualTo("ava-lindqvist_v1_1000steps.safetensors");
        assertThat(details(second).card().fileName()).isEqualTo("ava-lindqvist_v2_1000steps.safetensors");
        assertThat(details(first).state()).isEqualTo(VersionState.DRAFT);
    }

    @Test
    void aVersionKnowsAllItCameFrom() {
        VersionId id = draft();

        people.signIn(mara);
        VersionDetails version = details(id);
        assertThat(version.trained()).hasValueSatisfying(run -> {
            assertThat(run.snapshot()).isEqualTo(FinishedRuns.SNAPSHOT);
            assertThat(run.runNumber()).isEqualTo(41);
            assertThat(run.parameters()).isEqualTo(FinishedRuns.parameters());
            assertThat(run.backend()).isEqualTo("miniature");
        });
        assertThat(version.makers())
                .containsExactly(new Contribution(
                        "Mara",
                        List.of(
                                new Reason("uploaded 24 pictures", SettableClock.START),
                                new Reason("launched run 41", SettableClock.START))));
        assertThat(version.checklist()).extracting(line -> line.item().key()).containsExactlyElementsOf(ITEMS);
    }

    @Test
    void aMiniatureSaysPlainlyThatItIsNotForFlux() {
        VersionId miniature = draft();
        VersionId flux = runs.finish("fal", mara);

        people.signIn(mara);
        assertThat(details(miniature).card().use())
                .isEqualTo("miniature, for rehearsal: loads only on Understudy's miniature, not on FLUX");
        assertThat(details(flux).card().use()).isEqualTo("fits FLUX.1 dev");
    }

    @Test
    void theFileIsKeptForAsLongAsTheVersion() {
        VersionId id = draft();

        people.signIn(mara);
        assertThat(references(details(id).file().hex())).isEqualTo(1);
    }

    @Test
    @Tag("twice")
    void aRunThatIsToldTwiceToHaveSucceededStillHasOneVersion() {
        RunSucceeded success = runs.prepare("miniature", mara, mara);

        publish(success);
        publish(success);

        people.signIn(mara);
        assertThat(versions.count(AVA)).isEqualTo(1);
    }

    @Test
    void aRunThatIsRolledBackLeavesNoVersionAndNoGapInTheNumbers() {
        RunSucceeded success = runs.prepare("miniature", mara, mara);
        RunAs.run(() -> transaction.executeWithoutResult(status -> {
            events.publishEvent(success);
            status.setRollbackOnly();
        }));

        people.signIn(mara);
        assertThat(versions.ofRun(success.run())).isEmpty();
        assertThat(details(draft()).card().number()).isEqualTo(1);
    }

    @Test
    void outsideOfTheRunsTransactionThereIsNoBirth() {
        RunSucceeded success = runs.prepare("miniature", mara, mara);

        assertThatThrownBy(() -> RunAs.run(() -> events.publishEvent(success)))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void twoRunsThatFinishAtTheSameMomentGetTwoNumbers() throws Exception {
        List<RunSucceeded> successes =
                List.of(runs.prepare("miniature", mara, mara), runs.prepare("miniature", mara, mara));
        CyclicBarrier together = new CyclicBarrier(2);

        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> births = successes.stream()
                    .<Future<?>>map(success -> threads.submit(() -> {
                        together.await(2, TimeUnit.MINUTES);
                        publish(success);
                        return null;
                    }))
                    .toList();
            for (Future<?> birth : births) {
                birth.get(2, TimeUnit.MINUTES);
            }
        }

        people.signIn(mara);
        assertThat(versions.ofCharacter(AVA, Pageable.ofSize(10)))
                .extracting(VersionCard::number)
                .containsExactly(2, 1);
    }

    private void publish(RunSucceeded success) {
        RunAs.run(() -> transaction.executeWithoutResult(status -> events.publishEvent(success)));
    }

    private int references(String hash) {
        return jdbc.sql("select reference_count from blob where hash = ?")
                .param(hash)
                .query(Integer.class)
                .single();
    }
}
