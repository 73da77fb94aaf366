package io.understudy.prompts.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.prompts.playground.ExampleId;
import io.understudy.prompts.playground.ExampleService;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.playground.RenderDetails;
import io.understudy.prompts.playground.RenderId;
import io.understudy.prompts.playground.RenderRequest;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackRoutes;
import io.understudy.prompts.stacks.StacksTest;
import io.understudy.prompts.templates.PromptId;
import io.understudy.versions.VersionId;
import io.understudy.versions.lineage.Lineage.Node;
import io.understudy.versions.lineage.LineageService;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Tag("once")
class VersionUsesTest extends StacksTest {
    private static final PromptId PORTRAIT = new PromptId(UUID.fromString("5b1f0a52-3f0b-4a5e-9d5c-0d9f6d6b7a01"));

    @Autowired
    LineageService lineage;

    @Autowired
    PlaygroundService playground;

    @Autowired
    ExampleService examples;

    @Test
    void aStackIsThereWhileItsNewestPlanHasTheVersion() {
        StackDetails stack = stacks.create(new StackDraft("Ava on film", "", plan(version)));

        assertThat(usedBy(version))
                .extracting(Node::name, Node::fact, Node::path)
                .containsExactly(tuple("Ava on film", "stack, at strength 0.9", StackRoutes.saved(stack.id())));

        stacks.save(stack.id(), stack.rowVersion(), new StackDraft("Ava on film", "", plan(newVersion(12))));
        assertThat(usedBy(version)).isEmpty();
    }

    @Test
    void aTemplateIsThereWithTheExamplesThatTheVersionDrew() {
        RenderId take = playground.render(new RenderRequest(
                new RenderId(UUID.randomUUID()),
                FakeGenerationBackend.ID,
                new PictureSettings(768, 1024, 20, 3.5),
                List.of(7L),
                List.of(new RenderRequest.Side("ohwx woman, portrait", plan(version), null, null))));
        worker.fill();
        drawing.last().drawAll();
        drawing.last().reporter.finished();
        ExampleId kept = examples.keep(take, List.of(new RenderDetails.Place(0, 0)), PORTRAIT)
                .getFirst()
                .id();

        assertThat(usedBy(version)).singleElement().satisfies(node -> {
            assertThat(node.name()).isEqualTo("Portrait");
            assertThat(node.fact()).isEqualTo("prompt template, 1 example generated with it");
            assertThat(node.path()).isEqualTo("prompts/" + PORTRAIT.value());
            assertThat(node.picture()).isNotNull();
        });
        assertThat(usedBy(newVersion(12))).isEmpty();
        examples.remove(kept);
        assertThat(usedBy(version)).isEmpty();
    }

    @Test
    void aTemplateOfTheCharacterIsFilledWithWhatIsInProduction() {
        jdbc.sql("update prompt_template set character_id = ? where id = ?")
                .params(ava.value(), PORTRAIT.value())
                .update();

        assertThat(usedBy(version))
                .extracting(Node::fact)
                .containsExactly("prompt template, filled with what is in production");
        assertThat(usedBy(newVersion(12))).isEmpty();
    }

    private static StackPlan plan(VersionId id) {
        return new StackPlan(List.of(character(id, 0.9)));
    }

    private List<Node> usedBy(VersionId id) {
        return Objects.requireNonNull(lineage.of(id).stages().getLast()).nodes();
    }
}
