package io.understudy.prompting.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.language.PromptParser;
import io.understudy.prompting.language.PromptVariable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemplateFilesTest {
    private static final String CHARACTERS = "ab c,;.'\"=+-@(:1){}[]|\\é漢<>\t\n\r#/";

    @Test
    void whateverIsInThemTemplatesComeBackFromTheProductsOwnForms() {
        RandomGenerator random = new SplittableRandom(51);
        for (int round = 0; round < 500; round++) {
            List<PortableTemplate> templates = IntStream.range(0, random.nextInt(4) + 1)
                    .mapToObj(index -> template(random))
                    .toList();
            TemplateFile file = new TemplateFile(templates, Map.of("rim", text(random), "fog", text(random)));

            assertThat(read(ExchangeFormat.JSON.write(file).text()).file()).isEqualTo(file);
            assertThat(read(ExchangeFormat.CSV.write(file).text()).file().templates())
                    .isEqualTo(templates);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INVOKE_JSON", "INVOKE_CSV"})
    void presetsOfInvokeAiStayAsTheyAreOnceTheyWentThroughHere(ExchangeFormat format) {
        RandomGenerator random = new SplittableRandom(52);
        for (int round = 0; round < 500; round++) {
            TemplateFile file = new TemplateFile(
                    List.of(PortableTemplate.of(
                            "Name " + round,
                            "[trigger] [subject]" + PromptParser.escape(", " + text(random)),
                            PortableTemplate.Settings.NONE)),
                    Map.of());
            // What InvokeAI takes for weights, such as a++, is gone once it was read.
            String once = format.write(read(format.write(file).text()).file()).text();
            String twice = format.write(read(once).file()).text();
            assertThat(twice).isEqualTo(once);
        }
    }

    @Test
    void aPresetIsReadWithWhatCouldNotBeCarriedOver() {
        ImportedFile read = read("""
                [{"name": "Cinematic", "prompt": "film still of {prompt}, 35mm {grain}, {prompt}",
                  "negative_prompt": "blurry"},
                 {"name": "Plain", "positive_prompt": "soft light", "negative_prompt": ""}]""");

        assertThat(read.format()).isEqualTo(ExchangeFormat.INVOKE_JSON);
        assertThat(read.file().templates())
                .extracting(PortableTemplate::text)
                .containsExactly(
                        "[trigger] [subject], film still of, 35mm \\{grain\\}, ", "[trigger] [subject], soft light");
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .anySatisfy(words -> assertThat(words).contains("negative prompt"))
                .anySatisfy(words -> assertThat(words).contains("trigger word comes first"))
                .anySatisfy(words -> assertThat(words).contains("second {prompt}"));
    }

    @Test
    void stylesOfA1111AreTheSameColumns() {
        ImportedFile read = read("name,prompt,negative_prompt\r\nFilm,\"{prompt}, film grain, \"\"35mm\"\"\",ugly\r\n");

        assertThat(read.format()).isEqualTo(ExchangeFormat.INVOKE_CSV);
        assertThat(read.file().templates().getFirst().text()).isEqualTo("[trigger] [subject], film grain, \"35mm\"");
        assertThat(read.losses()).hasSize(1);
    }

    @Test
    void promptTextBecomesTemplatesWithTheTriggerWordAsASlot() {
        ImportedFile read = read("""
                ohwx woman, at the {pier} <lora:film_v2:0.5>
                Negative prompt: blurry
                Steps: 24, Sampler: Euler, CFG scale: 1, Distilled CFG Scale: 3, Seed: 7, Size: 832x1216

                a man in the rain
                """, "ohwx woman");

        assertThat(read.format()).isEqualTo(ExchangeFormat.A1111_TEXT);
        PortableTemplate pier = read.file().templates().getFirst();
        assertThat(pier.text()).isEqualTo("[trigger], at the \\{pier\\}");
        assertThat(pier.settings())
                .isEqualTo(new PortableTemplate.Settings(
                        new TriggerWord("ohwx woman"),
                        List.of(new PortableTemplate.Lora("other", "film_v2", Strength.of(0.5))),
                        3.0,
                        24,
                        832,
                        1216,
                        7L));
        assertThat(read.file().templates().getLast().text()).isEqualTo("[trigger] [subject], a man in the rain");
        assertThat(read.losses()).anySatisfy(loss -> assertThat(loss.words()).contains("was added"));
    }

    @Test
    void signsForTheOrderOfAlternativesAndValuesOfWildcardsAreNamed() {
        ImportedFile read = read(
                "ohwx woman, {!red|blue} cup, {~day|night}, {@2$$a|b|c}, __!season__, __~hats__, __coat(colour=red)__",
                "ohwx woman");

        PortableTemplate template = read.file().templates().getFirst();
        assertThat(template.text())
                .isEqualTo("[trigger], {red|blue} cup, {day|night}, {2$$a|b|c}, {season}, {hats}, {coat}");
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .noneMatch(words -> words.contains("{~day|night}"))
                .noneMatch(words -> words.contains("Emphasis"))
                .anyMatch(words -> words.contains("“{!red|blue}” takes its alternatives one after the other"))
                .anyMatch(words -> words.contains("“{@2$$a|b|c}” takes its alternatives one after the other"))
                .anyMatch(words -> words.contains("“__!season__” takes its alternatives one after the other"))
                .anyMatch(words -> words.contains("(colour=red), which were left out"));
    }

    @Test
    void variablesOfDynamicPromptsKeepTheirChoices() {
        ImportedFile read = read(
                "ohwx woman ${light={soft|{warm|cold} low}}${season=!{summer|winter}}in ${season}, ${light} light,"
                        + " ${hat=__hats__}${hat}, ${coat:{red|blue} coat}, ${season} sky, ${cup=tin}${cup:glass} cup",
                "ohwx woman");

        PortableTemplate template = read.file().templates().getFirst();
        assertThat(template.text())
                .isEqualTo("[trigger] in {season}, {soft|{warm|cold} low} light, {hats}, {red|blue} coat, {season} sky,"
                        + " {cup} cup");
        assertThat(template.variables())
                .containsExactly(
                        new PromptVariable("season", "summer", List.of("summer", "winter")),
                        new PromptVariable("hats", "", List.of()),
                        new PromptVariable("cup", "tin", List.of()));
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .anyMatch(words -> words.contains("“${season=!{summer|winter}}” became the variable {season}"));
        assertThat(read("ohwx woman ${light=!{soft|{warm|cold} low}}${light}, ${light}", "ohwx woman")
                        .losses())
                .extracting(ConversionLoss::words)
                .anyMatch(words -> words.contains("each place is drawn on its own"));
    }

    /** Definitions that name each other twice would double with each line. */
    @Test
    void variablesThatGrowWithoutEndStayWords() {
        String prompt = "ohwx woman ${v0={soft|warm|cold} light}"
                + IntStream.range(0, 60)
                        .mapToObj(number -> "${v%d=${v%d} ${v%d}{a|b}}".formatted(number + 1, number, number))
                        .collect(Collectors.joining());

        ImportedFile read = read(prompt, "ohwx woman");

        assertThat(read.losses()).extracting(ConversionLoss::words).anyMatch(words -> words.contains("is too long"));
    }

    @Test
    void alternativesThatBeginWithASignComeBack() {
        PortableTemplate template =
                PortableTemplate.of("Signs", "[trigger] [subject], {!a|@b|c}", PortableTemplate.Settings.NONE);
        String written = ExchangeFormat.INVOKE_CSV
                .write(new TemplateFile(List.of(template), Map.of()))
                .text();

        assertThat(written).contains("{1::!a|@b|c}");
        assertThat(read(written).file().templates()).containsExactly(template);
    }

    /** Its first line has more commas than a table may have columns. */
    @Test
    void aPromptOfManyTagsIsNoTable() {
        String tags = "ohwx woman, 1girl, name, text, "
                + IntStream.range(0, 60).mapToObj(tag -> "tag " + tag).collect(Collectors.joining(", "));

        ImportedFile read = read(tags + "\nSteps: 24, Sampler: Euler, Seed: 7, Size: 832x1216", "ohwx woman");

        assertThat(read.format()).isEqualTo(ExchangeFormat.A1111_TEXT);
        assertThat(read.file().templates())
                .singleElement()
                .returns(tags.replace("ohwx woman", "[trigger]"), PortableTemplate::text)
                .returns(24, template -> template.settings().steps());
    }

    /** As A1111 wrote them until 2022 and still reads them. */
    @Test
    void oldStylesOfA1111HaveATextInsteadOfAPrompt() {
        ImportedFile read =
                read("name,text\nFilm, \"{prompt}, (film grain:1.3), 35mm <lora:film:0.6>\"\nRain,rain, wet street\n");

        assertThat(read.format()).isEqualTo(ExchangeFormat.INVOKE_CSV);
        assertThat(read.file().templates())
                .extracting(template -> template.text().strip())
                .containsExactly("[trigger] [subject], film grain, 35mm", "[trigger] [subject], rain");
        assertThat(read.file().templates().getFirst().settings().loras())
                .containsExactly(new PortableTemplate.Lora("other", "film", Strength.of(0.6)));
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .anySatisfy(words -> assertThat(words).contains("Emphasis"))
                .anySatisfy(words -> assertThat(words).contains("“wet street” was left out"));
        assertThat(read("name,text\nOurs,\"[trigger], (rain)\"\n").format()).isEqualTo(ExchangeFormat.CSV);
    }

    @Test
    void ofManyFilesThoseThatCannotBeReadAreNamedAndTheOthersAreRead() {
        ImportedFile read = read(
                file("good.txt", "ohwx woman at the pier"),
                file("broken.json", "{\"a\": "),
                file("empty.txt", "  \n"),
                file("table.csv", "name,text,scene\nx,y,z,w"),
                file("lists.yaml", "a: [unclosed"),
                file("graph.json", "{\"1\": {\"class_type\": \"LoadImage\", \"inputs\": {}}}"));

        assertThat(read.file().templates())
                .singleElement()
                .returns("[trigger] [subject], ohwx woman at the pier", PortableTemplate::text);
        assertThat(read.losses())
                .filteredOn(loss -> loss.words().startsWith("Left out: "))
                .extracting(ConversionLoss::words)
                .satisfiesExactlyInAnyOrder(
                        words -> assertThat(words).contains("broken.json: This is not JSON"),
                        words -> assertThat(words).contains("empty.txt: This file is empty"),
                        words -> assertThat(words).contains("table.csv: Row 2 has 4 cells"),
                        words -> assertThat(words).contains("lists.yaml: This is no YAML"),
                        words -> assertThat(words).contains("graph.json: "));
        assertThatThrownBy(() -> read(file("broken.json", "{\"a\": "), file("empty.txt", "")))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContainingAll("None of these 2 files", "broken.json: ", "empty.txt: ");
    }

    /** As the web UI's own log has them, without an empty line between two, and as people paste them, with too many. */
    @Test
    void promptsEndWithTheirLineOfSettings() {
        ImportedFile read = read("""
                portrait of a woman

                soft light

                Negative prompt: blurry,
                lowres
                Steps: 20, Sampler: Euler, CFG scale: 7, Seed: 1, Size: 512x512, Lora hashes: "film: 1a2b, grain: 3c4d"
                a red cup
                Steps: 8, Sampler: Euler, CFG scale: 1, Seed: 2, Size: 512x512
                """);

        assertThat(read.file().templates())
                .extracting(PortableTemplate::text)
                .containsExactly(
                        "[trigger] [subject], portrait of a woman",
                        "[trigger] [subject], soft light",
                        "[trigger] [subject], a red cup");
        assertThat(read.file().templates().get(1).settings().seed()).isEqualTo(1);
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .anySatisfy(words -> assertThat(words).contains("CFG scale was left out"));
    }

    /** Civitai writes FLUX's guidance as the CFG scale, and JSON behind its names. */
    @Test
    void whatCivitaiCopiesIsRead() {
        ImportedFile read = read("""
                ohwx woman at the pier <lora:film_v2:0.8>
                Steps: 28, CFG scale: 4, Sampler: Undefined, Seed: 91, Size: 832x1216, Clip skip: 2, \
                Created Date: 2025-02-11T09:12:44.1234567Z, Civitai resources: [{"type":"checkpoint",\
                "modelVersionId":691639,"modelName":"FLUX","modelVersionName":"Dev"}], Civitai metadata: {}""", "ohwx woman");

        assertThat(read.file().templates().getFirst().settings())
                .returns(4.0, PortableTemplate.Settings::guidance)
                .returns(28, PortableTemplate.Settings::steps)
                .returns(832, PortableTemplate.Settings::width);
    }

    /** One entry of the file of presets that InvokeAI brings, and a row of its export. */
    @Test
    void presetsAsInvokeAiHasThemAreRead() {
        assertThat(read("""
                        [{"name": "Photography (Portrait)", "type": "default", "is_public": true, "preset_data": {
                          "positive_prompt": "{prompt}. photography, 85mm lens", "negative_prompt": "painting"}}]""").file().templates().getFirst().text())
                .isEqualTo("[trigger] [subject]. photography, 85mm lens");
        assertThat(read("positive_prompt,name,negative_prompt\n\"a {prompt}, \nfilm\",Film,\n")
                        .file()
                        .templates())
                .singleElement()
                .returns("Film", PortableTemplate::name);
    }

    @Test
    void weightsOfInvokeAiAreRemovedAndNamed() {
        ImportedFile json = read("""
                [{"name": "Film", "prompt": "{prompt}, (soft light)1.2, grain++, (dark (old) room)--, portrait (close)"}]""");
        ImportedFile csv = read("name,prompt,negative_prompt\nFilm,\"{prompt}, (soft light)1.2, written in C++\",\n");

        assertThat(json.file().templates().getFirst().text())
                .isEqualTo("[trigger] [subject], soft light, grain, dark (old) room, portrait (close)");
        assertThat(json.losses()).singleElement().satisfies(loss -> {
            assertThat(loss.template()).isEqualTo("Film");
            assertThat(loss.words()).contains("(soft light)1.2", "grain++");
        });
        assertThat(csv.file().templates().getFirst().text())
                .isEqualTo("[trigger] [subject], soft light, written in C++");
        assertThat(csv.losses())
                .singleElement()
                .satisfies(loss -> assertThat(loss.words()).contains("(soft light)1.2"));
    }

    @Test
    void whatInvokeAiWritesIntoAPictureIsRead() {
        ImportedFile read = read(picture("invokeai_metadata", """
                {"generation_mode": "flux_txt2img", "positive_prompt": "ohwx woman, soft light", "negative_prompt": "",
                 "width": 832, "height": 1216, "seed": 18446744073709551615, "steps": 30, "scheduler": "euler",
                 "guidance": 4, "model": {"name": "FLUX Dev", "base": "flux"},
                 "loras": [{"model": {"name": "film", "key": "1"}, "weight": 0.75}], "app_version": "5.6.0"}"""), "ohwx woman");

        assertThat(read.format()).isEqualTo(ExchangeFormat.PICTURE_JSON);
        PortableTemplate template = read.file().templates().getFirst();
        assertThat(template.text()).isEqualTo("[trigger], soft light");
        assertThat(template.settings())
                .isEqualTo(new PortableTemplate.Settings(
                        new TriggerWord("ohwx woman"),
                        List.of(new PortableTemplate.Lora("other", "film", Strength.of(0.75))),
                        4.0,
                        30,
                        832,
                        1216,
                        null));
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .satisfiesExactlyInAnyOrder(
                        words -> assertThat(words).isEqualTo("“model” is not kept."),
                        words -> assertThat(words).contains("18446744073709551615"));
    }

    @Test
    void whatSwarmUiWritesIntoAPictureIsRead() {
        ImportedFile read = read(picture("parameters", """
                {"sui_image_params": {"prompt": "ohwx woman, (soft:1.2) light <lora:film:0.5>", "model": "flux1-dev",
                 "seed": 7, "steps": 20, "cfgscale": 1.0, "fluxguidancescale": 3.0, "aspectratio": "Custom",
                 "width": 512, "height": 768, "sampler": "euler", "scheduler": "beta", "negativeprompt": "ugly",
                 "loras": ["style/grain", "film"], "loraweights": ["0.8", "0.5"], "swarm_version": "0.9.5"},
                 "sui_models": []}"""), "ohwx woman");

        assertThat(read.format()).isEqualTo(ExchangeFormat.PICTURE_JSON);
        PortableTemplate template = read.file().templates().getFirst();
        assertThat(template.text()).isEqualTo("[trigger], soft light");
        assertThat(template.settings())
                .isEqualTo(new PortableTemplate.Settings(
                        new TriggerWord("ohwx woman"),
                        List.of(
                                new PortableTemplate.Lora("other", "film", Strength.of(0.5)),
                                new PortableTemplate.Lora("other", "grain", Strength.of(0.8))),
                        3.0,
                        20,
                        512,
                        768,
                        7L));
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .satisfiesExactlyInAnyOrder(
                        words -> assertThat(words).contains("Emphasis"),
                        words -> assertThat(words).isEqualTo("“model” is not kept."),
                        words -> assertThat(words).contains("negative prompt"),
                        words -> assertThat(words).contains("scheduler “beta”"));
    }

    @Test
    void settingsOfTheProductsOwnFormThatCannotBeKeptAreNamed() {
        ImportedFile read = read("""
                {"understudy-prompt-templates": 1, "templates": [{"name": "Coat", "text": "[trigger]", "settings":
                 {"seed": 18446744073709551615, "steps": "many", "guidance": 3, "shift": 1.15}}]}""");

        assertThat(read.file().templates().getFirst().settings())
                .isEqualTo(new PortableTemplate.Settings(null, List.of(), 3.0, null, null, null, null));
        assertThat(read.losses())
                .allSatisfy(loss -> assertThat(loss.template()).isEqualTo("Coat"))
                .extracting(ConversionLoss::words)
                .satisfiesExactlyInAnyOrder(
                        words -> assertThat(words).contains("seed of 18446744073709551615"),
                        words -> assertThat(words).contains("steps of \"many\""),
                        words -> assertThat(words).contains("“shift”"));
    }

    @Test
    void aFalInputIsRead() {
        ImportedFile read = read("""
                {"prompt": "a woman", "guidance_scale": 3, "num_inference_steps": 20}""");

        assertThat(read.format()).isEqualTo(ExchangeFormat.FAL);
        assertThat(read.file().templates().getFirst().settings().steps()).isEqualTo(20);
    }

    @Test
    void hostileFilesAreRefusedInWords() {
        refused("", "empty");
        refused("{\"a\": ", "not JSON");
        refused("[".repeat(5_000) + "{", "not JSON");
        refused("[{\"name\": 5}]", "not text");
        refused("[[5]]", "no object");
        refused("{\"understudy-prompt-templates\": 99, \"templates\": []}", "format version");
        refused("{\"understudy-prompt-templates\": 1}", "missing");
        refused("{\"understudy-prompt-templates\": 1, \"templates\": [" + "{},".repeat(3_000) + "{}]}", "at most");
        refused("name,text\nx,\"never closed", "quote");
        refused("name,text,scene\nx,y,z,w", "heading");
        refused("name,text,variables\nx,[trigger],{broken", "row 2");
        refused("name,text\n" + "x,y\n".repeat(3_000), "rows");
        refused("a\0b", "not text");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff}))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> read(new byte[TemplateFiles.MAX_BYTES + 1]))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("2 MB");
    }

    @Test
    void anyTextIsReadOrRefusedInWords() {
        RandomGenerator random = new SplittableRandom(53);
        for (int round = 0; round < 3_000; round++) {
            String text = random.nextInt(3) == 0
                    ? "name,text\n" + text(random)
                    : "{[\"n".charAt(random.nextInt(4)) + text(random);
            try {
                assertThat(read(text).file().templates()).isNotNull();
            } catch (RuleViolation refused) {
                assertThat(refused.words()).isNotBlank();
            }
        }
    }

    @Test
    void whatAFormCannotHoldIsSaid() {
        TemplateFile file = new TemplateFile(
                List.of(new PortableTemplate(
                        "Coat",
                        "[trigger] in {coat}, {day|night}",
                        "",
                        "",
                        "",
                        "",
                        List.of(new PromptVariable("coat", "parka", List.of())),
                        new PortableTemplate.Settings(null, List.of(), 3.5, null, null, null, null),
                        List.of("outdoor"))),
                Map.of());

        ExportedFile written = ExchangeFormat.INVOKE_JSON.write(file);

        assertThat(written.text()).contains("{prompt} in parka, {day|night}");
        assertThat(written.losses())
                .hasSize(3)
                .allSatisfy(loss -> assertThat(loss.template()).isEqualTo("Coat"));
    }

    /** A PNG of nothing but a text. */
    private static byte[] picture(String name, String text) {
        byte[] data = (name + "\0" + text).getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(32 + data.length)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(data.length)
                .put("tEXt".getBytes(StandardCharsets.ISO_8859_1))
                .put(data)
                .putInt(0)
                .putInt(0)
                .put("IEND".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(0)
                .array();
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(RuleViolation.class).hasMessageContaining(why);
    }

    private static ImportedFile read(String text, String... triggers) {
        return read(text.getBytes(StandardCharsets.UTF_8), triggers);
    }

    private static ImportedFile read(SourceFile... files) {
        return TemplateFiles.read(List.of(files), new KnownNames(List.of(), Set.of()));
    }

    private static SourceFile file(String name, String text) {
        return new SourceFile(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static ImportedFile read(byte[] file, String... triggers) {
        return TemplateFiles.read(
                List.of(new SourceFile("", file)),
                new KnownNames(Stream.of(triggers).map(TriggerWord::new).toList(), Set.of()));
    }

    private static PortableTemplate template(RandomGenerator random) {
        return new PortableTemplate(
                "n" + text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                text(random),
                some(random, () -> new PromptVariable(text(random), text(random), some(random, () -> text(random)))),
                new PortableTemplate.Settings(
                        maybe(random, () -> new TriggerWord(text(random))),
                        some(
                                random,
                                () -> new PortableTemplate.Lora(
                                        "style", text(random), Strength.of(random.nextInt(40) / 20.0))),
                        maybe(random, () -> random.nextInt(70) / 2.0),
                        maybe(random, () -> random.nextInt(100)),
                        maybe(random, () -> random.nextInt(2_000)),
                        maybe(random, () -> random.nextInt(2_000)),
                        maybe(random, () -> random.nextLong(Long.MAX_VALUE))),
                some(random, () -> "tag" + random.nextInt(9)));
    }

    private static <T> @Nullable T maybe(RandomGenerator random, Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    private static <T> List<T> some(RandomGenerator random, Supplier<T> value) {
        return Stream.generate(value).limit(random.nextInt(3)).toList();
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
    }
}
