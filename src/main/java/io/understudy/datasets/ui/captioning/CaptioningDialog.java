package io.understudy.datasets.ui.captioning;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.captioning.CaptionInstruction;
import io.understudy.datasets.captioning.CaptionStyle;
import io.understudy.datasets.captioning.Captioner;
import io.understudy.datasets.captioning.CaptioningPlan;
import io.understudy.datasets.captioning.CaptioningScope;
import io.understudy.datasets.captioning.CaptioningService;
import io.understudy.platform.text.Formats;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.FormDialog;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Styled;

class CaptioningDialog extends FormDialog {
    private final transient CaptioningService captioning;
    private final transient CharacterSummary character;
    private final RadioButtonGroup<CaptioningScope> scope = new RadioButtonGroup<>("Which pictures");
    private final RadioButtonGroup<CaptionStyle> style = new RadioButtonGroup<>("A caption is");
    private final TextArea instruction = new TextArea("What the model is asked");
    private final Div obstacle = Styled.div("decision-notice");
    private final Paragraph plan = new Hint("");
    private final boolean admin;
    private final DraftKeeper draft;
    private final Button ask;
    private transient CaptioningPlan shown;

    /** @param admin whether the person may choose a model */
    CaptioningDialog(CaptioningService captioning, CharacterSummary character, boolean admin) {
        super("Describe pictures with a vision model", "46rem");
        this.captioning = captioning;
        this.character = character;
        this.admin = admin;
        CaptionInstruction last = captioning.instruction(character.id());
        scope.setItems(CaptioningScope.values());
        scope.setItemLabelGenerator(CaptioningScope::label);
        scope.setValue(CaptioningScope.EMPTY);
        scope.addValueChangeListener(event -> plan());
        style.setItems(CaptionStyle.values());
        style.setItemLabelGenerator(CaptionStyle::label);
        style.setValue(last.style());
        instruction.setValue(last.text());
        instruction.setMaxLength(CaptionInstruction.LONGEST);
        instruction.setWidthFull();
        instruction.setMinRows(5);
        instruction.setHelperText(
                "[trigger] and [subject] stand for those of the character. What a caption does not name,"
                        + " the trigger word learns.");
        draft = new DraftKeeper("captioning/" + character.id().value(), instruction);
        ask = confirm("Ask", event -> start());
        obstacle.getElement().setAttribute("role", "status");
        add(Styled.div(
                "settings-form",
                obstacle,
                new Hint("What the model says is only proposed: you take it picture by picture or word by word, and no"
                        + " caption changes before that."),
                scope,
                style,
                draft,
                plan));
        plan();
    }

    private void plan() {
        CaptioningPlan now = captioning.plan(character.id(), scope.getValue());
        shown = now;
        Captioner model = now.model();
        ask.setEnabled(now.obstacle() == null && now.pictures() > 0);
        ask.setText(
                !ask.isEnabled() ? "Ask" : "Ask for " + Formats.plural((int) now.pictures(), "caption", "captions"));
        plan.setText("");
        if (model != null && now.pictures() > 0) {
            plan.setText(Formats.plural((int) now.pictures(), "picture is", "pictures are") + " sent to "
                    + model.place() + ". " + cost(now)
                    + (model.followsInstruction()
                            ? ""
                            : " It takes no instruction and answers in sentences of its own."));
        }
        plan.setVisible(!plan.getText().isEmpty());
        showObstacle(now);
    }

    private void showObstacle(CaptioningPlan now) {
        obstacle.removeAll();
        String words = now.obstacle();
        if (now.model() == null) {
            warn(
                    "No vision model is chosen yet"
                            + (admin ? "" : ". An admin chooses one in Settings, under “Captions by a vision model”")
                            + ": Ollama, vLLM, LM Studio, fal.ai or another hosted service.",
                    "Choose a vision model",
                    "settings?section=captions-by-a-vision-model");
        } else if (now.pictures() == 0) {
            obstacle.add(new Paragraph("Every picture has a caption already."));
        } else if (words != null) {
            warn(words, "Open Settings", "settings");
        }
    }

    private void warn(String words, String verb, String settings) {
        obstacle.add(new Paragraph(words));
        if (admin) {
            obstacle.add(Buttons.inline(verb, () -> {
                close();
                Navigation.open(settings);
            }));
        }
    }

    private static String cost(CaptioningPlan plan) {
        if (plan.cost() == null) {
            return "No price is set, so the cost is not known here.";
        }
        return plan.cost().signum() == 0 ? "This is free." : "This costs about " + Prices.dollars(plan.cost()) + ".";
    }

    private void start() {
        boolean started = ErrorMessages.guard(
                instruction,
                () -> captioning.start(
                        character.id(),
                        scope.getValue(),
                        new CaptionInstruction(instruction.getValue(), style.getValue()),
                        shown));
        if (started) {
            draft.saved();
            close();
            Notifications.done("The model is asked; its captions appear here as they come");
        } else {
            plan();
        }
    }
}
