package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.generation.GeneratedPicture;
import io.understudy.generation.ui.GenerationBarFactory;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.PictureTile;
import io.understudy.platform.ui.RelativeTime;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.playground.ExampleService;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.playground.RenderDetails;
import io.understudy.prompts.playground.RenderDetails.Place;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobUrls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

class RenderPanel extends Panel {
    private final transient PlaygroundService playground;
    private final transient ExampleService examples;
    private final transient GenerationBarFactory bars;
    private final transient RenderDetails take;
    private final transient Runnable changed;
    private final List<Div> walls = new ArrayList<>();
    private @Nullable PairedImages together;

    /** @param known the LoRAs of all sides */
    RenderPanel(
            PlaygroundService playground,
            ExampleService examples,
            GenerationBarFactory bars,
            Map<LoraRef, StackableLora> known,
            RenderDetails take,
            Runnable again,
            Runnable changed) {
        this.changed = changed;
        this.playground = playground;
        this.examples = examples;
        this.bars = bars;
        this.take = take;
        addClassName("take");
        Button use = new Button("Use again", VaadinIcon.REFRESH.create(), event -> again.run());
        use.setTooltipText("Puts prompt, LoRAs, settings and seeds into the form");
        Div head = Styled.div(
                "title-row", new H2(take.sides().size() > 1 ? "A and B on the same seeds" : "Pictures"), use);
        Span by = Hint.inline(
                new Span("by " + take.askedByName() + " "),
                new RelativeTime(take.askedAt()),
                new Span(" · %d × %d px, %d steps, guidance %s"
                        .formatted(
                                take.settings().width(),
                                take.settings().height(),
                                take.settings().steps(),
                                take.settings().guidance())));
        add(head, by);
        if (take.sides().size() > 1) {
            PairedImages pairs = new PairedImages("A", "B", pairs(take));
            together = pairs;
            add(pairs);
        }
        for (int position = 0; position < take.sides().size(); position++) {
            add(side(position, known));
        }
    }

    private Div side(int position, Map<LoraRef, StackableLora> known) {
        RenderDetails.Side side = take.sides().get(position);
        Div wall = Styled.div("take-wall");
        walls.add(wall);
        Div panel = new Div();
        if (take.sides().size() > 1) {
            panel.add(new H3(position == 0 ? "A" : "B"));
        }
        panel.add(
                new Paragraph(side.prompt()),
                new Hint(stack(side.plan(), known)),
                bars.of(side.job(), this::refresh),
                wall);
        fill(position, side);
        return panel;
    }

    private static String stack(StackPlan plan, Map<LoraRef, StackableLora> known) {
        List<String> words = new ArrayList<>();
        for (StackPlan.Layer layer : plan.layers()) {
            LoraRef ref = layer.lora();
            StackableLora lora = ref == null ? null : known.get(ref);
            if (lora != null) {
                words.add(lora.name() + " " + layer.strength());
            }
        }
        return words.isEmpty() ? "without a LoRA" : String.join(" + ", words);
    }

    private void refresh() {
        RenderDetails now = playground.get(take.id());
        PairedImages pairs = together;
        if (pairs != null) {
            pairs.show("A", "B", pairs(now));
        }
        for (int position = 0; position < now.sides().size(); position++) {
            fill(position, now.sides().get(position));
        }
        changed.run();
    }

    private void fill(int position, RenderDetails.Side side) {
        Div wall = walls.get(position);
        Map<BlobHash, List<String>> kept = examples.templatesOf(side.pictures().stream()
                .map(GeneratedPicture::picture)
                .filter(Objects::nonNull)
                .toList());
        wall.removeAll();
        for (GeneratedPicture picture : side.pictures()) {
            BlobHash drawn = picture.picture();
            List<String> exampleOf = drawn == null ? List.of() : kept.getOrDefault(drawn, List.of());
            wall.add(tile(position, side, picture, exampleOf));
        }
    }

    private PictureTile tile(int position, RenderDetails.Side side, GeneratedPicture picture, List<String> exampleOf) {
        var drawn = picture.picture();
        String problem = picture.problem();
        PictureTile tile =
                new PictureTile(drawn == null ? null : BlobUrls.of(drawn), side.prompt() + ", seed " + picture.seed());
        Div caption = Styled.div(
                "take-caption", new Span("seed " + picture.seed() + (problem == null ? "" : ": " + problem)));
        if (drawn != null) {
            caption.add(Buttons.inlineIcon(
                    (exampleOf.isEmpty() ? VaadinIcon.STAR_O : VaadinIcon.STAR).create(),
                    "Keep seed " + picture.seed() + " as a template's example",
                    event -> new SaveExamplesDialog(
                                    examples,
                                    playground.get(take.id()),
                                    new Place(position, picture.position()),
                                    side.template(),
                                    this::refresh)
                            .open()));
        }
        tile.caption(caption);
        if (!exampleOf.isEmpty()) {
            Span where = Styled.span("secondary-text one-line", "example of " + String.join(", ", exampleOf));
            where.setTitle(where.getText());
            tile.caption(where);
        }
        return tile;
    }

    private static List<PairedImages.Pair> pairs(RenderDetails take) {
        List<PairedImages.Pair> pairs = new ArrayList<>();
        RenderDetails.Side left = take.sides().getFirst();
        RenderDetails.Side right = take.sides().getLast();
        for (int index = 0; index < take.seeds().size(); index++) {
            pairs.add(new PairedImages.Pair(
                    left.prompt().equals(right.prompt())
                            ? left.prompt()
                            : "A: " + left.prompt() + " B: " + right.prompt(),
                    take.seeds().get(index),
                    left.pictures().get(index).picture(),
                    right.pictures().get(index).picture()));
        }
        return pairs;
    }
}
