package io.understudy.prompts.playground.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.BadgeTone;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.StateBadge;
import io.understudy.platform.ui.Styled;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.versions.VersionSignals;
import java.util.Set;

/** Marks pictures whose LoRAs may no longer be used, also when that changes while the page is open. */
class UnusableLorasBanner extends Div {
    private final transient StackableLoraService loras;
    private final transient Set<LoraRef> used;

    UnusableLorasBanner(StackableLoraService loras, VersionSignals versions, Set<LoraRef> used) {
        this.loras = loras;
        this.used = used;
        addClassNames("panel", "withdrawn-mark");
        getElement().setAttribute("role", "note");
        LiveUpdate.refresh(this, versions.changes(), this::refresh);
        refresh();
    }

    private void refresh() {
        removeAll();
        loras.resolve(used)
                .values()
                .forEach(lora -> lora.refusal()
                        .ifPresent(words -> add(Styled.div(
                                "look-item",
                                new StateBadge("not usable", BadgeTone.BAD, VaadinIcon.BAN),
                                new Span(words)))));
        setVisible(getComponentCount() > 0);
    }
}
