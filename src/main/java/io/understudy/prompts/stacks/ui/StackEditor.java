package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.understudy.platform.ui.Buttons;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Styled;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackPreset;
import io.understudy.prompts.stacks.StackRemark;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.versions.VersionSignals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

public class StackEditor extends Div {
    public record Used(StackPlan.Layer layer, StackableLora lora) {}

    private final transient StackableLoraService shelf;
    private final transient Consumer<StackPlan> changed;
    private final Div rows = Styled.div("stack-rows");
    private final StackVerdict verdict = new StackVerdict(this::putIn);
    private final Button addLayer = new Button("Add a LoRA", VaadinIcon.PLUS.create(), event -> addLayer());
    private final List<StackLayerRow> layers = new ArrayList<>();
    private transient Map<LoraRef, StackableLora> judged = Map.of();

    public StackEditor(StackableLoraService shelf, VersionSignals versions, Consumer<StackPlan> changed) {
        this.shelf = shelf;
        this.changed = changed;
        addClassName("stack-editor");
        Div starts = Styled.div("actions secondary-text", new Span("Start with the guide's proportions"));
        for (StackPreset start : StackPreset.values()) {
            starts.add(Buttons.small(start.label(), event -> putIn(start.applyTo(plan()))));
        }
        add(starts, rows, addLayer, verdict);
        LiveUpdate.refresh(this, versions.changes(), this::judgeIfChanged);
    }

    public void show(StackPlan plan) {
        Map<LoraRef, StackableLora> known = shelf.resolve(plan.loras());
        layers.clear();
        rows.removeAll();
        plan.layers().forEach(layer -> addRow(layer, layer.lora() == null ? null : known.get(layer.lora())));
        judge();
    }

    public void putIn(StackPlan plan) {
        show(plan);
        changed.accept(plan());
    }

    /** What a prompt with these LoRAs has to say. */
    public static String triggers(List<Used> used) {
        return used.stream()
                .map(each -> each.lora().triggerWord().value())
                .filter(word -> !word.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    public StackPlan plan() {
        return new StackPlan(layers.stream().map(StackLayerRow::layer).toList());
    }

    public List<Used> used() {
        List<Used> used = new ArrayList<>();
        for (StackLayerRow row : layers) {
            StackableLora chosen = row.chosen();
            if (chosen != null) {
                used.add(new Used(row.layer(), chosen));
            }
        }
        return used;
    }

    private void addRow(StackPlan.Layer layer, @Nullable StackableLora chosen) {
        StackLayerRow row = new StackLayerRow(shelf, layer, chosen, this::react, this::remove);
        layers.add(row);
        rows.add(row);
    }

    private void addLayer() {
        addRow(new StackPlan.Layer(StackRole.OTHER, StackRole.OTHER.usualStrength()), null);
        react();
    }

    private void remove(StackLayerRow row) {
        layers.remove(row);
        rows.remove(row);
        react();
    }

    private void react() {
        judge();
        changed.accept(plan());
    }

    private void judge() {
        judge(shelf.resolve(plan().loras()));
    }

    private void judgeIfChanged() {
        List<LoraRef> loras = plan().loras();
        Map<LoraRef, StackableLora> now = loras.isEmpty() ? Map.of() : shelf.resolve(loras);
        if (!now.equals(judged)) {
            judge(now);
        }
    }

    private void judge(Map<LoraRef, StackableLora> known) {
        judged = known;
        StackPlan plan = plan();
        addLayer.setEnabled(layers.size() < StackPlan.MAX_LAYERS);
        List<StackRemark> remarks = StackCheck.of(plan, known);
        verdict.show(plan, StackCheck.budget(plan, known), about(StackRemark.WHOLE, remarks));
        for (int place = 0; place < layers.size(); place++) {
            layers.get(place).show(about(place, remarks));
        }
    }

    private static List<StackRemark> about(int place, List<StackRemark> remarks) {
        return remarks.stream().filter(remark -> remark.layer() == place).toList();
    }
}
