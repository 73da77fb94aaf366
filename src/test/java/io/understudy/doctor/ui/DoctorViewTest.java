package io.understudy.doctor.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.doctor.CaseFacts;
import io.understudy.doctor.DiagnosisSubject;
import io.understudy.doctor.DoctorRoutes;
import io.understudy.doctor.DoctorService;
import io.understudy.doctor.GeneratedFacts;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.prompting.guide.KnownIssue;
import io.understudy.training.RunRoutes;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.sheets.measures.SheetsTest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("view")
class DoctorViewTest extends SheetsTest {
    @Autowired
    DoctorService doctor;

    private long run() {
        return versions.details(version).trained().orElseThrow().runNumber();
    }

    @Test
    void aRunAndAVersionLeadToEachOfTheGuidesProblems() {
        for (String page : new String[] {RunRoutes.of(run()), VersionRoutes.of(version)}) {
            Navigation.open(page);
            assertThat(_find(_get(DoctorLinks.class), Anchor.class))
                    .extracting(Anchor::getHref)
                    .containsExactly(
                            DoctorRoutes.of(run()) + "?issue=face-varies",
                            DoctorRoutes.of(run()) + "?issue=body-wrong",
                            DoctorRoutes.of(run()) + "?issue=does-not-activate",
                            DoctorRoutes.of(run()) + "?issue=overfitting");
        }
    }

    @Test
    void theCausesThatAreSeenComeWithTheirNumbersAndAPreparedRun() throws Exception {
        Navigation.open(DoctorRoutes.of(run(), KnownIssue.FACE_VARIES));
        assertThat(_get(H1.class).getText()).isEqualTo("Doctor");
        answered();

        assertThat(text())
                .contains("Face looks different each generation")
                .contains("10 steps; the guide uses 800–1200")
                .contains("1 of at least 15 pictures")
                .contains("Train with 1000 steps at 1e-4");
        _click(_get(Button.class, spec -> spec.withText("Prepare the run")));

        assertThat(_get(H1.class).getText()).isEqualTo("Rerun of run " + run());
        assertThat(_get(TextField.class, spec -> spec.withLabel("Steps")).getValue())
                .isEqualTo("1000");
        assertThat(text())
                .contains("Against: Face looks different each generation")
                .contains("Changed from run " + run() + ": steps 10 → 1\u202f000");
    }

    @Test
    void theDrawnPicturesAreMeasuredAfterTheFacts() throws Exception {
        drawnSheet();
        DiagnosisSubject patient = doctor.patient(run());
        CaseFacts facts = doctor.examine(patient).get(2, TimeUnit.MINUTES);
        assertThat(facts.generated().pending()).isTrue();
        assertThat(facts.trigger().sheets().count()).isEqualTo(1);
        assertThat(facts.trigger().sheets().without()).isZero();

        GeneratedFacts drawn = doctor.look(patient).get(60, TimeUnit.SECONDS);

        assertThat(drawn.source()).isEqualTo("Test sheet 1");
        assertThat(drawn.measures().nearest()).isNotEmpty();
        assertThat(drawn.measures().nearest().getFirst().trainingFile()).isEqualTo("1.jpg");
    }

    @Test
    void withoutASheetTheLastSamplesAreMeasured() throws Exception {
        GeneratedFacts drawn = doctor.look(doctor.patient(run())).get(60, TimeUnit.SECONDS);

        assertThat(drawn.source()).isEqualTo("Samples at step 10");
        assertThat(drawn.measures().strengths())
                .singleElement()
                .satisfies(at -> assertThat(at.pictures()).isEqualTo(1));
    }

    @Test
    void anUnknownProblemLeavesTheChoice() {
        Navigation.open(DoctorRoutes.of(run()) + "?issue=hiccups");

        assertThat(text()).contains("Choose what you see");
        assertThat(_find(SymptomCard.class)).hasSize(4);
    }

    /** Waits until the page has shown the facts. */
    private void answered() throws Exception {
        for (int asked = 0; asked < 100 && text().contains("Reading the facts…"); asked++) {
            doctor.examine(doctor.patient(run())).get(2, TimeUnit.MINUTES);
            MockVaadin.clientRoundtrip(false);
        }
    }

    private static String text() {
        return _get(Page.class).getElement().getTextRecursively();
    }
}
