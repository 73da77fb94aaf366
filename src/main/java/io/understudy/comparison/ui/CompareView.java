package io.understudy.comparison.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.understudy.comparison.CompareRoutes;
import io.understudy.comparison.ComparisonNoteService;
import io.understudy.comparison.ComparisonService;
import io.understudy.comparison.RunComparison;
import io.understudy.identity.Role;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.ui.EmptyState;
import io.understudy.platform.ui.ErrorMessages;
import io.understudy.platform.ui.Navigation;
import io.understudy.platform.ui.Page;
import io.understudy.platform.ui.PageHeader;
import io.understudy.platform.ui.Panel;
import io.understudy.training.RunRoutes;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import io.understudy.training.ui.UnusableRunsBanners;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.stream.Collectors;

@Route(CompareRoutes.COMPARE)
@RolesAllowed(Role.MEMBER_ROLE)
class CompareView extends Page implements BeforeEnterObserver, HasDynamicTitle {
    private final transient ComparisonService comparisons;
    private final transient ComparisonNoteService notes;
    private final transient RunService runs;
    private final transient RunSignals signals;
    private final transient ComparisonExport export;
    private final transient UnusableRunsBanners banners;
    // Read by the export, which runs outside of the session.
    private transient volatile ComparisonViewState look = ComparisonViewState.of(List.of());

    CompareView(
            ComparisonService comparisons,
            ComparisonNoteService notes,
            RunService runs,
            RunSignals signals,
            ComparisonExport export,
            UnusableRunsBanners banners) {
        this.comparisons = comparisons;
        this.notes = notes;
        this.runs = runs;
        this.signals = signals;
        this.export = export;
        this.banners = banners;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        look = ComparisonViewState.of(event.getLocation().getQueryParameters());
        show();
    }

    @Override
    public String getPageTitle() {
        return "Compare runs " + look.runs().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + " · Understudy";
    }

    private void show() {
        removeAll();
        try {
            show(comparisons.compare(look.runs(), look.base()));
        } catch (DomainException problem) {
            add(
                    new PageHeader("Compare").crumb("Runs", RunRoutes.LIST),
                    new EmptyState(
                            VaadinIcon.SPLIT_H,
                            "Nothing to compare",
                            problem.words() + " Select them in the list of runs.",
                            new Button("Choose runs", event -> Navigation.open(RunRoutes.LIST))));
        }
    }

    private void show(RunComparison comparison) {
        CompareTable table = new CompareTable(
                comparison,
                look.table(),
                told -> remember(look.withTable(told)),
                base -> go(look.withBase(base)),
                run -> go(look.without(run)));
        SampleCompare samples = new SampleCompare(comparison, look.samples(), told -> remember(look.withSamples(told)));
        CurvesPanel curves = new CurvesPanel(runs, comparison, look.curves(), told -> remember(look.withCurves(told)));
        Button news = new Button("", event -> show());
        news.setVisible(false);
        add(
                header(comparison),
                banners.of(comparison.runs()),
                new Panel("Settings and results", table),
                new Panel("Samples", news, samples),
                curves,
                new NotesPanel(notes, look.runs(), () -> look.path()));
        new LiveComparison(comparisons, look, comparison, table, curves, news).follow(signals);
    }

    private PageHeader header(RunComparison comparison) {
        PageHeader header = new PageHeader(comparison.runs().size() + " runs")
                .crumb("Runs", RunRoutes.LIST)
                .subtitle(
                        "base run: " + comparison.runs().get(comparison.base()).number())
                .secondary(new ComparisonExportLink(export, () -> look));
        if (comparison.runs().size() < ComparisonService.MOST) {
            header.secondary(addRun());
        }
        return header;
    }

    private Component addRun() {
        IntegerField number = new IntegerField();
        number.setPlaceholder("Add run ");
        number.setAriaLabel("Number of a run to add");
        number.setMin(1);
        number.setWidth("8rem");
        number.addValueChangeListener(event -> {
            Integer wanted = event.getValue();
            if (wanted != null) {
                ErrorMessages.guard(number, () -> addRun(wanted));
            }
        });
        return number;
    }

    private void addRun(long number) {
        if (look.runs().contains(number)) {
            throw new DomainException.RuleViolation("Run " + number + " is compared already.");
        }
        if (runs.detailsOf(List.of(number)).isEmpty()) {
            throw new DomainException.RuleViolation("There is no run " + number + ".");
        }
        go(look.with(number));
    }

    private static void go(ComparisonViewState wanted) {
        Navigation.open(wanted.path());
    }

    private void remember(ComparisonViewState changed) {
        look = changed;
        Navigation.remember(changed.path());
    }
}
