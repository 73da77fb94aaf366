package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Styled;
import io.understudy.training.SamplePicture;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.NewTick;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidencePictureService;
import io.understudy.versions.checklist.evidence.EvidenceUploadService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ticks several items that the same pictures show, each with its own note; an item without a note stays open. */
class TickSeveralDialog extends VersionDialog {
    private final transient List<ChecklistLine> lines;
    private final transient Consumer<List<NewTick>> tick;
    /** By the key of the item. */
    private final Map<String, TextArea> notes = new LinkedHashMap<>();

    private final EvidencePicker pictures;
    private final DraftKeeper draft;
    private final Button tickAll;

    /**
     * @param draftKey names the version, for what is typed and not saved
     * @param lines open items
     * @param offers what the version's test sheet and the like hold now
     * @param earlier what the person showed for the item they ticked last, or nothing
     */
    TickSeveralDialog(
            String draftKey,
            List<ChecklistLine> lines,
            List<SamplePicture> samples,
            List<Evidence> offers,
            List<Evidence> earlier,
            EvidencePictureService uploads,
            EvidenceUploadService sent,
            Consumer<List<NewTick>> tick) {
        super("Tick several items", "56rem");
        this.lines = List.copyOf(lines);
        this.tick = tick;
        this.pictures = new EvidencePicker(
                lines.stream()
                        .mapToInt(line -> line.item().picturesWanted())
                        .max()
                        .orElse(0),
                lines.stream().flatMap(line -> line.item().accepts().stream()).collect(Collectors.toSet()),
                samples,
                offers,
                uploads,
                sent);
        pictures.begin(earlier);
        this.draft = new DraftKeeper(draftKey, pictures);
        lines.forEach(line -> draft.add(question(line)));
        addClassName("tick-dialog");
        add(
                new Paragraph("Select the pictures, then write for each item what you checked and what you saw in them."
                        + " An item without a note stays open."),
                Styled.div("dialog-form", draft));
        tickAll = confirm("Tick items", event -> store());
    }

    @Override
    void allow(boolean possible) {
        tickAll.setEnabled(possible);
    }

    private Div question(ChecklistLine line) {
        ChecklistItem item = line.item();
        TextArea note = new TextArea(item.position() + ". " + item.title());
        note.setHelperText(item.hint());
        note.setWidthFull();
        note.setMaxLength(TickForm.LONGEST);
        notes.put(item.key(), note);
        // What is not measured yet is said on the page, once for all items.
        return new Div(
                note,
                TickForm.facts(
                        line.facts().stream().filter(fact -> fact.gap() == null).toList()));
    }

    private void store() {
        notes.values().forEach(note -> note.setInvalid(false));
        ErrorMessages.guard(item -> Optional.ofNullable(notes.get(item)), () -> {
            tick.accept(written());
            draft.saved();
            close();
        });
    }

    private List<NewTick> written() {
        List<NewTick> ticks = new ArrayList<>();
        for (ChecklistLine line : lines) {
            ChecklistItem item = line.item();
            TextArea note = notes.get(item.key());
            if (note != null && !note.getValue().isBlank()) {
                ticks.add(new NewTick(item.key(), note.getValue(), evidence(line)));
            }
        }
        if (ticks.isEmpty()) {
            throw DomainException.RuleViolation.in(
                    lines.getFirst().item().key(), "Say for at least one item what you checked and what you saw.");
        }
        return ticks;
    }

    private List<Evidence> evidence(ChecklistLine line) {
        List<Evidence> evidence = new ArrayList<>(pictures.chosen().stream()
                .filter(piece -> line.item().accepts().contains(piece.kind()))
                .toList());
        evidence.addAll(TickForm.filled(line.facts()));
        return evidence;
    }
}
