package io.understudy.providers.engines.ui;

import static com.github.mvysny.kaributesting.v10.ContextMenuKt._clickItemWithCaption;
import static com.github.mvysny.kaributesting.v10.LocatorJ._assertNone;
import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static com.github.mvysny.kaributesting.v10.pro.ConfirmDialogKt._fireConfirm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.mvysny.kaributesting.v10.MockVaadin;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import io.understudy.characters.CharacterId;
import io.understudy.identity.Role;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.providers.comfy.ComfyModelService;
import io.understudy.providers.engines.EngineBackendFactory.Trainer;
import io.understudy.providers.engines.EngineCheckService;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineService;
import io.understudy.providers.engines.FakeEngine;
import io.understudy.support.ViewTest;
import io.understudy.training.RunId;
import io.understudy.training.backends.BackendChoice;
import io.understudy.training.backends.api.OrphanFinder.EngineJob;
import io.understudy.training.queue.FakeTrainingEngines;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.RunService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class EnginesSettingsTest extends ViewTest {
    @Autowired
    EngineService engines;

    @Autowired
    EngineCheckService checks;

    @Autowired
    ComfyModelService comfyModels;

    @Autowired
    FakeTrainingEngines factory;

    @Autowired
    RunFixtures stories;

    @Autowired
    RunService runs;

    private final FakeEngine box = FakeEngine.aiToolkit();

    @BeforeEach
    void anAdmin() {
        signIn(people.admin("Ada"));
        factory.take(EngineKind.AI_TOOLKIT, EngineKind.SLURM_REST);
    }

    @AfterEach
    void stop() {
        box.close();
    }

    private EngineId added() {
        return engines.add(box.draft("Box", EngineKind.AI_TOOLKIT, Map.of(EngineField.TOKEN, "s3cret-token")));
    }

    private static String page() {
        return _get(Page.class).getElement().getTextRecursively();
    }

    private static void press(String words) {
        _click(_get(Button.class, spec -> spec.withText(words)));
    }

    private static TextField field(String label) {
        return _get(TextField.class, spec -> spec.withLabel(label));
    }

    @Test
    @SuppressWarnings("unchecked")
    void onlyKindsWithABackendAreOffered() {
        factory.reset();

        Navigation.open("settings");
        press("Add an engine");

        Select<EngineKind> kinds = _get(Select.class, spec -> spec.withLabel("Kind"));
        assertThat(kinds.getListDataView().getItems())
                .containsExactly(
                        EngineKind.SLURM_REST,
                        EngineKind.SLURM_SSH,
                        EngineKind.GPU_HOST,
                        EngineKind.AI_TOOLKIT,
                        EngineKind.KUBERNETES,
                        EngineKind.COMFYUI);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theFieldsFollowTheTrainerAndKeepWhatWasTyped() {
        Navigation.open("settings");
        press("Add an engine");
        _setValue(_get(Select.class, spec -> spec.withLabel("Kind")), EngineKind.GPU_HOST);
        Select<Trainer> trainers = _get(Select.class, spec -> spec.withLabel("Trainer"));
        List<Trainer> offered = trainers.getListDataView().getItems().toList();
        assertThat(offered).extracting(Trainer::id).containsExactly("ai-toolkit", "kohya", "miniature");
        _setValue(field("Trainer's folder"), "/opt/trainer");
        _setValue(field("Model"), "team/flux");

        trainers.setValue(offered.get(1));

        assertThat(field("Trainer's folder").getValue()).isEqualTo("/opt/trainer");
        assertThat(field("CLIP-L file").isRequiredIndicatorVisible()).isTrue();
        _assertNone(TextField.class, spec -> spec.withLabel("Model"));
        trainers.setValue(offered.get(2));
        _assertNone(TextField.class, spec -> spec.withLabel("Trainer's folder"));
        assertThat(field("Understudy's jar").getHelperText()).isNotEmpty();
        trainers.setValue(offered.getFirst());
        assertThat(field("Model").getValue()).isEqualTo("team/flux");
    }

    @Test
    @SuppressWarnings("unchecked")
    void aRefusalIsShownAtTheFieldOfTheTrainer() {
        Navigation.open("settings");
        press("Add an engine");
        _setValue(_get(Select.class, spec -> spec.withLabel("Kind")), EngineKind.SLURM_REST);
        assertThat(_find(TextField.class, spec -> spec.withLabel("Address"))
                        .getLast()
                        .getHelperText())
                .contains("unix:");
        factory.reset();
        _setValue(_get(Select.class, spec -> spec.withLabel("Kind")), EngineKind.SLURM_SSH);
        _setValue(field("Name"), "Cluster");
        _setValue(field("Host"), "login.example");
        _setValue(field("User"), "artist");
        _setValue(
                field("Host key"), "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK0wmN/Cr3JXqmLW7u+g9pTh+wyqDHpSQEIQczXkVx9q");
        _setValue(
                _get(TextArea.class, spec -> spec.withLabel("Private key")),
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----");
        press("Add engine");
        assertThat(field("Trainer's folder").getErrorMessage()).isEqualTo("Trainer's folder is required.");
    }

    @Test
    @SuppressWarnings("unchecked")
    void aHostThatTakesTheLorasOfComfyUiIsEnteredWithItsKeys() {
        Navigation.open("settings");
        press("Add an engine");
        _setValue(_get(Select.class, spec -> spec.withLabel("Kind")), EngineKind.COMFYUI);
        _setValue(field("Name"), "Pictures");
        _setValue(_find(TextField.class, spec -> spec.withLabel("Address")).getLast(), box.address());
        assertThat(_get(BigDecimalField.class, spec -> spec.withLabel("Price per GPU hour"))
                        .getHelperText())
                .isEqualTo("Charged for the time in which pictures are generated. Empty for free.");
        _setValue(field("SFTP host"), "files.example");
        press("Add engine");
        assertThat(field("LoRA folder").getErrorMessage()).isEqualTo("LoRA folder is required with an SFTP host.");

        _setValue(field("LoRA folder"), "/srv/loras");
        _setValue(field("SFTP user"), "artist");
        _setValue(
                field("SFTP host key"),
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK0wmN/Cr3JXqmLW7u+g9pTh+wyqDHpSQEIQczXkVx9q");
        press("Add engine");

        assertThat(_get(TextArea.class, spec -> spec.withLabel("SFTP private key"))
                        .getErrorMessage())
                .isEqualTo("SFTP private key is required with an SFTP host.");
        assertThat(_find(Button.class, spec -> spec.withText("Fetch host key"))).hasSize(1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theDialogHasTheFieldsOfTheChosenKindOnly() {
        Navigation.open("settings");
        press("Add an engine");

        assertThat(_find(TextField.class, spec -> spec.withLabel("Partition"))).hasSize(1);
        assertThat(_find(TextField.class, spec -> spec.withLabel("Work folder")))
                .hasSize(1);
        _setValue(_get(Select.class, spec -> spec.withLabel("Kind")), EngineKind.AI_TOOLKIT);

        _assertNone(TextField.class, spec -> spec.withLabel("Partition"));
        _assertNone(TextField.class, spec -> spec.withLabel("Work folder"));
        assertThat(_find(PasswordField.class, spec -> spec.withLabel("Token"))).hasSize(1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void aMistakeIsShownAtItsField() {
        Navigation.open("settings");
        press("Add an engine");
        _setValue(_get(Select.class, spec -> spec.withLabel("Kind")), EngineKind.AI_TOOLKIT);
        press("Add engine");
        assertThat(field("Name").getErrorMessage()).isEqualTo("A name has 1 to 60 characters.");

        _setValue(field("Name"), "Box");
        TextField address =
                _find(TextField.class, spec -> spec.withLabel("Address")).getLast();
        _setValue(address, "gpu.example");
        press("Add engine");
        assertThat(address.getErrorMessage()).startsWith("An address begins with http://");

        _setValue(address, box.address());
        press("Add engine");
        assertThat(engines.engines())
                .singleElement()
                .satisfies(engine -> assertThat(engine.name()).isEqualTo("Box"));
        assertThat(UI.getCurrent().getInternals().getActiveViewLocation().getPath())
                .startsWith("engines/");
    }

    @Test
    @SuppressWarnings("unchecked")
    void cardsThatAHostMayUseAreRefusedAtTheirField() {
        factory.take(EngineKind.GPU_HOST);
        engines.add(new EngineDraft(
                "Host",
                EngineKind.GPU_HOST,
                Map.of(
                        EngineField.HOST,
                        "gpu.example",
                        EngineField.USER,
                        "artist",
                        EngineField.HOST_KEY,
                        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK0wmN/Cr3JXqmLW7u+g9pTh+wyqDHpSQEIQczXkVx9q"),
                Map.of(
                        EngineField.SSH_KEY,
                        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE=\n-----END OPENSSH PRIVATE KEY-----"),
                "",
                "/scratch/understudy",
                2,
                null,
                Role.MEMBER));
        Navigation.open("settings");
        press("Add an engine");
        _setValue(_get(Select.class, spec -> spec.withLabel("Kind")), EngineKind.AI_TOOLKIT);
        _setValue(field("Name"), "Server");
        _setValue(_find(TextField.class, spec -> spec.withLabel("Address")).getLast(), "http://gpu.example:8675");
        _setValue(field("Cards"), "0");

        press("Add engine");

        assertThat(field("Cards").getErrorMessage()).startsWith("“Host” may use the same cards");
    }

    @Test
    void thePageShowsWhatTheEngineSaid() {
        EngineId id = added();
        checks.test(id);

        Navigation.open("engines/" + id.value());

        assertThat(page()).contains("NVIDIA RTX 4090", "AI_TOOLKIT_AUTH", "127.0.0.1", "answers");
        assertThat(page()).doesNotContain("s3cret");
    }

    @Test
    void aPausedEngineSaysWhyOnItsPageAndInTheList() {
        Navigation.open("engines/" + added().value());
        press("Pause");
        press("Pause engine");
        assertThat(field("Why").getErrorMessage()).startsWith("Give a reason");
        _setValue(field("Why"), "New driver");
        press("Pause engine");

        assertThat(page()).contains("Ada paused it: New driver.");
        Navigation.open("settings");
        assertThat(page()).contains("Ada paused it: New driver.");
    }

    @Test
    void whatNothingHereFollowsCanBeLookedForOnEnginesThatTrainAndThatGenerate() {
        EngineId id = added();
        EngineId pictures = engines.add(box.draft("Pictures", EngineKind.COMFYUI));
        Navigation.open("engines/" + id.value());
        assertThat(_find(Button.class, spec -> spec.withText("Look for jobs"))).hasSize(1);
        assertThat(page()).contains("Jobs without a run", "Jobs on “Box” that were started by Understudy");

        Navigation.open("engines/" + pictures.value());

        assertThat(_find(Button.class, spec -> spec.withText("Look for jobs"))).hasSize(1);
        assertThat(page()).contains("Pictures without a job", "Pictures in the queue of “Pictures”");
    }

    @Test
    void aJobThatNothingFollowsIsShownWithItsStateAndAge() {
        EngineId id = added();
        UUID run = UUID.randomUUID();
        factory.jobs.add(new EngineJob(
                "job-7", "understudy-" + run, run, "running", Instant.now().minus(Duration.ofHours(3))));
        Navigation.open("engines/" + id.value());

        press("Look for jobs");

        await().pollInSameThread().untilAsserted(() -> {
            MockVaadin.clientRoundtrip(false);
            assertThat(page()).contains("job-7", "no run here", "running", "3 h ago", "End job");
        });
    }

    @Test
    @SuppressWarnings("unchecked")
    void theLaunchFormShowsAClosedEngineWithTheReason() {
        EngineId id = engines.add(FakeEngine.priced(box.draft("Box", EngineKind.AI_TOOLKIT), null, Role.REVIEWER));
        String backend = engines.engine(id).backend();
        signIn(people.member("Mara"));
        CharacterId ava = stories.character("Ava Lindqvist", "ohwx woman");
        assertThat(ava).isNotNull();

        Navigation.open("runs/new?character=ava-lindqvist");

        RadioButtonGroup<BackendChoice> where = _get(RadioButtonGroup.class);
        BackendChoice closed = where.getListDataView()
                .getItems()
                .filter(choice -> choice.id().equals(backend))
                .findFirst()
                .orElseThrow();
        assertThat(where.getItemEnabledProvider().test(closed)).isFalse();
        assertThat(where.getItemLabelGenerator().apply(closed)).isEqualTo("Box: Only reviewers and admins may use it.");
        assertThat(where.getValue().isOpen()).isTrue();
    }

    @Test
    @SuppressWarnings("unchecked")
    void theLaunchFormSaysWhatAnEngineHasAndWhatARunGetsThere() {
        EngineId id = added();
        checks.test(id);
        String backend = engines.engine(id).backend();
        signIn(people.member("Mara"));
        CharacterId ava = stories.character("Ava Lindqvist", "ohwx woman");
        assertThat(ava).isNotNull();
        Navigation.open("runs/new?character=ava-lindqvist");
        RadioButtonGroup<BackendChoice> where = _get(RadioButtonGroup.class);
        List<BackendChoice> choices = where.getListDataView().getItems().toList();

        choices.stream().filter(choice -> choice.id().equals(backend)).forEach(where::setValue);

        assertThat(page()).contains("0: NVIDIA RTX 4090, 24 GiB; 1: NVIDIA RTX 3090", "Each run gets1 GPU");
        choices.stream()
                .filter(choice -> !choice.id().equals(backend))
                .findFirst()
                .ifPresent(where::setValue);
        assertThat(page()).doesNotContain("Each run gets");
    }

    private static List<String> suggested(String label) {
        return field(label)
                .getElement()
                .getChildren()
                .filter(child -> child.getTag().equals("datalist"))
                .flatMap(Element::getChildren)
                .map(option -> option.getAttribute("value"))
                .toList();
    }

    @Test
    void whatAnEngineHasIsSuggestedInItsForm() {
        EngineId id = added();
        checks.test(id);
        Navigation.open("engines/" + id.value());

        press("Edit");

        assertThat(suggested("Cards")).containsExactly("0", "1");
    }

    @Test
    void theFilesThatComfyUiListsAreSuggested() {
        try (FakeEngine server = FakeEngine.comfyUi()) {
            checks.test(engines.add(server.draft("Pictures", EngineKind.COMFYUI)));
        }

        Navigation.open("settings");

        assertThat(suggested("Diffusion model")).containsExactly("flux1-dev.safetensors");
        assertThat(suggested("T5-XXL text encoder")).containsExactly("clip_l.safetensors", "t5xxl.safetensors");
        assertThat(suggested("Autoencoder")).containsExactly("ae.safetensors");
    }

    @Test
    void theFilesThatExportedGraphsLoadAreSavedInTheSettings() {
        Navigation.open("settings");
        TextField model = field("Diffusion model");
        _setValue(model, "flux/dev.sft");
        _click(_get(model.getParent().orElseThrow(), Button.class, spec -> spec.withText("Save")));

        assertThat(comfyModels.models().unet()).isEqualTo("flux/dev.sft");
        assertThat(comfyModels.models().vae()).isEqualTo(ComfyModels.USUAL.vae());
    }

    /** The engine trains it, and gives no answer later. */
    private RunId running(EngineId engine) {
        RunId run = stories.launchOn(engines.engine(engine).backend(), stories.character("Ava", "ohwx woman"), 10, 1e-4)
                .run();
        stories.start();
        factory.neverConfirmAnEnd();
        return run;
    }

    @Test
    void theSameMachineIsGivenANewAddressWhileARunIsInProgress() {
        EngineId id = engines.add(box.draft("Box", EngineKind.AI_TOOLKIT));
        Navigation.open("engines/" + id.value());
        press("Edit");
        _assertNone(Checkbox.class, spec -> spec.withLabel("It is the same machine at a new address"));
        running(id);
        TextField address =
                _find(TextField.class, spec -> spec.withLabel("Address")).getLast();
        _setValue(address, "http://gpu.example:8675");
        press("Save changes");
        assertThat(address.getErrorMessage()).contains("still has a run in progress");

        Checkbox sameMachine = _get(Checkbox.class, spec -> spec.withLabel("It is the same machine at a new address"));
        assertThat(sameMachine.getHelperText()).contains("a run in progress");
        _setValue(sameMachine, true);
        press("Save changes");

        assertThat(engines.engine(id).values()).containsEntry(EngineField.ADDRESS, "http://gpu.example:8675");
    }

    @Test
    void anEngineThatGivesNoAnswerIsRemovedAfterAWarning() {
        EngineId id = added();
        runs.cancel(running(id));

        Navigation.open("engines/" + id.value());
        _clickItemWithCaption(_get(_get(Page.class), MenuBar.class), "Remove");
        ConfirmDialog question = _get(ConfirmDialog.class);
        assertThat(question.getElement().getProperty("message"))
                .startsWith("It may still compute a run of which it has not confirmed the end")
                .contains("once removed, it is no longer asked");
        assertThat(question.getElement().getProperty("confirmText")).isEqualTo("Remove lost engine");
        _fireConfirm(question);

        assertThat(engines.engines()).isEmpty();
    }

    @Test
    void theQueueSaysThatAnEngineIsPaused() {
        EngineId id = added();
        engines.pause(id, "New driver");

        Navigation.open("queue");

        assertThat(page()).contains("Ada paused it: New driver. Runs in progress continue; waiting runs start after");
    }
}
