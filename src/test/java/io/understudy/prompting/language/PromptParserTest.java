package io.understudy.prompting.language;

import static io.understudy.prompting.language.RandomTrees.unplaced;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.prompting.guide.PromptSlot;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PromptParserTest {
    @Test
    void slotsVariablesSnippetsAndChoicesAreToldApartWithTheirPlaces() {
        ParsedPrompt parsed = PromptParser.parse("text", "[trigger] in {outfit}, {@rim-light} {red|{deep|pale} blue|}");

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.tree().nodes())
                .hasSize(7)
                .contains(
                        new PromptNode.Slot(PromptSlot.TRIGGER, new TextSpan(0, 9)),
                        new PromptNode.Words(" in ", new TextSpan(9, 13)),
                        new PromptNode.Variable("outfit", new TextSpan(13, 21)),
                        new PromptNode.Snippet("rim-light", new TextSpan(23, 35)));
        assertThat(parsed.tree().nodes().getLast())
                .isInstanceOfSatisfying(
                        PromptNode.Choice.class,
                        choice -> assertThat(choice.alternatives())
                                .extracting(PromptTree::print)
                                .containsExactly("red", "{deep|pale} blue", ""));
    }

    @Test
    void everyTreeIsReadAsItWasWritten() {
        RandomTrees trees = new RandomTrees(new SplittableRandom(41));
        for (int round = 0; round < 3_000; round++) {
            PromptTree tree = trees.tree(3);
            ParsedPrompt parsed = PromptParser.parse("text", tree.print());
            assertThat(parsed.problems()).as(tree.print()).isEmpty();
            assertThat(unplaced(parsed.tree())).as(tree.print()).isEqualTo(tree);
        }
    }

    @Test
    void anyTextIsReadToItsEndAndProblemsLieInsideIt() {
        RandomTrees trees = new RandomTrees(new SplittableRandom(42));
        for (int round = 0; round < 5_000; round++) {
            String text = trees.text(round % 40);
            ParsedPrompt parsed = PromptParser.parse("text", text);
            assertThat(parsed.problems())
                    .as(text)
                    .allSatisfy(problem -> assertThat(problem.at().start())
                            .isBetween(0, problem.at().end())
                            .isLessThan(text.length()));
            PromptTree again = PromptParser.parse("text", parsed.tree().print()).tree();
            assertThat(unplaced(again)).as(text).isEqualTo(unplaced(parsed.tree()));
        }
    }

    @Test
    void escapedWordsMeanThemselves() {
        RandomTrees trees = new RandomTrees(new SplittableRandom(43));
        for (int round = 1; round < 2_000; round++) {
            String words = trees.text(1 + round % 30);
            assertThat(unplaced(PromptParser.parse("text", PromptParser.escape(words))
                            .tree()))
                    .isEqualTo(new PromptTree(List.of(new PromptNode.Words(words, TextSpan.NOWHERE))));
        }
    }

    @Test
    void aBackslashBeforeAnythingElseStays() {
        assertThat(PromptParser.parse("text", "\\(soft\\) C:\\new").tree().nodes())
                .containsExactly(new PromptNode.Words("\\(soft\\) C:\\new", new TextSpan(0, 15)));
    }

    @Test
    void whatIsWrongIsNamedWhereItStands() {
        assertThat(problem("a [lens] b").at()).isEqualTo(new TextSpan(2, 8));
        assertThat(problem("a [lens] b").words()).contains("no slot [lens]").contains("[camera]");
        assertThat(problem("a [scene").words()).contains("left open");
        assertThat(problem("a {b|c").words()).contains("left open");
        assertThat(problem("a } b").words()).contains("closes nothing");
        assertThat(problem("a ] b").located()).startsWith("Character 3: ");
        assertThat(problem("{red dress}").words()).contains("neither a variable nor a choice");
        assertThat(problem("{".repeat(400)).words()).contains("left open");
        assertThat(problem("{a|".repeat(20) + "}".repeat(20)).words()).contains("nested");
    }

    @Test
    void anAlternativeMayCountMoreThanTheOthers() {
        ParsedPrompt parsed = PromptParser.parse("text", "{0.5::rain| 3::sun|fog}");

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.tree().nodes()).singleElement().isInstanceOfSatisfying(PromptNode.Choice.class, choice -> {
            assertThat(choice.weights()).containsExactly(0.5, 3.0, 1.0);
            assertThat(choice.alternatives()).extracting(PromptTree::print).containsExactly("rain", "sun", "fog");
        });
        assertThat(parsed.tree().print()).isEqualTo("{0.5::rain|3::sun|fog}");
        assertThat(problem("{0::rain|sun}").words()).contains("above 0");
        assertThat(problem("{5000::rain|sun}").words()).contains("at most 1000");
    }

    @Test
    void aChoiceMayTakeSeveralOfItsAlternatives() {
        assertThat(counted("{2$$rain|sun|fog}")).isEqualTo(new ChoiceCount(2, 2, null));
        assertThat(counted("{1-2$$ and $$rain|sun}")).isEqualTo(new ChoiceCount(1, 2, " and "));
        assertThat(counted("{0-$$rain|sun}")).isEqualTo(new ChoiceCount(0, ChoiceCount.ALL, null));
        assertThat(counted("{-2$$ | $$rain|sun}")).isEqualTo(new ChoiceCount(1, 2, " | "));
        assertThat(counted("{2$${@weather}}")).isEqualTo(new ChoiceCount(2, 2, null));
        assertThat(problem("{0$$rain|sun}").words()).contains("at least 1");
        assertThat(problem("{3-2$$rain|sun}").words()).contains("smaller number first");
        assertThat(PromptParser.parse("text", "{1::2$$rain|sun}").tree().print())
                .isEqualTo("{1::2$$rain|sun}");
    }

    private static ChoiceCount counted(String text) {
        ParsedPrompt parsed = PromptParser.parse("text", text);
        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.tree().nodes()).hasSize(1);
        return ((PromptNode.Choice) parsed.tree().nodes().getFirst()).count();
    }

    private static TemplateProblem problem(String text) {
        List<TemplateProblem> problems = PromptParser.parse("text", text).problems();
        assertThat(problems).isNotEmpty();
        return problems.getFirst();
    }
}
