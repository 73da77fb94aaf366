package io.understudy.prompts;

import static com.github.mvysny.kaributesting.v10.LocatorJ._click;
import static com.github.mvysny.kaributesting.v10.LocatorJ._find;
import static com.github.mvysny.kaributesting.v10.LocatorJ._get;
import static com.github.mvysny.kaributesting.v10.LocatorJ._setValue;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.lora.Strength;
import io.understudy.lora.passport.SyntheticLora;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.prompting.exchange.ExchangeFormat;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.exchange.ExchangeService;
import io.understudy.prompts.exchange.ImportLine;
import io.understudy.prompts.exchange.ImportPlan;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.playground.RenderId;
import io.understudy.prompts.playground.RenderRequest;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StacksTest;
import io.understudy.prompts.stacks.overlap.FileOverlap;
import io.understudy.prompts.stacks.overlap.OverlapJob;
import io.understudy.prompts.stacks.overlap.OverlapService;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateFilter;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateSettings;
import io.understudy.prompts.templates.filling.FillRequest;
import io.understudy.prompts.templates.filling.FillService;
import io.understudy.prompts.templates.filling.FilledTemplate;
import io.understudy.prompts.templates.library.TemplateService;
import io.understudy.training.runs.LaunchResult;
import io.understudy.versions.VersionId;
import io.understudy.versions.importing.ImportService;
import io.understudy.versions.passports.PassportJob;
import io.understudy.versions.sheets.SheetService;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the prompt pages promise to those who bring LoRAs and prompts from elsewhere. */
@Tag("once")
class PromptPromisesTest extends StacksTest {
    private static final String NOT_FITTING = "Artifacts are unlikely";

    @Autowired
    PlaygroundService playground;

    @Autowired
    OverlapService overlaps;

    @Autowired
    OverlapJob comparing;

    @Autowired
    PassportJob passports;

    @Autowired
    TemplateService templates;

    @Autowired
    FillService filling;

    @Autowired
    ExchangeService exchange;

    @Autowired
    ImportService imports;

    @Autowired
    SheetService sheets;

    // Models never mix unseen.

    @Test
    void lorasOfDifferentModelsAreRefusedWhereverTheyMeet() {
        StackPlan mixed = new StackPlan(List.of(
                style(style("film.safetensors", 2), 0.5), style(file("pixel.safetensors", SyntheticLora.sdxl()), 0.4)));

        String page = planner(mixed);
        assertThat(page)
                .contains("film for FLUX.1 dev", "pixel for SDXL", "Nothing to copy")
                .doesNotContain(NOT_FITTING);
        assertThat(_find(Pre.class)).isEmpty();
        refused(() -> stacks.create(new StackDraft("Mixed", "", mixed)), "film for FLUX.1 dev", "pixel for SDXL");
        refused(() -> playground.render(take(mixed)), "film for FLUX.1 dev", "pixel for SDXL");
        refused(() -> templates.create(naming("film", "pixel"), ""), "film for FLUX.1 dev", "pixel for SDXL");
        assertThat(lines("name,prompt,negative_prompt\nMix,\"{prompt} <lora:film:0.5> <lora:pixel:0.4>\",\n"))
                .singleElement()
                .extracting(ImportLine::problem)
                .asString()
                .contains("pixel for SDXL");
    }

    @Test
    void aTemplateWithALoraOfAnotherModelThanItsCharactersIsNotCopiedForATool() {
        file("pixel.safetensors", SyntheticLora.sdxl());

        FilledTemplate filled = filling.fill(naming("pixel"), new FillRequest(ava, Map.of(), Map.of(), 0));

        assertThat(filled.refusal()).contains("pixel for SDXL").contains("for FLUX.1 dev");
    }

    @Test
    void aLoraOfAnotherModelAloneIsNotDrawnEither() {
        StackPlan alone = new StackPlan(List.of(style(file("pixel.safetensors", SyntheticLora.sdxl()), 0.4)));

        refused(() -> playground.render(take(alone)), "pixel is made for SDXL");
        assertThat(planner(alone)).contains("pixel is made for SDXL, not for FLUX");
    }

    @Test
    void anUnknownModelIsSaidAndNeverCountedAsFitting() {
        StackPlan plan = new StackPlan(List.of(
                style(style("film.safetensors", 2), 0.5),
                style(file("mystery.safetensors", SyntheticLora.unknown()), 0.4)));

        assertThat(planner(plan))
                .contains("The model of mystery is unknown", "not judged, because the model of mystery is unknown")
                .doesNotContain(NOT_FITTING);
        refused(() -> playground.render(take(plan)), "The model of mystery is unknown");
        UI.getCurrent().navigate("prompts/loras");
        assertThat(words()).contains("unknown model");
    }

    // A broken file ends its pair and blocks nobody.

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void aBrokenFileIsCalledBrokenWhereverItIsNamed(float value) throws Exception {
        LoraFileDetails harmful = file("harmful.safetensors", SyntheticLora.notANumber(value));
        StackPlan plan = new StackPlan(List.of(style(harmful, 0.5)));

        UI.getCurrent().navigate("prompts/loras");
        assertThat(words()).contains("broken file", "NaN or infinite").doesNotContain("fits FLUX.1 dev");
        assertThat(planner(plan))
                .contains("harmful.safetensors is broken", "Nothing to copy")
                .doesNotContain(NOT_FITTING);
        refused(() -> playground.render(take(plan)), "harmful.safetensors is broken");
        FilledTemplate filled = filling.fill(naming("harmful"), new FillRequest(ava, Map.of(), Map.of(), 0));
        assertThat(filled.refusal()).contains("harmful.safetensors is broken");
        byte[] bytes = SyntheticLora.notANumber(value).bytes();
        assertThat(imports.receive(new ByteArrayInputStream(bytes), bytes.length)
                        .models())
                .isEmpty();
    }

    @Test
    void whatSpeaksAgainstAFileStandsWhereverItIsChosen() throws Exception {
        file("pixel.safetensors", SyntheticLora.sdxl());
        file("harmful.safetensors", SyntheticLora.notANumber(Float.NaN));
        file("mystery.safetensors", SyntheticLora.unknown());
        style("film.safetensors", 2);
        passports.settled().get(60, TimeUnit.SECONDS);

        assertThat(shelf.named(List.of("pixel", "harmful", "mystery", "film")).values())
                .extracting(StackableLora::marked)
                .containsExactlyInAnyOrder(
                        "pixel · for SDXL", "harmful · broken file", "mystery · unknown model", "film");
        PromptId template = templates.create(naming("pixel"), "").id();
        UI.getCurrent().navigate(PromptRoutes.editor(template));
        assertThat(_find(
                        ComboBox.class,
                        spec -> spec.withPredicate(box -> "File of the LoRA, without its ending"
                                .equals(box.getAriaLabel().orElse("")))))
                .singleElement()
                .satisfies(box -> assertThat(box.getHelperText()).contains("pixel is made for SDXL, not for FLUX.1."));
    }

    @Test
    void aTrainedVersionWithABrokenFileIsDrawnWithNowhere() throws Exception {
        LaunchResult run = runs.launch(ava, 20, 1e-4);
        runs.start();
        runs.steps(1, 20);
        runs.sample(20);
        runs.finish(SyntheticLora.notANumber(Float.NaN).bytes());
        passports.settled().get(60, TimeUnit.SECONDS);
        VersionId trained = versions.ofRun(run.run()).orElseThrow().id();

        refused(() -> sheets.draw(trained, FakeGenerationBackend.ID), "is broken", "NaN or infinite");
        refused(() -> playground.render(take(new StackPlan(List.of(character(trained, 0.9))))), "is broken");
    }

    @Test
    void aBrokenFileEndsItsPairAndThePairsBehindItAreCompared() throws Exception {
        List<StackableLora> loras = loras(
                file("harmful.safetensors", SyntheticLora.notANumber(Float.NaN)),
                style("film.safetensors", 2),
                style("grain.safetensors", 1));

        overlaps.among(loras);
        comparing.settled().get(60, TimeUnit.SECONDS);

        List<OverlapService.Meeting> meetings = overlaps.among(loras);
        assertThat(meetings).hasSize(3);
        assertThat(meetings.subList(0, 2))
                .allSatisfy(meeting -> assertThat(meeting.overlap().problem()).contains("NaN or infinite"));
        assertThat(meetings.getLast().overlap().overlap()).isNotNull();
    }

    /** As a server left them that was stopped: the harmful pair first. */
    @Test
    void whatIsTakenUpAfterAStopEndsPairByPair() {
        List<StackableLora> loras = loras(
                file("harmful.safetensors", SyntheticLora.notANumber(Float.NaN)),
                style("film.safetensors", 2),
                style("grain.safetensors", 1));
        waiting(loras.get(0), loras.get(1), Duration.ofMinutes(30));
        waiting(loras.get(1), loras.get(2), Duration.ofMinutes(20));

        takeUpOverlaps();

        assertThat(state(loras.get(0), loras.get(1))).startsWith("IMPOSSIBLE").contains("NaN or infinite");
        assertThat(overlaps.among(loras.subList(1, 3)).getFirst().overlap().overlap())
                .isNotNull();
    }

    @Test
    void aPairThatIsGivenUpCanBeTriedAgain() throws Exception {
        List<StackableLora> loras = loras(style("film.safetensors", 2), style("grain.safetensors", 1));
        waiting(loras.get(0), loras.get(1), Duration.ofMinutes(30));
        jdbc.sql(
                        "insert into job_claim (kind, subject, owner, claimed_until, attempts) values ('overlaps', ?, 'gone', ?, 3)")
                .params(String.join(" ", pair(loras.get(0), loras.get(1))), Timestamp.from(now()))
                .update();

        takeUpOverlaps();

        assertThat(overlap(loras).problem()).contains("The server stopped 3 times");
        planner(new StackPlan(loras.stream()
                .map(lora -> new StackPlan.Layer(StackRole.STYLE, Strength.of(0.4), lora.ref()))
                .toList()));
        assertThat(words()).contains("film and grain could not be compared");
        _click(_get(Button.class, spec -> spec.withText("Compare again")));
        comparing.settled().get(60, TimeUnit.SECONDS);
        assertThat(overlap(loras).overlap()).isNotNull();
    }

    @Test
    void aFileThatTheStorageDoesNotGiveEndsItsPairUntilItIsTriedAgain() throws Exception {
        List<StackableLora> loras = loras(style("film.safetensors", 2), style("grain.safetensors", 1));
        stored(loras.get(0), false);

        overlaps.among(loras);
        comparing.settled().get(60, TimeUnit.SECONDS);
        assertThat(overlap(loras).problem()).contains("cannot be read from the storage");

        stored(loras.get(0), true);
        overlaps.retry(loras.get(0), loras.get(1));
        comparing.settled().get(60, TimeUnit.SECONDS);
        assertThat(overlap(loras).overlap()).isNotNull();
    }

    // Foreign syntax is understood, or named.

    @Test
    void choicesOfOtherToolsBecomeChoicesAndEverythingElseIsNamed() {
        ImportLine line = line("a {red|0.5::blue|{deep|pale} green} cup, {2$$ and $$soft|warm|cold} light,"
                + " __seasons/autumn__, ${coat:a wool coat}, {pier}, {never closed");

        assertThat(line.problem()).isNull();
        assertThat(line.draft().text())
                .isEqualTo(
                        "[trigger] [subject], a {red|0.5::blue|{deep|pale} green} cup, {2$$ and $$soft|warm|cold} light,"
                                + " {autumn}, {coat}, \\{pier\\}, \\{never closed");
        assertThat(line.draft().variables())
                .containsExactly(
                        new PromptVariable("autumn", "", List.of()),
                        new PromptVariable("coat", "a wool coat", List.of()));
        assertThat(line.losses())
                .anyMatch(loss -> loss.contains("__seasons/autumn__") && loss.contains("{autumn}"))
                .anyMatch(loss -> loss.contains("${coat:a wool coat}"))
                .anyMatch(loss -> loss.contains("{pier}") && loss.contains("no choice"))
                .anyMatch(loss -> loss.contains("never closed"));
    }

    @Test
    void theEditorPointsOutWhatOnlyOtherToolsUnderstand() {
        assertThat(findings("[trigger] {3$$red|blue}")).contains("more alternatives than the 2");
        assertThat(findings("[trigger] in __season__")).contains("wildcard file");
        assertThat(findings("[trigger] in ${coat}")).contains("variable of another tool");
        assertThat(findings("[trigger] <lora:film:0.6>")).contains("LoRA of another tool");
        assertThat(findings("[trigger] (bokeh:1.3)")).contains("emphasis of another tool");
        assertThat(findings("[trigger] {2::night street|rain}")).doesNotContain("another tool");
    }

    @Test
    void aWeightIsNeverPrinted() {
        TemplateDraft draft = TemplateDraft.of("Night", "[trigger], {2::night street|rain}");

        for (long seed = 0; seed < 20; seed++) {
            assertThat(filling.fill(draft, new FillRequest(ava, Map.of(), Map.of(), seed))
                            .prompt())
                    .isIn("ohwx woman, night street", "ohwx woman, rain");
        }
    }

    // styles.csv

    @Test
    void stylesKeepTheirLorasAndNameWhatTheyLose() {
        ImportLine line = lines("name,prompt,negative_prompt\n"
                        + "Film,\"{prompt}, <lora:film:0.6> (bokeh:1.3), 35mm \\(kept\\), __season__\",ugly\n")
                .getFirst();

        assertThat(line.problem()).isNull();
        assertThat(line.draft().text()).isEqualTo("[trigger] [subject], bokeh, 35mm (kept), {season}");
        assertThat(line.draft().settings().loras())
                .containsExactly(new TemplateLora(StackRole.OTHER, "film", Strength.of(0.6)));
        assertThat(line.losses())
                .anyMatch(loss -> loss.contains("Emphasis"))
                .anyMatch(loss -> loss.contains("__season__"));
    }

    @Test
    void lorasAndBracketsSurviveStylesOutAndBack() {
        templates.create(
                TemplateDraft.of("Only this", "[trigger] [subject], portrait (close) \\[soft\\]")
                        .with(new TemplateSettings(
                                null,
                                List.of(new TemplateLora(StackRole.STYLE, "film", Strength.of(0.6))),
                                null,
                                null,
                                null,
                                null,
                                null)),
                "");

        String written = exchange.write(ExchangeFormat.INVOKE_CSV, TemplateFilter.of("Only this"))
                .text();
        assertThat(written).contains("portrait \\(close\\) \\[soft\\] <lora:film:0.6>");
        ImportLine again = lines(written).getFirst();
        assertThat(again.draft().text()).isEqualTo("[trigger] [subject], portrait (close) \\[soft\\]");
        assertThat(again.draft().settings().loras())
                .extracting(TemplateLora::file)
                .containsExactly("film");
        assertThat(again.losses()).isEmpty();
    }

    // Pictures and pasted text

    private static final String A1111 = "a red cup, {dusk|dawn} <lora:film:0.6>\nNegative prompt: ugly\n"
            + "Steps: 24, Sampler: Euler, CFG scale: 1, Distilled CFG Scale: 3, Seed: 7, Size: 832x1216";
    private static final String GRAPH = """
            {"1": {"class_type": "KSampler", "inputs": {"positive": ["2", 0], "seed": 5, "steps": 9}},
             "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "a red cup"}}}""";

    @Test
    void aPromptIsReadFromAPictureWhereverToolsWriteIt() throws IOException {
        for (byte[] picture : List.of(
                png("tEXt", latin("parameters\0" + A1111)),
                png("zTXt", joined(latin("parameters\0\0"), deflated(latin(A1111)))),
                png("iTXt", latin("parameters\0\0\0\0\0" + A1111)),
                png("iTXt", joined(latin("parameters\0\1\0\0\0"), deflated(latin(A1111)))),
                jpeg(exif(comment(A1111))),
                webp("EXIF", exif(comment(A1111))),
                webp("XMP ", xmp(A1111)))) {
            ImportPlan plan = exchange.plan(picture);
            assertThat(plan.format()).isEqualTo(ExchangeFormat.A1111_TEXT);
            assertThat(plan.lines())
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line.draft().text()).isEqualTo("[trigger] [subject], a red cup, {dusk|dawn}"));
            assertThat(plan.lines().getFirst().draft().settings().seed()).isEqualTo(7);
        }
        for (byte[] picture :
                List.of(png("tEXt", latin("prompt\0" + GRAPH)), webp("EXIF", exif(maker("prompt:" + GRAPH))))) {
            ImportPlan plan = exchange.plan(picture);
            assertThat(plan.format()).isEqualTo(ExchangeFormat.COMFYUI);
            assertThat(plan.lines().getFirst().draft().settings().steps()).isEqualTo(9);
        }
    }

    @Test
    void hostilePicturesAreRefusedInWords() throws IOException {
        byte[] bomb = deflated(new byte[100_000_000]);
        refused(() -> exchange.plan(png("zTXt", joined(latin("parameters\0\0"), bomb))), "more than 2 MB");
        refused(() -> exchange.plan(png("iTXt", joined(latin("prompt\0\1\0\0\0"), bomb))), "more than 2 MB");
        refused(() -> exchange.plan(png("tEXt", joined(latin("parameters\0"), new byte[3_000_000]))), "2 MB");
        refused(() -> exchange.plan(png("tEXt", latin("Title\0no prompt"))), "no prompt in this picture");
        byte[] cut = png("tEXt", latin("parameters\0" + A1111));
        refused(() -> exchange.plan(Arrays.copyOf(cut, 40)), "damaged");
        refused(() -> exchange.plan(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, 0}), "picture");
        refused(() -> exchange.plan(png("tEXt", latin("prompt\0" + "{\"a\":".repeat(5_000)))), "JSON");
        refused(() -> exchange.plan(new byte[32_000_001]), "2 MB");
        String entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><x UserComment='&b;'/>";
        refused(() -> exchange.plan(webp("XMP ", entities.getBytes(UTF_8))), "no prompt in this picture");
    }

    @Test
    void charactersThatNobodySeesAreRemovedAndNamed() throws IOException {
        ImportPlan plan = exchange.plan(png("tEXt", latin("parameters\0a red\0 cup\u0007, soft")));
        assertThat(plan.lines().getFirst().draft().text()).isEqualTo("[trigger] [subject], a red cup, soft");
        assertThat(plan.losses()).anyMatch(loss -> loss.contains("Invisible"));

        ImportPlan turned = exchange.plan("{\"prompt\": \"a red \\u202Ecup\\u0000\"}".getBytes(UTF_8));
        assertThat(turned.lines().getFirst().draft().text()).isEqualTo("[trigger] [subject], a red cup");
        assertThat(exchange.take(turned, turned.lines(), "")).isEqualTo(1);
    }

    @Test
    void pastedTextIsImportedWithTheSameReport() {
        UI.getCurrent().navigate("prompts/import");
        _setValue(_get(TextArea.class, spec -> spec.withLabel("Or paste text")), A1111);
        _click(_get(Button.class, spec -> spec.withText("Read text")));

        assertThat(words()).contains("Pasted text", "1 template", "The negative prompt was left out");
        _click(_get(Button.class, spec -> spec.withText("Import")));
        assertThat(jdbc.sql("select text from prompt_template where text like '%a red cup%'")
                        .query(String.class)
                        .list())
                .containsExactly("[trigger] [subject], a red cup, {dusk|dawn}");
    }

    private LoraFileDetails file(String name, SyntheticLora lora) {
        return loraFiles.take(name, new ByteArrayInputStream(lora.bytes()));
    }

    private static RenderRequest take(StackPlan plan) {
        return new RenderRequest(
                new RenderId(UUID.randomUUID()),
                FakeGenerationBackend.ID,
                new PictureSettings(768, 1024, 20, 3.5),
                List.of(7L),
                List.of(new RenderRequest.Side("ohwx woman", plan, null, null)));
    }

    private static TemplateDraft naming(String... files) {
        return TemplateDraft.of("Rain", "[trigger], rain")
                .with(new TemplateSettings(
                        null,
                        Arrays.stream(files)
                                .map(file -> new TemplateLora(StackRole.STYLE, file, Strength.of(0.4)))
                                .toList(),
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private String planner(StackPlan plan) {
        UI.getCurrent().navigate("prompts/stack", QueryParameters.fromString("plan=" + plan.asText()));
        return words();
    }

    private static String words() {
        return UI.getCurrent()
                .getInternals()
                .getActiveRouterTargetsChain()
                .getFirst()
                .getElement()
                .getTextRecursively();
    }

    private static void refused(ThrowingCallable work, String... words) {
        assertThatThrownBy(work)
                .isInstanceOf(DomainException.RuleViolation.class)
                .satisfies(refusal ->
                        assertThat(((DomainException) refusal).words()).contains(words));
    }

    private List<StackableLora> loras(LoraFileDetails... files) {
        List<LoraRef> refs = Arrays.stream(files)
                .<LoraRef>map(file -> new LoraRef.Imported(file.id()))
                .toList();
        var known = shelf.resolve(refs);
        return refs.stream().map(known::get).map(Objects::requireNonNull).toList();
    }

    private FileOverlap overlap(List<StackableLora> loras) {
        return overlaps.among(loras).getFirst().overlap();
    }

    private static String[] pair(StackableLora one, StackableLora other) {
        String[] hashes = {one.file().hex(), other.file().hex()};
        Arrays.sort(hashes);
        return hashes;
    }

    private void waiting(StackableLora one, StackableLora other, Duration since) {
        String[] hashes = pair(one, other);
        jdbc.sql("insert into lora_overlap (first_hash, second_hash, state, wanted_at) values (?, ?, 'WAITING', ?)")
                .params(hashes[0], hashes[1], Timestamp.from(now().minus(since)))
                .update();
    }

    private Instant now() {
        return context.getBean(Clock.class).instant();
    }

    private String state(StackableLora one, StackableLora other) {
        String[] hashes = pair(one, other);
        return jdbc.sql("select state || ' ' || coalesce(problem, '') from lora_overlap"
                        + " where first_hash = ? and second_hash = ?")
                .params(hashes[0], hashes[1])
                .query(String.class)
                .single();
    }

    private void takeUpOverlaps() {
        RunAs.run(comparing::look);
    }

    private void stored(StackableLora lora, boolean stored) {
        jdbc.sql("update blob set state = ?, reference_count = ? where hash = ?")
                .params(
                        stored ? "STORED" : "PENDING",
                        stored ? 1 : 0,
                        lora.file().hex())
                .update();
    }

    private List<ImportLine> lines(String file) {
        return exchange.plan(file.getBytes(UTF_8)).lines();
    }

    private ImportLine line(String prompt) {
        return lines(prompt).getFirst();
    }

    private String findings(String text) {
        return templates.analyse(TemplateDraft.of("Any", text)).problems().toString();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] png(String chunk, byte[] data) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(file);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        for (String type : List.of("IHDR", chunk, "IEND")) {
            byte[] content = type.equals(chunk) ? data : new byte[type.equals("IHDR") ? 13 : 0];
            byte[] named = joined(latin(type), content);
            CRC32 sum = new CRC32();
            sum.update(named);
            out.writeInt(content.length);
            out.write(named);
            out.writeInt((int) sum.getValue());
        }
        return file.toByteArray();
    }

    /** As A1111 writes it: UTF-16 with the high byte first. */
    private static byte[] comment(String text) {
        return field(0x8769, 0x9286, 7, joined(latin("UNICODE\0"), text.getBytes(StandardCharsets.UTF_16BE)));
    }

    /** As ComfyUI writes it into the maker of the camera. */
    private static byte[] maker(String text) {
        return field(null, 0x010f, 2, latin(text + "\0"));
    }

    /** A TIFF block with one field, in a directory of its own below the first one where a pointer is given. */
    private static byte[] field(@Nullable Integer pointer, int tag, int type, byte[] value) {
        int directory = pointer == null ? 8 : 26;
        ByteBuffer block = ByteBuffer.allocate(directory + 18 + value.length).order(ByteOrder.BIG_ENDIAN);
        block.put(latin("MM")).putShort((short) 42).putInt(8);
        if (pointer != null) {
            block.putShort((short) 1)
                    .putShort(pointer.shortValue())
                    .putShort((short) 4)
                    .putInt(1)
                    .putInt(26)
                    .putInt(0);
        }
        block.putShort((short) 1).putShort((short) tag).putShort((short) type).putInt(value.length);
        block.putInt(directory + 18).putInt(0);
        return block.put(value).array();
    }

    private static byte[] exif(byte[] block) {
        return joined(latin("Exif\0\0"), block);
    }

    private static byte[] jpeg(byte[] segment) {
        int length = segment.length + 2;
        return joined(
                new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, (byte) (length >> 8), (byte) length},
                segment,
                new byte[] {(byte) 0xff, (byte) 0xd9});
    }

    private static byte[] webp(String type, byte[] data) {
        ByteBuffer file =
                ByteBuffer.allocate(20 + data.length + (data.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
        file.put(latin("RIFF")).putInt(file.capacity() - 8).put(latin("WEBP"));
        file.put(latin(type)).putInt(data.length).put(data);
        return file.array();
    }

    private static byte[] xmp(String text) {
        return ("<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                        + "<rdf:Description xmlns:exif='http://ns.adobe.com/exif/1.0/'><exif:UserComment><rdf:Alt>"
                        + "<rdf:li xml:lang='x-default'>" + text.replace("<", "&lt;")
                        + "</rdf:li></rdf:Alt></exif:UserComment></rdf:Description></rdf:RDF></x:xmpmeta>")
                .getBytes(UTF_8);
    }
}
