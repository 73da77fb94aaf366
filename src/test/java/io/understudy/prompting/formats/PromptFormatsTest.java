package io.understudy.prompting.formats;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PromptFormatsTest {
    private static final FilledPrompt PORTRAIT = new FilledPrompt(
            "ohwx woman, portrait (close), soft light",
            List.of(
                    new FilledPrompt.Lora(
                            "ava-lindqvist_v1_1000steps.safetensors",
                            Strength.of(0.9),
                            "https://files.example/ava?t=1"),
                    new FilledPrompt.Lora("film.safetensors", Strength.of(0.5), null)),
            3.5,
            28,
            896,
            1152,
            42L);

    @Test
    void everyWeightOfInvokeAiThatIsRemovedIsNamed() {
        List<String> remarks = new ArrayList<>();
        String weighed = IntStream.rangeClosed(1, 12)
                .mapToObj(number -> "(word" + number + ")1.2")
                .collect(Collectors.joining(", "));

        assertThat(InvokeAiWeights.plain(weighed, false, remarks))
                .startsWith("word1, word2,")
                .endsWith(" word12");

        assertThat(remarks)
                .singleElement()
                .satisfies(remark ->
                        assertThat(remark).contains("(word1)1.2, (word2)1.2").endsWith("(word12)1.2."));
    }

    @Test
    void ofVeryManyWeightsTheRemarkCountsTheLast() {
        List<String> remarks = new ArrayList<>();

        InvokeAiWeights.plain(weighedWords(102), true, remarks);

        assertThat(remarks)
                .singleElement()
                .satisfies(remark -> assertThat(remark).endsWith(" word100++ and 2 more."));
    }

    private static String weighedWords(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "word" + number + "++")
                .collect(Collectors.joining(" "));
    }

    @Test
    void plainTextIsTheWordsAndSaysWhichLorasToSet() {
        ExportedPrompt written = PromptFormat.PLAIN.write(PORTRAIT);

        assertThat(written.text()).isEqualTo("ohwx woman, portrait (close), soft light");
        assertThat(written.remarks())
                .containsExactly("Set the LoRAs by hand: ava-lindqvist_v1_1000steps at 0.9, film at 0.5.");
    }

    @Test
    void forgeGetsLorasInTheTextAndTheGuidanceAsDistilledScale() {
        assertThat(PromptFormat.A1111.write(PORTRAIT).text()).isEqualTo("""
                ohwx woman, portrait \\(close\\), soft light <lora:ava-lindqvist_v1_1000steps:0.9> <lora:film:0.5>
                Steps: 28, Sampler: Euler, Schedule type: Simple, CFG scale: 1, Distilled CFG Scale: 3.5, Seed: 42, \
                Size: 896x1152""");
    }

    @Test
    void falGetsAddressesAndAPlaceToFillWhereOneIsMissing() {
        ExportedPrompt written = PromptFormat.FAL.write(PORTRAIT);
        JsonNode input = JsonMapper.shared().readTree(written.text());

        assertThat(input.at("/loras/0/path").asString()).isEqualTo("https://files.example/ava?t=1");
        assertThat(input.at("/loras/0/scale").asDouble()).isEqualTo(0.9);
        assertThat(input.at("/image_size/height").asInt()).isEqualTo(1152);
        assertThat(input.path("seed").asLong()).isEqualTo(42);
        assertThat(written.remarks()).singleElement().asString().contains("ADDRESS-OF:film.safetensors");
    }

    @Test
    void comfyUiGetsOneLoaderPerLoraOneBehindTheOther() {
        ExportedPrompt written = PromptFormat.COMFYUI.write(PORTRAIT);
        JsonNode graph = JsonMapper.shared().readTree(written.text());

        assertThat(graph.at("/20/inputs/model/0").asString()).isEqualTo("1");
        assertThat(graph.at("/21/inputs/model/0").asString()).isEqualTo("20");
        assertThat(graph.at("/21/inputs/strength_model").asDouble()).isEqualTo(0.5);
        assertThat(graph.at("/9/inputs/model/0").asString()).isEqualTo("21");
        assertThat(graph.at("/9/inputs/cfg").asDouble()).isEqualTo(1);
        assertThat(graph)
                .allSatisfy(node -> node.path("inputs")
                        .forEach(input -> assertThat(!input.isArray()
                                        || graph.has(input.get(0).asString()))
                                .as("every link leads to a node of the graph")
                                .isTrue()));
    }

    /** Inputs and what they take, and what comes out, as ComfyUI's object_info states it for these nodes. */
    private static final Map<String, Map<String, String>> NODES = Map.ofEntries(
            entry("UNETLoader", Map.of("unet_name", "text", "weight_dtype", "text", "", "MODEL")),
            entry("DualCLIPLoader", Map.of("clip_name1", "text", "clip_name2", "text", "type", "text", "", "CLIP")),
            entry("VAELoader", Map.of("vae_name", "text", "", "VAE")),
            entry(
                    "LoraLoaderModelOnly",
                    Map.of("model", "MODEL", "lora_name", "text", "strength_model", "number", "", "MODEL")),
            entry("CLIPTextEncode", Map.of("text", "text", "clip", "CLIP", "", "CONDITIONING")),
            entry("FluxGuidance", Map.of("conditioning", "CONDITIONING", "guidance", "number", "", "CONDITIONING")),
            entry(
                    "EmptySD3LatentImage",
                    Map.of("width", "number", "height", "number", "batch_size", "number", "", "LATENT")),
            entry(
                    "KSampler",
                    Map.ofEntries(
                            entry("model", "MODEL"),
                            entry("seed", "number"),
                            entry("steps", "number"),
                            entry("cfg", "number"),
                            entry("sampler_name", "text"),
                            entry("scheduler", "text"),
                            entry("positive", "CONDITIONING"),
                            entry("negative", "CONDITIONING"),
                            entry("latent_image", "LATENT"),
                            entry("denoise", "number"),
                            entry("", "LATENT"))),
            entry("VAEDecode", Map.of("samples", "LATENT", "vae", "VAE", "", "IMAGE")),
            entry("SaveImage", Map.of("images", "IMAGE", "filename_prefix", "text", "", "nothing")));

    @Test
    void comfyUiFindsEveryInputOfEveryNodeWithTheKindThatItTakes() {
        JsonNode graph = JsonMapper.shared()
                .readTree(PromptFormat.COMFYUI.write(PORTRAIT).text());

        assertThat(graph).isNotEmpty().allSatisfy(node -> {
            Map<String, String> takes = NODES.get(node.path("class_type").asString());
            Map<String, String> found = new HashMap<>();
            node.path("inputs").properties().forEach(input -> found.put(input.getKey(), kind(graph, input.getValue())));
            found.put("", takes.get(""));
            assertThat(found).as(node.toString()).isEqualTo(takes);
        });
    }

    private static String kind(JsonNode graph, JsonNode input) {
        if (input.isArray()) {
            assertThat(input.get(1).asInt()).as("the first output").isZero();
            return NODES.get(graph.path(input.get(0).asString())
                            .path("class_type")
                            .asString())
                    .get("");
        }
        return input.isNumber() ? "number" : "text";
    }

    /** The encoder for both texts, its words from a node of their own, sampled by the custom sampler. */
    @Test
    void graphsAsComfyUiUsersBuildThemForFluxAreRead() {
        ImportedPrompt read = ComfyFormat.read("""
                {"1":{"class_type":"UNETLoader","inputs":{"unet_name":"flux1-dev.safetensors","weight_dtype":"default"}},
                 "2":{"class_type":"LoraLoader","inputs":{"lora_name":"ava.safetensors","strength_model":0.9,
                      "strength_clip":1,"model":["1",0],"clip":["3",0]}},
                 "3":{"class_type":"DualCLIPLoader","inputs":{"type":"flux"}},
                 "4":{"class_type":"PrimitiveStringMultiline","inputs":{"value":"ohwx woman, at the pier"}},
                 "5":{"class_type":"CLIPTextEncodeFlux","inputs":{"clip":["2",1],"clip_l":"ohwx woman",
                      "t5xxl":["4",0],"guidance":2.5}},
                 "6":{"class_type":"BasicGuider","inputs":{"model":["2",0],"conditioning":["5",0]}},
                 "7":{"class_type":"RandomNoise","inputs":{"noise_seed":11}},
                 "8":{"class_type":"BasicScheduler","inputs":{"scheduler":"simple","steps":24,"denoise":1,"model":["2",0]}},
                 "9":{"class_type":"EmptySD3LatentImage","inputs":{"width":832,"height":1216,"batch_size":1}},
                 "10":{"class_type":"SamplerCustomAdvanced","inputs":{"noise":["7",0],"guider":["6",0],
                      "sampler":["11",0],"sigmas":["8",0],"latent_image":["9",0]}},
                 "11":{"class_type":"KSamplerSelect","inputs":{"sampler_name":"euler"}}}""");

        assertThat(read.prompt())
                .isEqualTo(new FilledPrompt(
                        "ohwx woman, at the pier",
                        List.of(new FilledPrompt.Lora("ava.safetensors", Strength.of(0.9), null)),
                        2.5,
                        24,
                        832,
                        1216,
                        11L));
    }

    @Test
    void aSizeThatComfyUiDoesNotTakeIsRoundedAndSaid() {
        FilledPrompt odd = new FilledPrompt("a cup", List.of(), 3.5, 20, 1000, 750, null);

        ExportedPrompt written = PromptFormat.COMFYUI.write(odd);

        assertThat(JsonMapper.shared()
                        .readTree(written.text())
                        .at("/8/inputs/height")
                        .asInt())
                .isEqualTo(752);
        assertThat(written.remarks())
                .anyMatch(remark -> remark.contains("1008 × 752"))
                .anyMatch(remark -> remark.contains("seed"));
    }

    @Test
    void everythingWrittenIsReadAgain() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            FilledPrompt prompt = anyPrompt(random);

            assertThat(FalFormat.read(PromptFormat.FAL.write(prompt).text()).prompt())
                    .isEqualTo(prompt);
            assertThat(A1111Format.read(PromptFormat.A1111.write(prompt).text()).prompt())
                    .isEqualTo(withoutAddresses(prompt));
            FilledPrompt withSeed = prompt.seed() == null ? seeded(prompt, 0L) : prompt;
            assertThat(ComfyFormat.read(PromptFormat.COMFYUI.write(withSeed).text())
                            .prompt())
                    .isEqualTo(withoutAddresses(withSeed));
        }
    }

    private static FilledPrompt anyPrompt(Random random) {
        String letters = "abc ÄÖ漢 ,.()[]\\\"'{}|:0.9";
        StringBuilder text = new StringBuilder("w");
        for (int length = random.nextInt(60); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        List<FilledPrompt.Lora> loras = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            String name = "lora-" + random.nextInt(100) + ".v1.safetensors";
            loras.add(new FilledPrompt.Lora(
                    name,
                    Strength.of(random.nextInt(0, 201) / 100.0),
                    random.nextBoolean() ? "https://files.example/a/" + name + "?key=x/y" : null));
        }
        return new FilledPrompt(
                text.toString(),
                loras,
                random.nextInt(0, 100) / 10.0,
                random.nextInt(1, 51),
                16 * random.nextInt(1, 128),
                16 * random.nextInt(1, 128),
                random.nextBoolean() ? random.nextLong(0, Long.MAX_VALUE) : null);
    }

    private static FilledPrompt withoutAddresses(FilledPrompt prompt) {
        return new FilledPrompt(
                prompt.text(),
                prompt.loras().stream()
                        .map(lora -> new FilledPrompt.Lora(lora.fileName(), lora.strength(), null))
                        .toList(),
                prompt.guidance(),
                prompt.steps(),
                prompt.width(),
                prompt.height(),
                prompt.seed());
    }

    private static FilledPrompt seeded(FilledPrompt prompt, long seed) {
        return new FilledPrompt(
                prompt.text(),
                prompt.loras(),
                prompt.guidance(),
                prompt.steps(),
                prompt.width(),
                prompt.height(),
                seed);
    }

    @Test
    void whatForgeKnowsAndFluxDoesNotIsSaid() {
        ImportedPrompt read = A1111Format.read("""
                a (red:1.3) cup, [old] <lora:film:0.4:0.2> <lyco:x:1>
                Negative prompt: ugly
                Steps: 20, Sampler: DPM++ 2M, CFG scale: 7, Seed: 5, Size: 512x768, Model hash: abc, Clip skip: 2""");

        assertThat(read.prompt().text()).isEqualTo("a red cup, old");
        assertThat(read.prompt().loras())
                .containsExactly(new FilledPrompt.Lora("film.safetensors", Strength.of(0.4), null));
        assertThat(read.prompt().height()).isEqualTo(768);
        assertThat(read.remarks())
                .anyMatch(remark -> remark.contains("negative prompt"))
                .anyMatch(remark -> remark.contains("Emphasis"))
                .anyMatch(remark -> remark.contains("lyco"))
                .anyMatch(remark -> remark.contains("clip skip"));
    }

    @Test
    void strengthsByNameAreThoseOfTheModel() {
        ImportedPrompt read = A1111Format.read(
                "a cup <lora:film:te=0.5:unet=0.8> <lora:grain:0.7:lbw=MIDD:stop=12> <lora:rain:te=0.6> <lora:fog:unet=x>");

        assertThat(read.prompt().loras())
                .containsExactly(
                        new FilledPrompt.Lora("film.safetensors", Strength.of(0.8), null),
                        new FilledPrompt.Lora("grain.safetensors", Strength.of(0.7), null),
                        new FilledPrompt.Lora("rain.safetensors", Strength.of(0.6), null),
                        new FilledPrompt.Lora("fog.safetensors", Strength.FULL, null));
        assertThat(read.remarks())
                .contains(
                        "film: its strength of 0.5 for the text encoder was left out; 0.8 counts for both.",
                        "grain: “lbw=MIDD” was left out.",
                        "grain: “stop=12” was left out.",
                        "fog: its strength is not a number, 1 is used.");
    }

    @Test
    void aCfgScaleNextToTheDistilledOneIsNamed() {
        String settings = "a cup\nSteps: 20, CFG scale: %s, Distilled CFG Scale: 3.5, Seed: 5, Size: 512x768";

        ImportedPrompt read = A1111Format.read(settings.formatted("3"));

        assertThat(read.prompt().guidance()).isEqualTo(3.5);
        assertThat(read.remarks())
                .containsExactly(
                        "The CFG scale was left out, which was 3: it is for negative prompts. FLUX has a guidance"
                                + " of its own, here 3.5.");
        assertThat(A1111Format.read(settings.formatted("1")).remarks()).isEmpty();
    }

    /** The web UI changes the prompt from a step on; what is left in the end is kept, and each is named. */
    @Test
    void wordsThatChangeWhileAPictureIsMadeAreNamed() {
        ImportedPrompt read = A1111Format.read(
                "a cup, [fog:12], [rain::0.5], [(dusk:1.2):dawn \\(late\\):10], [[soft]:4] light, [cow (big)|horse]");

        assertThat(read.prompt().text().replaceAll("\\s+", " "))
                .isEqualTo("a cup, fog, , dawn (late), soft light, cow big");
        assertThat(read.remarks())
                .contains(
                        "“[fog:12]” changes while a picture is made; “fog” is kept.",
                        "“[rain::0.5]” changes while a picture is made; it was left out.",
                        "“[(dusk):dawn (late):10]” changes while a picture is made; “dawn (late)” is kept.",
                        "“[[soft]:4]” changes while a picture is made; “[soft]” is kept.",
                        "“[cow (big)|horse]” changes while a picture is made; “cow (big)” is kept.",
                        "Emphasis brackets were removed: T5 and CLIP-L read plain text.");
        assertThat(A1111Format.read("a cup \\[fog:12\\], at 12:30").prompt().text())
                .isEqualTo("a cup [fog:12], at 12:30");
    }

    @Test
    void aGraphThatBitesItsTailEnds() {
        ImportedPrompt read = ComfyFormat.read("""
                {"1":{"class_type":"KSampler","inputs":{"positive":["2",0],"model":["3",0],"steps":4}},
                 "2":{"class_type":"CLIPTextEncode","inputs":{"text":"a cup","conditioning":["2",0]}},
                 "3":{"class_type":"LoraLoader","inputs":{"lora_name":"sub/film.safetensors","model":["3",0]}},
                 "4":{"class_type":"Anything","inputs":{}}}""");

        assertThat(read.prompt().loras())
                .containsExactly(new FilledPrompt.Lora("film.safetensors", Strength.FULL, null));
        assertThat(read.remarks()).containsExactly("The node Anything was left out.");
    }

    /** Round and square brackets, alone and escaped, as people write them. */
    @ParameterizedTest
    @EnumSource(names = {"FAL", "A1111", "COMFYUI"})
    void bracketsMeanThemselvesOnTheWayOutAndBack(PromptFormat format) {
        for (String words : List.of(
                "portrait (close), [soft] light",
                "a (very (deep:1.2)) night [dusk:dawn:0.5]",
                "smile :) and C:\\new \\(kept\\) \\\\(twice",
                "[cow|horse] ((sun))")) {
            String written = format.write(FilledPrompt.of(words)).text();
            ImportedPrompt read =
                    switch (format) {
                        case FAL -> FalFormat.read(written);
                        case A1111 -> A1111Format.read(written);
                        case COMFYUI -> ComfyFormat.read(written);
                        case PLAIN -> throw new AssertionError();
                    };
            assertThat(read.prompt().text()).isEqualTo(words);
            assertThat(read.remarks()).noneMatch(remark -> remark.contains("Emphasis"));
        }
    }

    @Test
    void bracketsThatWeighAreEscapedForComfyUiAndNotForFal() {
        FilledPrompt prompt = FilledPrompt.of("portrait (close)");

        assertThat(JsonMapper.shared()
                        .readTree(PromptFormat.COMFYUI.write(prompt).text())
                        .at("/6/inputs/text")
                        .asString())
                .isEqualTo("portrait \\(close\\)");
        assertThat(JsonMapper.shared()
                        .readTree(PromptFormat.FAL.write(prompt).text())
                        .path("prompt")
                        .asString())
                .isEqualTo("portrait (close)");
    }

    @Test
    void emphasisOfComfyUiIsRemovedAndNamed() {
        ImportedPrompt read = ComfyFormat.read("""
                {"1": {"class_type": "KSampler", "inputs": {"positive": ["2", 0]}},
                 "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "a (red:1.3) \\\\(old\\\\) cup"}}}""");

        assertThat(read.prompt().text()).isEqualTo("a red (old) cup");
        assertThat(read.remarks()).anySatisfy(remark -> assertThat(remark).contains("Emphasis"));
    }

    /** As the editor saves it: values without names, links in a list of their own, one LoRA bypassed. */
    @Test
    void aWorkflowOfComfyUisEditorIsRead() {
        ImportedPrompt read = ComfyFormat.read("""
                {"nodes": [
                  {"id": 1, "type": "UNETLoader", "widgets_values": ["flux1-dev.safetensors", "default"]},
                  {"id": 2, "type": "LoraLoaderModelOnly", "widgets_values": ["style/film.safetensors", 0.6],
                   "inputs": [{"name": "model", "link": 11}]},
                  {"id": 3, "type": "LoraLoaderModelOnly", "mode": 4, "widgets_values": ["off.safetensors", 1],
                   "inputs": [{"name": "model", "link": 12}]},
                  {"id": 4, "type": "CLIPTextEncode", "widgets_values": ["a red cup"]},
                  {"id": 5, "type": "FluxGuidance", "widgets_values": [2.5], "inputs": [{"name": "conditioning", "link": 13}]},
                  {"id": 6, "type": "EmptySD3LatentImage", "widgets_values": [832, 1216, 1]},
                  {"id": 7, "type": "KSampler", "widgets_values": [42, "randomize", 24, 1, "euler", "simple", 1],
                   "inputs": [{"name": "model", "link": 14}, {"name": "positive", "link": 15},
                              {"name": "latent_image", "link": 16}]}],
                 "links": [[11, 1, 0, 2, 0, "MODEL"], [12, 2, 0, 3, 0, "MODEL"], [13, 4, 0, 5, 0, "CONDITIONING"],
                           [14, 3, 0, 7, 0, "MODEL"], [15, 5, 0, 7, 1, "CONDITIONING"], [16, 6, 0, 7, 3, "LATENT"]]}""");

        assertThat(read.prompt())
                .isEqualTo(new FilledPrompt(
                        "a red cup",
                        List.of(new FilledPrompt.Lora("film.safetensors", Strength.of(0.6), null)),
                        2.5,
                        24,
                        832,
                        1216,
                        42L));
        assertThat(read.remarks()).anySatisfy(remark -> assertThat(remark).contains("switched off"));
    }

    @Test
    void aLoraWithTextEncoderPartsGetsTheLoaderThatAppliesThem() {
        FilledPrompt prompt = new FilledPrompt(
                "ohwx woman",
                List.of(
                        new FilledPrompt.Lora("ava.safetensors", Strength.of(0.9), null, true),
                        new FilledPrompt.Lora("film.safetensors", Strength.of(0.5), null)),
                3.5,
                28,
                1024,
                1024,
                1L);

        JsonNode graph = JsonMapper.shared()
                .readTree(PromptFormat.COMFYUI
                        .write(prompt, new ComfyModels("dev.sft", "fp8_e4m3fn", "l.sft", "t5.sft", "vae.sft"))
                        .text());

        assertThat(graph.at("/20/class_type").asString()).isEqualTo("LoraLoader");
        assertThat(graph.at("/20/inputs/clip/0").asString()).isEqualTo("2");
        assertThat(graph.at("/20/inputs/strength_clip").asDouble()).isEqualTo(0.9);
        assertThat(graph.at("/21/class_type").asString()).isEqualTo("LoraLoaderModelOnly");
        assertThat(graph.at("/6/inputs/clip/0").asString()).isEqualTo("20");
        assertThat(graph.at("/6/inputs/clip/1").asInt()).isEqualTo(1);
        assertThat(graph.at("/1/inputs/unet_name").asString()).isEqualTo("dev.sft");
        assertThat(graph.at("/1/inputs/weight_dtype").asString()).isEqualTo("fp8_e4m3fn");
        assertThat(graph.at("/2/inputs/clip_name1").asString()).isEqualTo("t5.sft");
        assertThat(graph.at("/2/inputs/clip_name2").asString()).isEqualTo("l.sft");
        assertThat(graph.at("/3/inputs/vae_name").asString()).isEqualTo("vae.sft");
        assertThat(ComfyFormat.read(graph.toString()).remarks())
                .containsExactly(
                        "The model “dev.sft” was left out; exports use the one that Settings names.",
                        "The weight type “fp8_e4m3fn” was left out; exports use the one that Settings names.",
                        "The text encoder “t5.sft” was left out; exports use the one that Settings names.",
                        "The text encoder “l.sft” was left out; exports use the one that Settings names.",
                        "The autoencoder “vae.sft” was left out; exports use the one that Settings names.");
        assertThat(ComfyFormat.read(PromptFormat.COMFYUI.write(prompt).text()).remarks())
                .isEmpty();
    }

    @Test
    void whatAGraphHoldsAndATemplateCannotIsNamedEachThing() {
        ImportedPrompt read = ComfyFormat.read("""
                {"1": {"class_type": "UNETLoader", "inputs": {"unet_name": "FLUX/flux1-krea.safetensors",
                   "weight_dtype": "fp8_e4m3fn"}},
                 "2": {"class_type": "Power Lora Loader (rgthree)", "inputs": {"model": ["1", 0],
                   "lora_1": {"on": true, "lora": "sub/film.safetensors", "strength": 0.6, "strengthTwo": 0.2},
                   "lora_2": {"on": false, "lora": "grain.safetensors", "strength": 1}}},
                 "3": {"class_type": "LoraLoader", "inputs": {"model": ["2", 0], "lora_name": "ava.safetensors",
                   "strength_model": 0.9, "strength_clip": 0.4}},
                 "4": {"class_type": "CLIPTextEncode", "inputs": {"text": "a cup"}},
                 "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 512, "batch_size": 4}},
                 "6": {"class_type": "KSampler", "inputs": {"model": ["3", 0], "positive": ["4", 0],
                   "latent_image": ["5", 0], "seed": 18446744073709551615, "steps": 20, "cfg": 4.5,
                   "sampler_name": "dpmpp_2m", "scheduler": "karras", "denoise": 0.7}}}""");

        assertThat(read.prompt().loras())
                .extracting(FilledPrompt.Lora::fileName)
                .containsExactly("film.safetensors", "ava.safetensors");
        assertThat(read.prompt().seed()).isNull();
        for (String thing : List.of(
                "model “flux1-krea.safetensors”",
                "weight type “fp8_e4m3fn”",
                "dpmpp_2m",
                "karras",
                "batch size 4",
                "denoise of 0.7",
                "cfg of 4.5",
                "18446744073709551615",
                "film.safetensors: its strength of 0.2",
                "ava.safetensors: its strength of 0.4",
                "grain.safetensors is switched off")) {
            assertThat(read.remarks()).anySatisfy(remark -> assertThat(remark).contains(thing));
        }
        assertThat(read.remarks()).hasSize(11);
    }

    /** As a user of SDXL saves it in the editor, with values but without their names. */
    @Test
    void aGraphOfAnotherModelDoesNotBecomeOneOfFluxUnseen() {
        ImportedPrompt read = ComfyFormat.read("""
                {"nodes": [
                  {"id": 4, "type": "CheckpointLoaderSimple", "widgets_values": ["sd_xl_base_1.0.safetensors"]},
                  {"id": 5, "type": "EmptyLatentImage", "widgets_values": [1024, 1024, 1]},
                  {"id": 6, "type": "CLIPTextEncode", "widgets_values": ["a red cup"]},
                  {"id": 8, "type": "VAELoader", "widgets_values": ["sdxl_vae.safetensors"]},
                  {"id": 10, "type": "KSamplerAdvanced",
                   "widgets_values": ["disable", 7, "fixed", 25, 1, "euler", "simple", 5, 20, "enable"],
                   "inputs": [{"name": "model", "link": 1}, {"name": "positive", "link": 2},
                              {"name": "latent_image", "link": 3}]}],
                 "links": [[1, 4, 0, 10, 0, "MODEL"], [2, 6, 0, 10, 1, "CONDITIONING"], [3, 5, 0, 10, 3, "LATENT"]]}""");

        assertThat(read.prompt().steps()).isEqualTo(25);
        assertThat(read.remarks())
                .containsExactlyInAnyOrder(
                        "The checkpoint “sd_xl_base_1.0.safetensors” was left out; exports use FLUX.1, so what was made"
                                + " for another model will look different.",
                        "The autoencoder “sdxl_vae.safetensors” was left out; exports use the one that Settings names.",
                        "The add_noise “disable” was left out; exports use enable.",
                        "The return_with_leftover_noise “enable” was left out; exports use disable.",
                        "That the sampler starts at step 5 was left out.",
                        "That the sampler ends at step 20 was left out.");
    }

    /** The scheduler's name comes from a node of its own; sliders write 1.15 as 1.1500000000000001. */
    @Test
    void aShiftThatExportsDoNotUseIsNamed() {
        String graph = """
                {"1": {"class_type": "KSampler", "inputs": {"positive": ["2", 0], "model": ["3", 0], "steps": 20,
                   "scheduler": ["5", 0]}},
                 "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "a cup"}},
                 "3": {"class_type": "ModelSamplingFlux", "inputs": {"model": ["4", 0],
                   "max_shift": %s, "base_shift": %s, "width": 1024, "height": %d}},
                 "4": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux1-dev.safetensors"}},
                 "5": {"class_type": "PrimitiveString", "inputs": {"value": "%s"}}}""";

        assertThat(ComfyFormat.read(graph.formatted("1.1500000000000001", "0.5", 1024, "simple"))
                        .remarks())
                .isEmpty();
        assertThat(ComfyFormat.read(graph.formatted("1.3", "0.6", 1216, "beta")).remarks())
                .containsExactly(
                        "The scheduler “beta” was left out; exports use simple.",
                        "The max_shift “1.3” was left out; exports use 1.15.",
                        "The base_shift “0.6” was left out; exports use 0.5.",
                        "The height for the shift “1216” was left out; exports use 1024.");
    }

    @Test
    void whatCivitaiAndForgeWriteAndATemplateCannotHoldIsNamedEachThing() {
        ImportedPrompt read = A1111Format.read("""
                a cup <lora:film:0.6>
                Steps: 20, CFG scale: 3.5, Sampler: DPM++ 2M, Schedule type: Karras, Seed: 18446744073709551615, \
                Size: 512x512, Batch size: 4, Civitai resources: [{"type":"checkpoint","modelVersionId":691639,\
                "modelName":"FLUX","modelVersionName":"Dev"},{"type":"lora","weight":0.8,"modelVersionId":7,\
                "modelName":"Grain"}], Civitai metadata: {}""");

        for (String thing :
                List.of("DPM++ 2M", "Karras", "18446744073709551615", "batch size", "“FLUX”", "“Grain” at 0.8")) {
            assertThat(read.remarks()).anySatisfy(remark -> assertThat(remark).contains(thing));
        }
        assertThat(read.prompt().seed()).isNull();
    }

    @Test
    void numbersThatFalsFileHasAndATemplateCannotHoldAreNamed() {
        ImportedPrompt read = FalFormat.read("""
                {"prompt": "a cup", "seed": 18446744073709551615, "num_inference_steps": 0, "guidance_scale": -1,
                 "loras": [{"path": "https://files.example/film.safetensors", "scale": "strong"}]}""");

        assertThat(read.prompt().seed()).isNull();
        assertThat(read.remarks())
                .anySatisfy(remark -> assertThat(remark).contains("seed 18446744073709551615"))
                .anySatisfy(remark -> assertThat(remark).contains("“num_inference_steps” is 0"))
                .anySatisfy(remark -> assertThat(remark).contains("“guidance_scale” is -1"))
                .anySatisfy(remark -> assertThat(remark).contains("film.safetensors", "\"strong\""));
        assertThat(FalFormat.read("{\"prompt\": \"a cup\", \"seed\": -3}").remarks())
                .containsExactly("The seed -3 was left out: it is no whole number of 0 or more.");
    }

    @Test
    void otherSamplersWordsAndLorasOfAGraphAreNamedWithTheirNodes() {
        ImportedPrompt read = ComfyFormat.read("""
                {"30": {"class_type": "KSampler", "inputs": {"positive": ["31", 0], "negative": ["32", 0],
                   "model": ["33", 0], "latent_image": ["34", 0], "seed": 9, "steps": 8, "denoise": 0.4}},
                 "31": {"class_type": "CLIPTextEncode", "inputs": {"text": "fine skin, pores"}},
                 "32": {"class_type": "CLIPTextEncode", "inputs": {"text": ""}},
                 "33": {"class_type": "LoraLoaderModelOnly", "inputs": {"lora_name": "skin.safetensors",
                   "model": ["1", 0]}},
                 "34": {"class_type": "LatentUpscale", "inputs": {"samples": ["4", 0]}},
                 "1": {"class_type": "UNETLoader", "inputs": {}},
                 "2": {"class_type": "CLIPTextEncode", "inputs": {"text": "a red cup"}},
                 "3": {"class_type": "CLIPTextEncode", "inputs": {"text": "ugly"}},
                 "4": {"class_type": "KSampler", "inputs": {"positive": ["2", 0], "negative": ["3", 0],
                   "model": ["1", 0], "latent_image": ["5", 0], "seed": 7, "steps": 20}},
                 "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 768}}}""");

        assertThat(read.prompt())
                .isEqualTo(new FilledPrompt("a red cup", List.of(), FilledPrompt.DEFAULT_GUIDANCE, 20, 512, 768, 7L));
        assertThat(read.remarks())
                .containsExactlyInAnyOrder(
                        "The node LatentUpscale was left out.",
                        "The negative prompt “ugly” was left out: FLUX does not use one.",
                        "The words “fine skin, pores” of node 31 (CLIPTextEncode) were left out: one prompt is kept.",
                        "Another sampler, node 30 (KSampler), was left out: one pass is kept, that of node 4"
                                + " (KSampler).",
                        "The LoRA skin.safetensors of node 33 (LoraLoaderModelOnly) was left out: the sampler that is"
                                + " kept does not use it.");
    }

    /** As a request to ComfyUI with the efficiency nodes has them: the loader holds both prompts, the size and a LoRA. */
    @Test
    void efficiencyNodesGiveTheirWordsSettingsAndLora() {
        ImportedPrompt read = ComfyFormat.read("""
                {"1": {"class_type": "Efficient Loader", "inputs": {"ckpt_name": "dreamshaper_8.safetensors",
                   "vae_name": "Baked VAE", "clip_skip": -1, "lora_name": "style/film.safetensors",
                   "lora_model_strength": 0.7, "lora_clip_strength": 0.7, "positive": "a red cup, (steam:1.2)",
                   "negative": "ugly", "token_normalization": "none", "weight_interpretation": "comfy",
                   "empty_latent_width": 512, "empty_latent_height": 768, "batch_size": 1, "lora_stack": ["3", 0]}},
                 "2": {"class_type": "KSampler (Efficient)", "inputs": {"seed": 7, "steps": 20, "cfg": 7.0,
                   "sampler_name": "euler", "scheduler": "simple", "denoise": 1.0, "preview_method": "auto",
                   "vae_decode": "true", "model": ["1", 0], "positive": ["1", 1], "negative": ["1", 2],
                   "latent_image": ["1", 3], "optional_vae": ["1", 4]}},
                 "3": {"class_type": "LoRA Stacker", "inputs": {"input_mode": "simple", "lora_count": 2,
                   "lora_name_1": "grain.safetensors", "lora_wt_1": 0.5, "lora_name_2": "None", "lora_wt_2": 1.0}}}""");

        assertThat(read.prompt())
                .isEqualTo(new FilledPrompt(
                        "a red cup, steam",
                        List.of(new FilledPrompt.Lora("film.safetensors", Strength.of(0.7), null)),
                        FilledPrompt.DEFAULT_GUIDANCE,
                        20,
                        512,
                        768,
                        7L));
        assertThat(read.remarks())
                .contains(
                        "The negative prompt “ugly” was left out: FLUX does not use one.",
                        "The node Efficient Loader is not known here: only what has a usual name was read.",
                        "The node LoRA Stacker was left out.",
                        "The file dreamshaper_8.safetensors of node 1 (Efficient Loader) was left out.",
                        "The file grain.safetensors of node 3 (LoRA Stacker) was left out.");
    }

    @Test
    void theSamplerOfXlabsIsRead() {
        ImportedPrompt read = ComfyFormat.read("""
                {"3": {"class_type": "XlabsSampler", "inputs": {"noise_seed": 11, "steps": 25, "timestep_to_start_cfg": 1,
                   "true_gs": 3.5, "image_to_image_strength": 0, "denoise_strength": 1, "model": ["15", 0],
                   "conditioning": ["5", 0], "neg_conditioning": ["19", 0], "latent_image": ["6", 0]}},
                 "5": {"class_type": "CLIPTextEncodeFlux", "inputs": {"clip_l": "a red cup", "t5xxl": "a red cup",
                   "guidance": 4, "clip": ["4", 0]}},
                 "19": {"class_type": "CLIPTextEncodeFlux", "inputs": {"clip_l": "", "t5xxl": "", "guidance": 4}},
                 "6": {"class_type": "EmptyLatentImage", "inputs": {"width": 832, "height": 1216, "batch_size": 1}},
                 "10": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux1-dev.safetensors"}},
                 "15": {"class_type": "FluxLoraLoader", "inputs": {"lora_name": "anime_lora.safetensors",
                   "strength_model": 0.8, "model": ["10", 0]}}}""");

        assertThat(read.prompt())
                .isEqualTo(new FilledPrompt(
                        "a red cup",
                        List.of(new FilledPrompt.Lora("anime_lora.safetensors", Strength.of(0.8), null)),
                        4.0,
                        25,
                        832,
                        1216,
                        11L));
        assertThat(read.remarks())
                .containsExactly(
                        "The node FluxLoraLoader is not known here: only what has a usual name was read.",
                        "The node XlabsSampler is not known here: only what has a usual name was read.");
    }

    /** As the editor saves it; the newer one names the values of every node, the older one does not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"name\": \"width\", \"widget\": {\"name\": \"width\"}, \"link\": null},"
                        + " {\"name\": \"text_g\", \"widget\": {\"name\": \"text_g\"}, \"link\": null},"
                        + " {\"name\": \"text_l\", \"widget\": {\"name\": \"text_l\"}, \"link\": null}]"
            })
    void encodersOfOtherModelsGiveTheirLongestText(String inputs) {
        ImportedPrompt read = ComfyFormat.read("""
                {"nodes": [
                  {"id": 6, "type": "CLIPTextEncodeSDXL", "widgets_values": [1024, "a red cup on a pier", "red cup"],
                   "inputs": %s},
                  {"id": 7, "type": "MarkdownNote", "widgets_values": ["Read this note first, it is long and no prompt."]},
                  {"id": 8, "type": "CR LoRA Stack", "widgets_values": ["On", "xl_film.safetensors", 0.8, 1]},
                  {"id": 10, "type": "KSampler", "widgets_values": [7, "fixed", 25, 1, "euler", "simple", 1],
                   "inputs": [{"name": "positive", "link": 2}]}],
                 "links": [[2, 6, 0, 10, 1, "CONDITIONING"]]}""".formatted(inputs));

        assertThat(read.prompt().text()).isEqualTo("a red cup on a pier");
        assertThat(read.prompt().steps()).isEqualTo(25);
        assertThat(read.remarks()).contains("The file xl_film.safetensors of node 8 (CR LoRA Stack) was left out.");
    }

    @Test
    void aGraphWithoutAKnownSamplerGivesItsLongestText() {
        ImportedPrompt read = ComfyFormat.read("""
                {"1": {"class_type": "Everything At Once", "inputs": {"description": "a red cup on a pier",
                   "filename_prefix": "some very long prefix of files that is no prompt",
                   "model": "flux1-dev.safetensors", "bad": ["2", 0], "negative_text": ["2", 0]}},
                 "2": {"class_type": "Text Box", "inputs": {"text": "everything that should not be in the picture"}}}""");

        assertThat(read.prompt().text()).isEqualTo("a red cup on a pier");
        assertThat(read.remarks())
                .contains(
                        "No sampler is known in this graph: the longest text, that of node 1 (Everything At Once), was"
                                + " taken. Steps, size, guidance and seed were left out.",
                        "The node Text Box was left out.",
                        "The file flux1-dev.safetensors of node 1 (Everything At Once) was left out.");
    }

    @Test
    void otherWordsForClipAreNamed() {
        ImportedPrompt read = ComfyFormat.read("""
                {"1": {"class_type": "KSampler", "inputs": {"positive": ["2", 0], "steps": ["3", 0],
                   "seed": ["4", 0]}},
                 "2": {"class_type": "CLIPTextEncodeFlux", "inputs": {"clip_l": "cup, film grain",
                   "t5xxl": "A red cup on a pier.", "guidance": 3}},
                 "3": {"class_type": "PrimitiveInt", "inputs": {"value": 12}},
                 "4": {"class_type": "Seed Everywhere", "inputs": {}}}""");

        assertThat(read.prompt().text()).isEqualTo("A red cup on a pier.");
        assertThat(read.prompt().steps()).isEqualTo(12);
        assertThat(read.remarks())
                .anySatisfy(remark -> assertThat(remark).contains("“cup, film grain”", "node 2 (CLIPTextEncodeFlux)"))
                .anySatisfy(remark -> assertThat(remark).startsWith("The seed was left out"));
    }

    /** The subgraph holds encoder, guidance and sampler; its words come from the node around it, its model from outside. */
    @Test
    void subgraphsOfAWorkflowAreRead() {
        ImportedPrompt read = ComfyFormat.read("""
                {"nodes": [
                  {"id": 1, "type": "UNETLoader"},
                  {"id": 2, "type": "LoraLoaderModelOnly", "widgets_values": ["film.safetensors", 0.6],
                   "inputs": [{"name": "model", "link": 1}]},
                  {"id": 3, "type": "3f2a-flux", "widgets_values": ["a red cup", 77],
                   "inputs": [{"name": "model", "link": 2}, {"name": "text", "widget": {"name": "text"}, "link": null},
                              {"name": "seed", "widget": {"name": "seed"}, "link": null}]},
                  {"id": 4, "type": "SaveImage", "inputs": [{"name": "images", "link": 3}]}],
                 "links": [[1, 1, 0, 2, 0, "MODEL"], [2, 2, 0, 3, 0, "MODEL"], [3, 3, 0, 4, 0, "IMAGE"]],
                 "definitions": {"subgraphs": [{"id": "3f2a-flux", "name": "FLUX",
                   "inputs": [{"name": "model"}, {"name": "text"}, {"name": "seed"}],
                   "outputs": [{"name": "IMAGE"}],
                   "nodes": [
                     {"id": 11, "type": "CLIPTextEncode", "widgets_values": ["as it was once"],
                      "inputs": [{"name": "text", "link": 21}]},
                     {"id": 12, "type": "FluxGuidance", "widgets_values": [2.5],
                      "inputs": [{"name": "conditioning", "link": 22}]},
                     {"id": 13, "type": "EmptySD3LatentImage", "widgets_values": [832, 1216, 1]},
                     {"id": 14, "type": "KSampler", "widgets_values": [1, "fixed", 24, 1, "euler", "simple", 1],
                      "inputs": [{"name": "model", "link": 23}, {"name": "positive", "link": 24},
                                 {"name": "latent_image", "link": 25}, {"name": "seed", "link": 26}]},
                     {"id": 15, "type": "VAEDecode", "inputs": [{"name": "samples", "link": 27}]}],
                   "links": [
                     {"id": 21, "origin_id": -10, "origin_slot": 1, "target_id": 11, "target_slot": 0},
                     {"id": 22, "origin_id": 11, "origin_slot": 0, "target_id": 12, "target_slot": 0},
                     {"id": 23, "origin_id": -10, "origin_slot": 0, "target_id": 14, "target_slot": 0},
                     {"id": 24, "origin_id": 12, "origin_slot": 0, "target_id": 14, "target_slot": 1},
                     {"id": 25, "origin_id": 13, "origin_slot": 0, "target_id": 14, "target_slot": 2},
                     {"id": 26, "origin_id": -10, "origin_slot": 2, "target_id": 14, "target_slot": 3},
                     {"id": 27, "origin_id": 14, "origin_slot": 0, "target_id": 15, "target_slot": 0},
                     {"id": 28, "origin_id": 15, "origin_slot": 0, "target_id": -20, "target_slot": 0}]}]}}""");

        assertThat(read.prompt())
                .isEqualTo(new FilledPrompt(
                        "a red cup",
                        List.of(new FilledPrompt.Lora("film.safetensors", Strength.of(0.6), null)),
                        2.5,
                        24,
                        832,
                        1216,
                        77L));
        assertThat(read.remarks()).isEmpty();
    }

    @Test
    void aSubgraphWithinItselfIsRefusedInWords() {
        assertThatThrownBy(() -> ComfyFormat.read("""
                        {"nodes": [{"id": 1, "type": "loop"}], "links": [], "definitions": {"subgraphs": [
                          {"id": "loop", "nodes": [{"id": 2, "type": "loop"}, {"id": 3, "type": "KSampler"}],
                           "links": [{"id": 5, "origin_id": 2, "origin_slot": 0, "target_id": -20}]}]}}"""))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("nested more than");
        assertThatThrownBy(() -> ComfyFormat.read("""
                        {"nodes": [{"id": 1, "type": "pass", "inputs": [{"name": "x", "link": 7}]},
                                   {"id": 2, "type": "KSampler", "inputs": [{"name": "positive", "link": 7}]}],
                         "links": [[7, 1, 0, 1, 0, "X"]], "definitions": {"subgraphs": [
                          {"id": "pass", "inputs": [{"name": "x"}], "nodes": [],
                           "links": [{"id": 5, "origin_id": -10, "origin_slot": 0, "target_id": -20}]}]}}"""))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("CLIPTextEncode");
    }

    @Test
    void whatDividesAPromptOfA1111IsRemovedAndNamed() {
        ImportedPrompt read = A1111Format.read("a red cup, BREAK\nfilm grain AND a hat :1.2 AND brandy BREAKFAST");

        assertThat(read.prompt().text()).isEqualTo("a red cup, film grain, a hat, brandy BREAKFAST");
        assertThat(read.remarks())
                .containsExactlyInAnyOrder(
                        "BREAK was left out: FLUX reads the prompt in one piece.",
                        "AND was left out: the prompts that it combines became one.",
                        "The weight 1.2 of “a hat” was left out.");
        assertThat(PromptFormat.A1111.write(FilledPrompt.of("salt AND pepper")).remarks())
                .anySatisfy(remark -> assertThat(remark).contains("BREAK or AND"));
    }

    @Test
    void whatIsNoPromptIsRefusedInWords() {
        assertThatThrownBy(() -> FalFormat.read("{\"prompt\":"))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> FalFormat.read("[]"))
                .isInstanceOf(DomainException.RuleViolation.class)
                .hasMessageContaining("one object");
        assertThatThrownBy(() -> FalFormat.read("[".repeat(100_000))).isInstanceOf(DomainException.RuleViolation.class);
        assertThatThrownBy(() -> ComfyFormat.read("{\"nodes\":[]}")).hasMessageContaining("no KSampler");
        assertThatThrownBy(() -> ComfyFormat.read("{\"1\":{\"class_type\":\"KSampler\"}}"))
                .hasMessageContaining("CLIPTextEncode");
        assertThatThrownBy(() -> A1111Format.read("Steps: 20, Seed: 1")).hasMessageContaining("no words");
    }
}
