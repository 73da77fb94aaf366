package io.understudy.training.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertOne;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Image;
import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.lora.BaseModel;
import io.understudy.platform.ui.Navigation;
import io.understudy.support.ViewTest;
import io.understudy.training.RunState;
import io.understudy.training.backends.api.MetricReading;
import io.understudy.training.backends.reported.ReportedBackend;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.ReportedRunService;
import io.understudy.training.runs.RunService;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The page of a run that is trained elsewhere. */
class ReportedRunPageTest extends ViewTest {
    @Autowired
    RunFixtures stories;

    @Autowired
    DatasetService datasets;

    @Autowired
    ReportedRunService reports;

    @Autowired
    RunService runs;

    private LaunchResult started() {
        CharacterId ava = stories.character("Ava Lindqvist", "ohwx woman");
        return reports.start(
                new LaunchRequest(
                        ava,
                        ReportedBackend.id(BaseModel.FLUX1_DEV),
                        RunFixtures.settings(10, 1e-4),
                        false,
                        UUID.randomUUID(),
                        null),
                datasets.freeze(ava, true).id());
    }

    @BeforeEach
    void maraIsSignedIn() {
        signIn(people.member("Mara"));
        stories.forget();
    }

    @Test
    void itShowsTheRunLikeAnyOther() {
        LaunchResult run = started();
        reports.measure(run.run(), List.of(new MetricReading(4, 0.5, 1e-4, 8)));
        reports.sample(run.run(), 4, 0, new ByteArrayInputStream(TestPhotos.jpeg(1_024, 1_024, 1)));

        Navigation.open("runs/" + run.number());

        assertThat(runs.details(run.run()).backendName()).isEqualTo("Reported (FLUX.1 dev)");
        _assertOne(
                Image.class,
                spec -> spec.withPredicate(
                        image -> image.getAlt().orElse("").matches("ohwx woman, portrait, seed \\d+, step 4")));
        _assertOne(Button.class, spec -> spec.withText("Cancel run"));
    }

    @Test
    void aCancelledOneIsNotResumed() {
        LaunchResult run = started();
        Navigation.open("runs/" + run.number());

        _click(_get(Button.class, spec -> spec.withText("Cancel run")));
        _fireConfirm(_get(ConfirmDialog.class));

        assertThat(runs.details(run.run()).state()).isEqualTo(RunState.CANCELLED);
        assertThat(runs.resumeOffer(run.run())).isEmpty();
        _assertNone(Button.class, spec -> spec.withText("Undo"));
    }
}
