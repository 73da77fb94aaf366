package io.understudy.prompting.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.language.PromptParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WildcardListsTest {
    @Test
    void aLineIsAnOptionPerhapsWithAWeightAndCommentsAreNone() {
        ImportedFile read = read(file("hats.txt", """
                # what she wears
                red hat
                2::straw hat
                {dark|pale} beret

                cap with [logo]
                """));

        assertThat(read.format()).isEqualTo(ExchangeFormat.WILDCARDS);
        assertThat(read.file().snippets())
                .containsExactly(Map.entry("hats", "{red hat|2::straw hat|{dark|pale} beret|cap with \\[logo\\]}"));
        assertThat(read.losses()).isEmpty();
    }

    @Test
    void nestedKeysOfYamlNameLists() {
        ImportedFile read = read(file("clothes.yaml", """
                clothing:
                  hats: [red hat, "2::straw hat"]
                  coats:
                    - parka
                    - no
                    - 1990
                    - {Title: of another tool}
                style: film
                empty: []
                """));

        assertThat(read.file().snippets())
                .containsOnly(
                        Map.entry("clothing-hats", "{red hat|2::straw hat}"),
                        Map.entry("clothing-coats", "{parka|no|1990}"),
                        Map.entry("style", "{1$$film}"));
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .anySatisfy(
                        words -> assertThat(words).contains("clothing/coats").contains("no text"))
                .anySatisfy(words -> assertThat(words).contains("empty").contains("no options"));
    }

    @Test
    void wildcardsInPromptsFindTheListsThatComeWithThem() {
        ImportedFile read = read(
                file("prompt.txt", "a woman in __clothing/hats__, __clothing/*__, __season__, __fog__, {2$$__hats__}"),
                file("clothing-hats.txt", "red hat\nblue hat\nstraw hat"),
                file("clothing-coats.txt", "parka\nponcho\n__hats__ and coat"),
                file("hats.txt", "cap\nberet\n__hats__"));

        PortableTemplate template = read.file().templates().getFirst();
        assertThat(template.text())
                .isEqualTo("[trigger] [subject], a woman in {@clothing-hats}, {{@clothing-coats}|{@clothing-hats}},"
                        + " {season}, {@fog}, {2$${@hats}}");
        assertThat(template.variables())
                .singleElement()
                .satisfies(season -> assertThat(season.name()).isEqualTo("season"));
        assertThat(read.file().snippets()).containsEntry("clothing-coats", "{parka|poncho|{@hats} and coat}");
        assertThat(read.file().snippets()).containsEntry("hats", "{cap|beret|__hats__}");
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .anySatisfy(words -> assertThat(words).contains("__season__"))
                .anySatisfy(words -> assertThat(words).contains("__hats__").contains("kept as words"));
    }

    @Test
    void aPathThatMeansTooManyListsSaysHowManyAreLeftOut() {
        Set<String> names = IntStream.range(0, 70).mapToObj("x-%02d"::formatted).collect(Collectors.toSet());
        List<String> lost = new ArrayList<>();

        String template = new DynamicPromptsReader(lost::add, names).template("a __x/*__");

        assertThat(template).startsWith("a {{@x-00}|").endsWith("|{@x-59}}");
        assertThat(lost)
                .containsExactly("“__x/*__” means 70 snippets. The choice has the first 60 of them in the alphabet; 10"
                        + " were left out, from {@x-60} on.");
    }

    @Test
    void eachLossIsNamedOnceHoweverManyThereAre() {
        List<String> lost = new ArrayList<>();
        String words = IntStream.range(0, 50)
                .mapToObj(number -> "__w" + number % 25 + "__")
                .collect(Collectors.joining(", "));

        new DynamicPromptsReader(lost::add, Set.of()).template(words);

        assertThat(lost).hasSize(25).doesNotHaveDuplicates().last().asString().startsWith("“__w24__” names");
    }

    @Test
    void listsOfTheSameNameAndListsThatAreTooLongAreNamed() {
        ImportedFile read = read(
                new SourceFile("hats.txt", bytes("cap"), TextKind.WILDCARDS),
                new SourceFile("Hats.TXT", bytes("beret"), TextKind.WILDCARDS),
                new SourceFile(
                        "long.txt", bytes("a very long option of many words\n".repeat(2_000)), TextKind.WILDCARDS));

        assertThat(read.file().snippets().keySet()).containsExactlyInAnyOrder("hats", "hats-2", "long");
        assertThat(read.file().snippets().get("long")).hasSizeBetween(9_000, TemplateFile.MOST_IN_SNIPPET);
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .anySatisfy(words -> assertThat(words).contains("{@hats-2}"))
                .anySatisfy(words -> assertThat(words).contains("2000 options; the first"));
    }

    @Test
    void hostileYamlIsRefusedInWords() {
        refused("a: !!javax.script.ScriptEngineManager [x]");
        refused("a: ".repeat(1) + "[".repeat(5_000));
        refused("a: &a [x, x]\nb: &b [*a, *a]\n".repeat(1) + "a: 1");
        StringBuilder bomb = new StringBuilder("l0: &l0 [x]\n");
        for (int level = 1; level < 40; level++) {
            bomb.append("l%d: &l%d [*l%d, *l%d, *l%d]\n".formatted(level, level, level - 1, level - 1, level - 1));
        }
        refused(bomb.toString());
        refused("a: [unclosed");
    }

    @Test
    void aChoiceComesBackFromItsWildcardFile() {
        SplittableRandom random = new SplittableRandom(61);
        RandomTemplates templates = new RandomTemplates(random);
        for (int round = 0; round < 600; round++) {
            String snippet = "{"
                    + String.join(
                            "|",
                            IntStream.range(0, 2 + random.nextInt(4))
                                    .mapToObj(index -> (random.nextInt(3) == 0 ? "2.5::" : "") + templates.words(2))
                                    .toList())
                    + "}";
            String file = WildcardLists.text(snippet).orElseThrow();

            ImportedFile read = TemplateFiles.read(
                    List.of(new SourceFile("list.txt", bytes(file), TextKind.WILDCARDS)),
                    new KnownNames(List.of(), Set.of("rim", "fog")));

            assertThat(printed(read.file().snippets().getOrDefault("list", "")))
                    .as(file)
                    .isEqualTo(printed(snippet));
            assertThat(read.losses()).as(file).isEmpty();
        }
        assertThat(WildcardLists.text("{2$$a|b}")).isEmpty();
        assertThat(WildcardLists.text("a {b|c}")).isEmpty();
        assertThat(WildcardLists.text("{#a|b}")).contains("1::#a\nb\n");
    }

    @Test
    void aPromptALineHasOptionsOfItsOwn() {
        ImportedFile read = read(file("prompts.txt", """
                --prompt "ohwx woman at the pier, \\\\(close\\\\)" --negative_prompt "blurry" --steps 24 --seed 7 \
                --width 832 --height 1216 --cfg_scale 1 --sampler_name "DPM++ 2M" --batch_size 4
                a man in the rain <lora:film:0.5>
                """));

        assertThat(read.format()).isEqualTo(ExchangeFormat.PROMPT_LINES);
        assertThat(read.file().templates())
                .extracting(PortableTemplate::text)
                .containsExactly("[trigger] at the pier, (close)", "[trigger] [subject], a man in the rain");
        assertThat(read.file().templates().getFirst().settings())
                .returns(24, PortableTemplate.Settings::steps)
                .returns(7L, PortableTemplate.Settings::seed)
                .returns(832, PortableTemplate.Settings::width)
                .returns(1216, PortableTemplate.Settings::height);
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .anySatisfy(words -> assertThat(words).contains("negative prompt"))
                .anySatisfy(words -> assertThat(words).contains("DPM++ 2M"))
                .anySatisfy(words -> assertThat(words).contains("batch size"));
    }

    @Test
    void aLineOfOptionsAloneIsNamedAndTheOthersAreRead() {
        ImportedFile read = read(file("prompts.txt", """
                --styles "Film" --tiling

                a red cup --styles "Film, Night"
                """));

        assertThat(read.format()).isEqualTo(ExchangeFormat.PROMPT_LINES);
        assertThat(read.file().templates())
                .extracting(PortableTemplate::text)
                .containsExactly("[trigger] [subject], a red cup");
        assertThat(read.losses())
                .extracting(ConversionLoss::words)
                .contains(
                        "Line 1 has options and no prompt and was left out: --styles \"Film\" --tiling",
                        "“styles” is not kept: Film, Night.");
        assertThatThrownBy(() -> read(file("prompts.txt", "--styles Film\n--steps 20")))
                .isInstanceOf(RuleViolation.class)
                .hasMessageContaining("No line of this text has a prompt");
    }

    @Test
    void aPlainTextIsDividedAsOneSays() {
        String text = "a red cup\na blue cup\na green cup";

        assertThat(templates(text, TextKind.PARAGRAPHS)).hasSize(1);
        assertThat(templates(text, TextKind.LINES)).hasSize(3);
        assertThat(templates(text, TextKind.WILDCARDS)).isEmpty();
    }

    private static List<PortableTemplate> templates(String text, TextKind kind) {
        return read(new SourceFile("cups.txt", bytes(text), kind)).file().templates();
    }

    private static String printed(String text) {
        return PromptParser.parse("text", text).tree().print();
    }

    private static void refused(String yaml) {
        assertThatThrownBy(() -> read(file("lists.yml", yaml))).as(yaml).isInstanceOf(RuleViolation.class);
    }

    private static ImportedFile read(SourceFile... files) {
        ImportedFile read = TemplateFiles.read(
                Arrays.asList(files), new KnownNames(List.of(new TriggerWord("ohwx woman")), Set.of("fog", "rim")));
        read.file()
                .snippets()
                .values()
                .forEach(text ->
                        assertThat(PromptParser.parse("text", text).problems()).isEmpty());
        return read;
    }

    private static SourceFile file(String name, String text) {
        return new SourceFile(name, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
