package io.understudy.characters.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final NextStep ADD = new NextStep("Too few.", "Add photos", "dataset");
    private static final NextStep LAUNCH = new NextStep("Ready.", "Launch a run", "runs/new");

    private static final Stage FEW_PHOTOS = Stage.open("Photos", "3 of 15", "dataset", ADD);
    private static final Stage REHEARSAL = Stage.optional("Rehearsal", "optional", "runs/new");
    private static final Stage NO_RUN = Stage.open("Run", "not launched", "runs/new", LAUNCH);
    private static final Stage IMPORTED =
            Stage.done("Version", "v1", "versions/1").settling();
    private static final Stage WAITING = Stage.open("Sign-off", "waits for a reviewer", "versions/1", null);

    @Test
    void theNextStepIsThatOfTheFirstOpenStage() {
        Stages way = new Stages(List.of(Stage.done("Consent", "Synthetic", ""), FEW_PHOTOS, REHEARSAL, NO_RUN));

        assertThat(way.current()).isEqualTo(FEW_PHOTOS);
        assertThat(way.next()).contains(ADD);
    }

    @Test
    void anOptionalStageIsNotWaitedFor() {
        assertThat(new Stages(List.of(REHEARSAL, NO_RUN)).next()).contains(LAUNCH);
    }

    @Test
    void aLoraThatIsThereAsksForNoPhotosAndNoRun() {
        Stages way = new Stages(List.of(FEW_PHOTOS, REHEARSAL, NO_RUN, IMPORTED, WAITING));

        assertThat(way.current()).isEqualTo(WAITING);
        assertThat(way.all().getFirst().status()).isEqualTo(Stage.Status.OPTIONAL);
    }

    @Test
    void aStageThatWaitsForSomeoneElseOffersNothingToDo() {
        assertThat(new Stages(List.of(IMPORTED, WAITING)).next()).isEmpty();
    }

    @Test
    void aCompleteWayHasNoCurrentStage() {
        assertThat(new Stages(List.of(IMPORTED)).current()).isNull();
    }
}
