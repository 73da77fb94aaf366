package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Refusals;
import io.understudy.training.SamplePicture;
import io.understudy.versions.ChecklistItem;
import io.understudy.versions.Evidence;
import io.understudy.versions.EvidencePictures;
import java.util.ArrayList;
import java.util.List;

/** Asks what was looked at and how it looked before an item counts as ticked. */
class TickDialog extends Dialog {
    private static final int LONGEST = 2000;

    /** Stores the tick. */
    @FunctionalInterface
    interface Tick {
        void store(String note, List<Evidence> evidence);
    }

    private final transient Tick tick;
    private final TextArea note = new TextArea("What did you look at, and how did it look?");
    private final TextArea fact = new TextArea("A fact in words, if pictures cannot show it");
    private final EvidencePicker pictures;

    private final CheckboxGroup<Evidence> verdicts = new CheckboxGroup<>("What is known about it");

    /** @param offers what the version's test sheet, passport and the like hold now */
    TickDialog(
            ChecklistItem item,
            List<SamplePicture> samples,
            List<Evidence> offers,
            EvidencePictures uploads,
            Tick tick) {
        this.tick = tick;
        this.pictures = new EvidencePicker(item, samples, offers, uploads);
        setHeaderTitle(item.position() + ". " + item.title());
        setWidth("56rem");
        addClassName("tick-dialog");
        for (TextArea text : List.of(note, fact)) {
            text.setWidthFull();
            text.setMaxLength(LONGEST);
        }
        note.setRequiredIndicatorVisible(true);
        note.setAutofocus(true);
        fact.setHelperText("For example: loads with 24 of 24 modules matched.");
        List<Evidence> known = offers.stream()
                .filter(piece -> !piece.kind().isPicture() && item.accepts().contains(piece.kind()))
                .toList();
        verdicts.setItems(known);
        verdicts.setItemLabelGenerator(Evidence::words);
        verdicts.setVisible(!known.isEmpty());
        pictures.setVisible(item.accepts().stream().anyMatch(Evidence.Kind::isPicture));
        fact.setVisible(item.accepts().contains(Evidence.Kind.FACT));
        add(new Paragraph(item.hint()), note, pictures, verdicts, fact);
        Button confirm = new Button("Tick", event -> store());
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(new Button("Cancel", event -> close()), confirm);
    }

    private void store() {
        note.setInvalid(false);
        pictures.show("");
        List<Evidence> evidence = new ArrayList<>(pictures.chosen());
        evidence.addAll(verdicts.getValue());
        if (!fact.getValue().isBlank()) {
            evidence.add(Evidence.fact(fact.getValue().strip()));
        }
        try {
            tick.store(note.getValue(), evidence);
            close();
        } catch (Refusal.RuleBroken broken) {
            show(broken);
        } catch (RuntimeException problem) {
            Notices.refused(Refusals.inWords(problem));
            close();
        }
    }

    private void show(Refusal.RuleBroken broken) {
        String field = broken.field() == null ? "" : broken.field();
        switch (field) {
            case "note" -> {
                note.setErrorMessage(broken.words());
                note.setInvalid(true);
            }
            case "evidence" -> pictures.show(broken.words());
            default -> Notices.refused(broken.words());
        }
    }
}
