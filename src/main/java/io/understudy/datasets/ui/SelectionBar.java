package io.understudy.datasets.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.datasets.OpenVerdict;
import io.understudy.datasets.PictureId;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

class SelectionBar extends Div {
    private final transient DatasetPageModel model;
    private final transient Runnable clear;
    private final Span count = Styled.span("chosen-count");
    private transient List<PictureId> chosen = List.of();

    SelectionBar(DatasetPageModel model, Runnable clear) {
        this.model = model;
        this.clear = clear;
        addClassName("selection-bar");
        getElement().setAttribute("role", "toolbar").setAttribute("aria-label", "Selected pictures");
        count.getElement().setAttribute("aria-live", "polite");
        add(
                count,
                button("Include", VaadinIcon.CHECK, "i", this::include),
                button("Leave out", VaadinIcon.EYE_SLASH, "x", this::leaveOut),
                button("Remove", VaadinIcon.TRASH, "Delete", this::remove),
                button("Shot type…", VaadinIcon.CROP, "", () -> new ShotTypeDialog(model, chosen).open()),
                button("Repeats…", VaadinIcon.REFRESH, "", () -> new RepeatsDialog(model, chosen).open()),
                button("Record consent", VaadinIcon.DIPLOMA, "", this::recordConsent),
                button("Withdraw consent", VaadinIcon.BAN, "", this::withdraw),
                Buttons.quiet("Clear selection", event -> clear.run()));
        setVisible(false);
    }

    void show(List<PictureId> ids) {
        chosen = List.copyOf(ids);
        setVisible(!chosen.isEmpty());
        count.setText(Formats.plural(chosen.size(), "picture", "pictures") + " selected");
    }

    void act(String what) {
        if (chosen.isEmpty()) {
            return;
        }
        switch (what) {
            case "use-all" -> include();
            case "leave-all" -> leaveOut();
            case "remove-all" -> remove();
            default -> throw new IllegalArgumentException("The wall has no action “" + what + "”");
        }
    }

    private static Button button(String text, VaadinIcon icon, String key, Runnable action) {
        Button button = new Button(text, icon.create(), event -> action.run());
        if (!key.isEmpty()) {
            button.setTooltipText("Key: " + key);
        }
        return button;
    }

    private void include() {
        decide(model.choices()::include, model.choices()::exclude, "trained on", "is trained on already");
    }

    private void leaveOut() {
        decide(model.choices()::exclude, model.choices()::include, "left out", "is left out already");
    }

    private void decide(
            Function<List<PictureId>, List<PictureId>> decision,
            Consumer<List<PictureId>> back,
            String done,
            String nothing) {
        model.change(() -> {
            List<PictureId> changed = decision.apply(chosen);
            int awaiting = awaiting(chosen);
            if (changed.isEmpty() && awaiting == 0) {
                Notifications.done("Nothing changed: each of them " + nothing + " or was withdrawn.");
            } else {
                model.announce(
                        !changed.isEmpty(),
                        Formats.plural(changed.size(), "picture is ", "pictures are ") + done + "."
                                + (awaiting == 0
                                        ? ""
                                        : " " + Formats.plural(awaiting, "other awaits", "others await")
                                                + " a second person."),
                        () -> back.accept(changed));
            }
        });
    }

    /** How many of these pictures await a second person who says whether they are trained on. */
    private int awaiting(List<PictureId> pictures) {
        return (int) model.consensus().open(model.character().id()).stream()
                .filter(OpenVerdict::isAboutTraining)
                .map(OpenVerdict::picture)
                .distinct()
                .filter(pictures::contains)
                .count();
    }

    private void remove() {
        List<PictureId> ids = chosen;
        model.change(() -> {
            model.datasets().remove(ids);
            clear.run();
            Notifications.undoable(
                    Formats.plural(ids.size(), "picture was", "pictures were") + " removed from the dataset.",
                    () -> model.change(() -> model.datasets().restore(ids)));
        });
    }

    private void recordConsent() {
        model.consent().record(model.character().id(), chosen, () -> model.change(() -> {}));
    }

    private void withdraw() {
        model.consent().withdraw(model.character().id(), chosen, () -> model.change(() -> {}));
    }
}
