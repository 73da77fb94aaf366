package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import io.understudy.training.SamplePicture;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.ItemFact;
import io.understudy.versions.checklist.ItemFact.Gap;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceFileService;
import io.understudy.versions.checklist.evidence.EvidencePictureService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class TickDialog extends FormDialog {
    private static final int LONGEST = 2000;

    @FunctionalInterface
    interface Tick {
        void store(String note, List<Evidence> evidence);
    }

    private final transient Tick tick;
    private final TextArea note = new TextArea("What did you check, and what did you see?");
    private final TextArea fact = new TextArea("A written fact, if pictures cannot show it");
    private final EvidencePicker pictures;

    private final EvidenceFilePicker files;
    private final DraftKeeper draft;
    private final transient List<Evidence> filled;

    /**
     * @param draftKey names the item of this version, for what is typed and not saved
     * @param line the item with what appeared in it automatically
     * @param offers what the version's test sheet and the like hold now
     * @param earlier what the person showed for the item they ticked last, or nothing
     */
    TickDialog(
            String draftKey,
            ChecklistLine line,
            List<SamplePicture> samples,
            List<Evidence> offers,
            List<Evidence> earlier,
            EvidencePictureService uploads,
            EvidenceFileService fileUploads,
            Tick tick) {
        super(line.item().position() + ". " + line.item().title(), "56rem");
        ChecklistItem item = line.item();
        this.tick = tick;
        this.filled = line.facts().stream()
                .map(ItemFact::evidence)
                .filter(Objects::nonNull)
                .toList();
        this.files = new EvidenceFilePicker(fileUploads, item.fileRequired());
        this.pictures = new EvidencePicker(item, samples, offers, uploads);
        pictures.begin(earlier);
        addClassName("tick-dialog");
        for (TextArea text : List.of(note, fact)) {
            text.setWidthFull();
            text.setMaxLength(LONGEST);
        }
        note.setRequiredIndicatorVisible(true);
        note.setAutofocus(true);
        fact.setHelperText("For example: loads with 24 of 24 modules matched.");
        pictures.setVisible(item.accepts().stream().anyMatch(Evidence.Kind::isPicture));
        fact.setVisible(item.accepts().contains(Evidence.Kind.FACT));
        files.setVisible(item.accepts().contains(Evidence.Kind.FILE));
        draft = new DraftKeeper(draftKey, note, pictures, files, fact);
        add(new Paragraph(item.hint()), facts(line.facts()), draft);
        confirm("Tick item", event -> store());
    }

    private static Div facts(List<ItemFact> facts) {
        Div all = Styled.div("fact-lines");
        Map<Gap, List<ItemFact>> gaps = UnmeasuredFacts.shared(facts);
        facts.stream()
                .filter(fact -> fact.gap() == null || !gaps.containsKey(fact.gap()))
                .forEach(fact -> all.add(new FactLine(fact)));
        gaps.forEach((gap, alike) -> all.add(new UnmeasuredFacts(gap, alike)));
        if (facts.stream().anyMatch(fact -> fact.evidence() != null)) {
            all.add(Hint.inline("These values are saved with your tick."));
        }
        all.setVisible(!facts.isEmpty());
        return all;
    }

    private void store() {
        note.setInvalid(false);
        pictures.show("");
        List<Evidence> evidence = new ArrayList<>(pictures.chosen());
        evidence.addAll(files.taken());
        evidence.addAll(filled);
        if (!fact.getValue().isBlank()) {
            evidence.add(Evidence.fact(fact.getValue().strip()));
        }
        ErrorMessages.guard(() -> {
            try {
                tick.store(note.getValue(), evidence);
                draft.saved();
                close();
            } catch (DomainException.RuleViolation broken) {
                show(broken);
            }
        });
    }

    private void show(DomainException.RuleViolation broken) {
        String field = broken.field() == null ? "" : broken.field();
        switch (field) {
            case "note" -> {
                note.setErrorMessage(broken.words());
                note.setInvalid(true);
            }
            case "evidence" -> pictures.show(broken.words());
            default -> Notifications.refused(broken.words());
        }
    }
}
