package io.understudy.versions.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import io.understudy.identity.accounts.Reauthentication;
import io.understudy.identity.ui.ProofDialog;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.review.ReviewRules;
import io.understudy.versions.review.ReviewRulesService;
import org.springframework.stereotype.Component;

@Component
class ReviewSettings extends SettingsSection {
    private static final int AFTER_PEOPLE = 30;

    private final ReviewRulesService rules;
    private final Reauthentication passwords;

    ReviewSettings(ReviewRulesService rules, Reauthentication passwords) {
        super("Review", AFTER_PEOPLE);
        this.rules = rules;
        this.passwords = passwords;
    }

    @Override
    public com.vaadin.flow.component.Component content() {
        DraftKeeper draft = new DraftKeeper("settings/review");
        ReviewRules now = rules.current();
        IntegerField signOffs = new IntegerField("Sign-offs before approval");
        signOffs.setMin(1);
        signOffs.setMax(ReviewRules.MOST);
        signOffs.setStepButtonsVisible(true);
        signOffs.setValue(now.signOffs());
        signOffs.setHelperText("Sign-offs required (makers of a version do not count).");
        Checkbox differs = new Checkbox("People who signed off a version cannot approve it", now.approverDiffers());
        Button save = new Button("Save rules", event -> {
            Integer count = signOffs.getValue();
            ErrorMessages.guard(
                    signOffs,
                    () -> change(new ReviewRules(count == null ? 0 : count, differs.getValue()), () -> {
                        draft.saved();
                        Notifications.done("The review rules are saved.");
                    }));
        });
        Paragraph always = new Hint("People who uploaded, captioned, launched or submitted any part of a version never"
                + " sign or approve it: that is not a setting. If you loosen these rules, you become a maker of every"
                + " version that is not decided yet or is being trained.");
        Div actions = Styled.div("actions", save);
        Anchor checklist = new Anchor(VersionRoutes.CHECKLIST, "Edit the quality checklist");
        draft.add(Styled.div("settings-form", signOffs, differs, always, actions, checklist));
        return draft;
    }

    private void change(ReviewRules wanted, Runnable saved) {
        if (!rules.areLoosenedBy(wanted)) {
            rules.change(wanted);
            saved.run();
            return;
        }
        new ProofDialog(
                        "Loosen the review rules?",
                        "You become a maker of every version that is not decided yet or is being trained, so you can"
                                + " neither sign nor approve it.",
                        "Loosen rules",
                        passwords,
                        proof -> {
                            if (ErrorMessages.guard(() -> rules.change(wanted, proof))) {
                                saved.run();
                            }
                        })
                .because("Asked again because others rely on these rules.")
                .open();
    }
}
