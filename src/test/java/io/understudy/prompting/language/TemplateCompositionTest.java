package io.understudy.prompting.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.prompting.guide.PromptSlot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class TemplateCompositionTest {
    private static final Filling AVA =
            new Filling(Map.of(PromptSlot.TRIGGER, "ohwx woman", PromptSlot.SUBJECT, ""), Map.of());

    @Test
    void whatGetsNoWordsVanishesWithItsComma() {
        TemplateComposition composition = composed(PromptSlot.STRUCTURE, Map.of(PromptSlot.LIGHTING, "soft light"));

        assertThat(composition.render(AVA, 1).text()).isEqualTo("ohwx woman, soft light");
        assertThat(composition.render(Filling.NOTHING, 1).text()).isEqualTo("soft light");
    }

    @Test
    void anAlternativeIsTakenAsOftenAsItsWeightSays() {
        TemplateComposition composition = composed("[trigger] {3::rain|sun|0.5::fog}", Map.of());
        Map<String, Long> taken = IntStream.range(0, 9_000)
                .mapToObj(seed -> composition.render(AVA, seed).text())
                .collect(Collectors.groupingBy(text -> text, Collectors.counting()));

        assertThat(taken.get("ohwx woman rain")).isBetween(5_700L, 6_300L);
        assertThat(taken.get("ohwx woman sun")).isBetween(1_800L, 2_200L);
        assertThat(taken.get("ohwx woman fog")).isBetween(850L, 1_150L);
    }

    /** The same numbers as before there were weights: templates that are in use give what they gave. */
    @Test
    void withoutWeightsASeedTakesWhatItAlwaysTook() {
        TemplateComposition composition = composed("[trigger] {a|b|c}{d|e}{f|g|h|i}", Map.of());

        assertThat(IntStream.range(0, 8)
                        .mapToObj(seed -> composition.render(AVA, seed).text().substring(11)))
                .containsExactly("bdi", "ceh", "bdi", "aeg", "bdi", "cdi", "ceh", "adh");
    }

    @Test
    void commasInsideWordsStayAsTheyAre() {
        assertThat(composed("[trigger] f/1,8 , a,, b ,", Map.of())
                        .render(AVA, 1)
                        .text())
                .isEqualTo("ohwx woman f/1,8, a, b");
    }

    @Test
    void piecesSayWhereTheyCameFrom() {
        TemplateComposition composition = composed(
                "[trigger] in {outfit}, [scene], [style]", Map.of(PromptSlot.SCENE, "a {hall|hall} of {material}"));

        assertThat(composition.render(AVA, 1).pieces())
                .containsExactly(
                        new RenderedPiece("ohwx woman", PromptSlot.TRIGGER, null, false),
                        new RenderedPiece(" in ", null, null, false),
                        new RenderedPiece("{outfit}", null, "outfit", true),
                        new RenderedPiece(", ", null, null, false),
                        new RenderedPiece("a ", PromptSlot.SCENE, null, false),
                        new RenderedPiece("hall", PromptSlot.SCENE, null, false),
                        new RenderedPiece(" of ", PromptSlot.SCENE, null, false),
                        new RenderedPiece("{material}", PromptSlot.SCENE, "material", true),
                        new RenderedPiece(", ", null, null, false),
                        new RenderedPiece("[style]", PromptSlot.STYLE, null, true));
        assertThat(composition.render(AVA, 1).missing()).containsExactly("outfit", "material");
    }

    @Test
    void givenWordsMeanNothingButThemselves() {
        TemplateComposition composition = composed("[trigger], {outfit}", Map.of());

        assertThat(composition
                        .render(new Filling(AVA.slots(), Map.of("outfit", "{a|b} [scene] \\")), 1)
                        .text())
                .isEqualTo("ohwx woman, {a|b} [scene] \\");
    }

    @Test
    void piecesTogetherAreTheTextWhateverTheTemplate() {
        RandomTrees trees = new RandomTrees(new SplittableRandom(44));
        for (int round = 0; round < 2_000; round++) {
            TemplateComposition composition =
                    new TemplateComposition(trees.tree(3), Map.of(PromptSlot.SCENE, trees.tree(2)), Map.of());
            RenderedPrompt rendered = composition.render(AVA, round);
            RenderedPrompt again = composition.render(AVA, round);
            assertThat(rendered).isEqualTo(again);
            assertThat(rendered.text())
                    .doesNotContain("  ")
                    .doesNotContain("\n")
                    .isEqualTo(rendered.text().strip());
            if (rendered.pieces().stream().noneMatch(RenderedPiece::open)) {
                assertThat(rendered.pieces().stream().map(RenderedPiece::text).collect(Collectors.joining()))
                        .isEqualTo(rendered.text());
            }
        }
    }

    @Test
    void aSeedChoosesAndEveryAlternativeIsChosenBySome() {
        TemplateComposition composition = composed("[trigger], {red|blue|green} {coat|hat}", Map.of());

        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 60; seed++) {
            seen.add(composition.render(AVA, seed).text());
        }
        assertThat(seen).hasSize(6);
        assertThat(composition.render(AVA, 7).text())
                .isEqualTo(composition.render(AVA, 7).text());
    }

    @Test
    void combinationsAreCountedBeforeTheyAreMade() {
        TemplateComposition composition =
                composed("[trigger] in {outfit}, [scene]", Map.of(PromptSlot.SCENE, "{by day|{late|early} at night}"));
        Combinations combinations = new Combinations(
                composition, AVA, Map.of("outfit", List.of("red", "blue", " ", "red"), "other", List.of("x")));

        assertThat(combinations.count()).isEqualTo(6);
        assertThat(combinations.first(100))
                .extracting(combination -> combination.rendered().text())
                .containsExactly(
                        "ohwx woman in red, by day",
                        "ohwx woman in red, late at night",
                        "ohwx woman in red, early at night",
                        "ohwx woman in blue, by day",
                        "ohwx woman in blue, late at night",
                        "ohwx woman in blue, early at night");
        assertThat(combinations.first(100).getLast().picks()).containsExactly("{late|early} at night", "early");
        assertThat(combinations.first(4)).hasSize(4);
    }

    @Test
    void severalOfAChoiceAreTakenInEachOrderAndNoneTwice() {
        TemplateComposition composition = composed("[trigger], {1-2$$ and $$red|blue|{deep|pale} green}", Map.of());
        Combinations combinations = new Combinations(composition, AVA, Map.of());

        assertThat(combinations.count()).isEqualTo(4 + 10);
        assertThat(combinations.first(100))
                .extracting(combination -> combination.rendered().text())
                .doesNotHaveDuplicates()
                .hasSize(14)
                .contains("ohwx woman, red", "ohwx woman, red and blue", "ohwx woman, pale green and red");
        Set<String> seen = new HashSet<>();
        for (long seed = 0; seed < 400; seed++) {
            seen.add(composition.render(AVA, seed).text());
        }
        assertThat(seen).hasSize(14);
        assertThat(composed("[trigger], {2$$ and $$a|}", Map.of())
                        .render(AVA, 3)
                        .text())
                .isEqualTo("ohwx woman, a");
    }

    @Test
    void severalAreTakenOfTheSnippetThatIsTheOnlyAlternative() {
        Snippets snippets = new Snippets(Map.of("colours", "{red|blue|green}"));
        TemplateComposition composition = TemplateAnalysis.of(
                        new TemplateSource("[trigger], {3$${@colours}}", Map.of(), List.of()), snippets)
                .composition();

        assertThat(composition.render(AVA, ChoicePicker.FIRST).text()).isEqualTo("ohwx woman, red, blue, green");
        assertThat(new Combinations(composition, AVA, Map.of()).count()).isEqualTo(6);
    }

    @Test
    void seedsTakeWhatTheyTookBeforeChoicesHadCounts() {
        TemplateComposition composition =
                composed("[trigger], {a|b|c|d|e}{a|b|c|d|e} {3::x|y|z}{3::x|y|z} {0-3$$p|q|r}", Map.of());

        assertThat(List.of(1L, 42L, -7L))
                .extracting(seed -> composition.render(AVA, seed).text().substring(12, 17))
                .containsExactly("ae zx", "db xx", "ce zx");
    }

    @Test
    void theCountIsAlwaysWhatIsMade() {
        RandomTrees trees = new RandomTrees(new SplittableRandom(45));
        for (int round = 0; round < 1_000; round++) {
            TemplateComposition composition = new TemplateComposition(trees.tree(2), Map.of(), Map.of());
            Combinations combinations =
                    new Combinations(composition, AVA, Map.of("v1", List.of("a", "b"), "v2", List.of("c")));
            int most = 3_000;
            assertThat(combinations.first(most)).hasSize((int) Math.min(combinations.count(), most));
        }
    }

    @Test
    void aCountBeyondAllNumbersIsTheLargest() {
        String choices = "{a|b|c|d|e|f|g|h}".repeat(30);

        Combinations combinations = new Combinations(composed("[trigger] " + choices, Map.of()), AVA, Map.of());

        assertThat(combinations.count()).isEqualTo(Long.MAX_VALUE);
        assertThat(combinations.first(5)).hasSize(5);
    }

    private static TemplateComposition composed(String text, Map<PromptSlot, String> words) {
        return TemplateAnalysis.of(new TemplateSource(text, words, List.of()), Snippets.NONE)
                .composition();
    }
}
