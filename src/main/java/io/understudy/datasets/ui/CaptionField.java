package io.understudy.datasets.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TriggerUse;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.DraftKeeper;
import io.understudy.shared.ui.LiveText;
import io.understudy.shared.ui.Refusals;

/**
 * A caption that is saved while it is typed, and says whether it is. What was refused stays in the field, with the
 * reason and, when someone else was faster, with both ways out.
 */
@Tag("caption-field")
class CaptionField extends HtmlContainer {
    private static final int PAUSE_MILLIS = 600;

    private final transient DatasetDesk desk;
    private final PictureId picture;
    private final TextArea area = new TextArea();
    private final DraftKeeper draft;
    private final Span state = new Span();
    private final Div conflict = new Div();
    private String seen;
    private boolean entered;

    CaptionField(DatasetDesk desk, PictureSummary picture) {
        this.desk = desk;
        this.picture = picture.id();
        this.seen = picture.caption();
        area.setAriaLabel("Caption of " + picture.fileName());
        area.setPlaceholder(desk.character().triggerWord() + ", …");
        area.setValue(seen);
        area.setWidthFull();
        LiveText.in(area, typed -> {
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
        state.addClassName("caption-state");
        state.getElement().setAttribute("role", "status");
        conflict.addClassName("actions");
        conflict.setVisible(false);
        draft = new DraftKeeper("caption/" + picture.id().value(), area);
        add(draft, state, conflict);
        showTrigger(seen);
    }

    @Override
    protected void onAttach(AttachEvent attachEvent) {
        attachEvent.getUI().getPage().addJsModule("context://studio/caption-field.js");
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
            seen = desk.captions().edits().save(picture, startedFrom, text);
            conflict.setVisible(false);
            area.setInvalid(false);
            showTrigger(seen);
            getElement().callJsFunction("saved");
            draft.saved(seen);
            desk.captionSaved();
        } catch (Refusal.Conflict changedMeanwhile) {
            offerBoth(changedMeanwhile, text);
        } catch (RuntimeException refused) {
            notSaved(Refusals.inWords(refused));
        }
    }

    private void offerBoth(Refusal.Conflict changedMeanwhile, String mine) {
        notSaved(changedMeanwhile.words() + " Yours is not saved.");
        String base = seen;
        Button merge = new Button(
                "Merge…",
                event -> new CaptionMergeDialog(base, mine, current(), merged -> {
                            area.setValue(merged);
                            save(current(), merged);
                        })
                        .open());
        merge.addThemeVariants(ButtonVariant.SMALL);
        Button keep = new Button("Keep mine", event -> save(current(), mine));
        Button take = new Button("Take theirs", event -> {
            seen = current();
            area.setValue(seen);
            save(seen, seen);
        });
        keep.addThemeVariants(ButtonVariant.SMALL);
        take.addThemeVariants(ButtonVariant.SMALL);
        conflict.removeAll();
        conflict.add(keep, take, merge);
        conflict.setVisible(true);
    }

    private String current() {
        return desk.datasets().picture(picture).caption();
    }

    private void notSaved(String words) {
        area.setErrorMessage(words);
        area.setInvalid(true);
        state.setText("not saved");
        getElement().callJsFunction("refused");
    }

    private void showTrigger(String caption) {
        TriggerUse use = TriggerUse.of(caption, desk.character().triggerWord());
        state.setText(
                switch (use) {
                    case FIRST -> "saved";
                    case ELSEWHERE -> "saved; the trigger word is not first";
                    case MISSING -> caption.isEmpty() ? "no caption yet" : "saved; the trigger word is missing";
                });
        state.setClassName("wants-trigger", use != TriggerUse.FIRST);
    }
}
