package io.understudy.datasets.ui;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.consensus.ConsensusService;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.MeasureService;
import io.understudy.datasets.quality.WallQuery;
import io.understudy.datasets.quality.vision.ShotType;
import io.understudy.support.ViewTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TwoPeopleViewTest extends ViewTest {
    @Autowired
    private CharacterService characters;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private ConsensusService consensus;

    @Autowired
    private MeasureService measures;

    @Autowired
    private PictureIntake intake;

    private CharacterId ava;
    private String slug = "";
    private PictureId photo;

    @BeforeEach
    void twoPhotos() {
        signIn(people.member("Mara"));
        ava = TestDatasets.ava(characters);
        slug = characters.get(ava).slug();
        photo = TestDatasets.fill(intake, datasets, ava, 2).getFirst().id();
    }

    @Test
    void aReviewerAsksForTwoPeopleAndAMemberSeesIt() {
        open();
        assertThat(_get(Checkbox.class, spec -> spec.withLabel("Two people decide"))
                        .isEnabled())
                .isFalse();

        signIn(people.reviewer("Lin"));
        open();
        _setValue(_get(Checkbox.class, spec -> spec.withLabel("Two people decide")), true);

        assertThat(consensus.isAsked(ava)).isTrue();
    }

    @Test
    void whatOnePersonSaidIsShownUntilAnotherAgrees() {
        signIn(people.reviewer("Lin"));
        consensus.ask(ava, true);
        signIn(people.member("Mara"));
        datasets.exclude(photo);

        signIn(people.member("Mo"));
        open();
        assertThat(words()).contains("one of two");
        assertThat(words()).anyMatch(text -> text.contains("1 picture awaits a second person"));
        _click(_get(Button.class, spec -> spec.withText("Show what one person said")));
        UI.getCurrent().add(panel());
        _click(_get(Button.class, spec -> spec.withText("Agree with Mara: leave it out")));

        assertThat(datasets.picture(photo).included()).isFalse();
    }

    @Test
    void aSecondPersonCanDisagreeAndThatIsShown() {
        signIn(people.reviewer("Lin"));
        consensus.ask(ava, true);
        signIn(people.member("Mara"));
        datasets.exclude(photo);
        signIn(people.member("Mo"));
        open();
        UI.getCurrent().add(panel());
        _click(_get(Button.class, spec -> spec.withText("Leave as it is: training")));

        assertThat(datasets.picture(photo).isDisputed()).isTrue();
        open();
        assertThat(words()).contains("people disagree");
    }

    @Test
    void whatOneSaidAgainstAMeasureIsAgreedWithToo() {
        signIn(people.reviewer("Lin"));
        consensus.ask(ava, true);
        measures.correctShot(List.of(photo), ShotType.CLOSE_UP, "I look");
        signIn(people.member("Mo"));
        open();
        UI.getCurrent().add(panel());
        String answer = ShotType.CLOSE_UP.words();
        _click(_get(Button.class, spec -> spec.withText("Agree with Lin: " + answer)));

        assertThat(datasets.picture(photo).awaitsSecond()).isFalse();
    }

    private void open() {
        UI.getCurrent().navigate("");
        UI.getCurrent().navigate(DatasetRoutes.of(slug), QueryParameters.empty());
    }

    /** As the viewer shows it next to the picture. */
    private Component panel() {
        DatasetPageModel model = context.getBean(DatasetPageModel.class);
        model.open(characters.get(ava), () -> {}, () -> {});
        return new OpenVerdictsPanel(
                model,
                datasets.pictures(ava, WallQuery.ALL, measures.measuresOf(ava), 0, 10)
                        .pictures()
                        .getFirst(),
                () -> {});
    }

    private List<String> words() {
        return _find(Span.class).stream().map(Span::getText).toList();
    }
}
