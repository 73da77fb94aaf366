package io.understudy.versions.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
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
import io.understudy.versions.checklist.evidence.EvidenceUploadService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a person checked for one item, and what shows it. */
class TickForm extends Div {
    static final int LONGEST = 2000;

    @FunctionalInterface
    interface Tick {
        void store(String note, List<Evidence> evidence);
    }

    private final transient ChecklistLine line;
    private final transient Tick tick;
    private final TextArea note = new TextArea("What did you check, and what did you see?");
    private final TextArea fact = new TextArea("A written fact, if pictures cannot show it");
    private final EvidencePicker pictures;
    private final EvidenceFilePicker files;
    private final DraftKeeper draft;

    /**
     * @param draftKey names the item of this version, for what is typed and not saved
     * @param line the item with what appeared in it automatically
     * @param offers what the version's test sheet and the like hold now
     * @param earlier what the person showed for the item they ticked last, or nothing
     */
    TickForm(
            String draftKey,
            ChecklistLine line,
            List<SamplePicture> samples,
            List<Evidence> offers,
            List<Evidence> earlier,
            EvidencePictureService uploads,
            EvidenceFileService fileUploads,
            EvidenceUploadService sent,
            Tick tick) {
        ChecklistItem item = line.item();
        this.line = line;
        this.tick = tick;
        this.files = new EvidenceFilePicker(fileUploads, sent, item.fileRequired());
        this.pictures = new EvidencePicker(item.picturesWanted(), item.accepts(), samples, offers, uploads, sent);
        pictures.begin(earlier);
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
        addClassName("dialog-form");
        add(new Paragraph(item.hint()), facts(line.facts()), draft);
    }

    static Div facts(List<ItemFact> facts) {
        Div all = Styled.div("fact-lines");
        Map<Gap, List<ItemFact>> gaps = UnmeasuredFacts.shared(facts);
        facts.stream()
                .filter(fact -> fact.gap() == null || !gaps.containsKey(fact.gap()))
                .forEach(fact -> all.add(new FactLine(fact)));
        gaps.forEach((gap, alike) -> all.add(new UnmeasuredFacts(gap, alike)));
        if (!filled(facts).isEmpty()) {
            all.add(Hint.inline("These values are saved with your tick."));
        }
        all.setVisible(!facts.isEmpty());
        return all;
    }

    static List<Evidence> filled(List<ItemFact> facts) {
        return facts.stream().map(ItemFact::evidence).filter(Objects::nonNull).toList();
    }

    ChecklistItem item() {
        return line.item();
    }

    void focus() {
        note.focus();
    }

    /** Answers whether the tick is stored; where it is not, the form says why. */
    boolean store() {
        note.setInvalid(false);
        pictures.show("");
        try {
            tick.store(note.getValue(), evidence());
            draft.saved();
            return true;
        } catch (DomainException.RuleViolation broken) {
            show(broken);
        } catch (RuntimeException problem) {
            Notifications.refused(ErrorMessages.message(problem));
        }
        return false;
    }

    private List<Evidence> evidence() {
        List<Evidence> evidence = new ArrayList<>(pictures.chosen());
        evidence.addAll(files.taken());
        evidence.addAll(filled(line.facts()));
        if (!fact.getValue().isBlank()) {
            evidence.add(Evidence.fact(fact.getValue().strip()));
        }
        return evidence;
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
