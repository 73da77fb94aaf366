package io.understudy.training.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.snapshots.EpochCount;
import io.understudy.lora.BaseModel;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendCapabilities.Limits;
import io.understudy.training.backends.api.BackendOption;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.backends.api.JobField;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FieldAdviceTest {
    private static final EpochCount NONE = EpochCount.of(List.of());

    @Test
    void theGuidesBandsStandBesideTheFieldsOfAFluxBackend() {
        Map<JobField, Advice> advice = FieldAdvice.on(settings(1500, 3e-4, 16), backend(true), NONE);

        assertThat(advice.get(JobField.STEPS)).extracting(Advice::level).isEqualTo(Advice.Level.WARNING);
        assertThat(advice.get(JobField.LEARNING_RATE)).extracting(Advice::level).isEqualTo(Advice.Level.WARNING);
        assertThat(advice.get(JobField.RANK)).extracting(Advice::level).isEqualTo(Advice.Level.FITS);
    }

    @Test
    @Tag("attack")
    void whatTheBackendIgnoresIsSaidAndWhatItRefusesAsWell() {
        Map<JobField, Advice> advice = FieldAdvice.on(settings(1000, 1e-4, 96), backend(true), NONE);

        assertThat(advice.get(JobField.RESOLUTION))
                .extracting(Advice::words)
                .isEqualTo("Ignored here. It has its own.");
        assertThat(advice.get(JobField.RANK)).isEqualTo(Advice.refused("This backend takes 1 to 64."));
    }

    @Test
    @Tag("attack")
    void aBackendForAnotherModelHasTheWordWhereTheGuideSpeaksOfFlux() {
        Map<JobField, Advice> advice = FieldAdvice.on(settings(400, 1e-4, 16), backend(false), NONE);

        assertThat(advice.get(JobField.STEPS)).isEqualTo(Advice.hint("300 to 600 are enough here."));
    }

    @Test
    void theStepsSayHowOftenEachPictureIsTrainedOn() {
        assertThat(FieldAdvice.on(settings(1000, 1e-4, 16), backend(true), once(28))
                        .get(JobField.STEPS))
                .isEqualTo(Advice.fits(
                        "Within 800–1200, as for a face or character. Each picture is trained on 36 times (steps × batch size"
                                + " / pictures); the guide's numbers come to 16 to 40."));
        assertThat(FieldAdvice.on(settings(50, 1e-4, 16), backend(false), once(28))
                        .get(JobField.STEPS))
                .extracting(Advice::words)
                .isEqualTo(
                        "300 to 600 are enough here. Each picture is trained on 1.8 times (steps × batch size / pictures).");
    }

    @Test
    void repeatsCountInTheEpochsWhereTheBackendHasThem() {
        EpochCount epoch = EpochCount.of(List.of(1, 1, 1, 5));
        BackendCapabilities without = backend(true);
        BackendCapabilities with = new BackendCapabilities(
                without.what(),
                without.baseModel(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(BackendOption.choice(
                        BackendOption.REPEATS, "Repeats", "How often.", List.of(BackendOption.OWN_REPEATS, "1", "10"))),
                without.presets(),
                true);

        assertThat(FieldAdvice.on(settings(1000, 1e-4, 16), with, epoch).get(JobField.STEPS))
                .extracting(Advice::words)
                .asString()
                .contains("On average each picture is trained on 250 times")
                .endsWith(
                        "With repeats an epoch shows 8 pictures, so these are 125 epochs, in each of which a picture is"
                                + " shown as often as its repeats say.");
        assertThat(FieldAdvice.on(settings(1000, 1e-4, 16), without, epoch).get(JobField.STEPS))
                .extracting(Advice::words)
                .asString()
                .contains("Each picture is trained on 250 times")
                .doesNotContain("epoch");
        assertThat(with.shownInEpoch(epoch, Map.of(BackendOption.REPEATS, "10")))
                .isEqualTo(40);
    }

    private static EpochCount once(int pictures) {
        return EpochCount.of(Collections.nCopies(pictures, 1));
    }

    private static TrainingSettings settings(int steps, double learningRate, int rank) {
        return new TrainingSettings(
                new TriggerWord("ohwx woman"), steps, learningRate, rank, rank, 1, 1024, 7, 0, 0, List.of());
    }

    private static BackendCapabilities backend(boolean flux) {
        return new BackendCapabilities(
                "A backend.",
                flux ? BaseModel.FLUX1_DEV : BaseModel.MINIATURE,
                Map.of(JobField.RESOLUTION, "It has its own."),
                Map.of(JobField.STEPS, "300 to 600 are enough here."),
                Map.of(JobField.RANK, new Limits(1, 64)),
                List.of(),
                List.of(new BackendPreset("One", "For tests.", 1000, 1e-4, 16, 16, 1, 1024, 0, 0)),
                true);
    }
}
