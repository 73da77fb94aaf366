package io.understudy.characters.ui;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.characters.CharacterDetails;
import io.understudy.characters.CharacterService;
import io.understudy.characters.ConsentService;
import io.understudy.characters.LikenessBasis;
import io.understudy.characters.LikenessDeclaration;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import java.util.Objects;

class LikenessForm extends Panel {
    private final transient CharacterService characters;
    private final transient CharacterDetails opened;
    private final transient Runnable saved;
    private final RadioButtonGroup<LikenessBasis> basis = new RadioButtonGroup<>("Why may the team use this likeness?");
    private final TextArea statement = new TextArea("Statement");
    private final DraftKeeper draft;
    private final ConsentFileField document;
    private final Span problem = Styled.span("field-problem");

    LikenessForm(CharacterService characters, ConsentService consents, CharacterDetails opened, Runnable saved) {
        super("Likeness basis");
        this.characters = characters;
        this.opened = opened;
        this.saved = saved;
        basis.setItems(LikenessBasis.values());
        basis.setRenderer(Hint.ofChoices(LikenessBasis::label, LikenessBasis::meaning));
        basis.addClassName("likeness-choice");
        basis.setRequiredIndicatorVisible(true);
        basis.setManualValidation(true);
        basis.addValueChangeListener(event -> basis.setInvalid(false));
        statement.setHelperText("Who agreed to what, when, for how long; or how the character was made up");
        statement.setMaxLength(LikenessDeclaration.MAX_STATEMENT);
        statement.setMinRows(3);
        statement.setWidthFull();
        document = new ConsentFileField(consents, ": stored when you save.", problem::setText);
        document.addComponentAsFirst(
                new Paragraph("The signed consent as PDF, JPEG or PNG, at most " + Formats.bytes(ConsentService.LIMIT)
                        + ". Members can download it; each download is written to the audit trail."));
        problem.getElement().setAttribute("role", "alert");
        draft = new DraftKeeper("likeness/" + opened.summary().id(), basis, statement, document);
        CharacterDetails.Likeness likeness = opened.likeness();
        if (likeness != null) {
            basis.setValue(likeness.basis());
            statement.setValue(likeness.statement());
        }
        document.setVisible(basis.getValue() == LikenessBasis.CONSENT);
        basis.addValueChangeListener(event -> document.setVisible(event.getValue() == LikenessBasis.CONSENT));
        add(draft, problem);
    }

    private void complain(String words) {
        problem.setText(words);
    }

    void save() {
        problem.setText("");
        if (basis.getValue() == null) {
            basis.setErrorMessage("Please choose a likeness basis: without one no run can be launched");
            basis.setInvalid(true);
            return;
        }
        ErrorMessages.guard(() -> {
            try {
                declare(opened.summary().rowVersion());
                draft.saved();
                saved.run();
            } catch (DomainException.RuleViolation broken) {
                complain(broken.words());
            }
        });
    }

    private void declare(long rowVersion) {
        LikenessDeclaration declaration =
                new LikenessDeclaration(basis.getValue(), statement.getValue(), document.file());
        try {
            characters.declareLikeness(opened.summary().id(), rowVersion, declaration);
        } catch (DomainException.Conflict stale) {
            CharacterDetails now = characters.details(opened.summary().slug());
            if (!Objects.equals(now.likeness(), opened.likeness())
                    || now.summary().rowVersion() == rowVersion) {
                throw stale;
            }
            // Something else about the character changed, such as its cover: nothing to decide here.
            declare(now.summary().rowVersion());
        }
    }
}
