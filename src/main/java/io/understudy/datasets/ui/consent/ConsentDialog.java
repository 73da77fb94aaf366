package io.understudy.datasets.ui.consent;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.characters.ConsentFile;
import io.understudy.characters.ConsentService;
import io.understudy.characters.ui.ConsentFileField;
import io.understudy.datasets.consent.ConsentBasis;
import io.understudy.datasets.consent.ConsentStatement;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.PhotoRevision;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

public class ConsentDialog extends FormDialog {
    private final transient PhotoConsentService consents;
    private final transient List<LedgerLine> photos;
    private final transient Runnable changed;
    private final RadioButtonGroup<ConsentBasis> basis = new RadioButtonGroup<>("Why may they be trained on?");
    private final TextArea source = new TextArea("Source");
    private final TextArea terms = new TextArea("Terms");
    private final DraftKeeper draft;
    private final ConsentFileField document;
    private final Span problem = Styled.span("field-problem");

    public ConsentDialog(
            PhotoConsentService consents, ConsentService files, List<LedgerLine> photos, Runnable changed) {
        super(
                "Record consent for "
                        + WithdrawDialog.these(
                                photos.stream().map(LedgerLine::revision).toList()),
                "38rem");
        this.consents = consents;
        this.photos = photos;
        this.changed = changed;
        basis.setItems(ConsentBasis.values());
        basis.setRenderer(Hint.ofChoices(ConsentBasis::label, ConsentBasis::meaning));
        basis.addClassName("likeness-choice");
        basis.setRequiredIndicatorVisible(true);
        basis.setManualValidation(true);
        basis.addValueChangeListener(event -> basis.setInvalid(false));
        source.setWidthFull();
        source.setMinRows(1);
        source.setMaxLength(ConsentStatement.MAX_SOURCE);
        source.setHelperText("Who took them, at which shoot; or the archive or link they come from");
        source.setRequiredIndicatorVisible(true);
        terms.setWidthFull();
        terms.setMaxLength(ConsentStatement.MAX_TERMS);
        terms.setHelperText("Licence, conditions, until when");
        problem.getElement().setAttribute("role", "alert");
        document = new ConsentFileField(files, ", is kept with the entry.", problem::setText);
        document.addComponentAsFirst(Hint.inline("PDF, JPEG or PNG, at most " + Formats.bytes(ConsentService.LIMIT)));
        document.addComponentAsFirst(Styled.span("document-label", "Document (optional)"));
        draft = new DraftKeeper(
                "consent/" + keyOf(photos.stream().map(LedgerLine::revision).toList()), basis, source, terms, document);
        Div fields = Styled.div("consent-fields", overwrites(), draft, problem);
        add(fields);
        prefill();
        Button save = confirm("I vouch for this", event -> save());
    }

    static String keyOf(List<PhotoRevision> photos) {
        return photos.stream().map(seen -> seen.photo().hex()).sorted().collect(Collectors.joining("+"));
    }

    private Paragraph overwrites() {
        long given = photos.stream().filter(line -> line.given() != null).count();
        Paragraph words = new Hint(
                given == 1
                        ? "One of them has an entry: it is replaced. The audit trail keeps the old one."
                        : (given == photos.size() ? "All " + given : given + " of them")
                                + " have an entry: they are replaced. The audit trail keeps the old ones.");
        words.setVisible(given > 0 && photos.size() > 1);
        return words;
    }

    private void prefill() {
        LedgerLine.Given first = photos.getFirst().given();
        if (first == null) {
            return;
        }
        if (photos.stream()
                .allMatch(line -> line.given() != null && Objects.equals(statement(line.given()), statement(first)))) {
            basis.setValue(first.basis());
            source.setValue(first.source());
            terms.setValue(first.terms());
            ConsentFile kept = first.document();
            if (kept != null) {
                document.begin(kept);
            }
        }
    }

    private static ConsentStatement statement(LedgerLine.Given given) {
        return new ConsentStatement(given.basis(), given.source(), given.terms(), given.document());
    }

    private void save() {
        problem.setText("");
        basis.setInvalid(false);
        source.setInvalid(false);
        terms.setInvalid(false);
        ConsentBasis chosen = basis.getValue();
        if (chosen == null) {
            basis.setErrorMessage("Choose why the photos may be trained on.");
            basis.setInvalid(true);
            return;
        }
        try {
            consents.vouch(
                    photos.stream().map(LedgerLine::revision).toList(),
                    new ConsentStatement(
                            chosen, source.getValue().replaceAll("\\R", " "), terms.getValue(), document.file()));
            draft.saved();
            close();
            changed.run();
            Notifications.done(Formats.plural(photos.size(), "photo is", "photos are") + " on record.");
        } catch (DomainException.RuleViolation broken) {
            complain(broken);
        } catch (RuntimeException other) {
            Notifications.refused(ErrorMessages.message(other));
            close();
            changed.run();
        }
    }

    private void complain(DomainException.RuleViolation broken) {
        if ("source".equals(broken.field())) {
            source.setErrorMessage(broken.words());
            source.setInvalid(true);
        } else if ("terms".equals(broken.field())) {
            terms.setErrorMessage(broken.words());
            terms.setInvalid(true);
        } else {
            problem.setText(broken.words());
        }
    }
}
