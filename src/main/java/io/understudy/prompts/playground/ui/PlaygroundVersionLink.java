package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.html.Anchor;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.versions.VersionCard;
import io.understudy.versions.ui.VersionLink;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class PlaygroundVersionLink implements VersionLink {
    @Override
    public Anchor of(VersionCard card) {
        StackPlan alone = new StackPlan(List.of(
                new StackPlan.Layer(StackRole.CHARACTER, card.strength().best(), new LoraRef.Version(card.id()))));
        String prompt = card.triggerWord() + ", ";
        return new Anchor(
                new PlaygroundLink(prompt, alone, null, null, null, null, null, null, null).path(),
                "Try in the playground");
    }
}
