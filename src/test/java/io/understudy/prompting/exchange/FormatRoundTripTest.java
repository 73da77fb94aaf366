package io.understudy.prompting.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.lora.Strength;
import io.understudy.prompting.formats.ExportedPrompt;
import io.understudy.prompting.formats.FilledPrompt;
import io.understudy.prompting.formats.PromptFormat;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.language.ChoicePicker;
import io.understudy.prompting.language.Filling;
import io.understudy.prompting.language.Snippets;
import io.understudy.prompting.language.TemplateAnalysis;
import io.understudy.prompting.language.TemplateSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes out of a format and comes back is the same, or each difference is named. */
@Tag("slow")
class FormatRoundTripTest {
    private static final int ROUNDS = 600;
    private static final Map<String, String> SNIPPETS = Map.of("rim", "rim {soft|hard} light (wide)");

    @ParameterizedTest
    @EnumSource(
            value = ExchangeFormat.class,
            names = {"JSON", "CSV"})
    void theProductsOwnFormsLoseNothing(ExchangeFormat format) {
        RandomTemplates templates = new RandomTemplates(new SplittableRandom(71));
        for (int round = 0; round < ROUNDS; round++) {
            PortableTemplate template = PortableTemplate.of(
                    "Template " + round, "[trigger] [subject], " + templates.prompt(2), PortableTemplate.Settings.NONE);
            ExportedFile written = format.write(new TemplateFile(List.of(template), SNIPPETS));

            ImportedFile read = read(written.text());

            assertThat(read.file().templates()).containsExactly(template);
            assertThat(read.losses()).isEmpty();
        }
    }

    /**
     * Choices, weights and counts stay what they are; words of snippets stand where the snippets stood. LoRAs come back
     * from styles.csv, and InvokeAI's presets name that they have no place for them.
     */
    @ParameterizedTest
    @EnumSource(
            value = ExchangeFormat.class,
            names = {"INVOKE_JSON", "INVOKE_CSV"})
    void presetsKeepChoicesBracketsAndLoras(ExchangeFormat format) {
        SplittableRandom random = new SplittableRandom(72);
        RandomTemplates templates = new RandomTemplates(random);
        for (int round = 0; round < ROUNDS; round++) {
            String text = "[trigger] [subject], " + templates.prompt(round % 3);
            PortableTemplate.Settings settings = PortableTemplate.Settings.NONE.with(loras(random, round % 4));
            PortableTemplate template = PortableTemplate.of("Template " + round, text, settings);
            ExportedFile written = format.write(new TemplateFile(List.of(template), SNIPPETS));

            ImportedFile read = read(written.text());

            boolean kept = format == ExchangeFormat.INVOKE_CSV;
            assertThat(written.losses().stream().anyMatch(loss -> loss.words().startsWith("LoRAs")))
                    .isEqualTo(!kept && !settings.loras().isEmpty());
            String expected = text.replace("{@rim}", SNIPPETS.getOrDefault("rim", ""));
            assertThat(read.file().templates())
                    .as(written.text())
                    .singleElement()
                    .satisfies(back ->
                            assertThat(back.settings()).isEqualTo(kept ? settings : PortableTemplate.Settings.NONE))
                    .satisfies(back -> assertThat(rendered(back.text(), Map.of(), ChoicePicker.FIRST))
                            .isEqualTo(rendered(expected, Map.of(), ChoicePicker.FIRST)))
                    .satisfies(back -> {
                        for (long seed = 0; seed < 5; seed++) {
                            assertThat(rendered(back.text(), Map.of(), ChoicePicker.seeded(seed)))
                                    .isEqualTo(rendered(expected, Map.of(), ChoicePicker.seeded(seed)));
                        }
                    });
            assertThat(read.losses()).as(written.text()).isEmpty();
        }
    }

    private static List<PortableTemplate.Lora> loras(SplittableRandom random, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new PortableTemplate.Lora(
                        "other",
                        "film (v%d) %d.final".formatted(index, random.nextInt(100)),
                        Strength.of(random.nextInt(201) / 100.0)))
                .toList();
    }

    /** A finished prompt has no choices; its words, brackets, LoRAs and settings come back. */
    @ParameterizedTest
    @EnumSource(
            value = PromptFormat.class,
            names = {"A1111", "COMFYUI", "FAL"})
    void finishedPromptsComeBackWithTheirWordsAndSettings(PromptFormat format) {
        SplittableRandom random = new SplittableRandom(73);
        RandomTemplates templates = new RandomTemplates(random);
        for (int round = 0; round < ROUNDS; round++) {
            String prompt = rendered("[trigger], " + templates.prompt(2), SNIPPETS, ChoicePicker.seeded(round));
            FilledPrompt filled = new FilledPrompt(
                    prompt,
                    List.of(new FilledPrompt.Lora("film_v2.safetensors", Strength.of(random.nextInt(20) / 10.0), null)),
                    random.nextInt(10) / 2.0,
                    1 + random.nextInt(50),
                    16 * (20 + random.nextInt(60)),
                    16 * (20 + random.nextInt(60)),
                    random.nextLong(Long.MAX_VALUE));

            ExportedPrompt written = format.write(filled);
            ImportedFile read = read(written.text(), "ohwx woman");

            PortableTemplate back = read.file().templates().getFirst();
            if (written.remarks().stream().noneMatch(remark -> remark.contains("take for a choice"))) {
                assertThat(rendered(back.text(), Map.of(), ChoicePicker.FIRST)).isEqualTo(prompt);
            }
            assertThat(back.settings())
                    .isEqualTo(new PortableTemplate.Settings(
                            new TriggerWord("ohwx woman"),
                            ForeignPromptReader.loras(filled.loras()),
                            filled.guidance(),
                            filled.steps(),
                            filled.width(),
                            filled.height(),
                            filled.seed()));
            assertThat(read.losses())
                    .as(prompt)
                    .allSatisfy(loss -> assertThat(loss.words()).containsIgnoringCase("braces"));
        }
    }

    @Test
    void whatOtherToolsActUponInPlainWordsIsNamedWhenItComesBack() {
        for (String words : List.of("__season__", "name__x__end")) {
            PortableTemplate template =
                    PortableTemplate.of("Words", "[trigger] [subject], " + words, PortableTemplate.Settings.NONE);
            String written = ExchangeFormat.INVOKE_JSON
                    .write(new TemplateFile(List.of(template), Map.of()))
                    .text();

            assertThat(read(written).losses()).isNotEmpty();
        }
    }

    private static String rendered(String text, Map<String, String> snippets, ChoicePicker picker) {
        return TemplateAnalysis.of(new TemplateSource(text, Map.of(), List.of()), new Snippets(snippets))
                .composition()
                .render(new Filling(Map.of(PromptSlot.TRIGGER, "ohwx woman"), Map.of()), picker)
                .text();
    }

    private static ImportedFile read(String text, String... triggers) {
        return TemplateFiles.read(
                List.of(new SourceFile("", text.getBytes(StandardCharsets.UTF_8))),
                new KnownNames(Arrays.stream(triggers).map(TriggerWord::new).toList(), Set.of()));
    }
}
