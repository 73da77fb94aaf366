package io.understudy.providers.comfy.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.DraftKeeper;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Hint;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.SettingsSection;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.providers.comfy.ComfyModelService;

@org.springframework.stereotype.Component
class ComfyModelSection implements SettingsSection {
    private static final int AFTER_CAPTIONS = 46;

    private final ComfyModelService models;

    ComfyModelSection(ComfyModelService models) {
        this.models = models;
    }

    @Override
    public String title() {
        return "ComfyUI";
    }

    @Override
    public int order() {
        return AFTER_CAPTIONS;
    }

    @Override
    public Component content() {
        return new Form(models);
    }

    private static final class Form extends Div {
        private final transient ComfyModelService models;
        private final TextField unet = field("Diffusion model");
        private final TextField clipL = field("CLIP-L text encoder");
        private final TextField t5xxl = field("T5-XXL text encoder");
        private final TextField vae = field("Autoencoder");
        private final Select<String> weightDtype = new Select<>();
        private final DraftKeeper draft;

        Form(ComfyModelService models) {
            this.models = models;
            weightDtype.setLabel("Weight type");
            weightDtype.setItems(ComfyModelService.WEIGHT_DTYPES);
            show(models.models());
            draft = new DraftKeeper(
                    "settings/comfyui",
                    Styled.div(
                            "settings-form",
                            new Hint(
                                    "Names of the files as your ComfyUI lists them. Exported graphs and ComfyUI engines"
                                            + " load these."),
                            unet,
                            weightDtype,
                            clipL,
                            t5xxl,
                            vae,
                            Styled.div(
                                    "actions",
                                    Buttons.primary("Save", event -> save()),
                                    Buttons.quiet("Use the usual names", event -> show(ComfyModels.USUAL)))));
            add(draft);
        }

        private static TextField field(String label) {
            TextField field = new TextField(label);
            field.setMaxLength(200);
            return field;
        }

        private void show(ComfyModels now) {
            unet.setValue(now.unet());
            weightDtype.setValue(now.weightDtype());
            clipL.setValue(now.clipL());
            t5xxl.setValue(now.t5xxl());
            vae.setValue(now.vae());
        }

        private void save() {
            if (ErrorMessages.guard(() -> models.change(new ComfyModels(
                    unet.getValue(), weightDtype.getValue(), clipL.getValue(), t5xxl.getValue(), vae.getValue())))) {
                draft.saved();
                Notifications.done("ComfyUI loads these files from now on");
            }
        }
    }
}
