package io.understudy.prompts.stacks.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.understudy.identity.Role;
import io.understudy.lora.Strength;
import io.understudy.platform.ui.LiveUpdate;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Notifications;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.platform.ui.Styled;
import io.understudy.platform.ui.TitledPage;
import io.understudy.platform.ui.TwoColumns;
import io.understudy.prompts.loras.ui.LoraRoutes;
import io.understudy.prompts.stacks.StackDetails;
import io.understudy.prompts.stacks.StackId;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackRoutes;
import io.understudy.prompts.stacks.StackService;
import io.understudy.prompts.stacks.StackableLora;
import io.understudy.prompts.stacks.StackableLoraService;
import io.understudy.prompts.stacks.overlap.OverlapService;
import io.understudy.prompts.stacks.overlap.OverlapSignals;
import io.understudy.prompts.templates.PromptRoutes;
import io.understudy.providers.comfy.ComfyModelService;
import io.understudy.versions.VersionSignals;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route(StackRoutes.PLANNER)
@RolesAllowed(Role.MEMBER_ROLE)
class StackView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient StackService stacks;
    private final transient OverlapService overlaps;
    private final StackEditor editor;
    private final OverlapPanel overlap = new OverlapPanel();
    private final ExportPanel export;
    private final Anchor playground = new Anchor("", "Try in the playground");
    private transient @Nullable StackDetails saved;

    StackView(
            StackService stacks,
            StackableLoraService shelf,
            OverlapService overlaps,
            OverlapSignals compared,
            VersionSignals versions,
            ComfyModelService comfyModels) {
        this.stacks = stacks;
        this.overlaps = overlaps;
        this.export = new ExportPanel(comfyModels.models());
        this.editor = new StackEditor(shelf, versions, this::changed);
        LiveUpdate.refresh(this, compared.changes(), this::showOverlaps);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        StackDetails stack = parameters
                .getSingleParameter(StackRoutes.STACK)
                .map(text -> TitledPage.id(text, "No stack", StackId::new))
                .map(stacks::get)
                .orElse(null);
        saved = stack;
        removeAll();
        build(stack);
        editor.show(parameters
                .getSingleParameter(StackRoutes.PLAN)
                .map(StackPlan::of)
                .orElseGet(() -> stack == null ? StackPlan.ofTheGuide() : stack.plan()));
        showRest();
    }

    private void build(@Nullable StackDetails stack) {
        Div planner = new Panel("LoRAs in this stack", editor);
        Div main = Styled.div("main-panels", planner, overlap, export);
        Div side = Styled.div("side-panels", new StrengthTable());
        if (stack != null) {
            side.add(new RevisionsPanel(stacks.revisions(stack.id()), editor::putIn));
        }
        Div columns = new TwoColumns(main, side);
        PageHeader header = new PageHeader(stack == null ? "Stack planner" : stack.name())
                .crumb("Prompts", PromptRoutes.LIBRARY)
                .secondary(playground)
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

    private void changed(StackPlan plan) {
        showRest();
        StackDetails stack = saved;
        Navigation.remember(
                stack == null
                        ? StackRoutes.planned(plan)
                        : StackRoutes.saved(stack.id()) + "&" + StackRoutes.PLAN + "=" + plan.asText());
    }

    private void showRest() {
        export.show(editor.used());
        playground.setHref("prompts/playground?plan=" + editor.plan().asText());
        showOverlaps();
    }

    private void showOverlaps() {
        List<StackEditor.Used> used = editor.used();
        overlap.show(
                overlaps.among(used.stream().map(StackEditor.Used::lora).toList()),
                lora -> strength(lora, used),
                this::compareAgain);
    }

    private void compareAgain(OverlapService.Meeting meeting) {
        overlaps.retry(meeting.first(), meeting.second());
        showOverlaps();
    }

    private static Strength strength(StackableLora lora, List<StackEditor.Used> used) {
        return Strength.sum(used.stream()
                .filter(each -> each.lora().equals(lora))
                .map(each -> each.layer().strength())
                .toList());
    }

    private void save() {
        new SaveStackDialog(stacks, saved, editor.plan(), stack -> {
                    Notifications.done("“" + stack.name() + "” is saved");
                    getUI().ifPresent(ui -> ui.navigate(
                            StackRoutes.PLANNER,
                            QueryParameters.of(
                                    StackRoutes.STACK, stack.id().value().toString())));
                })
                .open();
    }

    @Override
    public String getPageTitle() {
        StackDetails stack = saved;
        return (stack == null ? "Stack planner" : stack.name() + ", stack") + " · Understudy";
    }
}
