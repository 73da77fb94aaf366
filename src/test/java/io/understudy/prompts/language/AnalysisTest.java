package io.understudy.prompts.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.guide.PromptSlot;
import io.understudy.prompts.language.Problem.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnalysisTest {
    private static final String GUIDES_PORTRAIT = "ohwx woman, beautiful portrait, soft natural lighting, shallow depth"
            + " of field, professional photography, 8k uhd";

    @Test
    void theGuidesStructureIsSound() {
        assertThat(of(PromptSlot.STRUCTURE).problems()).isEmpty();
    }

    @Test
    void aTemplateBeginsWithTheTrigger() {
        assertThat(error("a photo of [trigger]").words()).contains("does not activate");
        assertThat(error("{[trigger]|x}").words()).contains("begins with [trigger]");
        assertThat(of("  [trigger]").firstError()).isEmpty();
        assertThat(error(" ").words()).contains("needs text");
    }

    @Test
    void aSlotStandsOnceAlsoAcrossChoices() {
        Problem twice = error("[trigger] [scene], {a|[scene]}");

        assertThat(twice.words()).contains("[scene] occurs twice");
        assertThat(twice.at()).isEqualTo(new Span(22, 29));
    }

    @Test
    void anUnknownVariableIsNamedWithTheOneThatWasMeant() {
        Analysis analysis = Analysis.of(
                new TemplateSource(
                        "[trigger] in {ouftit}", Map.of(), List.of(new PromptVariable("outfit", "", List.of()))),
                Snippets.NONE);

        Problem unknown = analysis.firstError().orElseThrow();
        assertThat(unknown.words()).contains("{ouftit} is unknown").contains("Did you mean {outfit}?");
        assertThat(unknown.at()).isEqualTo(new Span(13, 21));
        assertThat(analysis.problems())
                .anySatisfy(problem -> assertThat(problem)
                        .returns(Severity.WARNING, Problem::severity)
                        .returns("variables", Problem::field));
    }

    @Test
    void wordsOfASlotAreCheckedInTheirOwnField() {
        assertThat(of("[trigger] [scene]", Map.of(PromptSlot.SCENE, "in {town")).firstError())
                .get()
                .returns("scene", Problem::field);
        assertThat(of("[trigger] [scene]", Map.of(PromptSlot.SCENE, "in [style]"))
                        .firstError())
                .get()
                .returns("scene", Problem::field);
        assertThat(of("[trigger] [scene]", Map.of(PromptSlot.SCENE, "x".repeat(501)))
                        .firstError())
                .get()
                .returns("scene", Problem::field);
        assertThat(of("[trigger]", Map.of(PromptSlot.SCENE, "a town")).problems())
                .singleElement()
                .returns(Severity.WARNING, Problem::severity);
    }

    @Test
    void snippetsGoInAndMayUseOthers() {
        Snippets snippets = new Snippets(Map.of("rim", "rim light{@fog}", "fog", ", {thin|thick} fog"));

        Analysis analysis = Analysis.of(source("[trigger], {@rim}", Map.of()), snippets);

        assertThat(analysis.problems()).isEmpty();
        assertThat(analysis.composition().render(Filling.NOTHING, Picker.FIRST).text())
                .isEqualTo("rim light, thin fog");
    }

    @Test
    void aSnippetThatIsMissingOrEndlessIsNamed() {
        Snippets snippets = new Snippets(Map.of("a", "{@b}", "b", "x {@a}"));

        assertThat(Analysis.of(source("[trigger] {@a}", Map.of()), snippets).firstError())
                .get()
                .satisfies(problem -> assertThat(problem.words()).contains("uses itself"))
                .returns(new Span(10, 14), Problem::at);
        assertThat(error("[trigger] {@none}").words()).contains("no snippet {@none}");
    }

    @Test
    void snippetsThatMultiplyAreStopped() {
        Map<String, String> texts = new HashMap<>();
        texts.put("s0", "very long");
        for (int level = 1; level < 12; level++) {
            texts.put("s" + level, ("{@s" + (level - 1) + "} ").repeat(20));
        }

        assertThat(Analysis.of(source("[trigger] {@s11}", Map.of()), new Snippets(texts))
                        .firstError())
                .get()
                .satisfies(problem -> assertThat(problem.words()).contains("too large"));
    }

    @Test
    void tokensAreEstimatedAndWhatIsCutOffIsSaid() {
        assertThat(TextEncoder.CLIP_L.estimate(GUIDES_PORTRAIT)).isBetween(22, 30);
        assertThat(TextEncoder.CLIP_L.inWords("a")).isEqualTo("about 3 of 77 tokens for CLIP-L (± 4)");

        assertThat(of("[trigger] " + "soft light, ".repeat(30)).problems())
                .singleElement()
                .returns(Severity.WARNING, Problem::severity)
                .satisfies(problem ->
                        assertThat(problem.words()).contains("CLIP-L").contains("not see the end"));
        assertThat(of("[trigger] {short|" + "a, ".repeat(400) + "}").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.words()).contains("T5").contains("cut off"));
    }

    @Test
    void anotherOrderThanTheGuidesIsWorthANote() {
        assertThat(of("[trigger], [camera], [lighting]").problems())
                .singleElement()
                .returns(Severity.NOTE, Problem::severity);
    }

    private static Problem error(String text) {
        return of(text).firstError().orElseThrow();
    }

    private static Analysis of(String text) {
        return of(text, Map.of());
    }

    private static Analysis of(String text, Map<PromptSlot, String> words) {
        return Analysis.of(source(text, words), Snippets.NONE);
    }

    private static TemplateSource source(String text, Map<PromptSlot, String> words) {
        return new TemplateSource(text, words, List.of());
    }
}
