package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.understudy.billing.Dollars;
import io.understudy.generation.backends.GenerationBackendChoice;
import io.understudy.generation.backends.api.GenerationEstimate;
import io.understudy.generation.backends.api.PictureSettings;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.IconButton;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.playground.PlaygroundService;
import io.understudy.prompts.playground.RenderDetails;
import io.understudy.prompts.playground.RenderId;
import io.understudy.prompts.playground.RenderRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

class RenderForm extends Panel {
    private final transient PlaygroundService playground;
    private final transient Consumer<RenderId> asked;
    private final SidePanel first;
    private final SidePanel second;
    private final Button compare = new Button("Compare with a second prompt or stack", VaadinIcon.SPLIT_H.create());
    private final Button alone = Buttons.quiet("Remove prompt B", VaadinIcon.CLOSE_SMALL.create());
    private final Select<GenerationBackendChoice> backend = new Select<>();
    private final PictureFields picture = new PictureFields(this::reckon);
    private final TextField seeds = new TextField("Seeds");
    private final DraftKeeper kept = new DraftKeeper("playground/picture", backend, picture, seeds);
    private final Paragraph estimate = new Hint("");
    private transient @Nullable RenderRequest last;
    private final Button render = Buttons.primary("Generate pictures", VaadinIcon.PLAY.create(), event -> render());

    RenderForm(PlaygroundService playground, SidePanel first, SidePanel second, Consumer<RenderId> asked) {
        super("What to generate");
        this.playground = playground;
        this.asked = asked;
        this.first = first;
        this.second = second;
        addClassName("render-form");
        second.setVisible(false);
        compare.addClickListener(event -> {
            second.copy(first);
            compareWith(true);
        });
        alone.addClickListener(event -> compareWith(false));
        alone.setVisible(false);
        List<GenerationBackendChoice> choices = playground.backends();
        backend.setLabel("Backend");
        backend.setItems(choices);
        backend.setItemLabelGenerator(GenerationBackendChoice::name);
        backend.addValueChangeListener(event -> offer(event.getValue()));
        seeds.setHelperText("Each prompt is generated with each seed, up to " + RenderRequest.MAX_SEEDS);
        seeds.setValueChangeMode(ValueChangeMode.LAZY);
        seeds.setSuffixComponent(new IconButton(
                VaadinIcon.RANDOM,
                "Another seed",
                () -> seeds.setValue(String.valueOf(ThreadLocalRandom.current().nextInt(1, 1_000_000)))));
        seeds.setValue("1, 2, 3, 4");
        seeds.addValueChangeListener(change -> reckon());
        estimate.getElement().setAttribute("role", "status");
        add(first, compare, second, alone, kept, Styled.div("render-order", render, estimate));
        if (choices.isEmpty()) {
            estimate.setText("No generation backend is connected. An admin connects one in the settings.");
            render.setEnabled(false);
        } else {
            backend.setValue(choices.getFirst());
        }
    }

    private void compareWith(boolean two) {
        second.setVisible(two);
        compare.setVisible(!two);
        alone.setVisible(two);
        first.prompt().setLabel(two ? "Prompt A" : "Prompt");
        reckon();
    }

    private void offer(@Nullable GenerationBackendChoice choice) {
        if (choice != null) {
            picture.offer(choice);
            reckon();
            backend.setHelperText(choice.capabilities().what());
        }
    }

    void fill(PlaygroundLink link) {
        compareWith(false);
        first.show(link.prompt(), link.plan(), null, link.template());
        picture.wish(link);
        choose(link.backend());
        GenerationBackendChoice chosen = backend.getValue();
        if (chosen != null) {
            picture.propose(chosen);
        }
        if (link.seed() != null) {
            seeds.setValue(link.seed().toString());
        }
    }

    private void choose(@Nullable String id) {
        playground.backends().stream()
                .filter(choice -> choice.id().equals(id))
                .findFirst()
                .ifPresent(backend::setValue);
    }

    void fill(RenderDetails take) {
        first.show(take.sides().getFirst());
        boolean two = take.sides().size() > 1;
        if (two) {
            second.show(take.sides().getLast());
        }
        compareWith(two);
        picture.wish(null);
        choose(take.backend());
        picture.show(take.settings());
        seeds.setValue(Seeds.format(take.seeds()));
    }

    private void reckon() {
        PictureSettings settings = picture.settings();
        GenerationBackendChoice choice = backend.getValue();
        if (settings == null || choice == null) {
            return;
        }
        try {
            int pictures = Seeds.parse(seeds.getValue()).size() * (second.isVisible() ? 2 : 1);
            GenerationEstimate needed = playground.estimate(choice.id(), settings, pictures);
            BigDecimal dollars = needed.dollars();
            String cost = dollars == null ? "" : ", costs about " + Dollars.of(dollars);
            estimate.setText(Formats.plural(pictures, "picture", "pictures") + ", about "
                    + Formats.duration(needed.time()) + cost);
            seeds.setInvalid(false);
        } catch (DomainException.RuleViolation broken) {
            seeds.setErrorMessage(broken.words());
            seeds.setInvalid(true);
            estimate.setText("");
        }
    }

    private void render() {
        PictureSettings settings = picture.settings();
        GenerationBackendChoice choice = backend.getValue();
        List<RenderRequest.Side> sides = new ArrayList<>();
        first.prompt().setInvalid(false);
        second.prompt().setInvalid(false);
        ErrorMessages.guard(property -> input(property, sides), () -> {
            if (settings == null || choice == null) {
                throw new DomainException.RuleViolation("Fill in guidance, steps and size first.");
            }
            sides.add(first.side());
            if (second.isVisible()) {
                sides.add(second.side());
            }
            RenderRequest before = last;
            RenderRequest wanted = new RenderRequest(
                    before == null ? new RenderId(UUID.randomUUID()) : before.id(),
                    choice.id(),
                    settings,
                    Seeds.parse(seeds.getValue()),
                    sides);
            if (before != null && wanted.equals(before) && isUnderway(before.id())) {
                // A double click is one wish, and may cost money once only.
                asked.accept(before.id());
                return;
            }
            RenderRequest fresh = new RenderRequest(
                    new RenderId(UUID.randomUUID()), wanted.backend(), settings, wanted.seeds(), sides);
            RenderId take = playground.render(fresh);
            last = fresh;
            first.rendered();
            second.rendered();
            kept.saved();
            asked.accept(take);
        });
    }

    private boolean isUnderway(RenderId take) {
        return playground.get(take).sides().stream()
                .anyMatch(side -> !side.job().progress().state().isOver());
    }

    /** @param read the sides before the one whose prompt is read at the moment */
    private Optional<HasValue<?, ?>> input(String property, List<RenderRequest.Side> read) {
        SidePanel reading = read.isEmpty() || !second.isVisible() ? first : second;
        Map<String, HasValue<?, ?>> inputs = new HashMap<>(picture.inputs());
        inputs.putAll(Map.<String, HasValue<?, ?>>of("prompt", reading.prompt(), "seeds", seeds, "backend", backend));
        return Optional.ofNullable(inputs.get(property));
    }
}
