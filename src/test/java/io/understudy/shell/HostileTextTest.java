package io.understudy.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import io.understudy.characters.CharacterDraft;
import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.LikenessBasis;
import io.understudy.characters.LikenessDeclaration;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.comparison.ComparisonNoteService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.TestDatasets;
import io.understudy.datasets.captioning.VisionModel;
import io.understudy.datasets.captioning.VisionModelService;
import io.understudy.datasets.captions.CaptionService;
import io.understudy.datasets.intake.PictureIntake;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.identity.People;
import io.understudy.identity.Role;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.accounts.ProfileService;
import io.understudy.lora.BaseModel;
import io.understudy.lora.Strength;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.loras.LoraDescription;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.loras.LoraFileService;
import io.understudy.prompts.loras.ui.LoraRoutes;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackRoutes;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.prompts.templates.library.CommentableTemplates;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.providers.engines.EngineDraft;
import io.understudy.providers.engines.EngineField;
import io.understudy.providers.engines.EngineId;
import io.understudy.providers.engines.EngineKind;
import io.understudy.providers.engines.EngineService;
import io.understudy.story.BrowserTest;
import io.understudy.story.Browsers;
import io.understudy.support.ViewTest;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.lists.RunViewService;
import io.understudy.training.notes.RunNoteService;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.LaunchResult;
import io.understudy.training.runs.RunService;
import io.understudy.versions.StrengthService;
import io.understudy.versions.StrengthWindow;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.blind.BlindRoutes;
import io.understudy.versions.checklist.ChecklistService;
import io.understudy.versions.checklist.VersionComments;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import io.understudy.versions.importing.ImportDraft;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.importing.UploadedLora;
import io.understudy.versions.review.ReviewService;
import io.understudy.webhooks.WebhookDraft;
import io.understudy.webhooks.WebhookEvent;
import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookId;
import io.understudy.webhooks.WebhookRoutes;
import io.understudy.webhooks.WebhookService;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Scripts in everything that a person can type, on every page that shows it. */
@Tag("attack")
@Tag("once")
class HostileTextTest extends ViewTest {
    private static final String HIT = "window.hit=1";
    private static final String IMAGE = "<img src=x onerror=" + HIT + ">";
    private static final String ALL = String.join(
            " ",
            "<script>" + HIT + "</script>",
            IMAGE,
            "\"'><svg onload=" + HIT + ">",
            "javascript:" + HIT,
            "[link](javascript:" + HIT + ") ![](x\" onerror=\"" + HIT + ")",
            "<iframe srcdoc='<script>parent." + HIT + "</script>'></iframe>",
            "\u202Etxt.exe");

    @LocalServerPort
    int port;

    @Autowired
    CharacterService characters;

    @Autowired
    PictureIntake intake;

    @Autowired
    DatasetService datasets;

    @Autowired
    CaptionService captions;

    @Autowired
    TemplateService templates;

    @Autowired
    CommentService comments;

    @Autowired
    RunService runs;

    @Autowired
    RunViewService views;

    @Autowired
    ComparisonNoteService notes;

    @Autowired
    ProfileService profile;

    @Autowired
    VersionService versions;

    @Autowired
    ImportService imports;

    @Autowired
    StrengthService strengths;

    @Autowired
    ReviewService reviews;

    @Autowired
    ChecklistService checklist;

    @Autowired
    EvidenceFileService evidence;

    @Autowired
    LoraFileService loraFiles;

    @Autowired
    StackService stacks;

    @Autowired
    RunNoteService runNotes;

    @Autowired
    EngineService engines;

    @Autowired
    VisionModelService visionModels;

    @Autowired
    WebhookService webhooks;

    private final List<String> pages = new ArrayList<>();
    private SignedInPerson ines;

    @BeforeEach
    void everythingIsNamedLikeAScript() {
        signIn(people.admin("Ines"));
        profile.rename(IMAGE);
        ines = signIn(people.admin("Ines"));
        var character =
                characters.create(CharacterDraft.of(IMAGE, "woman", "ohwx woman", ALL), LikenessBasis.SYNTHETIC);
        TestDatasets.take(intake, character.id(), IMAGE + ".jpg", TestDatasets.photo(1));
        TestDatasets.take(intake, character.id(), "javascript:" + HIT + ".jpg", TestDatasets.photo(2));
        datasets.pictures(character.id(), PictureFilter.ALL, 0, 10)
                .pictures()
                .forEach(picture -> captions.save(picture.id(), picture.caption(), "ohwx woman, " + IMAGE));
        var template = templates.create(
                new TemplateDraft(
                        IMAGE,
                        "[trigger], {place}, " + IMAGE,
                        IMAGE,
                        "",
                        "",
                        "",
                        List.of(new PromptVariable("place", IMAGE, List.of(IMAGE))),
                        TemplateSettings.NONE),
                IMAGE);
        comments.write(CommentableTemplates.of(template.id(), 1), ALL);
        LaunchResult first = launch(character.id());
        long one = first.number();
        long other = launch(character.id()).number();
        runNotes.write(first.run(), 0, ALL);
        views.save(IMAGE, "state=QUEUED", true);
        notes.write(List.of(one, other), ALL, "compare?runs=" + one + "," + other);
        characters.declareLikeness(
                character.id(),
                characters.bySlug(character.slug()).rowVersion(),
                new LikenessDeclaration(LikenessBasis.SYNTHETIC, ALL, null));
        EngineId engine = engines.add(new EngineDraft(
                IMAGE,
                EngineKind.COMFYUI,
                Map.of(EngineField.ADDRESS, "http://127.0.0.1:1"),
                Map.of(),
                "",
                "",
                1,
                null,
                Role.MEMBER));
        visionModels.choose("http://127.0.0.1:1", IMAGE, VisionModel.KeyScheme.BEARER, null, 1);
        WebhookId webhook = webhooks.add(new WebhookDraft(
                        IMAGE, "https://example.org/hook", WebhookFormat.SLACK, Set.of(WebhookEvent.COMMENT_WRITTEN)))
                .webhook();
        String slug = "characters/" + character.slug();
        String prompt = "prompts/" + template.id().value();
        VersionId version = hostileVersion(character.id());
        StackId stack = hostileStack(version);
        pages.addAll(List.of(
                VersionRoutes.of(version),
                VersionRoutes.of(version) + "/passport",
                "reviews",
                "reviews?version=" + version.value(),
                "import",
                BlindRoutes.newComparison(version),
                "engines/" + engine.value(),
                WebhookRoutes.of(webhook),
                slug + "/consent",
                "settings?section=engines",
                "settings?section=webhooks",
                "settings/checklist",
                "settings/storage",
                slug + "/sheets",
                slug + "/sheet-plan",
                LoraRoutes.LIBRARY,
                StackRoutes.SAVED,
                "prompts/stack?stack=" + stack.value(),
                "prompts/snippets",
                "",
                "team",
                "profile",
                "audit",
                "inbox",
                "characters",
                slug,
                slug + "/dataset",
                slug + "/runs",
                slug + "/prompts",
                slug + "/versions",
                slug + "/photo-consent",
                slug + "/dataset/snapshots",
                "runs",
                "queue",
                "runs/" + one,
                "compare?runs=" + one + "," + other,
                "prompts",
                prompt,
                prompt + "/versions",
                "prompts/playground",
                "settings"));
    }

    /** Hostile in its checklist, evidence, strength, comments, review and origin. */
    private VersionId hostileVersion(CharacterId character) {
        byte[] file = SyntheticLora.kohyaFlux1(2, 1)
                .metadata("modelspec.title", ALL)
                .metadata("ss_output_name", IMAGE)
                .metadata(IMAGE, ALL)
                .bytes();
        UploadedLora arrived = imports.receive(new ByteArrayInputStream(file), file.length);
        VersionId id = imports.keep(
                arrived.file(),
                IMAGE + ".safetensors",
                new ImportDraft(character, BaseModel.FLUX1_DEV, "ohwx woman", ALL, IMAGE, IMAGE, Set.of(), IMAGE, ALL));
        strengths.state(id, StrengthWindow.ofTheGuide(), ALL, null);
        comments.write(VersionComments.of(id), ALL);
        reviews.submit(id, versions.details(id).revision());
        signIn(people.reviewer("Jon"));
        checklist.tick(id, "face", ALL, List.of(Evidence.fact(IMAGE), evidence.take(IMAGE + ".txt", bytes())));
        reviews.sendBack(id, versions.details(id).revision(), ALL);
        signIn(ines);
        return id;
    }

    private StackId hostileStack(VersionId version) {
        LoraFileDetails style = loraFiles.take(
                IMAGE.replaceAll("[/\\\\]", "") + ".safetensors",
                new ByteArrayInputStream(SyntheticLora.kohyaFlux1(2, 2)
                        .metadata("ss_output_name", IMAGE)
                        .bytes()));
        loraFiles.describe(
                style.id(),
                style.rowVersion(),
                new LoraDescription(StackRole.STYLE, new TriggerWord(IMAGE), IMAGE, ALL, Strength.of(0.5)));
        StackPlan plan = new StackPlan(List.of(
                new StackPlan.Layer(StackRole.CHARACTER, Strength.of(0.9), new LoraRef.Version(version)),
                new StackPlan.Layer(StackRole.STYLE, Strength.of(0.5), new LoraRef.Imported(style.id()))));
        return stacks.create(new StackDraft(IMAGE, ALL, plan)).id();
    }

    private static ByteArrayInputStream bytes() {
        return new ByteArrayInputStream(ALL.getBytes(UTF_8));
    }

    private LaunchResult launch(CharacterId character) {
        TrainingSettings settings = new TrainingSettings(
                new TriggerWord("ohwx woman"), 10, 1e-4, 16, 16, 1, 1024, 7, 5, 5, List.of(new SamplePrompt(IMAGE, 7)));
        return runs.launch(new LaunchRequest(character, "told", settings, true, UUID.randomUUID(), null));
    }

    @Test
    void noPageMakesMarkupOrALinkOfIt() {
        boolean shown = false;
        for (String page : pages) {
            UI.getCurrent().navigate(page.replaceAll("\\?.*", ""));
            List<Component> parts = all(UI.getCurrent()).toList();
            assertThat(parts).as(page).allSatisfy(part -> {
                assertThat(part.getElement().getProperty("innerHTML")).isNull();
                assertThat(String.valueOf(part.getElement().getAttribute("href")))
                        .doesNotStartWithIgnoringCase("javascript:");
                assertThat(part.getElement().getAttributeNames()).noneMatch(name -> name.startsWith("on"));
            });
            shown |= parts.stream().anyMatch(part -> part.getElement().getText().contains(IMAGE));
        }
        assertThat(shown).isTrue();
    }

    @Test
    @BrowserTest
    void noPageRunsIt() {
        List<String> dialogs = new CopyOnWriteArrayList<>();
        int shown = 0;
        try (Browsers browsers = new Browsers()) {
            Page page = browsers.open();
            page.onDialog(dialog -> {
                dialogs.add(dialog.message());
                dialog.dismiss();
            });
            page.navigate("http://localhost:" + port + "/login");
            page.getByLabel("E-mail").fill("ines@example.org");
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill(People.PASSWORD);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                    .click();
            page.waitForURL(url -> !url.contains("login"));
            for (String address : pages) {
                page.navigate("http://localhost:" + port + "/" + address);
                page.waitForFunction("() => Object.values(window.Vaadin?.Flow?.clients ?? {}).length > 0"
                        + " && Object.values(window.Vaadin.Flow.clients)"
                        + ".every(client => !client.isActive || !client.isActive())");

                assertThat(page.evaluate("() => window.hit === undefined"))
                        .as(address)
                        .isEqualTo(true);
                assertThat(page.locator("img[src='x'], iframe, svg[onload], a[href^='javascript']")
                                .count())
                        .as(address)
                        .isZero();
                shown += page.content().contains("&lt;img src=x onerror=") ? 1 : 0;
            }
            assertThat(browsers.problems()).isEmpty();
        }
        assertThat(dialogs).isEmpty();
        assertThat(shown).as("pages that show it as text").isGreaterThan(5);
    }

    private static Stream<Component> all(Component component) {
        return Stream.concat(Stream.of(component), component.getChildren().flatMap(HostileTextTest::all));
    }
}
