package io.understudy.datasets.ui;

import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TriggerUse;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.BrowserElement;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.EagerTextAreas;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Styled;
import java.util.Set;

/**
 * A caption that is saved while it is typed, and says whether it is. What was refused stays in the field, with the
 * reason and, when someone else was faster, with both ways out. What could not be saved during an outage is saved
 * after it.
 */
@Tag("caption-field")
class CaptionField extends BrowserElement {
    private static final int PAUSE_MILLIS = 600;

    private final transient DatasetPageModel model;
    private final PictureId picture;
    private final TextArea area = new TextArea();
    private final DraftKeeper draft;
    private final Span state = Styled.span("caption-state");
    private final Div ways = Styled.div("actions");
    private String seen;
    private boolean entered;
    private boolean followsOutages;

    CaptionField(DatasetPageModel model, PictureSummary picture) {
        this.model = model;
        this.picture = picture.id();
        this.seen = picture.caption();
        area.setAriaLabel("Caption of " + picture.fileName());
        area.setPlaceholder(model.character().triggerWord() + ", …");
        area.setValue(seen);
        area.setWidthFull();
        EagerTextAreas.in(area, typed -> {
            area.setValue(typed);
            save(seen, typed);
        });
        area.setValueChangeTimeout(PAUSE_MILLIS);
        area.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                save(seen, event.getValue());
            }
        });
        area.addFocusListener(event -> entered = true);
        area.addBlurListener(event -> entered = false);
        state.getElement().setAttribute("role", "status");
        ways.setVisible(false);
        draft = new DraftKeeper("caption/" + picture.id().value(), area);
        add(draft, state, ways);
        showTrigger(seen);
    }

    void whenEntered(Runnable entered) {
        area.addFocusListener(event -> entered.run());
    }

    /**
     * Someone else saved this caption. Where this person is at it, or has something that is not saved, their text
     * stays: a stale save offers both.
     */
    void showNews(String caption) {
        if (!entered && !area.isInvalid() && !caption.equals(seen)) {
            seen = caption;
            area.setValue(caption);
            showTrigger(caption);
        }
    }

    private void save(String startedFrom, String text) {
        try {
            seen = model.captions().save(picture, startedFrom, text);
            ways.setVisible(false);
            area.setInvalid(false);
            showTrigger(seen);
            getElement().callJsFunction("saved");
            draft.saved(seen);
            model.captionSaved();
        } catch (DomainException.Conflict changedMeanwhile) {
            offerBoth(changedMeanwhile, text);
        } catch (DomainException refused) {
            notSaved(ErrorMessages.message(refused));
        } catch (RuntimeException problem) {
            notSaved(ErrorMessages.message(problem), Buttons.small("Try again", event -> saveAgain()));
            if (model.outages().notice(problem).isPresent()) {
                saveAfterTheOutage();
            }
        }
    }

    private void saveAgain() {
        save(seen, area.getValue());
    }

    private void saveAfterTheOutage() {
        if (followsOutages) {
            return;
        }
        followsOutages = true;
        LiveUpdate.show(this, model.outages().live(), Set::isEmpty, answers -> {
            // The live value may be older than the refusal.
            if (area.isInvalid() && model.outages().now().isEmpty()) {
                saveAgain();
            }
        });
    }

    private void offerBoth(DomainException.Conflict changedMeanwhile, String mine) {
        String base = seen;
        Button merge = Buttons.small(
                "Merge…",
                event -> new CaptionMergeDialog(
                                "caption-merge/" + this.picture.value(), base, mine, current(), merged -> {
                                    area.setValue(merged);
                                    save(current(), merged);
                                })
                        .open());
        Button keep = Buttons.small("Keep mine", event -> save(current(), mine));
        Button take = Buttons.small("Take theirs", event -> {
            seen = current();
            area.setValue(seen);
            save(seen, seen);
        });
        notSaved(changedMeanwhile.words() + " Yours is not saved.", keep, take, merge);
    }

    private String current() {
        return model.datasets().picture(picture).caption();
    }

    private void notSaved(String words, Button... waysOut) {
        area.setErrorMessage(words);
        area.setInvalid(true);
        state.setText("not saved");
        ways.removeAll();
        ways.add(waysOut);
        ways.setVisible(waysOut.length > 0);
        getElement().callJsFunction("refused");
    }

    private void showTrigger(String caption) {
        TriggerUse use = TriggerUse.of(caption, model.character().triggerWord());
        state.setText(
                switch (use) {
                    case FIRST -> "saved";
                    case ELSEWHERE -> "saved; the trigger word is not first";
                    case MISSING -> caption.isEmpty() ? "no caption yet" : "saved; the trigger word is missing";
                });
        state.setClassName("wants-trigger", use != TriggerUse.FIRST);
    }
}
