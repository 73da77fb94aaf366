package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.guide.StackRole;
import io.understudy.people.Role;
import io.understudy.prompts.loras.ui.LoraRoutes;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.LoraShelf;
import io.understudy.prompts.stacks.StackCheck;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackRemark;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackStart;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.ui.PromptRoutes;
import io.understudy.shared.Refusal;
import io.understudy.shared.ui.Notices;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** LoRAs that are to be used together, and whether that will go well; the address holds the plan or the saved stack. */
@Route(StackRoutes.PLANNER)
@RolesAllowed(Role.MEMBER_ROLE)
class StackView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient StackService stacks;
    private final transient LoraShelf shelf;
    private final Div rows = new Div();
    private final Div side = new Div();
    private final StackVerdict verdict = new StackVerdict(this::putIn);
    private final ExportPanel export = new ExportPanel();
    private final Button addLayer = new Button("Add a LoRA", VaadinIcon.PLUS.create(), event -> addLayer());
    private final List<StackLayerRow> layers = new ArrayList<>();
    private transient @Nullable StackDetails saved;

    StackView(StackService stacks, LoraShelf shelf) {
        this.stacks = stacks;
        this.shelf = shelf;
        rows.addClassName("stack-rows");
        side.addClassName("side-panels");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        saved = parameters
                .getSingleParameter(StackRoutes.STACK)
                .map(StackView::id)
                .map(stacks::get)
                .orElse(null);
        Optional<StackPlan> plan =
                parameters.getSingleParameter(StackRoutes.PLAN).map(StackPlan::parse);
        StackDetails stack = saved;
        build();
        show(plan.orElseGet(() -> stack == null ? StackPlan.ofTheGuide() : stack.plan()));
    }

    private void build() {
        removeAll();
        StackDetails stack = saved;
        Div starts = new Div(new Span("Start with the guide's proportions"));
        starts.addClassNames("actions", "secondary-text");
        for (StackStart start : StackStart.values()) {
            Button use = new Button(start.label(), event -> putIn(start.applyTo(plan())));
            use.addThemeVariants(ButtonVariant.SMALL);
            starts.add(use);
        }
        Div planner = new Div(new H2("LoRAs in this stack"), starts, rows, addLayer, verdict);
        planner.addClassName("panel");
        side.removeAll();
        side.add(new StrengthTable());
        if (stack != null) {
            side.add(new RevisionsPanel(stacks.revisions(stack.id()), this::putIn));
        }
        Div main = new Div(planner, export);
        main.addClassName("main-panels");
        Div columns = new Div(main, side);
        columns.addClassName("with-side-panel");
        PageHeader header = new PageHeader(stack == null ? "Stack planner" : stack.name())
                .crumb("Prompts", PromptRoutes.LIBRARY)
                .secondary(new Anchor(LoraRoutes.LIBRARY, "LoRA files"))
                .secondary(new Anchor(StackRoutes.SAVED, "Saved stacks"))
                .primary(new Button("Save", event -> save()));
        add(
                stack == null
                        ? header.subtitle("Total combined strength should stay under 1.5–1.8 to avoid artifacts.")
                        : header.crumb("Saved stacks", StackRoutes.SAVED)
                                .subtitle("Revision " + stack.revision() + ", by " + stack.changedBy()),
                columns);
    }

    private void show(StackPlan plan) {
        Map<LoraRef, StackableLora> known = shelf.resolve(plan.loras());
        layers.clear();
        rows.removeAll();
        plan.layers().forEach(layer -> show(layer, layer.lora() == null ? null : known.get(layer.lora())));
        judge();
    }

    private void show(StackPlan.Layer layer, @Nullable StackableLora chosen) {
        StackLayerRow row = new StackLayerRow(shelf, layer, chosen, this::changed, this::remove);
        layers.add(row);
        rows.add(row);
    }

    private void putIn(StackPlan plan) {
        show(plan);
        remember();
    }

    private void addLayer() {
        show(new StackPlan.Layer(StackRole.OTHER, StackRole.OTHER.usualStrength()), null);
        changed();
    }

    private void remove(StackLayerRow row) {
        layers.remove(row);
        rows.remove(row);
        changed();
    }

    private StackPlan plan() {
        return new StackPlan(layers.stream().map(StackLayerRow::layer).toList());
    }

    private void changed() {
        judge();
        remember();
    }

    private void remember() {
        StackDetails stack = saved;
        String plan = "&" + StackRoutes.PLAN + "=" + plan().asText();
        UI.getCurrent()
                .getPage()
                .getHistory()
                .replaceState(null, stack == null ? StackRoutes.planned(plan()) : StackRoutes.saved(stack.id()) + plan);
    }

    private void judge() {
        StackPlan plan = plan();
        addLayer.setEnabled(layers.size() < StackPlan.MAX_LAYERS);
        List<StackRemark> remarks = StackCheck.of(plan, shelf.resolve(plan.loras()));
        verdict.show(plan, about(StackRemark.WHOLE, remarks));
        List<ExportPanel.Used> used = new ArrayList<>();
        for (int place = 0; place < layers.size(); place++) {
            layers.get(place).show(about(place, remarks));
            StackableLora chosen = layers.get(place).chosen();
            if (chosen != null) {
                used.add(new ExportPanel.Used(layers.get(place).layer(), chosen));
            }
        }
        export.show(used);
    }

    private static List<StackRemark> about(int place, List<StackRemark> remarks) {
        return remarks.stream().filter(remark -> remark.layer() == place).toList();
    }

    private void save() {
        new SaveStackDialog(stacks, saved, plan(), stack -> {
                    Notices.done("“" + stack.name() + "” is saved");
                    getUI().ifPresent(ui -> ui.navigate(StackRoutes.PLANNER, StackRoutes.query(stack.id())));
                })
                .open();
    }

    private static StackId id(String text) {
        try {
            return new StackId(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            throw new Refusal.NotFound("No stack has the address “" + text + "”: the link may be cut off.");
        }
    }

    @Override
    public String getPageTitle() {
        StackDetails stack = saved;
        return (stack == null ? "Stack planner" : stack.name() + ", stack") + " · Understudy";
    }
}
