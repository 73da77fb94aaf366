package io.understudy.prompts.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.generation.GeneratedPicture;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.prompts.loras.LoraFileDetails;
import io.understudy.prompts.playground.RenderDetails.Place;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StacksTest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.domain.Pageable;

@Tag("twice")
class PlaygroundServiceTest extends StacksTest {
    private static final PictureSettings SETTINGS = new PictureSettings(768, 1024, 20, 3.5);

    @Autowired
    PlaygroundService playground;

    @Autowired
    ExampleService examples;

    private static RenderRequest request(RenderRequest.Side... sides) {
        return new RenderRequest(
                new RenderId(UUID.randomUUID()),
                FakeGenerationBackend.ID,
                SETTINGS,
                List.of(7L, 42L),
                Arrays.asList(sides));
    }

    private static RenderRequest.Side side(String prompt, StackPlan plan) {
        return new RenderRequest.Side(prompt, plan, null, null);
    }

    /** Generates whatever waits, also what has to wait for a free place first. */
    private void drawAll() {
        worker.fill();
        for (int task = 0; task < drawing.tasks().size(); task++) {
            drawing.tasks().get(task).drawAll();
            drawing.tasks().get(task).reporter.finished();
            worker.fill();
        }
    }

    @Test
    void everyLoraOfTheStackIsDrawnWithItsOwnStrength() {
        LoraFileDetails film = style("film.safetensors", 2);
        RenderId take = playground.render(request(side(
                "ohwx woman, portrait",
                new StackPlan(List.of(
                        character(version, 0.9),
                        style(film, 0.5),
                        StackPlan.of("pose:0.3").layers().getFirst())))));
        worker.fill();

        GenerationTask task = drawing.last().task;
        assertThat(task.loras()).hasSize(2);
        assertThat(task.loras().getLast().name()).isEqualTo("film.safetensors");
        assertThat(task.pictures()).extracting(GenerationTask.TaskPicture::seed).containsExactly(7L, 42L);
        assertThat(task.pictures())
                .allMatch(picture -> picture.strengths().equals(List.of(Strength.of(0.9), Strength.of(0.5))));

        drawing.last().draw(1);
        RenderDetails half = playground.get(take);
        assertThat(half.sides().getFirst().pictures())
                .extracting(picture -> picture.picture() != null)
                .containsExactly(false, true);
        assertThat(half.isOver()).isFalse();
    }

    @Test
    void twoSidesAreDrawnOnTheSameSeeds() {
        StackPlan ava = new StackPlan(List.of(character(version, 0.9)));
        RenderId take = playground.render(
                request(side("ohwx woman, rain", ava), side("ohwx woman, snow", new StackPlan(List.of()))));

        drawAll();

        RenderDetails done = playground.get(take);
        assertThat(done.isOver()).isTrue();
        assertThat(done.sides())
                .allSatisfy(each -> assertThat(each.pictures())
                        .extracting(GeneratedPicture::seed)
                        .containsExactly(7L, 42L));
        assertThat(done.sides().getLast().job().loras()).isEmpty();
    }

    @Test
    void aKilledServerDrawsWhatIsMissing() {
        RenderId take = playground.render(request(side("ohwx woman", new StackPlan(List.of()))));
        worker.fill();
        drawing.last().draw(0);
        worker.releaseAll();

        worker.fill();
        assertThat(drawing.last().task.pictures()).hasSize(1);
        drawing.last().drawAll();
        drawing.last().reporter.finished();

        assertThat(playground.get(take).sides().getFirst().job().state()).isEqualTo(GenerationState.SUCCEEDED);
    }

    @Test
    void theHistoryIsOnesOwnAndFoundByPromptAndLora() {
        StackPlan ava = new StackPlan(List.of(character(version, 0.9)));
        RenderId take = playground.render(request(side("Rainy street", ava)));
        playground.render(request(side("A cup", new StackPlan(List.of()))));
        drawAll();

        assertThat(playground.mine("", Pageable.ofSize(1)).getTotalElements()).isEqualTo(2);
        assertThat(playground.mine("rainy", Pageable.ofSize(5)).getContent())
                .singleElement()
                .returns(take, RenderSummary::id)
                .returns(2, RenderSummary::drawn)
                .satisfies(line -> assertThat(line.thumbnails()).hasSize(2));
        assertThat(playground.mine("AVA-LINDQVIST", Pageable.ofSize(5))).hasSize(1);
        assertThat(playground.mine("100%", Pageable.ofSize(5))).isEmpty();

        playground.remove(take);
        assertThat(playground.mine("rainy", Pageable.ofSize(5))).isEmpty();
        playground.restore(take);
        signIn(people.member("Jon"));
        assertThat(playground.mine("", Pageable.ofSize(5))).isEmpty();
        assertThatThrownBy(() -> playground.remove(take)).isInstanceOf(DomainException.NotFound.class);
        assertThat(playground.get(take).askedByName()).isEqualTo("Mara");
    }

    @Test
    void whatCannotBeDrawnIsRefusedInTheField() {
        LoraFileDetails film = style("film.safetensors", 2);
        StackPlan plan = new StackPlan(List.of(style(film, 0.5)));
        loraFiles.remove(film.id());

        assertRefused("loras", () -> playground.render(request(side("a cup", plan))));
        assertRefused("prompt", () -> side(" ", plan));
        assertRefused(
                "seeds",
                () -> new RenderRequest(
                        new RenderId(UUID.randomUUID()),
                        FakeGenerationBackend.ID,
                        SETTINGS,
                        List.of(1L, 1L),
                        List.of()));
        assertRefused(
                "steps",
                () -> playground.render(new RenderRequest(
                        new RenderId(UUID.randomUUID()),
                        FakeGenerationBackend.ID,
                        new PictureSettings(768, 1024, 900, 3.5),
                        List.of(1L),
                        List.of(side("a cup", new StackPlan(List.of()))))));
        assertThat(playground.mine("", Pageable.ofSize(5)))
                .as("nothing is kept of what was refused")
                .isEmpty();
    }

    private static void assertRefused(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DomainException.RuleViolation.class,
                        broken -> assertThat(broken.field()).isEqualTo(field));
    }

    @Test
    void theSameTakeIsNeverDrawnTwice() {
        RenderRequest request = request(side("a cup", new StackPlan(List.of())));
        playground.render(request);

        assertThatThrownBy(() -> playground.render(request)).isInstanceOf(DomainException.Conflict.class);
    }

    @Test
    void aPictureIsKeptAsTheTemplatesExampleWithAllThatDrewIt() {
        StackPlan ava = new StackPlan(List.of(character(version, 0.9)));
        RenderId take = playground.render(request(side("ohwx woman, portrait", ava)));
        TemplateChoice portrait =
                examples.templates("portrait", Pageable.ofSize(5)).getFirst();
        assertThatThrownBy(() -> examples.keep(take, List.of(new Place(0, 0)), portrait.id()))
                .hasMessageContaining("not generated yet");
        drawAll();

        TemplateExample kept =
                examples.keep(take, List.of(new Place(0, 1)), portrait.id()).getFirst();

        assertThat(examples.of(portrait.id()))
                .singleElement()
                .returns(42L, TemplateExample::seed)
                .returns(ava, TemplateExample::plan)
                .returns(SETTINGS, TemplateExample::settings)
                .returns(
                        Objects.requireNonNull(playground
                                .get(take)
                                .sides()
                                .getFirst()
                                .pictures()
                                .getLast()
                                .picture()),
                        TemplateExample::picture);
        examples.remove(kept.id());
        assertThat(examples.of(portrait.id())).isEmpty();
        examples.restore(kept.id());
        assertThat(examples.of(portrait.id())).hasSize(1);
    }

    @Test
    void severalPicturesAreKeptAtOnceAndEachOnlyOnce() {
        RenderId take = playground.render(request(side("ohwx woman, portrait", new StackPlan(List.of()))));
        TemplateChoice portrait =
                examples.templates("portrait", Pageable.ofSize(5)).getFirst();
        drawAll();
        examples.keep(take, List.of(new Place(0, 0)), portrait.id());

        assertThat(examples.keep(take, playground.get(take).drawn(), portrait.id()))
                .as("what was not kept before")
                .extracting(TemplateExample::seed)
                .containsExactly(42L);
        assertThat(examples.of(portrait.id())).hasSize(2);
        assertThat(examples.templatesOf(examples.of(portrait.id()).stream()
                        .map(TemplateExample::picture)
                        .toList()))
                .hasSize(2)
                .allSatisfy((picture, templates) -> assertThat(templates).containsExactly(portrait.name()));
        assertThatThrownBy(() -> examples.keep(take, List.of(new Place(0, 0), new Place(1, 0)), portrait.id()))
                .isInstanceOf(DomainException.NotFound.class);
    }
}
