package io.understudy.prompting.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.language.TemplateProblem.Severity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateAnalysisTest {
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
        TemplateProblem twice = error("[trigger] [scene], {a|[scene]}");

        assertThat(twice.words()).contains("[scene] occurs twice");
        assertThat(twice.at()).isEqualTo(new TextSpan(22, 29));
    }

    @Test
    void anUnknownVariableIsNamedWithTheOneThatWasMeant() {
        TemplateAnalysis analysis = TemplateAnalysis.of(
                new TemplateSource(
                        "[trigger] in {ouftit}", Map.of(), List.of(new PromptVariable("outfit", "", List.of()))),
                Snippets.NONE);

        TemplateProblem unknown = analysis.firstError().orElseThrow();
        assertThat(unknown.words()).contains("{ouftit} is unknown").contains("Did you mean {outfit}?");
        assertThat(unknown.at()).isEqualTo(new TextSpan(13, 21));
        assertThat(analysis.problems())
                .anySatisfy(problem -> assertThat(problem)
                        .returns(Severity.WARNING, TemplateProblem::severity)
                        .returns("variables", TemplateProblem::field));
    }

    @Test
    void wordsOfASlotAreCheckedInTheirOwnField() {
        assertThat(of("[trigger] [scene]", Map.of(PromptSlot.SCENE, "in {town")).firstError())
                .get()
                .returns("scene", TemplateProblem::field);
        assertThat(of("[trigger] [scene]", Map.of(PromptSlot.SCENE, "in [style]"))
                        .firstError())
                .get()
                .returns("scene", TemplateProblem::field);
        assertThat(of("[trigger] [scene]", Map.of(PromptSlot.SCENE, "x".repeat(501)))
                        .firstError())
                .get()
                .returns("scene", TemplateProblem::field);
        assertThat(of("[trigger]", Map.of(PromptSlot.SCENE, "a town")).problems())
                .singleElement()
                .returns(Severity.WARNING, TemplateProblem::severity);
    }

    @Test
    void snippetsGoInAndMayUseOthers() {
        Snippets snippets = new Snippets(Map.of("rim", "rim light{@fog}", "fog", ", {thin|thick} fog"));

        TemplateAnalysis analysis = TemplateAnalysis.of(source("[trigger], {@rim}", Map.of()), snippets);

        assertThat(analysis.problems()).isEmpty();
        assertThat(analysis.composition()
                        .render(Filling.NOTHING, ChoicePicker.FIRST)
                        .text())
                .isEqualTo("rim light, thin fog");
    }

    @Test
    void aSnippetThatIsMissingOrEndlessIsNamed() {
        Snippets snippets = new Snippets(Map.of("a", "{@b}", "b", "x {@a}"));

        assertThat(TemplateAnalysis.of(source("[trigger] {@a}", Map.of()), snippets)
                        .firstError())
                .get()
                .satisfies(problem -> assertThat(problem.words()).contains("uses itself"))
                .returns(new TextSpan(10, 14), TemplateProblem::at);
        assertThat(error("[trigger] {@none}").words()).contains("no snippet {@none}");
    }

    @Test
    void snippetsThatMultiplyAreStopped() {
        Map<String, String> texts = new HashMap<>();
        texts.put("s0", "very long");
        for (int level = 1; level < 12; level++) {
            texts.put("s" + level, ("{@s" + (level - 1) + "} ").repeat(20));
        }

        assertThat(TemplateAnalysis.of(source("[trigger] {@s11}", Map.of()), new Snippets(texts))
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
                .returns(Severity.WARNING, TemplateProblem::severity)
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
                .returns(Severity.NOTE, TemplateProblem::severity);
    }

    @Test
    void weightsAndDividersOfOtherToolsAreWarnedAbout() {
        assertThat(TemplateAnalysis.of(
                                new TemplateSource("[trigger] in __places/Season__ and __rain__", Map.of(), List.of()),
                                new Snippets(Map.of("season", "spring")))
                        .problems())
                .extracting(TemplateProblem::words)
                .anySatisfy(words -> assertThat(words).endsWith("Write {@season} for the snippet of that name."))
                .anySatisfy(words -> assertThat(words).startsWith("“__rain__”").contains("Write a variable"));
        for (String foreign : List.of("(soft light)1.2", "(dark)--", "BREAK", "AND")) {
            assertThat(of("[trigger] at noon, " + foreign + ", more").problems())
                    .singleElement()
                    .returns(Severity.WARNING, TemplateProblem::severity)
                    .satisfies(problem -> assertThat(problem.words()).startsWith("“" + foreign + "”"));
        }
        assertThat(of("[trigger] at noon (close), BREAKFAST").problems()).isEmpty();
    }

    private static TemplateProblem error(String text) {
        return of(text).firstError().orElseThrow();
    }

    private static TemplateAnalysis of(String text) {
        return of(text, Map.of());
    }

    private static TemplateAnalysis of(String text, Map<PromptSlot, String> words) {
        return TemplateAnalysis.of(source(text, words), Snippets.NONE);
    }

    private static TemplateSource source(String text, Map<PromptSlot, String> words) {
        return new TemplateSource(text, words, List.of());
    }
}
