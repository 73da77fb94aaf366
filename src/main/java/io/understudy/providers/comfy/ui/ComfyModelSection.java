package io.understudy.providers.comfy.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
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
import io.understudy.platform.ui.Suggestions;
import io.understudy.prompting.formats.ComfyModels;
import io.understudy.providers.comfy.ComfyModelService;
import io.understudy.providers.engines.EngineService;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

@org.springframework.stereotype.Component
class ComfyModelSection extends SettingsSection {
    private static final int AFTER_CAPTIONS = 46;

    private final ComfyModelService models;
    private final EngineService engines;

    ComfyModelSection(ComfyModelService models, EngineService engines) {
        super("ComfyUI", AFTER_CAPTIONS);
        this.models = models;
        this.engines = engines;
    }

    @Override
    public Component content() {
        return new Form(models, this::listed);
    }

    /** Names that the ComfyUI engines listed when they were asked last. */
    private List<String> listed(String choice) {
        return engines.engines().stream()
                .flatMap(engine -> Optional.ofNullable(engine.check()).stream())
                .flatMap(check -> check.answer().choices(choice).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static final class Form extends Div {
        private final transient ComfyModelService models;
        private final TextField unet = field("Diffusion model");
        private final TextField clipL = field("CLIP-L text encoder");
        private final TextField t5xxl = field("T5-XXL text encoder");
        private final TextField vae = field("Autoencoder");
        private final Select<String> weightDtype = new Select<>();
        private final DraftKeeper draft;

        Form(ComfyModelService models, Function<String, List<String>> listed) {
            this.models = models;
            new Suggestions(unet, "comfyui-models").offer(listed.apply("unet"));
            new Suggestions(clipL, "comfyui-clip-l").offer(listed.apply("clip"));
            new Suggestions(t5xxl, "comfyui-t5xxl").offer(listed.apply("clip"));
            new Suggestions(vae, "comfyui-autoencoders").offer(listed.apply("vae"));
            weightDtype.setLabel("Weight type");
            weightDtype.setItems(ComfyModelService.WEIGHT_DTYPES);
            show(models.models());
            draft = new DraftKeeper(
                    "settings/comfyui",
                    Styled.div(
                            "settings-form",
                            new Hint("Names of the files as your ComfyUI lists them; those of the ComfyUI engines are"
                                    + " suggested. Exported graphs and ComfyUI engines load these."),
                            unet,
                            weightDtype,
                            clipL,
                            t5xxl,
                            vae,
                            Styled.div(
                                    "actions",
                                    new Button("Save", event -> save()),
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
