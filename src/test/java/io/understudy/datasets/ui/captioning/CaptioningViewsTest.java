package io.understudy.datasets.ui.captioning;

import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.ComboBoxBase;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.captioning.CaptioningScope;
import io.understudy.datasets.captioning.CaptioningService;
import io.understudy.datasets.captioning.CaptioningSignals;
import io.understudy.datasets.captioning.FakeVisionModel;
import io.understudy.datasets.captioning.FalCaptioner;
import io.understudy.datasets.captioning.VisionModel;
import io.understudy.datasets.captioning.VisionModelService;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.ui.ChangeOffer;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FalConnection;
import io.understudy.support.ViewTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class CaptioningViewsTest extends ViewTest {
    private final FakeVisionModel model = new FakeVisionModel();

    @Autowired
    private CaptioningService captioning;

    @Autowired
    private CaptioningSignals signals;

    @Autowired
    private VisionModelService models;

    @Autowired
    private FalConnection connection;

    @Autowired
    private CharacterService characters;

    @Autowired
    private DatasetService datasets;

    @Autowired
    private CaptionService captions;

    @Autowired
    private PictureIntake intake;

    private CharacterId ava;
    private String slug = "";
    private List<PictureSummary> photos;

    @BeforeEach
    void twoPhotosOneOfThemWithACaption() {
        signIn(people.member("Mara"));
        ava = TestDatasets.ava(characters);
        slug = characters.get(ava).slug();
        photos = TestDatasets.fill(intake, datasets, ava, 2);
        captions.save(photos.getFirst().id(), "", "ohwx woman, on a bridge");
    }

    @AfterEach
    void theModelStops() {
        model.close();
    }

    @Test
    void withoutAModelTheDialogSaysWhoChoosesOne() {
        UI.getCurrent().navigate(DatasetRoutes.of(slug), QueryParameters.of("show", "captions"));
        _click(_get(Button.class, spec -> spec.withText("Describe")));

        assertThat(_find(Paragraph.class))
                .extracting(Paragraph::getText)
                .anyMatch(text -> text.contains("An admin chooses one in Settings"));
        assertThat(_get(Button.class, spec -> spec.withText("Ask")).isEnabled()).isFalse();
    }

    @Test
    void withoutAModelAnAdminGoesFromTheDialogToTheSettings() {
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate(DatasetRoutes.of(slug), QueryParameters.of("show", "captions"));
        _click(_get(Button.class, spec -> spec.withText("Describe")));
        _click(_get(Button.class, spec -> spec.withText("Choose a vision model")));

        _assertNone(CaptioningDialog.class);
        assertThat(UI.getCurrent().getActiveViewLocation().getPath()).isEqualTo("settings");
    }

    @Test
    void aPersonAsksSeesWhatItCostsAndTakesWordsOneByOne() {
        chooseModel();
        UI.getCurrent().navigate(DatasetRoutes.of(slug), QueryParameters.of("show", "captions"));
        _click(_get(Button.class, spec -> spec.withText("Describe")));
        assertThat(_find(Paragraph.class))
                .extracting(Paragraph::getText)
                .anyMatch(text ->
                        text.contains("1 picture is sent to qwen3-vl:8b at 127.0.0.1. This costs about $0.002."));
        _setValue(
                _get(TextArea.class, spec -> spec.withLabel("What the model is asked")),
                "Name the [subject]'s clothes.");
        _click(_get(Button.class, spec -> spec.withText("Ask for 1 caption")));
        settle();
        assertThat(model.requests().getFirst().body().toString()).contains("Name the woman's clothes.");

        captioning.start(
                ava, CaptioningScope.ALL, captioning.instruction(ava), captioning.plan(ava, CaptioningScope.ALL));
        settle();
        UI.getCurrent().navigate(DatasetRoutes.proposals(slug));
        assertThat(_find(TextArea.class))
                .extracting(TextArea::getValue)
                .containsExactly("ohwx woman, on a bridge", "ohwx woman, Close-up, smiling, in a red coat on a pier.");
        WordButton offered = _find(WordButton.class).stream()
                .filter(word -> word.getText().contains("smiling"))
                .findFirst()
                .orElseThrow();
        assertThat(offered.getElement().getAttribute("aria-pressed")).isEqualTo("false");
        _click(offered);
        assertThat(_find(TextArea.class).getFirst().getValue())
                .contains("smiling")
                .contains("bridge");
        _click(_find(Button.class, spec -> spec.withText("Take this caption")).getFirst());

        assertThat(caption(photos.getFirst())).contains("smiling").contains("bridge");
        _click(_get(Button.class, spec -> spec.withText("Take all for empty captions")));
        assertThat(caption(photos.getLast())).endsWith("in a red coat on a pier.");
        assertThat(captioning.proposals(ava, 0, 10)).isEmpty();
    }

    @Test
    void onlyProposalsThatCameSinceAreOffered() throws Exception {
        chooseModel();
        ask(CaptioningScope.EMPTY);
        UI.getCurrent().navigate(DatasetRoutes.proposals(slug));

        _click(_get(Button.class, spec -> spec.withText("Dismiss")));
        hearSignals();
        assertThat(offered()).as("the person's own decision").doesNotContain("proposal");

        ask(CaptioningScope.ALL);
        hearSignals();
        assertThat(offered()).contains("2 new proposals");

        _click(_get(Button.class, spec -> spec.withText("Show")));
        hearSignals();
        assertThat(offered()).doesNotContain("proposal");
        assertThat(_find(TextArea.class)).hasSize(2);
    }

    private void ask(CaptioningScope scope) {
        captioning.start(ava, scope, captioning.instruction(ava), captioning.plan(ava, scope));
        settle();
    }

    private void hearSignals() throws Exception {
        signals.settled().get(2, TimeUnit.MINUTES);
        MockVaadin.clientRoundtrip(false);
    }

    private static String offered() {
        return _get(ChangeOffer.class).getElement().getTextRecursively();
    }

    @Test
    void anAdminChoosesAModelFromThoseThatTheServiceHas() {
        signIn(people.admin("Ines"));
        UI.getCurrent().navigate("settings");
        _setValue(_get(TextField.class, spec -> spec.withLabel("Address")), "nowhere");
        VisionModelForm form = _get(VisionModelForm.class);
        _click(_get(form, Button.class, spec -> spec.withText("Save")));
        assertThat(_get(TextField.class, spec -> spec.withLabel("Address")).isInvalid())
                .isTrue();

        _setValue(_get(TextField.class, spec -> spec.withLabel("Address")), model.address());
        @SuppressWarnings("unchecked")
        ComboBox<String> name = _get(form, ComboBox.class, spec -> spec.withLabel("Model"));
        ComponentUtil.fireEvent(name, new ComboBoxBase.CustomValueSetEvent<>(name, true, "llava:7b"));
        _click(_get(form, Button.class, spec -> spec.withText("Save")));

        assertThat(models.model()).get().extracting(VisionModel::name).isEqualTo("llava:7b");
        UI.getCurrent().navigate("");
        UI.getCurrent().navigate("settings");
        assertThat(_get(_get(VisionModelForm.class), ComboBox.class, spec -> spec.withLabel("Model"))
                        .getValue())
                .isEqualTo("llava:7b");
    }

    @Test
    void theKeyOfTheModelIsRemovedWhenThatIsConfirmed() {
        signIn(people.admin("Ines"));
        models.keepKey("any-key");
        UI.getCurrent().navigate("settings");

        _click(_get(_get(VisionModelForm.class), Button.class, spec -> spec.withText("Remove the key…")));
        assertThat(models.keyState()).isPresent();
        _fireConfirm(_get(ConfirmDialog.class));

        assertThat(models.keyState()).isEmpty();
    }

    @Test
    void anAdminChoosesACaptionerOfFalAndItsPriceIsSaidBeforeTheStart() {
        signIn(people.admin("Ines"));
        connection.connect(FakeFal.KEY);
        UI.getCurrent().navigate("settings");
        VisionModelForm form = _get(VisionModelForm.class);
        @SuppressWarnings("unchecked")
        Select<FalCaptioner> captioner = _get(form, Select.class, spec -> spec.withLabel("Captioner of fal.ai"));
        captioner.setValue(FalCaptioner.MOONDREAM_3);
        assertThat(_get(form, TextField.class, spec -> spec.withLabel("Address"))
                        .isEnabled())
                .isFalse();
        _click(_get(form, Button.class, spec -> spec.withText("Save")));

        assertThat(planned()).contains("1 picture is sent to Moondream 3 at fal.ai. This costs about $0.0008.");
    }

    @Test
    void theDialogSaysWhatACaptionerCannotDoAndWhyItCannotStart() {
        signIn(people.admin("Ines"));
        models.chooseFal(FalCaptioner.FLORENCE_2);

        assertThat(planned()).contains("This is free. It takes no instruction");
        assertThat(_find(Paragraph.class))
                .extracting(Paragraph::getText)
                .anyMatch(text -> text.contains("fal.ai is not connected"));
        assertThat(_get(Button.class, spec -> spec.withText("Ask")).isEnabled()).isFalse();
    }

    private String planned() {
        UI.getCurrent().navigate(DatasetRoutes.of(slug), QueryParameters.of("show", "captions"));
        _click(_get(Button.class, spec -> spec.withText("Describe")));
        return _find(Paragraph.class).stream()
                .map(Paragraph::getText)
                .filter(text -> text.contains("sent to"))
                .findFirst()
                .orElseThrow();
    }

    private void chooseModel() {
        signIn(people.admin("Ines"));
        models.choose(model.address(), "qwen3-vl:8b", VisionModel.KeyScheme.BEARER, new BigDecimal("0.002"), 2);
        signIn(people.member("Mo"));
    }

    private void settle() {
        BackgroundQueue<?> queue = (BackgroundQueue<?>) context.getBean("captioningQueue");
        queue.settled().join();
        queue.settled().join();
    }

    private String caption(PictureSummary photo) {
        return datasets.pictures(ava, PictureFilter.ALL, 0, 10).pictures().stream()
                .filter(picture -> picture.id().equals(photo.id()))
                .findFirst()
                .orElseThrow()
                .caption();
    }
}
