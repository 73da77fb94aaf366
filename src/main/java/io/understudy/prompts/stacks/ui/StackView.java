package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.understudy.characters.ui.AdviceText;
import io.understudy.guide.StackBudget;
import io.understudy.guide.StackRole;
import io.understudy.people.Role;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.ui.PromptRoutes;
import io.understudy.shared.ui.Page;
import io.understudy.shared.ui.PageHeader;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says whether LoRAs that are used together stay within the guide's budget; the URL holds the plan. */
@Route(StackRoutes.PLANNER)
@PageTitle("Stack planner · Understudy")
@RolesAllowed(Role.MEMBER_ROLE)
class StackView extends Page implements BeforeEnterObserver {
    private static final String PLAN = "plan";

    private final Div rows = new Div();
    private final Div bar = new Div();
    private final AdviceText verdict = new AdviceText();
    private final Button addLayer = new Button("Add a LoRA", VaadinIcon.PLUS.create(), event -> addLayer());
    private final List<StackLayerRow> layers = new ArrayList<>();

    StackView() {
        rows.addClassName("stack-rows");
        bar.addClassName("stack-bar");
        bar.getElement().setAttribute("role", "img");
        Div plan = new Div(new H2("LoRAs in this stack"), rows, addLayer, bar, verdict);
        plan.addClassName("panel");
        Div columns = new Div(plan, new StrengthTable());
        columns.addClassName("with-side-panel");
        add(
                new PageHeader("Stack planner")
                        .crumb("Prompts", PromptRoutes.LIBRARY)
                        .subtitle("Total combined strength should stay under 1.5–1.8 to avoid artifacts."),
                columns);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        StackPlan plan = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(PLAN)
                .map(StackPlan::parse)
                .orElseGet(StackPlan::ofTheGuide);
        layers.clear();
        rows.removeAll();
        plan.layers().forEach(this::show);
        judge();
    }

    private void show(StackPlan.Layer layer) {
        StackLayerRow row = new StackLayerRow(layer, this::changed, this::remove);
        layers.add(row);
        rows.add(row);
    }

    private void addLayer() {
        show(new StackPlan.Layer(StackRole.OTHER, StackRole.OTHER.usualStrength()));
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
        UI.getCurrent()
                .getPage()
                .getHistory()
                .replaceState(null, StackRoutes.PLANNER + "?" + PLAN + "=" + plan().asText());
    }

    private void judge() {
        StackPlan plan = plan();
        verdict.show(plan.advice());
        addLayer.setEnabled(layers.size() < StackPlan.MAX_LAYERS);
        bar.removeAll();
        bar.getElement().setAttribute("aria-label", plan.advice().words());
        double scale = Math.max(StackBudget.LIMIT * 1.25, plan.total());
        plan.layers().forEach(layer -> bar.add(segment(layer, scale)));
        bar.add(mark(StackBudget.COMFORTABLE, scale), mark(StackBudget.LIMIT, scale));
    }

    private static Div segment(StackPlan.Layer layer, double scale) {
        Div segment = new Div();
        segment.addClassNames("stack-segment", "stack-" + layer.role().name().toLowerCase(Locale.ROOT));
        segment.setText(layer.role().label());
        segment.setTitle(layer.role().label() + " " + layer.strength());
        segment.setWidth(100 * layer.strength() / scale + "%");
        return segment;
    }

    private static Div mark(double at, double scale) {
        Div mark = new Div();
        mark.addClassName("stack-mark");
        mark.setText(String.valueOf(at));
        mark.getStyle().set("inset-inline-start", 100 * at / scale + "%");
        return mark;
    }
}
