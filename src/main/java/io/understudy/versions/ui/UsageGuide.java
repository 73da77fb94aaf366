package io.understudy.versions.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import io.understudy.platform.ui.CopyButton;
import io.understudy.platform.ui.Styled;
import io.understudy.versions.VersionCard;

/** How a version is used in the programs that people generate pictures with. */
class UsageGuide extends Details {
    UsageGuide(VersionCard card) {
        super("How to use it");
        String strength = card.strength().best().label();
        String trigger = card.triggerWord().value();
        if (!card.fitsFlux()) {
            add(new Paragraph(
                    "It was trained on Understudy's miniature, which other programs do not know: use it in the playground, at strength %s, with a prompt that begins with “%s”."
                            .formatted(strength, trigger)));
            return;
        }
        add(
                way(
                        "ComfyUI",
                        "Put the file into models/loras, add the node “Load LoRA (Model Only)” between the model and the sampler, choose the file, set strength_model to %s and begin the prompt with “%s”. In a workflow that is saved for the API, the node is:"
                                .formatted(strength, trigger),
                        "{\"class_type\": \"LoraLoaderModelOnly\", \"inputs\": {\"lora_name\": \"%s\", \"strength_model\": %s}}"
                                .formatted(card.fileName(), strength)),
                way(
                        "A1111 and Forge",
                        "Put the file into models/Lora and write into the prompt:",
                        "<lora:%s:%s> %s, ".formatted(card.name(), strength, trigger)),
                way(
                        "fal.ai",
                        "Upload the file to an address that fal.ai can read and send to fal-ai/flux-lora:",
                        "{\"prompt\": \"%s, \", \"loras\": [{\"path\": \"https://…/%s\", \"scale\": %s}]}"
                                .formatted(trigger, card.fileName(), strength)));
    }

    private static Component way(String program, String words, String text) {
        return new Div(
                new H3(program),
                new Paragraph(words),
                Styled.div("copyable", new Pre(text), new CopyButton("Copy", text)));
    }
}
